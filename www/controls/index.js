// The control that fits a setting's shape.

import { choiceControl } from "./choice.js";
import { flagControl } from "./flag.js";
import { formulaControl } from "./formula.js";
import { numberControl } from "./number.js";
import { setControl } from "./set.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 */
export function control(entry, store, catalog) {
  switch (entry.shape.type) {
    case "number":
      return numberControl(entry, store, catalog);
    case "choice":
    case "choices":
      return choiceControl(entry, store, catalog);
    case "set":
      return setControl(entry, store, catalog, (id) => store.state.about.offered.includes(id));
    case "formula":
      return formulaControl(entry, store, catalog);
    case "flag":
      return flagControl(entry, store, catalog);
    default:
      throw new Error(`no control for ${entry.key}`);
  }
}
