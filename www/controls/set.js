// At least one of some ids: a box to tick for each.

import { el, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { frame } from "./frame.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./frame.js").Control}
 */
export function setControl(entry, store, catalog) {
  const { key, shape, words } = entry;
  if (shape.type !== "set") throw new Error(`${key} is no set`);
  const boxes = shape.ids.map((id) => {
    const box = el("input", { type: "checkbox", id: `control-${key}-${id}`, value: id });
    box.addEventListener("change", () => {
      store.configure({ [key]: boxes.filter((each) => each.box.checked).map((each) => each.id) }, key);
      release(box);
    });
    return { id, box, name: el("span") };
  });
  const group = el("fieldset", {}, ...boxes.map(({ box, name }) => el("label", { class: "chip" }, box, name)));
  const around = frame(entry, group);
  return {
    element: around.element,
    update() {
      const chosen = /** @type {string[]} */ (store.state.config[key]);
      for (const { id, box } of boxes) box.checked = chosen.includes(id);
      around.update(store, catalog);
    },
    texts() {
      around.texts();
      for (const { id, name } of boxes) setText(name, t(`choice.${words}.${id}`));
    },
  };
}
