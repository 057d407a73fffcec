// Undo and redo: two buttons, their keys, and for a moment what was taken back or made again.

import { byId, el, icon, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";

const SIGNS = /** @type {const} */ ({
  undo: "M6.2 2v3.2H9a4.4 4.4 0 0 1 0 8.8H4.4v-2H9a2.4 2.4 0 0 0 0-4.8H6.2v3.2L1 6.2z",
  redo: "M9.8 2v3.2H7a4.4 4.4 0 0 0 0 8.8h4.6v-2H7a2.4 2.4 0 0 1 0-4.8h2.8v3.2L15 6.2z",
});

const KEYS = { undo: "Control+Z Meta+Z", redo: "Control+Shift+Z Control+Y Meta+Shift+Z" };

/** Settings that are changed by a button: told by its name. */
const BUTTONS = /** @type {Record<string, string>} */ ({ seed: "transport.reseed", data_seed: "data.regenerate" });

/** Milliseconds for which it is to be read. */
const SHOWN = 5000;

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function undoPanel(store) {
  const button = (/** @type {"undo" | "redo"} */ id) => {
    const made = el("button", { type: "button", id, "aria-keyshortcuts": KEYS[id] }, icon(SIGNS[id]));
    made.addEventListener("click", () => {
      store[id]();
      release(made);
    });
    return made;
  };
  const buttons = { undo: button("undo"), redo: button("redo") };
  const said = el("p", { role: "status", class: "said", id: "undo-said" });
  byId("reseed").after(el("div", { class: "history" }, buttons.undo, buttons.redo, said));

  // A press begins a change of its own, and so does what was typed; a slider that is drawn along, or moved by keys, goes on with its change.
  const seal = () => store.call((playground) => playground.seal_change());
  document.addEventListener("pointerdown", seal, true);
  document.addEventListener(
    "change",
    ({ target }) => target instanceof HTMLInputElement && target.type !== "range" && seal(),
    true,
  );
  const typing = watchTyping();
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const again = (key === "z" && event.shiftKey) || (key === "y" && !event.shiftKey);
    if ((key !== "z" && !again) || document.querySelector("dialog[open]") || typing(event.target)) return;
    event.preventDefault();
    store[again ? "redo" : "undo"]();
  });

  /** @type {unknown} */
  let told = null;
  let hide = 0;
  return {
    draw(topics) {
      if (!topics.has("undo") && !topics.has("text")) return;
      const { undoable, undone } = store.state;
      for (const id of /** @type {const} */ (["undo", "redo"])) {
        const change = undoable[id];
        const act = t(`undo.${id}`);
        const label = change ? t("undo.label", { act, what: named(change) }) : act;
        buttons[id].setAttribute("aria-label", label);
        buttons[id].title = `${label}\n${t(`undo.${id}.help`)}`;
        // Not `disabled`: that would take the keyboard's focus away.
        buttons[id].setAttribute("aria-disabled", String(!change));
      }
      if (!undone || undone === told) return;
      told = undone;
      const what = t(`undo.${undone.act}`, { what: named(undone.change) });
      setText(said, undone.effect.reset ? t("undo.afresh", { said: what }) : what);
      // The same words once more are news all the same.
      said.replaceChildren(...said.childNodes);
      said.classList.add("shown");
      clearTimeout(hide);
      hide = window.setTimeout(() => said.classList.remove("shown"), SHOWN);
    },
  };
}

/**
 * What a change was, in words of the page.
 * @param {import("../engine.js").Change} change
 */
function named({ kind, keys: [first = "", ...others] }) {
  if (kind === "reset") return t("transport.reset");
  if (kind !== "settings") return t(`undo.${kind}`);
  const name = t(BUTTONS[first] ?? `setting.${first}.label`);
  return others.length > 0 ? t("undo.several", { name, count: others.length + 1 }) : name;
}

/** Tells of a focused element whether a text is being written in it: there the browser has its own undo. */
function watchTyping() {
  /** @type {EventTarget | null} */
  let written = null;
  document.addEventListener("input", ({ target }) => (written = target));
  // What was taken over is a setting, and taken back as one.
  for (const end of ["change", "focusout"]) document.addEventListener(end, () => (written = null));
  return (/** @type {EventTarget | null} */ target) => {
    if (!(target instanceof HTMLElement)) return false;
    if (target.matches("textarea, [contenteditable], [aria-invalid=true]")) return true;
    return target === written && target.matches(".field, input[type=text], input[type=search], input:not([type])");
  };
}
