// Shows how the engine's loading goes on: nothing on a quick line, its progress after a second
// (before the messages are there, index.html says that it loads), and an offer to load the page
// again where no more bytes arrive.

import { byId } from "./dom.js";
import { number, share, t } from "./i18n/index.js";
import { showStalled } from "./panels/messages.js";

/** Milliseconds without a byte after which the page says so. It goes on waiting all the same. */
const STALLED = 10_000;

/** The notes on the engine's loading. */
export class Loading {
  #element = byId("loading");
  #timer = 0;
  /** True once the messages are loaded. */
  #speaks = false;
  #ended = false;
  #told = () => "";

  /**
   * Notes how many bytes have arrived.
   * @param {number} bytes
   * @param {number | null} all how many there will be, where that is known
   */
  heard(bytes, all) {
    const size = number(Math.round(bytes / 1000));
    const part = all && share(Math.min(1, bytes / all));
    this.#told = () => (part ? t("app.loading.share", { share: part }) : t("app.loading", { size }));
    this.#goOn();
  }

  /** Shows progress from now on: the messages are there. */
  speak() {
    this.#speaks = true;
    this.#goOn();
  }

  /** Ends: the engine is there, or cannot be. */
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
