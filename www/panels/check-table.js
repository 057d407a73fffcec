// Both gradients of each parameter, and their error.

import { el } from "../dom.js";
import { figure, number, t } from "../i18n/index.js";
import { fullName, partName } from "./names.js";

/** How each row is marked, by a shape beside the colour. */
const SIGNS = /** @type {Record<string, string>} */ ({ right: "✓", wrong: "✗", kink: "∧" });

/**
 * A number of two digits, as a power of ten where it is small or large.
 * @param {number} value
 */
export function power(value) {
  const plain = value === 0 || (value >= 0.01 && value < 100);
  return number(value, { notation: plain ? "standard" : "scientific", maximumSignificantDigits: 2 });
}

/**
 * A parameter in words.
 * @param {import("../store.js").State} state
 * @param {import("../engine.js").Examined} row
 */
export function paramName(state, { layer, kind, from, to }) {
  const unit = fullName(state, { column: layer, unit: to, param: null });
  return t("check.param", { unit, part: partName(state, layer, { kind, from }) });
}

/** @param {import("../store.js").Store} store */
export function table(store) {
  const caption = el("caption");
  const [head, body] = [el("thead"), el("tbody")];
  const list = el("table", { class: "check-table", id: "check-table" }, caption, head, body);
  // It may be higher than its room: the keys scroll it.
  const element = el(
    "div",
    { class: "check-rows", tabindex: 0, role: "region", "aria-labelledby": "check-caption" },
    list,
  );
  caption.id = "check-caption";
  return {
    element,
    /** @param {import("../engine.js").Findings | null} findings */
    draw(findings) {
      element.hidden = findings === null || findings.rows.length === 0;
      if (!findings) return;
      const { rows, of } = findings;
      caption.textContent =
        rows.length < of ? t("check.table.worst", { rows: number(rows.length), of: number(of) }) : t("check.table");
      const names = ["param", "analytic", "numeric", "error"];
      head.replaceChildren(el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, t(`check.table.${name}`)))));
      body.replaceChildren(...rows.map((row) => line(store.state, row, findings.tolerance)));
    },
  };
}

/**
 * @param {import("../store.js").State} state
 * @param {import("../engine.js").Examined} row
 * @param {number} tolerance
 */
function line(state, row, tolerance) {
  const is = !row.smooth ? "kink" : row.error <= tolerance ? "right" : "wrong";
  return el(
    "tr",
    { class: `check-${is}`, "data-param": row.param },
    el("th", { scope: "row" }, paramName(state, row)),
    el("td", {}, figure(row.analytic)),
    el("td", {}, figure(row.numeric)),
    el(
      "td",
      {},
      el("span", { class: "check-mark", "aria-hidden": "true" }, SIGNS[is] ?? ""),
      el("span", { class: "unseen" }, `${t(`check.row.${is}`)} `),
      power(row.error),
    ),
  );
}
