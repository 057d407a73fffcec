// Under the network's picture: what is selected in it, with its formula or its numbers; what the picture means, where nothing is.

import { helpBubble } from "../controls/help.js";
import { el, setText } from "../dom.js";
import { figure, t } from "../i18n/index.js";
import { lower, notation } from "../notation.js";
import { fullName, inputsInFormulas, unitName } from "./names.js";
import { parameter } from "./parameter.js";
import { spotMenus } from "./spot.js";
import { any } from "./panel.js";

/**
 * @param {import("../store.js").Store} store
 * @param {string} plain the activation that formulas leave out
 */
export function inspector(store, plain) {
  const where = spotMenus(store);
  const field = parameter(store);
  const off = el("button", { type: "button", id: "spot-off" });
  const offHelp = helpBubble("control-off-help");
  const close = el("button", { type: "button", id: "spot-close", class: "ask" }, "×");
  const legend = el("p", { class: "note" });
  // Long ones are cut; a press shows the whole.
  const formula = el("summary", { id: "spot-formula" });
  const formulaBox = el("details", { class: "formula" }, formula);
  const status = el("p", { class: "unseen", role: "status", id: "spot-status" });
  const element = el(
    "div",
    { class: "inspector", role: "group", id: "inspector" },
    el("div", { class: "spot control" }, ...where.menus, off, offHelp.ask, close, offHelp.bubble),
    legend,
    formulaBox,
    field.element,
    field.error,
    status,
  );

  close.addEventListener("click", () => {
    where.focus();
    store.selection.set(null);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && store.state.selected) close.click();
  });
  off.addEventListener("click", () => {
    const now = store.state.config.off;
    store.configure({ off: isOff() ? now.filter((other) => other !== number()) : [...now, number()] });
  });

  /** The selected unit as the setting has it. */
  const number = () => 100 * (store.state.selected?.column ?? 0) + (store.state.selected?.unit ?? 0) + 1;
  const isOff = () => store.state.config.off.includes(number());

  /** @param {import("../engine.js").Spot} spot */
  function formulaOf({ column, unit }) {
    const { config } = store.state;
    if (column === 0) return unitName(store.state, 0, unit);
    const last = column > config.hidden.length;
    const inputs = column === 1 ? inputsInFormulas(store.state) : where.parts().map((_, of) => `h${lower(of + 1)}`);
    const around = last ? config.output_activation : (config.activation[column - 1] ?? config.activation[0] ?? "");
    const terms = where.parts().map(({ param, kind, from }) => {
      const [value = 0] = store.call((playground) => playground.param(param)) ?? [];
      return { kind, from, value };
    });
    return notation(`${last ? "y" : "h"}${lower(unit + 1)}`, terms, inputs, around === plain ? "" : around, isOff());
  }

  function drawFormula() {
    const { selected, probe } = store.state;
    formulaBox.hidden = selected === null || selected.param != null;
    if (!selected || formulaBox.hidden) return;
    const at = probe?.layers[selected.column]?.[selected.unit];
    const text = formulaOf(selected) + (at === undefined ? "" : t("inspector.probe", { value: figure(at) }));
    setText(formula, text);
    formula.title = text;
  }

  function drawLegend() {
    const all = store.call((playground) => playground.draws_all_weights()) ?? true;
    const { config } = store.state;
    const words = [t(all ? "network.legend" : "network.legend.many")];
    if (config.frozen.length > 0) words.push(t("network.legend.frozen"));
    if (config.off.length > 0) words.push(t("network.legend.off"));
    setText(legend, words.join(" "));
  }

  function drawSpot() {
    const { selected, config } = store.state;
    where.update();
    const inside = selected !== null && selected.column > 0 && selected.column <= config.hidden.length;
    off.disabled = off.hidden = offHelp.ask.hidden = !inside;
    setText(off, t(inside && isOff() ? "inspector.on" : "inspector.off"));
    close.disabled = close.hidden = !selected;
    legend.hidden = selected !== null;
    // In passing, the pointer tells nothing that a voice should follow.
    const name = selected && store.selection.keeps(selected) ? fullName(store.state, selected) : "";
    setText(status, name && selected?.param != null ? `${name}, ${where.part()}` : name);
  }

  return {
    element,
    field,
    /** @param {Set<import("../store.js").Topic>} topics */
    draw(topics) {
      if (topics.has("text")) {
        element.setAttribute("aria-label", t("inspector.label"));
        where.texts();
        field.texts();
        close.setAttribute("aria-label", t("inspector.close"));
        close.title = t("inspector.close");
        offHelp.say(t("setting.off.label"), t("setting.off.help"));
      }
      const fresh = any(topics, "text", "config", "data");
      if (fresh) drawLegend();
      if (topics.has("selected")) field.changed();
      if (fresh || topics.has("selected")) drawSpot();
      drawFormula();
      field.update();
    },
  };
}
