// The control that fits a setting's shape.

import { choiceControl } from "./choice.js";
import { flagControl } from "./flag.js";
import { numberControl } from "./number.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {(id: string) => boolean} [offered]
 */
export function control(entry, store, offered) {
  switch (entry.shape.type) {
    case "number":
      return numberControl(entry, store);
    case "choice":
      return choiceControl(entry, store, offered);
    case "flag":
      return flagControl(entry, store);
    default:
      throw new Error(`no control for ${entry.key}`);
  }
}
