// How far training is, and how fast.

import { byId, el, release, setText } from "../dom.js";
import { counter, number, t } from "../i18n/index.js";
import { paced } from "./panel.js";

const COUNTERS = ["epoch", "step", "throughput", "fps", "train", "draw"];

/** Those that are shown on request. */
const TIMES = ["train", "draw"];

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function countersPanel(store) {
  // The frame rate asks for what a frame is spent on.
  const times = el("div", { class: "times", id: "times", hidden: true });
  const ask = el("button", { type: "button", class: "counter", "aria-expanded": "false", "aria-controls": times.id });
  const counters = COUNTERS.map((id) => {
    // No `output`: what changes sixty times a second is not for reading out.
    const [value, words] = [el("b", { id: `counter-${id}` }), el("span")];
    const element = id === "fps" ? ask : el("div", { class: "counter" });
    element.append(value, words);
    (TIMES.includes(id) ? times : byId("counters")).append(element);
    return { id, value, words };
  });
  byId("counters").append(times);
  ask.addEventListener("click", () => {
    const shown = ask.getAttribute("aria-expanded") === "true";
    ask.setAttribute("aria-expanded", String(!shown));
    times.hidden = shown;
    release(ask);
  });

  const draw = paced(store, "training", () => {
    const { progress, throughput, fps, times: spent } = store.state;
    const ms = (/** @type {number | undefined} */ value) =>
      value == null ? t("figures.none") : number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const texts = [
      counter(progress.epoch),
      counter(progress.step),
      throughput ? number(throughput, { notation: "compact", maximumSignificantDigits: 3 }) : t("figures.none"),
      fps ? number(fps, { maximumFractionDigits: 0 }) : t("figures.none"),
      ms(spent?.training),
      ms(spent?.drawing),
    ];
    for (const [i, { value }] of counters.entries()) setText(value, texts[i] ?? "");
    for (const { id, words } of counters) {
      // Counts have their words in singular and plural.
      const count = id === "epoch" || id === "step" ? progress[id] : null;
      setText(words, t(`counter.${id}`, { count }));
    }
  });

  return {
    draw(topics) {
      if (topics.has("text")) {
        ask.title = t("counter.times");
        times.title = t("counter.times.help");
      }
      draw(topics);
    },
  };
}
