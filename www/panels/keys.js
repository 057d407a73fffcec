// The dialog behind the "?" of the bar: what buttons and keys do, the way to the guide and to the tour.

import { guide } from "../controls/help.js";
import { el } from "../dom.js";
import { t } from "../i18n/index.js";
import { openModal } from "../modal.js";

/** Names and what is told of them. What a button's tooltip says is said here too: fingers and keys find no tooltip. */
const LINES = [
  ["transport.play", "transport.play.help"],
  ["transport.step", "transport.step.help"],
  ["transport.epoch", "transport.epoch.help"],
  ["transport.reset", "transport.reset.help"],
  ["transport.reseed", "transport.reseed.help"],
  ["setting.speed.label", "setting.speed.help"],
  ["undo.undo", "undo.undo.help"],
  ["undo.redo", "undo.redo.help"],
  ["keys.help", "keys.help.help"],
  ["data.regenerate", "data.regenerate.help"],
  ["tool.look", "tool.look.help"],
  ["tool.paint", "tool.paint.help"],
  ["tool.erase", "tool.erase.help"],
  ["tool.move", "tool.move.help"],
  ["keys.picture", "output.keys"],
  ["pin.label", "pin.help"],
  ["counter.fps", "counter.times.help"],
];

/**
 * Opens the dialog.
 * @param {() => void} tour
 */
export function keysDialog(tour) {
  const dialog = el("dialog", { id: "keys", "aria-labelledby": "keys-title" });
  dialog.addEventListener("click", (event) => {
    // The dialog itself is its backdrop; what is in it is not.
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);

  const leave = () => {
    dialog.close();
    tour();
  };

  function texts() {
    dialog.replaceChildren(
      // The title has the focus first, so that a long list is shown from its beginning.
      el("h2", { id: "keys-title", tabindex: -1, autofocus: true }, t("keys.title")),
      el(
        "div",
        { class: "buttons" },
        el(
          "a",
          { href: guide(), target: "_blank", rel: "noopener", class: "button", id: "open-guide" },
          t("keys.guide"),
        ),
        el("button", { type: "button", id: "open-tour", onclick: leave }, t("keys.tour")),
        el("button", { type: "button", onclick: () => dialog.close() }, t("app.dismiss")),
      ),
      el("dl", {}, ...LINES.flatMap(([name = "", text = ""]) => [el("dt", {}, t(name)), el("dd", {}, t(text))])),
    );
  }
  texts();
  openModal(dialog);
  return { texts };
}
