// The gradient check: backpropagation beside the definition of the derivative, a verdict, bugs to plant, and the error for every ε.

import { el, release, setText } from "../dom.js";
import { number, sentences, t } from "../i18n/index.js";
import { guide } from "../controls/help.js";
import { math } from "../teaching/math.js";
import { bugChoice } from "./check-bugs.js";
import { pace } from "./check-pace.js";
import { sweepFigure } from "./check-sweep.js";
import { paramName, power, table } from "./check-table.js";
import { columnName } from "./names.js";
import { any, reshaped } from "./panel.js";

/** What is compared: gradients and their error, by its name. */
const FORMULAS = (/** @type {string} */ error) => [
  "\\frac{\\partial L}{\\partial w} \\approx \\frac{L(w + \\epsilon) - L(w - \\epsilon)}{2 \\epsilon}",
  `\\text{${error}} = \\frac{|a - n|}{\\max(|a|, |n|)}`,
];

/** @param {import("./explain.js").Context} context */
export function create({ store }) {
  const layer = el("select", { id: "check-layer" });
  const order = el("select", { id: "check-order" });
  const [layerLabel, orderLabel] = [el("label", { for: layer.id }), el("label", { for: order.id })];
  const now = el("button", { type: "button", id: "check-now" });
  const verdict = verdictBox();
  const bugs = bugChoice(() => pacing.start());
  const list = table(store);
  const sweep = sweepFigure(store);
  const formulas = formulaBox();
  const element = el(
    "div",
    { class: "check" },
    el("div", { class: "check-choices" }, field(layerLabel, layer), field(orderLabel, order), now),
    verdict.element,
    bugs.element,
    list.element,
    sweep.element,
    formulas.element,
    formulas.link,
  );

  /** @type {import("../engine.js").Findings | null} */
  let findings = null;
  const pacing = pace(store, {
    start: (playground) => playground.check_start(Number(layer.value) || null, bugs.planted()),
    finished() {
      findings =
        store.call((playground) => playground.check_findings(order.value === "place" ? "place" : "error")) ?? null;
      bugs.knows(findings);
      draw(true);
    },
    told: () => drawVerdict(),
    forget() {
      findings = null;
      draw(true);
    },
  });

  layer.addEventListener("change", () => pacing.start());
  order.addEventListener("change", () => {
    // While a check goes on, its end brings the order.
    if (!pacing.busy()) pacing.finish();
  });
  now.addEventListener("click", () => {
    pacing.start();
    release(now);
  });

  function drawVerdict() {
    verdict.draw(findings, store.state, { ...pacing.state(), hidden: bugs.hides() });
  }

  /** @param {boolean} fresh whether there is something new to draw */
  function draw(fresh) {
    drawVerdict();
    bugs.draw();
    if (!fresh) return;
    list.draw(findings);
    formulas.draw(findings);
    sweep.draw(findings, bugs.planted() !== null);
  }

  /** What the menu lists, as text. */
  let listed = "";
  function listLayers() {
    const names = Array.from({ length: store.state.config.hidden.length + 1 }, (_, place) =>
      columnName(store.state, place + 1),
    );
    if (listed === names.join()) return;
    listed = names.join();
    const { value } = layer;
    const options = [t("check.layer.all"), ...names].map((name, place) => el("option", { value: place }, name));
    layer.replaceChildren(...options);
    // A layer that is no more gives way to all of them.
    layer.value = Number(value) <= names.length ? value || "0" : "0";
  }

  function texts() {
    listed = "";
    setText(layerLabel, t("check.layer"));
    setText(orderLabel, t("check.order"));
    setText(now, t("check.now"));
    const { value } = order;
    order.replaceChildren(...["error", "place"].map((id) => el("option", { value: id }, t(`check.order.${id}`))));
    order.value = value || "error";
    bugs.texts();
    formulas.texts();
    sweep.texts();
  }

  return {
    element,
    /** @param {Set<import("../store.js").Topic>} topics */
    draw(topics) {
      if (topics.has("text") || layer.options.length === 0) texts();
      if (any(topics, "text", "config", "data")) listLayers();
      if (topics.has("explaining") || any(topics, "config", "data", "training", "running")) pacing.changed(topics);
      draw(topics.has("text") || (reshaped(topics) && !pacing.busy()));
    },
    close() {
      pacing.end();
      bugs.reset();
      findings = null;
    },
  };
}

/**
 * @param {HTMLElement} label
 * @param {HTMLElement} control
 */
function field(label, control) {
  return el("div", { class: "check-field" }, label, control);
}

/** Right or wrong, by a shape, a colour and words, and why. */
function verdictBox() {
  const [sign, title, why, kinks, hidden, when] = ["span", "strong", "p", "p", "p", "p"].map((tag) =>
    el(/** @type {"p"} */ (tag)),
  );
  if (!sign || !title || !why || !kinks || !hidden || !when) throw new Error("six parts");
  sign.className = "check-sign";
  sign.setAttribute("aria-hidden", "true");
  when.className = "note";
  when.id = "check-when";
  title.id = "check-title";
  const said = el("div", { class: "check-said", role: "status" }, el("p", {}, sign, title), why, kinks, hidden);
  const element = el("div", { class: "check-verdict", id: "check-verdict" }, said, when);
  return {
    element,
    /**
     * @param {import("../engine.js").Findings | null} findings
     * @param {import("../store.js").State} state
     * @param {{ busy: boolean, old: boolean, waits: boolean, nothing: boolean, ms: number, step: number, params: number, hidden: boolean }} at
     */
    draw(findings, state, at) {
      // In the midst of training it changes all the time: that is not read out.
      said.setAttribute("aria-live", state.running ? "off" : "polite");
      const verdict = findings && !findings.nothing ? (findings.passed ? "pass" : "fail") : "none";
      element.dataset.verdict = verdict;
      setText(sign, { pass: "✓", fail: "✗", none: "" }[verdict]);
      const none = findings ? "check.nothing" : at.nothing && "check.none";
      setText(title, verdict !== "none" ? t(`check.${verdict}`) : none ? t(none) : "");
      setText(
        why,
        findings ? reason(findings, state) : at.waits ? t("check.waits", { params: number(at.params) }) : "",
      );
      setText(kinks, findings?.kinks ? t("check.kinks", { kinks: number(findings.kinks) }) : "");
      setText(hidden, at.hidden && findings?.passed ? t("check.hidden") : "");
      setText(
        when,
        findings ? sentences([progress(at), timed(findings, at), !at.busy && age(at, state)]) : progress(at),
      );
      for (const part of [why, kinks, hidden]) part.hidden = part.textContent === "";
    },
  };
}

/**
 * @param {import("../engine.js").Findings} findings
 * @param {import("../store.js").State} state
 */
function reason({ nothing, worst, passed, failed, of, tolerance }, state) {
  if (nothing) return t(`check.nothing.${nothing.why}`, { layer: columnName(state, nothing.layer) });
  if (!worst) return t("check.pass.empty");
  return t(passed ? "check.pass.why" : "check.fail.why", {
    error: power(worst.error),
    param: paramName(state, worst),
    tolerance: power(tolerance),
    failed: number(failed),
    of: number(of),
  });
}

/**
 * Whether the network is another one by now: for long, or until training rests.
 * @param {{ old: boolean, waits: boolean, params: number }} at
 * @param {import("../store.js").State} state
 */
function age({ old, waits, params }, state) {
  if (!old || (state.running && !waits)) return "";
  return waits ? `${t("check.old")} ${t("check.waits", { params: number(params) })}` : t("check.old");
}

/** @param {{ busy: boolean, checked?: number, of?: number }} at */
function progress({ busy, checked, of }) {
  if (!busy || of === undefined || checked === undefined) return "";
  return checked < of ? t("check.busy", { checked: number(checked), of: number(of) }) : t("check.sweeping");
}

/**
 * @param {import("../engine.js").Findings} findings
 * @param {{ ms: number, step: number }} at
 */
function timed({ samples, eps }, { ms, step }) {
  return t("check.when", {
    step: number(step),
    samples: number(samples),
    eps: power(eps),
    ms: number(ms, { maximumSignificantDigits: 2 }),
  });
}

/** The definition and the error as formulas, and what they say. */
function formulaBox() {
  const title = el("h3");
  const [definition, error, finer] = [el("p"), el("p"), el("p", { class: "note" })];
  const link = el("a", { class: "check-guide", target: "_blank", rel: "noopener" });
  const [first, second] = [el("div", { class: "check-formula" }), el("div", { class: "check-formula" })];
  return {
    element: el("section", { class: "check-formulas" }, title, definition, first, error, second, finer),
    link,
    texts() {
      setText(title, t("check.formula.label"));
      setText(definition, t("check.formula.definition"));
      setText(finer, t("check.formula.finer"));
      setText(link, t("check.guide"));
      // Their names are in the page's language.
      for (const [place, text] of FORMULAS(t("check.formula.word")).entries()) {
        const shown = math(text);
        shown.setAttribute("display", "block");
        [first, second][place]?.replaceChildren(shown);
      }
      link.href = guide("panel-check");
    },
    /** @param {import("../engine.js").Findings | null} findings */
    draw(findings) {
      setText(error, findings ? t("check.formula.error", { floor: power(findings.floor) }) : "");
    },
  };
}
