// A lesson's text as elements of the page, made one by one: what is no Markdown that is known stands there as it was written.

import { el } from "../dom.js";
import { blocksOf, inlineOf, LIVE } from "./markdown.js";
import { math } from "./math.js";
import { named } from "./names.js";

/** @typedef {import("./markdown.js").Piece} Piece */

/** @typedef {(expression: string) => Node} Live makes the place of a live value */

/** Elements of pieces that hold others. */
const TAGS = /** @type {Record<string, keyof HTMLElementTagNameMap>} */ ({
  paragraph: "p",
  strong: "strong",
  em: "em",
  s: "del",
  blockquote: "blockquote",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  thead: "thead",
  tbody: "tbody",
  tr: "tr",
  td: "td",
});

/**
 * @param {string} text
 * @param {Live} live
 */
export const rendered = (text, live) => blocksOf(text).flatMap((piece) => render(piece, live));

/**
 * A line of text.
 * @param {string} text
 * @param {Live} live
 */
export const renderedLine = (text, live) => inlineOf(text).flatMap((piece) => render(piece, live));

/**
 * Code, with its live values.
 * @param {string} text
 * @param {Live} live
 */
export function renderedCode(text, live) {
  const parts = text.split(LIVE).map((part, at) => (at % 2 === 0 ? part : live(part)));
  return el("pre", { tabindex: 0 }, el("code", {}, ...parts));
}

/**
 * @param {Piece} piece
 * @param {Live} live
 * @returns {(Node | string)[]}
 */
function render({ type, tag, text, href, pieces }, live) {
  const inner = () => pieces.flatMap((each) => render(each, live));
  switch (type) {
    case "heading":
      return [el(tag === "h3" ? "h4" : "h5", {}, ...inner())];
    case "code_inline":
      return [el("code", {}, text)];
    case "fence":
    case "code_block":
      return [renderedCode(text.replace(/\n$/, ""), live)];
    case "softbreak":
      return ["\n"];
    case "hardbreak":
      return [el("br")];
    case "hr":
      return [el("hr")];
    case "math":
      return [math(text)];
    case "live":
      return [live(text)];
    case "link":
      return link(href, inner());
    case "image":
      return [`![${text}](${href})`];
    case "table":
      return [el("div", { class: "lesson-table", tabindex: 0 }, el("table", {}, ...inner()))];
    case "th":
      // The corner above the names of rows heads nothing.
      return [el(pieces.length === 0 ? "td" : "th", {}, ...inner())];
    default: {
      const known = named(TAGS, type);
      return known ? [el(known, {}, ...inner())] : [text];
    }
  }
}

/**
 * A link to another page, or to settings of this one. Others, such as scripts, are only text.
 * @param {string} href
 * @param {(Node | string)[]} inner
 */
function link(href, inner) {
  const url = addressOf(href);
  if (!url) return inner;
  // Judged as browsers read it: `//host` and `/\host` are other sites.
  const away = url.origin !== location.origin;
  return [el("a", away ? { href, target: "_blank", rel: "noopener noreferrer" } : { href }, ...inner)];
}

/**
 * The page that an address names, seen from this one.
 * @param {string} href
 * @returns {URL | null} nothing where it is none, such as a script
 */
export function addressOf(href) {
  try {
    const url = new URL(href, location.href);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
