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
  const help = el("p", { class: "help", id: `${id}-help`, hidden: true });
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert" });
  const ask = el("button", { type: "button", class: "ask", "aria-expanded": "false", "aria-controls": help.id }, "?");
  ask.addEventListener("click", () => {
    help.hidden = !help.hidden;
    ask.setAttribute("aria-expanded", String(!help.hidden));
  });
  input.setAttribute("aria-describedby", `${help.id} ${error.id}`);
  const element = el(
    "div",
    { class: `control ${key}`, "data-setting": key },
    el("div", { class: "label" }, label, ask),
    el("div", { class: "inputs" }, input, ...rest),
    help,
    error,
  );
  return {
    element,
    texts() {
      setText(label, t(`${prefix}.label`));
      setText(help, t(`${prefix}.help`));
      ask.setAttribute("aria-label", t("control.help", { label: label.textContent ?? "" }));
      ask.title = help.textContent ?? "";
    },
    refused(store) {
      const { refused } = store.state;
      const wrong = refused?.key === key;
      setText(error, wrong ? refusal(refused.error) : "");
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      return wrong;
    },
  };
}
