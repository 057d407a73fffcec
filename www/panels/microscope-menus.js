// Which parameter and which sample the microscope looks at.

import { el, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { fullName, partName } from "./names.js";

/** @typedef {import("../engine.js").Spot} Spot */

/**
 * @param {import("../store.js").Store} store
 * @param {{ param(param: number): void, sample(sample: number | null): void }} choose
 */
export function microscopeMenus(store, choose) {
  const unit = el("select", { id: "micro-unit" });
  const part = el("select", { id: "micro-part" });
  const sample = el("input", {
    type: "number",
    id: "micro-sample",
    class: "field",
    min: 1,
    step: 1,
    inputmode: "numeric",
    "aria-describedby": "micro-samples",
  });
  const samples = el("span", { class: "note", id: "micro-samples" });
  const labels = {
    unit: el("label", { for: unit.id }),
    part: el("label", { for: part.id }),
    sample: el("label", { for: sample.id }),
  };
  const element = el(
    "div",
    { class: "micro-menus control" },
    el("span", {}, labels.unit, unit),
    el("span", {}, labels.part, part),
    el("span", {}, labels.sample, sample),
    samples,
  );

  /** @type {Map<number, Spot>} every parameter and where it is */
  const places = new Map();
  let listed = "";

  /** The parameters of a unit. @param {number} column @param {number} of */
  const parts = (column, of) => store.call((playground) => playground.parts(column, of))?.parts ?? [];
  const spotOf = (/** @type {string} */ value) => value.split(".").map(Number);

  unit.addEventListener("change", () => {
    const [column = 1, of = 0] = spotOf(unit.value);
    const first = parts(column, of)[0];
    if (first) choose.param(first.param);
  });
  part.addEventListener("change", () => choose.param(Number(part.value)));
  sample.addEventListener("change", () => {
    const all = Number(sample.max);
    const wanted = sample.valueAsNumber;
    // Nothing typed: the batch decides again.
    if (!Number.isFinite(wanted)) return choose.sample(null);
    const known = Math.max(1, Math.min(all, Math.round(wanted)));
    sample.value = String(known);
    return choose.sample(known - 1);
  });

  function list() {
    const { config } = store.state;
    places.clear();
    const options = [];
    for (let column = 1; column <= config.hidden.length + 1; column += 1) {
      const units = store.call((playground) => playground.units(column)) ?? 0;
      for (let of = 0; of < units; of += 1) {
        const spot = { column, unit: of, param: null };
        options.push(el("option", { value: `${column}.${of}` }, fullName(store.state, spot)));
        for (const { param } of parts(column, of)) places.set(param, { column, unit: of, param });
      }
    }
    unit.replaceChildren(...options);
  }

  return {
    element,
    places,
    /** @param {Set<import("../store.js").Topic>} topics */
    texts(topics) {
      const { config } = store.state;
      const now = JSON.stringify([
        config.hidden,
        config.norm,
        config.bias,
        config.features,
        config.data,
        config.classes,
        document.documentElement.lang,
      ]);
      if (topics.has("text")) {
        setText(labels.unit, t("microscope.unit"));
        setText(labels.part, t("microscope.part"));
        setText(labels.sample, t("microscope.sample"));
      }
      if (now !== listed || topics.has("data") || topics.has("text")) list();
      listed = now;
    },
    /** @param {import("../engine.js").Microscope} seen @param {{ train: number, all: number }} counts */
    show(seen, { train, all }) {
      const { column, unit: of, param } = seen.place;
      unit.value = `${column}.${of}`;
      const named = parts(column, of).map((each) =>
        el("option", { value: each.param }, partName(store.state, column, each)),
      );
      part.replaceChildren(...named);
      part.value = String(param);
      sample.max = String(all);
      if (document.activeElement !== sample || sample.value === "") sample.value = String(seen.sample + 1);
      setText(samples, t("microscope.samples", { train: number(train), all: number(all) }));
    },
  };
}
