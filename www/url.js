// The state in the address bar, behind "#": the engine reads and writes it.

import { isInputError } from "./engine.js";

/** The settings in the address, as text. */
export function link() {
  return location.hash.slice(1);
}

/**
 * Reads a link; a wrong one gives the defaults and the error that says why.
 * @param {{ config_from_link(link: string): import("./engine.js").Config }} engine
 * @returns {{ config: import("./engine.js").Config, error?: import("./engine.js").InputError }}
 */
export function read(engine) {
  try {
    return { config: engine.config_from_link(link()) };
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { config: engine.config_from_link(""), error };
  }
}

/**
 * Keeps the address in step with the settings.
 * @param {string} text
 */
export function write(text) {
  if (text === link()) return;
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}
