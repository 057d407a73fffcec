// Runs the benchmark in the runtimes that are named (`node`, `chromium`); writes target/bench/results.json.
// `cargo xtask bench` has built their packages into target/bench, and the site into dist, before.

import { createReadStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { measure } from "./measure.js";
import { pageTimes } from "./page-times.js";
import { verdicts } from "./verdicts.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../../target/bench/");
const backend = here("node_modules/@tensorflow/tfjs-backend-wasm/dist/");

async function inNode() {
  const engine = createRequire(import.meta.url)(`${out}node/chainrule_bench.js`);
  return measure("node", engine, backend, console.log);
}

async function inChromium() {
  await build({
    entryPoints: [here("page.js")],
    bundle: true,
    format: "esm",
    outfile: `${out}page.js`,
    alias: { bindings: `${out}web/chainrule_bench.js` },
    logLevel: "error",
  });
  const files = {
    "/": null,
    "/page.js": `${out}page.js`,
    "/chainrule_bench_bg.wasm": `${out}web/chainrule_bench_bg.wasm`,
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const own = files[pathname];
    if (own === null) {
      response.writeHead(200, { "content-type": "text/html" }).end('<script type="module" src="page.js"></script>');
      return;
    }
    const file = own ?? `${backend}${basename(pathname)}`;
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": file.endsWith(".wasm") ? "application/wasm" : "text/javascript" });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.on("console", (message) => message.type() === "log" && console.log(message.text()));
    const failed = new Promise((_, reject) => page.on("pageerror", reject));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await Promise.race([failed, page.waitForFunction(() => window.rows, null, { timeout: 600_000 })]);
    const rows = await page.evaluate(() => window.rows);
    await page.close();
    return [...rows, ...(await pageTimes(browser, console.log))];
  } finally {
    await browser.close();
    server.close();
  }
}

mkdirSync(out, { recursive: true });
const RUNTIMES = [
  { id: "node", title: "Node", run: inNode },
  { id: "chromium", title: "headless Chromium", run: inChromium },
];

const rows = [];
for (const { title, run } of RUNTIMES.filter(({ id }) => process.argv.includes(id))) {
  console.log(`\n${title}`);
  const own = await run();
  console.log(`\n${title}: targets`);
  verdicts(own).forEach((verdict) => console.log(verdict));
  rows.push(...own);
}
writeFileSync(`${out}results.json`, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
console.log(`\n${rows.length} rows in target/bench/results.json`);
