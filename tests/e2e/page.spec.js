// The page around the network: size, layout, languages, accessibility, and the end of the engine.

import { brotliCompressSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { expect, expectChosen, open, test, type, until } from "./page.js";

for (const locale of ["en-US", "zh-CN"]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });
    test("the page takes at most 450 KB over the wire", async ({ page }) => {
      const bodies = [];
      page.on("response", (response) => bodies.push(response.body()));
      await open(page);
      const sizes = (await Promise.all(bodies)).map((body) => brotliCompressSync(body).length);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      console.log(`${locale}: ${sizes.length} files, ${total} bytes as brotli`);
      // Page, style, script, messages, engine and its bindings, icon.
      expect(sizes.length).toBeGreaterThanOrEqual(6);
      // What the page shares with parts that come later is asked for at once, beside its script.
      expect(sizes.length).toBeLessThanOrEqual(17);
      expect(total).toBeLessThanOrEqual(450_000);
    });
  });
}

test("strict content-security policy", async ({ page }) => {
  await open(page);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain("unsafe-inline");
  expect(await page.locator("script:not([src]), style, [style]:not(canvas):not(.heads)").count()).toBe(0);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [language, locale] of [
    ["en", "en-US"],
    ["zh", "zh-CN"],
  ]) {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 360, height: 740 },
    ]) {
      test.describe(`${colorScheme}, ${language}, ${viewport.width}`, () => {
        test.use({ colorScheme, locale, viewport });
        test("fits, speaks the language, and axe finds nothing", async ({ page }, info) => {
          await open(page);
          await page.click("#play");
          await until(page, "counter-epoch", (epoch) => epoch > 50, "runs");
          await page.click("#play");
          const size = await page.evaluate(() => {
            const { scrollWidth, scrollHeight } = document.documentElement;
            return { scrollWidth, scrollHeight };
          });
          expect(size.scrollWidth).toBeLessThanOrEqual(viewport.width);
          if (viewport.width === 1280) expect(size.scrollHeight).toBeLessThanOrEqual(800);
          await expect(page.locator("html")).toHaveAttribute("lang", language === "en" ? "en" : "zh-Hans");
          await expect(page.locator("#data-title")).toHaveText(language === "en" ? "Data" : "数据");
          await page.screenshot({ path: info.outputPath("page.png"), fullPage: true });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
        });
      });
    }
  }
}

test("the largest network and eight layers fit a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "hidden=32-32-32-32-32-32-32-32");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("language and colours switch and are kept", async ({ page }) => {
  await open(page);
  await page.selectOption("#language", "zh");
  await expect(page.locator("#play")).toContainText("训练");
  await page.selectOption("#theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("#play")).toContainText("训练");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await type(page, "#control-lr", "1000");
  await page.press("#control-lr", "Enter");
  await expect(page.locator("#control-lr-error")).toContainText("学习率");
});

test("pictures are sharp on a HiDPI screen", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ deviceScaleFactor: 3, viewport: { width: 1280, height: 800 } });
  await page.goto(baseURL);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  const [canvas, css] = await page.locator(".curve").evaluate((c) => [c.width, c.getBoundingClientRect().width]);
  expect(canvas / css).toBeCloseTo(3, 1);
  await page.close();
});

test("another pixel ratio keeps the picture in place", async ({ page }) => {
  await page.addInitScript(() => {
    // Zooming fires such queries; the test holds one of them to fire it.
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => {
      const list = real(query);
      if (query.includes("resolution")) window.ratioQuery = list;
      return list;
    };
  });
  await open(page);
  const rect = () => page.locator(".heat").evaluate((heat) => heat.getBoundingClientRect().toJSON());
  const before = await rect();
  await page.evaluate(() => {
    Object.defineProperty(window, "devicePixelRatio", { value: 2.5 });
    window.ratioQuery.dispatchEvent(new Event("change"));
  });
  await expect.poll(() => page.locator(".points").evaluate((c) => c.width / c.clientWidth)).toBeCloseTo(3, 1);
  const after = await rect();
  for (const side of ["left", "top", "width", "height"]) expect(Math.abs(after[side] - before[side])).toBeLessThan(2);
  expect(Math.abs(after.width - after.height)).toBeLessThan(2);
});

test("the end of the engine shows a banner whose reload keeps the state", async ({ page }) => {
  await open(page, "data=xor&lr=0.3");
  await page.keyboard.press("Space");
  await until(page, "counter-step", (step) => step > 0, "runs");
  // A trap inside wasm reaches the page as a RuntimeError; the clock is where the test can raise one.
  await page.evaluate(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
  });
  await expect(page.locator("#fatal")).toContainText("reloading keeps them");
  page.wrong.length = 0; // the error is on the console, as it should be
  // The engine is not called again, whatever is pressed.
  await page.keyboard.press("s");
  await page.keyboard.press("Space");
  await expect(page.locator("#fatal")).toHaveCount(1);
  expect(page.wrong).toEqual([]);
  await page.click("#fatal button");
  // The settings are there, and as much of the training as was kept by then.
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await expect(page.locator("#fatal")).toHaveCount(0);
  await expectChosen(page, "xor");
  await expect(page.locator("#control-lr")).toHaveValue("0.3");
});
