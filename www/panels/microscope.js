// The microscope: one training step in slow motion, with every number that leads to a parameter's new value.

import { isInputError } from "../engine.js";
import { el, setText } from "../dom.js";
import { refusal, sentences, t } from "../i18n/index.js";
import { networkPicture } from "./diagram.js";
import { exact, lineElement, symbols, worked } from "./microscope-lines.js";
import { microscopeMenus } from "./microscope-menus.js";
import { batchList, countTable } from "./microscope-tables.js";
import { slowMotion } from "./microscope-transport.js";
import { any, paced } from "./panel.js";

/** @typedef {import("../engine.js").Microscope} Microscope */

/** Where the panel stands below the network's own picture, as the style sheet has it. */
const narrow = matchMedia("(max-width: 70em)");

/**
 * @param {import("./explain.js").Context} context
 * @returns {import("./explain.js").View}
 */
export function create({ store }) {
  let param = store.state.selected?.param ?? 0;
  /** @type {number | null} nothing: the first of the next batch */
  let sample = null;
  /** @type {Microscope | null} */
  let seen = null;
  /** @type {HTMLElement[]} */
  let shown = [];
  /** @type {Map<string, HTMLElement[]>} where each number stands */
  let standing = new Map();
  /** The number that is pointed at, if any. */
  let pointed = "";
  /** The line that was shown last. */
  let before = 0;

  const intro = el("p", { class: "note" });
  const notes = el("ul", { class: "micro-notes note" });
  const list = el("ol", { class: "micro-lines", id: "micro-lines" });
  const tip = el("div", { class: "micro-tip", id: "micro-tip" });
  const take = el("button", { type: "button", id: "micro-take" });
  const taken = el("p", { id: "micro-taken", role: "status" });
  const trouble = el("p", { class: "error", id: "micro-trouble", role: "alert" });
  const menus = microscopeMenus(store, { param: choose, sample: chooseSample });
  const motion = slowMotion({ moved: reveal, walk });
  const batch = batchList(chooseSample);
  const counts = countTable();
  // Where the network's own picture is not in sight beside the lines.
  const small = networkPicture(store, el("canvas", { "aria-hidden": "true" }));
  const content = el(
    "div",
    { class: "micro-content" },
    ...motion.elements,
    notes,
    small.element,
    tip,
    list,
    take,
    taken,
    batch.element,
    counts.element,
  );
  const element = el("div", { class: "microscope", id: "microscope" }, intro, menus.element, trouble, content);

  /** Looks at another parameter, in the picture too. @param {number} of */
  function choose(of) {
    param = of;
    setText(taken, "");
    store.selection.set(menus.places.get(of) ?? null);
    look();
  }

  /** @param {number | null} of */
  function chooseSample(of) {
    sample = of;
    setText(taken, "");
    look();
  }

  /** At the end of a step that goes on: the next one of its kind, from the beginning. @param {string} what */
  function walk(what) {
    motion.go(0);
    if (what === "params") choose((param + 1) % Math.max(1, menus.places.size));
    else chooseSample(((seen?.sample ?? -1) + 1) % Math.max(1, sizes().all));
  }

  /** How many samples there are. */
  function sizes() {
    const { train, test } = store.state.metrics;
    return { train: train.samples, all: train.samples + test.samples };
  }

  /** Asks the engine, and shows what it says. */
  function look() {
    const { all } = sizes();
    const known = store.call((playground) => playground.param_count()) ?? 0;
    if (param >= known) param = 0;
    if (sample !== null && sample >= all) sample = null;
    try {
      seen = store.call((playground) => playground.microscope(param, sample)) ?? null;
      setText(trouble, "");
    } catch (error) {
      if (!isInputError(error)) throw error;
      seen = null;
      setText(trouble, refusal(error));
    }
    content.hidden = seen === null;
    if (seen) show(seen);
  }

  /** @param {Microscope} now */
  function show(now) {
    const focused = list.contains(document.activeElement);
    menus.show(now, sizes());
    shown = now.lines.map(lineElement);
    list.replaceChildren(...shown);
    standing = new Map();
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-of]"))) {
      const id = each.dataset.of ?? "";
      if (id) standing.set(id, [...(standing.get(id) ?? []), each]);
    }
    motion.take(now.lines);
    const said = now.notes.map((note) => t(`microscope.note.${note}`));
    if (now.diverges) said.push(t("microscope.diverges"));
    else if (now.gradient == null) said.push(t("microscope.still"));
    notes.replaceChildren(...said.map((text) => el("li", {}, text)));
    notes.hidden = said.length === 0;
    take.hidden = now.gradient == null;
    batch.draw(now);
    counts.draw(now);
    for (const line of shown) line.hidden = true;
    before = 0;
    update();
    light();
    if (focused) shown[motion.at()]?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Shows the lines up to the one that is looked at. */
  function update() {
    const at = motion.at();
    for (let place = Math.min(at, before); place <= Math.max(at, before); place += 1) {
      const line = shown[place];
      if (!line) continue;
      line.hidden = place > at;
      line.classList.toggle("current", place === at);
      for (const number of line.querySelectorAll("button")) number.tabIndex = place === at ? 0 : -1;
    }
    before = at;
  }

  /** Another line is looked at: it is brought into view, and its places in the network shine. */
  function reveal() {
    update();
    const line = shown[motion.at()];
    if (!line) return;
    const [inner, outer] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
    // The list is scrolled, and nothing around it.
    if (inner.top < outer.top || inner.height > outer.height) list.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
    light();
  }

  /** Lights the number that is pointed at, in the lines and in the network, with all that it is used for; else the current line's places. */
  function light() {
    for (const each of list.querySelectorAll(".lit")) each.classList.remove("lit");
    const places = standing.get(pointed) ?? [];
    for (const each of places) each.classList.add("lit");
    const lines = seen?.lines ?? [];
    const line = lines.find((each) => each.id === pointed);
    const of = line ?? lines.flatMap((each) => [...each.pieces, ...each.case]).find((each) => each.id === pointed);
    if (!of || places.length === 0) return rest(lines[motion.at()]);
    const visible = places.filter((each) => !each.closest("li")?.hidden).length;
    const [params, units] = store.light(of.place ? [{ place: of.place, reach: of.reach }] : []);
    const used = visible > 1 ? [t("microscope.used", { count: visible })] : [];
    const reach = of.reach === "back" && units === 0 ? "first" : of.reach;
    if (reach !== "here" && params) used.push(t(`microscope.reach.${reach}`, { params, units }));
    const told = el("div", { class: "note" }, sentences(used));
    if (line) {
      const numbers = worked(line);
      for (const button of numbers.querySelectorAll("button")) button.replaceWith(button.textContent ?? "");
      tip.replaceChildren(symbols(`${line.name} = ${line.formula}`), numbers, told);
    } else tip.replaceChildren(symbols(of.name, ` = ${exact(of.value ?? 0, 10)}`), told);
  }

  /** Nothing is pointed at: the line speaks. @param {Microscope["lines"][number] | undefined} line */
  function rest(line) {
    pointed = "";
    tip.replaceChildren(el("span", { class: "note" }, t("microscope.tip")));
    const beside = (line?.pieces ?? []).flatMap(({ place }) => (place ? [place] : []));
    store.light(line?.place ? [{ place: line.place, reach: "here" }] : [], beside);
  }

  const idOf = (/** @type {EventTarget | null} */ target) =>
    target instanceof HTMLElement
      ? (/** @type {HTMLElement | null} */ (target.closest("[data-of]"))?.dataset.of ?? "")
      : "";
  for (const type of ["pointerover", "focusin", "click"]) {
    list.addEventListener(type, ({ target }) => {
      const id = idOf(target);
      if (!id || id === pointed) return;
      pointed = id;
      light();
    });
  }
  for (const type of ["pointerleave", "focusout"]) {
    list.addEventListener(type, (event) => {
      // A finger that is lifted leaves what it has tapped alight.
      if (event instanceof PointerEvent && event.pointerType === "touch") return;
      pointed = "";
      light();
    });
  }

  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || !motion.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (list.contains(document.activeElement)) shown[motion.at()]?.querySelector("button")?.focus();
  });

  take.addEventListener("click", () => {
    const told = seen?.lines.find(({ kind }) => kind === "new")?.value;
    motion.stop();
    store.run(false);
    store.train((playground) => playground.step());
    const [value] = store.call((playground) => playground.param(param)) ?? [];
    if (told === undefined || value === undefined) return;
    setText(taken, t("microscope.taken", { told: exact(told, 8), value: exact(value, 8) }));
  });

  const draw = paced(store, "training", look);
  return {
    element,
    draw(topics) {
      if (any(topics, "text", "explaining", "config", "data")) {
        setText(intro, t("microscope.intro"));
        setText(take, t("microscope.take"));
        list.setAttribute("aria-label", t("microscope.lines"));
        motion.texts();
        menus.texts(new Set([...topics, "text"]));
      }
      const { selected } = store.state;
      const other = selected?.param != null && selected.param !== param && store.selection.keeps(selected);
      if (other && topics.has("selected")) {
        param = selected.param ?? param;
        setText(taken, "");
        look();
      } else if (any(topics, "text", "explaining", "config", "data", "training")) draw(topics);
      if (narrow.matches) small.draw(topics);
    },
    close() {
      motion.stop();
      pointed = "";
      store.light([]);
    },
  };
}
