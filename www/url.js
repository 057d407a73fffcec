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
 * Reads a link; a wrong one gives the defaults and a notice that says why. A link of settings has no own points: the usual ones stand in for them, and
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
 * @param {{ config_from_link(link: string): import("./engine.js").Config }} engine
 * @returns {Omit<Asked, "saved">}
 */
function settings(engine) {
  try {
    const config = engine.config_from_link(link());
    if (config.data !== "own") return { config, notice: null };
    return { config: { ...config, data: engine.config_from_link("").data }, notice: { key: "link.own" } };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { config: engine.config_from_link(""), notice: { key: "error.link", error } };
  }
}

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
