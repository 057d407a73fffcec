// Health: a network that cannot learn is named and repaired, a divergence is explained and gone back from.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, test, until } from "./page.js";

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

test("weights that are all 0 are said to be, after steps too", async ({ page }) => {
  await openHealth(page, "data=xor&initializer=zeros");
  await expect(page.locator(".health-layer").first()).toContainText("No step has been taken yet.");
  await page.click("#step");
  await expect(page.locator(".health-layer").first()).toContainText("All weights are 0");
});

test("a start that leads nowhere is told by its numbers, with more units for each layer", async ({ page }) => {
  await openHealth(page, "data=spiral&hidden=2-2&activation=sigmoid&lr=0.03");
  await page.click("#play");
  const stuck = sign(page, "stuck");
  await expect(stuck).toContainText(/the loss has stayed at 0\.\d+ for \d+ epochs\. [\d.]+% of the training points/);
  await page.click("#play");
  await expect(stuck.locator("button")).toContainText("4-4");
  await stuck.locator("button").click();
  await expect(stuck).toHaveCount(0);
});

test("targets out of the output’s reach are told with both ranges, and a linear output reaches them", async ({
  page,
}) => {
  await openHealth(page, "data=plane&output_activation=relu");
  const unreachable = sign(page, "unreachable");
  await expect(unreachable).toContainText(/can only say numbers from 0 to ∞, and targets go from −0\.\d+ to 0\.\d+/);
  await unreachable.locator("button").click();
  await expect(unreachable).toHaveCount(0);
});

test("a divergence is told with the step that counters and Health have", async ({ page }) => {
  await open(page, "data=plane&hidden=none&lr=0.1&batch_size=1");
  await page.click("#play");
  const notice = page.locator("#notice");
  await expect(notice).toContainText("Training diverged");
  const told = /back at step (\d[\d,]*),/.exec(await notice.textContent())[1];
  await expect(page.locator("#counter-step")).toHaveText(told);
  await page.click("#notice-health");
  await expect(sign(page, "overshoot")).toContainText(`diverged after step ${told}:`);
});

test("a divergence leads to Health, which says why and goes back", async ({ page }) => {
  await open(page, "data=plane&lr=100&loss=mse");
  await page.keyboard.press("e");
  await page.click("#notice-health");
  await expect(page.locator("#health-signs li")).toHaveCount(1);
  await expect(sign(page, "overshoot")).toContainText("Learning rate 100 times curvature");
  await sign(page, "overshoot").locator("button").click();
  await expect(page.locator("#notice")).toHaveCount(0);
  const lr = page.locator("#control-lr");
  expect(Number(await lr.inputValue())).toBeLessThan(1);
  for (let epoch = 1; epoch <= 3; epoch += 1) {
    await page.keyboard.press("e");
    await until(page, "counter-epoch", (n) => n === epoch, `is ${epoch}`);
  }
  await expect(sign(page, "overshoot")).toHaveCount(0);
});

for (const [id, link, number] of [
  ["decay", "data=circle&lr=3&l2=1", "× 1 ="],
  ["depth", "data=plane&hidden=8-8-8-8-8-8&activation=relu&initializer=normal&init_scale=3&lr=0.01", "layer to layer"],
  ["scale", "data=plane&hidden=4&activation=linear&lr=0.03&features=x1-squared.x2-squared", "Standardised"],
  ["explosion", "data=plane&hidden=none&optimizer=momentum&lr=0.1", "exploded"],
]) {
  test(`a divergence by ${id} is told by its numbers, by keys, and its fix is taken back by undo`, async ({ page }) => {
    await open(page, link);
    await page.click("#play");
    const health = page.locator("#notice-health");
    await expect(health).toBeVisible();
    await health.press("Enter");
    await expect(sign(page, id)).toContainText(number);
    await expect(sign(page, id)).not.toContainText("{");
    const before = new URL(page.url()).hash;
    await sign(page, id).locator("button").press("Enter");
    await expect(sign(page, id)).toHaveCount(0);
    await expect.poll(() => new URL(page.url()).hash).not.toBe(before);
    await page.keyboard.press("Control+z");
    await expect.poll(() => new URL(page.url()).hash).toBe(before);
    await expect(page.locator("#undo"), "it was one change").toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => new URL(page.url()).hash).not.toBe(before);
    await expect(page.locator("#counter-step")).toHaveText("0");
  });
}

test("sizes since the start are drawn, and a reset clears them", async ({ page }) => {
  await openHealth(page, "");
  const lines = page.locator(".health-trend:not([hidden])");
  await expect(lines).toHaveCount(0);
  await page.keyboard.press("e");
  await expect(lines).toHaveCount(9);
  await expect(lines.first()).toHaveAttribute(
    "aria-label",
    /Weights of “Layer 1” over the steps: size [\d.]+ → [\d.]+/,
  );
  const line = await lines.nth(2).locator("path").getAttribute("d");
  expect(line?.match(/L/g)).toHaveLength(24);
  await page.keyboard.press("r");
  await expect(lines).toHaveCount(0);
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });
  test("a divergence is explained", async ({ page }) => {
    await open(page, "data=plane&lr=100&loss=mse");
    await page.click("#play");
    await page.click("#notice-health");
    await expect(sign(page, "overshoot")).toContainText(/学习率 100 与曲率 [\d.]+ 之积为 [\d.]+；超过 2 时/);
  });
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
