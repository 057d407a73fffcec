// A lesson's text as steps and blocks. What is wrong in it is told with its line; nothing is shown of a lesson with flaws. docs/lessons.md is the description.

import { READERS, readSetup, SETUP } from "./directives.js";
import { byKey, readFields } from "./fields.js";
import { LINE, MOST, Tally } from "./limits.js";
import { countCode, countLine, countText } from "./markdown.js";
import { named } from "./names.js";

/** @typedef {import("./fields.js").Flaw} Flaw */
/** @typedef {import("./expression.js").Condition} Condition */
/** @typedef {import("./expression.js").Expression} Expression */

/**
 * @typedef {object} Setup what the playground is to be
 * @property {string | null} link settings to start afresh with
 * @property {string | null} change settings to change in what there is
 * @property {string | null} data a table's text
 * @property {number} targets how many of its last columns are answered
 * @property {boolean} classes whether they are classes
 * @property {number[] | null} params
 * @property {string | null} view to be open beside the network; "none" closes
 * @property {string[] | null} show the settings and panels to be seen; all where nothing is said
 */

/** @typedef {{ label: string, value: Expression, within: number, text: string }} Wanted */
/** @typedef {{ label: string, value: Expression, article: string, within: number | null }} Row */

/** @typedef {{ name: string, changes: string }} Lane of a race: what it is called, and the settings that are others than the setup's */

/**
 * @typedef {{ line: number } & ({ type: "text", text: string }
 *   | { type: "code", tabs: { language: string, text: string }[] }
 *   | { type: "ask", question: string, choices: { right: boolean, text: string }[], numbers: Wanted[], because: string }
 *   | { type: "goal", say: string, when: Condition[], done: string }
 *   | { type: "run", label: string, epoch: number | null, step: number | null }
 *   | { type: "race", label: string, lanes: Lane[], epoch: number | null, step: number | null, finish: number | null }
 *   | { type: "figure", title: string, when: Condition[], rows: Row[], because: string })} Block
 */

/** @typedef {{ line: number, title: string, setup: Setup | null, blocks: Block[] }} Step */
/** @typedef {{ title: string, summary: string, steps: Step[] }} Lesson */

/** @typedef {{ isSetting(key: string): boolean }} Known */

/**
 * @param {string} source
 * @param {Known} known
 * @returns {{ lesson: Lesson | null, flaws: Flaw[] }} the lesson where there is no flaw
 */
export function readLesson(source, known) {
  /** @type {Flaw[]} */
  const flaws = [];
  const lines = source.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (tooLong(source, lines, flaws)) return { lesson: null, flaws };
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) {
    flaws.push({ line: 1, kind: "head", found: lines[0] ?? "", expected: "---" });
    return { lesson: null, flaws };
  }
  const keys = byKey(
    readFields(lines.slice(1, end), 2, flaws),
    { needed: ["title", "summary"], once: SETUP },
    1,
    flaws,
  );
  const first = SETUP.some((key) => keys.one(key)) ? readSetup(keys, known, flaws) : null;
  const steps = readSteps(lines, end + 1, known, flaws);
  if (steps.length === 0) flaws.push({ line: end + 1, kind: "missing", found: "", expected: "## …" });
  else if (first && steps[0]) steps[0].setup ??= first;
  const lesson = { title: keys.one("title")?.value ?? "", summary: keys.one("summary")?.value ?? "", steps };
  flaws.sort((a, b) => a.line - b.line);
  return { lesson: flaws.length === 0 ? lesson : null, flaws };
}

/**
 * A lesson or a line that is longer than allowed is a flaw, and nothing more is read.
 * @param {string} source
 * @param {string[]} lines
 * @param {Flaw[]} flaws
 */
function tooLong(source, lines, flaws) {
  if (source.length > MOST) flaws.push({ line: 1, kind: "most.lesson", found: "", expected: MOST });
  const long = lines.findIndex((line) => line.length > LINE);
  if (long >= 0) flaws.push({ line: long + 1, kind: "most.line", found: "", expected: LINE });
  return flaws.length > 0;
}

/**
 * The backticks that a block begins with, and its name.
 * @param {string} line
 */
function fenceOf(line) {
  const [ticks = ""] = /^`{3,}/.exec(line) ?? [];
  const name = line.slice(ticks.length).trim();
  return ticks === "" || /\s/.test(name) ? null : { ticks, name };
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {Known} known
 * @param {Flaw[]} flaws
 */
function readSteps(lines, from, known, flaws) {
  const tally = new Tally(flaws);
  /** @type {Step[]} */
  const steps = [];
  /** Where the text begins that is read. */
  let begin = from;
  const flush = (/** @type {number} */ end) => {
    while (begin < end && lines[begin]?.trim() === "") begin += 1;
    const text = lines.slice(begin, end).join("\n").trim();
    const step = steps.at(-1);
    if (!text || !step) return;
    countText(text, begin + 1, tally);
    step.blocks.push({ type: "text", line: begin + 1, text });
  };
  for (let at = from; at < lines.length && !tally.full; at += 1) {
    const line = lines[at] ?? "";
    const fence = fenceOf(line);
    if (fence) {
      const { ticks, name } = fence;
      let end = at + 1;
      while (end < lines.length && lines[end]?.trim() !== ticks) end += 1;
      if (end === lines.length) {
        flaws.push({ line: at + 1, kind: "fence", found: line, expected: ticks });
        break;
      }
      flush(at);
      const step = steps.at(-1);
      const inner = lines.slice(at + 1, end);
      if (!step) flaws.push({ line: at + 1, kind: "outside", found: name, expected: "## …" });
      else readFence(name, inner, at + 1, { step, known, flaws, tally });
      at = end;
      begin = end + 1;
    } else if (line.startsWith("## ")) {
      flush(at);
      const title = line.slice(3).trim();
      tally.step(at + 1);
      countLine(title, at + 1, tally);
      steps.push({ line: at + 1, title, setup: null, blocks: [] });
      begin = at + 1;
    } else if (steps.length === 0 && line.trim() !== "") {
      flaws.push({ line: at + 1, kind: "outside", found: line, expected: "## …" });
    }
  }
  flush(lines.length);
  return steps;
}

/**
 * @param {string} name
 * @param {string[]} lines
 * @param {number} line of the fence, from 1
 * @param {{ step: Step, known: Known, flaws: Flaw[], tally: Tally }} around
 */
function readFence(name, lines, line, { step, known, flaws, tally }) {
  const read = named(READERS, name);
  tally.add("blocks", line);
  if (!read) {
    // Code: neighbours in different languages say the same, and share a place.
    const last = step.blocks.at(-1);
    const tab = { language: name || "text", text: lines.join("\n") };
    countCode(tab.text, line, tally);
    if (last?.type === "code" && !last.tabs.some(({ language }) => language === name)) last.tabs.push(tab);
    else step.blocks.push({ type: "code", line, tabs: [tab] });
    return;
  }
  const fields = readFields(lines, line + 1, flaws);
  if (name !== "setup") for (const field of fields) countField(field, tally);
  read({ fields, line, step, known, flaws });
}

/**
 * Counts what a line of a block shows, and the values that it looks up.
 * @param {import("./fields.js").Field} field
 * @param {Tally} tally
 */
function countField({ key, value, line }, tally) {
  if (key === "row" || key === "number") tally.add("values", line);
  if (key === "when") tally.add("values", line, value.split(/\s+/).filter((word) => word === "and").length + 1);
  else countLine(value, line, tally);
}
