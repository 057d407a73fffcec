// Without a network: what was opened once works again, a new version is told and loaded on request,
// and the page can be installed.

import { join } from "node:path";
import { readFileSync } from "node:fs";
import { caches, expect, fileOf, opened, release, SITE, test } from "./site.js";

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
    await page.click("#licences a");
    await expect(page.locator("body")).toContainText("Permission is hereby granted");
  }
});

test("a host that leaves out .html: the page and the guide open without it, and without a network", async ({
  page,
  site,
}) => {
  site.instead = (path, response) => {
    const stripped = /^(.*?)(?:index)?\.html$/.exec(path)?.[1];
    if (stripped !== undefined && path !== "index.html") {
      response.writeHead(308, { location: new URL(stripped, SITE).href }).end();
    } else if (path === "www/guide/en" || path === "www/guide/zh") {
      response.writeHead(200, { "content-type": "text/html" }).end(readFileSync(join(site.folder, `${path}.html`)));
    } else return false;
    return true;
  };
  await opened(page, `${SITE}#data=xor`);
  await page.goto("www/guide/zh.html");
  await expect(page.locator("h1")).toContainText("Chainrule");
  await site.stop();
  for (const name of ["en.html", "zh.html", "en", "zh"]) {
    await page.goto(`${SITE}www/guide/${name}`);
    await expect(page.locator("h1")).toContainText("Chainrule");
    // Its style sheet too: links go to where the file lies.
    expect(await page.locator("body").evaluate((body) => getComputedStyle(body).marginTop)).not.toBe("8px");
  }
  await page.click("header nav a");
  await expect(page.locator("#train-loss")).not.toBeEmpty();
});

test("a new version is told, loaded when asked for, and the old one's files go", async ({ page, site }) => {
  await opened(page);
  const before = await caches(page);
  expect(before).toHaveLength(1);
  await page.click("#epoch");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  release(site.folder, "b");
  await page.reload();
  await expect(page).toHaveTitle("Chainrule");
  await expect(page.locator("#notice")).toContainText("new version");
  await page.locator("#notice button", { hasText: "Load it" }).click();
  await expect(page).toHaveTitle("Chainrule b");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  await expect.poll(() => caches(page)).toHaveLength(1);
  expect(await caches(page)).not.toEqual(before);
});

test("scripts and style sheets have a hash in their names, and the worker's list one of each file", ({ site }) => {
  const list = readFileSync(join(site.folder, "sw.js"), "utf8");
  const files = JSON.parse(/FILES = (\{.*?\})/.exec(list)[1]);
  expect(fileOf(site.folder, /^index\.html$/)).toBe("index.html");
  for (const [name, hash] of Object.entries(files)) {
    if (/\.(js|css|wasm)$/.test(name)) expect(name).toMatch(/-(\w{8}|[0-9a-f]{12})(_bg)?\.\w+$/);
    expect(hash, name).toMatch(/^[\w+/]{43}=$/);
  }
  expect(Object.keys(files)).toContain("LICENSES.txt");
  expect(fileOf(site.folder, /sw\.js$/)).toBe("sw.js");
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
