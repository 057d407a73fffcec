// English messages of the lessons, loaded with them. The keys are those of zh-lessons.js.
import math from "./en-math.js";

export default {
  ...math,
  "lessons.title": "Lessons",
  "lessons.close": "Close",
  "lessons.finished": "finished",
  "lessons.begun": "step {step} of {steps}",
  "lessons.own": "A lesson of your own is a Markdown file: drop it on the page, or name it in the address (?lesson=…).",

  "lesson.place": "Lesson {number} · step {step} of {steps}",
  "lesson.place.own": "Step {step} of {steps}",
  "lesson.leave": "Leave",
  "lesson.back": "Back",
  "lesson.next": "Next",
  "lesson.end": "Next lesson",
  "lesson.again": "Set up again",
  "lesson.again.help": "The network, data and settings as this step begins with them",
  "lesson.left": "What you had before the lesson is back. Undo brings the lesson’s network again.",
  "lesson.unread": "This lesson could not be loaded.",
  "lesson.elsewhere": "There is no such lesson on this site.",
  "lesson.failed":
    "The page stopped responding the last time it opened the lesson “{name}”, so the lesson is not open now. Nothing else has changed.",
  "lesson.anyway": "Open the lesson anyway",
  "lesson.undrawn": "This part of the lesson cannot be shown; it begins at line {line} of the file.",

  "lesson.goal": "Goal: ",
  "lesson.open": " (open)",
  "lesson.reached": " (reached)",
  "lesson.reached.said": "Reached. {goal}",
  "lesson.right": "Right.",
  "lesson.wrong": "Not quite.",
  "lesson.answered": "The answer:",
  "lesson.shown": "Here are the numbers.",
  "lesson.check": "Check",
  "lesson.show": "Show the answers",
  "lesson.ours": "computed here",
  "lesson.article": "in the article",
  "lesson.compared":
    "The article is a published text that this lesson follows; its printed figures stand beside those that the page computes now.",
  "lesson.question": "↓ Question",
  "lesson.code": "The same in several languages",
  "lesson.code.rust": "Rust",
  "lesson.code.python": "Python",
  "lesson.code.numpy": "NumPy",

  "race.lane": "lane",
  "race.loss": "loss",
  "race.finish": "below {loss} after epoch",
  "race.epoch": "epoch {epoch}",
  "race.again": "Race again",
  "race.diverged": "diverged",
  "race.picture": "Loss curve of this lane; the loss is now {loss}",
  "race.picture.none": "The loss curve of this lane, before the race",
  "race.said": "The race is over. {lanes}",
  "race.result": "{name}: {loss}",
  "race.between": "; ",

  "lesson.flawed": "This lesson cannot be opened: {name}",
  "lesson.flaw": "Line {line}: {what}",
  "lesson.flaws.more": "There {more|is|are} {more} more.",
  "lesson.flaws.help": "Mend these lines and open the file again. docs/lessons.md describes the format.",
  "lesson.flaw.head": "found “{found}”; a lesson begins with a line --- and its title and summary, then --- again.",
  "lesson.flaw.field": "“{found}” is no line of the form {expected}.",
  "lesson.flaw.key": "there is no “{found}” here; possible are {expected}.",
  "lesson.flaw.twice": "“{found}” is given twice; give it once.",
  "lesson.flaw.missing": "something is missing: {expected}",
  "lesson.flaw.fence": "the block “{found}” does not end; end it with {expected}.",
  "lesson.flaw.outside": "“{found}” stands before the first step; steps begin with {expected}.",
  "lesson.flaw.first": "a step has one {found} block, and begins with it.",
  "lesson.flaw.most.lesson":
    "the lesson has more than {expected} {expected|character|characters}; split it into several lessons.",
  "lesson.flaw.most.line":
    "this line has more than {expected} {expected|character|characters}; break it into several lines.",
  "lesson.flaw.most.steps": "this is more than {expected} {expected|step|steps}; split the lesson into several.",
  "lesson.flaw.most.characters":
    "this step has more than {expected} {expected|character|characters}; split it into several steps.",
  "lesson.flaw.most.blocks": "this step has more than {expected} blocks; split it into several steps.",
  "lesson.flaw.most.values":
    "this step has more than {expected} live values, rows, answers and conditions; split it into several steps.",
  "lesson.flaw.most.pieces":
    "this step has more than {expected} paragraphs, list items, table cells and signs of formulas; split it into several steps.",
  "lesson.flaw.most.fields":
    "this block has more than {expected} {expected|line|lines} of the form key: value; use fewer.",
  "lesson.flaw.most.nesting":
    "lists, quotes, emphasis or formulas are nested more than {expected} levels deep here; use fewer levels.",
  "lesson.flaw.unreadable": "“{found}” cannot be read; expected: {expected}.",
};
