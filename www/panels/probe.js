// What the network says of one place: coordinates, each class's probability, each layer's values. Lies over the picture's corner, away from the pointer.

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
  function lines({ x, answers, target, class: likeliest }) {
    const { columns, target: answer } = store.state.about;
    const at = x.map((value, place) => `${label(columns[place] ?? "")} ${figure(value)}`);
    const point =
      target === null ? [] : [t("probe.point", { name: likeliest === null ? figure(target) : name(target) })];
    const said =
      likeliest === null
        ? [`${label(answer)} ${figure(answers[0])}`]
        : answers.map((p, place) =>
            t("probe.class", {
              name: name(place),
              p: number(p, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
            }),
          );
    return { at, point, said };
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
      const { at, point, said: answers } = lines(probe);
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
      spoken.textContent = probed.read ? [...at, ...point, ...answers].join(", ") : "";
    },
  };
}
