// The network: its picture, and buttons to add and remove layers and neurons.

import { menu } from "../controls/choice.js";
import { helpBubble } from "../controls/frame.js";
import { byId, el, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { inputNames } from "./names.js";
import { fit, paced, reshaped, watchSize } from "./panel.js";

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function networkPanel(store, catalog) {
  const shape = catalog.settings.find((entry) => entry.key === "hidden")?.shape;
  if (shape?.type !== "list") throw new Error("the catalog has no hidden layers");
  const { min, max, most } = shape;

  const hidden = () => store.state.config.hidden;
  const outputs = () => store.call((playground) => playground.outputs()) ?? 1;
  const entry = catalog.settings.find((setting) => setting.key === "activation");
  if (entry?.shape.type !== "choices") throw new Error("the catalog has no activations");
  const activations = entry.shape.ids;
  const dense = () => hidden().length > 4;
  const set = (/** @type {number[]} */ layers) => store.configure({ hidden: layers });
  const add = el("button", { type: "button", id: "layer-add" });
  const remove = el("button", { type: "button", id: "layer-remove" });
  add.addEventListener("click", () => {
    if (hidden().length < most) set([...hidden(), hidden().at(-1) ?? 4]);
  });
  remove.addEventListener("click", () => {
    if (hidden().length > 0) set(hidden().slice(0, -1));
  });
  const layersHelp = helpBubble("control-hidden-help");
  const size = el("span", { class: "note" });
  const heads = el("div", { class: "heads" });
  const canvas = el("canvas", { class: "diagram", role: "img" });
  const help = el("p", { class: "note" });
  byId("network").append(
    el("div", { class: "layer-buttons control" }, add, remove, layersHelp.ask, size, layersHelp.bubble),
    heads,
    el("div", { class: "diagram-stage" }, canvas),
    help,
  );

  const maps = el("canvas", {});
  const draw = paced(store, "training", () => store.call((playground) => playground.draw_network(canvas, maps)));
  watchSize(canvas, store);

  /** The names of the inputs where there is room for them, else how many there are. */
  function inputs() {
    const names = inputNames(store.state);
    const all = names.join(", ");
    const short = names.length > 3 || dense();
    return el("span", { class: "units", title: all }, short ? String(names.length) : all);
  }

  function drawHeads() {
    const layers = hidden();
    const focused = document.activeElement?.id;
    heads.replaceChildren(
      el("div", { class: "head" }, el("span", {}, t("network.inputs")), inputs()),
      ...layers.map((units, place) => head(units, place)),
      el(
        "div",
        { class: "head" },
        el("span", {}, t("network.output")),
        el("span", { class: "units" }, String(outputs())),
      ),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  /**
   * @param {number} units
   * @param {number} place
   */
  function head(units, place) {
    const layer = place + 1;
    const change = (/** @type {number} */ by) => () => {
      const now = (hidden()[place] ?? 0) + by;
      if (now >= min && now <= max) set(hidden().map((n, i) => (i === place ? now : n)));
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
      el("span", {}, dense() ? String(layer) : t("network.layer", { layer })),
      el(
        "div",
        { class: "stepper" },
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
    list.select.title = list.select.selectedOptions[0]?.textContent ?? "";
    return list.select;
  }

  return {
    draw(topics) {
      if (reshaped(topics)) fit(canvas, scale());
      const words = topics.has("text");
      if (words || topics.has("config") || topics.has("data")) {
        const layers = hidden();
        setText(add, t("network.layer.add"));
        setText(remove, t("network.layer.remove"));
        // Not `disabled`: that would take the keyboard's focus away.
        add.setAttribute("aria-disabled", String(layers.length >= most));
        remove.setAttribute("aria-disabled", String(layers.length === 0));
        layersHelp.say(t("setting.hidden.label"), t("setting.hidden.help"));
        const widths = [inputNames(store.state).length, ...layers, outputs()];
        const params = store.call((playground) => playground.param_count()) ?? 0;
        setText(size, t("network.size", { params: number(params) }));
        canvas.setAttribute("aria-label", t("network.picture", { shape: widths.join("-") }));
        setText(help, t("network.legend"));
        heads.style.gridTemplateColumns = `repeat(${widths.length}, minmax(0, 1fr))`;
        heads.classList.toggle("dense", dense());
        drawHeads();
      }
      if (topics.has("training") || reshaped(topics) || topics.has("config")) draw(topics);
    },
  };
}
