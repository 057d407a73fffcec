// What coordinates, inputs, units and classes are called on the page.

import { t } from "../i18n/index.js";
import { lower } from "../notation.js";

/** The name of a coordinate as it is written: those of the plane have their number below the line. @param {string} name */
export function label(name) {
  return name.replace(/^x(\d+)$/, (_, digits) => `x${lower(digits)}`);
}

/** The network's inputs. @param {import("../store.js").State} state */
export function inputNames({ about, config }) {
  const made = about.features.map((id) => t(`choice.features.${id}`));
  return [...(made.length > 0 ? made : about.columns.map(label)), ...(config.formula ? ["f(x)"] : [])];
}

/**
 * The network's inputs as they stand in formulas. Standardised columns are written as z-scores; features are made of those: z(x₁)², sin z(x₁).
 * @param {import("../store.js").State} state
 */
export function inputsInFormulas(state) {
  const names = inputNames(state);
  if (!state.config.standardise) return names;
  const made = state.about.features.length;
  return names.map((name, at) => (at < made ? name.replace(/x[₁₂]/g, "z($&)") : `z(${name})`));
}

/** A class: its own name, or its number. @param {import("../store.js").State} state @param {number} place */
export function className({ about }, place) {
  return about.classes[place] ?? String(place);
}

/** A column of the network. @param {import("../store.js").State} state @param {number} column */
export function columnName({ config: { hidden } }, column) {
  if (column === 0) return t("network.inputs");
  return column > hidden.length ? t("network.output") : t("network.layer", { layer: column });
}

/** A unit among those of its column. @param {import("../store.js").State} state @param {number} column @param {number} unit */
export function unitName(state, column, unit) {
  if (column === 0) return inputNames(state)[unit] ?? "";
  const classes = column > state.config.hidden.length && state.metrics.classes > 2;
  return classes ? t("legend.class", { name: className(state, unit) }) : t("unit.name", { unit: unit + 1 });
}

/** A unit in full. @param {import("../store.js").State} state @param {import("../engine.js").Spot} spot */
export function fullName(state, { column, unit }) {
  return t("unit.full", { column: columnName(state, column), unit: unitName(state, column, unit) });
}

/**
 * A parameter of a unit.
 * @param {import("../store.js").State} state
 * @param {number} column the unit's
 * @param {Pick<import("../engine.js").UnitParam, "kind" | "from">} part
 */
export function partName(state, column, { kind, from }) {
  if (kind === "weight") return t("inspector.weight", { from: unitName(state, column - 1, from ?? 0) });
  return t(`inspector.${kind}`);
}
