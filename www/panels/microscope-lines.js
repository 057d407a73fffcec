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
export function flowing(tex) {
  let depth = 0;
  let from = 0;
  const parts = [];
  for (let at = 0; at < tex.length; at += 1) {
    depth += { "{": 1, "}": -1 }[tex[at] ?? ""] ?? 0;
    const cut = depth === 0 && [" + ", " \\cdot ", ", \\quad ", " = "].find((sign) => tex.startsWith(sign, at));
    if (!cut || at === from) continue;
    parts.push(tex.slice(from, at));
    from = at;
  }
  parts.push(tex.slice(from));
  return parts.map((part) => math(part));
}

/**
 * A symbol as it is read aloud.
 * @param {string} tex
 */
export function spoken(tex) {
  /** @param {Element} node @returns {string} */
  const read = (node) => {
    const parts = [...node.children].map(read);
    if (node.localName === "mfrac") return parts.join(" / ");
    return parts.length > 0 ? parts.join("") : (node.textContent ?? "");
  };
  return read(math(tex));
}

/** @param {{ id: string, name: string, value: number | null }} of @param {string} [more] what is written behind it */
function factor({ id, name, value }, more = "") {
  const text = `${exact(value ?? 0)}${more}`;
  const label = name ? `${spoken(name)} = ${text}` : text;
  return el("button", { type: "button", class: "factor", "data-of": id, "aria-label": label, tabindex: -1 }, text);
}

/** @param {Piece[]} pieces */
function numbers(pieces) {
  return pieces.map((piece, at) => {
    if (piece.value == null) return piece.text;
    const below = piece.value < 0 && at > 0 && /[·+−]\s*$/.test(pieces[at - 1]?.text ?? "");
    if (piece.more > 0)
      return el(
        "span",
        { class: "rest" },
        `${below ? `(${exact(piece.value)})` : exact(piece.value)} (${t("microscope.more", { count: piece.more })})`,
      );
    const shown = factor({ ...piece, value: piece.value });
    // Behind a sign, a number below 0 stands in brackets.
    return below ? el("span", { class: "below" }, "(", shown, ")") : shown;
  });
}

/** What a line is equal to, with numbers. @param {Line} line */
export function worked(line) {
  const all = numbers(line.pieces);
  const result = factor(line);
  result.classList.add("result");
  return el("div", { class: "worked" }, ...(all.length > 0 ? ["= ", ...all] : []), " = ", result);
}

/** @param {Line} line */
export function lineElement(line) {
  const formula = el("div", { class: "symbols" }, ...flowing(`${line.name} = ${line.formula}`));
  const what = el("div", { class: "what" }, t(`microscope.kind.${line.kind}`));
  return el(
    "li",
    { class: "micro-line", "data-kind": line.kind, "data-stage": line.stage },
    what,
    formula,
    worked(line),
  );
}
