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
  /** Whether there are words. */
  #speaks = false;
  #told = () => "";
  #timer = this.#wait();

  /**
   * Notes how much has come.
   * @param {number} bytes
   * @param {number | null} all where that is known
   */
  heard(bytes, all) {
    const part = all && Math.min(1, bytes / all);
    this.#told = () =>
      part
        ? t("app.loading.share", { share: share(part) })
        : t("app.loading", { size: number(Math.round(bytes / 1000)) });
    clearTimeout(this.#timer);
    this.#timer = this.#wait();
    this.speak(this.#speaks);
  }

  /** Tells it in words from now on, where there are some. */
  speak(there = true) {
    this.#speaks = there;
    const text = there && this.#told();
    if (!text) return;
    this.#element.textContent = text;
    showStalled(false);
  }

  /** Nothing more is waited for. */
  end() {
    clearTimeout(this.#timer);
    this.#element.remove();
    showStalled(false);
  }

  #wait() {
    return window.setTimeout(() => this.#speaks && showStalled(true), STALLED);
  }
}
