// Without a network: what was opened once works again, a new version is told and loaded on request, and the page can be installed. Against a server of its own, which
// is ended and whose files are changed.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";

const PORT = Number(process.env.PORT ?? 4173) + 1000;
const SITE = `http://127.0.0.1:${PORT}/chainrule/`;

/** A copy of the site, a server of it that can be ended, and a browser's profile with workers. */
const test = base.extend({
  // eslint-disable-next-line no-empty-pattern -- the runner wants a pattern
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
    cpSync("dist", folder, { recursive: true });
    let server;
    const start = async () => {
      server = spawn(process.execPath, ["tests/e2e/server.js", String(PORT), folder]);
      for (let i = 0; i < 100; i++) {
        if (await fetch(SITE).then(() => true, () => false)) return; // prettier-ignore
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error("the server does not answer");
    };
    const stop = () =>
      new Promise((done) => {
        server.once("exit", done);
        server.kill("SIGKILL");
      });
    await start();
    await use({ folder, start, stop });
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  },
  context: async ({ browser }, use) => {
    const context = await browser.newContext({ serviceWorkers: "allow", locale: "en-US", baseURL: SITE });
    await context.addInitScript(() => localStorage.setItem("chainrule.tour", "seen"));
    await use(context);
    await context.close();
  },
});

/** Opens the page and waits until its worker has all files. */
async function opened(page) {
  await page.goto(SITE);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

test("opened once, it works without a network: the page, both languages, lessons, the guide", async ({
  page,
  site,
}) => {
  await opened(page);
  await site.stop();
  await expect(fetch(SITE)).rejects.toThrow();
  await page.goto(`${SITE}?from=school#data=xor`);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.reload();
  await expect(page.locator("#control-data input:checked")).toHaveValue("xor");
  await page.click("#epoch");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  await page.selectOption("#language", "zh");
  await expect(page.locator("#data-title")).toHaveText("数据");
  await page.selectOption("#language", "en");
  await page.click("#open-lessons");
  await page.locator(".lesson-choice").first().click();
  await expect(page.locator("#lesson-title")).not.toBeEmpty();
  await page.click("#lesson-leave");
  await page.click("#open-share");
  await expect(page.locator("#share-link")).not.toHaveValue("");
  for (const language of ["en", "zh"]) {
    await page.goto(`${SITE}www/guide/${language}.html`);
    await expect(page.locator("h1")).toBeVisible();
  }
});

test("a new version is told, loaded when asked for, and the old one's files go", async ({ page, site }) => {
  await opened(page);
  const caches = () => page.evaluate(() => globalThis.caches.keys());
  const before = await caches();
  expect(before).toHaveLength(1);
  await page.click("#epoch");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  // Another version: another hash, and a page that can be told from the old one.
  const worker = join(site.folder, "sw.js");
  writeFileSync(worker, readFileSync(worker, "utf8").replace(/VERSION = "\w+"/, 'VERSION = "another"'));
  const index = join(site.folder, "index.html");
  writeFileSync(index, readFileSync(index, "utf8").replace("<title>Chainrule", "<title>Chainrule, newer"));
  await page.reload();
  await expect(page).toHaveTitle("Chainrule");
  await expect(page.locator("#notice")).toContainText("new version");
  await page.locator("#notice button", { hasText: "Load it" }).click();
  await expect(page).toHaveTitle("Chainrule, newer");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  await expect.poll(caches).toHaveLength(1);
  expect(await caches()).not.toEqual(before);
});

test("it can be installed", async ({ page, site }) => {
  await opened(page);
  expect(site.folder).toBeTruthy();
  const session = await page.context().newCDPSession(page);
  const { data, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A profile that leaves no traces installs nothing: no fault of the page's.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});

test("a frame does without", async ({ page, site }) => {
  expect(site.folder).toBeTruthy();
  await page.goto(`${SITE}?embed`);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toHaveLength(0);
});
