// One of some ids, as a menu.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { frame } from "./frame.js";

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
    // After a choice by pointer the keys are the page's again; by keyboard the menu keeps them.
    if (!select.matches(":focus-visible")) select.blur();
  });
  return {
    select,
    texts() {
      for (const option of options) setText(option, t(messageKey(option.value)));
    },
    /** @param {(id: string) => boolean} shown */
    offer(shown) {
      for (const option of options) option.hidden = option.disabled = !shown(option.value);
    },
  };
}

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {(id: string) => boolean} [offered] which ids fit the present settings
 * @returns {import("./frame.js").Control}
 */
export function choiceControl({ key, shape }, store, offered) {
  if (shape.type !== "choice") throw new Error(`${key} is no choice`);
  const list = menu(
    shape.ids,
    (id) => `choice.${key}.${id}`,
    (id) => store.configure({ [key]: id }, key),
  );
  const around = frame(key, list.select);
  return {
    element: around.element,
    update() {
      around.refused(store);
      list.select.value = String(store.state.config[key]);
      if (offered) list.offer(offered);
    },
    texts() {
      around.texts();
      list.texts();
    },
  };
}
