// The network's answer over the plane, with the points on it, and what colours and shapes mean.

import { flagNamed } from "../controls/flag.js";
import { sheet } from "../controls/sheet.js";
import { byId, el, setText } from "../dom.js";
import { figure, number, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { axes } from "./axes.js";
import { className, fullName } from "./names.js";
import { any, fit, paced, reshaped, watchSize } from "./panel.js";
import { plane } from "./plane.js";
import { probeBox } from "./probe.js";

/** Cells of the plane in each direction. */
const CELLS = 100;

/** What the picture shows besides, in a sheet of its own. */
const VIEWS = ["hard", "contours", "show_wrong", "relief"];

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function outputPanel(store, catalog) {
  const flag = (/** @type {string} */ key) => flagNamed(key, store, catalog);
  const showTest = flag("show_test");
  const views = VIEWS.map(flag);
  const view = sheet("view", ...views.map(({ element }) => element));
  const heat = el("canvas", { class: "heat", "aria-hidden": "true" });
  const overlay = el("canvas", { class: "overlay", id: "overlay", "aria-hidden": "true" });
  const points = el("canvas", { class: "points", tabindex: 0, role: "application", id: "boundary" });
  const about = el("p", { class: "unseen", id: "boundary-keys" });
  points.setAttribute("aria-describedby", about.id);
  const stage = el("div", { class: "stage" }, heat, points, overlay);
  const legend = el("div", { class: "legend", id: "legend", role: "group" });
  const area = { left: 0, top: 0, width: 1, height: 1 };
  let brush = 1;
  const tools = plane(
    store,
    stage,
    points,
    () => area,
    () => brush,
  );
  const probe = probeBox(store);
  const sides = axes(store);
  const back = el("button", { type: "button", id: "map-back" });
  back.addEventListener("click", () => store.selection.set(null));
  stage.append(...sides.elements, back, probe.element);
  byId("output-tools").append(tools.bar);
  byId("output").append(
    stage,
    probe.spoken,
    about,
    legend,
    el("div", { class: "views" }, showTest.element, sides.held.button, view.button, sides.held.panel, view.panel),
  );

  /** The unit whose map is the ground: what is selected, unless it is a parameter. */
  const unit = () => (store.state.selected?.param == null ? store.state.selected : null);
  /** The value that has the full colour on a unit's map; 0 where the ground is the answer. */
  let most = 0;
  const drawHeat = paced(store, "training", () => {
    const before = most;
    most = drawGround();
    if (most !== before) drawLegend();
    const { config, view: window } = store.state;
    // Lines of equal answers, rings and landscape belong to the answer.
    const relief = config.relief && !window.curve && most === 0;
    const drawn = window.curve || relief || (most === 0 && (config.contours || config.show_wrong));
    overlay.hidden = !drawn;
    stage.classList.toggle("relief", relief);
    if (drawn) store.call((playground) => playground.draw_overlay(overlay));
  });

  function drawGround() {
    const spot = unit();
    const told = spot && store.call((playground) => playground.draw_unit(heat, CELLS, spot.column, spot.unit));
    if (!told) store.call((playground) => playground.draw_boundary(heat, CELLS));
    return told ?? 0;
  }
  watchSize(points, store);

  function drawPoints() {
    const told = store.call((playground) => playground.draw_points(points));
    if (!told) return;
    const css = points.clientWidth / points.width;
    Object.assign(area, {
      left: told.x * css,
      top: told.y * css,
      width: told.width * css,
      height: told.height * css,
    });
    for (const canvas of [heat, overlay]) {
      for (const [side, px] of Object.entries(area)) canvas.style.setProperty(side, `${px}px`);
    }
    if (overlay.width !== told.width || overlay.height !== told.height) {
      Object.assign(overlay, { width: told.width, height: told.height });
    }
  }

  /**
   * A mark with its words; with a brush in hand it is what is painted.
   * @param {string} mark
   * @param {string} words
   * @param {number} value
   */
  function item(mark, words, value) {
    const inside = [el("span", { class: `mark ${mark}`, "aria-hidden": "true" }), words];
    if (tools.tool() !== "paint" || store.state.metrics.classes === 0) return el("span", { class: "item" }, ...inside);
    const radio = el("input", { type: "radio", name: "brush", value });
    radio.checked = brush === value;
    radio.addEventListener("change", () => {
      brush = value;
    });
    return el("label", { class: "item chip" }, radio, ...inside);
  }

  /** The number that is painted. */
  function field() {
    const [low, high] = store.state.about.range;
    const input = el("input", { type: "number", class: "field", step: "any", min: low, max: high, id: "brush-value" });
    input.value = String(Math.min(high, Math.max(low, brush)));
    brush = input.valueAsNumber;
    input.addEventListener("input", () => {
      if (Number.isFinite(input.valueAsNumber)) brush = input.valueAsNumber;
    });
    return el("label", { class: "item" }, t("tool.value"), input);
  }

  function drawLegend() {
    const { classes } = store.state.metrics;
    const { about: data, config, view: window } = store.state;
    const painting = tools.tool() === "paint";
    if (classes > 0) brush = Math.min(Math.max(0, Math.trunc(brush)), classes - 1);
    const name = (/** @type {number} */ place) => {
      const own = data.classes[place];
      return own ?? (classes === 2 || place === 0 ? t("legend.class", { name: place }) : String(place));
    };
    const [low, high] = data.range;
    const middle = number((low + high) / 2, { maximumSignificantDigits: 4 });
    const items =
      classes === 0
        ? [
            el(
              "span",
              { class: "item" },
              number(low, { maximumSignificantDigits: 4 }),
              el("span", { class: "scale", "aria-hidden": "true" }),
              number(high, { maximumSignificantDigits: 4 }),
            ),
            item("high", t("legend.above", { middle }), 1),
            item("low", t("legend.below", { middle }), 0),
            ...(painting && !window.curve ? [field()] : []),
            ...(window.curve || most > 0 ? [] : [el("span", {}, t("legend.scale"))]),
          ]
        : classes === 2
          ? [item("high", name(1), 1), item("low", name(0), 0)]
          : Array.from({ length: classes }, (_, place) => item(`class-${place}`, name(place), place));
    if (most > 0) items.push(el("span", {}, ofUnit()));
    else if (classes > 0 && !painting) {
      const soft = data.answers === "scores" ? "legend.ground.score" : "legend.ground";
      items.push(el("span", {}, t(config.hard ? "legend.hard" : soft)));
    }
    if (config.show_test) items.push(el("span", {}, t("legend.hollow")));
    if (config.show_wrong && classes > 0) {
      items.push(
        el("span", { class: "item" }, el("span", { class: "ring", "aria-hidden": "true" }), t("legend.wrong")),
      );
    }
    if (data.columns.length > 2 && !painting) items.push(el("span", {}, t("legend.slice")));
    if (painting) items.push(el("span", {}, t(window.curve ? "tool.paint.curve" : "tool.paint.hint")));
    const focused = /** @type {HTMLInputElement | null} */ (legend.querySelector(":focus"))?.value;
    legend.replaceChildren(...items);
    if (focused !== undefined) {
      /** @type {HTMLElement | null} */ (legend.querySelector(`[value="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  /** What the ground is on a unit's map. */
  function ofUnit() {
    const { about: data, config, metrics } = store.state;
    const spot = unit();
    if (!spot || spot.column <= config.hidden.length) return t("legend.unit", { most: figure(most) });
    const [low, high] = data.ends.map(figure);
    // One output about two classes is that of class 1.
    const alone = store.call((playground) => playground.outputs()) === 1;
    const place = metrics.classes === 2 && alone ? 1 : spot.unit;
    return t(`legend.output.${data.answers}`, { name: className(store.state, place), low, high });
  }

  function drawTexts() {
    const { train, test } = store.state.metrics;
    const { view: window, config } = store.state;
    const shown = train.samples + (config.show_test ? test.samples : 0);
    const short = (/** @type {number} */ value) => number(value, { maximumSignificantDigits: 4 });
    const span = (/** @type {[number, number]} */ [from, to]) => ({ from: short(from), to: short(to) });
    const [x, y] = [span(window.x), span(window.y)];
    points.setAttribute(
      "aria-label",
      t("output.picture", {
        points: number(shown),
        ...{ x: sides.nameOf(0), left: x.from, right: x.to },
        ...{ y: sides.nameOf(1), low: y.from, high: y.to },
      }),
    );
    stage.dataset.zoomed = String(store.state.zoomed);
    view.say(t("sheet.view"), count(config));
    drawLegend();
    sides.draw();
  }

  /** How many of the sheet's views are on. @param {import("../engine.js").Config} config */
  function count(config) {
    const on = VIEWS.filter((key) => config[/** @type {"hard"} */ (key)]).length;
    return on > 0 ? t("sheet.changed", { count: on }) : "";
  }

  return {
    draw(topics) {
      if (reshaped(topics)) fit(points, scale());
      if (topics.has("text")) {
        showTest.texts();
        for (const each of views) each.texts();
        tools.texts();
        setText(about, t("output.keys"));
        legend.setAttribute("aria-label", t("legend.label"));
      }
      if (any(topics, "text", "config", "data", "view", "tool")) {
        showTest.update();
        for (const each of views) each.update();
        drawTexts();
      }
      if (topics.has("text") || topics.has("selected")) {
        const spot = unit();
        back.hidden = back.disabled = spot === null;
        if (spot) setText(back, t("output.unit", { name: fullName(store.state, spot) }));
      }
      if (topics.has("data") || reshaped(topics)) drawPoints();
      if (any(topics, "training", "config", "data", "selected") || reshaped(topics)) {
        drawHeat(topics);
        store.probeAgain();
      }
      if (topics.has("probe") || topics.has("text") || (store.state.probe && topics.has("training"))) probe.draw();
    },
  };
}
