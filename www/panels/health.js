// Health: what goes on in each layer, what it is a sign of, and a button that helps.

import { el, release, setText } from "../dom.js";
import { figure, maybe, number, share, t } from "../i18n/index.js";
import { BAND, columns, signs } from "./health-signs.js";
import { columnName } from "./names.js";
import { any, paced } from "./panel.js";

/** @typedef {import("./health-signs.js").Sign} Sign */
/** @typedef {import("./health-signs.js").Column} Column */

const PARTS = /** @type {const} */ (["weights", "outputs", "grads"]);

/** The band's ends, as powers of ten. */
const [LOWEST, HIGHEST] = [-6, 0];

/** @param {import("./explain.js").Context} context */
export function create({ store, catalog }) {
  const found = el("ul", { class: "health-signs", id: "health-signs" });
  const list = el("div", { class: "health-layers", id: "health-layers" });
  const rule = el("p", { class: "note" });
  const element = el("div", { class: "health" }, found, list, rule);
  /** @type {ReturnType<typeof layerBox>[]} */
  let boxes = [];
  let drawn = "";

  function draw() {
    const statistics = store.call((playground) => playground.statistics());
    if (!statistics) return;
    const all = columns(statistics.layers);
    if (boxes.length !== all.length) {
      boxes = all.map(layerBox);
      list.replaceChildren(...boxes.map((box) => box.element));
    }
    const begun = store.state.progress.step > 0;
    for (const [place, box] of boxes.entries()) {
      const column = all[place];
      if (column) box.draw(column, columnName(store.state, column.column), begun);
    }
    drawSigns(signs(all, store.state.config, store.state.progress));
    setText(rule, t("health.rule"));
  }

  /** @param {Sign[]} all */
  function drawSigns(all) {
    const texts = all.map((sign) => said(sign));
    if (all.length === 0) texts.push(t("health.well"));
    const kind = JSON.stringify([all.map(({ id, column, fix }) => [id, column, fix]), t("health.well")]);
    if (kind !== drawn) {
      drawn = kind;
      found.replaceChildren(...texts.map((_, place) => item(all[place])));
    }
    for (const [place, text] of texts.entries()) {
      const line = found.children[place]?.firstElementChild;
      if (line) setText(line, text);
    }
  }

  /** @param {Sign} sign */
  function said({ id, column, shown }) {
    const written = Object.entries(shown).map(([key, value]) => [
      key,
      key === "share" ? share(value) : key === "step" ? number(value) : figure(value),
    ]);
    return t(`health.sign.${id}`, { layer: columnName(store.state, column), ...Object.fromEntries(written) });
  }

  /** @param {Sign | undefined} sign */
  function item(sign) {
    const line = el("p");
    if (!sign) return el("li", { class: "health-well", "data-sign": "well" }, line);
    const entry = el("li", { class: "health-ill", "data-sign": sign.id }, line);
    if (Object.keys(sign.fix).length === 0) return entry;
    const button = el("button", { type: "button", class: "health-fix" }, t("health.fix", { what: what(sign.fix) }));
    button.addEventListener("click", () => {
      release(button);
      store.configure(sign.fix);
      // What diverged begins again, with the new settings.
      if (store.state.refused === null && ["diverged", "decay"].includes(sign.id)) store.reset();
    });
    entry.append(button);
    return entry;
  }

  /** What a fix changes, in the words of the page's controls. @param {Sign["fix"]} fix */
  function what(fix) {
    const parts = Object.entries(fix).map(([key, value]) => {
      const group = catalog.settings.find((setting) => setting.key === key)?.words ?? key;
      const id = Array.isArray(value) ? value[0] : value;
      const name = typeof id === "string" ? (maybe(`choice.${group}.${id}`) ?? id) : id;
      const text = typeof name === "number" ? number(name, { maximumSignificantDigits: 3 }) : String(name);
      return t("health.change", { setting: t(`setting.${key}.label`), value: text });
    });
    return parts.join(t("health.and"));
  }

  const calm = paced(store, "training", draw);
  return {
    element,
    /** @param {Set<import("../store.js").Topic>} topics */
    draw(topics) {
      if (any(topics, "text", "explaining", "config", "data", "training", "running")) calm(topics);
    },
  };
}

/** A layer: three distributions, what its units do, and how far its weights move. */
function layerBox() {
  const title = el("h3");
  const figures = PARTS.map(() => histogram());
  const units = el("p", { class: "health-units" });
  const step = band();
  const element = el(
    "section",
    { class: "health-layer" },
    title,
    el("div", { class: "health-figures" }, ...figures.map((each) => each.element)),
    units,
    step.element,
  );
  return {
    element,
    /** @param {Column} column @param {string} name @param {boolean} begun */
    draw({ dense, last, dead, saturated }, name, begun) {
      setText(title, name);
      const summaries = [dense.weights, last.outputs, dense.grads];
      for (const [place, part] of PARTS.entries()) {
        figures[place]?.draw(t(`health.part.${part}`), name, summaries[place] ?? null);
      }
      units.hidden = dead === null;
      if (dead !== null) setText(units, t("health.units", { dead: share(dead), saturated: share(saturated ?? 0) }));
      step.draw(begun ? dense.update_ratio : null);
    },
  };
}

/** The engine's counts as bars. */
function histogram() {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  const bars = document.createElementNS(name, "path");
  svg.setAttribute("viewBox", "0 0 100 36");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.append(bars);
  const [title, ends, spread] = [el("span", { class: "health-part" }), el("span"), el("span")];
  const element = el("div", { class: "health-figure" }, title, svg, ends, spread);
  return {
    element,
    /** @param {string} part @param {string} layer @param {import("./health-signs.js").Layer["weights"]} summary */
    draw(part, layer, summary) {
      element.hidden = summary === null;
      if (!summary) return;
      const most = Math.max(...summary.histogram);
      const width = 100 / summary.histogram.length;
      const path = [...summary.histogram].map((count, place) => {
        const height = (count / most) * 36;
        return `M${place * width} 36v${-height}h${width * 0.9}v${height}z`;
      });
      bars.setAttribute("d", path.join(""));
      const range = t("health.range", { min: figure(summary.min), max: figure(summary.max) });
      svg.setAttribute("aria-label", t("health.histogram", { part, layer, range }));
      setText(title, part);
      setText(ends, range);
      setText(spread, t("health.spread", { std: figure(summary.std) }));
    },
  };
}

/** Where the last step lies beside the usual ones, by powers of ten. */
function band() {
  const text = el("p", { class: "health-units" });
  const healthy = el("span", { class: "health-usual" });
  const marker = el("span", { class: "health-marker" });
  const track = el("div", { class: "health-band", "aria-hidden": "true" }, healthy, marker);
  healthy.style.left = `${position(BAND.low)}%`;
  healthy.style.width = `${position(BAND.high) - position(BAND.low)}%`;
  return {
    element: el("div", {}, text, track),
    /** @param {number | null} ratio */
    draw(ratio) {
      setText(text, ratio === null ? t("health.unmoved") : t("health.ratio", { ratio: figure(ratio) }));
      marker.hidden = ratio === null;
      if (ratio !== null) marker.style.left = `${position(ratio)}%`;
    },
  };
}

/** @param {number} ratio */
function position(ratio) {
  const power = ratio > 0 ? Math.log10(ratio) : LOWEST;
  return ((Math.min(Math.max(power, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)) * 100;
}
