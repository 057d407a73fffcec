// A number: a slider for moving through its range, a field for typing it exactly.

import { el } from "../dom.js";
import { t } from "../i18n/index.js";
import { frame } from "./frame.js";

/** Places of a logarithmic slider for each power of ten: the powers themselves are among them. */
const PER_DECADE = 20;

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @returns {import("./frame.js").Control}
 */
export function numberControl({ key, shape }, store) {
  if (shape.type !== "number") throw new Error(`${key} is no number`);
  const { min, max, step, whole } = shape;
  const log = shape.scale === "log";
  const places = Math.ceil(Math.log10(max / min) * PER_DECADE);
  const field = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "field" });
  const slider = el("input", log ? { type: "range", min: 0, max: places, step: 1 } : { type: "range", min, max, step });
  const around = frame(key, field, slider);

  const toValue = (/** @type {number} */ place) => {
    if (!log) return place;
    // Two digits are as fine as the slider is; its ends are exact.
    const value = place >= places ? max : Number((min * 10 ** (place / PER_DECADE)).toPrecision(2));
    return Math.max(min, whole ? Math.round(value) : value);
  };
  const toPlace = (/** @type {number} */ value) => (log ? Math.log10(value / min) * PER_DECADE : value);

  let sliding = false;
  slider.addEventListener("input", () => {
    sliding = true;
    store.configure({ [key]: toValue(slider.valueAsNumber) }, key);
  });
  field.addEventListener("change", () => {
    // What is no number goes to the engine as it is: it says what it expects.
    const value = parse(field.value) ?? field.value;
    store.configure(/** @type {Partial<import("../store.js").Config>} */ ({ [key]: value }), key);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = String(store.state.config[key]);
    if (store.state.refused?.key === key) store.forgive();
  });

  return {
    element: around.element,
    update() {
      const value = /** @type {number} */ (store.state.config[key]);
      // A refused text stays, so that it can be mended.
      if (!around.refused(store)) field.value = String(value);
      // The slider that moves it stays where the hand is; several places may mean one value.
      if (!sliding) slider.value = String(toPlace(value));
      sliding = false;
      slider.setAttribute("aria-valuetext", String(value));
    },
    texts() {
      around.texts();
      slider.setAttribute("aria-label", t(`setting.${key}.label`));
    },
  };
}

/**
 * A decimal number as people type it, with a point or a comma; undefined where it is none, or where
 * the comma may part thousands.
 * @param {string} text
 */
function parse(text) {
  const plain = text.trim();
  if (/^[+-]?\d+,\d+$/.test(plain) && !/[1-9]\d*,\d{3}$/.test(plain)) return Number(plain.replace(",", "."));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}
