// The tour of a first visit: five steps beside what they speak of, which block nothing.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, test, until } from "./page.js";

test.use({ firstVisit: true });

const card = (page) => page.locator("#tour");

/** Whether the card and what it speaks of are seen. */
async function expectSeen(page, width, height) {
  const box = await card(page).boundingBox();
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(width);
  expect(box.y + box.height).toBeLessThanOrEqual(height);
  await expect(page.locator(".toured")).toHaveCount(1);
  await expect(page.locator(".toured")).toBeInViewport();
  // What is spoken of is not hidden behind the card: its upper left corner is free.
  const target = await page.locator(".toured").boundingBox();
  const over =
    target.x + 4 > box.x &&
    target.x + 4 < box.x + box.width &&
    target.y + 4 > box.y &&
    target.y + 4 < box.y + box.height;
  expect(over).toBe(false);
}

for (const [locale, last] of [
  ["en-US", "Done"],
  ["zh-CN", "完成"],
]) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
    { width: 360, height: 740 },
  ]) {
    test.describe(`${locale}, ${viewport.width}`, () => {
      test.use({ locale, viewport });
      test("five steps, seen once", async ({ page }) => {
        await open(page);
        await expect(card(page)).toBeVisible();
        const titles = new Set();
        for (let step = 1; step <= 5; step += 1) {
          await expect(page.locator("#tour-count")).toContainText(String(step));
          titles.add(await page.locator("#tour-title").textContent());
          await expectSeen(page, viewport.width, viewport.height);
          if (step === 1) {
            const { violations } = await new AxeBuilder({ page }).analyze();
            expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
          }
          if (step === 5) await expect(page.locator("#tour-next")).toHaveText(last);
          await page.click("#tour-next");
        }
        expect(titles.size).toBe(5);
        await expect(card(page)).toHaveCount(0);
        await expect(page.locator(".toured")).toHaveCount(0);
        await page.reload();
        await expect(page.locator("#train-loss")).not.toBeEmpty();
        await page.waitForTimeout(500);
        await expect(card(page)).toHaveCount(0);
      });
    });
  }
}

test("it blocks nothing, and Escape ends it", async ({ page }) => {
  await open(page);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Space");
  await until(page, "counter-step", (step) => step > 0, "trains");
  await page.click("#play");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
});

test("the Tab key finds it first; back and skip; another language", async ({ page }) => {
  await open(page);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator("#tour-next")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#tour-title")).toHaveText("The network");
  await expect(page.locator("#tour-next")).toBeFocused();
  await page.selectOption("#language", "zh");
  await expect(page.locator("#tour-title")).toHaveText("神经网络");
  await page.click("#tour-back");
  await expect(page.locator("#tour-title")).toHaveText("要学什么");
  await page.click("#tour-skip");
  await expect(card(page)).toHaveCount(0);
});

test("who comes for something is left alone", async ({ page, baseURL }) => {
  for (const address of ["#data=xor", "?from=school"]) {
    await page.goto("about:blank");
    await page.goto(`./${address}`);
    await expect(page.locator("#train-loss")).not.toBeEmpty();
    await page.waitForTimeout(500);
    await expect(card(page), address).toHaveCount(0);
  }
  // In a frame of another page.
  await page.route("**/frame.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><iframe src="${baseURL}" width="900" height="700">`,
    }),
  );
  await page.goto("./frame.html");
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("#train-loss")).not.toBeEmpty();
  await page.waitForTimeout(500);
  await expect(frame.locator("#tour")).toHaveCount(0);
});

test.describe("later", () => {
  test.use({ firstVisit: false });
  test("the help brings it back, and the keys with it", async ({ page }) => {
    await open(page);
    await page.waitForTimeout(300);
    await expect(card(page)).toHaveCount(0);
    await page.focus("#help");
    await page.keyboard.press("Enter");
    await expect(page.locator("#keys-title")).toBeFocused();
    await page.click("#open-tour");
    await expect(card(page)).toBeFocused();
    await expect(card(page)).toHaveAccessibleName("Something to learn");
    await expect(card(page)).toHaveAccessibleDescription(/Each dot is an example/);
    await page.keyboard.press("Escape");
    await expect(card(page)).toHaveCount(0);
    await expect(page.locator("#help")).toBeFocused();
  });
});
