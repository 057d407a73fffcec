// What the network says of one place: coordinates, each class's probability or score, each layer's values. Lies over the picture's corner, away from the pointer.

import { el } from "../dom.js";
import { figure, number, t } from "../i18n/index.js";
import { className, label } from "./names.js";

/** Most values of a layer that are written out. */
const MOST = 8;

/**
 * @param {import("../store.js").Store} store
 */
export function probeBox(store) {
  const element = el("div", { class: "probe", hidden: true });
  const spoken = el("p", { class: "unseen", role: "status" });

  const name = (/** @type {number} */ place) => className(store.state, place);

  /**
   * @param {import("../engine.js").Probe} probe
   */
  function lines(probe) {
    const { x, target, class: said } = probe;
    const { columns } = store.state.about;
    const at = x.map((value, place) => `${label(columns[place] ?? "")} ${figure(value)}`);
    const point = target === null ? [] : [t("probe.point", { name: said === null ? figure(target) : name(target) })];
    const verdict = said === null ? [] : [t("probe.said", { name: name(said) })];
    return { at, point, answers: answersOf(probe), verdict };
  }

  /**
   * A line for each class, or the number. What is no probability is no percentage either.
   * @param {import("../engine.js").Probe} probe
   */
  function answersOf({ answers, class: said, boundary }) {
    const { target, answers: kind } = store.state.about;
    if (said === null) return [`${label(target)} ${figure(answers[0])}`];
    const score = (/** @type {number | undefined} */ value, /** @type {number} */ place) =>
      t("probe.score", { name: name(place), score: figure(value) });
    if (boundary !== null) {
      return [t("probe.below", { name: name(0), boundary: number(boundary) }), score(answers[0], 1)];
    }
    if (kind === "scores") return answers.map(score);
    const percent = /** @type {const} */ ({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return answers.map((p, place) => t("probe.class", { name: name(place), p: number(p, percent) }));
  }

  return {
    element,
    spoken,
    draw() {
      const { probe, probed } = store.state;
      element.hidden = !probe;
      if (!probe || !probed) {
        spoken.textContent = "";
        return;
      }
      const { at, point, answers, verdict } = lines(probe);
      const rows = answers.map((text, place) => el("li", place === probe.class ? { class: "likeliest" } : {}, text));
      const layers = probe.layers.slice(0, -1).map((values, layer) =>
        el(
          "li",
          {},
          `${layer === 0 ? t("network.inputs") : t("network.layer", { layer })}: ${values
            .slice(0, MOST)
            .map((value) =>
              Math.abs(value) < 1e-3
                ? number(value, { maximumFractionDigits: 4 })
                : number(value, { maximumSignificantDigits: 3 }),
            )
            .join(" · ")}${values.length > MOST ? " …" : ""}`,
        ),
      );
      element.classList.toggle("left", probed.right > 0.5);
      element.classList.toggle("low", probed.down < 0.5);
      element.replaceChildren(
        el("p", {}, at.slice(0, 4).join(", ") + (at.length > 4 ? " …" : "")),
        ...(point.length ? [el("p", {}, ...point)] : []),
        el("ul", {}, ...rows),
        el("ul", { class: "layers" }, ...layers),
      );
      // Read out when keys have moved it; a pointer's way is too fast to follow.
      spoken.textContent = probed.read ? [...at, ...point, ...answers, ...verdict].join(", ") : "";
    },
  };
}
