// A button that opens a sheet of more controls over the page. Escape, a press elsewhere, and leaving it close it;
// the bar stays at hand.

import { el, setText } from "../dom.js";

/**
 * @param {string} id
 * @param {...HTMLElement} content
 */
export function sheet(id, ...content) {
  const [words, count] = [el("span"), el("span", { class: "count" })];
  const panel = el("div", { class: `sheet ${id}`, id: `sheet-${id}`, role: "group", hidden: true }, ...content);
  const button = el(
    "button",
    { type: "button", class: "opens", id: `open-${id}`, "aria-expanded": "false", "aria-controls": panel.id },
    words,
    count,
  );
  panel.setAttribute("aria-labelledby", button.id);
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const show = (/** @type {boolean} */ shown) => {
    if (panel.hidden === !shown) return;
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    for (const listener of listeners) listener();
  };
  const within = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element && (panel.contains(target) || button.contains(target) || target.closest(".bar"));
  button.addEventListener("click", () => show(panel.hidden === true));
  document.addEventListener("pointerdown", (event) => {
    if (!within(event.target)) show(false);
  });
  for (const element of /** @type {HTMLElement[]} */ ([panel, button])) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      show(false);
      button.focus();
    });
    element.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !within(event.relatedTarget)) show(false);
    });
  }
  return {
    button,
    panel,
    /** @param {() => void} listener called when it has opened or closed */
    toggled: (listener) => void listeners.add(listener),
    /**
     * @param {string} text
     * @param {string} [note] what is to be seen while it is closed
     */
    say(text, note = "") {
      setText(words, text);
      setText(count, note);
    },
  };
}
