// Modal dialogs. While one is open, the browser makes all that is outside of it inert, unseen by
// screen readers and beyond the pointer's reach: so the page's messages move into it, and back when
// it closes.

import { byId } from "./dom.js";

/** Dialogs that are open, the topmost last. @type {HTMLDialogElement[]} */
const open = [];

/**
 * Where the messages stand: kept, since a dialog that is filled anew drops them.
 * @type {HTMLElement | undefined}
 */
let messages;

/**
 * Opens a dialog as modal. It is to be called again when an open dialog's whole content was
 * replaced.
 * @param {HTMLDialogElement} dialog
 */
export function openModal(dialog) {
  messages ??= byId("messages");
  if (!dialog.open) {
    open.push(dialog);
    dialog.addEventListener("close", () => left(dialog), { once: true });
    dialog.showModal();
  }
  place(messages);
}

/** @param {HTMLDialogElement} dialog */
function left(dialog) {
  open.splice(open.indexOf(dialog), 1);
  if (messages) place(messages);
}

/** Puts the messages where they are seen and read out. @param {HTMLElement} element */
function place(element) {
  const dialog = open.at(-1);
  if (dialog) dialog.append(element);
  else byId("board").before(element);
}
