// Yes or no.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { helpBubble } from "./frame.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @returns {import("./frame.js").Control}
 */
export function flagControl({ key }, store) {
  const id = `control-${key}`;
  const box = el("input", { type: "checkbox", id, "aria-describedby": `${id}-help` });
  const words = el("span");
  const help = helpBubble(`${id}-help`);
  const element = el(
    "div",
    { class: "flag control", "data-setting": key },
    el("label", {}, box, words),
    help.ask,
    help.bubble,
  );
  box.addEventListener("change", () => store.configure({ [key]: box.checked }, key));
  return {
    element,
    update: () => {
      box.checked = Boolean(store.state.config[key]);
    },
    texts() {
      setText(words, t(`setting.${key}.label`));
      help.say(words.textContent ?? "", t(`setting.${key}.help`));
    },
  };
}
