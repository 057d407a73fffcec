// The lines of a lesson's front matter and directives: `key: value`, where `|` begins a text of several lines, indented.

import { FIELDS } from "./limits.js";

/**
 * @typedef {object} Flaw what is wrong in a lesson
 * @property {number} line
 * @property {string} kind which message tells it
 * @property {string} found
 * @property {string | number} expected
 */

/** @typedef {{ key: string, value: string, line: number }} Field */

/**
 * @param {string[]} lines
 * @param {number} first the number of the first line, from 1
 * @param {Flaw[]} flaws what is wrong is added
 * @returns {Field[]}
 */
export function readFields(lines, first, flaws) {
  /** @type {Field[]} */
  const fields = [];
  for (let at = 0; at < lines.length; at += 1) {
    const text = lines[at] ?? "";
    const line = first + at;
    if (text.trim() === "" || text.startsWith("#")) continue;
    const [, key = ""] = /^([a-z]+):(?!\S)/.exec(text) ?? [];
    if (!key) {
      flaws.push({ line, kind: "field", found: text.trim(), expected: "key: value" });
      continue;
    }
    const value = text.slice(key.length + 1).trim();
    if (value !== "|") {
      fields.push({ key, value, line });
      continue;
    }
    const rows = [];
    while (at + 1 < lines.length && /^\s+\S/.test(lines[at + 1] ?? "")) {
      at += 1;
      rows.push((lines[at] ?? "").trim());
    }
    fields.push({ key, value: rows.join("\n"), line });
  }
  return fields;
}

/**
 * Fields by their keys. A key that is not known, comes twice where it may not, or is missing is a flaw.
 * @param {Field[]} fields
 * @param {{ needed?: string[], once?: string[], many?: string[] }} keys
 * @param {number} line where the block begins
 * @param {Flaw[]} flaws
 * @returns {{ one(key: string): Field | undefined, all(...keys: string[]): Field[] }}
 */
export function byKey(fields, { needed = [], once = [], many = [] }, line, flaws) {
  const singles = [...needed, ...once];
  const known = [...singles, ...many];
  if (fields.length > FIELDS) {
    flaws.push({ line: fields[FIELDS]?.line ?? line, kind: "most.fields", found: "", expected: FIELDS });
  }
  const seen = new Set();
  for (const { key, line: here } of fields) {
    if (!known.includes(key)) flaws.push({ line: here, kind: "key", found: key, expected: known.join(", ") });
    else if (singles.includes(key) && seen.has(key))
      flaws.push({ line: here, kind: "twice", found: key, expected: "" });
    seen.add(key);
  }
  for (const key of needed) {
    if (!fields.some((field) => field.key === key && field.value !== "")) {
      flaws.push({ line, kind: "missing", found: "", expected: `${key}:` });
    }
  }
  return {
    one: (key) => fields.find((field) => field.key === key),
    all: (...keys) => fields.filter((field) => keys.includes(field.key)),
  };
}
