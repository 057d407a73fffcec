// The microscope's slow motion: play, pause, back, next, speed, the slider, and what comes at the end.

import { el, setText } from "../dom.js";
import { t } from "../i18n/index.js";

/** Milliseconds for which a line stands. */
const SPEEDS = { slow: 3000, plain: 1400, fast: 450 };

const WALKS = ["stay", "params", "samples"];
const STAGES = /** @type {const} */ (["forward", "loss", "backward", "update"]);

/** @typedef {import("../engine.js").Microscope["lines"]} Lines */

/** @param {{ moved(): void, walk(what: string): void }} told `moved` when another line is looked at, `walk` at the end of a step that goes on */
export function slowMotion(told) {
  /** @type {Lines} */
  let lines = [];
  let at = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const play = el("button", { type: "button", id: "micro-play", class: "primary" });
  const back = el("button", { type: "button", id: "micro-back" });
  const next = el("button", { type: "button", id: "micro-next" });
  const speed = menu("speed", Object.keys(SPEEDS), "plain");
  const walk = menu("walk", WALKS, "stay");
  const slider = el("input", { type: "range", id: "micro-slider", min: 0, step: 1 });
  const stages = STAGES.map((id) => {
    const button = el("button", { type: "button", id: `micro-stage-${id}`, class: "micro-stage" });
    button.addEventListener("click", () => {
      stop();
      const first = lines.findIndex(({ stage }) => stage === id);
      if (first >= 0) go(first);
    });
    return { id, button };
  });
  const row = el("div", { class: "micro-stages", role: "group" }, ...stages.map(({ button }) => button));
  const element = el(
    "div",
    { class: "micro-transport control" },
    el("div", { class: "micro-settings" }, speed.element, walk.element),
    row,
  );
  // By itself: on a phone it stays in sight above the lines.
  const steps = el("div", { class: "micro-steps control" }, play, back, next, slider);

  /** @param {number} place */
  function go(place) {
    at = Math.max(0, Math.min(place, lines.length - 1));
    told.moved();
    show();
  }

  function stop() {
    clearTimeout(timer);
    timer = undefined;
    show();
  }

  function tick() {
    const wait = SPEEDS[/** @type {keyof typeof SPEEDS} */ (speed.select.value)];
    timer = setTimeout(() => {
      if (at < lines.length - 1) go(at + 1);
      else if (walk.select.value === "stay") return stop();
      else told.walk(walk.select.value);
      tick();
    }, wait);
    show();
  }

  play.addEventListener("click", () => {
    if (timer !== undefined) return stop();
    if (at >= lines.length - 1) go(0);
    tick();
  });
  back.addEventListener("click", () => {
    stop();
    go(at - 1);
  });
  next.addEventListener("click", () => {
    stop();
    go(at + 1);
  });
  slider.addEventListener("input", () => {
    const place = slider.valueAsNumber;
    stop();
    go(place);
  });

  function show() {
    const line = lines[at];
    setText(play, t(timer === undefined ? "microscope.play" : "microscope.pause"));
    slider.max = String(Math.max(0, lines.length - 1));
    slider.value = String(at);
    back.setAttribute("aria-disabled", String(at === 0));
    next.setAttribute("aria-disabled", String(at >= lines.length - 1));
    for (const { id, button } of stages) {
      button.hidden = !lines.some(({ stage }) => stage === id);
      if (line?.stage === id) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    if (!line) return;
    const stage = t(`microscope.stage.${line.stage}`);
    slider.setAttribute("aria-valuetext", t("microscope.at", { stage, line: at + 1, all: lines.length }));
  }

  return {
    elements: [element, steps],
    stop,
    go,
    at: () => at,
    texts() {
      setText(back, t("microscope.back"));
      setText(next, t("microscope.next"));
      speed.texts();
      walk.texts();
      row.setAttribute("aria-label", t("microscope.stages"));
      slider.setAttribute("aria-label", t("microscope.slider"));
      for (const { id, button } of stages) setText(button, t(`microscope.stage.${id}`));
    },
    /** @param {Lines} now */
    take(now) {
      lines = now;
      at = Math.max(0, Math.min(at, lines.length - 1));
      show();
    },
    /** Where a key leads; whether it leads anywhere. @param {string} key */
    key(key) {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: lines.length - 1 }[key];
      if (to === undefined) return false;
      stop();
      go(to);
      return true;
    },
  };
}

/** @param {string} id @param {string[]} choices @param {string} first */
function menu(id, choices, first) {
  const options = choices.map((value) => el("option", { value, selected: value === first }));
  const select = el("select", { id: `micro-${id}` }, ...options);
  const label = el("label", { for: select.id });
  return {
    select,
    element: el("span", {}, label, select),
    texts() {
      setText(label, t(id === "speed" ? "microscope.speed" : "microscope.walk"));
      for (const option of options) setText(option, t(`microscope.${id}.${option.value}`));
    },
  };
}
