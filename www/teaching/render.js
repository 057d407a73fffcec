// A lesson's text as elements of the page, made one by one: what is no Markdown that is known stands there as it was written.

import { el } from "../dom.js";
import { math } from "./math.js";
import { blocksOf, inlineOf } from "./markdown.js";

/** @typedef {import("./markdown.js").Token} Token */

/** @typedef {(expression: string) => Node} Live makes the place of a live value */

const TAGS = /** @type {Record<string, "strong" | "em" | "del" | "blockquote">} */ ({
  strong: "strong",
  em: "em",
  del: "del",
  blockquote: "blockquote",
});

/**
 * @param {string} text
 * @param {Live} live
 */
export const rendered = (text, live) => blocksOf(text).flatMap((token) => render(token, live));

/**
 * A line of text.
 * @param {string} text
 * @param {Live} live
 */
export const renderedLine = (text, live) => inlineOf(text).flatMap((token) => render(token, live));

/**
 * Code, with its live values.
 * @param {string} text
 * @param {Live} live
 */
export function renderedCode(text, live) {
  const parts = text.split(/\{\{([^}\n]+)\}\}/).map((part, at) => (at % 2 === 0 ? part : live(part)));
  return el("pre", { tabindex: 0 }, el("code", {}, ...parts));
}

/**
 * @param {Token} token
 * @param {Live} live
 * @returns {(Node | string)[]}
 */
function render(token, live) {
  const inner = () => (token.tokens ?? []).flatMap((each) => render(each, live));
  const text = token.text ?? token.raw;
  switch (token.type) {
    case "space":
      return [];
    case "paragraph":
      return [el("p", {}, ...inner())];
    case "heading":
      return [el(token.depth === 3 ? "h4" : "h5", {}, ...inner())];
    case "text":
      return token.tokens ? inner() : [text];
    case "escape":
      return [text];
    case "strong":
    case "em":
    case "del":
    case "blockquote":
      return [el(TAGS[token.type] ?? "em", {}, ...inner())];
    case "codespan":
      return [el("code", {}, text)];
    case "code":
      return [renderedCode(text, live)];
    case "br":
      return [el("br")];
    case "hr":
      return [el("hr")];
    case "math":
      return [math(text)];
    case "live":
      return [live(text)];
    case "link":
      return link(token.href ?? "", inner());
    case "list":
      return [el(token.ordered ? "ol" : "ul", {}, ...(token.items ?? []).map((item) => listItem(item, live)))];
    case "table":
      return [table(token, live)];
    default:
      return [token.raw];
  }
}

/**
 * @param {Token} item
 * @param {Live} live
 */
function listItem(item, live) {
  return el("li", {}, ...(item.tokens ?? []).flatMap((each) => render(each, live)));
}

/**
 * A link to another page, or to settings of this one. Others, such as scripts, are only text.
 * @param {string} href
 * @param {(Node | string)[]} inner
 */
function link(href, inner) {
  if (!/^(https?:\/\/|#|\.?\/|[\w-]+[./?#])/.test(href) || /^\w+:(?!\/\/)/.test(href)) return inner;
  const away = /^https?:/.test(href);
  return [el("a", away ? { href, target: "_blank", rel: "noopener noreferrer" } : { href }, ...inner)];
}

/**
 * @param {Token} token
 * @param {Live} live
 */
function table({ header = [], rows = [] }, live) {
  const cells = (/** @type {"th" | "td"} */ tag, /** @type {{ tokens: Token[] }[]} */ row) =>
    // The corner above the names of rows heads nothing.
    row.map(({ tokens }) => el(tokens.length === 0 ? "td" : tag, {}, ...tokens.flatMap((each) => render(each, live))));
  const [head, ...body] = [header, ...rows];
  const lines = body.map((row) => el("tr", {}, ...cells("td", row)));
  return el(
    "div",
    { class: "lesson-table", tabindex: 0 },
    el("table", {}, el("thead", {}, el("tr", {}, ...cells("th", head ?? []))), el("tbody", {}, ...lines)),
  );
}
