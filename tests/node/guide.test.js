// The guide speaks of every control and choice, by the names that they have on the page, in both languages alike.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { hideable } from "../../www/parts.js";

const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const read = (path) => readFileSync(new URL(`../../www/${path}`, import.meta.url), "utf8");
const guides = { en: read("guide/en.html"), zh: read("guide/zh.html") };

const ids = (html) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Registries whose choices have a line of their own on the page. */
const EXPLAINED = ["data", "activation", "loss", "optimizer", "schedule", "initializer", "norm"];

for (const [language, html] of Object.entries(guides)) {
  test(`every setting and choice has its place, under its name: ${language}`, async () => {
    const messages = (await import(`../../www/i18n/${language}.js`)).default;
    for (const { key, shape, words } of catalog().settings) {
      const heading = html.match(new RegExp(`<section id="${key}">\\n<h3>([^<]+)</h3>\\n(.*)`));
      assert.ok(heading, `${key} has no section`);
      if (messages[`setting.${key}.label`]) assert.equal(heading[1], escaped(messages[`setting.${key}.label`]));
      assert.ok(heading[2].length > 18, `${key} says nothing`);
      for (const id of EXPLAINED.includes(words) ? shape.ids : []) {
        const name = escaped(messages[`choice.${words}.${id}`]);
        assert.ok(html.includes(`<dt id="${words}-${id}">${name}</dt>\n<dd><`), `${words}-${id}`);
      }
    }
    assert.equal(new Set(ids(html)).size, ids(html).length, "no id stands twice");
    for (const [, to] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids(html).includes(to), `#${to} leads nowhere`);
  });

  test(`every name that an address can hide stands there, place by place: ${language}`, async () => {
    const load = async (file) => (await import(`../../www/i18n/${file}.js`)).default;
    const messages = { ...(await load(language)), ...(await load(`${language}-share`)) };
    const section = /<section id="panel-share">.*?<\/section>/s.exec(html)[0];
    const listed = [...section.matchAll(/<dt>([^<]+)<\/dt>\n<dd>(.*)<\/dd>/g)].map(([, place, names]) => [
      place,
      [...names.matchAll(/<code>([^<]+)<\/code>/g)].map(([, name]) => name),
    ]);
    const places = hideable(catalog().settings);
    assert.deepEqual(listed, places.map(({ words, names }) => [messages[words], names])); // prettier-ignore
    // Each setting stands in one place.
    const names = places.flatMap((place) => place.names);
    assert.equal(new Set(names).size, names.length);
    for (const { key } of catalog().settings) assert.ok(names.includes(key), key);
  });

  test(`whole, and without anything from elsewhere: ${language}`, () => {
    // What is opened is closed, in its order.
    const open = [];
    for (const [, end, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?>/g)) {
      if (["meta", "link", "mspace"].includes(name)) continue;
      if (end) assert.equal(open.pop(), name);
      else open.push(name);
    }
    assert.deepEqual(open, []);
    assert.doesNotMatch(html, /https?:|<script|style=|<style/);
    assert.match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'self'/);
  });
}

test("both languages have the same places and formulas", () => {
  assert.deepEqual(ids(guides.zh), ids(guides.en));
  const formulas = (html) => [...html.matchAll(/<math display="block">.*?<\/math>/g)].map(([math]) => math);
  assert.ok(formulas(guides.en).length > 60);
  const plain = (math) => math.replace(/<mtext>[^<]*<\/mtext>/g, "…");
  assert.deepEqual(formulas(guides.zh).map(plain), formulas(guides.en).map(plain));
});
