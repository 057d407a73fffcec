// Packs the site in dist/: scripts and style sheets of the page become one file each, what is loaded later (a language's messages) one file
// more, all without comments and with short names. A page of forty files waits for forty answers, some of them one after the other.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";

const SITE = "dist/";
const PAGE = `${SITE}www/`;

const options = { minify: true, target: "es2022", charset: "utf8", logLevel: "warning" };
const { metafile } = await build({
  ...options,
  entryPoints: [`${PAGE}main.js`],
  outdir: PAGE,
  bundle: true,
  splitting: true,
  format: "esm",
  chunkNames: "[name]-[hash]",
  allowOverwrite: true,
  metafile: true,
});
/** All that a packed file imports before it runs, from whatever it imports. @param {string} file @returns {string[]} */
function imports(file) {
  const now = metafile.outputs[file].imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path);
  return [...new Set(now.flatMap((path) => [path, ...imports(path)]))];
}

const packed = new Set(Object.keys(metafile.outputs));
for (const source of Object.keys(metafile.inputs)) if (!packed.has(source)) rmSync(source);

const bindings = readdirSync(SITE).filter((name) => name.endsWith(".js"));
await build({ ...options, entryPoints: bindings.map((name) => SITE + name), outdir: SITE, allowOverwrite: true });

const page = readFileSync(`${SITE}index.html`, "utf8");
const sheets = [...page.matchAll(/<link rel="stylesheet" href="[^"]*?(www\/style\/[\w-]+\.css)"[^>]*>\s*/g)];
if (sheets.length === 0) throw new Error("index.html names no style sheet below www/style: this script expects some");
const css = sheets.map(([, path]) => readFileSync(SITE + path, "utf8")).join("\n");
const { code } = await transform(css, { minify: true, loader: "css", target: "es2022" });
for (const [, path] of sheets) rmSync(SITE + path);
for (const name of readdirSync(`${PAGE}style`)) {
  // Of parts that are loaded later.
  const path = `${PAGE}style/${name}`;
  writeFileSync(
    path,
    (await transform(readFileSync(path, "utf8"), { minify: true, loader: "css", target: "es2022" })).code,
  );
}
writeFileSync(`${PAGE}style/page.css`, code);
const [first, ...others] = sheets.map(([link]) => link);
// What main.js imports at once is asked for with it, not when it has come.
const preloads = imports(`${PAGE}main.js`).map(
  (path) => `<link rel="modulepreload" href="./${path.slice(SITE.length)}">`,
);
// A site with the worker says where it is; one that `trunk` alone has built has none.
const one = page
  .replace(first, first.replace(/[\w-]+\.css/, "page.css"))
  .replace("</title>", `</title>\n  <meta name="worker" content="sw.js">${preloads.join("")}`);
writeFileSync(
  `${SITE}index.html`,
  others.reduce((text, link) => text.replace(link, ""), one),
);

// The worker stands at the top: it answers for what lies below it.
renameSync(`${PAGE}sw.js`, `${SITE}sw.js`);
const files = readdirSync(SITE, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name !== "sw.js" && statSync(SITE + name).isFile())
  .sort();
const hash = createHash("sha256");
for (const name of files) hash.update(`${name}\n`).update(readFileSync(SITE + name));
const version = hash.digest("hex").slice(0, 16);
const worker = await transform(readFileSync(`${SITE}sw.js`, "utf8"), { minify: true, loader: "js", target: "es2022" });
const constants = `const VERSION = ${JSON.stringify(version)}, FILES = ${JSON.stringify(files)};\n`;
writeFileSync(`${SITE}sw.js`, constants + worker.code);
