// What every setting's control has around it: a label, its one-line help, and the error it caused.

import { el, setText } from "../dom.js";
import { refusal, t } from "../i18n/index.js";

/**
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {() => void} update shows the state as it is
 * @property {() => void} texts sets all words in the present language
 */

/**
 * @param {string} key message keys begin with `setting.` and this, or are this
 * @param {HTMLElement} input what the label is for
 * @param {...HTMLElement} rest
 * @returns {{ element: HTMLElement, texts(): void, refused(store: import("../store.js").Store): boolean }}
 */
export function frame(key, input, ...rest) {
  const prefix = key === "problem" ? key : `setting.${key}`;
  const id = `control-${key}`;
  input.id = id;
  const label = el("label", { for: id });
  const help = helpBubble(`${id}-help`);
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert" });
  input.setAttribute("aria-describedby", `${id}-help ${error.id}`);
  const element = el(
    "div",
    { class: `control ${key}`, "data-setting": key },
    el("div", { class: "label" }, label, help.ask),
    el("div", { class: "inputs" }, input, ...rest),
    help.bubble,
    error,
  );
  return {
    element,
    texts() {
      setText(label, t(`${prefix}.label`));
      help.say(label.textContent ?? "", t(`${prefix}.help`));
    },
    refused(store) {
      const { refused } = store.state;
      const wrong = refused?.key === key;
      const kept =
        key in store.state.config
          ? t("error.kept", { value: String(store.state.config[/** @type {"lr"} */ (key)]) })
          : "";
      setText(error, wrong ? `${refusal(refused.error)} ${kept}` : "");
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      return wrong;
    },
  };
}

/**
 * A button that opens a line of help in a bubble over the page. Escape and leaving the button close it.
 * @param {string} id of the text, for `aria-describedby`
 */
export function helpBubble(id) {
  const bubble = el("p", { class: "help", id, hidden: true });
  const ask = el("button", { type: "button", class: "ask", "aria-expanded": "false", "aria-controls": id }, "?");
  const show = (/** @type {boolean} */ shown) => {
    bubble.hidden = !shown;
    ask.setAttribute("aria-expanded", String(shown));
  };
  ask.addEventListener("click", () => show(bubble.hidden === true));
  ask.addEventListener("blur", () => show(false));
  ask.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(false);
  });
  return {
    ask,
    bubble,
    /**
     * @param {string} label what the help is about
     * @param {string} text
     */
    say(label, text) {
      setText(bubble, text);
      ask.setAttribute("aria-label", t("control.help", { label }));
      ask.title = text;
    },
  };
}
