// The list of lessons, and what is wrong with one that cannot be opened.

import { el } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { openModal } from "../modal.js";
import { LESSONS } from "./list.js";
import { progressOf } from "./progress.js";

/** @typedef {import("./format.js").Lesson} Lesson */

/** Flaws that are told; others are counted. */
const MOST = 20;

/**
 * @param {string} text
 * @param {number} most characters
 */
const clipped = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

export class LessonList {
  #dialog = el("dialog", { id: "lesson-list", "aria-labelledby": "lesson-list-title" });
  #choose;
  #read;

  /**
   * @param {(id: string) => void} choose
   * @param {(id: string) => Promise<{ lesson: Lesson | null } | null>} read
   */
  constructor(choose, read) {
    this.#choose = choose;
    this.#read = read;
    this.#dialog.addEventListener("click", (event) => {
      // The dialog itself is its backdrop; what is in it is not.
      if (event.target === this.#dialog) this.close();
    });
    document.body.append(this.#dialog);
  }

  close() {
    this.#dialog.close();
  }

  /** @param {string} title @param {...HTMLElement} content */
  #fill(title, ...content) {
    const close = el("button", { type: "button", class: "close", onclick: () => this.close() }, t("lessons.close"));
    const head = el("div", { class: "panel-head" }, el("h2", { id: "lesson-list-title" }, title), close);
    this.#dialog.replaceChildren(head, ...content);
    openModal(this.#dialog);
  }

  show() {
    const items = LESSONS.map((id, at) => {
      const { step, done, finished } = progressOf(id);
      const [title, summary] = [el("strong"), el("span", { class: "note" })];
      const state = el("span", { class: "lesson-state" });
      const button = el(
        "button",
        { type: "button", class: "lesson-choice", "data-lesson": id, onclick: () => this.#choose(id) },
        el("span", { class: "lesson-number", "aria-hidden": "true" }, number(at + 1)),
        el("span", { class: "lesson-words" }, title, summary, state),
      );
      this.#read(id).then((read) => {
        const { lesson } = read ?? {};
        title.textContent = lesson?.title ?? id;
        summary.textContent = lesson?.summary ?? t("lesson.unread");
        const steps = lesson?.steps.length ?? 0;
        if (finished) state.textContent = t("lessons.finished");
        else if (step > 0 || done.length > 0) state.textContent = t("lessons.begun", { step: step + 1, steps });
        button.classList.toggle("finished", finished);
      });
      return el("li", {}, button);
    });
    const own = el("p", { class: "note" }, t("lessons.own"));
    this.#fill(t("lessons.title"), el("ol", { class: "lesson-choices", role: "list" }, ...items), own);
  }

  /**
   * @param {string} name of the file
   * @param {import("./fields.js").Flaw[]} flaws
   */
  showFlaws(name, flaws) {
    const items = flaws.slice(0, MOST).map(({ line, kind, found, expected }) => {
      const words = typeof expected === "number" ? number(expected) : clipped(expected, 300);
      const what = t(`lesson.flaw.${kind}`, { found: clipped(found, 60), expected: words });
      return el("li", {}, t("lesson.flaw", { line: number(line), what }));
    });
    const more = flaws.length - items.length;
    if (more > 0) items.push(el("li", {}, t("lesson.flaws.more", { more: number(more) })));
    this.#fill(
      t("lesson.flawed", { name }),
      el("ul", { class: "lesson-flaws", role: "alert" }, ...items),
      el("p", { class: "note" }, t("lesson.flaws.help")),
    );
  }
}
