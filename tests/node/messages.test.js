// Every message that the page needs exists in every language, and no other does.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const root = new URL("../../", import.meta.url);
const [en, zh] = await Promise.all(["en", "zh"].map(spoken));
const languages = { en, zh };

/** All messages of a language, those that are loaded later too: no two of its files may have the same key. */
async function spoken(language) {
  const folder = new URL("www/i18n/", root);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${language}-`));
  const load = async (name) => (await import(new URL(name, folder))).default;
  const all = { ...(await load(`${language}.js`)) };
  for (const name of names) {
    for (const [key, text] of Object.entries(await load(name))) {
      // The first file has some of the others within it.
      assert.equal(all[key] ?? text, text, `"${key}" of ${name} says two things`);
      all[key] = text;
    }
  }
  return all;
}

/** Settings whose choices are not told by their names alone: each has its line. */
const EXPLAINED = ["data", "activation", "loss", "optimizer", "schedule", "initializer", "norm"];

/** What errors name besides settings, where they have words of their own for it. */
const ARGUMENTS = ["table", "columns", "inputs"];

/** Keys that follow from the registries. */
function fromCatalog() {
  const { settings, problems, error_kinds } = catalog();
  const keys = new Set(problems.map((id) => `problem.${id}`));
  for (const { key, shape, words } of settings) {
    keys.add(`setting.${key}.label`).add(`setting.${key}.help`);
    for (const id of shape.ids ?? []) {
      keys.add(`choice.${words}.${id}`);
      if (EXPLAINED.includes(words)) keys.add(`about.${words}.${id}`);
    }
  }
  for (const kind of error_kinds) keys.add(`error.${kind}`);
  return keys;
}

/** Keys written in the page, and beginnings of keys that are put together there. */
function fromPage() {
  const files = readdirSync(new URL("www/", root), { recursive: true }).filter((file) => file.endsWith(".js"));
  const sources = files
    .filter((file) => !/i18n.(en|zh)(-[\w-]+)?\.js/.test(file))
    .map((file) => readFileSync(new URL(`www/${file}`, root), "utf8"));
  const page = [...sources, readFileSync(new URL("index.html", root), "utf8")].join("\n");
  const literals = [...page.matchAll(/"([a-z]\w*(?:\.[\w-]+)+)"/g)].map((match) => match[1]);
  const prefixes = [...page.matchAll(/`([a-z]\w*\.(?:[\w-]+\.)*)\$\{/g)].map((match) => match[1]);
  return { literals: new Set(literals), prefixes: new Set(prefixes) };
}

test("both languages have the same keys and names", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  const names = (message) => [...new Set(message.match(/\{\w+\}/g))].sort();
  for (const key of Object.keys(en)) {
    assert.ok(en[key].trim() && zh[key].trim(), `${key} is empty`);
    assert.deepEqual(names(zh[key]), names(en[key]), key);
  }
});

test("no key is missing", () => {
  const { literals } = fromPage();
  for (const [language, messages] of Object.entries(languages)) {
    for (const key of fromCatalog()) assert.ok(key in messages, `${key} is missing in ${language}`);
    const groups = new Set(Object.keys(messages).map((key) => key.split(".")[0]));
    // A quoted text with a dot is a key if its first word is a group of keys.
    const used = [...literals].filter((key) => groups.has(key.split(".")[0]));
    assert.ok(used.length > 40, "keys are found in the page");
    for (const key of used) assert.ok(key in messages, `${key} is missing in ${language}`);
  }
});

test("no key is unused", () => {
  const { literals, prefixes } = fromPage();
  const known = fromCatalog();
  for (const key of Object.keys(en)) {
    const registry = /^(setting|choice|about|problem\.[cr]|error)\b/.test(key) && !key.startsWith("error.link");
    // A kind of error may have words of its own for a setting.
    const [kind, field] = /^(error\.[\w-]+)\.(\w+)$/.exec(key)?.slice(1) ?? [key, null];
    const used = registry
      ? known.has(kind) && (field === null || ARGUMENTS.includes(field) || known.has(`setting.${field}.label`))
      : literals.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
    assert.ok(used || literals.has(key), `${key} is used nowhere`);
  }
});
