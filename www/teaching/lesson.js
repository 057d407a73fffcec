// A lesson beside the living playground: its steps, what each sets up and leaves to be seen, and goals that are recognised by themselves.

import { byId, el, setText } from "../dom.js";
import { isInputError } from "../engine.js";
import { t } from "../i18n/index.js";
import { shown } from "./blocks.js";
import { blockOf, guarded } from "./drawn.js";
import { readExpression, Unreadable } from "./expression.js";
import { factsOf } from "./facts.js";
import { keep, progressOf } from "./progress.js";
import { Question } from "./question.js";
import { Race } from "./race.js";
import { rendered, renderedLine } from "./render.js";
import { Rounds } from "./rounds.js";
import { Scene } from "./scene.js";

/** Topics after which goals and figures may be others. */
const TOPICS = /** @type {const} */ ([
  "config",
  "data",
  "training",
  "running",
  "explaining",
  "probe",
  "selected",
  "view",
]);

/** Topics after which the network may be another. */
const NETWORK = /** @type {const} */ (["config", "data", "training"]);

/** @typedef {{ leave(): void, next(): void, moved(step: number): void }} On */

export class LessonPanel {
  #store;
  #engine;
  #scene;
  #facts;
  #known;
  #on;
  #element = el("section", { class: "panel lesson", id: "lesson", "aria-labelledby": "lesson-title", hidden: true });
  #title = el("h2", { id: "lesson-title", tabindex: -1 });
  #place = el("p", { class: "note", id: "lesson-place" });
  #heading = el("h3");
  #body = el("div", { class: "lesson-body", tabindex: 0, role: "group", "aria-labelledby": "lesson-title" });
  #said = el("p", { class: "unseen", role: "status", id: "lesson-said" });
  #leave = el("button", { type: "button", id: "lesson-leave" });
  #back = el("button", { type: "button", id: "lesson-back" });
  #next = el("button", { type: "button", id: "lesson-next" });
  #afresh = el("button", { type: "button", id: "lesson-again" });
  #question = new Question(this.#body);
  #id = "";
  /** @type {import("./format.js").Lesson | null} */
  #lesson = null;
  #number = -1;
  #progress = progressOf("");
  /** @type {import("./blocks.js").Shown[]} */
  #shown = [];
  /** Questions and goals of the whole lesson, by their keys. @type {string[]} */
  #tasks = [];
  /** Something was reached in the look that goes on. */
  #reached = false;
  #rounds = new Rounds({
    all: () => this.#shown.flatMap((each) => (each.update ? [() => this.#update(each)] : [])),
    before: () => this.#facts.again(),
    after: () => this.#looked(),
  });
  /** The race that was started last, and where. @type {{ race: Race, block: import("./format.js").Block } | null} */
  #race = null;

  /** The step that is shown, from 0. */
  step = 0;

  /**
   * @param {import("../store.js").Store} store
   * @param {typeof import("../../target/pkg/chainrule.js")} engine
   * @param {import("./format.js").Known} known
   * @param {On} on
   */
  constructor(store, engine, known, on) {
    this.#store = store;
    this.#engine = engine;
    this.#known = known;
    this.#on = on;
    this.#scene = new Scene(store, engine);
    const source = { state: store.state, call: store.call.bind(store), race: () => this.#race?.race ?? null };
    this.#facts = factsOf(source, (link) => engine.config_from_link(link));
    this.#leave.addEventListener("click", () => on.leave());
    this.#back.addEventListener("click", () => this.#go(this.step - 1));
    this.#next.addEventListener("click", () => {
      if (this.#lesson && this.step + 1 < this.#lesson.steps.length) this.#go(this.step + 1);
      else on.next();
    });
    this.#afresh.addEventListener("click", () => this.#setUp());
    const head = el("div", { class: "panel-head" }, this.#title, this.#leave);
    const foot = el("div", { class: "lesson-foot" }, this.#question.way, this.#back, this.#afresh, this.#next);
    this.#element.append(head, this.#place, this.#body, foot, this.#said);
    byId("board").prepend(this.#element);
  }

  /**
   * @param {string} id
   * @param {import("./format.js").Lesson} lesson
   * @param {number | null} step to go on with as things are; null for where it was left, set up anew
   * @param {number} number which of the page's lessons it is, from 0; −1 for none
   */
  open(id, lesson, step, number) {
    this.#id = id;
    this.#endRace();
    this.#lesson = lesson;
    this.#number = number;
    this.#tasks = tasksOf(lesson);
    this.#progress = progressOf(id);
    this.#element.hidden = false;
    const last = lesson.steps.length - 1;
    this.step = Math.min(last, step ?? (this.#progress.finished ? 0 : this.#progress.step));
    this.#show(step === null);
    if (step === null) this.#title.focus();
  }

  close() {
    this.#endRace();
    this.#lesson = null;
    this.#shown = [];
    this.#rounds.stop();
    this.#question.ask(null);
    this.#element.hidden = true;
    this.#scene.end();
  }

  /** @param {Set<import("../store.js").Topic>} topics */
  draw(topics) {
    if (!this.#lesson) return;
    if (topics.has("text") || topics.has("config")) this.#scene.restrict();
    if (topics.has("look") || topics.has("size")) for (const { look } of this.#shown) look?.();
    if (NETWORK.some((topic) => topics.has(topic))) this.#facts.moved();
    if (TOPICS.some((topic) => topics.has(topic))) this.#rounds.look();
  }

  /** @param {number} step */
  #go(step) {
    const back = step < this.step;
    this.step = step;
    // Forwards, what there is goes on, but for what the step itself sets up.
    if (!back) this.#scene.setUp([this.#lesson?.steps[step]?.setup ?? null]);
    this.#show(back);
    // Where the whole page scrolls, the step before has led far down.
    if (this.#element.getBoundingClientRect().top < 0) this.#element.scrollIntoView();
    this.#heading.focus();
  }

  /**
   * The last setup up to this step that says something.
   * @param {(setup: import("./format.js").Setup) => boolean} says
   */
  #setup(says = () => true) {
    const setups = (this.#lesson?.steps.slice(0, this.step + 1) ?? []).map(({ setup }) => setup);
    return setups.findLast((setup) => setup !== null && says(setup)) ?? null;
  }

  #setUp() {
    this.#scene.setUp((this.#lesson?.steps.slice(0, this.step + 1) ?? []).map(({ setup }) => setup));
  }

  /** @param {boolean} afresh whether what the step needs is set up */
  #show(afresh) {
    const step = this.#lesson?.steps[this.step];
    if (!this.#lesson || !step) return;
    this.#progress = { ...this.#progress, step: this.step };
    if (afresh) this.#setUp();
    this.#facts.moved();
    this.#scene.show(this.#setup());
    this.#texts();
    this.#fill(step);
    this.#kept();
    // This lays it out: what is noted of a lesson is noted once it stands there.
    this.#body.scrollTop = 0;
    this.#rounds.look(true);
    this.#on.moved(this.step);
  }

  #texts() {
    const { steps = [], title = "" } = this.#lesson ?? {};
    const [step, last] = [this.step + 1, this.step + 1 === steps.length];
    const of = { number: this.#number + 1, step, steps: steps.length };
    setText(this.#title, title);
    setText(this.#place, t(this.#number < 0 ? "lesson.place.own" : "lesson.place", of));
    setText(this.#leave, t("lesson.leave"));
    setText(this.#back, t("lesson.back"));
    setText(this.#afresh, t("lesson.again"));
    this.#afresh.title = t("lesson.again.help");
    setText(this.#question.way, t("lesson.question"));
    setText(this.#next, t(last ? "lesson.end" : "lesson.next"));
    this.#back.disabled = step === 1;
  }

  /** @param {import("./format.js").Step} step */
  #fill(step) {
    this.#shown = [];
    this.#question.ask(null);
    const title = guarded(step.line, () => renderedLine(step.title, (text) => this.#live(text)));
    this.#heading = el("h3", { tabindex: -1 }, ...title);
    this.#body.replaceChildren(this.#heading, ...this.#blocks(step, 0));
  }

  /**
   * The blocks of a step, up to the first question that is open: what follows would tell the answer.
   * @param {import("./format.js").Step} step
   * @param {number} from
   */
  #blocks(step, from) {
    /** @type {(Node | string)[]} */
    const parts = [];
    const teacher = this.#teacher();
    for (const [at, block] of step.blocks.entries()) {
      if (at < from) continue;
      const key = `${this.step}.${at}`;
      /** @type {HTMLElement | null} */
      let asks = null;
      const nodes = guarded(block.line, () => {
        if (block.type === "text") return rendered(block.text, teacher.live);
        const made = blockOf(block, key, teacher);
        this.#shown.push(made);
        if (made.asks && !teacher.isDone(key)) asks = made.element;
        return [made.element];
      });
      parts.push(...nodes);
      if (!asks) continue;
      this.#question.ask(asks);
      break;
    }
    return parts;
  }

  /** @returns {import("./blocks.js").Teacher} */
  #teacher() {
    const link = this.#setup((setup) => setup.link !== null)?.link ?? "";
    return {
      value: (expression) => this.#facts.value(expression),
      holds: (conditions) => this.#facts.holds(conditions, link),
      live: (text) => this.#live(text),
      isDone: (key) => this.#progress.done.includes(key),
      done: (key, said) => this.#done(key, said),
      run: ({ epoch, step }) => this.#store.runUntil({ epoch, step }),
      race: {
        start: (block) => this.#startRace(block),
        now: (block) => (this.#race?.block === block ? this.#race.race : null),
        moved: () => this.#rounds.look(true),
        refused: (error) => this.#refused(error),
      },
    };
  }

  /** @param {import("./race.js").Block} block */
  #startRace(block) {
    this.#store.run(false);
    this.#endRace();
    const setups = (this.#lesson?.steps.slice(0, this.step + 1) ?? []).map(({ setup }) => setup);
    try {
      this.#race = { race: new Race(this.#engine, setups, block), block };
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.#refused(error);
    }
    return this.#race !== null;
  }

  #endRace() {
    this.#race?.race.free();
    this.#race = null;
  }

  /** @param {import("../engine.js").InputError} error */
  #refused(error) {
    this.#store.notify({ key: "error.page", error });
  }

  /**
   * A value that is kept in step with the playground: `param[0]`, or with so many digits as an example behind a bar, `param[0]|0.00`.
   * @param {string} text
   */
  #live(text) {
    const [expression = "", like = ""] = text.split("|").map((part) => part.trim());
    const place = el("span", { class: "live" });
    try {
      const read = readExpression(expression, this.#known.isSetting);
      this.#shown.push({ element: place, update: () => setText(place, shown(this.#facts.value(read), like)) });
      place.textContent = "…";
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      place.textContent = `{{${text}}}`;
    }
    return place;
  }

  /**
   * Something was answered or reached.
   * @param {string} key
   * @param {string} said
   */
  #done(key, said) {
    if (this.#progress.done.includes(key)) return;
    this.#progress = { ...this.#progress, done: [...this.#progress.done, key] };
    setText(this.#said, said);
    const [, at] = key.split(".").map(Number);
    const step = this.#lesson?.steps[this.step];
    // Goals are reached in the midst of a look, which goes on.
    if (at === undefined || step?.blocks[at]?.type !== "ask") {
      this.#reached = true;
      return;
    }
    this.#kept();
    this.#question.ask(null);
    this.#body.append(...this.#blocks(step, at + 1));
    this.#rounds.look(true);
  }

  /** Keeps how far the lesson has come; it is finished when all is answered and reached. */
  #kept() {
    const done = new Set(this.#progress.done);
    const last = this.step + 1 === this.#lesson?.steps.length;
    const finished = this.#progress.finished || (last && this.#tasks.every((key) => done.has(key)));
    this.#progress = { ...this.#progress, finished };
    keep(this.#id, this.#progress);
    const here = this.#tasks.filter((key) => key.startsWith(`${this.step}.`));
    this.#next.classList.toggle(
      "main",
      here.every((key) => done.has(key)),
    );
  }

  /** @param {import("./blocks.js").Shown} each of those that are looked at; what fails is looked at no more */
  #update(each) {
    try {
      each.update?.();
    } catch (error) {
      this.#shown = this.#shown.filter((other) => other !== each);
      reportError(error);
    }
  }

  /** Behind a portion of a look: keeps what was reached in it. Tells whether something takes another look. */
  #looked() {
    if (this.#reached) this.#kept();
    this.#reached = false;
    return this.#facts.waits();
  }
}

/**
 * Keys of the questions and goals of a lesson.
 * @param {import("./format.js").Lesson} lesson
 */
function tasksOf({ steps }) {
  return steps.flatMap(({ blocks }, step) =>
    blocks.flatMap(({ type }, at) => (type === "ask" || type === "goal" ? [`${step}.${at}`] : [])),
  );
}
