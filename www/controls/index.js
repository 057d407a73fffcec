// The control that fits a setting's shape.

import { choiceControl } from "./choice.js";
import { flagControl } from "./flag.js";
import { numberControl } from "./number.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @param {(id: string) => boolean} [offered] which choices are shown at all
 */
export function control(entry, store, catalog, offered) {
  switch (entry.shape.type) {
    case "number":
      return numberControl(entry, store, catalog);
    case "choice":
    case "choices":
      return choiceControl(entry, store, catalog, offered);
    case "flag":
      return flagControl(entry, store, catalog);
    default:
      throw new Error(`no control for ${entry.key}`);
  }
}
