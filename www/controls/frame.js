// What every setting's control has around it: a label, its one-line help, why it is off, and the error it caused.

import { el, setText } from "../dom.js";
import { refusal, t } from "../i18n/index.js";
import { helpBubble } from "./help.js";
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
 * @returns {{ element: HTMLElement, texts(): void, explain(name: string, about: string, section: string): void,
 *   update(store: import("../store.js").Store, catalog: import("../engine.js").Catalog, note?: string): boolean }}
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
  input.setAttribute("aria-describedby", `${help.id} ${only.id} ${error.id}`);
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
    /** What the help says of the present choice, and where the guide says more. */
    explain(name, about, section) {
      help.say(label.textContent ?? "", t("help.choice", { help: t(`${prefix}.help`), name, about }), section);
    },
    /** Says what is wrong or missing, or a note; whether the present text was refused. */
    update(store, catalog, note = "") {
      const { refused, config } = store.state;
      const wrong = refused?.key === key;
      const value = asShown(input, String(config[/** @type {"lr"} */ (key)] ?? ""));
      const kept = value ? t("error.kept", { value }) : "";
      setText(error, wrong ? `${refusal(refused.error)} ${kept}` : "");
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      const reason = lacking(needs, store.state, catalog);
      setText(only, reason || note);
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
