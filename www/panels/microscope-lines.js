// The microscope's equations: symbols as a formula, numbers as buttons. The same number lights up wherever it stands.

import { el } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { math } from "../teaching/math.js";

/** @typedef {import("../engine.js").Microscope["lines"][number]} Line */
/** @typedef {Line["pieces"][number]} Piece */

/**
 * A number of the step: six digits.
 * @param {number} value
 * @param {number} digits
 */
export function exact(value, digits = 6) {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e7)) {
    return number(value, { notation: "scientific", maximumSignificantDigits: digits });
  }
  return number(value, { maximumSignificantDigits: digits, useGrouping: false });
}

/**
 * A formula in parts that can stand in several rows: cut before each sum and product that no fraction or root holds.
 * @param {string} tex
 */
function flowing(tex) {
  let depth = 0;
  let from = 0;
  const parts = [];
  for (let at = 0; at < tex.length; at += 1) {
    depth += { "{": 1, "}": -1 }[tex[at] ?? ""] ?? 0;
    const cut = depth === 0 && [" + ", " \\cdot ", ", \\quad ", " = "].find((sign) => tex.startsWith(sign, at));
    if (!cut || at === from) continue;
    // A comma ends its row.
    const end = cut.startsWith(",") ? at + 1 : at;
    parts.push(tex.slice(from, end));
    from = end;
  }
  parts.push(tex.slice(from));
  return parts;
}

/**
 * A formula that can stand in several rows; read aloud as a whole.
 * @param {string} tex
 * @param {string} [more] what is written behind it
 */
export function symbols(tex, more = "") {
  const parts = flowing(tex).map((part) => {
    const formula = math(part);
    formula.setAttribute("aria-hidden", "true");
    // At its beginning a sign would stand as close as one of a number below 0.
    if (part.startsWith(" ")) formula.querySelector("mo")?.setAttribute("form", "infix");
    return formula;
  });
  const whole = el("span", { role: "math", "aria-label": aloud(tex) }, ...parts);
  return el("div", { class: "symbols" }, whole, more);
}

/** A formula in words. @param {string} tex */
const aloud = (tex) => math(tex).getAttribute("aria-label") ?? "";

/** @param {{ id: string, name: string, value: number | null }} of @param {string} [more] what is written behind it */
function factor({ id, name, value }, more = "") {
  const text = `${exact(value ?? 0)}${more}`;
  const label = name ? `${aloud(name)} = ${text}` : text;
  const told = { "aria-label": label, "aria-describedby": "micro-tip" };
  return el("button", { type: "button", class: "factor", "data-of": id, tabindex: -1, ...told }, text);
}

/**
 * Signs that stay in the row of the number that they belong to, by means of a joiner without width.
 * @param {string} text
 * @param {boolean} behind whether a number stands before it
 * @param {boolean} before whether one follows
 */
function kept(text, behind, before) {
  const joined = behind && /^[)²³^,·|]/.test(text) ? `\u2060${text}` : text;
  return before && /[(√−|]$/.test(text) ? `${joined}\u2060` : joined;
}

/** @param {Piece[]} pieces */
function numbers(pieces) {
  return pieces.map((piece, at) => {
    if (piece.value == null) return kept(piece.text, at > 0, at + 1 < pieces.length);
    const [before, behind] = [pieces[at - 1]?.text ?? "", pieces[at + 1]?.text ?? ""];
    const below = piece.value < 0 && (/[·+−]\s*$/.test(before) || /^[²³^]/.test(behind));
    if (piece.more > 0)
      return el(
        "span",
        { class: "rest" },
        `${below ? `(${exact(piece.value)})` : exact(piece.value)} (${t("microscope.more", { count: piece.more })})`,
      );
    const shown = factor({ ...piece, value: piece.value });
    // Behind a sign and under a power, a number below 0 stands in brackets.
    return below ? el("span", { class: "below" }, "(", shown, ")") : shown;
  });
}

/** What a line is equal to, with numbers. @param {Line} line */
export function worked(line) {
  const all = numbers(line.pieces);
  const result = factor(line);
  result.classList.add("result");
  const holds = line.case.length > 0 ? [" ", el("span", { class: "case" }, "(", ...numbers(line.case), ")")] : [];
  return el("div", { class: "worked" }, ...(all.length > 0 ? ["= ", ...all, " "] : []), "= ", result, ...holds);
}

/** @param {Line} line */
export function lineElement(line) {
  const formula = symbols(`${line.name} = ${line.formula}`);
  const what = el("div", { class: "what" }, t(`microscope.kind.${line.kind}`));
  return el(
    "li",
    { class: "micro-line", "data-kind": line.kind, "data-stage": line.stage },
    what,
    formula,
    worked(line),
  );
}
