// At least one of some ids: a box to tick for each.

import { el, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { frame } from "./frame.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @param {(id: string) => boolean} offered which ids can be of use
 * @returns {import("./frame.js").Control}
 */
export function setControl(entry, store, catalog, offered) {
  const { key, shape, words } = entry;
  if (shape.type !== "set") throw new Error(`${key} is no set`);
  const boxes = shape.ids.map((id) => {
    const box = el("input", { type: "checkbox", id: `control-${key}-${id}`, value: id });
    box.addEventListener("change", () => {
      store.configure({ [key]: boxes.filter((each) => each.box.checked).map((each) => each.id) }, key);
      release(box);
    });
    const name = el("span");
    return { id, box, name, element: el("label", { class: "chip" }, box, name) };
  });
  const note = el("span", { class: "note" });
  const group = el("fieldset", {}, ...boxes.map(({ element }) => element), note);
  const around = frame(entry, group);
  return {
    element: around.element,
    update() {
      const chosen = /** @type {string[]} */ (store.state.config[key]);
      for (const { id, box, element } of boxes) {
        box.checked = chosen.includes(id);
        element.hidden = !offered(id);
      }
      around.update(store, catalog);
      setText(note, boxes.some(({ id }) => offered(id)) ? "" : t(`set.none.${key}`));
    },
    texts() {
      around.texts();
      for (const { id, name } of boxes) setText(name, t(`choice.${words}.${id}`));
    },
  };
}
