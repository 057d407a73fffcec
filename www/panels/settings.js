// The controls of each group of settings, as the catalog lists them: those in use all the time on the page, the others in sheets.

import { menu } from "../controls/choice.js";
import { frame } from "../controls/frame.js";
import { galleryControl } from "../controls/gallery.js";
import { control } from "../controls/index.js";
import { sheet } from "../controls/sheet.js";
import { byId, el, release, setText } from "../dom.js";
import { figure, minus, number, t } from "../i18n/index.js";
import { any } from "./panel.js";

/** Pixels of a data set's picture in each direction. */
const THUMB = 84;

/** The data set of the user's own points. */
const OWN = "own";

/** Groups behind a button each, and the element that has the buttons. */
const SHEETS = /** @type {const} */ ({
  samples: "data-sheets",
  network: "training-sheets",
  optimizer: "training-sheets",
  schedule: "training-sheets",
  regularisation: "training-sheets",
});

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function settingsPanel(store, catalog) {
  const problemOf = (/** @type {string} */ id) => catalog.data_sets.find((set) => set.id === id)?.problem;
  const present = () => store.state.about.problem;
  // The user's own points are of either problem.
  const sameProblem = (/** @type {string} */ id) => id === OWN || problemOf(id) === present();
  // The list of layers has a place of its own.
  const inGroup = (/** @type {string} */ group) =>
    catalog.settings.filter((entry) => entry.group === group && entry.shape.type !== "list");
  const paint = (/** @type {HTMLCanvasElement} */ canvas, /** @type {string} */ id) =>
    store.tried((playground) => playground.draw_data_set(canvas, id, THUMB));
  const make = (/** @type {string} */ group) =>
    inGroup(group).map((entry) =>
      entry.key === "data" ? galleryControl(entry, store, catalog, sameProblem, paint) : control(entry, store, catalog),
    );

  const problem = problemControl(store, catalog, present);
  const data = [problem, ...make("data")];
  const features = make("features");
  const training = make("training");
  const rate = el("span", { class: "note", id: "lr-now" });
  const brought = el("span", { class: "note", id: "lr-brought", role: "status" });
  training.find(({ element }) => element.dataset.setting === "lr")?.element.append(rate, brought);
  const sheets = Object.entries(SHEETS).map(([group, place]) => {
    const controls = make(group);
    const { button, panel, say } = sheet(group, ...controls.map((c) => c.element));
    byId(place).append(button, panel);
    return { group, controls, say };
  });
  const controls = [...data, ...features, ...training, ...sheets.flatMap((each) => each.controls)];

  const regenerate = el("button", { type: "button", id: "regenerate" });
  regenerate.addEventListener("click", () => {
    store.configure({ data_seed: randomSeed() });
    release(regenerate);
  });
  const counts = el("p", { class: "note", id: "counts" });
  byId("data-controls").append(...data.map((c) => c.element), counts);
  byId("data-sheets").prepend(regenerate);
  byId("features-controls").append(...features.map((c) => c.element));
  byId("training-controls").append(...training.map((c) => c.element));

  function drawSheets() {
    // The link has what differs from the usual.
    const link = new URLSearchParams(store.call((playground) => playground.link()) ?? "");
    for (const { group, say } of sheets) {
      const count = inGroup(group).filter((entry) => link.has(entry.key)).length;
      say(t(`sheet.${group}`), count > 0 ? t("sheet.changed", { count }) : "");
    }
  }

  let last = store.state.config;
  /** The learning rate before the optimiser that brought its own; none where the rate was chosen. @type {number | null} */
  let before = null;
  /** Says at the learning rate that it came with the optimiser. */
  function sayBrought() {
    const { optimizer, lr } = store.state.config;
    if (optimizer !== last.optimizer || lr !== last.lr) {
      const usual = catalog.optimizers.find(({ id }) => id === optimizer)?.lr;
      before = optimizer !== last.optimizer && lr !== last.lr && lr === usual ? last.lr : null;
    }
    last = store.state.config;
    const named = { optimizer: t(`choice.optimizer.${optimizer}`), before: minus(String(before)) };
    setText(brought, before === null ? "" : t("lr.brought", named));
  }

  let tested = "";
  return {
    draw(topics) {
      if (topics.has("text")) {
        for (const each of controls) each.texts();
      }
      const { train, test } = store.state.metrics;
      // What watches the test loss has to say when there is none.
      const watched = `${test.samples > 0} ${test.loss === null}`;
      if (any(topics, "config", "refused", "text") || watched !== tested) {
        tested = watched;
        for (const each of controls) each.update();
        sayBrought();
        setText(counts, t("data.counts", { train: number(train.samples), test: number(test.samples) }));
        const own = store.state.config.data === OWN;
        setText(regenerate, t(own ? "data.regenerate.own" : "data.regenerate"));
        regenerate.title = t(own ? "data.regenerate.own.help" : "data.regenerate.help");
        drawSheets();
      }
      const { lr } = store.state.progress;
      setText(rate, lr === store.state.config.lr ? "" : t("lr.now", { lr: figure(lr) }));
      // Pictures come last: where none can be drawn, all else is there.
      if (topics.has("look")) for (const each of controls) each.look?.();
      if (topics.has("data")) for (const each of controls) each.data?.();
    },
  };
}

/**
 * Not a setting of its own: the data set decides it, so that choosing a problem chooses its first set.
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @param {() => string} present
 * @returns {import("../controls/frame.js").Control}
 */
function problemControl(store, catalog, present) {
  /** @type {Record<string, string>} */
  const lastOf = {};
  const list = menu(
    catalog.problems,
    (id) => `problem.${id}`,
    (id) => {
      const first = catalog.data_sets.find((set) => set.problem === id);
      const data = lastOf[id] ?? first?.id;
      if (data) store.configure({ data }, "problem");
    },
  );
  const around = frame({ key: "problem" }, list.select);
  return {
    element: around.element,
    update() {
      around.update(store, catalog);
      list.select.value = present();
      lastOf[present()] = store.state.config.data;
    },
    texts() {
      around.texts();
      list.texts();
    },
  };
}

/** A seed that nobody chose. */
export function randomSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
