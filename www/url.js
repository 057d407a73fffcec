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
  const fields = errors.map(({ field }) => field.slice(0, MOST_OF_NAME));
  return { key: "error.link.part", error, params: { fields: fields.slice(0, MOST_NAMES).join(", ") } };
}

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
