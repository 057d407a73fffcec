// The page's language: chosen by the browser, kept when switched.

import en from "./en.js";
import zh from "./zh.js";

const KEY = "chainrule.language";

/** @type {Record<string, { name: string, tag: string, messages: Record<string, string> }>} */
export const LANGUAGES = {
  en: { name: "English", tag: "en", messages: en },
  zh: { name: "中文", tag: "zh-Hans", messages: zh },
};

let current = initial();

function initial() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // storage is forbidden: the browser's languages decide
  }
  const wanted = [kept, ...navigator.languages].map((tag) => tag?.toLowerCase().split("-")[0] ?? "");
  return wanted.find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? "en";
}

export function language() {
  return current;
}

/** @param {string} tag a key of LANGUAGES */
export function setLanguage(tag) {
  current = tag;
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // as above
  }
}

/**
 * A message with its names filled in.
 * @param {string} key
 * @param {Record<string, string | number | boolean>} [params]
 */
export function t(key, params = {}) {
  const message = LANGUAGES[current]?.messages[key];
  if (message === undefined) throw new Error(`no message "${key}" in ${current}`);
  return message.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));
}

/** Fills the elements of the page that name their message, and the page's language. */
export function fillPage() {
  document.documentElement.lang = LANGUAGES[current]?.tag ?? "en";
  for (const element of document.querySelectorAll("[data-i18n]")) {
    element.textContent = t(element.getAttribute("data-i18n") ?? "");
  }
  for (const element of document.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", t(element.getAttribute("data-i18n-label") ?? ""));
  }
}

/**
 * A number for reading.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(value, options = {}) {
  return new Intl.NumberFormat(LANGUAGES[current]?.tag, options).format(value);
}

/**
 * The engine's refusal of an input, in words: the setting by the name it has on the page.
 * @param {import("../engine.js").InputError} error
 */
export function refusal(error) {
  const label = LANGUAGES[current]?.messages[`setting.${error.field}.label`];
  const { limits } = error;
  const expected = limits ? t(limits.whole ? "expected.whole" : "expected.number", limits) : error.expected;
  return t(`error.${error.kind}`, { field: label ?? error.field, found: error.found, expected });
}
