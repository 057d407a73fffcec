// What leaves this tab and comes back: links of everything, files, and what the browser keeps by itself.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { choose, expect, expectChosen, link, open, read, test, type, until } from "./page.js";

const { Playground, config_from_link } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

/** What a page's saved file holds, read by the engine in Node. */
async function saved(page) {
  await page.click("#open-share");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#share-save")]);
  await page.keyboard.press("Escape");
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 10).toString()).toBe("chainrule\n");
  return { bytes, playground: Playground.from_saved(new Uint8Array(inflateSync(bytes.subarray(10)))) };
}

/** The link of everything, as the sheet gives it. */
async function everything(page) {
  await page.click("#open-share");
  await page.check("#share-all");
  await expect(page.locator("#share-link")).toHaveValue(/#saved=/);
  const text = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return text;
}

/** What such a link holds, read by the engine in Node. */
function opened(address) {
  const text = new URL(address).hash.slice("#saved=".length).replaceAll("-", "+").replaceAll("_", "/");
  return Playground.from_saved(new Uint8Array(inflateSync(Buffer.from(text, "base64"))));
}

/** Waits until the browser has kept the present state: there is no sign of it on the page. */
async function rest(page) {
  await page.waitForTimeout(1600);
}

function bits(numbers) {
  return Buffer.from(Float64Array.from(numbers).buffer).toString("hex");
}

async function epochs(page, count) {
  for (let i = 0; i < count; i++) await page.keyboard.press("e");
}

test("a link of a trained network, edited weights and painted points goes on to the same bits", async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, "noise=10&optimizer=adam");
  await page.click("label:has(#tool-paint)");
  const box = await page.locator(".heat").boundingBox();
  const painted = async () => (await page.textContent("#counts")).match(/\d+/g).map(Number)[0] - 250;
  // A browser that is held up makes one move of several, and fewer points of it.
  for (let row = 1; row <= 20 && (await painted()) < 200; row++) {
    const y = box.y + (row / 21) * box.height;
    await page.mouse.move(box.x + 8, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 8, y, { steps: 26 });
    await page.mouse.up();
  }
  expect(await painted()).toBeGreaterThanOrEqual(200);
  await page.locator("#network-title").click();
  await epochs(page, Math.ceil(1000 / ((250 + (await painted())) / 10)));
  await until(page, "counter-step", (step) => step >= 1000, "reaches 1,000");
  await page.selectOption("#spot-column", "1");
  await page.selectOption("#spot-unit", "0");
  await page.selectOption("#spot-part", { index: 1 });
  await type(page, "#param-value", "0.4321");
  await page.press("#param-value", "Enter");
  await page.locator("#network-title").click();

  const address = await everything(page);
  expect(address.length).toBeLessThan(6000);
  const there = await browser.newPage();
  await there.goto(address);
  await expect(there.locator("#counter-step")).toHaveText(await page.textContent("#counter-step"));
  await expectChosen(there, "own");
  await expect(there.locator("#counts")).toHaveText(await page.textContent("#counts"));
  await expect.poll(() => link(there)).not.toContain("saved=");
  const [mine, theirs] = [opened(address).params(), opened(await everything(there)).params()];
  expect(bits(theirs)).toBe(bits(mine));
  expect(mine).toContain(Math.fround(0.4321));

  for (const each of [page, there]) {
    const before = await read(each, "counter-step");
    await each.locator("#network-title").click();
    await epochs(each, 23);
    await until(each, "counter-step", (step) => step >= before + 1000, "goes on");
  }
  const [after, theirsAfter] = [opened(await everything(page)).params(), opened(await everything(there)).params()];
  expect(bits(theirsAfter)).toBe(bits(after));
  expect(bits(after)).not.toBe(bits(mine));
  // In Node there are the same bits again.
  const here = opened(address);
  const steps = (await read(page, "counter-step")) - here.progress().step;
  here.train(1e9, steps);
  expect(bits(here.params())).toBe(bits(after));
  expect(there.url()).toContain(baseURL);
  await there.close();
});

test("a link of everything opens in another profile and in another engine to the same bits, and goes on to the same", async ({
  page,
  browser,
  baseURL,
}) => {
  const settings = "data=xor&noise=10&optimizer=adam&hidden=6-4";
  const there = new Playground(config_from_link(settings));
  await open(page, settings);
  await epochs(page, 12);
  await until(page, "counter-epoch", (epoch) => epoch === 12, "is 12");
  for (let i = 0; i < 12; i++) there.epoch();
  const address = await everything(page);
  expect(bits(opened(address).params())).toBe(bits(there.params()));
  const fresh = await browser.newContext();
  const other = await fresh.newPage();
  await other.goto(address);
  await expect(other.locator("#counter-epoch")).toHaveText("12");
  await epochs(other, 5);
  await until(other, "counter-epoch", (epoch) => epoch === 17, "is 17");
  for (let i = 0; i < 5; i++) there.epoch();
  expect(address.startsWith(baseURL)).toBe(true);
  expect(bits(opened(await everything(other)).params())).toBe(bits(there.params()));
  await fresh.close();
});

test("a tab that is loaded again, or was closed, comes back where it was", async ({ page, context }) => {
  await open(page, "data=xor&hidden=6");
  await page.click("#play");
  await until(page, "counter-epoch", (epoch) => epoch > 60, "runs");
  await page.click("#play");
  // The last steps are shown in the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const [step, loss] = [await page.textContent("#counter-step"), await page.textContent("#train-loss")];
  await page.reload();
  await expect(page.locator("#counter-step")).toHaveText(step);
  await expect(page.locator("#train-loss")).toHaveText(loss);
  await expect(page.locator("#notice")).toContainText("You are back where you were");
  await expect(page.locator("#loss-title, .loss-head h3").first()).toBeVisible();
  await rest(page);
  const url = new URL("./", page.url()).href;
  await page.close();

  const again = await context.newPage();
  await again.goto(url);
  await expect(again.locator("#counter-step")).toHaveText(step);
  await expectChosen(again, "xor");
  await again.locator("#notice button", { hasText: "Start afresh" }).click();
  await expect(again.locator("#counter-step")).toHaveText("0");
  await expectChosen(again, "circle");
  await expect(again.locator("#notice")).toHaveCount(0);
  await again.keyboard.press("Control+z");
  await expect(again.locator("#counter-step")).toHaveText(step);
});

test("two tabs do not overwrite each other", async ({ page, context }) => {
  await open(page, "data=xor");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await rest(page);
  const other = await context.newPage();
  await other.goto(new URL("./", page.url()).href);
  await expect(other.locator("#counter-step")).toHaveText("0");
  await expectChosen(other, "circle");
  await choose(other, "spiral");
  await epochs(other, 3);
  await rest(other);
  await page.reload();
  await expectChosen(page, "xor");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  await other.reload();
  await expectChosen(other, "spiral");
  await expect(other.locator("#counter-epoch")).toHaveText("3");
});

test("a link that others may have opened here starts afresh, and offers to go on", async ({ page, context }) => {
  await open(page, "data=xor&lr=0.3");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await rest(page);
  const url = page.url();
  await page.close();
  const other = await context.newPage();
  await other.goto(url);
  await expect(other.locator("#notice")).toContainText("You were here before");
  await expect(other.locator("#counter-step")).toHaveText("0");
  await other.locator("#notice button", { hasText: "Go on from there" }).click();
  await expect(other.locator("#counter-epoch")).toHaveText("1");
  await expect(other.locator("#control-lr")).toHaveValue("0.3");
});

test("the sheet says how long a link is and what it leaves out", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "data=spiral");
  await page.click("#open-share");
  await expect(page.locator("#share-note")).toContainText("Nothing is left out.");
  await expect(page.locator("#share-link")).toHaveValue(/#data=spiral$/);
  await page.click("#share-copy");
  await expect(page.locator("#share-said")).toContainText("in the clipboard");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.inputValue("#share-link"));
  await page.keyboard.press("Escape");
  await page.click("#epoch");
  await page.click("#open-share");
  await expect(page.locator("#share-note")).toContainText("Left out: what training and you have made of the weights.");
  await page.check("#share-all");
  await expect(page.locator("#share-note")).toContainText("Training goes on to the same bits.");
  const { length } = await page.inputValue("#share-link");
  await expect(page.locator("#share-note")).toContainText(`${length} characters`);
  await page.click("#share-parts summary");
  await page.click("#share-embed");
  await expect(page.locator("#share-said")).toContainText("The code is in the clipboard");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<iframe src="http[^"]*\?embed#saved=/);
});

test("what is too large for a link is a file, which opens and can be dropped", async ({ page }) => {
  await open(page, "hidden=32-32-32-32-32-32&optimizer=adam");
  await page.click("#step");
  await until(page, "counter-step", (step) => step === 1, "is 1");
  await page.click("#open-share");
  await page.check("#share-all");
  await expect(page.locator("#share-note")).toContainText("too many for a link");
  await expect(page.locator("#share-copy")).toBeDisabled();
  await page.keyboard.press("Escape");
  const { bytes } = await saved(page);
  const loss = await page.textContent("#train-loss");
  await page.click("#reset");
  await expect(page.locator("#counter-step")).toHaveText("0");
  await page.click("#open-share");
  await page.setInputFiles("#share-file", { name: "a.chainrule", mimeType: "text/plain", buffer: bytes });
  await expect(page.locator("#counter-step")).toHaveText("1");
  await expect(page.locator("#train-loss")).toHaveText(loss);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(page.locator("#counter-step")).toHaveText("0");
  await page.evaluate(
    (content) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], "b.chainrule"));
      document.querySelector("#network").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    },
    [...bytes],
  );
  await expect(page.locator("#counter-step")).toHaveText("1");
});

test("what is damaged is said, and nothing is lost", async ({ page }) => {
  await open(page, "data=xor");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  const address = await everything(page);
  const { bytes } = await saved(page);
  const broken = [
    `${address.slice(0, -9)}`,
    `${address.slice(0, 80)}AAAA${address.slice(84)}`,
    `${address.split("#")[0]}#saved=`,
    `${address.split("#")[0]}#saved=%%%`,
  ];
  for (const wrong of broken) {
    await page.evaluate((to) => {
      location.href = to;
    }, wrong);
    await expect(page.locator("#notice")).toContainText("cannot be read");
    await expect(page.locator("#counter-epoch")).toHaveText("1");
    await expectChosen(page, "xor");
    await page.locator("#notice .close").click();
  }
  await page.click("#open-share");
  for (const buffer of [bytes.subarray(0, 60), Buffer.from("no file of ours"), Buffer.alloc(0)]) {
    await page.setInputFiles("#share-file", { name: "a.chainrule", mimeType: "text/plain", buffer });
    await expect(page.locator("#notice")).toContainText("cannot be read");
    await page.locator("#notice .close").click();
  }
  await expect(page.locator("#counter-epoch")).toHaveText("1");
});

test("a browser that keeps nothing says so", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      value: {
        open: () => {
          throw new Error("forbidden");
        },
      },
    });
  });
  await open(page);
  await page.click("#open-share");
  await expect(page.locator("#share-kept")).toContainText("keeps nothing");
});

test("a full storage is said once, and training goes on", async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page);
  await page.click("#epoch");
  await expect(page.locator("#notice")).toContainText("does not keep what you do");
  await page.locator("#notice .close").click();
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 2, "is 2");
  await page.waitForTimeout(2500);
  await expect(page.locator("#notice")).toHaveCount(0);
});

for (const locale of ["en-US", "zh-CN"]) {
  test.describe(`in ${locale}, narrow`, () => {
    test.use({ locale, viewport: { width: 360, height: 740 }, hasTouch: true });
    test("the sheet fits", async ({ page }, info) => {
      await open(page);
      await page.tap("#open-share");
      await expect(page.locator("#share-note")).not.toBeEmpty();
      await page.tap("#share-parts summary");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      for (const button of await page.locator(".sheet.share :is(button, summary, label)").all()) {
        expect((await button.boundingBox()).height).toBeGreaterThanOrEqual(40);
      }
      await page.screenshot({ path: info.outputPath("share.png") });
    });
  });
}
