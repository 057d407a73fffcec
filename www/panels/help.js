// Help about the whole page: a dialog behind the "?" of the bar and F1, and a tour at the first visit. Both are loaded when they are wanted.

import { helpFor } from "../controls/help.js";
import { byId, el, release } from "../dom.js";
import { addMessages, t } from "../i18n/index.js";
import { styled } from "../theme.js";

/** That the tour was seen. */
const KEY = "chainrule.tour";

const MESSAGES = { en: () => import("../i18n/en-help.js"), zh: () => import("../i18n/zh-help.js") };

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function helpPanel(store) {
  const ask = el("button", { type: "button", class: "ask", id: "help", "aria-haspopup": "dialog" }, "?");
  byId("prefs").append(ask);
  /** @type {{ texts(): void } | undefined} what has been opened */
  let opened;

  /**
   * @template T
   * @param {Promise<T>} part
   */
  async function loaded(part) {
    const [module] = await Promise.all([part, addMessages(MESSAGES), styled("help")]);
    return module;
  }

  async function openDialog() {
    try {
      const { keysDialog } = await loaded(import("./keys.js"));
      opened = keysDialog(() => openTour(true));
    } catch (error) {
      reportError(error);
      store.notify({ key: "explain.unloaded" });
    }
  }

  /** @param {boolean} asked whether somebody asked for it: then it takes the keys */
  async function openTour(asked) {
    try {
      const { tour } = await loaded(import("./tour.js"));
      opened = tour(asked);
      keep();
    } catch (error) {
      // Who did not ask for it misses nothing.
      if (!asked) return;
      reportError(error);
      store.notify({ key: "explain.unloaded" });
    }
  }

  ask.addEventListener("click", () => {
    release(ask);
    openDialog();
  });
  document.addEventListener("keydown", (event) => {
    const asked = event.key === "F1" || (event.key === "?" && !writes(event.target));
    if (!asked || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!helpFor(event.target)) openDialog();
  });
  if (first()) openTour(false);

  return {
    draw(topics) {
      if (!topics.has("text")) return;
      ask.setAttribute("aria-label", t("keys.title"));
      ask.title = t("keys.title");
      opened?.texts();
    },
  };
}

/** Whether the page is opened for the first time, by somebody who came for the page and not for what a link shows. */
function first() {
  if (location.hash || location.search || window.top !== window) return false;
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return false; // where nothing is kept, it would come every time
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, "seen");
  } catch {
    // as above
  }
}

/**
 * Whether a question mark is text there.
 * @param {EventTarget | null} target
 */
function writes(target) {
  return (
    target instanceof HTMLElement &&
    target.matches("textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])")
  );
}
