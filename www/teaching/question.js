// The way to the question of a step, for where it lies below what can be seen.

import { el } from "../dom.js";

export class Question {
  #body;
  /** The question that is open. @type {HTMLElement | null} */
  #asked = null;
  #sight = new IntersectionObserver((entries) => this.#sighted(entries.at(-1)), { threshold: [0, 0.25, 0.5] });

  /** The button that leads there. */
  way = el("button", { type: "button", id: "lesson-question", hidden: true });

  /** @param {HTMLElement} body what it scrolls in */
  constructor(body) {
    this.#body = body;
    this.way.addEventListener("click", () => {
      this.#asked?.scrollIntoView();
      this.#asked?.focus({ preventScroll: true });
    });
  }

  /** @param {HTMLElement | null} asked the question that is open now */
  ask(asked) {
    this.#sight.disconnect();
    this.#asked = asked;
    this.way.hidden = true;
    if (!asked) return;
    asked.tabIndex = -1;
    this.#sight.observe(asked);
  }

  /** Offers the way to a question that less than half is to be seen of. @param {IntersectionObserverEntry} [entry] */
  #sighted(entry) {
    if (!entry || entry.target !== this.#asked) return;
    const { boundingClientRect: all, intersectionRect: seen } = entry;
    const end = Math.min(innerHeight, this.#body.getBoundingClientRect().bottom);
    this.way.hidden = 2 * seen.height >= Math.min(all.height, end) || all.top < 0;
  }
}
