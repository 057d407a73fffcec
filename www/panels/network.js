// The network: its picture between the heads of its layers and what is selected in it; buttons to add and remove layers.

import { helpBubble } from "../controls/help.js";
import { byId, el, icon, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { diagram } from "./diagram.js";
import { LOCKS, layerHeads } from "./heads.js";
import { inspector } from "./inspector.js";
import { any } from "./panel.js";

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function networkPanel(store, catalog) {
  const shape = catalog.settings.find((entry) => entry.key === "hidden")?.shape;
  if (shape?.type !== "list") throw new Error("the catalog has no hidden layers");
  const entry = catalog.settings.find((setting) => setting.key === "activation");
  if (entry?.shape.type !== "choices") throw new Error("the catalog has no activations");
  const { most } = shape;

  const hidden = () => store.state.config.hidden;
  const add = el("button", { type: "button", id: "layer-add" });
  const remove = el("button", { type: "button", id: "layer-remove" });
  add.addEventListener("click", () => {
    if (hidden().length < most) store.configure({ hidden: [...hidden(), hidden().at(-1) ?? 4] });
  });
  remove.addEventListener("click", () => {
    if (hidden().length > 0) store.configure({ hidden: hidden().slice(0, -1) });
  });
  const layersHelp = helpBubble("control-hidden-help");
  const frozenHelp = helpBubble("control-frozen-help");
  frozenHelp.ask.prepend(icon(LOCKS.shut));
  const size = el("span", { class: "note" });
  const heads = layerHeads(store, shape, entry.shape.ids);
  const strip = inspector(store, catalog.defaults.output_activation); // as a rule, outputs have none
  const picture = diagram(store, strip.field);
  picture.canvas.setAttribute("aria-describedby", strip.field.helpId);
  byId("network").append(
    el(
      "div",
      { class: "layer-buttons control" },
      add,
      remove,
      layersHelp.ask,
      frozenHelp.ask,
      size,
      layersHelp.bubble,
      frozenHelp.bubble,
    ),
    heads.element,
    picture.element,
    strip.element,
  );

  return {
    draw(topics) {
      if (any(topics, "text", "config", "data")) {
        const layers = hidden();
        setText(add, t("network.layer.add"));
        setText(remove, t("network.layer.remove"));
        // Not `disabled`: that would take the keyboard's focus away.
        add.setAttribute("aria-disabled", String(layers.length >= most));
        remove.setAttribute("aria-disabled", String(layers.length === 0));
        layersHelp.say(t("setting.hidden.label"), t("setting.hidden.help"));
        frozenHelp.say(t("setting.frozen.label"), t("setting.frozen.help"));
        const widths = Array.from(
          { length: layers.length + 2 },
          (_, column) => store.call((playground) => playground.units(column)) ?? 0,
        );
        const params = store.call((playground) => playground.param_count()) ?? 0;
        setText(size, t("network.size", { params: number(params) }));
        const all = store.call((playground) => playground.draws_all_weights()) ?? true;
        const label = t(all ? "network.picture" : "network.picture.many", { shape: widths.join("-") });
        picture.canvas.setAttribute("aria-label", label);
        heads.draw();
      }
      picture.draw(topics);
      strip.draw(topics);
    },
  };
}
