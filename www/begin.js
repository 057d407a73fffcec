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
    return { playground, notice: salvaged(playground, saved) };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { playground: new engine.Playground(config), notice: { key: "error.link", faults: [error] } };
  }
}

/**
 * Opens the first of these that is whole, else the first that can be opened in part; what is not opened whole is put aside.
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {import("./url.js").Asked} asked
 * @param {Autosave} autosave
 * @param {Found[]} found
 * @returns {Begun}
 */
function recalled(engine, asked, autosave, found) {
  /** @type {Found[]} */
  const unreadable = [];
  /** @type {{ playground: import("./engine.js").Playground, each: Found } | null} */
  let part = null;
  for (const each of found) {
    try {
      const playground = engine.Playground.from_saved(each.bytes);
      if (playground.left_out().parts.length > 0) {
        if (part) playground.free();
        else part = { playground, each };
        continue;
      }
      part?.playground.free();
      void autosave.adopt(each);
      void autosave.putAside(part ? [...unreadable, part.each] : unreadable);
      return { playground, notice: (store) => told(engine, store) };
    } catch (error) {
      if (!isInputError(error)) throw error;
      unreadable.push(each);
    }
  }
  if (part) {
    const { playground, each } = part;
    void autosave.adopt(each);
    // The run goes on in its record.
    void autosave.putAside([...unreadable, each], true);
    return { playground, notice: () => salvaged(playground, each.bytes, each) };
  }
  autosave.begin();
  void autosave.putAside(unreadable);
  const { playground } = linked(engine, asked, autosave);
  const [{ bytes, about }] = /** @type {[Found]} */ (unreadable);
  return { playground, notice: () => ({ key: "recalled.unreadable", actions: [asFile(bytes, about?.data)] }) };
}

/**
 * Offers bytes that were saved as a file.
 * @param {Uint8Array} bytes
 * @param {string} [name]
 */
const asFile = (bytes, name = "kept") => ({ key: "kept.file", act: () => void toFile(`chainrule-${name}`, bytes) });

/**
 * Tells what was left out of the session that was opened last, and offers the original as a file. Returns nothing where
 * all of it was opened.
 * @param {import("./engine.js").Playground} playground
 * @param {Uint8Array} bytes the original
 * @param {Found} [record] the record that holds it, where that was put aside
 * @returns {Notice | null}
 */
export function salvaged(playground, bytes, record) {
  const { parts, pinned } = playground.left_out();
  if (parts.length === 0) return null;
  const notes = parts.map((part) => `salvaged.${part}`);
  if (pinned) notes.push("salvaged.pinned");
  if (record) notes.push("salvaged.kept");
  return { key: "salvaged.told", notes, actions: [asFile(bytes, record?.about?.data ?? playground.config().data)] };
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
