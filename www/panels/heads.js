// Above the network's picture: each layer's size, activation, and whether it learns.

import { menu } from "../controls/choice.js";
import { el, icon } from "../dom.js";
import { t } from "../i18n/index.js";
import { inputNames } from "./names.js";

/** A lock, open and shut. */
export const LOCKS = {
  open: "M4 7V5a4 4 0 0 1 7.7-1.5l-1.8.8A2 2 0 0 0 6 5v2h6.5v7h-9V7z",
  shut: "M4 7V5a4 4 0 0 1 8 0v2h.5v7h-9V7zm2 0h4V5a2 2 0 0 0-4 0z",
};

/**
 * @param {import("../store.js").Store} store
 * @param {{ min: number, max: number }} units how many a layer may have
 * @param {string[]} activations
 * @returns {{ element: HTMLElement, draw(): void }}
 */
export function layerHeads(store, { min, max }, activations) {
  const element = el("div", { class: "heads" });
  const hidden = () => store.state.config.hidden;
  const dense = () => hidden().length > 4;

  /** The names of the inputs where there is room for them, else how many there are. */
  function inputs() {
    const names = inputNames(store.state);
    const all = names.join(", ");
    const short = names.length > 3 || dense();
    return el("span", { class: "units", title: all }, short ? String(names.length) : all);
  }

  /**
   * @param {number} layer from 1; the last is the output's
   * @param {string} name
   */
  function title(layer, name) {
    const { frozen } = store.state.config;
    const pressed = frozen.includes(layer);
    const label = layer > hidden().length ? t("network.freeze.output") : t("network.freeze", { layer });
    const lock = el("button", {
      type: "button",
      class: "lock",
      id: `freeze-${layer}`,
      "aria-pressed": String(pressed),
      "data-help": "frozen",
      "aria-label": label,
      title: label,
      onclick: () =>
        store.configure({ frozen: pressed ? frozen.filter((other) => other !== layer) : [...frozen, layer] }),
    });
    lock.append(icon(pressed ? LOCKS.shut : LOCKS.open));
    return el("div", { class: "title" }, el("span", {}, name), lock);
  }

  /**
   * @param {number} units
   * @param {number} place
   */
  function head(units, place) {
    const layer = place + 1;
    const change = (/** @type {number} */ by) => () => {
      const now = (hidden()[place] ?? 0) + by;
      if (now >= min && now <= max) store.configure({ hidden: hidden().map((n, i) => (i === place ? now : n)) });
    };
    const button = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {number} */ by) =>
      el(
        "button",
        {
          type: "button",
          id: `unit-${id}-${layer}`,
          "aria-label": t(`network.unit.${id}`, { layer }),
          title: t(`network.unit.${id}`, { layer }),
          "aria-disabled": String(units + by < min || units + by > max),
          onclick: change(by),
        },
        sign,
      );
    return el(
      "div",
      { class: "head", role: "group", "aria-label": t("network.units", { units, layer }) },
      // Where it is narrow, the number says enough; the group has the whole name.
      title(layer, dense() ? String(layer) : t("network.layer", { layer })),
      el(
        "div",
        { class: "stepper", "data-help": "hidden" },
        button("remove", "−", -1),
        el("span", { class: "units" }, String(units)),
        button("add", "+", 1),
      ),
      activation(place, layer),
    );
  }

  /**
   * The layer's own activation.
   * @param {number} place
   * @param {number} layer
   */
  function activation(place, layer) {
    const each = () =>
      hidden().map((_, i) => store.state.config.activation[i] ?? store.state.config.activation[0] ?? "");
    const list = menu(
      activations,
      (id) => `choice.activation.${id}`,
      (id) => store.configure({ activation: each().map((now, i) => (i === place ? id : now)) }, "activation"),
    );
    list.texts();
    list.select.value = each()[place] ?? "";
    list.select.id = `layer-activation-${layer}`;
    list.select.setAttribute("aria-label", t("network.activation", { layer }));
    list.select.dataset.help = "activation";
    list.select.title = list.select.selectedOptions[0]?.textContent ?? "";
    return list.select;
  }

  return {
    element,
    draw() {
      const layers = hidden();
      const outputs = store.call((playground) => playground.outputs()) ?? 1;
      const focused = document.activeElement?.id;
      element.style.gridTemplateColumns = `repeat(${layers.length + 2}, minmax(0, 1fr))`;
      element.classList.toggle("dense", dense());
      element.replaceChildren(
        el(
          "div",
          { class: "head", role: "group", "aria-label": t("network.inputs") },
          el("div", { class: "title" }, t("network.inputs")),
          inputs(),
        ),
        ...layers.map(head),
        el(
          "div",
          { class: "head", role: "group", "aria-label": t("network.output") },
          title(layers.length + 1, t("network.output")),
          el("span", { class: "units" }, String(outputs)),
        ),
      );
      if (focused) document.getElementById(focused)?.focus();
    },
  };
}
