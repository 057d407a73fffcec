// One of some ids, as a menu; or a list of them, of which the menu sets all to one.

import { el, release, setText } from "../dom.js";
import { maybe, t } from "../i18n/index.js";
import { frame } from "./frame.js";
import { lacking } from "./needs.js";

/**
 * A menu over ids whose words are messages.
 * @param {string[]} ids
 * @param {(id: string) => string} messageKey
 * @param {(id: string) => void} chosen
 */
export function menu(ids, messageKey, chosen) {
  const options = ids.map((id) => el("option", { value: id }));
  const select = el("select", {}, ...options);
  select.addEventListener("change", () => {
    chosen(select.value);
    release(select);
  });
  return {
    select,
    /** @param {(id: string) => string} [reason] why an id cannot be chosen; empty where it can */
    texts(reason = () => "") {
      for (const option of options) {
        const [name, why] = [t(messageKey(option.value)), reason(option.value)];
        option.disabled = why !== "";
        setText(option, why ? t("needs.option", { name, why }) : name);
      }
    },
  };
}

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./frame.js").Control}
 */
export function choiceControl(entry, store, catalog) {
  const { key, shape, only, words } = entry;
  if (shape.type !== "choice" && shape.type !== "choices") throw new Error(`${key} is no choice`);
  const several = shape.type === "choices";
  const list = menu(
    shape.ids,
    (id) => `choice.${words}.${id}`,
    (id) => store.configure({ [key]: several ? [id] : id }, key),
  );
  // Shown, never chosen: what the menu says of a list of different ids.
  const mixed = el("option", { value: "", hidden: true, disabled: true });
  if (several) list.select.append(mixed);
  const around = frame(entry, list.select);
  const needsOf = (/** @type {string} */ id) => only.find((one) => one.id === id)?.needs ?? [];
  const names = () => list.texts((id) => lacking(needsOf(id), store.state, catalog));
  return {
    element: around.element,
    update() {
      const value = store.state.config[key];
      const id = Array.isArray(value) ? (value.length === 1 ? String(value[0]) : "") : String(value);
      // A choice that does nothing says so; another one can be made.
      around.update(store, catalog, lacking(needsOf(id), store.state, catalog));
      names();
      list.select.value = id;
      const about = maybe(`about.${words}.${id}`);
      if (about) around.explain(t(`choice.${words}.${id}`), about, `${words}-${id}`);
    },
    texts() {
      around.texts();
      names();
      if (several) setText(mixed, t("choices.mixed"));
    },
  };
}
