// The text of lessons as pieces: Markdown, formulas between dollar signs, and live values between braces. Reading takes time in proportion to the text.

import MarkdownIt from "../vendor/markdown-it.js";
import { measured } from "./formula.js";

/**
 * @typedef {object} Piece of a text
 * @property {string} type as Markdown-it names it, such as "paragraph", "list_item", "strong" or "text"; also "math" and "live"
 * @property {string} tag the element's that Markdown has for it, such as "h3"
 * @property {string} text of pieces that hold no others
 * @property {string} href of links and pictures
 * @property {number} line where it begins in the text, from 0
 * @property {Piece[]} pieces what is in it
 */

/** What one lies in: the depth of lists, quotes and emphasis is limited. */
const HOLDERS = ["blockquote", "bullet_list", "ordered_list", "strong", "em", "s", "link"];

/** A live value in code or text: expressions have no braces. */
export const LIVE = /\{\{([^{}\n]+)\}\}/;

/** @typedef {{ src: string, pos: number, posMax: number, pending: string, linkLevel: number, push(type: string, tag: string, nesting: number): { content: string, attrs: [string, string][] } }} State of the parser within a line */

const Reader = /** @type {new (...of: unknown[]) => any} */ (/** @type {unknown} */ (MarkdownIt));
const reader = new Reader("default", { html: false, linkify: false, maxNesting: 50 });
reader.validateLink = () => true;
reader.normalizeLink = reader.normalizeLinkText = (/** @type {string} */ href) => href;
reader.disable("entity");
enclosed("math", /\$([^$\n]+)\$/y);
enclosed("live", new RegExp(LIVE, "y"));
reader.inline.ruler.after("text", "address", address);

/**
 * Text between signs is a piece of its own.
 * @param {string} type
 * @param {RegExp} form sticky
 */
function enclosed(type, form) {
  reader.inline.ruler.before("escape", type, (/** @type {State} */ state, /** @type {boolean} */ silent) => {
    form.lastIndex = state.pos;
    const [all, inner] = form.exec(state.src) ?? [];
    if (all === undefined || inner === undefined) return false;
    if (!silent) state.push(type, "", 0).content = inner;
    state.pos += all.length;
    return true;
  });
}

/**
 * An address that stands in the text by itself is a link.
 * @param {State} state
 * @param {boolean} silent
 */
function address(state, silent) {
  if (state.linkLevel > 0 || !state.src.startsWith("://", state.pos)) return false;
  const [scheme = ""] = /https?$/.exec(state.pending.slice(-5)) ?? [];
  if (scheme === "") return false;
  const form = /[^\s<>"`]+/y;
  form.lastIndex = state.pos;
  let [rest = ""] = form.exec(state.src) ?? [];
  // The sentence's own signs are no part of it.
  while (/[.,:;!?*_~'")\]|$]$/.test(rest.slice(-1))) rest = rest.slice(0, -1);
  if (rest.length <= 3) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push("link_open", "a", 1).attrs = [["href", scheme + rest]];
    state.push("text", "", 0).content = scheme + rest;
    state.push("link_close", "a", -1);
  }
  state.pos += rest.length;
  return true;
}

/**
 * @param {string} text
 * @returns {Piece[]}
 */
export const blocksOf = (text) => tree(reader.parse(text, {}));

/**
 * A line without paragraphs.
 * @param {string} text
 * @returns {Piece[]}
 */
export const inlineOf = (text) => tree(reader.parseInline(text, {}));

/** @typedef {{ type: string, tag: string, nesting: number, content: string, hidden: boolean, map: [number, number] | null, attrGet(name: string): string | null, children: Token[] | null }} Token */

/**
 * Pieces of what stands one behind the other.
 * @param {Token[]} tokens
 */
function tree(tokens) {
  /** @type {Piece[]} */
  const all = [];
  /** The pieces that are open, by what goes into them. */
  const open = [all];
  let line = 0;
  const read = (/** @type {Token[]} */ list) => {
    for (const token of list) {
      const { type, tag, nesting, content, hidden, map, children } = token;
      if (map) [line] = map;
      if (type === "inline") read(children ?? []);
      else if (nesting < 0) open.pop();
      // The paragraph of a list's line shows nothing of itself.
      else if (hidden) open.push(open.at(-1) ?? all);
      else {
        const href = token.attrGet("href") ?? token.attrGet("src") ?? "";
        /** @type {Piece} */
        const piece = { type: type.replace(/_open$/, ""), tag, text: content, href, line, pieces: [] };
        open.at(-1)?.push(piece);
        if (nesting > 0) open.push(piece.pieces);
        if (type === "softbreak" || type === "hardbreak") line += 1;
      }
    }
  };
  read(tokens);
  return all;
}

/**
 * Counts what a text has.
 * @param {string} text
 * @param {number} line its first
 * @param {import("./limits.js").Tally} tally
 */
export function countText(text, line, tally) {
  tally.add("characters", line, text.length);
  if (!tally.full) count(blocksOf(text), line, tally, 0);
}

/**
 * Counts what a text without paragraphs has.
 * @param {string} text
 * @param {number} line
 * @param {import("./limits.js").Tally} tally
 */
export function countLine(text, line, tally) {
  tally.add("characters", line, text.length);
  if (!tally.full) count(inlineOf(text), line, tally, 0);
}

/**
 * Counts what code has.
 * @param {string} text
 * @param {number} line
 * @param {import("./limits.js").Tally} tally
 */
export function countCode(text, line, tally) {
  tally.add("characters", line, text.length);
  countValues(text, line, tally);
}

/**
 * @param {string} text of code
 * @param {number} line
 * @param {import("./limits.js").Tally} tally
 */
function countValues(text, line, tally) {
  const live = text.match(new RegExp(LIVE, "g"))?.length ?? 0;
  tally.add("values", line, live);
  tally.add("pieces", line, live + 1);
}

/**
 * @param {Piece[]} pieces
 * @param {number} first line of the text
 * @param {import("./limits.js").Tally} tally
 * @param {number} depth
 */
function count(pieces, first, tally, depth) {
  for (const piece of pieces) {
    const line = first + piece.line;
    const inner = depth + Number(HOLDERS.includes(piece.type));
    tally.nested(inner, line);
    tally.add("pieces", line);
    if (piece.type === "live") tally.add("values", line);
    else if (piece.type === "fence" || piece.type === "code_block") countValues(piece.text, line, tally);
    else if (piece.type === "math") {
      const { parts, depth: deepest } = measured(piece.text);
      tally.nested(deepest, line);
      tally.add("pieces", line, parts);
    }
    count(piece.pieces, first, tally, inner);
  }
}
