// The page's language: chosen by the browser, kept when switched.

const KEY = "chainrule.language";

/** @typedef {Record<string, string>} Messages */

/** A language is loaded when it is first spoken. */
export const LANGUAGES =
  /** @type {Record<string, { name: string, tag: string, gap: string, load(): Promise<{ default: Messages }> }>} */ ({
    en: { name: "English", tag: "en", gap: " ", load: () => import("./en.js") },
    zh: { name: "中文", tag: "zh-Hans", gap: "", load: () => import("./zh.js") },
  });

/** @type {Messages} */
let messages = {};

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

/** For each language a part of its messages that is loaded when it is needed. */
/** @typedef {Record<string, () => Promise<{ default: Messages }>>} Loaders */

/** @type {Set<Loaders>} */
const parts = new Set();

/** Loads the messages of the present language; before that there are none. */
export async function loadMessages() {
  const tag = current;
  const all = [LANGUAGES[tag]?.load(), ...[...parts].map((part) => part[tag]?.())];
  const loaded = await Promise.all(all);
  messages = Object.assign({}, ...loaded.map((each) => each?.default));
}

/**
 * Loads a part of the messages, in this language and in those that are chosen later.
 * @param {Loaders} part
 */
export async function addMessages(part) {
  if (parts.has(part)) return;
  const more = await part[current]?.();
  parts.add(part);
  messages = { ...messages, ...more?.default };
}

/**
 * Fails where the language's messages do not come; the present one stays then.
 * @param {string} tag a key of LANGUAGES
 */
export async function setLanguage(tag) {
  const before = current;
  current = tag;
  try {
    await loadMessages();
  } catch (error) {
    current = before;
    throw error;
  }
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // as above
  }
}

/**
 * A message with its names filled in. `{rows|row|rows}` is the word that goes with so many rows: one for each of the language's plural forms, in the order of
 * `PLURALS`. How many there are is a number, or one that `number` has written.
 * @param {string} key
 * @param {Record<string, string | number | boolean | null | undefined>} [params]
 */
export function t(key, params = {}) {
  const message = messages[key];
  if (message === undefined) throw new Error(`no message "${key}" in ${current}`);
  const text = message.replace(/\{(\w+)(?:\|(.*?))?\}/g, (_, name, forms) => {
    const value = String(params[name] ?? "");
    return forms === undefined ? value : plural(Number(value.replaceAll(",", "")), forms.split("|"));
  });
  // A gap is for words of other scripts: what was filled in may begin or end with a Chinese character.
  return LANGUAGES[current]?.gap === "" ? text.replace(/(?<=\p{sc=Han}) (?=\p{sc=Han})/gu, "") : text;
}

/** Plural forms as languages may have them. */
const PLURALS = /** @type {const} */ (["zero", "one", "two", "few", "many", "other"]);

/** Rules of languages whose plurals were asked for, with the forms they have. @type {Map<string, { rule: Intl.PluralRules, has: string[] }>} */
const rules = new Map();

/**
 * The form that goes with a count.
 * @param {number} count
 * @param {string[]} forms those of the present language
 */
function plural(count, forms) {
  const tag = LANGUAGES[current]?.tag ?? "en";
  let forTag = rules.get(tag);
  if (!forTag) {
    const rule = new Intl.PluralRules(tag);
    const { pluralCategories } = rule.resolvedOptions();
    forTag = { rule, has: PLURALS.filter((form) => pluralCategories.includes(form)) };
    rules.set(tag, forTag);
  }
  return forms[forTag.has.indexOf(forTag.rule.select(count))] ?? "";
}

/**
 * Whether there is such a message.
 * @param {string} key
 */
export function known(key) {
  return key in messages;
}

/**
 * The same, or nothing where there is no such message.
 * @param {string} key
 */
export function maybe(key) {
  return known(key) ? t(key) : "";
}

/**
 * Sentences behind each other, as the language sets them; empty ones are left out.
 * @param {(string | false)[]} texts
 */
export function sentences(texts) {
  return texts.filter(Boolean).join(LANGUAGES[current]?.gap);
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
  const tag = LANGUAGES[current]?.tag;
  const key = `${tag} ${JSON.stringify(options)}`;
  // No sign where nothing but it would be left.
  const format = formats.get(key) ?? new Intl.NumberFormat(tag, { signDisplay: "negative", ...options });
  formats.set(key, format);
  return minus(format.format(value));
}

/**
 * With the sign for minus that pictures and formulas have: browsers write a hyphen.
 * @param {string} text of a number
 */
export function minus(text) {
  return text.replaceAll("-", "−");
}

/** Formats that have been used: making one takes longer than all else that is written in a frame. */
const formats = new Map();

/**
 * A loss or a quality: four digits, with an exponent where it is very small or large.
 * @param {number | null | undefined} value
 */
export function figure(value) {
  if (value == null) return t("figures.none");
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e5)) {
    return number(value, { notation: "scientific", maximumSignificantDigits: 3 });
  }
  return number(value, { minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
}

/**
 * A share of all, in percent.
 * @param {number} value
 */
export function share(value) {
  return number(value, { style: "percent", minimumFractionDigits: 1 });
}

/**
 * A count, in full up to ten million, then as many digits as keep it still.
 * @param {number} value
 */
export function counter(value) {
  if (value < 1e7) return number(value);
  return number(value, { notation: "compact", minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/**
 * The engine's refusal of an input, in words: the setting by the name it has on the page.
 * @param {import("../engine.js").Fault} error
 */
export function refusal(error) {
  const label = messages[`setting.${error.field}.label`];
  const { limits } = error;
  const range = limits?.most == null ? (limits?.whole ? "expected.whole" : "expected.number") : "expected.list";
  const expected = limits ? t(range, limits) : error.expected;
  // Where a setting has nearly that name, it was meant.
  const meant = error.kind === "unknown-setting" && `setting.${error.expected}.label` in messages;
  const own = meant ? "error.meant" : `error.${error.kind}.${error.field}`;
  return t(own in messages ? own : `error.${error.kind}`, {
    field: label ?? error.field,
    found: error.found,
    expected,
    place: error.place,
  });
}
