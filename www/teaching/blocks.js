// The blocks of a lesson that do something: questions, goals, runs, figures, code in several languages.

import { el, setText } from "../dom.js";
import { figure as written, maybe, number, t } from "../i18n/index.js";
import { renderedCode, renderedLine } from "./render.js";

/** @typedef {import("./format.js").Block} Block */

/**
 * @typedef {object} Teacher what blocks ask of the lesson around them
 * @property {(expression: import("./expression.js").Expression) => number | string | null} value
 * @property {(conditions: import("./format.js").Condition[]) => boolean} holds
 * @property {import("./render.js").Live} live
 * @property {(key: string) => boolean} isDone
 * @property {(key: string, said: string) => void} done
 * @property {(block: Block & { type: "run" }) => void} run
 * @property {Racing} race
 */

/**
 * @typedef {object} Racing the lesson's race
 * @property {(block: Block & { type: "race" }) => boolean} start begins it afresh; whether it could be set up
 * @property {(block: Block & { type: "race" }) => import("./race.js").Race | null} now the one that this block has started
 * @property {() => void} moved goals and figures may have changed
 * @property {(error: import("../engine.js").InputError) => void} refused
 */

/**
 * @typedef {object} Shown
 * @property {HTMLElement} element
 * @property {() => void} [update] something may have changed
 * @property {() => void} [look] pictures need another size or other colours
 * @property {boolean} [asks] whether what follows waits for its answer
 */

/** A sign beside a goal or an answer: told by its form as well as by its colour. */
const mark = () => el("span", { class: "mark", "aria-hidden": "true" });

/** Most digits behind the point: a number has no more. */
const DIGITS = 20;

/**
 * A number for reading, with so many digits behind the point as the article has.
 * @param {number | string | null} value
 * @param {string} [like]
 */
export function shown(value, like = "") {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  const [, behind] = /\.(\d+)/.exec(like) ?? [];
  if (behind === undefined) return Number.isInteger(value) ? number(value) : written(value);
  const digits = Math.min(behind.length, DIGITS);
  return number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * What a learner typed; a comma may be the decimal sign, and a long minus a sign.
 * @param {string} text
 */
function typed(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

/**
 * @param {Block & { type: "ask" }} block
 * @param {string} key
 * @param {Teacher} teacher
 * @returns {Shown}
 */
export function ask(block, key, teacher) {
  const question = el("legend", {}, ...renderedLine(block.question, teacher.live));
  const said = el("div", { class: "answered", hidden: true });
  const answered = (/** @type {string} */ verdict, /** @type {boolean} */ right) => {
    said.hidden = false;
    const words = el("strong", { class: right ? "right" : "wrong" }, mark(), verdict);
    said.replaceChildren(el("p", {}, words), el("p", {}, ...renderedLine(block.because, teacher.live)));
  };
  const content =
    block.choices.length > 0 ? choices(block, key, teacher, answered) : numbers(block, key, teacher, answered);
  const element = el("fieldset", { class: "ask-block" }, question, ...content, said);
  return { element, asks: true };
}

/**
 * @param {Block & { type: "ask" }} block
 * @param {string} key
 * @param {Teacher} teacher
 * @param {(verdict: string, right: boolean) => void} answered
 */
function choices({ choices: offered }, key, teacher, answered) {
  const buttons = offered.map(({ text }) =>
    el("button", { type: "button", class: "choice", "aria-pressed": "false" }, ...renderedLine(text, teacher.live)),
  );
  const reveal = (/** @type {number | null} */ chosen) => {
    for (const [at, button] of buttons.entries()) {
      button.setAttribute("aria-disabled", "true");
      button.setAttribute("aria-pressed", String(at === chosen));
      button.classList.toggle("right", offered[at]?.right === true);
      button.classList.toggle("wrong", at === chosen && !offered[at]?.right);
    }
    const right = chosen === null || offered[chosen]?.right === true;
    const verdict = chosen === null ? t("lesson.answered") : t(right ? "lesson.right" : "lesson.wrong");
    answered(verdict, right);
    return verdict;
  };
  for (const [at, button] of buttons.entries()) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") teacher.done(key, reveal(at));
    });
  }
  if (teacher.isDone(key)) reveal(null);
  return buttons;
}

/**
 * A label with formulas as words: not every reader finds a name in MathML.
 * @param {HTMLElement} label
 */
function spoken(label) {
  const copy = /** @type {HTMLElement} */ (label.cloneNode(true));
  for (const fraction of copy.querySelectorAll("mfrac")) fraction.firstElementChild?.after(" / ");
  return copy.textContent ?? "";
}

/**
 * @param {Block & { type: "ask" }} block
 * @param {string} key
 * @param {Teacher} teacher
 * @param {(verdict: string, right: boolean) => void} answered
 */
function numbers({ numbers: wanted }, key, teacher, answered) {
  const fields = wanted.map((each, at) => {
    const id = `answer-${key}-${at}`.replaceAll(".", "-");
    const input = el("input", { type: "text", class: "field", id, inputmode: "decimal", autocomplete: "off" });
    input.addEventListener("keydown", (event) => event.key === "Enter" && enter());
    const sign = el("span", { class: "verdict", role: "img" });
    const label = el("label", { for: id }, ...renderedLine(each.label, teacher.live));
    if (label.querySelector("math")) input.setAttribute("aria-label", spoken(label));
    return { ...each, input, sign, element: el("div", { class: "number-answer" }, label, input, sign) };
  });
  const check = el("button", { type: "button", class: "main" }, t("lesson.check"));
  const show = el("button", { type: "button", hidden: true }, t("lesson.show"));
  const judge = (/** @type {typeof fields[0]} */ field) => {
    const { value, within, input, sign } = field;
    const truth = Number(teacher.value(value));
    const right = Math.abs(typed(input.value) - truth) <= within;
    sign.className = `verdict ${right ? "right" : "wrong"}`;
    sign.setAttribute("aria-label", t(right ? "lesson.right" : "lesson.wrong"));
    input.toggleAttribute("aria-invalid", !right);
    if (!right) input.setAttribute("aria-invalid", "true");
    return right;
  };
  const end = (/** @type {string} */ verdict) => {
    check.hidden = show.hidden = true;
    answered(verdict, true);
    return verdict;
  };
  // To the next empty field, and with the last one filled in the check.
  function enter() {
    const empty = fields.find(({ input }) => input.value.trim() === "");
    if (empty) empty.input.focus();
    else if (!check.hidden) check.click();
  }
  check.addEventListener("click", () => {
    const right = fields.map(judge);
    if (right.every(Boolean)) return teacher.done(key, end(t("lesson.right")));
    show.hidden = false;
    fields[right.indexOf(false)]?.input.focus();
    return undefined;
  });
  const fill = () => {
    for (const field of fields) {
      field.input.value = String(Number(Number(teacher.value(field.value)).toPrecision(6)));
      judge(field);
    }
  };
  show.addEventListener("click", () => {
    fill();
    teacher.done(key, end(t("lesson.shown")));
  });
  if (teacher.isDone(key)) {
    fill();
    end(t("lesson.answered"));
  }
  return [...fields.map(({ element }) => element), el("div", { class: "ask-end" }, check, show)];
}

/**
 * @param {Block & { type: "goal" }} block
 * @param {string} key
 * @param {Teacher} teacher
 * @returns {Shown}
 */
export function goal({ say, when, done }, key, teacher) {
  const state = el("span", { class: "unseen" });
  const after = el("p", { hidden: true }, ...renderedLine(done, teacher.live));
  const words = el("span", {}, el("strong", {}, t("lesson.goal")), ...renderedLine(say, teacher.live));
  const line = el("p", {}, mark(), words, state);
  const element = el("div", { class: "goal-block", "data-goal": key }, line, after);
  const show = () => {
    const reached = teacher.isDone(key);
    element.classList.toggle("reached", reached);
    setText(state, t(reached ? "lesson.reached" : "lesson.open"));
    after.hidden = !reached || done === "";
  };
  show();
  return {
    element,
    update() {
      if (teacher.isDone(key) || !teacher.holds(when)) return;
      teacher.done(key, t("lesson.reached.said", { goal: words.textContent ?? "" }));
      show();
    },
  };
}

/**
 * @param {Block & { type: "run" }} block
 * @param {Teacher} teacher
 * @returns {Shown}
 */
export function run(block, teacher) {
  const button = el("button", { type: "button", class: "run-block" }, "▶ ", block.label);
  button.addEventListener("click", () => teacher.run(block));
  return { element: button };
}

/**
 * The article's figures beside those of the engine, and why they differ where they do. What has a condition is kept as it was when that held.
 * @param {Block & { type: "figure" }} block
 * @param {Teacher} teacher
 * @returns {Shown}
 */
export function figureBlock({ title, when, rows, because }, teacher) {
  const ours = rows.map(() => el("td", { class: "ours" }));
  const articles = rows.some(({ article }) => article !== "");
  const head = ["", t("lesson.ours"), ...(articles ? [t("lesson.article")] : [])];
  // Not everybody knows that there is an article.
  const legend = articles && el("p", { class: "note" }, t("lesson.compared"));
  const lines = rows.map(({ label, article }, at) => {
    const cells = [el("th", { scope: "row" }, ...renderedLine(label, teacher.live)), ours[at] ?? ""];
    if (articles) cells.push(el("td", {}, article === "" ? "" : shown(Number(article), article)));
    return el("tr", {}, ...cells);
  });
  const reason = el("p", { class: "because", hidden: true }, ...renderedLine(because, teacher.live));
  const element = el(
    "figure",
    { class: "figure-block" },
    el("figcaption", {}, ...renderedLine(title, teacher.live)),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...head.map((text) => (text ? el("th", { scope: "col" }, text) : el("td"))))),
      el("tbody", {}, ...lines),
    ),
    ...(legend ? [legend] : []),
    reason,
  );
  let kept = false;
  return {
    element,
    update() {
      if (when.length > 0 && !teacher.holds(when)) {
        if (!kept) ours.forEach((cell) => setText(cell, "…"));
        return;
      }
      kept = true;
      for (const [at, { value, article }] of rows.entries()) {
        const cell = ours[at];
        if (cell) setText(cell, shown(teacher.value(value), article));
      }
      reason.hidden = because === "";
    },
  };
}

/**
 * @param {Block & { type: "code" }} block
 * @param {string} key
 * @param {Teacher} teacher
 * @returns {Shown}
 */
export function code({ tabs }, key, teacher) {
  const named = (/** @type {string} */ language) => maybe(`lesson.code.${language}`) || language;
  if (tabs.length === 1)
    return { element: el("div", { class: "code-block" }, renderedCode(tabs[0]?.text ?? "", teacher.live)) };
  const panels = tabs.map(({ text }, at) => {
    const id = `code-${key}-${at}`.replaceAll(".", "-");
    return el("div", { role: "tabpanel", id, "aria-labelledby": `${id}-tab` }, renderedCode(text, teacher.live));
  });
  const buttons = tabs.map(({ language }, at) => {
    const id = panels[at]?.id ?? "";
    return el("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id }, named(language));
  });
  const choose = (/** @type {number} */ chosen, focus = true) => {
    for (const [at, button] of buttons.entries()) {
      button.setAttribute("aria-selected", String(at === chosen));
      button.tabIndex = at === chosen ? 0 : -1;
      const panel = panels[at];
      if (panel) panel.hidden = at !== chosen;
    }
    if (focus) buttons[chosen]?.focus();
  };
  for (const [at, button] of buttons.entries()) {
    button.addEventListener("click", () => choose(at));
    button.addEventListener("keydown", ({ key: pressed }) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[pressed];
      if (way) choose((at + way + tabs.length) % tabs.length);
    });
  }
  choose(0, false);
  const list = el("div", { role: "tablist", "aria-label": t("lesson.code") }, ...buttons);
  return { element: el("div", { class: "code-block" }, list, ...panels) };
}
