// What the dialog about own data shows: how a table was understood, its first rows, the rows that are left out.

import { el } from "../dom.js";
import { number, t } from "../i18n/index.js";

/**
 * The number of a line.
 * @param {number} at
 */
export const line = (at) => number(at, { useGrouping: false });

/**
 * @param {import("../engine.js").SheetReport} report
 * @returns {HTMLElement[]}
 */
export function summary({ separator, decimal_comma, header, rows, broken, blank, comments, beside, columns, cut }) {
  const facts = [
    t("import.size", { rows: number(rows + broken), columns: number(columns.length) }),
    t(`import.separator.${separator}`),
    t(decimal_comma ? "import.decimal.comma" : "import.decimal.point"),
    t(header ? "import.header.yes" : "import.header.no"),
  ];
  const lines = [el("p", { id: "import-summary", role: "status" }, facts.join(t("import.and")))];
  if (cut) lines.push(el("p", { class: "note" }, t("import.cut", { rows: number(rows + broken) })));
  const passed = Object.entries({ blank, comments }).filter(([, count]) => count > 0);
  const told = passed.map(([what, count]) => t(`import.passed.${what}`, { count: number(count) }));
  for (const { first, last, what } of beside) {
    const where = t(first === last ? "import.beside.line" : "import.beside.lines", {
      first: line(first),
      last: line(last),
    });
    told.push(t(`import.beside.${what}`, { lines: where }));
  }
  if (told.length > 0) {
    lines.push(
      el("p", { class: "note", id: "import-passed" }, t("import.passed", { lines: told.join(t("import.list")) })),
    );
  }
  return lines;
}

/**
 * Numbers that can be read in two ways, for a person to choose one.
 * @param {import("../engine.js").SheetReport} report
 * @param {(decimalComma: boolean) => void} choose
 */
export function doubtChoice({ doubt, columns, decimal_comma }, choose) {
  if (!doubt) return [];
  const way = (/** @type {string} */ id, /** @type {number[]} */ values) => {
    const comma = id === "comma";
    const radio = el("input", { type: "radio", name: "import-doubt", value: id, onchange: () => choose(comma) });
    radio.checked = decimal_comma === comma;
    const read = doubt.cells.map((cell, at) => t("import.doubt.reads", { cell, value: String(values[at]) }));
    return el("label", { class: "chip" }, radio, t(`import.doubt.${id}`, { read: read.join(t("import.list")) }));
  };
  const title = t("import.doubt", { name: columns[doubt.column]?.name });
  return [
    el(
      "div",
      { class: "ready doubt", role: "radiogroup", "aria-label": title },
      el("span", {}, title),
      way("point", doubt.with_point),
      way("comma", doubt.with_comma),
    ),
  ];
}

/**
 * The first rows as they are written.
 * @param {import("../engine.js").SheetReport} report
 */
export function glance({ columns, glance: rows }) {
  const head = columns.map(({ name }) => el("th", { scope: "col" }, name));
  const body = rows.map((row) =>
    el("tr", {}, ...row.map((cell, at) => el("td", { class: columns[at]?.numeric ? "number" : "" }, cell))),
  );
  return el(
    "div",
    // It scrolls, so that the keys must reach it.
    { class: "glance", role: "region", tabindex: 0, "aria-label": t("import.glance") },
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)),
  );
}

/**
 * How many rows are left out, and why.
 * @param {import("../engine.js").Flaws} flaws
 * @param {number} rows that were read
 */
export function leftOut({ count, reasons }, rows) {
  if (count === 0) return t("import.left.none");
  const told = reasons.map(({ why, count: some }) => t(`import.left.${why}`, { count: number(some) }));
  return t("import.left", { count: number(count), rows: number(rows), reasons: told.join(t("import.list")) });
}

/**
 * @param {import("../engine.js").Flaws} flaws
 * @param {number} columns how many cells a row should have
 * @returns {HTMLElement[]}
 */
export function flawList({ count, first }, columns) {
  if (count === 0) return [];
  const items = first.map(({ line: at, column, why, found }) => {
    const reason = t(`import.why.${why}`, { column, found, columns, line: line(at) });
    return el("li", {}, t("import.line", { line: line(at), why: reason }));
  });
  if (count > first.length) items.push(el("li", {}, t("import.flaws.more", { count: number(count - first.length) })));
  const title = t("import.flaws", { count: number(count) });
  return [
    el("p", { class: "flaws-title" }, title),
    el("ul", { class: "flaws", role: "list", tabindex: 0, "aria-label": title }, ...items),
  ];
}
