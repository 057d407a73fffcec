// Loss and accuracy of both sets, and a sheet with all that is counted.

import { byId, el, setText } from "../dom.js";
import { figure, share, t } from "../i18n/index.js";
import { any, paced } from "./panel.js";
import { report, standardised } from "./report.js";

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function figuresPanel(store) {
  const more = report(store);
  const heads = { loss: el("th", { scope: "col" }), quality: el("th", { scope: "col" }) };
  const rows = /** @type {const} */ (["train", "test"]).map((set) => {
    const cells = { loss: el("td", { id: `${set}-loss` }), quality: el("td", { id: `${set}-quality` }) };
    const head = el("th", { scope: "row" });
    return { set, head, cells, row: el("tr", { class: set }, head, cells.loss, cells.quality) };
  });
  const table = el(
    "table",
    { class: "figures" },
    el("thead", {}, el("tr", {}, el("td", {}, more.button), heads.loss, heads.quality)),
    el("tbody", {}, ...rows.map(({ row }) => row)),
  );
  byId("numbers").append(table, more.panel);

  const draw = paced(store, "training", () => {
    store.evaluate();
    const { metrics } = store.state;
    for (const { set, cells } of rows) {
      const { loss, accuracy, r2 } = metrics[set];
      setText(cells.loss, figure(loss));
      setText(cells.quality, accuracy == null ? figure(r2) : share(accuracy));
    }
  });

  return {
    draw(topics) {
      if (topics.has("text")) {
        more.texts();
        table.setAttribute("aria-label", t("figures.label"));
        for (const { set, head } of rows) setText(head, t(`figures.${set}`));
      }
      if (topics.has("config") || topics.has("text")) {
        setText(heads.loss, t(standardised(store.state) ? "figures.loss.standardised" : "figures.loss"));
        setText(heads.quality, t(store.state.metrics.train.accuracy == null ? "figures.r2" : "figures.accuracy"));
      }
      if (any(topics, "training", "config", "data", "text")) draw(topics);
      more.draw();
    },
  };
}
