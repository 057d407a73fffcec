// Files as text, and text as a file.

import { el } from "./dom.js";
import { language } from "./i18n/index.js";

/**
 * A file's text: in UTF-8, in UTF-16 where it says so, else in what spreadsheets write where the page's language is spoken.
 * @param {Blob} file
 */
export async function textOf(file) {
  const bytes = await file.arrayBuffer();
  const [a = 0, b = 0] = new Uint8Array(bytes);
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return new TextDecoder(a === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(language() === "zh" ? "gb18030" : "windows-1252").decode(bytes);
  }
}

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
