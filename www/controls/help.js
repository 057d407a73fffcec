// A line of help in a bubble over the page: by the "?" beside its control, or by F1 from within the control.

import { el, setText } from "../dom.js";
import { language, t } from "../i18n/index.js";

/** What opens each bubble by a key. @type {WeakMap<Element, () => void>} */
const openers = new WeakMap();

/**
 * Where the guide speaks of something, in the present language.
 * @param {string} [section] the id of a heading there
 */
export function guide(section) {
  return `www/guide/${language()}.html${section ? `#${section}` : ""}`;
}

/**
 * Opens the help of the control that an element is in; whether there is one.
 * @param {EventTarget | null} target
 */
export function helpFor(target) {
  const home = target instanceof Element ? target.closest("[data-help], .control") : null;
  const key = home instanceof HTMLElement ? home.dataset.help : undefined;
  const ask = key ? document.querySelector(`[aria-controls="control-${key}-help"]`) : home?.querySelector(".ask");
  const open = ask && openers.get(ask);
  open?.();
  return open !== undefined && open !== null;
}

/**
 * A button that opens a line of help, with a link to where the guide says more. Escape, a press elsewhere and leaving it close it. The Tab key
 * passes the button by, or it would stop twice at every control.
 * @param {string} id of the text, for `aria-describedby`
 * @param {string} [section] of the guide; as a rule the setting's key, which the id has in it
 */
export function helpBubble(id, section = id.replace(/^(control-)?(.*)-help$/, "$2")) {
  const words = el("span", { id });
  const more = el("a", { target: "_blank", rel: "noopener" });
  const bubble = el("p", { class: "help", hidden: true }, words, " ", more);
  const ask = el(
    "button",
    {
      ...{ type: "button", class: "ask", tabindex: -1 },
      ...{ "aria-expanded": "false", "aria-controls": id, "aria-keyshortcuts": "F1" },
    },
    "?",
  );
  /** Where the keys were when F1 was pressed. @type {Element | null} */
  let from = null;
  const within = (/** @type {EventTarget | null} */ target) =>
    target instanceof Node && (bubble.contains(target) || ask.contains(target));
  const away = (/** @type {Event} */ event) => {
    if (!within(event.target)) show(false);
  };
  function show(/** @type {boolean} */ shown) {
    bubble.hidden = !shown;
    ask.setAttribute("aria-expanded", String(shown));
    if (shown) document.addEventListener("pointerdown", away);
    else document.removeEventListener("pointerdown", away);
  }
  openers.set(ask, () => {
    from = document.activeElement;
    show(true);
    // Its description is the help: the link is read out with it.
    more.focus();
  });
  ask.addEventListener("click", () => show(bubble.hidden === true));
  for (const part of [ask, bubble]) {
    part.addEventListener("focusout", (event) => {
      const to = /** @type {FocusEvent} */ (event).relatedTarget;
      if (to && !within(to)) show(false);
    });
    part.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape" || bubble.hidden) return;
      // What the bubble is in stays open.
      event.stopPropagation();
      show(false);
      if (document.activeElement === document.body || part === bubble) {
        /** @type {HTMLElement} */ (from ?? ask).focus();
      }
    });
  }
  more.setAttribute("aria-describedby", id);
  return {
    id,
    ask,
    bubble,
    /**
     * @param {string} label what the help is about
     * @param {string} text
     * @param {string} [at] where the guide speaks of the present choice
     */
    say(label, text, at = section) {
      setText(words, text);
      ask.setAttribute("aria-label", t("control.help", { label }));
      ask.title = text;
      setText(more, t("help.more"));
      more.setAttribute("aria-label", t("help.more.about", { label }));
      more.href = guide(at);
    },
  };
}
