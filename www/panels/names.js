// What coordinates, inputs and classes are called on the page.

import { t } from "../i18n/index.js";

/** The name of a coordinate as it is written: those of the plane have their number below the line. @param {string} name */
export function label(name) {
  const below = (/** @type {string} */ digits) => [...digits].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
  return name.replace(/^x(\d+)$/, (_, digits) => `x${below(digits)}`);
}

/** The network's inputs. @param {import("../store.js").State} state */
export function inputNames({ about, config }) {
  const made = about.features.map((id) => t(`choice.features.${id}`));
  return [...(made.length > 0 ? made : about.columns.map(label)), ...(config.formula ? ["f(x)"] : [])];
}

/** A class: its own name, or its number. @param {import("../store.js").State} state @param {number} place */
export function className({ about }, place) {
  return about.classes[place] ?? String(place);
}
