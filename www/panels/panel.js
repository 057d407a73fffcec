// What panels share.

/**
 * @typedef {object} Panel
 * @property {(topics: Set<import("../store.js").Topic>) => void} draw called once a frame with what has changed
 */

/**
 * Keeps a costly drawing from taking the frames: after one that took a while, the next waits eight
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
    due = end - start > 4 ? end + 8 * (end - start) : 0;
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
