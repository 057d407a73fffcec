// What panels share.

import { byId } from "../dom.js";

/**
 * @typedef {object} Panel
 * @property {(topics: Set<import("../store.js").Topic>) => void} draw called once a frame with what has changed
 */

/** Whether the reader has asked the system for less motion. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Milliseconds that a picture stands still then while training runs: fast enough to follow, and no flicker. */
const CALM = 1000;

/**
 * Keeps a costly drawing from taking the frames: after one that took a while, the next waits eight
 * times as long. The last state is always drawn; what a person has changed is drawn at once.
 * Where less motion is asked for, training's pictures change once a second.
 * @param {import("../store.js").Store} store
 * @param {import("../store.js").Topic} topic asked for again while a drawing waits
 * @param {() => void} draw
 */
export function paced(store, topic, draw) {
  let due = 0;
  let drawn = 0;
  return (/** @type {Set<import("../store.js").Topic>} */ topics) => {
    const start = performance.now();
    const only = [...topics].every((changed) => changed === topic || changed === "running");
    const still = calm.matches && store.state.running;
    if (only && start < (still ? Math.max(due, drawn + CALM) : due)) {
      store.changed(topic);
      return;
    }
    draw();
    drawn = performance.now();
    due = drawn - start > 4 ? drawn + 8 * (drawn - start) : 0;
  };
}

/**
 * Asks for another drawing when a canvas' box has another size.
 * @param {HTMLCanvasElement} canvas
 * @param {import("../store.js").Store} store
 */
export function watchSize(canvas, store) {
  new ResizeObserver(() => store.changed("size")).observe(canvas);
}

/**
 * Whether any of these has changed.
 * @param {Set<import("../store.js").Topic>} topics
 * @param {...import("../store.js").Topic} names
 */
export function any(topics, ...names) {
  return names.some((name) => topics.has(name));
}

/**
 * Whether pictures on canvases need another size, other colours, or another part of the plane.
 * @param {Set<import("../store.js").Topic>} topics
 */
export function reshaped(topics) {
  return any(topics, "look", "size", "view");
}

/**
 * Gives a canvas as many pixels as its box and the screen ask for. To be called before drawing.
 * @param {HTMLCanvasElement} canvas
 * @param {number} scale canvas pixels per CSS pixel
 */
export function fit(canvas, scale) {
  const { width, height } = canvas.getBoundingClientRect();
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (w === 0 || h === 0 || (canvas.width === w && canvas.height === h)) return;
  canvas.width = w;
  canvas.height = h;
}

/**
 * Hides the buttons of sheets in which no setting is left to be seen.
 * @param {ParentNode} around
 * @param {"put-away" | "withheld"} by the class by which settings are hidden just now: by an address, or by a lesson
 */
export function hideEmpty(around, by) {
  for (const opens of around.querySelectorAll(".opens")) {
    const controls = [...byId(opens.getAttribute("aria-controls") ?? "").querySelectorAll("[data-setting]")];
    const none = controls.length > 0 && controls.every((control) => control.matches(".put-away, .withheld"));
    opens.classList.toggle(by, none);
  }
}
