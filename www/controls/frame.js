// What every setting's control has around it: a label, its one-line help, why it is off, and the error it caused.

import { el, setText } from "../dom.js";
import { refusal, t } from "../i18n/index.js";
import { lacking } from "./needs.js";

/**
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {() => void} update shows the state as it is
 * @property {() => void} texts sets all words in the present language
 * @property {() => void} [look] draws its pictures in the present colours
 * @property {() => void} [data] draws those of its pictures that points have changed
 */

/**
 * @param {{ key: string, needs?: import("../engine.js").Entry["needs"] }} entry message keys begin with `setting.` and its key
 * @param {HTMLInputElement | HTMLSelectElement | HTMLFieldSetElement} input what the label is for; a fieldset is a group of inputs
 * @param {...HTMLInputElement} rest
 * @returns {{ element: HTMLElement, texts(): void, explain(name: string, about: string): void,
 *   update(store: import("../store.js").Store, catalog: import("../engine.js").Catalog): boolean }}
 */
export function frame({ key, needs = [] }, input, ...rest) {
  const prefix = key === "problem" ? key : `setting.${key}`;
  const id = `control-${key}`;
  input.id = id;
  const group = input instanceof HTMLFieldSetElement;
  const label = group ? el("span", { id: `${id}-label` }) : el("label", { for: id });
  if (group) input.setAttribute("aria-labelledby", label.id);
  const help = helpBubble(`${id}-help`);
  const only = el("p", { class: "note only", id: `${id}-only` });
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert" });
  input.setAttribute("aria-describedby", `${id}-help ${only.id} ${error.id}`);
  const element = el(
    "div",
    { class: `control ${key}`, "data-setting": key },
    el("div", { class: "label" }, label, help.ask),
    el("div", { class: "inputs" }, input, ...rest),
    help.bubble,
    only,
    error,
  );
  return {
    element,
    texts() {
      setText(label, t(`${prefix}.label`));
      help.say(label.textContent ?? "", t(`${prefix}.help`));
    },
    /** What the help says of the present choice. */
    explain(name, about) {
      help.say(label.textContent ?? "", t("help.choice", { help: t(`${prefix}.help`), name, about }));
    },
    /** Says what is wrong or missing; whether the present text was refused. */
    update(store, catalog) {
      const { refused, config } = store.state;
      const wrong = refused?.key === key;
      const value = asShown(input, String(config[/** @type {"lr"} */ (key)] ?? ""));
      const kept = value ? t("error.kept", { value }) : "";
      setText(error, wrong ? `${refusal(refused.error)} ${kept}` : "");
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      const reason = lacking(needs, store.state, catalog);
      setText(only, reason);
      for (const each of [input, ...rest]) each.disabled = reason !== "";
      return wrong;
    },
  };
}

/**
 * A value as the control shows it.
 * @param {HTMLInputElement | HTMLSelectElement | HTMLFieldSetElement} input
 * @param {string} value
 */
function asShown(input, value) {
  if (input instanceof HTMLSelectElement) {
    return [...input.options].find((option) => option.value === value)?.text ?? value;
  }
  if (!(input instanceof HTMLFieldSetElement)) return value;
  const chosen = [...input.querySelectorAll("label:has(:checked)")];
  return chosen.map((each) => each.textContent || each.getAttribute("title")).join(", ");
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
    if (event.key !== "Escape" || bubble.hidden) return;
    // What the bubble is in stays open.
    event.stopPropagation();
    show(false);
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
