// The network's picture, to point at, walk through by keys, and turn the wheel over.

import { el } from "../dom.js";
import { scale } from "../theme.js";
import { any, fit, paced, reshaped, watchSize } from "./panel.js";

/** CSS pixels from a line that still count as on it: for a mouse and for a finger. */
const REACH = { mouse: 5, touch: 14 };

/** Wheel pixels that are one step, for wheels that turn without notches. */
const NOTCH = 40;

/** Where a walk by keys begins. */
const FIRST = { column: 1, unit: 0, param: null };

/**
 * @param {import("../store.js").Store} store
 * @param {{ nudge(steps: number, event: MouseEvent): void, focus(): void, busy(): boolean }} field what edits the selected parameter
 */
export function diagram(store, field) {
  const canvas = el("canvas", { class: "diagram", role: "application", tabindex: 0 });
  const picture = networkPicture(store, canvas);

  const units = (/** @type {number} */ column) => store.call((playground) => playground.units(column)) ?? 0;

  /** @param {MouseEvent} event */
  function spotAt(event) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = ((event.clientX - left) * canvas.width) / width;
    const y = ((event.clientY - top) * canvas.height) / height;
    const touch = event instanceof PointerEvent && event.pointerType === "touch";
    const [column, unit, param = null] =
      store.call((playground) => playground.spot_at(canvas, x, y, touch ? REACH.touch : REACH.mouse)) ?? [];
    return column === undefined || unit === undefined ? null : { column, unit, param };
  }

  canvas.addEventListener("pointermove", (event) => {
    // Nothing is taken from under what is being typed.
    if (event.pointerType === "touch" || field.busy()) return;
    const spot = spotAt(event);
    canvas.style.cursor = spot ? "pointer" : "";
    store.selection.set(spot, false);
  });
  canvas.addEventListener("pointerleave", () => store.selection.set(null, false));
  canvas.addEventListener("click", (event) => store.selection.set(spotAt(event)));

  // Looked at in passing by who goes through the page by keyboard; the first key keeps it.
  canvas.addEventListener("focus", () => {
    if (canvas.matches(":focus-visible") && !store.state.selected) store.selection.set(FIRST, false);
  });
  canvas.addEventListener("blur", () => store.selection.set(null, false));

  let turned = 0;
  canvas.addEventListener(
    "wheel",
    (event) => {
      // A page is scrolled over the picture too: only the line that was chosen is moved.
      const { selected } = store.state;
      if (selected?.param == null || !store.selection.keeps(selected) || spotAt(event)?.param !== selected.param)
        return;
      event.preventDefault();
      turned += event.deltaY || event.deltaX;
      if (Math.abs(turned) < NOTCH) return;
      field.nudge(turned < 0 ? 1 : -1, event);
      turned = 0;
    },
    { passive: false },
  );

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { selected } = store.state;
    if (event.key === "Escape") {
      if (!selected) return;
      event.stopPropagation();
      store.selection.set(selected.param == null ? null : { ...selected, param: null });
    } else if (event.key === "Enter") {
      if (selected?.param != null) field.focus();
      else if (selected) store.selection.set(part(selected, 0));
    } else if (event.key.startsWith("Arrow")) store.selection.set(walk(event.key));
    else return;
    event.preventDefault();
  });

  /**
   * The parameter so many places behind the one that is selected, or the first; round and round.
   * @param {import("../engine.js").Spot} spot
   * @param {number} by
   */
  function part(spot, by) {
    const parts = store.call((playground) => playground.parts(spot.column, spot.unit))?.parts ?? [];
    const at = parts.findIndex(({ param }) => param === spot.param);
    const next = parts[at < 0 ? 0 : (at + by + parts.length) % parts.length];
    return next ? { ...spot, param: next.param } : spot;
  }

  /**
   * Where an arrow key leads: to the next column, unit, or parameter of the unit.
   * @param {string} key
   */
  function walk(key) {
    const { selected } = store.state;
    if (!selected) return FIRST;
    const { column, unit, param } = selected;
    const down = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (down && param != null) return part(selected, down);
    if (down) return { column, unit: Math.max(0, Math.min(unit + down, units(column) - 1)), param: null };
    const last = store.state.config.hidden.length + 1;
    const next = Math.max(0, Math.min(column + (key === "ArrowRight" ? 1 : -1), last));
    return { column: next, unit: Math.min(unit, units(next) - 1), param: null };
  }

  return { canvas, ...picture };
}

/**
 * The picture alone, on a canvas of the page, and its marks on one of their own above it: a mark that moves leaves a large
 * network's hundreds of lines as they are.
 * @param {import("../store.js").Store} store
 * @param {HTMLCanvasElement} canvas
 */
export function networkPicture(store, canvas) {
  const maps = el("canvas", {});
  const marks = el("canvas", { class: "marks", "aria-hidden": "true" });
  const draw = paced(store, "training", () => store.call((playground) => playground.draw_network(canvas, maps)));
  watchSize(canvas, store);
  return {
    element: el("div", { class: "layered" }, canvas, marks),
    draw(/** @type {Set<import("../store.js").Topic>} */ topics) {
      const anew = any(topics, "training", "config") || reshaped(topics);
      if (reshaped(topics)) {
        fit(canvas, scale());
        if (marks.width !== canvas.width) marks.width = canvas.width;
        if (marks.height !== canvas.height) marks.height = canvas.height;
      }
      if (anew) draw(topics);
      if (anew || any(topics, "selected", "lit")) {
        marks.hidden = !store.call((playground) => playground.draw_marks(marks));
      }
    },
  };
}
