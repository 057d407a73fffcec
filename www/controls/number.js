// A number: a slider for moving through its range, a field for typing it exactly.

import { el } from "../dom.js";
import { minus, t } from "../i18n/index.js";
import { typed } from "./field.js";
import { frame } from "./frame.js";

/** Places of a logarithmic slider for each power of ten: the powers themselves are among them. */
const PER_DECADE = 20;

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./frame.js").Control}
 */
export function numberControl(entry, store, catalog) {
  const { key, shape } = entry;
  if (shape.type !== "number") throw new Error(`${key} is no number`);
  const { min, max, step, whole } = shape;
  const log = shape.scale === "log";
  // Ratios have no 0: where a range begins with it, it is the place before the first.
  const [first, before] = min > 0 ? [min, 0] : [step, 1];
  const places = Math.ceil(Math.log10(max / first) * PER_DECADE) + before;
  // What is no number goes to the engine as it is: it says what it expects.
  const { field, show } = typed(key, store, { inputmode: "decimal" }, (text) => parse(text) ?? text);
  const slider = el("input", log ? { type: "range", min: 0, max: places, step: 1 } : { type: "range", min, max, step });
  const around = frame(entry, field, slider);

  const toValue = (/** @type {number} */ place) => {
    if (!log) return place;
    if (place < before) return min;
    // Two digits are as fine as the slider is; its ends are exact.
    const value = place >= places ? max : Number((first * 10 ** ((place - before) / PER_DECADE)).toPrecision(2));
    return Math.max(min, whole ? Math.round(value) : value);
  };
  const toPlace = (/** @type {number} */ value) => {
    if (!log) return value;
    return value < first ? 0 : Math.log10(value / first) * PER_DECADE + before;
  };

  let sliding = false;
  slider.addEventListener("input", () => {
    sliding = true;
    store.configure({ [key]: toValue(slider.valueAsNumber) }, key);
  });

  return {
    element: around.element,
    update() {
      const value = /** @type {number} */ (store.state.config[key]);
      // A refused text stays, so that it can be mended.
      if (!around.update(store, catalog)) show(String(value));
      // The slider that moves it stays where the hand is; several places may mean one value.
      if (!sliding) slider.value = String(toPlace(value));
      sliding = false;
      slider.setAttribute("aria-valuetext", minus(String(value)));
    },
    texts() {
      around.texts();
      slider.setAttribute("aria-label", t(`setting.${key}.label`));
    },
  };
}

/**
 * A decimal number as people type it, with a point or a comma, a hyphen or a minus; undefined where it is none, or where
 * the comma may part thousands.
 * @param {string} text
 */
export function parse(text) {
  const plain = text.trim().replaceAll("−", "-");
  if (/^[+-]?\d+,\d+$/.test(plain) && !/[1-9]\d*,\d{3}$/.test(plain)) return Number(plain.replace(",", "."));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}
