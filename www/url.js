// The state in the address bar, behind "#": the engine reads and writes it.

import { isInputError } from "./engine.js";
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
 * Reads a link; what is wrong in it gives the defaults, and a notice that says why. A link of settings has no own points: the usual ones stand in for them, and
 * the notice says so.
 * @param {{ config_from_link(link: string): import("./engine.js").Config }} engine
 * @returns {Promise<Asked>}
 */
export async function read(engine) {
  if (!isSaved(link())) return { ...settings(engine), saved: null };
  const saved = await fromLink(link());
  return { config: engine.config_from_link(""), saved, notice: saved ? null : { key: "saved.damaged" } };
}

/**
 * What a link says, without what is wrong in it: a word that somebody has misspelt takes nothing else away.
 * @param {{ config_from_link(link: string): import("./engine.js").Config }} engine
 * @returns {Omit<Asked, "saved">}
 */
function settings(engine) {
  const asked = link();
  const pairs = new URLSearchParams(asked);
  /** @type {import("./engine.js").InputError[]} */
  const errors = [];
  for (;;) {
    try {
      const config = engine.config_from_link(errors.length > 0 ? String(pairs) : asked);
      const own = config.data === "own";
      if (own) config.data = engine.config_from_link("").data;
      if (errors.length > 0) return { config, notice: leftOut(errors, pairs.size > 0) };
      return { config, notice: own ? { key: "link.own" } : null };
    } catch (error) {
      if (!isInputError(error)) throw error;
      errors.push(error);
      if (!pairs.has(error.field)) return { config: engine.config_from_link(""), notice: leftOut(errors, false) };
      pairs.delete(error.field);
    }
  }
}

/**
 * @param {import("./engine.js").InputError[]} errors
 * @param {boolean} rest whether anything of the link is left
 * @returns {import("./store.js").Notice}
 */
function leftOut(errors, rest) {
  const [error] = errors;
  if (!rest) return { key: "error.link", error };
  return { key: "error.link.part", error, params: { fields: few(errors.map(({ field }) => field)).join(", ") } };
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

/**
 * Keeps the address in step with the settings.
 * @param {string} text
 */
export function write(text) {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (text === link()) return;
    try {
      history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    } catch (error) {
      reportError(error);
    }
  }, REST);
}
