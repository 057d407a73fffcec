// Everything in the site that others made is named, with the text of its licence.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { licenses } from "../../xtask/licenses.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
process.chdir(root);
const all = licenses();
const headings = [...all.matchAll(/^-{80}\n(.*)\n-{80}$/gm)].map(([, heading]) => heading).join("\n");

test("every crate that is compiled into the engine is named, with its version", () => {
  const edges = ["--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown"];
  const tree = execFileSync("cargo", ["tree", "--locked", "--package", "chainrule", ...edges, "--prefix", "none"], {
    encoding: "utf8",
  });
  const names = [...tree.matchAll(/^([\w-]+) v([\d.]+\S*)/gm)].map(([, name, version]) => `${name} ${version}`);
  const others = [...new Set(names)].filter((name) => !name.startsWith("chainrule "));
  assert.ok(others.length > 20, "cargo tells them");
  for (const name of others) assert.match(headings, new RegExp(`\\b${name.replaceAll(".", "\\.")}\\b`));
});

test("every script and table from elsewhere is named, with its licence", () => {
  for (const file of readdirSync("www/vendor").filter((name) => name.endsWith(".js"))) {
    assert.match(headings, new RegExp(`^In the page: ${file.replace(/\.js$/, "")}$`, "m"));
  }
  for (const file of readdirSync("www/data").filter((name) => name.endsWith(".csv"))) {
    assert.ok(all.includes(file), file);
  }
  for (const text of ["Vitaly Puzrin", "Jake Archibald", "The scikit-learn developers", "CC BY 4.0"]) {
    assert.ok(all.includes(text), text);
  }
});

test("the whole text of each licence stands there", () => {
  for (const text of [
    "Permission is hereby granted, free of charge",
    "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
    "UNICODE LICENSE V3",
    "Neither the name of the copyright holder",
  ]) {
    assert.ok(all.includes(text), text);
  }
});

test("a crate without a text, or under a licence that nobody has looked at, fails", () => {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-crate-"));
  const crate = { name: "other", version: "1.2.3", license: "MIT", folder };
  assert.throws(() => licenses([crate]), /other 1\.2\.3 comes without the text/);
  writeFileSync(join(folder, "LICENSE"), "Some text");
  assert.match(licenses([crate]), /In the engine: other 1\.2\.3\n-+\n\nSome text\n/);
  assert.throws(() => licenses([{ ...crate, license: "MIT AND GPL-3.0-only" }]), /GPL-3\.0-only: expected some of MIT/);
  assert.throws(() => licenses([{ ...crate, license: null }]), /none/);
  rmSync(folder, { recursive: true });
});

test("both guides lead to it", () => {
  for (const language of ["en", "zh"]) {
    assert.match(readFileSync(`www/guide/${language}.html`, "utf8"), /href="\.\.\/\.\.\/LICENSES\.txt"/);
  }
});
