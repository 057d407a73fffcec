// Which coordinates lie on the picture's axes, and what the others are held at. Menus only where there is something to choose.

import { el, setText } from "../dom.js";
import { sheet } from "../controls/sheet.js";
import { figure, t } from "../i18n/index.js";
import { label } from "./names.js";

/** Places of a slider. */
const PLACES = 200;

/**
 * @param {import("../store.js").Store} store
 */
export function axes(store) {
  const ends = /** @type {const} */ (["x", "y"]).map((axis, place) => {
    // The picture's name has them too.
    const words = el("span", { "aria-hidden": "true" });
    const select = el("select", { id: `axis-${axis}` });
    select.addEventListener("change", () => {
      const chosen = /** @type {[number, number]} */ ([...store.state.view.axes]);
      // A coordinate on both axes would make a line of the plane: the other one gives way.
      const before = chosen[place] ?? 0;
      chosen[place] = Number(select.value);
      if (chosen[0] === chosen[1]) chosen[1 - place] = before;
      store.look((playground) => playground.turn(...chosen));
    });
    return { axis, words, select, element: el("span", { class: `axis ${axis}` }, words, select) };
  });
  const sliders = el("div", { class: "controls" });
  const held = sheet("held", sliders);
  let shown = "";

  function drawSliders() {
    const { columns, spans } = store.state.about;
    const others = columns.map((_, place) => place).filter((place) => !store.state.view.axes.includes(place));
    const key = JSON.stringify([columns, spans, store.state.view.axes]);
    if (key === shown) return;
    shown = key;
    sliders.replaceChildren(
      ...others.map((place) => {
        const [low, high] = spans[place] ?? [0, 1];
        const slider = el("input", {
          type: "range",
          min: low,
          max: high,
          step: (high - low) / PLACES,
          id: `held-${place}`,
        });
        const now = el("output", { for: slider.id });
        const say = () => {
          now.textContent = figure(store.state.view.held[place]);
          slider.setAttribute("aria-valuetext", now.textContent ?? "");
        };
        slider.value = String(store.state.view.held[place] ?? low);
        say();
        slider.addEventListener("input", () => {
          store.look((playground) => playground.hold(place, slider.valueAsNumber));
          say();
        });
        return el(
          "div",
          { class: "control" },
          el("div", { class: "label" }, el("label", { for: slider.id }, label(columns[place] ?? "")), now),
          el("div", { class: "inputs" }, slider),
        );
      }),
    );
  }

  /** What lies on an axis. @param {0 | 1} place */
  function nameOf(place) {
    const { about, view } = store.state;
    return label(view.curve && place === 1 ? about.target : (about.columns[view.axes[place]] ?? ""));
  }

  return {
    nameOf,
    elements: ends.map(({ element }) => element),
    held,
    draw() {
      const { about, view } = store.state;
      const choice = about.columns.length > 2;
      for (const [at, { axis, words, select }] of ends.entries()) {
        const place = at === 0 ? 0 : 1;
        setText(words, nameOf(place));
        words.hidden = choice;
        select.hidden = !choice;
        select.setAttribute("aria-label", t(`output.axis.${axis}`));
        if (!choice) continue;
        const names = about.columns.map(label);
        if (select.options.length !== names.length || names.some((name, i) => select.options[i]?.text !== name)) {
          select.replaceChildren(...names.map((name, value) => el("option", { value }, name)));
        }
        select.value = String(view.axes[place]);
      }
      held.button.hidden = !choice;
      held.say(t("sheet.held"));
      if (choice) drawSliders();
      else held.panel.hidden = true;
    },
  };
}
