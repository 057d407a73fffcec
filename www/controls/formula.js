// A formula, as text.

import { typed } from "./field.js";
import { frame } from "./frame.js";

/**
 * @param {import("../engine.js").Entry} entry
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./frame.js").Control}
 */
export function formulaControl(entry, store, catalog) {
  const { field, show } = typed(entry.key, store, {
    spellcheck: "false",
    autocapitalize: "off",
    placeholder: "sin(x1) * x2",
  });
  const around = frame(entry, field);
  return {
    element: around.element,
    update() {
      // A refused text stays, so that it can be mended.
      if (!around.update(store, catalog)) show(String(store.state.config[entry.key]));
    },
    texts: around.texts,
  };
}
