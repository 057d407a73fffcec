// What a browser may lack, forbid or take away: each is said in a sentence, and what can be done is done.

import { expect, link, open, pixels, test, until } from "./page.js";

/** The sentence that stands for the playground; the errors on the console are as they should be. */
async function expectEnd(page, text) {
  await expect(page.locator("#fatal")).toContainText(text);
  await expect(page.locator("#fatal")).toBeInViewport();
  page.wrong.length = 0;
}

test("a browser that cannot run it is told why", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.instantiateStreaming = () => Promise.reject(new Error("no SIMD"));
    WebAssembly.instantiate = () => Promise.reject(new Error("no SIMD"));
  });
  await page.goto("./");
  await expect(page.locator("#fatal")).toContainText("could not start: no SIMD");
  page.wrong.length = 0;
});

for (const [locale, wasm, vectors, file] of [
  ["en-US", "this browser has none", "WebAssembly SIMD", "The engine could not be loaded"],
  ["zh-CN", "不支持或已将其关闭", "WebAssembly SIMD", "计算引擎未能加载"],
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test("no WebAssembly", async ({ page }) => {
      await page.addInitScript(() => delete globalThis.WebAssembly);
      await page.goto("./");
      await expectEnd(page, wasm);
      await expect(page.locator("#fatal button")).toHaveCount(0);
    });

    test("no vectors", async ({ page }) => {
      await page.addInitScript(() => {
        WebAssembly.validate = () => false;
      });
      await page.goto("./");
      await expectEnd(page, vectors);
    });

    for (const name of ["wasm", "js"]) {
      test(`the engine's ${name} file does not come; loading again brings it`, async ({ page }) => {
        const files = new RegExp(`chainrule-[0-9a-f]+(_bg)?\\.${name}$`);
        await page.route(files, (route) => route.abort());
        await page.goto("./#data=xor");
        await expectEnd(page, file);
        await page.unroute(files);
        await page.click("#fatal button");
        await expect(page.locator("#train-loss")).not.toBeEmpty();
        await expect(page.locator("#fatal")).toHaveCount(0);
        await expect.poll(() => link(page)).toBe("data=xor");
      });
    }
  });
}

test("the browser's own check of vectors passes what it has", async ({ page }) => {
  await page.addInitScript(() => {
    const validate = WebAssembly.validate.bind(WebAssembly);
    WebAssembly.validate = (bytes) => {
      globalThis.answered = validate(bytes);
      return globalThis.answered;
    };
  });
  await open(page);
  expect(await page.evaluate(() => globalThis.answered)).toBe(true);
});

test("no script: the page says so by itself", async ({ page }) => {
  await page.route(/www\/main-\w+\.js$/, (route) => route.abort());
  await page.goto("./");
  await expect(page.locator("#unloaded")).toBeHidden();
  await expect(page.locator("#unloaded")).toBeVisible();
  await expect(page.locator("#unloaded")).toContainText("load it again");
  page.wrong.length = 0;
});

test("no words: the page has some of its own, in both languages", async ({ page }) => {
  await page.route(/www\/en-[\w]+\.js$/, (route) => route.abort());
  await page.goto("./");
  await expect(page.locator("#unloaded")).toBeVisible();
  await expect(page.locator("#unloaded")).toContainText("请重新加载");
  page.wrong.length = 0;
});

test("another language that does not come leaves this one", async ({ page }) => {
  await open(page);
  await page.route(/www\/zh-[\w]+\.js$/, (route) => route.abort());
  await page.selectOption("#language", "zh");
  await expect(page.locator("#notice")).toContainText("could not be loaded");
  page.wrong.length = 0;
  await expect(page.locator("#language")).toHaveValue("en");
  await expect(page.locator("#play")).toContainText("Train");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "goes on");
});

test("storage that is forbidden costs nothing but what it would keep", async ({ page }) => {
  await page.addInitScript(() => {
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, { get: forbidden });
    }
  });
  await open(page);
  await page.selectOption("#theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "goes on");
  await page.click("#open-share");
  await expect(page.locator("#share-kept")).toContainText("keeps nothing");
  await expect(page.locator("#share-link")).not.toHaveValue("");
  await page.keyboard.press("Escape");
  await page.click("#open-lessons");
  await page.click(".lesson-choice >> nth=0");
  await expect(page.locator("#lesson-title")).toBeVisible();
});

test("no pictures: said once, training goes on", async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await open(page);
  await expect(page.locator("#notice")).toContainText("2d context");
  await page.evaluate(() => {
    globalThis.said = 0;
    new MutationObserver(() => (globalThis.said += 1)).observe(document.getElementById("messages"), {
      childList: true,
    });
  });
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 100, "goes on");
  await page.click("#play");
  expect(await page.evaluate(() => globalThis.said)).toBeLessThan(4);
});

test("pictures that are taken away are told, and come back", async ({ page }) => {
  await open(page);
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is trained");
  await expect.poll(async () => (await pixels(page, ".heat")).length).toBeGreaterThan(1000);
  await page.waitForTimeout(300);
  const all = [".heat", ".points", ".curve", ".diagram"];
  const before = await Promise.all(all.map((selector) => pixels(page, selector)));
  // A browser clears a lost canvas, and says when it can be drawn on again.
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll("canvas")) {
      canvas.getContext("2d").reset();
      canvas.dispatchEvent(new Event("contextlost", { cancelable: true }));
    }
  });
  await expect(page.locator("#notice")).toContainText("they come back");
  expect(await pixels(page, ".heat")).not.toBe(before[0]);
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll("canvas")) canvas.dispatchEvent(new Event("contextrestored"));
  });
  await expect(page.locator("#notice")).toHaveCount(0);
  for (const [at, selector] of all.entries()) {
    await expect.poll(() => pixels(page, selector), { message: selector }).toBe(before[at]);
  }
});
