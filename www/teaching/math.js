// Formulas as MathML, from a small part of TeX: letters, numbers, signs, _ ^ {}, \frac{}{}, \sqrt{}, \text{}, \cases{value}{condition}…, Greek letters and
// names of functions. Each has a name in words.

import { readFormula } from "./formula.js";
import { spoken } from "./spoken.js";

const SPACE = "http://www.w3.org/1998/Math/MathML";

/** @type {import("./formula.js").Make<Element>} */
function node(tag, ...children) {
  const element = document.createElementNS(SPACE, tag);
  element.append(...children);
  return element;
}

/** @param {string} text */
export function math(text) {
  const formula = node("math", readFormula(text, node).formula);
  formula.setAttribute("aria-label", spoken(formula));
  return formula;
}
