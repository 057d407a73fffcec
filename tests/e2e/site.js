// For tests that change the site: a copy of it, a host that can be ended or answer wrongly, and
// other versions of its files.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { host } from "./server.js";

// A worker of the runner has a port of its own.
const PORT = Number(process.env.PORT ?? 4173) + 1000 + Number(process.env.TEST_PARALLEL_INDEX ?? 0);
export const SITE = `http://127.0.0.1:${PORT}/chainrule/`;

export { expect };

export const test = base.extend({
  // eslint-disable-next-line no-empty-pattern -- the runner wants a pattern
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
    cpSync("dist", folder, { recursive: true });
    const site = {
      folder,
      /** Answers instead of the host where a test wants that; `false` leaves it to the host. */
      instead: () => false,
      start: () => new Promise((done) => (server = server.listen(PORT, "127.0.0.1", done))),
      stop: () =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        }),
    };
    let server = host(folder, (path, response) => site.instead(path, response));
    await site.start();
    await use(site);
    if (server.listening) await site.stop();
    rmSync(folder, { recursive: true });
  },
  /** A browser's profile with workers. */
  context: async ({ browser }, use) => {
    const context = await browser.newContext({ serviceWorkers: "allow", locale: "en-US", baseURL: SITE });
    await context.addInitScript(() => localStorage.setItem("chainrule.tour", "seen"));
    await use(context);
    await context.close();
  },
});

/** Opens the page and waits until its worker has all files. */
export async function opened(page, address = SITE) {
  await page.goto(address);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

/** The names of what the browser keeps of the site. */
export const caches = (page) => page.evaluate(() => globalThis.caches.keys());

/** All files of a site, by their names in it. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());

/**
 * Makes another version of a site, as a new build would be: its own names for all scripts and style
 * sheets, another title, other lessons. All that is told of it is true, as the worker's list is.
 */
export function release(folder, mark) {
  const path = (name) => join(folder, name);
  const rename = (name) => name.replace(/-(\w{8}|[0-9a-f]{12})(\.js|\.css)$/, `-$1${mark}$2`);
  const before = filesOf(folder);
  const list = readFileSync(path("sw.js"), "utf8");
  const edition = /EDITION = "(\w+)"/.exec(list)[1];
  const renamed = before.filter((name) => rename(name) !== name).map((name) => [name, rename(name)]);
  for (const [from, to] of renamed) renameSync(path(from), path(to));
  for (const name of filesOf(folder).filter((each) => /\.(js|html|md)$/.test(each) && each !== "sw.js")) {
    let text = readFileSync(path(name), "utf8").replaceAll(`"${edition}"`, `"${edition}${mark}"`);
    for (const [from, to] of renamed) text = text.replaceAll(from.split("/").at(-1), to.split("/").at(-1));
    text = text.replace("<title>Chainrule", `<title>Chainrule ${mark}`).replace(/^(title: )/m, `$1${mark} `);
    writeFileSync(path(name), text);
  }
  const hash = (name) => createHash("sha256").update(readFileSync(path(name))).digest("base64"); // prettier-ignore
  const files = filesOf(folder).filter((name) => name !== "sw.js").map((name) => [name, hash(name)]); // prettier-ignore
  const constants = `const VERSION = "${mark}", EDITION = "${edition}${mark}", FILES = ${JSON.stringify(Object.fromEntries(files))};`;
  writeFileSync(path("sw.js"), list.replace(/^const .*;$/m, constants));
}

/** The one file of a site whose name matches. */
export const fileOf = (folder, pattern) => filesOf(folder).find((name) => pattern.test(name));
