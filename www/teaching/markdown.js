// The text of lessons as tokens: Markdown, formulas between dollar signs, and live values between braces.

import { Marked } from "../vendor/marked.js";

/**
 * @typedef {object} Token what there is in a text, of Markdown or of these two kinds
 * @property {string} type
 * @property {string} raw
 * @property {string} [text]
 * @property {string} [href]
 * @property {number} [depth]
 * @property {boolean} [ordered]
 * @property {Token[]} [tokens]
 * @property {Token[]} [items]
 * @property {{ tokens: Token[] }[]} [header]
 * @property {{ tokens: Token[] }[][]} [rows]
 */

/**
 * @param {string} name
 * @param {string} sign which it begins with
 * @param {RegExp} form
 */
const inline = (name, sign, form) => ({
  name,
  level: "inline",
  start: (/** @type {string} */ text) => text.indexOf(sign),
  tokenizer(/** @type {string} */ text) {
    const match = form.exec(text);
    return match ? { type: name, raw: match[0], text: match[1] } : undefined;
  },
});

const marked = new Marked({
  extensions: [inline("math", "$", /^\$([^$\n]+)\$/), inline("live", "{{", /^\{\{([^}\n]+)\}\}/)],
});

/**
 * @param {string} text
 * @returns {Token[]}
 */
export const blocksOf = (text) => marked.lexer(text);

/**
 * A line without paragraphs.
 * @param {string} text
 * @returns {Token[]}
 */
export const inlineOf = (text) => blocksOf(text)[0]?.tokens ?? [];
