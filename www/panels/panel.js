// What panels share.

/**
 * @typedef {object} Panel
 * @property {(topics: Set<import("../store.js").Topic>) => void} draw called once a frame with what has changed
 */

/**
 * Keeps a costly drawing from taking the frames: after one that took a while, the next waits three
 * times as long. The last state is always drawn; what a person has changed is drawn at once.
 * @param {import("../store.js").Store} store
 * @param {import("../store.js").Topic} topic asked for again while a drawing waits
 * @param {() => void} draw
 */
export function paced(store, topic, draw) {
  let due = 0;
  return (/** @type {Set<import("../store.js").Topic>} */ topics) => {
    const start = performance.now();
    const only = [...topics].every((changed) => changed === topic || changed === "running");
    if (only && start < due) {
      store.changed(topic);
      return;
    }
    draw();
    const end = performance.now();
    due = end - start > 4 ? end + 3 * (end - start) : 0;
  };
}

/**
 * Calls back when a canvas' box has another size; gives it that many canvas pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {() => number} scale canvas pixels per CSS pixel
 * @param {() => void} resized
 */
export function fit(canvas, scale, resized) {
  new ResizeObserver(() => {
    if (resize(canvas, scale())) resized();
  }).observe(canvas);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} scale
 */
export function resize(canvas, scale) {
  const { width, height } = canvas.getBoundingClientRect();
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (w === 0 || h === 0 || (canvas.width === w && canvas.height === h)) return false;
  canvas.width = w;
  canvas.height = h;
  return true;
}
