// One of some ids, each as a small picture; its name is shown when it is chosen, and read by screen readers.

import { el, release, setText } from "../dom.js";
import { maybe, t } from "../i18n/index.js";
import { frame } from "./frame.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @param {(id: string) => boolean} offered which ids are shown
 * @param {(canvas: HTMLCanvasElement, id: string) => void} paint
 * @returns {import("./frame.js").Control}
 */
export function galleryControl(entry, store, catalog, offered, paint) {
  const { key, shape, words } = entry;
  if (shape.type !== "choice") throw new Error(`${key} is no choice`);
  const items = shape.ids.map((id) => {
    const radio = el("input", { type: "radio", name: key, value: id });
    radio.addEventListener("change", () => {
      store.configure({ [key]: id }, key);
      release(radio);
    });
    const canvas = el("canvas", { "aria-hidden": "true" });
    return { id, radio, canvas, element: el("label", { class: "thumb" }, radio, canvas) };
  });
  const group = el("fieldset", {}, ...items.map(({ element }) => element));
  const around = frame(entry, group);
  const name = el("span", { class: "note" });
  around.element.querySelector(".ask")?.before(name);
  const nameOf = (/** @type {string} */ id) => t(`choice.${words}.${id}`);
  /** Whose pictures are as the page looks now. @type {Set<string>} */
  const painted = new Set();
  let waiting = false;
  const unpainted = () => items.find(({ id, element }) => !element.hidden && !painted.has(id));
  // One at a time: all of them together take longer than a frame.
  const paintNext = () => {
    waiting = false;
    const next = unpainted();
    if (!next) return;
    painted.add(next.id);
    paint(next.canvas, next.id);
    paintLater();
  };
  // Not in the frame that shows the page first: that one has enough to draw.
  const paintLater = () => {
    if (!waiting) whenIdle(paintNext);
    waiting = true;
  };
  return {
    element: around.element,
    update() {
      const chosen = String(store.state.config[key]);
      for (const { id, radio, element } of items) {
        radio.checked = id === chosen;
        element.hidden = !offered(id);
      }
      around.update(store, catalog);
      if (unpainted()) paintLater();
      setText(name, nameOf(chosen));
      around.explain(nameOf(chosen), maybe(`about.${words}.${chosen}`), `${words}-${chosen}`);
    },
    texts() {
      around.texts();
      for (const { id, radio, element } of items) {
        radio.setAttribute("aria-label", nameOf(id));
        element.title = nameOf(id);
      }
    },
    look() {
      painted.clear();
      paintLater();
    },
    data() {
      // Only the chosen one can have other points than before.
      for (const { id, radio } of items) if (radio.checked || id === store.state.config[key]) painted.delete(id);
      paintLater();
    },
  };
}

/** Calls back when the browser has time, after a fifth of a second at the latest. @param {() => void} then */
function whenIdle(then) {
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 200 });
  else setTimeout(then, 50);
}
