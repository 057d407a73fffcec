// The error of the definition for every ε, in both precisions: a picture, what it says in words, and the same as a table.

import { el, setText } from "../dom.js";
import { number, sentences, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { power } from "./check-table.js";
import { fit, watchSize } from "./panel.js";

/** Both precisions, and the lines that they are drawn with. */
const PRECISIONS = /** @type {const} */ ([
  ["double", "train"],
  ["single", "test"],
]);

/** @param {import("../store.js").Store} store */
export function sweepFigure(store) {
  const title = el("h3");
  const canvas = el("canvas", { class: "check-sweep", id: "check-sweep", role: "img" });
  const names = PRECISIONS.map(() => el("span"));
  const legend = PRECISIONS.map(([, line], at) =>
    el("span", { class: "item" }, el("span", { class: `line ${line}`, "aria-hidden": "true" }), names[at] ?? ""),
  );
  const words = el("p", { id: "check-sweep-words" });
  const [axes, about] = [el("p", { class: "note" }), el("p", { class: "note" })];
  const summary = el("summary");
  const [head, body] = [el("thead"), el("tbody")];
  const details = el("details", { class: "check-values" }, summary, el("table", { id: "check-values" }, head, body));
  const element = el(
    "section",
    { class: "check-eps", hidden: true },
    title,
    el("p", { class: "check-legend" }, ...legend),
    canvas,
    words,
    axes,
    about,
    details,
  );
  watchSize(canvas, store);

  return {
    element,
    texts() {
      setText(title, t("check.sweep"));
      setText(axes, t("check.sweep.axes"));
      setText(summary, t("check.sweep.table"));
      for (const [at, [precision]] of PRECISIONS.entries()) {
        const name = names[at];
        if (name) setText(name, t(`check.sweep.${precision}`));
      }
    },
    /**
     * @param {import("../engine.js").Findings | null} findings
     * @param {boolean} planted whether a bug is
     */
    draw(findings, planted) {
      const sweep = findings?.sweep ?? null;
      element.hidden = sweep === null || sweep.params === 0;
      if (!sweep || element.hidden) return;
      fit(canvas, scale());
      store.call((playground) => playground.draw_check(canvas));
      const text = told(sweep, planted);
      setText(words, text);
      setText(about, t("check.sweep.about", { params: number(sweep.params) }));
      canvas.setAttribute("aria-label", t("check.sweep.picture", { text }));
      fill(sweep);
    },
  };

  /** @param {import("../engine.js").Sweep} sweep */
  function fill(sweep) {
    const titles = ["ε", ...PRECISIONS.map(([precision]) => t(`check.sweep.${precision}`))];
    head.replaceChildren(el("tr", {}, ...titles.map((name) => el("th", { scope: "col" }, name))));
    body.replaceChildren(
      ...sweep.eps.map((eps, at) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, power(eps)),
          ...PRECISIONS.map(([precision]) => el("td", {}, power(sweep[precision][at] ?? 0))),
        ),
      ),
    );
  }
}

/**
 * @param {import("../engine.js").Sweep} sweep
 * @param {boolean} planted
 */
function told(sweep, planted) {
  const best = PRECISIONS.map(([precision], of) => {
    const at = sweep.best[of] ?? 0;
    return {
      precision: t(`check.sweep.${precision}`),
      at,
      eps: power(sweep.eps[at] ?? 0),
      error: sweep[precision][at] ?? 0,
    };
  });
  const [double, single] = best;
  if (!double || !single) return "";
  const of = (/** @type {typeof double} */ { precision, eps, error }) => ({ precision, eps, error: power(error) });
  // A right gradient's error falls far below this in double precision.
  if (planted && double.error > 1e-6) return t("check.sweep.wrong", of(double));
  const parts = [
    t(double.at === 0 ? "check.sweep.large" : "check.sweep.best", of(double)),
    t("check.sweep.best.short", of(single)),
  ];
  const [truncation, rounding] = [sweep.truncation[0], sweep.rounding[0]];
  // There is truncation, and it is not that of a smooth function.
  if (double.at > 0 && (truncation == null || Math.abs(truncation - 2) > 0.3)) {
    return sentences([
      ...[double, single].map((each) => t("check.sweep.best.short", of(each))),
      t("check.sweep.kinked"),
    ]);
  }
  if (truncation != null && rounding != null) {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    parts.push(t("check.sweep.slopes", { truncation: number(truncation, digits), rounding: number(rounding, digits) }));
  }
  return sentences(parts);
}
