// What markdown-it imports and lessons do without: other packages, 24 KB over the wire. Addresses are judged by the page itself (teaching/render.js), names of
// characters such as `&amp;` stay as they are written, and bare addresses are found by teaching/markdown.js.

/** Unicode's punctuation and symbols, as the package uc.micro has them. */
export const ucmicro = { P: /\p{P}/u, S: /\p{S}/u };

/** @param {string} text */
export const decodeHTMLStrict = (text) => text;

export class LinkifyIt {}

export const mdurl = {};
export const punycode = {};
