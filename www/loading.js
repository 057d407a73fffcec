// What is shown while the engine comes: nothing on a quick line; after a second how much of it is there (index.html says that
// it comes, before there are words); and an offer to load again where nothing more comes.

import { byId } from "./dom.js";
import { number, share, t } from "./i18n/index.js";
import { showStalled } from "./panels/messages.js";

/** Milliseconds without a byte after which that is told. What comes later is taken all the same. */
const STALLED = 10_000;

/** Tells how the engine's loading goes on. */
export class Loading {
  #element = byId("loading");
  #timer = 0;
  /** Whether there are words. */
  #speaks = false;
  #ended = false;
  #told = () => "";

  /**
   * Notes how much has come.
   * @param {number} bytes
   * @param {number | null} all where that is known
   */
  heard(bytes, all) {
    const size = number(Math.round(bytes / 1000));
    const part = all && share(Math.min(1, bytes / all));
    this.#told = () => (part ? t("app.loading.share", { share: part }) : t("app.loading", { size }));
    this.#goOn();
  }

  /** Tells it in words from now on. */
  speak() {
    this.#speaks = true;
    this.#goOn();
  }

  /** Nothing more is waited for. */
  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#element.remove();
    showStalled(false);
  }

  #goOn() {
    clearTimeout(this.#timer);
    if (!this.#speaks || this.#ended) return;
    this.#element.textContent = this.#told() || this.#element.textContent;
    showStalled(false);
    this.#timer = window.setTimeout(showStalled, STALLED, true);
  }
}
