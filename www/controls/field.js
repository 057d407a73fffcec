// A field for typing a value: it is taken when it is left or Enter is pressed, Escape takes back what was typed.

import { el } from "../dom.js";

/**
 * @param {import("../engine.js").Entry["key"]} key
 * @param {import("../store.js").Store} store
 * @param {Record<string, string>} props
 * @param {(text: string) => string | number} [read] what goes to the engine
 * @returns {{ field: HTMLInputElement, show(text: string): void }} `show` leaves alone what is being written
 */
export function typed(key, store, props, read = (text) => text) {
  const field = el("input", { type: "text", autocomplete: "off", class: "field", ...props });
  let writing = false;
  field.addEventListener("input", () => {
    writing = true;
  });
  field.addEventListener("blur", () => {
    writing = false;
  });
  field.addEventListener("change", () => {
    writing = false;
    const changes = /** @type {Partial<import("../store.js").Config>} */ ({ [key]: read(field.value) });
    store.configure(changes, key);
  });
  field.addEventListener("keydown", (event) => {
    const value = String(store.state.config[key]);
    if (event.key !== "Escape" || field.value === value) return;
    // Takes back what was typed, and no more than that.
    event.stopPropagation();
    writing = false;
    field.value = value;
    if (store.state.refused?.key === key) store.forgive();
  });
  return {
    field,
    show(text) {
      if (!writing) field.value = text;
    },
  };
}
