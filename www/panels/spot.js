// Menus that lead to every neuron, weight and bias of the network.

import { el } from "../dom.js";
import { t } from "../i18n/index.js";
import { columnName, inputNames, partName, unitName } from "./names.js";

/** @param {import("../store.js").Store} store */
export function spotMenus(store) {
  const menus = ["column", "unit", "part"].map((id) => el("select", { id: `spot-${id}` }));
  const [column, unit, part] = /** @type {[HTMLSelectElement, HTMLSelectElement, HTMLSelectElement]} */ (menus);
  const units = (/** @type {number} */ of) => store.call((playground) => playground.units(of)) ?? 0;
  const chosen = () => ({ column: Number(column.value), unit: Number(unit.value), param: null });
  const go = (/** @type {import("../engine.js").Spot | null} */ spot) => {
    store.selection.set(spot);
    // The other menus follow at once: what they still list belongs to another neuron.
    update();
  };
  column.addEventListener("change", () => go(column.value === "" ? null : { ...chosen(), unit: 0 }));
  unit.addEventListener("change", () => go(chosen()));
  part.addEventListener("change", () => {
    store.selection.set({ ...chosen(), param: part.value === "" ? null : Number(part.value) });
  });

  /** What the menus list, as text: they are filled again when it has changed. */
  let listed = "";
  /** @type {import("../engine.js").UnitParam[]} */
  let parts = [];

  /** @param {import("../engine.js").Spot | null} selected */
  function list(selected) {
    const { config } = store.state;
    const columns = Array.from({ length: config.hidden.length + 2 }, (_, of) => [
      String(of),
      columnName(store.state, of),
    ]);
    fill(column, [["", t("inspector.none")], ...columns]);
    const of = selected?.column ?? 0;
    fill(
      unit,
      Array.from({ length: selected ? units(of) : 0 }, (_, place) => [String(place), unitName(store.state, of, place)]),
    );
    parts = (selected && store.call((playground) => playground.parts(of, selected.unit))?.parts) || [];
    const named = parts.map((each) => [String(each.param), partName(store.state, of, each)]);
    fill(part, [["", t("inspector.whole")], ...named]);
  }

  function update() {
    const { selected, config } = store.state;
    const { hidden, norm, bias } = config;
    const names = [inputNames(store.state), units(hidden.length + 1), store.state.about.classes];
    const now = JSON.stringify([selected?.column, selected?.unit, hidden, norm, bias, names]);
    if (now !== listed) list(selected);
    listed = now;
    column.value = selected ? String(selected.column) : "";
    unit.value = String(selected?.unit ?? "");
    part.value = String(selected?.param ?? "");
    unit.disabled = unit.hidden = !selected;
    part.disabled = part.hidden = parts.length === 0;
  }

  return {
    menus,
    update,
    /** The parameters of the selected unit. */
    parts: () => parts,
    /** What is selected of the unit, in words. */
    part: () => part.selectedOptions[0]?.textContent ?? "",
    focus: () => column.focus(),
    texts() {
      listed = "";
      column.setAttribute("aria-label", t("inspector.column"));
      unit.setAttribute("aria-label", t("inspector.unit"));
      part.setAttribute("aria-label", t("inspector.part"));
    },
  };
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[][]} options values and names
 */
function fill(select, options) {
  select.replaceChildren(...options.map(([value = "", name = ""]) => el("option", { value }, name)));
}
