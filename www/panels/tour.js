// Five steps through the page for those who see it first: a card beside what it speaks of. Nothing is blocked meanwhile, and it takes the keys only
// from who asked for it.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";

/** What each step speaks of; of several the first that is there. */
const STEPS = [
  ["data", ".panel.data"],
  ["network", "#network"],
  ["train", "#play"],
  ["output", ".panel.output"],
  ["share", "#sharing button, #help"],
];

/** Pixels between the card, what it speaks of, and the window's edge. */
const GAP = 10;

/** @type {(() => void) | undefined} */
let endLast;

/**
 * Begins it, or begins it again.
 * @param {boolean} asked whether it takes the focus
 */
export function tour(asked) {
  endLast?.();
  const back = document.activeElement;
  let at = 0;
  const [title, text] = [el("h2", { id: "tour-title" }), el("p", { id: "tour-text" })];
  const count = el("span", { class: "note", id: "tour-count" });
  const button = (/** @type {string} */ id, /** @type {() => void} */ act) =>
    el("button", { type: "button", id: `tour-${id}`, onclick: act });
  const skip = button("skip", end);
  const previous = button("back", () => go(at - 1));
  const next = button("next", () => (at + 1 < STEPS.length ? go(at + 1) : end()));
  const card = el(
    "div",
    {
      ...{ class: "tour", id: "tour", role: "dialog", tabindex: -1 },
      ...{ "aria-labelledby": title.id, "aria-describedby": text.id },
    },
    el("div", { "aria-live": "polite" }, title, text),
    el("div", { class: "buttons" }, count, skip, previous, next),
  );
  const over = new AbortController();
  const { signal } = over;
  addEventListener("resize", place, { signal });
  addEventListener("scroll", place, { signal, passive: true });
  document.addEventListener(
    "keydown",
    (event) => {
      const busy = document.querySelector("dialog[open]");
      if (event.key === "Escape" && !event.defaultPrevented && !busy) end();
    },
    { signal },
  );
  // First in the page, so that the first Tab leads to it.
  document.body.prepend(card);
  endLast = end;

  const target = () => document.querySelector(STEPS[at]?.[1] ?? "");

  /** @param {number} step */
  function go(step) {
    target()?.classList.remove("toured");
    at = step;
    texts();
    target()?.classList.add("toured");
    target()?.scrollIntoView({ block: "nearest" });
    // Below a narrow screen's middle is the card: what is spoken of comes above it.
    if (narrow()) target()?.scrollIntoView({ block: "start" });
    place();
  }

  function texts() {
    const [id] = STEPS[at] ?? [];
    setText(title, t(`tour.${id}`));
    setText(text, t(`tour.${id}.text`));
    setText(count, t("tour.count", { step: at + 1, steps: STEPS.length }));
    setText(skip, t("tour.skip"));
    setText(previous, t("tour.back"));
    setText(next, t(at + 1 < STEPS.length ? "tour.next" : "tour.end"));
    previous.hidden = at === 0;
    skip.hidden = at + 1 === STEPS.length;
  }

  /** Puts the card where there is room beside what it speaks of. */
  function place() {
    const box = target()?.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const [right, bottom] = [document.documentElement.clientWidth - width, innerHeight - height];
    /** @type {[number, number][]} */
    const places = box
      ? [
          [box.right + GAP, box.top],
          [box.left - width - GAP, box.top],
          [box.left, box.bottom + GAP],
          [box.left, box.top - height - GAP],
        ]
      : [];
    const free = places.find(([x, y], side) =>
      side < 2 ? x >= GAP && x <= right - GAP : y >= GAP && y <= bottom - GAP,
    );
    const within = (/** @type {number} */ value, /** @type {number} */ most) =>
      Math.max(GAP, Math.min(value, most - GAP));
    const [x, y] = narrow() || !free ? [right / 2, bottom] : free;
    card.style.left = `${within(x, right)}px`;
    card.style.top = `${within(y, bottom)}px`;
  }

  function end() {
    const focused = card.contains(document.activeElement);
    over.abort();
    target()?.classList.remove("toured");
    card.remove();
    endLast = undefined;
    if (focused && back instanceof HTMLElement) back.focus();
  }

  go(0);
  // The Tab key begins where the page was scrolled to: it is to begin at the card.
  const idle = document.activeElement === document.body;
  if (asked || idle) card.focus({ preventScroll: true });
  if (!asked && idle) card.blur();
  return { texts };
}

function narrow() {
  return matchMedia("(max-width: 43.75em)").matches;
}
