// Writes what the documents take from the code: README's table of what the engine has, from the catalog, and docs/api.md, from the package's `.d.ts`.
// Run by `cargo xtask docs` once the package is built; tests/node/docs.test.js fails where a document is not what this writes.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import english from "../www/i18n/en.js";
import settings from "../www/i18n/en-settings.js";

const root = new URL("../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), "utf8");
const { catalog } = createRequire(import.meta.url)("../target/pkg/chainrule.js");

/** The rows of README's table: a name, and the setting whose choices it lists. */
const ROWS = {
  "data sets": "data",
  features: "features",
  activations: "activation",
  "first weights": "initializer",
  normalisation: "norm",
  losses: "loss",
  optimisers: "optimizer",
  schedules: "schedule",
};

/** README's table. */
export function table() {
  const shapes = new Map(catalog().settings.map((/** @type {any} */ { key, shape }) => [key, shape]));
  const names = { ...english, ...settings };
  const rows = Object.entries(ROWS).map(([row, key]) => {
    const listed = shapes.get(key).ids.map((/** @type {string} */ id) => names[`choice.${key}.${id}`] ?? id);
    return `| ${row} | ${listed.join(" · ")} |`;
  });
  return ["| | |", "|-|-|", ...rows].join("\n");
}

/** A document with what stands between two marks exchanged. */
export function marked(text, name, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md: found no ${start} … ${end}, expected both`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Lines of at most 100 columns. */
function wrapped(text) {
  return text
    .split("\n")
    .map((paragraph) => {
      const lines = [""];
      for (const word of paragraph.split(" ")) {
        if (lines.at(-1) && lines.at(-1).length + word.length >= 100) lines.push("");
        lines.push(`${lines.pop()} ${word}`.trimStart());
      }
      return lines.join("\n");
    })
    .join("\n");
}

/** The text of a doc comment. */
const told = (/** @type {string} */ comment) =>
  comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, ""))
    .join("\n")
    .replaceAll(/\[`(?:Playground::)?(\w+)`\]/g, "`$1`")
    .replaceAll(/(?<!\n)\n(?!\n)/g, " ")
    .replaceAll("# Errors ", "Throws at: ")
    .replaceAll(/\n\n+/g, "\n\n")
    .trim();

/** Every call of the package. */
export function api() {
  const types = read("target/pkg/chainrule.d.ts");
  const parts = [];
  const entry = (/** @type {string} */ signature, /** @type {string} */ comment) =>
    parts.push(`### \`${signature.replaceAll(/\s+/g, " ").replace(/;$/, "")}\`\n\n${wrapped(told(comment))}`);
  for (const [, comment, owner, body] of types.matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport class (\w+) \{\n([\s\S]*?)^\}/gm,
  )) {
    parts.push(`## ${owner}\n\n${wrapped(told(comment))}`);
    for (const [, said, signature] of body.matchAll(/ {4}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {4}(.+;)$/gm))
      entry(signature, said);
  }
  parts.push("## Functions");
  for (const [, said, signature] of types.matchAll(/^\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (.+;)$/gm))
    entry(signature, said);
  const head = [
    "# The package",
    "Every call of `target/pkg`, which `wasm-pack build --target nodejs --out-dir target/pkg` makes. `cargo xtask docs` writes this file from the doc comments.",
    "Bad input throws a `ChainruleError`: an `Error` with `kind`, `field`, `found`, `expected`, `limits` and, where a formula is wrong, `place`. Nothing has changed then. The types of settings and reports are in `target/pkg/chainrule.d.ts`.",
  ];
  return `${[...head.map(wrapped), ...parts].join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("README.md", root), marked(read("README.md"), "catalog", table()));
  writeFileSync(new URL("docs/api.md", root), api());
}
