// Health: what goes on in each layer, what it is a sign of, and a button that helps.

import { el, release, setText, svgEl } from "../dom.js";
import { figure, known, maybe, number, sentences, share, t } from "../i18n/index.js";
import { columnName } from "./names.js";
import { any, paced } from "./panel.js";

/** @typedef {import("../engine.js").Health} Health */
/** @typedef {Health["signs"][number]} Sign */
/** @typedef {Health["columns"][number]} Column */

const PARTS = /** @type {const} */ (["weights", "outputs", "grads"]);

/** How the numbers of a sign are written; the others are figures. */
const WRITTEN = /** @type {Record<string, (value: number) => string>} */ ({
  share,
  step: number,
  lr: plain,
  strength: plain,
  limit: plain,
  alike: number,
  units: number,
  least: plain,
  most: plain,
  low: plain,
  high: plain,
  start: share,
  wrong: share,
  right: share,
  r2: share,
  reach: share,
  epochs: number,
});

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
    const health = store.call((playground) => playground.health());
    if (!health) return;
    // A gradient that is not finite is found out here: it is a divergence, told as any other.
    if (!store.state.progress.diverged) store.evaluate();
    const { columns, trend } = health;
    if (boxes.length !== columns.length) {
      boxes = columns.map(layerBox);
      list.replaceChildren(...boxes.map((box) => box.element));
    }
    const { progress } = store.state;
    // What was gone back to after a divergence is where the last step began.
    const [begun, diverged] = [progress.step > 0, progress.diverged !== null];
    for (const [place, box] of boxes.entries()) {
      const column = columns[place];
      if (column) box.draw(column, columnName(store.state, place + 1), { ...health, place, begun, diverged });
    }
    drawSigns(health.signs);
    const steps = { from: number(trend.steps[0] ?? 0), to: number(trend.steps.at(-1) ?? 0) };
    setText(rule, sentences([t("health.rule"), trend.steps.length > 1 && t("health.trend.rule", steps)]));
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
    const written = Object.entries(shown).map(([key, value]) => [key, (WRITTEN[key] ?? figure)(value)]);
    // Some numbers make it another sentence.
    const keys = [...Object.keys(shown).map((key) => `health.sign.${id}.${key}`), `health.sign.${id}`];
    return t(keys.find(known) ?? "", { layer: columnName(store.state, column), ...Object.fromEntries(written) });
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
      // What diverged begins again, with the new settings: one change, which undo takes back.
      if (sign.restart) store.reset(sign.fix);
      else store.configure(sign.fix);
    });
    entry.append(button);
    return entry;
  }

  /** What a fix changes, in the words of the page's controls. @param {Sign["fix"]} fix */
  function what(fix) {
    const parts = Object.entries(fix).map(([key, value]) => {
      const group = catalog.settings.find((setting) => setting.key === key)?.words ?? key;
      // One activation for all layers; each layer's number of units.
      const id = Array.isArray(value) ? (typeof value[0] === "string" ? value[0] : value.join("-")) : value;
      const name = typeof id === "string" ? maybe(`choice.${group}.${id}`) || id : id;
      const text =
        typeof name === "number" ? plain(name) : typeof name === "boolean" ? t(`health.${name}`) : String(name);
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

/** A setting's number. @param {number} value */
function plain(value) {
  return number(value, { maximumSignificantDigits: 3 });
}

/** A layer: three distributions with their sizes over the steps, what its units do, and how far its weights move. */
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
    /** @param {Column} column @param {string} name @param {Health & { place: number, begun: boolean, diverged: boolean }} health */
    draw(column, name, { place, begun, diverged, band: usual, trend }) {
      setText(title, name);
      const { dead, saturated, update_ratio: ratio } = column;
      for (const [at, part] of PARTS.entries()) {
        const powers = trend.columns[place]?.[part] ?? [];
        figures[at]?.draw(t(`health.part.${part}`), name, column[part], { ...trend, powers });
      }
      units.hidden = dead === null;
      if (dead !== null) setText(units, t("health.units", { dead: share(dead), saturated: share(saturated ?? 0) }));
      step.element.hidden = diverged;
      step.draw(begun ? ratio : null, begun, usual);
    },
  };
}

/** The engine's counts as bars, and below them the size at the steps since the start as a line. */
function histogram() {
  const [bars, line] = [picture(36), picture(20)];
  line.svg.classList.add("health-trend");
  const title = el("span", { class: "health-part" });
  const [ends, spread, size] = [el("span"), el("span"), el("span")];
  const element = el("div", { class: "health-figure" }, title, bars.svg, ends, spread, line.svg, size);
  return {
    element,
    /** @param {string} part @param {string} layer @param {Column["weights"]} summary @param {Health["trend"] & { powers: (number | null)[] }} trend */
    draw(part, layer, summary, { powers, low, high }) {
      const most = Math.max(...summary.histogram);
      const width = 100 / summary.histogram.length;
      const path = [...summary.histogram].map((count, place) => {
        const height = (count / most) * 36;
        return `M${place * width} 36v${-height}h${width * 0.9}v${height}z`;
      });
      const alike = summary.min === summary.max;
      const range = alike
        ? t("health.all", { value: brief(summary.min) })
        : t("health.range", { min: brief(summary.min), max: brief(summary.max) });
      bars.draw(path.join(""), t("health.histogram", { part, layer, range }));
      setText(title, part);
      setText(ends, range);
      spread.hidden = alike;
      setText(spread, t("health.spread", { std: brief(summary.std) }));
      const measured = powers.filter((power) => power !== null);
      const told = measured.length > 1;
      line.svg.toggleAttribute("hidden", !told);
      size.hidden = !told;
      if (!told) return;
      const [first = 0, last = 0] = [measured[0], measured.at(-1)];
      const words = t("health.trend", { first: brief(10 ** first), last: brief(10 ** last) });
      line.draw(trendLine(powers, low, high), t("health.trend.label", { part, layer, words }));
      setText(size, words);
    },
  };
}

/** A line through powers of ten; where one is missing it has a gap. @param {(number | null)[]} powers @param {number} low @param {number} high */
function trendLine(powers, low, high) {
  const path = powers.map((power, place) => {
    if (power === null) return "";
    const [x, y] = [(place / (powers.length - 1)) * 100, ((high - Math.max(power, low)) / (high - low)) * 20];
    return `${(powers[place - 1] ?? null) === null ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return path.join("");
}

/** A number below a picture: three digits. @param {number} value */
function brief(value) {
  if (value === 0) return number(0);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return figure(value);
  return number(value, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

/** One path with words for it. @param {number} height */
function picture(height) {
  const path = svgEl("path");
  const svg = svgEl("svg", { viewBox: `0 0 100 ${height}`, preserveAspectRatio: "none", role: "img" }, path);
  return {
    svg,
    /** @param {string} d @param {string} label */
    draw(d, label) {
      path.setAttribute("d", d);
      svg.setAttribute("aria-label", label);
    },
  };
}

/** Where the last step lies beside the usual ones, by powers of ten. */
function band() {
  const text = el("p", { class: "health-units" });
  const healthy = el("span", { class: "health-usual" });
  const marker = el("span", { class: "health-marker" });
  const track = el("div", { class: "health-band", "aria-hidden": "true" }, healthy, marker);
  return {
    element: el("div", {}, text, track),
    /** @param {number | null} ratio @param {boolean} begun whether a step was taken @param {Health["band"]} band */
    draw(ratio, begun, { low, high, from, to }) {
      const position = (/** @type {number} */ at) => {
        const within = Math.min(Math.max(at, from), to);
        return (Math.log10(within / from) / Math.log10(to / from)) * 100;
      };
      healthy.style.left = `${position(low)}%`;
      healthy.style.width = `${position(high) - position(low)}%`;
      const none = begun ? "health.weightless" : "health.unmoved";
      setText(text, ratio === null ? t(none) : t("health.ratio", { ratio: brief(ratio) }));
      marker.hidden = ratio === null;
      if (ratio !== null) marker.style.left = `${position(ratio)}%`;
    },
  };
}
