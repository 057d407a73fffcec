// The plane of points under pointer and keys: it is asked about, zoomed, moved, painted on, erased from.

import { el, icon, release } from "../dom.js";
import { t } from "../i18n/index.js";

/** Widest that an eraser reaches and a hand picks up, as a part of the window's width. */
const REACH = 0.03;

/** How far two points of a stroke lie apart. */
const APART = 0.035;

/** How much of the way a key goes. */
const KEY = 0.02;

/** Pixels that a press may move and still be none. */
const STILL = 4;

const TOOLS = /** @type {const} */ ({
  look: "M8 1v3M8 12v3M1 8h3M12 8h3M8 3.5a4.5 4.5 0 1 0 .01 0z",
  paint: "M13.5 1.5 6 9l1.5 1.5L15 3zM5.2 9.8C3.5 9.8 3.6 12 1.5 13c2.6 1.6 5.6.5 5.4-1.8z",
  erase: "M9.5 2.5 14 7l-6 6.5H4L1.8 11.2zM6 5.8l4.6 4.6",
  move: "M5 5m-3 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0M8.5 8.5 14 14M14 10v4h-4",
});

const ZOOMS = /** @type {const} */ ({
  in: "M7 2.5a4.5 4.5 0 1 0 .01 0zM10.3 10.3 14 14M5 7h4M7 5v4",
  out: "M7 2.5a4.5 4.5 0 1 0 .01 0zM10.3 10.3 14 14M5 7h4",
  home: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
});

/** @typedef {keyof typeof TOOLS} Tool */

/**
 * @param {import("../store.js").Store} store
 * @param {HTMLElement} stage where places are told from; its canvas takes the focus
 * @param {HTMLCanvasElement} canvas
 * @param {() => { left: number, top: number, width: number, height: number }} window of the plane within the stage, in CSS pixels
 * @param {() => number} brush the class or number that is painted
 */
export function plane(store, stage, canvas, window, brush) {
  /** @type {Tool} */
  let tool = "look";
  /** Where keys act. */
  let cross = { right: 0.5, down: 0.5 };
  /** The press that goes on: where it began and where it was last. @type {{ id: number, x: number, y: number, at: Place, moved: boolean, point: number | undefined } | null} */
  let press = null;
  /** The point that keys carry. @type {number | undefined} */
  let carried;
  const mark = el("span", { class: "cross", "aria-hidden": "true", hidden: true });
  stage.append(mark);

  /** @typedef {{ right: number, down: number }} Place */

  /** @param {PointerEvent | WheelEvent} event @returns {Place} */
  function placeOf(event) {
    const box = stage.getBoundingClientRect();
    const { left, top, width, height } = window();
    return { right: (event.clientX - box.left - left) / width, down: (event.clientY - box.top - top) / height };
  }
  const inside = (/** @type {Place} */ { right, down }) => right >= 0 && right <= 1 && down >= 0 && down <= 1;
  const relief = () => store.state.config.relief && !store.state.view.curve;
  const zoomed = () => stage.dataset.zoomed === "true";

  /** @param {Place} at */
  function apply(at) {
    if (!inside(at) || relief()) return;
    if (tool === "paint") store.edit((playground) => playground.paint_point(at.right, at.down, brush()));
    if (tool === "erase") store.edit((playground) => playground.erase_points(at.right, at.down, REACH));
  }

  canvas.addEventListener("pointerdown", (event) => {
    const at = placeOf(event);
    if (event.button !== 0 || !inside(at)) return;
    hideCross();
    const point =
      tool === "move" && !relief()
        ? store.call((playground) => playground.nearest(at.right, at.down, REACH + 0.01))
        : undefined;
    press = { id: event.pointerId, x: event.clientX, y: event.clientY, at, moved: false, point };
    if (tool !== "look" || zoomed() || relief()) canvas.setPointerCapture(event.pointerId);
    apply(at);
    if (tool === "look" && !relief()) store.probe(at);
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = placeOf(event);
    if (!press) {
      if (event.pointerType !== "touch" && tool === "look" && !relief()) store.probe(inside(at) ? at : null);
      return;
    }
    if (event.pointerId !== press.id) return;
    if (!press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) < STILL) return;
    const by = { right: at.right - press.at.right, down: at.down - press.at.down };
    // Where no point was picked up, the hand has the picture.
    if (tool === "look" || (tool === "move" && press.point === undefined)) {
      if (event.pointerType === "touch" && !zoomed() && !relief()) return;
      // A landscape turns under the hand.
      if (relief()) store.look((playground) => playground.walk(2 * by.right, 2 * by.down));
      else store.look((playground) => playground.pan(-by.right, -by.down));
      Object.assign(press, { moved: true, at });
      store.probe(null);
      return;
    }
    if (tool === "move" && press.point !== undefined) {
      const point = press.point;
      store.edit((playground) => playground.move_point(point, at.right, at.down));
      press.moved = true;
    } else if (Math.hypot(by.right, by.down) >= (tool === "paint" ? APART : REACH / 2)) {
      apply(at);
      Object.assign(press, { moved: true, at });
    }
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(end, () => {
      press = null;
    });
  }
  canvas.addEventListener("pointerleave", () => {
    if (!press && document.activeElement !== canvas) store.probe(null);
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      const at = placeOf(event);
      // The page scrolls until the picture is meant.
      if (!inside(at) || !(event.ctrlKey || document.activeElement === canvas)) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), at);
    },
    { passive: false },
  );

  /** @param {number} factor @param {Place} at */
  function zoom(factor, at) {
    store.look((playground) => playground.zoom(factor, at.right, at.down));
  }

  function hideCross() {
    mark.hidden = true;
    carried = undefined;
  }
  function showCross() {
    const { left, top, width, height } = window();
    mark.hidden = false;
    mark.style.left = `${left + cross.right * width}px`;
    mark.style.top = `${top + cross.down * height}px`;
    store.probe({ ...cross, read: true });
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && relief()) {
      store.look((playground) => playground.walk(-0.1 * (way[0] ?? 0), -0.1 * (way[1] ?? 0)));
    } else if (way) {
      const far = KEY * (event.shiftKey ? 5 : 1);
      const within = (/** @type {number} */ part) => Math.min(1, Math.max(0, part));
      cross = {
        right: within(cross.right + far * (way[0] ?? 0)),
        down: within(cross.down + far * (way[1] ?? 0)),
      };
      if (carried !== undefined) {
        const point = carried;
        store.edit((playground) => playground.move_point(point, cross.right, cross.down));
      }
      showCross();
    } else if (event.key === "Enter") {
      if (tool === "move") {
        const { right, down } = cross;
        carried =
          carried === undefined
            ? store.call((playground) => playground.nearest(right, down, 2 * REACH))
            : /* put down */ undefined;
      } else apply(cross);
      showCross();
    } else if (event.key === "+" || event.key === "=") zoom(1.5, cross);
    else if (event.key === "-") zoom(1 / 1.5, cross);
    else if (event.key === "0") store.look((playground) => playground.view_home());
    else if (event.key === "Escape" && !mark.hidden) {
      hideCross();
      store.probe(null);
    } else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => {
    hideCross();
    if (store.state.probed?.read) store.probe(null);
  });

  const line = (/** @type {string} */ path) => {
    const sign = icon(path);
    sign.classList.add("outline");
    return sign;
  };
  const tools = /** @type {Tool[]} */ (Object.keys(TOOLS)).map((id) => {
    const radio = el("input", { type: "radio", name: "tool", value: id, id: `tool-${id}`, class: "unseen" });
    radio.checked = id === tool;
    radio.addEventListener("change", () => {
      tool = id;
      stage.dataset.tool = id;
      store.probe(null);
      store.changed("tool");
      release(radio);
    });
    return { id, radio, element: el("label", { class: "tool" }, radio, line(TOOLS[id])) };
  });
  const zooms = /** @type {(keyof typeof ZOOMS)[]} */ (Object.keys(ZOOMS)).map((id) => {
    const button = el("button", { type: "button", class: "tool", id: `zoom-${id}` }, line(ZOOMS[id]));
    button.addEventListener("click", () => {
      if (id === "home") store.look((playground) => playground.view_home());
      else zoom(id === "in" ? 1.5 : 1 / 1.5, { right: 0.5, down: 0.5 });
      release(button);
    });
    return { id, button };
  });
  stage.dataset.tool = tool;
  const group = el("div", { class: "tools", role: "radiogroup" }, ...tools.map(({ element }) => element));
  return {
    bar: el("div", { class: "tool-bar" }, group, el("div", { class: "tools" }, ...zooms.map(({ button }) => button))),
    tool: () => tool,
    texts() {
      group.setAttribute("aria-label", t("tool.label"));
      for (const { id, radio, element } of tools) {
        radio.setAttribute("aria-label", t(`tool.${id}`));
        element.title = t(`tool.${id}.help`);
      }
      for (const { id, button } of zooms) {
        button.setAttribute("aria-label", t(`zoom.${id}`));
        button.title = t(`zoom.${id}`);
      }
    },
  };
}
