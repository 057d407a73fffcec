// Undo and redo: every change of settings, data and weights, by button and by key.

import { choose, expect, expectChosen, link, open, pixels, read, reveal, test, until } from "./page.js";

const undo = (page) => page.keyboard.press("Control+z");
const redo = (page) => page.keyboard.press("Control+Shift+z");
const said = (page, text) => expect(page.locator("#undo-said")).toHaveText(text);
const nothing = (page, id) => expect(page.locator(`#${id}`)).toHaveAttribute("aria-disabled", "true");

/** What is seen of a run. */
async function seen(page) {
  const ids = ["counter-epoch", "counter-step", "train-loss", "test-loss"];
  return [...(await Promise.all(ids.map((id) => read(page, id)))), await pixels(page, ".curve"), link(page)];
}

/** Trains some epochs and gives what is seen then. */
async function trained(page, epochs = 3) {
  const before = await read(page, "counter-epoch");
  for (let n = 0; n < epochs; n += 1) await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === before + epochs, "has come");
  // Drawings may come some frames later: what stands still is what there is.
  let last = "";
  const still = async () => {
    const one = last;
    last = JSON.stringify(await seen(page));
    return last === one;
  };
  await expect.poll(still, { intervals: [250] }).toBe(true);
  return JSON.parse(last);
}

test("a drag of a slider is one change", async ({ page }) => {
  await open(page);
  await nothing(page, "undo");
  await page.fill("#control-noise", "10");
  await page.press("#control-noise", "Enter");
  const slider = page.locator('[data-setting=noise] input[type="range"]');
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + 30, box.y + box.height / 2);
  await page.mouse.down();
  for (let x = 35; x < 80; x += 3) await page.mouse.move(box.x + x, box.y + box.height / 2);
  await page.mouse.up();
  const drawn = await page.inputValue("#control-noise");
  expect(Number(drawn)).toBeGreaterThan(15);
  await expect(page.locator("#undo")).toHaveAccessibleName("Undo: Noise (%)");
  await undo(page);
  await expect(page.locator("#control-noise")).toHaveValue("10");
  await expect(slider).toHaveValue("10");
  await expect.poll(() => link(page)).toBe("noise=10");
  await undo(page);
  await expect(page.locator("#control-noise")).toHaveValue("0");
  await said(page, "Undone: Noise (%).");
  await nothing(page, "undo");
  await redo(page);
  await page.keyboard.press("Control+y");
  await expect(page.locator("#control-noise")).toHaveValue(drawn);
  await said(page, "Redone: Noise (%).");
  await nothing(page, "redo");
});

test("a layer that was taken away comes back with what was learned", async ({ page }) => {
  await open(page, "optimizer=adam&batch_size=7");
  const before = await trained(page);
  await page.click("#layer-remove");
  await until(page, "counter-step", (step) => step === 0, "is 0");
  await expect.poll(() => link(page)).toContain("hidden=4");
  const without = await trained(page, 2);
  await page.click("#undo");
  await expect.poll(() => seen(page)).toEqual(before);
  await said(page, "Undone: Hidden layers.");
  await page.click("#redo");
  await expect.poll(() => seen(page)).toEqual(without);
  await page.click("#undo");
  await expect.poll(() => seen(page)).toEqual(before);
  // It goes on as if nothing had happened.
  const on = await trained(page);
  const other = await page.context().newPage();
  await open(other, before.at(-1));
  expect(await trained(other, 6)).toEqual(on);
  await other.close();
});

test("reset, new weights, another data set, and a link are taken back", async ({ page }) => {
  await open(page, "lr=0.05");
  const before = await trained(page);
  const back = async (what) => {
    await until(page, "counter-step", (step) => step === 0, "is 0");
    await undo(page);
    await expect.poll(() => seen(page)).toEqual(before);
    await said(page, `Undone: ${what}.`);
    await nothing(page, "undo");
  };
  await page.keyboard.press("r");
  await back("Reset");
  await page.keyboard.press("n");
  await back("New weights");
  await choose(page, "spiral");
  await back("Data set");
  await expectChosen(page, "circle");
  await page.locator("#control-features input[value=x1x2]").check();
  await back("Features");
  await page.evaluate(() => (location.hash = "data=xor&l2=0.01"));
  await expectChosen(page, "xor");
  await back("Data set, 3 settings in all"); // data, L2, and the learning rate that it does not name

  await redo(page);
  await expectChosen(page, "xor");
  await expect.poll(() => link(page)).toBe("data=xor&l2=0.01");
});

test("settings are taken back while training goes on, a network that was stops it", async ({ page }) => {
  await open(page);
  await page.click("#unit-add-1");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 100, "runs");
  await reveal(page, "momentum");
  await page.selectOption("#control-optimizer", "momentum");
  await undo(page);
  await expect(page.locator("#control-optimizer")).toHaveValue("sgd");
  await expect(page.locator("#play")).toContainText("Pause");
  const step = await read(page, "counter-step");
  await until(page, "counter-step", (now) => now > step, "goes on");
  await undo(page);
  await expect(page.locator("#play")).toContainText("Train");
  await until(page, "counter-step", (now) => now === 0, "is that of the network before");
  await redo(page);
  await until(page, "counter-step", (now) => now >= step, "is that of the network that ran");
});

test("new points and the pictures' settings are taken back", async ({ page }) => {
  await open(page);
  const points = await pixels(page, ".points");
  await page.click("#regenerate");
  await expect.poll(() => pixels(page, ".points")).not.toBe(points);
  await page.locator("#control-show_test").check();
  await expect.poll(() => link(page)).toContain("show_test");
  await undo(page);
  await expect(page.locator("#control-show_test")).not.toBeChecked();
  await undo(page);
  await said(page, "Undone: New points.");
  await expect.poll(() => pixels(page, ".points")).toBe(points);
});

test("a stroke of the brush is one change, and the network stays", async ({ page }) => {
  await open(page);
  await trained(page, 1);
  const points = await pixels(page, ".points");
  await page.locator("label:has(#tool-paint)").click();
  const { x, y, width } = await page.locator(".heat").boundingBox();
  for (const down of [0.1, 0.2]) {
    await page.mouse.move(x + 0.1 * width, y + down * width);
    await page.mouse.down();
    await page.mouse.move(x + 0.4 * width, y + down * width, { steps: 12 });
    await page.mouse.up();
  }
  await expectChosen(page, "own");
  const both = await pixels(page, ".points");
  await undo(page);
  await said(page, "Undone: points.");
  await expect.poll(() => pixels(page, ".points")).not.toBe(both);
  await expectChosen(page, "own");
  await undo(page);
  await expectChosen(page, "circle");
  await expect.poll(() => pixels(page, ".points")).toBe(points);
  await nothing(page, "undo");
  expect(await read(page, "counter-step")).toBe(25);
  await redo(page);
  await redo(page);
  await expect.poll(() => pixels(page, ".points")).toBe(both);
});

test("what is refused or changes nothing makes no entry", async ({ page }) => {
  await open(page);
  await page.keyboard.press("r");
  await page.fill("#control-lr", "1000");
  await page.press("#control-lr", "Enter");
  await expect(page.locator("#control-lr-error")).not.toBeEmpty();
  await page.fill("#control-lr", "0.10");
  await page.press("#control-lr", "Enter");
  await expect(page.locator("#control-lr")).toHaveValue("0.1");
  await nothing(page, "undo");
  await undo(page);
  await said(page, "");
});

test("a text that is being written keeps the keys", async ({ page }) => {
  await open(page);
  await page.fill("#control-lr", "0.5");
  await page.press("#control-lr", "Enter");
  await page.fill("#control-formula", "x1 * x2");
  await page.press("#control-formula", "End");
  await page.keyboard.type(" + 1");
  await undo(page);
  await expect(page.locator("#control-lr")).toHaveValue("0.5");
  expect(await page.inputValue("#control-formula")).not.toBe("x1 * x2 + 1");
  await page.press("#control-formula", "Escape");
  // Taken over, it is a setting.
  await page.fill("#control-lr", "0.7");
  await page.press("#control-lr", "Enter");
  await undo(page);
  await expect(page.locator("#control-lr")).toHaveValue("0.5");
  await expect(page.locator("#control-lr")).toBeFocused();
  // A dialog has the keys for itself.
  await page.click("#help");
  await expect(page.locator("#keys")).toContainText("Ctrl+Shift+Z");
  await undo(page);
  await page.keyboard.press("Escape");
  await expect(page.locator("#control-lr")).toHaveValue("0.5");
});

test("training that diverged is taken back without being told again", async ({ page }) => {
  await open(page, "data=plane&activation=relu&lr=100");
  await page.click("#play");
  await expect(page.locator("#notice")).toBeVisible();
  await page.locator("#notice button", { hasText: "Reset" }).click();
  await until(page, "counter-step", (step) => step === 0, "is 0");
  await expect(page.locator("#notice")).toHaveCount(0);
  await page.fill("#control-lr", "0.01");
  await page.press("#control-lr", "Enter");
  await undo(page);
  await undo(page);
  await said(page, "Undone: Reset.");
  await expect(page.locator("#notice")).toHaveCount(0);
});

test.describe("in Chinese, narrow", () => {
  test.use({ locale: "zh-CN", viewport: { width: 360, height: 740 }, hasTouch: true });
  test("undo by touch", async ({ page }) => {
    await open(page);
    for (const id of ["undo", "redo"]) {
      const { width, height } = await page.locator(`#${id}`).boundingBox();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
    }
    await page.tap("#layer-add");
    await expect(page.locator("#undo")).toHaveAccessibleName("撤销：隐藏层");
    await page.tap("#undo");
    await said(page, "已撤销：隐藏层。");
    const { x, width } = await page.locator("#undo-said").boundingBox();
    expect(x >= 0 && x + width <= 360).toBe(true);
    await page.tap("#redo");
    await said(page, "已重做：隐藏层。");
    await page.selectOption("#control-optimizer", "adam");
    await page.tap("#undo");
    await said(page, "已撤销：优化器。");
  });
});
