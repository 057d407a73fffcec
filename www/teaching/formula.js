// The part of TeX that formulas of lessons are written in, read into whatever elements are asked for.

import { NESTING } from "./limits.js";
import { named } from "./names.js";

/**
 * Makes an element of what is in it.
 * @template T
 * @typedef {(tag: string, ...children: (T | string)[]) => T} Make
 */

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
 * Counts the elements of a formula, and how deep its groups lie in each other: at most one more than the limit.
 * @param {string} text
 */
export function measured(text) {
  let parts = 0;
  /** @type {Make<number>} */
  const counted = () => (parts += 1);
  const { depth } = readFormula(text, counted);
  return { parts, depth };
}

/**
 * Reads a formula. What lies deeper than the limit is left out.
 * @template T
 * @param {string} text
 * @param {Make<T>} make
 */
export function readFormula(text, make) {
  /** @type {string[]} */
  const signs = text.match(/\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S|\s+/gu) ?? [];
  let at = 0;
  let depth = 0;
  let deepest = 0;
  const skip = () => {
    while (signs[at]?.trim() === "") at += 1;
  };

  /** All up to a closing brace, or the end. @returns {T} */
  function row() {
    const parts = [];
    for (skip(); at < signs.length && signs[at] !== "}"; skip()) parts.push(scripted());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : make("mrow", ...parts);
  }

  /** Something with what stands below and above it. @returns {T} */
  function scripted() {
    const many = signs[at] === "\\sum";
    const base = atom();
    /** @type {T | undefined} */
    let below;
    /** @type {T | undefined} */
    let above;
    for (skip(); signs[at] === "_" || signs[at] === "^"; skip()) {
      const sign = signs[at];
      at += 1;
      skip();
      if (sign === "_") below = atom();
      else above = atom();
    }
    if (below !== undefined && above !== undefined) return make(many ? "munderover" : "msubsup", base, below, above);
    if (below !== undefined) return make(many ? "munder" : "msub", base, below);
    return above === undefined ? base : make("msup", base, above);
  }

  /** @returns {T} */
  function group() {
    depth += 1;
    deepest = Math.max(deepest, depth);
    if (depth > NESTING) at = signs.length;
    skip();
    const braced = signs[at] === "{";
    if (braced) at += 1;
    const inner = braced ? row() : atom();
    if (braced) at += 1;
    depth -= 1;
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
      lines.push(make("mtr", make("mtd", group(), make("mo", ",")), make("mtd", group())));
    }
    return make("mrow", make("mo", "{"), make("mtable", ...lines));
  }

  /** @returns {T} */
  function atom() {
    const sign = signs[at] ?? "";
    if (sign === "{") return group();
    at += 1;
    if (sign.startsWith("\\")) {
      const name = sign.slice(1);
      if (name === "frac") return make("mfrac", group(), group());
      if (name === "sqrt") return make("msqrt", group());
      if (name === "hat") return make("mover", group(), make("mo", "^"));
      if (name === "cases") return cases();
      if (name === "text") return make("mtext", plain());
      if (FUNCTIONS.includes(name)) return make("mi", name);
      const letter = named(GREEK, name);
      return letter ? make("mi", letter) : make("mo", named(SIGNS, name) ?? name);
    }
    if (/^\d/.test(sign)) return make("mn", sign);
    if (/^\p{L}/u.test(sign)) return make("mi", sign);
    return make("mo", sign === "-" ? "−" : sign);
  }

  const rows = [row()];
  // A brace that nothing has opened is a sign.
  for (; at < signs.length; rows.push(row())) {
    rows.push(make("mo", "}"));
    at += 1;
  }
  return { formula: rows.length === 1 && rows[0] !== undefined ? rows[0] : make("mrow", ...rows), depth: deepest };
}
