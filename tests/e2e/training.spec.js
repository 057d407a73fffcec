// The main job: one press, and a network learns on screen.

import { createRequire } from "node:module";
import { expect, link, open, pixels, read, test, until } from "./page.js";

const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

test("one press of the button and the circle is learned", async ({ page }, info) => {
  await open(page);
  await expect(page).toHaveTitle("Chainrule");
  const [boundary, curve] = [await pixels(page, ".heat"), await pixels(page, ".curve")];
  await page.click("#play");
  await expect(page.locator("#play")).toContainText("Pause");
  await until(page, "train-loss", (loss) => loss < 0.05, "falls below 0.05");
  await until(page, "train-quality", (accuracy) => accuracy > 0.97, "rises above 97 %");
  await until(page, "counter-throughput", (rate) => Number.isNaN(rate) || rate > 0, "is shown");
  await page.click("#play");
  await expect(page.locator("#play")).toContainText("Train");
  expect(await pixels(page, ".heat")).not.toBe(boundary);
  expect(await pixels(page, ".curve")).not.toBe(curve);
  expect(await read(page, "test-quality")).toBeGreaterThan(0.9);
  await page.screenshot({ path: info.outputPath("trained.png") });
});

test("every data set trains", async ({ page }) => {
  await open(page);
  expect(catalog().data_sets.length).toBe(6);
  for (const { id, problem } of catalog().data_sets) {
    await page.selectOption("#control-problem", problem);
    await page.selectOption("#control-data", id);
    await until(page, "counter-step", (step) => step === 0, "is 0 after a change of data");
    const before = await read(page, "train-loss");
    await page.click("#play");
    await until(page, "train-loss", (loss) => loss < before, `falls on ${id}`);
    await page.click("#play");
    await expect(page.locator("#play")).toContainText("Train");
  }
});

test("step, epoch, reset, new weights", async ({ page }) => {
  await open(page);
  const first = await read(page, "train-loss");
  await page.click("#step");
  await until(page, "counter-step", (step) => step === 1, "is 1");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await until(page, "counter-step", (step) => step === 25, "is 25: 250 points in batches of 10");
  await until(page, "train-loss", (loss) => loss !== first, "has changed");
  await page.click("#reset");
  await until(page, "train-loss", (loss) => loss === first, "is that of the same first weights");
  await until(page, "counter-step", (step) => step === 0, "is 0");
  await page.click("#reseed");
  await until(page, "train-loss", (loss) => loss !== first, "is that of other weights");
  expect(link(page)).toMatch(/^seed=\d+$/);
});

test("slow speeds take single steps", async ({ page }) => {
  await open(page, "speed=5");
  await page.click("#play");
  const seen = new Set();
  await expect
    .poll(async () => seen.add(await read(page, "counter-step")).size, { intervals: [40] })
    .toBeGreaterThan(4);
  expect(Math.max(...seen)).toBeLessThan(60);
});

test("changes while training goes on do not stop or reset it", async ({ page }) => {
  await open(page, "speed=2000");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 100, "runs");
  for (const change of [
    () => page.fill("#control-lr", "0.02").then(() => page.press("#control-lr", "Enter")),
    () => page.fill("#control-noise", "20").then(() => page.press("#control-noise", "Enter")),
    () => page.selectOption("#control-activation", "relu"),
    () => page.click("#regenerate"),
    () => page.check("#control-show_test"),
  ]) {
    const step = await read(page, "counter-step");
    await change();
    await until(page, "counter-step", (now) => now > step, "goes on");
  }
  expect(link(page)).toContain("lr=0.02&");
});

test("divergence stops at the last finite step and says why", async ({ page }) => {
  await open(page, "data=plane&hidden=8&activation=relu&lr=100");
  await page.click("#play");
  await expect(page.locator("#notice")).toContainText("diverged");
  await expect(page.locator("#notice")).toContainText("learning rate");
  await expect(page.locator("#play")).toContainText("Train");
  expect(Number.isFinite(await read(page, "train-loss"))).toBe(true);
  await page.fill("#control-lr", "0.01");
  await page.press("#control-lr", "Enter");
  await expect(page.locator("#notice")).toHaveCount(0);
  await page.click("#reset");
  await page.click("#play");
  await until(page, "train-loss", (loss) => loss < 0.02, "falls after all");
});
