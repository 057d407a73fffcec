// Below the microscope's lines: what each sample of the batch asks for, and what reuse saves.

import { el, setText, svgEl } from "../dom.js";
import { counter, number, t } from "../i18n/index.js";
import { exact } from "./microscope-lines.js";

/** @typedef {import("../engine.js").Microscope} Microscope */

/** @param {(sample: number) => void} choose called with the sample that is to be looked at */
export function batchList(choose) {
  const summary = el("summary", {});
  const about = el("p", { class: "note" });
  const list = el("ul", { class: "micro-batch" });
  const rest = el("p", { class: "note" });
  const element = el("details", { id: "micro-batch" }, summary, about, list, rest);
  return {
    element,
    /** @param {Microscope} seen */
    draw({ batch, batch_size, gradient, summed, sample }) {
      element.hidden = gradient == null;
      if (gradient == null) return;
      setText(summary, t("microscope.batch", { count: number(batch_size) }));
      setText(about, t(summed ? "microscope.batch.sum" : "microscope.batch.mean", { value: exact(gradient) }));
      list.replaceChildren(
        ...batch.map((each) => {
          const button = el(
            "button",
            { type: "button", "aria-pressed": String(each.sample === sample), onclick: () => choose(each.sample) },
            t("microscope.batch.sample", { sample: number(each.sample + 1) }),
          );
          return el("li", {}, button, " ", el("span", { class: "number" }, exact(each.gradient)));
        }),
      );
      rest.hidden = batch.length === batch_size;
      setText(rest, t("microscope.batch.rest", { count: number(batch_size - batch.length) }));
    },
  };
}

export function countTable() {
  const summary = el("summary", {});
  const here = el("p", { id: "micro-count-here" });
  const caption = el("caption", { class: "note" });
  const heads = ["layers", "reused", "paths"].map((id) => ({ id, cell: el("th", { scope: "col" }) }));
  const rows = el("tbody", {});
  const head = el("thead", {}, el("tr", {}, ...heads.map(({ cell }) => cell)));
  const table = el("table", { class: "micro-counts" }, caption, head, rows);
  const element = el("details", { id: "micro-count" }, summary, here, table);
  return {
    element,
    /** @param {Microscope} seen */
    draw({ count, table: all }) {
      setText(summary, t("microscope.count", { reused: counter(count.reused), paths: counter(count.paths) }));
      setText(here, t("microscope.count.here"));
      setText(caption, t("microscope.count.caption"));
      for (const { id, cell } of heads) setText(cell, t(`microscope.count.${id}`));
      const most = Math.max(...all.map(({ paths }) => paths));
      rows.replaceChildren(
        ...all.map((row) => {
          const { layers, reused, paths } = row;
          const own = reused === count.reused && paths === count.paths;
          return el(
            "tr",
            { class: own ? "here" : "", "aria-current": own && "true" },
            el("th", { scope: "row" }, number(layers)),
            el("td", {}, counter(reused), bar(reused, most)),
            el("td", {}, counter(paths), bar(paths, most)),
          );
        }),
      );
    },
  };
}

/**
 * A number as a bar beneath it, logarithmic: each tenth of the way is as many times more.
 * @param {number} value
 * @param {number} most what has the full length
 */
function bar(value, most) {
  const width = `${(100 * Math.log(Math.max(1, value))) / Math.log(Math.max(2, most))}%`;
  return svgEl("svg", { class: "count-bar", "aria-hidden": "true" }, svgEl("rect", { width, height: "100%" }));
}
