// Decides what the page opens with: what a link holds, what this tab showed before, or what the link's settings say.

import { isInputError } from "./engine.js";
import { number } from "./i18n/index.js";
import { toFile } from "./saved.js";
import * as url from "./url.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Notice} Notice */
/** @typedef {import("./autosave.js").Autosave} Autosave */
/** @typedef {import("./records.js").Found} Found */

/** Ways to come back to a page. */
const AGAIN = ["reload", "back_forward"];

/**
 * @typedef {object} Begun
 * @property {import("./engine.js").Playground} playground
 * @property {(store: Store) => Notice | null} notice what is to be said first
 */

/** Whether the page was loaded again, or come back to. */
function again() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return AGAIN.includes(entry?.type ?? "");
}

/**
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {import("./url.js").Asked} asked
 * @param {Autosave} autosave
 * @returns {Begun}
 */
export function begin(engine, asked, autosave) {
  const { mine, orphan } = autosave;
  const [found] = mine;
  const link = url.link();
  if (found && !autosave.distrusted && (again() || link === "" || link === found.link)) {
    return recalled(engine, asked, autosave, mine);
  }
  if (!found && orphan && link === "") return recalled(engine, asked, autosave, [orphan]);
  autosave.begin();
  const { playground, notice } = linked(engine, asked, autosave);
  if (found) {
    const why = autosave.distrusted ? "distrusted" : "kept";
    return { playground, notice: (store) => beside(notice, autosave.offer(store, found.id, why)) };
  }
  // Others may have come by the same link: it is for the person to say.
  if (!notice && orphan?.link === link) {
    return { playground, notice: (store) => autosave.offer(store, orphan.id, "recalled") };
  }
  return { playground, notice: () => notice };
}

/**
 * Opens what a link holds.
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {import("./url.js").Asked} asked
 * @param {Autosave} autosave
 * @returns {{ playground: import("./engine.js").Playground, notice: Notice | null }}
 */
function linked(engine, { config, notice, saved }, autosave) {
  if (!saved) return { playground: new engine.Playground(config), notice };
  try {
    const playground = engine.Playground.from_saved(saved);
    // The address will hold its settings alone.
    autosave.keepAnyway();
    return { playground, notice: null };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { playground: new engine.Playground(config), notice: { key: "error.link", faults: [error] } };
  }
}

/**
 * Opens the first of these that can be opened; the others are put aside.
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {import("./url.js").Asked} asked
 * @param {Autosave} autosave
 * @param {Found[]} found
 * @returns {Begun}
 */
function recalled(engine, asked, autosave, found) {
  /** @type {Found[]} */
  const unreadable = [];
  for (const each of found) {
    try {
      const playground = engine.Playground.from_saved(each.bytes);
      void autosave.adopt(each);
      void autosave.putAside(unreadable);
      return { playground, notice: (store) => told(engine, store) };
    } catch (error) {
      if (!isInputError(error)) throw error;
      unreadable.push(each);
    }
  }
  autosave.begin();
  void autosave.putAside(unreadable);
  const { playground } = linked(engine, asked, autosave);
  const [{ bytes, about }] = /** @type {[Found]} */ (unreadable);
  const keep = { key: "kept.file", act: () => void toFile(`chainrule-${about?.data ?? "kept"}`, bytes) };
  return { playground, notice: () => ({ key: "recalled.unreadable", actions: [keep] }) };
}

/**
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {Store} store
 * @returns {Notice | null}
 */
function told(engine, store) {
  const { step, epoch } = store.state.progress;
  const afresh = { key: "share.afresh", act: () => store.reset(engine.config_from_link("")) };
  return step > 0 ? { key: "recalled.told", params: { epoch: number(epoch) }, actions: [afresh] } : null;
}

/**
 * One notice of two: what is wrong with a link comes first, with the offer of the other.
 * @param {Notice | null} first
 * @param {Notice | null} second
 * @returns {Notice | null}
 */
export function beside(first, second) {
  return first && second
    ? { ...first, actions: [...(first.actions ?? []), ...(second.actions ?? [])] }
    : (first ?? second);
}
