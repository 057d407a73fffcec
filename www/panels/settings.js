// The controls of a group of settings, as the catalog lists them; for data, the problem before them.

import { menu } from "../controls/choice.js";
import { frame } from "../controls/frame.js";
import { control } from "../controls/index.js";
import { byId, el, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function settingsPanel(store, catalog) {
  const problemOf = (/** @type {string} */ id) => catalog.data_sets.find((set) => set.id === id)?.problem;
  const present = () => problemOf(store.state.config.data);
  const inGroup = (/** @type {string} */ group) => catalog.settings.filter((entry) => entry.group === group);
  const offered = /** @type {Record<string, (id: string) => boolean>} */ ({
    data: (id) => problemOf(id) === present(),
    loss: (id) => present() === "classification" || catalog.any_target_losses.includes(id),
  });
  const make = (/** @type {string} */ group) =>
    inGroup(group).map((entry) => control(entry, store, offered[entry.key]));

  const problem = problemControl(store, catalog, present, problemOf);
  const data = [problem, ...make("data")];
  const training = make("training");
  const controls = [...data, ...training];

  const regenerate = el("button", { type: "button", id: "regenerate" });
  regenerate.addEventListener("click", () => store.configure({ data_seed: randomSeed() }));
  const counts = el("p", { class: "note", id: "counts" });
  byId("data-controls").append(...data.map((c) => c.element), counts, regenerate);
  byId("training-controls").append(...training.map((c) => c.element));

  return {
    draw(topics) {
      if (topics.has("text")) {
        for (const each of controls) each.texts();
        setText(regenerate, t("data.regenerate"));
        regenerate.title = t("data.regenerate.help");
      }
      if (topics.has("config") || topics.has("refused") || topics.has("text")) {
        for (const each of controls) each.update();
        const { train, test } = store.state.metrics;
        setText(counts, t("data.counts", { train: number(train.samples), test: number(test.samples) }));
      }
    },
  };
}

/**
 * Not a setting of its own: the data set decides it, so that choosing a problem chooses its first set.
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @param {() => string | undefined} present
 * @param {(id: string) => string | undefined} problemOf
 * @returns {import("../controls/frame.js").Control}
 */
function problemControl(store, catalog, present, problemOf) {
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
  const around = frame("problem", list.select);
  return {
    element: around.element,
    update() {
      around.refused(store);
      list.select.value = present() ?? "";
      lastOf[problemOf(store.state.config.data) ?? ""] = store.state.config.data;
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
