// Packs the site in dist/: scripts and style sheets of the page become one file each, what is
// loaded later (a language's messages) one file more, all without comments and with short names: a
// page of forty files waits for forty answers, some of them one after the other. Scripts, style
// sheets and the engine have a hash of their content in their names, so that no file of one version
// is ever taken for another's, whatever a half-updated server or a cache answers with.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";
import { licenses } from "./licenses.js";

const SITE = "dist/";
const PAGE = `${SITE}www/`;
const STYLE = `${PAGE}style/`;

const options = { minify: true, target: "es2022", charset: "utf8", logLevel: "warning" };

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256"));
const short = (...parts) => sha256(...parts).digest("hex").slice(0, 12); // prettier-ignore
const text = (path) => readFileSync(path, "utf8");
const css = async (path) => (await transform(text(path), { minify: true, loader: "css", target: "es2022" })).code;

/**
 * Replaces a file by one that has its content's hash in its name, `BASE-HASH.END`; returns the new
 * name's last part.
 */
function hashed(path, content = readFileSync(path)) {
  const [, folder, base, end] = /^(.*\/)?([^/]+?)((?:_bg)?\.\w+)$/.exec(path);
  const name = `${base.replace(/-[0-9a-f]{12,}$/, "")}-${short(content)}${end}`;
  rmSync(path);
  writeFileSync(folder + name, content);
  return name;
}

/** Replaces what must stand in a text. */
function replaced(where, from, to) {
  if (!where.includes(from)) throw new Error(`index.html or a guide was expected to contain ${from}`);
  return where.replaceAll(from, to);
}

let page = text(`${SITE}index.html`);

// Style sheets that the page names are one.
const sheets = [...page.matchAll(/<link rel="stylesheet" href="[^"]*?(www\/style\/[\w-]+\.css)"[^>]*>\s*/g)];
if (sheets.length === 0) throw new Error("index.html names no style sheet below www/style: this script expects some");
writeFileSync(`${STYLE}page.css`, sheets.map(([, path]) => text(SITE + path)).join("\n"));
for (const [, path] of sheets) rmSync(SITE + path);
const [first, ...others] = sheets.map(([link]) => link);
const pageSheet = hashed(`${STYLE}page.css`, await css(`${STYLE}page.css`));
page = page.replace(first, first.replace(/[\w-]+\.css/, pageSheet));
for (const link of others) page = page.replace(link, "");

// Files that scripts ask for by name when they need them (www/edition.js): one hash for all of
// them.
const later = readdirSync(STYLE).filter((name) => name !== pageSheet);
const texts = ["lessons", "data"].flatMap((folder) => readdirSync(PAGE + folder).map((name) => `${folder}/${name}`));
const edition = short(...[...later.map((name) => STYLE + name), ...texts.map((name) => PAGE + name)].map(text));
for (const name of later) {
  const minified = await css(STYLE + name);
  rmSync(STYLE + name);
  writeFileSync(STYLE + name.replace(".css", `-${edition}.css`), minified);
}
const guideSheet = hashed(`${PAGE}guide/guide.css`, await css(`${PAGE}guide/guide.css`));
for (const name of readdirSync(`${PAGE}guide`).filter((each) => each.endsWith(".html"))) {
  writeFileSync(`${PAGE}guide/${name}`, replaced(text(`${PAGE}guide/${name}`), '"guide.css"', `"${guideSheet}"`));
}

const { metafile } = await build({
  ...options,
  entryPoints: [`${PAGE}main.js`],
  outdir: PAGE,
  bundle: true,
  splitting: true,
  format: "esm",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  define: { "import.meta.edition": JSON.stringify(edition) },
  metafile: true,
});
for (const source of Object.keys(metafile.inputs)) rmSync(source);
const main = Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === `${PAGE}main.js`);

/**
 * All that a packed file imports before it runs, from whatever it imports.
 * @param {string} file
 * @returns {string[]}
 */
function imports(file) {
  const now = metafile.outputs[file].imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path);
  return [...new Set(now.flatMap((path) => [path, ...imports(path)]))];
}

// The engine and its bindings.
for (const name of readdirSync(SITE).filter((each) => /\.(js|wasm)$/.test(each))) {
  const content = name.endsWith(".js") ? (await transform(text(SITE + name), options)).code : undefined;
  page = replaced(page, name, hashed(SITE + name, content));
}
const wasm = readdirSync(SITE).find((name) => name.endsWith(".wasm"));
// The size of the module: a compressed answer tells only its own.
page = replaced(page, 'id="app-wasm"', `id="app-wasm" data-size="${statSync(SITE + wasm).size}"`);

page = replaced(page, "www/main.js", main.slice(SITE.length));
// The browser asks for what main.js imports at once together with it, not when it has arrived. And
// a site with a worker says where that is; one that `trunk` alone has built has none.
const preloads = imports(main).map((path) => `<link rel="modulepreload" href="./${path.slice(SITE.length)}">`);
page = page.replace("</title>", `</title>\n  <meta name="worker" content="sw.js">${preloads.join("")}`);
writeFileSync(`${SITE}index.html`, page);

writeFileSync(`${SITE}LICENSES.txt`, licenses());
rmSync(`${PAGE}vendor`, { recursive: true });
for (const name of readdirSync(`${PAGE}data`)) if (!name.endsWith(".csv")) rmSync(`${PAGE}data/${name}`);

// The worker stands at the top: it answers for what lies below it.
const worker = await transform(text(`${PAGE}sw.js`), { minify: true, loader: "js", target: "es2022" });
rmSync(`${PAGE}sw.js`);
const names = readdirSync(SITE, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => statSync(SITE + name).isFile())
  .sort();
const files = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(SITE + name)).digest("base64")]));
const version = short(JSON.stringify(files), worker.code);
const constants = Object.entries({ VERSION: version, EDITION: edition, FILES: files });
const head = constants.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
writeFileSync(`${SITE}sw.js`, `const ${head};\n${worker.code}`);
