// What explains the network: buttons above it, and the panel that stands where the output is. Each view is loaded when it is first opened.

import { byId, el, release, setText } from "../dom.js";
import { addMessages, t } from "../i18n/index.js";
import { styled } from "../theme.js";

/**
 * A view of the panel, and what it has to load: messages and a style sheet of its own.
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(topics: Set<import("../store.js").Topic>) => void} draw called while it is open, once a frame with what has changed
 * @property {() => void} [close]
 */

/** @typedef {{ store: import("../store.js").Store, catalog: import("../engine.js").Catalog }} Context */

/** @typedef {{ messages: import("../i18n/index.js").Loaders, style: string, load(): Promise<{ create(context: Context): View }> }} Kind */

/** A new view is a line here, and its module. */
const VIEWS = /** @type {Record<string, Kind>} */ ({
  microscope: {
    messages: { en: () => import("../i18n/en-microscope.js"), zh: () => import("../i18n/zh-microscope.js") },
    style: "microscope",
    load: () => import("./microscope.js"),
  },
  check: {
    messages: { en: () => import("../i18n/en-check.js"), zh: () => import("../i18n/zh-check.js") },
    style: "check",
    load: () => import("./check.js"),
  },
  health: {
    messages: { en: () => import("../i18n/en-health.js"), zh: () => import("../i18n/zh-health.js") },
    style: "health",
    load: () => import("./health.js"),
  },
});

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function explainPanel(store, catalog) {
  const panel = byId("explaining");
  const title = el("h2", { id: "explaining-title", tabindex: -1 });
  const close = el("button", { type: "button", id: "explaining-close" });
  const body = el("div", { class: "explaining-body" });
  panel.append(el("div", { class: "panel-head" }, title, close), body);
  // Whether a press has opened it, so that it has to come into sight where it stands below all else.
  let pressed = false;
  /** @type {Map<string, View>} */
  const views = new Map();
  const buttons = Object.keys(VIEWS).map((id) => {
    const button = el("button", {
      type: "button",
      id: `explain-${id}`,
      "aria-expanded": "false",
      "aria-controls": panel.id,
    });
    button.addEventListener("click", () => {
      pressed = store.state.explaining !== id;
      store.explain(pressed ? id : null);
      release(button);
    });
    return { id, button };
  });
  byId("explain").append(...buttons.map(({ button }) => button));

  const leave = () => {
    const id = store.state.explaining;
    store.explain(null);
    buttons.find((each) => each.id === id)?.button.focus();
  };
  close.addEventListener("click", leave);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });

  /** Loads what the view needs; the store asks for a drawing when it is there. @param {string} id */
  async function load(id) {
    const kind = VIEWS[id];
    if (!kind) return;
    try {
      const [module] = await Promise.all([kind.load(), addMessages(kind.messages), styled(kind.style)]);
      views.set(id, module.create({ store, catalog }));
      store.changed("explaining", "config", "data", "training", "text", "look");
    } catch (error) {
      reportError(error);
      store.explain(null);
      store.notify({ key: "explain.unloaded" });
    }
  }

  /** @type {string | null} */
  let shown = null;
  return {
    draw(topics) {
      if (topics.has("text")) {
        setText(close, t("explain.close"));
        for (const { id, button } of buttons) setText(button, t(`explain.${id}`));
      }
      const { explaining } = store.state;
      if (topics.has("explaining")) {
        if (shown !== null && shown !== explaining) views.get(shown)?.close?.();
        panel.hidden = explaining === null;
        byId("board").classList.toggle("explains", explaining !== null);
        for (const { id, button } of buttons) button.setAttribute("aria-expanded", String(id === explaining));
        const view = explaining === null ? undefined : views.get(explaining);
        body.replaceChildren(...(view ? [view.element] : []));
        if (explaining !== null && !view && shown !== explaining) load(explaining);
        shown = explaining;
        store.changed("size");
      }
      if (explaining === null) return;
      setText(title, t(`explain.${explaining}`));
      const view = views.get(explaining);
      view?.draw(topics);
      // Once it has its size: an empty one cannot come to the top.
      if (view && pressed) {
        pressed = false;
        if (panel.getBoundingClientRect().top > innerHeight / 2) panel.scrollIntoView({ block: "start" });
      }
    },
  };
}
