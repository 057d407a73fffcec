// Yes or no.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @returns {import("./frame.js").Control}
 */
export function flagControl({ key }, store) {
  const box = el("input", { type: "checkbox", id: `control-${key}` });
  const words = el("span");
  const element = el("label", { class: "flag", "data-setting": key }, box, words);
  box.addEventListener("change", () => store.configure({ [key]: box.checked }, key));
  return {
    element,
    update: () => {
      box.checked = Boolean(store.state.config[key]);
    },
    texts() {
      setText(words, t(`setting.${key}.label`));
      element.title = t(`setting.${key}.help`);
      box.setAttribute("aria-description", element.title);
    },
  };
}
