// Everything that is counted about the answers: a sheet of figures of both sets, and which classes were said for which.

import { sheet } from "../controls/sheet.js";
import { el, setText } from "../dom.js";
import { figure, number, share, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { className } from "./names.js";
import { fit } from "./panel.js";

/** Milliseconds between two looks while training goes on. */
const REST = 250;

const SETS = /** @type {const} */ (["train", "test"]);

/**
 * @param {import("../store.js").Store} store
 */
export function report(store) {
  const content = el("div");
  const roc = rocFigure(store);
  const help = el("p", { class: "note" });
  const { button, panel, say, toggled } = sheet("figures", content, roc.element, help);
  // It may be higher than its room: the keys scroll it.
  panel.tabIndex = 0;
  let due = 0;
  toggled(draw);

  function draw() {
    if (panel.hidden) return;
    const now = performance.now();
    if (store.state.running && now < due) return;
    due = now + REST;
    const told = store.call((playground) => playground.report());
    if (!told) return;
    content.replaceChildren(
      summary(told, store.state),
      ...SETS.flatMap((set) =>
        told[set].confusion.length ? [confusion(set, told[set], (place) => className(store.state, place))] : [],
      ),
    );
    roc.draw(told);
    setText(help, t(told.train.confusion.length ? "report.classes.help" : "report.numbers.help"));
  }

  return {
    button,
    panel,
    draw,
    texts: () => say(t("sheet.figures")),
  };
}

/**
 * Whether the numbers that are answered are brought to deviation 1: losses are of these.
 * @param {import("../store.js").State} state
 */
export function standardised({ about, config }) {
  return about.problem === "regression" && config.standardise;
}

/**
 * @param {number | null} value
 */
const percent = (value) => (value === null ? t("figures.none") : share(value));

/**
 * The ROC curves of two classes, with the areas under them.
 * @param {import("../store.js").Store} store
 */
function rocFigure(store) {
  const canvas = el("canvas", { class: "roc-curve", role: "img", id: "roc-curve" });
  const title = el("figcaption");
  const legend = SETS.map((set) => ({ set, words: el("span", { id: `${set}-area` }) }));
  const items = legend.map(({ set, words }) =>
    el("p", { class: "item" }, el("span", { class: `line ${set}`, "aria-hidden": "true" }), words),
  );
  const axes = el("p", { class: "note" });
  const element = el("figure", { class: "roc", hidden: true }, canvas, el("div", {}, title, ...items, axes));
  return {
    element,
    /** @param {{ train: import("../engine.js").SetReport, test: import("../engine.js").SetReport }} told */
    draw(told) {
      element.hidden = told.train.confusion.length !== 2;
      if (element.hidden) return;
      fit(canvas, scale());
      store.call((playground) => playground.draw_roc(canvas));
      const areas = legend.map(({ set }) => t("roc.area", { set: t(`legend.${set}`), area: figure(told[set].auc) }));
      for (const [i, { words }] of legend.entries()) setText(words, areas[i] ?? "");
      setText(title, t("roc.title"));
      setText(axes, t("roc.axes"));
      canvas.setAttribute("aria-label", `${t("roc.title")}: ${areas.join("; ")}`);
    },
  };
}

/**
 * @param {{ train: import("../engine.js").SetReport, test: import("../engine.js").SetReport }} told
 * @param {import("../store.js").State} state
 */
function summary(told, state) {
  // What the network answers is standardised, what is said of it is in the units of the data.
  const unit = standardised(state) ? ".standardised" : "";
  /** @type {[key: string, of: (set: import("../engine.js").SetReport) => string][]} */
  const ofClasses = [
    ["accuracy", (set) => percent(set.figures.accuracy)],
    ["balanced", (set) => percent(set.balanced_accuracy)],
    ["precision", (set) => percent(set.mean?.precision ?? null)],
    ["recall", (set) => percent(set.mean?.recall ?? null)],
    ["f1", (set) => percent(set.mean?.f1 ?? null)],
    ["auc", (set) => figure(set.auc)],
  ];
  /** @type {typeof ofClasses} */
  const ofNumbers = [
    ["r2", (set) => figure(set.figures.r2)],
    [`mae${unit}`, (set) => figure(set.figures.mae)],
  ];
  const rows = [
    /** @type {typeof ofClasses[0]} */ ([`loss${unit}`, (set) => figure(set.figures.loss)]),
    ...(told.train.confusion.length ? ofClasses : ofNumbers),
  ];
  return el(
    "table",
    { class: "figures", "aria-label": t("sheet.figures") },
    el("thead", {}, el("tr", {}, el("td"), ...SETS.map((set) => el("th", { scope: "col" }, t(`figures.${set}`))))),
    el(
      "tbody",
      {},
      ...rows.map(([key, of]) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, t(`report.${key}`, { target: state.about.target })),
          ...SETS.map((set) => el("td", { id: `${set}-${key.split(".")[0]}` }, of(told[set]))),
        ),
      ),
    ),
  );
}

/**
 * One row for each class of samples: how often each class was said, and how well it is told from the others.
 * @param {"train" | "test"} set
 * @param {import("../engine.js").SetReport} told
 * @param {(place: number) => string} name of a class
 */
function confusion(set, told, name) {
  const head = (/** @type {string} */ text) => el("th", { scope: "col" }, text);
  const most = Math.max(1, ...told.confusion.flat());
  const cell = (/** @type {number} */ count, /** @type {boolean} */ right) => {
    const size = count === 0 ? 0 : 1 + Math.min(3, Math.floor((count / most) * 4));
    return el("td", { class: `count-${size}${right ? " right" : ""}` }, number(count));
  };
  return el(
    "table",
    { class: "confusion", id: `${set}-confusion` },
    el("caption", {}, t("report.confusion", { set: t(`figures.${set}`) })),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("td"),
        ...told.classes.map((_, said) => head(name(said))),
        ...["precision", "recall", "f1"].map((key) => head(t(`report.${key}.short`))),
      ),
    ),
    el(
      "tbody",
      {},
      ...told.classes.map(({ precision, recall, f1 }, of) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, name(of)),
          ...(told.confusion[of] ?? []).map((count, said) => cell(count, said === of)),
          ...[precision, recall, f1].map((part) => el("td", { class: "share" }, number(part, { style: "percent" }))),
        ),
      ),
    ),
  );
}
