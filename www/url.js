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
