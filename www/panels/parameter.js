// The selected weight or bias: its live value in a field that edits it, its last gradient and update.

import { helpBubble } from "../controls/help.js";
import { parse } from "../controls/number.js";
import { el, setText } from "../dom.js";
import { figure, t } from "../i18n/index.js";

/** How far a key or a notch of the wheel moves a parameter: with Shift, plain, with Alt. */
const STEPS = { coarse: 1, plain: 0.1, fine: 0.01 };

/** @param {import("../store.js").Store} store */
export function parameter(store) {
  const help = helpBubble("inspector-help");
  const error = el("p", { class: "error", id: "param-error", role: "alert" });
  const label = el("label", { for: "param-value" });
  const field = el("input", {
    type: "text",
    id: "param-value",
    class: "field",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": `${help.id} ${error.id}`,
  });
  const [gradient, update] = [el("span", { id: "param-gradient" }), el("span", { id: "param-update" })];
  const element = el("div", { class: "numbers control" }, label, field, gradient, update, help.ask, help.bubble);

  /** Value, gradient and update. */
  const numbers = () => {
    const param = store.state.selected?.param;
    return param == null ? [] : [...(store.call((playground) => playground.param(param)) ?? [])];
  };
  /** Whether the text in the field is somebody's, not the engine's. */
  let typed = false;

  /** @param {string} text */
  function give(text) {
    const param = store.state.selected?.param;
    typed = false;
    // What is no number goes to the engine as it is: it refuses it.
    if (param != null) store.editParam(param, /** @type {number} */ (parse(text) ?? text));
  }

  /**
   * @param {number} steps
   * @param {MouseEvent | KeyboardEvent} event
   */
  function nudge(steps, event) {
    const [value] = numbers();
    if (value === undefined) return;
    const by = STEPS[event.shiftKey ? "coarse" : event.altKey ? "fine" : "plain"];
    give(digits(value + steps * by));
  }

  /**
   * Shows a value; what was marked to be typed over stays marked.
   * @param {string} text
   */
  function show(text) {
    const { selectionStart: start, selectionEnd: end } = field;
    const all = start === 0 && end === field.value.length;
    field.value = text;
    if (document.activeElement === field) field.setSelectionRange(start, all ? text.length : end);
  }

  field.addEventListener("input", () => {
    typed = true;
  });
  field.addEventListener("change", () => give(field.value));
  field.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps) nudge(steps, event);
    else if (event.key === "Escape" && (typed || store.state.refused?.key === "param")) {
      // Takes back what was typed, and no more than that.
      typed = false;
      store.forgive();
    } else return;
    event.preventDefault();
  });
  field.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      if (event.deltaY || event.deltaX) nudge((event.deltaY || event.deltaX) < 0 ? 1 : -1, event);
    },
    { passive: false },
  );

  return {
    element,
    error,
    helpId: help.id,
    nudge,
    focus: () => field.select(),
    busy: () => typed,
    texts() {
      setText(label, t("inspector.value"));
      help.say(t("inspector.label"), t("inspector.help"));
    },
    /** Another parameter is selected: what was typed was not meant for it. */
    changed() {
      typed = false;
    },
    update() {
      const [value, grad, moved] = numbers();
      const { refused } = store.state;
      const wrong = refused?.key === "param" && value !== undefined ? refused.error : null;
      element.hidden = field.disabled = value === undefined;
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (value === undefined) return setText(error, "");
      const text = digits(value);
      const kept = t("error.kept", { value: text });
      const why = wrong?.kind === "wrong-type" ? "inspector.wrong" : "inspector.infinite";
      setText(error, wrong ? `${t(why, { text: field.value })} ${kept}` : "");
      // What is being typed, or was refused and can be mended, stays.
      if (!typed && !wrong && field.value !== text) show(text);
      setText(gradient, t("inspector.gradient", { value: figure(grad) }));
      setText(update, t("inspector.update", { value: figure(moved) }));
    },
  };
}

/**
 * A parameter as it can be typed again: six significant digits.
 * @param {number} value
 */
function digits(value) {
  return String(Number(value.toPrecision(6)));
}
