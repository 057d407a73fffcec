// The documents are what the code says: README's table and docs/api.md are as `cargo xtask docs` writes them, and README stays short.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { api, marked, table } from "../../xtask/docs.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const hint = "run `cargo xtask docs`";

test("README's table lists what the catalog has", () => {
  assert.ok(table().includes("AMSGrad") && table().includes("Huber"));
  assert.equal(marked(read("README.md"), "catalog", table()), read("README.md"), hint);
});

test("docs/api.md lists every call with its comment", () => {
  assert.equal(api(), read("docs/api.md"), hint);
  const types = read("target/pkg/chainrule.d.ts");
  const body = types.slice(types.indexOf("export class Playground"));
  const calls = [...body.matchAll(/^ {4}(?:static )?(\w+)\(/gm)].map(([, name]) => name);
  const listed = calls.filter(
    (name) => name !== "free" && !api().includes(` ${name}(`) && !api().includes(`\`${name}(`),
  );
  assert.ok(calls.length > 70, `${calls.length} calls`);
  assert.deepEqual(listed, []);
});

test("README has at most 120 lines, of at most 100 columns but for tables and links", () => {
  const lines = read("README.md").trimEnd().split("\n");
  assert.ok(lines.length <= 120, `${lines.length} lines`);
  const wide = lines.filter((line) => [...line].length > 100 && !/^[|!]/.test(line));
  assert.deepEqual(wide, []);
});
