// Counts and their words agree, by each language's own plural rules.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

globalThis.navigator ??= /** @type {any} */ ({ languages: ["en"] });
const folder = new URL("../../www/i18n/", import.meta.url);
const i18n = await import(new URL("index.js", folder));

/** All messages of a language, spoken. */
async function speak(tag) {
  await i18n.setLanguage(tag);
  const files = readdirSync(folder).filter((name) => name.startsWith(`${tag}-`));
  for (const name of files) await i18n.addMessages({ [tag]: () => import(new URL(name, folder)) });
  const loaded = await Promise.all([`${tag}.js`, ...files].map((name) => import(new URL(name, folder))));
  return Object.assign({}, ...loaded.map((each) => each.default));
}

const names = (message) => [...message.matchAll(/\{(\w+)/g)].map(([, name]) => name);
const all = (message, value) => Object.fromEntries(names(message).map((name) => [name, value]));

test("one of a thing is one thing", async () => {
  const messages = await speak("en");
  // What one message counts, no other says of one.
  const forms = Object.values(messages).flatMap((message) => [...message.matchAll(/\{\w+\|[^|}]*\|([^|}]*)\}/g)]);
  const plurals = [...new Set(forms.map(([, several]) => several))];
  assert.ok(plurals.includes("samples") && plurals.includes("rows") && plurals.length > 15);
  const wrong = new RegExp(`\\b1 (?:training |test |whole |more )?(?:${plurals.join("|")})\\b`);
  for (const [key, message] of Object.entries(messages)) {
    const said = i18n.t(key, all(message, 1));
    assert.doesNotMatch(said, wrong, `${key}: ${said}`);
  }
});

test("each form of a word is there, and chosen by how many there are", async () => {
  for (const tag of Object.keys(i18n.LANGUAGES)) {
    const messages = await speak(tag);
    const { pluralCategories } = new Intl.PluralRules(i18n.LANGUAGES[tag].tag).resolvedOptions();
    for (const [key, message] of Object.entries(messages)) {
      for (const [, name, forms] of message.matchAll(/\{(\w+)\|(.*?)\}/g)) {
        assert.equal(forms.split("|").length, pluralCategories.length, `${key} in ${tag}: {${name}|${forms}}`);
      }
    }
  }
  await speak("en");
  const said = (units) => i18n.t("network.units", { units, layer: 3 });
  assert.equal(said(1), "1 neuron in layer 3");
  assert.equal(said(i18n.number(1)), "1 neuron in layer 3");
  for (const [units, text] of [
    [0, "0"],
    [2, "2"],
    [21, "21"],
    [i18n.number(1001), "1,001"],
    [1.5, "1.5"],
  ]) {
    assert.equal(said(units), `${text} neurons in layer 3`);
  }
  await speak("zh");
  assert.doesNotMatch(said(1), /[|{]/);
});
