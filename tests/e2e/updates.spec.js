// While the site is being replaced: nothing wrong is kept, an old page and a new worker do not mix,
// and a site that has left its address lets go of the browser.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { caches, expect, fileOf, opened, release, SITE, test } from "./site.js";

const HTML = "<!doctype html><title>Not here</title><p>Not here.";

/** Looks for a new version, and waits until it has all its files or is given up. */
const look = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const { installing } = registration;
    if (!installing) return registration.waiting?.state ?? "none";
    const states = ["installed", "redundant", "activated"];
    return new Promise((done) => {
      const told = () => states.includes(installing.state) && done(installing.state);
      installing.addEventListener("statechange", told);
      told();
    });
  });

/** Each leaves a new version on the host with one thing wrong; returns what mends it. */
const FAULTS = {
  "a script is not there yet": (site) => without(site, /^www\/main-/),
  "the first page is the old one": (site) => {
    const path = join(site.folder, "index.html");
    const whole = readFileSync(path);
    cpSync("dist/index.html", path);
    return () => writeFileSync(path, whole);
  },
  "a script is a page that says something else": (site) => {
    const wrong = fileOf(site.folder, /^www\/keys-/);
    return answering(site, (path, response) => path === wrong && response.writeHead(200, { "content-type": "text/html" }).end(HTML)); // prettier-ignore
  },
  "a script is sent on to the first page": (site) => {
    const wrong = fileOf(site.folder, /^www\/share-sheet-/);
    return answering(site, (path, response) => path === wrong && response.writeHead(302, { location: SITE }).end());
  },
  "a script is cut short": (site) => cut(site, /^www\/school-/),
  "the engine is cut short": (site) => cut(site, /\.wasm$/),
  "a lesson is the old one": (site) => {
    const path = join(site.folder, "www/lessons/xor.en.md");
    const whole = readFileSync(path);
    cpSync("dist/www/lessons/xor.en.md", path);
    return () => writeFileSync(path, whole);
  },
  "the server is out of breath": (site) =>
    answering(site, (path, response) => path.endsWith(".css") && response.writeHead(503).end()),
};

function without(site, pattern) {
  const path = join(site.folder, fileOf(site.folder, pattern));
  const whole = readFileSync(path);
  rmSync(path);
  return () => writeFileSync(path, whole);
}

function cut(site, pattern) {
  const path = join(site.folder, fileOf(site.folder, pattern));
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length / 2));
  return () => writeFileSync(path, whole);
}

function answering(site, instead) {
  site.instead = (path, response) => Boolean(instead(path, response));
  return () => (site.instead = () => false);
}

for (const [what, fault] of Object.entries(FAULTS)) {
  test(`half of a new version is not kept: ${what}`, async ({ page, site }) => {
    await opened(page);
    const before = await caches(page);
    release(site.folder, "b");
    const mend = fault(site);
    expect(await look(page)).toBe("redundant");
    expect(await caches(page)).toEqual(before);
    await page.reload();
    await expect(page).toHaveTitle("Chainrule");
    await expect(page.locator("#train-loss")).not.toBeEmpty();
    await expect(page.locator("#notice", { hasText: "new version" })).toHaveCount(0);
    mend();
    expect(await look(page)).toBe("installed");
    await page.locator("#notice button", { hasText: "Load it" }).click();
    await expect(page).toHaveTitle("Chainrule b");
    await expect(page.locator("#train-loss")).not.toBeEmpty();
  });
}

test("a first visit in the midst of an update keeps nothing, and tries again by itself", async ({ page, site }) => {
  const missing = fileOf(site.folder, /^www\/school-/);
  let asked = 0;
  const mend = answering(site, (path, response) => {
    if (path !== missing) return false;
    asked += 1;
    return response.writeHead(404).end();
  });
  await page.clock.install();
  await page.goto(SITE);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await expect.poll(() => asked).toBe(1);
  const registered = () => page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length));
  await expect.poll(registered).toBe(0);
  expect(await caches(page)).toEqual([]);
  mend();
  await page.clock.fastForward("01:01");
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  expect(await caches(page)).toHaveLength(1);
});

test("an update that failed is tried again by a page that stays open", async ({ page, site }) => {
  await page.clock.install();
  await opened(page);
  release(site.folder, "b");
  const mend = cut(site, /^www\/main-/);
  expect(await look(page)).toBe("redundant");
  mend();
  await page.clock.fastForward("01:01");
  await expect(page.locator("#notice")).toContainText("new version");
});

test("an old page goes on with its own files under a new worker", async ({ page, context, site }) => {
  await opened(page);
  const other = await context.newPage();
  await opened(other);
  release(site.folder, "b");
  expect(await look(other)).toBe("installed");
  await other.locator("#notice button", { hasText: "Load it" }).click();
  await expect(other).toHaveTitle("Chainrule b");
  const told = async (tab) => {
    await tab.click("#open-lessons");
    const first = tab.locator(".lesson-choice strong").first();
    await expect(first).not.toBeEmpty();
    return await first.textContent();
  };
  const now = await told(other);
  expect(now).toMatch(/^b /);
  // Neither on the host nor in the new worker's list: scripts, styles and texts of the page that
  // has not been loaded again.
  await expect(page.locator("#notice")).toContainText("new version");
  expect(await told(page)).toBe(now.slice(2));
  const sheets = await page.evaluate(() =>
    [...document.querySelectorAll("link[rel=stylesheet]")].map(({ href, sheet }) => sheet && href),
  );
  expect(sheets).toContainEqual(expect.stringMatching(/style\/lessons-[0-9a-f]{12}\.css$/));
  await page.keyboard.press("Escape");
  await page.click("#explain-health");
  await expect(page.locator("#explaining-title")).not.toBeEmpty();
  await page.click("#open-share");
  await expect(page.locator("#share-link")).not.toHaveValue("");
  expect(await caches(page)).toHaveLength(2);
  await page.close();
  await other.reload();
  await expect.poll(() => caches(other)).toHaveLength(1);
  await expect(other).toHaveTitle("Chainrule b");
});

/** Answers of a host that has the site no more. */
const LEFT = {
  "is gone": (path, response) => response.writeHead(404).end("Not found"),
  "is another": (path, response) => response.writeHead(200, { "content-type": "text/html" }).end(HTML),
  "has moved": (path, response) =>
    path === "" ? response.writeHead(200, { "content-type": "text/html" }).end(HTML) : response.writeHead(301, { location: new URL("/elsewhere/", SITE).href }).end(), // prettier-ignore
};

for (const [what, instead] of Object.entries(LEFT)) {
  test(`a site that ${what} is told, what was done can be saved, and then the worker goes`, async ({ page, site }) => {
    await opened(page);
    site.instead = (path, response) => Boolean(instead(path, response));
    await page.reload();
    await expect(page.locator("#notice")).toContainText("no longer at its address");
    await page.click("#open-share");
    await expect(page.locator("#share-link")).not.toHaveValue("");
    await page.goto(SITE);
    await expect(page.locator("#train-loss")).toHaveCount(0);
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toHaveLength(0);
    expect(await caches(page)).toEqual([]);
  });
}

test("a host that is away, busy, or asks who is there is no site that has left", async ({ page, site }) => {
  await opened(page);
  const registered = () => page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length));
  for (const status of [500, 503, 401, 403, 0]) {
    site.instead = (path, response) => Boolean(status ? response.writeHead(status).end() : response.destroy());
    for (let visit = 0; visit < 2; visit++) {
      await page.reload();
      await expect(page.locator("#train-loss")).not.toBeEmpty();
      await expect(page.locator("#notice", { hasText: "address" })).toHaveCount(0);
    }
    expect(await registered(), String(status)).toBe(1);
  }
  // Away for one visit, in the midst of an update, and back.
  site.instead = (path, response) => Boolean(response.writeHead(404).end());
  await page.reload();
  await expect(page.locator("#notice")).toContainText("no longer at its address");
  site.instead = () => false;
  await page.reload();
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await expect.poll(() => caches(page)).toHaveLength(1);
  expect(await registered()).toBe(1);
});
