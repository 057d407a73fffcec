// A number: a slider for moving through its range, a field for typing it exactly.

import { el } from "../dom.js";
import { t } from "../i18n/index.js";
import { frame } from "./frame.js";

/** Places of a logarithmic slider. */
const PLACES = 120;

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @returns {import("./frame.js").Control}
 */
export function numberControl({ key, shape }, store) {
  if (shape.type !== "number") throw new Error(`${key} is no number`);
  const { min, max, step, whole } = shape;
  const log = shape.scale === "log";
  const field = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "field" });
  const slider = el("input", log ? { type: "range", min: 0, max: PLACES, step: 1 } : { type: "range", min, max, step });
  const around = frame(key, field, slider);

  const toValue = (/** @type {number} */ place) => {
    if (!log) return place;
    // Two digits are as fine as the slider is; its ends are exact.
    const value = place >= PLACES ? max : Number((min * (max / min) ** (place / PLACES)).toPrecision(2));
    return Math.max(min, whole ? Math.round(value) : value);
  };
  const toPlace = (/** @type {number} */ value) =>
    log ? (Math.log(value / min) / Math.log(max / min)) * PLACES : value;

  slider.addEventListener("input", () => store.configure({ [key]: toValue(slider.valueAsNumber) }, key));
  field.addEventListener("change", () => {
    const text = field.value.trim().replace(",", ".");
    // What is no number goes to the engine as it is: it says what it expects.
    const value = text === "" || Number.isNaN(Number(text)) ? field.value : Number(text);
    store.configure(/** @type {Partial<import("../store.js").Config>} */ ({ [key]: value }), key);
  });

  return {
    element: around.element,
    update() {
      const value = /** @type {number} */ (store.state.config[key]);
      // A refused text stays, so that it can be mended.
      if (!around.refused(store)) field.value = String(value);
      if (document.activeElement !== slider) slider.value = String(toPlace(value));
      slider.setAttribute("aria-valuetext", String(value));
    },
    texts() {
      around.texts();
      slider.setAttribute("aria-label", t(`setting.${key}.label`));
    },
  };
}
