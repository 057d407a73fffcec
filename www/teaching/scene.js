// The playground as a step of a lesson wants it: settings, data, parameters, the view that is open, and which controls are to be seen.

import { byId } from "../dom.js";
import { isInputError } from "../engine.js";
import { hideEmpty } from "../panels/panel.js";
import { changesOf, sinceFresh } from "./race.js";

/** @typedef {import("./format.js").Setup} Setup */

/** What stands beside the controls of settings, and the setting without which it is not to be seen. */
const PARTS = ["hidden", "activation", "frozen"];

export class Scene {
  #store;
  #engine;
  /** @type {string[] | null} */
  #shown = null;

  /**
   * @param {import("../store.js").Store} store
   * @param {typeof import("../../target/pkg/chainrule.js")} engine
   */
  constructor(store, engine) {
    this.#store = store;
    this.#engine = engine;
  }

  /**
   * Sets up what a step needs: the last setup that starts afresh, and the changes since.
   * @param {(Setup | null)[]} steps those of some steps, in their order
   */
  setUp(steps) {
    const setups = sinceFresh(steps);
    const [fresh] = setups;
    if (fresh && fresh.link !== null) {
      this.#store.notify(null);
      this.#prepare(fresh);
    }
    for (const { change } of setups) if (change) this.#change(change);
  }

  /** @param {Setup} setup */
  #prepare({ link, data, targets, classes, params }) {
    this.#store.replace((playground) => playground.prepare(link ?? "", data, targets, classes, params));
  }

  /** Changes some settings of what there is. @param {string} link */
  #change(link) {
    try {
      this.#store.configure(changesOf(this.#engine, link));
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.#store.notify({ key: "error.page", error });
    }
  }

  /**
   * Opens the view and leaves the controls that a step names.
   * @param {Setup | null} setup
   */
  show(setup) {
    const view = setup?.view ?? null;
    // A view that this page has not is left out.
    if (view === "none") this.#store.explain(null);
    else if (view && document.getElementById(`explain-${view}`)) this.#store.explain(view);
    this.#shown = setup?.show ?? null;
    this.restrict();
  }

  /** Hides what is not named. */
  restrict() {
    const [board, shown] = [byId("board"), this.#shown];
    const all = shown === null || shown.includes("all");
    const seen = (/** @type {string} */ name) => all || shown.includes(name);
    const before = board.className;
    board.classList.add("teaches");
    const whole = all || shown.includes("data");
    // A setting that stands in the data panel brings it along.
    const some = shown?.some((name) => board.querySelector(`.data [data-setting="${name}"]`)) ?? false;
    board.classList.toggle("with-data", (shown?.includes("data") ?? false) || some);
    board.classList.toggle("restricts", !all);
    for (const part of PARTS) board.classList.toggle(`without-${part}`, !seen(part));
    for (const control of board.querySelectorAll("[data-setting]")) {
      const key = control.getAttribute("data-setting") ?? "";
      const data = control.closest(".data") !== null;
      control.classList.toggle("withheld", !(seen(key) || (data && whole)));
    }
    hideEmpty(byId("training-sheets"), "withheld");
    if (board.className !== before) this.#store.changed("size");
  }

  /** All is to be seen again. */
  end() {
    const board = byId("board");
    board.classList.remove("teaches", "with-data", "restricts", ...PARTS.map((part) => `without-${part}`));
    for (const element of board.querySelectorAll(".withheld")) element.classList.remove("withheld");
    this.#store.changed("size");
  }
}
