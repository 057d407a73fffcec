// Text as a file.

import { el } from "./dom.js";

/**
 * Offers a file to keep.
 * @param {string} name
 * @param {string | Blob} content
 */
export function save(name, content) {
  const href = URL.createObjectURL(new Blob([content], { type: "text/plain" }));
  el("a", { href, download: name }).click();
  // The browser has taken it long before.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
