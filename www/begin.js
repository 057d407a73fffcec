// What the page opens with: what a link holds, what this tab showed before, or what the link's settings say.

import { isInputError } from "./engine.js";
import { number } from "./i18n/index.js";
import * as url from "./url.js";

/** @typedef {import("./store.js").Store} Store */

/** Ways to come back to a page. */
const AGAIN = ["reload", "back_forward"];

/**
 * @typedef {object} Begun
 * @property {import("./engine.js").Playground} playground
 * @property {(store: Store) => import("./store.js").Notice | null} notice what is to be said first
 */

/**
 * @param {typeof import("../target/pkg/chainrule.js")} engine
 * @param {import("./url.js").Asked} asked
 * @param {import("./autosave.js").Autosave} autosave
 * @returns {Begun}
 */
export function begin(engine, { config, notice, saved }, autosave) {
  /** @type {(bytes: Uint8Array, say: Begun["notice"]) => Begun} */
  const open = (bytes, say) => {
    try {
      return { playground: engine.Playground.from_saved(bytes), notice: say };
    } catch (error) {
      if (!isInputError(error)) throw error;
      return { playground: new engine.Playground(config), notice: () => ({ key: "error.link", faults: [error] }) };
    }
  };
  if (saved) return open(saved, () => null);

  const { found } = autosave;
  const asks = url.link();
  // The same page loaded again, or a link that was followed.
  const again =
    found?.own &&
    performance
      .getEntriesByType("navigation")
      .some((entry) => AGAIN.includes(/** @type {PerformanceNavigationTiming} */ (entry).type));
  const other = asks !== "" && asks !== found?.link && !again;
  // Points that a link has no room for are in the tab's own record.
  const wrong = again && notice?.key === "link.own" ? null : notice;
  if (!found || wrong || other) return { playground: new engine.Playground(config), notice: () => notice };
  // Others may have come by the same link: it is for the person to say.
  if (asks !== "" && !found.own) {
    return { playground: new engine.Playground(config), notice: (store) => offer(autosave, store) };
  }
  autosave.adopt();
  return open(found.bytes, (store) => {
    const { step, epoch } = store.state.progress;
    const afresh = { key: "share.afresh", act: () => store.reset(engine.config_from_link("")) };
    return step > 0 ? { key: "recalled.told", params: { epoch: number(epoch) }, actions: [afresh] } : null;
  });
}

/**
 * Offers to go on with what was found.
 * @param {import("./autosave.js").Autosave} autosave
 * @param {Store} store
 * @returns {import("./store.js").Notice}
 */
export function offer(autosave, store) {
  const take = () => {
    autosave.adopt();
    store.open(autosave.found?.bytes ?? null);
  };
  return { key: "recalled.offer", actions: [{ key: "recalled.take", act: take }] };
}
