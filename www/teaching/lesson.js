// A lesson beside the living playground: its steps, what each sets up and leaves to be seen, and goals that are recognised by themselves.

import { byId, el, setText } from "../dom.js";
import { isInputError } from "../engine.js";
import { t } from "../i18n/index.js";
import { ask, code, figureBlock, goal, run, shown } from "./blocks.js";
import { readExpression, Unreadable } from "./expression.js";
import { factsOf } from "./facts.js";
import { raceBlock } from "./lanes.js";
import { keep, progressOf } from "./progress.js";
import { Race } from "./race.js";
import { rendered, renderedLine } from "./render.js";
import { Scene } from "./scene.js";

/** Milliseconds between two looks at goals and figures while something goes on. */
const PACE = 200;

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

/** @typedef {{ leave(): void, next(): void, moved(step: number): void }} On */

export class LessonPanel {
  #store;
  #engine;
  #scene;
  #facts;
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
  #question = el("button", { type: "button", id: "lesson-question", hidden: true });
  /** The question that is open. @type {HTMLElement | null} */
  #asked = null;
  /** Tells whether it lies below what can be seen. */
  #sight = new IntersectionObserver((entries) => this.#sighted(entries.at(-1)), { threshold: [0, 0.25, 0.5] });
  #id = "";
  /** @type {import("./format.js").Lesson | null} */
  #lesson = null;
  #number = -1;
  #progress = progressOf("");
  /** @type {import("./blocks.js").Shown[]} */
  #shown = [];
  #due = 0;
  #waiting = 0;
  /** The race that was started last, and where. @type {{ race: Race, block: import("./format.js").Block } | null} */
  #race = null;

  /** The step that is shown, from 0. */
  step = 0;

  /**
   * @param {import("../store.js").Store} store
   * @param {typeof import("../../target/pkg/chainrule.js")} engine
   * @param {On} on
   */
  constructor(store, engine, on) {
    this.#store = store;
    this.#engine = engine;
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
    this.#question.addEventListener("click", () => {
      this.#asked?.scrollIntoView();
      this.#asked?.focus({ preventScroll: true });
    });
    const head = el("div", { class: "panel-head" }, this.#title, this.#leave);
    const foot = el("div", { class: "lesson-foot" }, this.#question, this.#back, this.#afresh, this.#next);
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
    this.#ask(null);
    this.#element.hidden = true;
    this.#scene.end();
  }

  /** @param {Set<import("../store.js").Topic>} topics */
  draw(topics) {
    if (!this.#lesson) return;
    if (topics.has("text") || topics.has("config")) this.#scene.restrict();
    if (topics.has("look") || topics.has("size")) for (const { look } of this.#shown) look?.();
    if (TOPICS.some((topic) => topics.has(topic))) this.#look();
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
    this.#on.moved(this.step);
    this.#facts.again();
    if (afresh) this.#setUp();
    this.#scene.show(this.#setup());
    this.#texts();
    this.#fill(step);
    this.#kept();
    this.#body.scrollTop = 0;
    this.#look(true);
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
    setText(this.#question, t("lesson.question"));
    setText(this.#next, t(last ? "lesson.end" : "lesson.next"));
    this.#back.disabled = step === 1;
  }

  /** @param {import("./format.js").Step} step */
  #fill(step) {
    this.#heading = el("h3", { tabindex: -1 }, ...renderedLine(step.title, (text) => this.#live(text)));
    /** @type {(Node | string)[]} */
    const parts = [this.#heading];
    this.#shown = [];
    this.#ask(null);
    const teacher = this.#teacher();
    for (const [at, block] of step.blocks.entries()) {
      const key = `${this.step}.${at}`;
      if (block.type === "text") {
        parts.push(...rendered(block.text, teacher.live));
        continue;
      }
      const made = this.#block(block, key, teacher);
      this.#shown.push(made);
      parts.push(made.element);
      // What follows would tell the answer.
      if (made.asks && !teacher.isDone(key)) {
        this.#ask(made.element);
        break;
      }
    }
    this.#body.replaceChildren(...parts);
  }

  /** @param {HTMLElement | null} asked the question that is open now */
  #ask(asked) {
    this.#sight.disconnect();
    this.#asked = asked;
    this.#question.hidden = true;
    if (!asked) return;
    asked.tabIndex = -1;
    this.#sight.observe(asked);
  }

  /** Offers the way to a question that less than half is to be seen of. @param {IntersectionObserverEntry} [entry] */
  #sighted(entry) {
    if (!entry || entry.target !== this.#asked) return;
    const { boundingClientRect: all, intersectionRect: seen } = entry;
    const end = Math.min(innerHeight, this.#body.getBoundingClientRect().bottom);
    this.#question.hidden = 2 * seen.height >= Math.min(all.height, end) || all.top < 0;
  }

  /**
   * @param {Exclude<import("./format.js").Block, { type: "text" }>} block
   * @param {string} key
   * @param {import("./blocks.js").Teacher} teacher
   */
  #block(block, key, teacher) {
    switch (block.type) {
      case "ask":
        return ask(block, key, teacher);
      case "goal":
        return goal(block, key, teacher);
      case "run":
        return run(block, teacher);
      case "race":
        return raceBlock(block, teacher);
      case "figure":
        return figureBlock(block, teacher);
      case "code":
        return code(block, key, teacher);
    }
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
        moved: () => this.#look(true),
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
      const read = readExpression(expression, (key) => key in this.#store.state.config);
      const update = () => setText(place, shown(this.#facts.value(read), like));
      this.#shown.push({ element: place, update });
      update();
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
    this.#kept();
    setText(this.#said, said);
    const block = this.#lesson?.steps[this.step]?.blocks[Number(key.split(".")[1])];
    if (block?.type === "ask") this.#reveal(Number(key.split(".")[1]));
    this.#look(true);
  }

  /** Shows what a question kept back. @param {number} asked */
  #reveal(asked) {
    const step = this.#lesson?.steps[this.step];
    if (!step) return;
    const teacher = this.#teacher();
    this.#ask(null);
    for (const [at, block] of step.blocks.entries()) {
      if (at <= asked) continue;
      const key = `${this.step}.${at}`;
      if (block.type === "text") {
        this.#body.append(...rendered(block.text, teacher.live));
        continue;
      }
      const made = this.#block(block, key, teacher);
      this.#shown.push(made);
      this.#body.append(made.element);
      if (made.asks && !teacher.isDone(key)) return this.#ask(made.element);
    }
  }

  /** Keeps how far the lesson has come; it is finished when all is answered and reached. */
  #kept() {
    const { done } = this.#progress;
    const all = (this.#lesson?.steps ?? []).flatMap(({ blocks }, step) =>
      blocks.flatMap(({ type }, at) => (type === "ask" || type === "goal" ? [`${step}.${at}`] : [])),
    );
    const last = this.step + 1 === this.#lesson?.steps.length;
    const finished = this.#progress.finished || (last && all.every((key) => done.includes(key)));
    this.#progress = { ...this.#progress, finished };
    keep(this.#id, this.#progress);
    const here = all.filter((key) => key.startsWith(`${this.step}.`));
    this.#next.classList.toggle(
      "main",
      here.every((key) => done.includes(key)),
    );
  }

  /** Looks at goals and figures, at a calm pace. @param {boolean} [now] */
  #look(now = false) {
    clearTimeout(this.#waiting);
    const time = performance.now();
    if (!now && time < this.#due) {
      this.#waiting = window.setTimeout(() => this.#look(true), this.#due - time);
      return;
    }
    this.#due = time + PACE;
    this.#facts.again();
    // A goal that is reached may show more.
    for (const { update } of [...this.#shown]) update?.();
  }
}
