// The state in the address bar, behind "#": the engine reads and writes it.

import { fromLink, isSaved } from "./saved.js";

/** The settings in the address, as text. */
export function link() {
  return location.hash.slice(1);
}

/**
 * @typedef {object} Asked
 * @property {import("./engine.js").Config} config
 * @property {import("./store.js").Notice | null} notice
 * @property {Uint8Array | null} saved where the link holds more than settings
 */

/**
 * Reads a link as far as it is understood; a notice says what is not.
 * @param {Pick<typeof import("../target/pkg/chainrule.js"), "read_link" | "config_from_link">} engine
 * @returns {Promise<Asked>}
 */
export async function read(engine) {
  if (!isSaved(link())) {
    const asked = engine.read_link(link());
    return { config: asked.config, notice: told(asked), saved: null };
  }
  const saved = await fromLink(link());
  return { config: engine.config_from_link(""), saved, notice: saved ? null : { key: "saved.damaged" } };
}

/**
 * What is to be said of a link; nothing where all is as it says.
 * @param {import("./engine.js").LinkRead} asked
 * @returns {import("./store.js").Notice | null}
 */
function told({ taken, exact, own, differences, left_out: faults }) {
  const wrong = faults.length > 0;
  if (differences) {
    const notes = differences.map((id) => `link.differs.${id}`);
    return { key: wrong ? "link.tensorflow.some" : "link.tensorflow", faults, notes };
  }
  if (wrong && taken === 0 && !own)
    return { key: "error.link", faults, notes: faults.length > 1 ? ["link.faults"] : [] };
  const said = [...(wrong ? ["error.link.part"] : []), ...(own ? ["link.own"] : [])];
  const [key, ...notes] = said;
  return key ? { key, faults, notes: [...notes, exact ? "link.rest" : "link.rest.some"] } : null;
}

/**
 * Returns as many of an address's names as a message has room for, each as far as it has.
 * @param {string[]} names
 */
export const few = (names) => names.slice(0, MOST_NAMES).map((name) => name.slice(0, MOST_OF_NAME));

/** Of names that are told. */
const MOST_NAMES = 5;
const MOST_OF_NAME = 30;

/** Milliseconds that settings must rest before the address takes them: browsers limit how often it may change. */
const REST = 200;

let waiting = 0;

/** Leaves the address as it is: another was followed. */
export function stop() {
  clearTimeout(waiting);
}

/**
 * Keeps the address in step with the settings, and notes in the browser's history which run it shows.
 * @param {string} text
 * @param {string} run
 */
export function write(text, run) {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (text === link() && history.state?.run === run) return;
    try {
      history.replaceState({ run }, "", text ? `#${text}` : location.pathname + location.search);
    } catch (error) {
      reportError(error);
    }
  }, REST);
}
