// Formulas in words, for those who hear them: read off the MathML, in the page's language.

import { t } from "../i18n/index.js";
import { named } from "./names.js";

/** Greek letters by their names, which voices of every language know. */
const LETTERS = /** @type {Record<string, string>} */ ({
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  η: "eta",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  Δ: "delta",
  Φ: "phi",
});

const SIGNS = /** @type {Record<string, string>} */ ({
  "+": "plus",
  "·": "times",
  "×": "times",
  "/": "divided",
  "=": "equals",
  "≈": "approximately",
  "←": "becomes",
  "<": "less",
  ">": "greater",
  "≤": "at-most",
  "≥": "at-least",
  "≠": "unequal",
  "(": "open",
  ")": "close",
  "′": "prime",
  "…": "dots",
  "∂": "partial",
  "∞": "infinity",
});

/** Signs that stand on both sides of what they say something about. */
const AROUND = /** @type {Record<string, string>} */ ({ "|": "absolute", "‖": "norm" });

/** Signs behind which a minus belongs to what follows. */
const OPENING = ["(", "=", "←", "·", "+", ",", "<", ">", "≤", "≥", "|", "/"];

/** What is followed by the brackets of its argument. */
const FUNCTIONS = ["exp", "ln", "log", "max", "min", "tanh", "sin", "cos", "erf", "sgn", "σ", "Φ", "H"];

/** @param {Element} node of MathML */
export function spoken(node) {
  return read(node).replace(/\s+/g, " ").replaceAll(" ,", ",").replaceAll(" ，", "，").trim();
}

/** @param {Element | undefined} node @returns {string} */
function read(node) {
  if (!node) return "";
  const [first, second, third] = node.children;
  switch (node.localName) {
    case "mfrac":
      return fraction(first, second);
    case "msqrt":
      return t(short(first) ? "math.root" : "math.root.long", { of: row([...node.children]) });
    case "msub":
      return indexed(read(first), second);
    case "munder":
      return t("math.sum.over", { index: read(second) });
    case "msup":
      return raised(read(first), second);
    case "msubsup":
      return raised(indexed(read(first), second), third);
    case "mover":
      return t("math.hat", { of: read(first) });
    case "mtable":
      return [...node.children].map(one).join(t("math.case.then"));
    case "mo":
    case "mi":
    case "mn":
    case "mtext":
      return sign(node.textContent ?? "");
    default:
      return row([...node.children]);
  }
}

/** A sign or letter by itself. @param {string} text */
function sign(text) {
  const key = named(SIGNS, text);
  if (key) return t(`math.${key}`);
  if (text === "−") return t("math.minus");
  if (text === "∑") return t("math.sum");
  return named(LETTERS, text) ?? text.replace("{", "").replace("\u2003", "").replace("\u2009", "");
}

/** Signs next to each other. @param {Element[]} nodes */
function row(nodes) {
  const text = nodes.map((node) => (node.children.length > 0 ? "" : (node.textContent ?? "")));
  const parts = [];
  /** @type {string[]} those of the signs around something that are open */
  const open = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const here = text[at] ?? "";
    const around = named(AROUND, here);
    if (around) {
      const closes = open.at(-1) === here;
      if (closes) open.pop();
      else open.push(here);
      parts.push(closes ? t("math.around.end") : t(`math.${around}`));
    } else if (here === "−" && (at === 0 || OPENING.includes(text[at - 1] ?? ""))) parts.push(t("math.negative"));
    else if (FUNCTIONS.includes(here) && text[at + 1] === "(" && text[at + 3] === ")") {
      parts.push(t("math.of", { f: sign(here), x: read(nodes[at + 2]) }));
      at += 3;
    } else parts.push(read(nodes[at]));
  }
  return parts.join(" ");
}

/** @param {Element | undefined} node */
const short = (node) => (node?.textContent ?? "").length <= 3 || node?.localName.startsWith("msub");

/** @param {Element | undefined} top @param {Element | undefined} bottom */
function fraction(top, bottom) {
  const parted = [top, bottom].map((part) => (part?.localName === "mrow" ? [...part.children] : []));
  const [over, under] = parted;
  if (over?.[0]?.textContent === "∂" && under?.[0]?.textContent === "∂") {
    return t("math.derivative", { of: row(over.slice(1)), by: row(under.slice(1)) });
  }
  const key = short(top) && short(bottom) ? "math.fraction" : "math.fraction.long";
  return t(key, { top: read(top), bottom: read(bottom) });
}

/** @param {string} of @param {Element | undefined} index */
function indexed(of, index) {
  return t("math.index", { of, index: read(index) });
}

/** @param {string} of @param {Element | undefined} power */
function raised(of, power) {
  const text = power?.textContent ?? "";
  // A number in brackets above a symbol is that of its layer.
  const layer = /^\((.+)\)$/.exec(text)?.[1];
  if (layer) return t("math.layer", { of, layer });
  if (text === "2") return t("math.square", { of });
  if (text === "3") return t("math.cube", { of });
  return t("math.power", { of, power: read(power) });
}

/** A case: what it is, and when. @param {Element} line */
function one(line) {
  // Behind the value stands a comma.
  const [value, condition] = [...line.children].map((cell) => read(cell.children[0]));
  return t("math.case", { value, condition });
}
