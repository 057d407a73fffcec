// Formulas as MathML, from a small part of TeX: letters, numbers, signs, _ ^ {}, \frac{}{}, \sqrt{}, \text{}, \cases{value}{condition}…, Greek letters and
// names of functions. Each has a name in words.

import { spoken } from "./spoken.js";

const SPACE = "http://www.w3.org/1998/Math/MathML";

/** What a command is, where it is one sign. */
const SIGNS = /** @type {Record<string, string>} */ ({
  partial: "∂",
  cdot: "·",
  times: "×",
  approx: "≈",
  le: "≤",
  ge: "≥",
  ne: "≠",
  to: "→",
  leftarrow: "←",
  sum: "∑",
  pm: "±",
  ",": "\u2009",
  quad: "\u2003",
  infty: "∞",
  ldots: "…",
  "'": "′",
});

const GREEK = /** @type {Record<string, string>} */ ({
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  eta: "η",
  theta: "θ",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  Delta: "Δ",
  Phi: "Φ",
});

const FUNCTIONS = ["exp", "ln", "log", "max", "min", "tanh", "sin", "cos", "erf"];

/**
 * @param {string} tag
 * @param {...(Node | string)} children
 */
function node(tag, ...children) {
  const element = document.createElementNS(SPACE, tag);
  element.append(...children);
  return element;
}

/** @param {string} text */
export function math(text) {
  /** @type {string[]} */
  const signs = text.match(/\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S|\s+/gu) ?? [];
  let at = 0;
  const skip = () => {
    while (signs[at]?.trim() === "") at += 1;
  };

  /** All up to a closing brace, or the end. @returns {Element} */
  function row() {
    const parts = [];
    for (skip(); at < signs.length && signs[at] !== "}"; skip()) parts.push(scripted());
    return parts.length === 1 && parts[0] ? parts[0] : node("mrow", ...parts);
  }

  /** Something with what stands below and above it. @returns {Element} */
  function scripted() {
    const base = atom();
    /** @type {Record<string, Element>} */
    const scripts = {};
    for (skip(); signs[at] === "_" || signs[at] === "^"; skip()) {
      const sign = signs[at] ?? "";
      at += 1;
      skip();
      scripts[sign] = atom();
    }
    const { _: below, "^": above } = scripts;
    const many = base.textContent === "∑";
    if (below && above) return node(many ? "munderover" : "msubsup", base, below, above);
    if (below) return node(many ? "munder" : "msub", base, below);
    return above ? node("msup", base, above) : base;
  }

  function group() {
    skip();
    if (signs[at] !== "{") return atom();
    at += 1;
    const inner = row();
    at += 1;
    return inner;
  }

  /** The text of a group as it is. */
  function plain() {
    const from = signs.indexOf("{", at) + 1;
    const end = signs.indexOf("}", from);
    if (from === 0 || end < 0) return "";
    at = end + 1;
    return signs.slice(from, end).join("");
  }

  /** Pairs of what something is, and when: a line each. */
  function cases() {
    const lines = [];
    for (skip(); signs[at] === "{"; skip()) {
      lines.push(node("mtr", node("mtd", group(), node("mo", ",")), node("mtd", group())));
    }
    return node("mrow", node("mo", "{"), node("mtable", ...lines));
  }

  /** @returns {Element} */
  function atom() {
    const sign = signs[at] ?? "";
    if (sign === "{") return group();
    at += 1;
    if (sign.startsWith("\\")) {
      const name = sign.slice(1);
      if (name === "frac") return node("mfrac", group(), group());
      if (name === "sqrt") return node("msqrt", group());
      if (name === "hat") return node("mover", group(), node("mo", "^"));
      if (name === "cases") return cases();
      if (name === "text") return node("mtext", plain());
      if (FUNCTIONS.includes(name)) return node("mi", name);
      const letter = GREEK[name];
      return letter ? node("mi", letter) : node("mo", SIGNS[name] ?? name);
    }
    if (/^\d/.test(sign)) return node("mn", sign);
    if (/^\p{L}/u.test(sign)) return node("mi", sign);
    return node("mo", sign === "-" ? "−" : sign);
  }

  const formula = node("math", row());
  formula.setAttribute("aria-label", spoken(formula));
  return formula;
}
