// Health: a network that cannot learn is named and repaired, a divergence is explained and gone back from.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, test } from "./page.js";

const sign = (page, id) => page.locator(`#health-signs [data-sign=${id}]`);

async function openHealth(page, link) {
  await open(page, link);
  await page.click("#explain-health");
  await expect(page.locator("#health-signs li").first()).toBeVisible();
}

test("vanishing gradients are named, and the button repairs them", async ({ page }) => {
  await openHealth(page, "hidden=4-4-4-4-4-4&activation=sigmoid");
  await expect(page.locator(".health-layer")).toHaveCount(7);
  await sign(page, "vanishing").locator("button").click();
  await expect(sign(page, "vanishing")).toHaveCount(0);
});

test("a divergence leads to Health, which says why and goes back", async ({ page }) => {
  await open(page, "data=plane&lr=100&loss=mse");
  await page.keyboard.press("e");
  await page.click("#notice-health");
  await sign(page, "diverged").locator("button").click();
  await expect(sign(page, "diverged")).toHaveCount(0);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });
    test("axe finds nothing, nothing sticks out, Escape closes", async ({ page }) => {
      await openHealth(page, "");
      await expect(page.locator("#explaining-title")).toBeInViewport();
      await page.keyboard.press("e");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await page.focus("#explaining-close");
      await page.keyboard.press("Escape");
      await expect(page.locator("#explaining")).toBeHidden();
    });
  });
}
