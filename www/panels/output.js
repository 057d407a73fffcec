// The network's answer over the plane, with the points on it, and what colours and shapes mean.

import { flagControl } from "../controls/flag.js";
import { byId, el, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { fit, paced, reshaped, watchSize } from "./panel.js";

/** Cells of the plane in each direction. */
const CELLS = 100;

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function outputPanel(store, catalog) {
  const entry = catalog.settings.find((setting) => setting.key === "show_test");
  if (!entry) throw new Error("the catalog has no show_test");
  const showTest = flagControl(entry, store, catalog);
  const heat = el("canvas", { class: "heat", "aria-hidden": "true" });
  const points = el("canvas", { class: "points", role: "img", id: "boundary" });
  const axes = [el("span", { class: "axis x" }), el("span", { class: "axis y" })];
  const legend = el("div", { class: "legend" });
  byId("output").append(el("div", { class: "stage" }, heat, points, ...axes), legend, showTest.element);

  const drawHeat = paced(store, "training", () => store.call((playground) => playground.draw_boundary(heat, CELLS)));
  watchSize(points, store);

  function drawPoints() {
    const area = store.call((playground) => playground.draw_points(points));
    if (!area) return;
    const css = (/** @type {number} */ px) => `${(px * points.clientWidth) / points.width}px`;
    Object.assign(heat.style, {
      left: css(area.x),
      top: css(area.y),
      width: css(area.width),
      height: css(area.height),
    });
  }

  function drawLegend() {
    const item = (/** @type {string} */ mark, /** @type {string} */ words) =>
      el("span", { class: "item" }, el("span", { class: `mark ${mark}`, "aria-hidden": "true" }), words);
    const { classes } = store.state.metrics;
    const items =
      classes === 0
        ? [
            el("span", { class: "item" }, "−1", el("span", { class: "scale", "aria-hidden": "true" }), "+1"),
            item("high", t("legend.above")),
            item("low", t("legend.below")),
            el("span", {}, t("legend.scale")),
          ]
        : classes === 2
          ? [
              item("high", t("legend.class", { name: 1 })),
              item("low", t("legend.class", { name: 0 })),
              el("span", {}, t("legend.ground")),
            ]
          : [
              ...Array.from({ length: classes }, (_, name) =>
                item(`class-${name}`, name === 0 ? t("legend.class", { name }) : String(name)),
              ),
              el("span", {}, t("legend.ground")),
            ];
    if (store.state.config.show_test) items.push(el("span", {}, t("legend.hollow")));
    legend.replaceChildren(...items);
  }

  return {
    draw(topics) {
      if (reshaped(topics)) fit(points, scale());
      if (topics.has("text")) {
        showTest.texts();
        for (const [i, axis] of axes.entries()) setText(axis, t(i === 0 ? "output.axis.x" : "output.axis.y"));
      }
      if (topics.has("text") || topics.has("config")) {
        showTest.update();
        const { train, test } = store.state.metrics;
        const shown = train.samples + (store.state.config.show_test ? test.samples : 0);
        points.setAttribute("aria-label", t("output.picture", { points: number(shown) }));
        drawLegend();
      }
      if (topics.has("data") || reshaped(topics)) drawPoints();
      if (topics.has("training") || reshaped(topics) || topics.has("config")) drawHeat(topics);
    },
  };
}
