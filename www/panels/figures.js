// Numbers and the loss curve: how training goes.

import { flagControl } from "../controls/flag.js";
import { byId, el, release, setText } from "../dom.js";
import { counter, figure, number, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { fit, paced, reshaped, watchSize } from "./panel.js";
import { report } from "./report.js";

const COUNTERS = ["epoch", "step", "throughput", "fps", "train", "draw"];

/** Those that are shown on request. */
const TIMES = ["train", "draw"];

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function figuresPanel(store, catalog) {
  const entry = catalog.settings.find((setting) => setting.key === "log_loss");
  if (!entry) throw new Error("the catalog has no log_loss");
  const logLoss = flagControl(entry, store, catalog);

  // The frame rate asks for what a frame is spent on.
  const ask = el("button", { type: "button", class: "counter", "aria-expanded": "false" });
  const counters = COUNTERS.map((id) => {
    const [value, words] = [el("output", { id: `counter-${id}` }), el("span")];
    // Changing sixty times a second is not for reading out.
    value.setAttribute("aria-live", "off");
    const element = id === "fps" ? ask : el("div", { class: "counter", hidden: TIMES.includes(id) });
    element.append(value, words);
    byId("counters").append(element);
    return { id, value, words, element };
  });
  ask.addEventListener("click", () => {
    const shown = ask.getAttribute("aria-expanded") === "true";
    ask.setAttribute("aria-expanded", String(!shown));
    for (const { id, element } of counters) if (TIMES.includes(id)) element.hidden = shown;
    release(ask);
  });

  const more = report(store);
  const heads = { loss: el("th", { scope: "col" }), quality: el("th", { scope: "col" }) };
  const rows = /** @type {const} */ (["train", "test"]).map((set) => {
    const cells = { loss: el("td", { id: `${set}-loss` }), quality: el("td", { id: `${set}-quality` }) };
    const head = el("th", { scope: "row" });
    return { set, head, cells, row: el("tr", { class: set }, head, cells.loss, cells.quality) };
  });
  byId("numbers").append(
    el(
      "table",
      { class: "figures" },
      el("thead", {}, el("tr", {}, el("td", {}, more.button), heads.loss, heads.quality)),
      el("tbody", {}, ...rows.map(({ row }) => row)),
    ),
    more.panel,
  );

  const canvas = el("canvas", { class: "curve", role: "img", id: "loss-curve" });
  const title = el("h3");
  const legend = { train: el("span"), test: el("span") };
  const axis = el("span", { class: "axis x" });
  const item = (/** @type {string} */ set, /** @type {HTMLElement} */ words) =>
    el("span", { class: "item" }, el("span", { class: `line ${set}`, "aria-hidden": "true" }), words);
  byId("loss").append(
    el("div", { class: "loss-head" }, title, item("train", legend.train), item("test", legend.test), logLoss.element),
    el("div", { class: "curve-stage" }, canvas, axis),
  );
  watchSize(canvas, store);

  const draw = paced(store, "training", () => {
    store.evaluate();
    store.call((playground) => playground.draw_loss(canvas));
    const { metrics } = store.state;
    for (const { set, cells } of rows) {
      const { loss, accuracy, r2 } = metrics[set];
      setText(cells.loss, figure(loss));
      setText(
        cells.quality,
        accuracy == null ? figure(r2) : number(accuracy, { style: "percent", minimumFractionDigits: 1 }),
      );
    }
    canvas.setAttribute(
      "aria-label",
      t("loss.picture", { train: figure(metrics.train.loss), test: figure(metrics.test.loss) }),
    );
  });

  function drawCounters() {
    const { progress, throughput, fps, times } = store.state;
    const ms = (/** @type {number | undefined} */ value) =>
      value == null ? t("figures.none") : number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const texts = [
      counter(progress.epoch),
      counter(progress.step),
      throughput ? number(throughput, { notation: "compact", maximumSignificantDigits: 3 }) : t("figures.none"),
      fps ? number(fps, { maximumFractionDigits: 0 }) : t("figures.none"),
      ms(times?.training),
      ms(times?.drawing),
    ];
    for (const [i, { value }] of counters.entries()) setText(value, texts[i] ?? "");
  }

  return {
    draw(topics) {
      if (reshaped(topics)) fit(canvas, scale());
      if (topics.has("text")) {
        logLoss.texts();
        setText(title, t("panel.loss"));
        setText(axis, t("loss.axis.x"));
        more.texts();
        setText(heads.loss, t("figures.loss"));
        for (const { set, head } of rows) {
          setText(head, t(`figures.${set}`));
          setText(legend[set], t(`legend.${set}`));
        }
        for (const { id, words } of counters) setText(words, t(`counter.${id}`));
        ask.title = t("counter.times");
      }
      if (topics.has("config") || topics.has("text")) {
        logLoss.update();
        setText(heads.quality, t(store.state.metrics.train.accuracy == null ? "figures.r2" : "figures.accuracy"));
      }
      drawCounters();
      if (
        ["training", "look", "size", "config", "data", "text"].some((topic) => topics.has(/** @type {any} */ (topic)))
      )
        draw(topics);
      more.draw();
    },
  };
}
