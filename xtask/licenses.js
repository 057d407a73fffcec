// Writes down what the site is made of, and under which licences: crates in the engine, scripts and
// tables from elsewhere. Everything that is copied into the site brings its own text; what has
// none, or an unknown licence, fails the build.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Licences that let the site be passed on as it is, with their text beside it. */
const KNOWN = ["MIT", "Apache-2.0", "Zlib", "Unicode-3.0", "BSD-2-Clause", "BSD-3-Clause", "ISC"];

const RULE = "-".repeat(80);

const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
  execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });

const read = (/** @type {string} */ path) => readFileSync(path, "utf8").trim();

/**
 * The crates that the engine is compiled from: those that only make code (macros, build scripts)
 * are left out.
 * @returns {{ name: string, version: string, license: string, folder: string }[]} by name
 */
export function crates() {
  const target = ["--filter-platform", "wasm32-unknown-unknown"];
  const { packages, resolve } = JSON.parse(run("cargo", "metadata", "--locked", "--format-version", "1", ...target));
  const byId = new Map(packages.map((/** @type {any} */ one) => [one.id, one]));
  const needs = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node.deps]));
  const found = new Set();
  const take = (/** @type {string} */ id) => {
    if (found.has(id) || byId.get(id).targets.some((/** @type {any} */ { kind }) => kind.includes("proc-macro")))
      return;
    found.add(id);
    for (const { pkg, dep_kinds } of needs.get(id)) {
      if (dep_kinds.some((/** @type {any} */ { kind }) => kind === null)) take(pkg);
    }
  };
  take(resolve.root);
  found.delete(resolve.root);
  return [...found]
    .map((id) => byId.get(id))
    .map(({ name, version, license, manifest_path }) => ({ name, version, license, folder: dirname(manifest_path) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * A crate's licence texts: MIT's alone where there is a choice.
 * @param {ReturnType<typeof crates>[number]} crate
 */
function textsOf({ name, version, license, folder }) {
  const unknown = (license ?? "none").split(/\s+(?:AND|OR)\s+|\/|[()]/).filter((id) => id && !KNOWN.includes(id));
  if (unknown.length > 0) {
    throw new Error(`${name} ${version} has the licence ${unknown}: expected some of ${KNOWN.join(", ")}`);
  }
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const mit = files.some((file) => /mit/i.test(file));
  const chosen = files.filter((file) => !mit || !/apache|zlib/i.test(file)).sort();
  if (chosen.length === 0) throw new Error(`${name} ${version} comes without the text of its licence, in ${folder}`);
  return chosen.map((file) => read(join(folder, file))).join("\n\n");
}

/**
 * Texts of what lies in a folder of the page: `NAME.LICENSE.txt` for NAME.
 * @param {string} folder
 */
const textsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".LICENSE.txt"))
    .map((name) => ({ of: name.slice(0, -".LICENSE.txt".length), text: read(join(folder, name)) }));

/** @param {string} title @param {string} text */
const section = (title, text) => `${RULE}\n${title}\n${RULE}\n\n${text}\n`;

/**
 * Returns the text of `LICENSES.txt`.
 * @param {ReturnType<typeof crates>} all
 */
export function licenses(all = crates()) {
  /** @type {Map<string, string[]>} crates under each text: many have the same one */
  const byText = new Map();
  for (const crate of all) {
    const text = textsOf(crate);
    byText.set(text, [...(byText.get(text) ?? []), `${crate.name} ${crate.version}`]);
  }
  const vendored = textsIn("www/vendor");
  for (const script of readdirSync("www/vendor").filter((name) => name.endsWith(".js"))) {
    if (!vendored.some(({ of }) => `${of}.js` === script)) {
      throw new Error(`www/vendor/${script} comes without the text of its licence: expected one beside it`);
    }
  }
  const mit = read("LICENSE-MIT");
  return [
    "Chainrule, and what this site contains of others\n",
    section("Chainrule: MIT or Apache 2.0, at your choice", `${mit}\n\nThe text of Apache 2.0 stands at the end.`),
    ...[...byText].map(([text, names]) => section(`In the engine: ${names.join(", ")}`, text)),
    section(
      `In the engine: Rust's standard library (${run("rustc", "--version").trim()})`,
      [
        "Copyright (c) The Rust Project Developers (see https://thanks.rust-lang.org).",
        "Its allocator is dlmalloc, copyright (c) Alex Crichton; its maps are hashbrown, copyright (c) Amanieu d'Antras;",
        "its tables of characters are made from the Unicode Character Database, copyright (c) Unicode, Inc., under the",
        "Unicode licence, whose text stands with unicode-ident above. The rest is under MIT or Apache 2.0:",
        "",
        mit.slice(mit.indexOf("Permission is hereby granted")),
      ].join("\n"),
    ),
    ...vendored.map(({ of, text }) => section(`In the page: ${of}`, text)),
    section("Tables that come with the page", read("www/data/SOURCES.md")),
    ...textsIn("www/data").map(({ of, text }) => section(`Tables that come with the page: ${of}`, text)),
    section("Apache License 2.0", read("LICENSE-APACHE")),
  ].join("\n");
}
