// Yes or no.

import { el, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { helpBubble } from "./help.js";
import { lacking } from "./needs.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./frame.js").Control}
 */
export function flagControl({ key, needs }, store, catalog) {
  const id = `control-${key}`;
  const box = el("input", { type: "checkbox", id, "aria-describedby": `${id}-help ${id}-only` });
  const words = el("span");
  const help = helpBubble(`${id}-help`);
  const only = el("p", { class: "note only", id: `${id}-only` });
  const element = el(
    "div",
    { class: "flag control", "data-setting": key },
    el("label", {}, box, words),
    help.ask,
    help.bubble,
    only,
  );
  box.addEventListener("change", () => {
    store.configure({ [key]: box.checked }, key);
    release(box);
  });
  return {
    element,
    update: () => {
      box.checked = Boolean(store.state.config[key]);
      const reason = lacking(needs, store.state, catalog);
      setText(only, reason);
      box.disabled = reason !== "";
    },
    texts() {
      setText(words, t(`setting.${key}.label`));
      help.say(words.textContent ?? "", t(`setting.${key}.help`));
    },
  };
}

/**
 * The same, of a setting by its key.
 * @param {string} key
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 */
export function flagNamed(key, store, catalog) {
  const entry = catalog.settings.find((setting) => setting.key === key);
  if (!entry) throw new Error(`the catalog has no ${key}`);
  return flagControl(entry, store, catalog);
}
