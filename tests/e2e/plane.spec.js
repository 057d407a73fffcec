// The plane of points: asked about, zoomed, painted on, erased from; and what its picture can show besides.

import { choose, expect, expectChosen, link, open, pixels, read, test, until } from "./page.js";

/** A place of the plane in pixels of the page: parts of the picture's width and height. */
async function at(page, right, down) {
  const box = await page.locator(".heat").boundingBox();
  return [box.x + right * box.width, box.y + down * box.height];
}

function tool(page, id) {
  return page.locator(`label:has(#tool-${id})`).click();
}

async function counts(page) {
  return (await page.locator("#counts").textContent()).match(/\d+/g).map(Number);
}

test("painted points are learned from, without a new start", async ({ page }) => {
  await open(page);
  await page.click("#epoch");
  await until(page, "counter-step", (step) => step === 25, "is 25");
  expect(await counts(page)).toEqual([250, 250]);
  await tool(page, "paint");
  await page.locator("#legend label", { hasText: "class 0" }).click();
  await page.mouse.click(...(await at(page, 0.5, 0.5)));
  await expect.poll(() => counts(page)).toEqual([251, 250]);
  await expectChosen(page, "own");
  expect(await read(page, "counter-step")).toBe(25);
  // A stroke paints several.
  await page.mouse.move(...(await at(page, 0.1, 0.1)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.4, 0.1)), { steps: 12 });
  await page.mouse.up();
  await expect.poll(async () => (await counts(page))[0]).toBeGreaterThan(255);
  const painted = (await counts(page))[0];
  await tool(page, "erase");
  await page.mouse.click(...(await at(page, 0.5, 0.5)));
  await expect.poll(async () => (await counts(page))[0]).toBeLessThan(painted);
  await page.click("#step");
  await until(page, "counter-step", (step) => step === 26, "is 26");
  await expect(page.locator("#regenerate")).toHaveText("New split");
  const before = await pixels(page, ".points");
  await page.click("#regenerate");
  await expect.poll(() => pixels(page, ".points")).not.toBe(before);
});

test("an outlier changes the answer where it lies, and is marked as wrong", async ({ page }) => {
  await open(page, "show_wrong=true&hidden=8&optimizer=adam");
  await page.click("#play");
  await until(page, "train-quality", (accuracy) => accuracy === 1, "rises to 100 %");
  await page.click("#play");
  await tool(page, "paint");
  await page.locator("#legend label", { hasText: "class 0" }).click();
  await page.mouse.click(...(await at(page, 0.5, 0.5)));
  await until(page, "train-quality", (accuracy) => accuracy < 1, "falls below 100 %");
  await expect(page.locator("#overlay")).toBeVisible();
  await expect(page.locator("#legend")).toContainText("wrong answer");
});

test("points are moved by hand and by keys", async ({ page }) => {
  await open(page, "samples=10&train_share=90");
  await tool(page, "paint");
  await page.mouse.click(...(await at(page, 0.9, 0.1)));
  await expect.poll(() => counts(page)).toEqual([10, 1]);
  await tool(page, "move");
  const before = await pixels(page, ".points");
  await page.mouse.move(...(await at(page, 0.9, 0.1)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.6, 0.4)), { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => pixels(page, ".points")).not.toBe(before);
  await tool(page, "look");
  await page.mouse.move(...(await at(page, 0.6, 0.4)));
  await expect(page.locator(".probe")).toContainText("a point of 1 lies here");
  // By keys: to the point, pick it up, carry it, put it down.
  await tool(page, "move");
  await page.locator(".points").focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowRight");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const held = await pixels(page, ".points");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => pixels(page, ".points")).not.toBe(held);
  expect(await counts(page)).toEqual([10, 1]);
});

test("the network's answer is read off at any place, live", async ({ page }) => {
  await open(page);
  await page.mouse.move(...(await at(page, 0.5, 0.25)));
  const probe = page.locator(".probe");
  await expect(probe).toContainText(/x₁ 0\.\d+, x₂ 3\.\d+/);
  const chances = async () =>
    [...(await probe.textContent()).matchAll(/class \d: (\d+\.\d)%/g)].map((m) => Number(m[1]));
  expect(await chances()).toHaveLength(2);
  expect((await chances()).reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  await expect(probe).toContainText("Layer 1:");
  const first = await probe.textContent();
  await page.keyboard.press("e");
  await expect(probe, "while it trains").not.toHaveText(first);
  await page.mouse.move(5, 5);
  await expect(probe).toBeHidden();
  // By keys, and read out.
  await page.locator(".points").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(probe).toBeVisible();
  await expect(page.locator("#output [role=status]")).toContainText(/x₁ 0\.2\d+, x₂ 1\.[12]\d+, .*class 1: [\d.]+%/);
  await page.keyboard.press("Escape");
  await expect(probe).toBeHidden();
});

/** Losses that know no probabilities: what is shown are scores, and no percentage. */
for (const [locale, settings, first, last, ground, said] of [
  [
    "en",
    "data=circle&loss=mse&hidden=none",
    /^class 0: when the score is below 0\.5$/,
    /^class 1: score −?[\d.]+$/,
    "the class by its score",
    /the network says class \d$/,
  ],
  [
    "zh",
    "data=blobs&classes=3&loss=hinge&hidden=none",
    /^类别 0：得分 −?[\d.]+$/,
    /^类别 2：得分 −?[\d.]+$/,
    "按得分判定的类别",
    /网络判定为类别 \d$/,
  ],
]) {
  test.describe(locale, () => {
    test.use({ locale });
    test(`a score is no percentage: ${settings}`, async ({ page }) => {
      await open(page, settings);
      await page.locator(".points").focus();
      await page.keyboard.press("Shift+ArrowUp");
      const answers = page.locator(".probe ul:not(.layers) li");
      await expect(answers.first()).toHaveText(first);
      await expect(answers.last()).toHaveText(last);
      await expect(page.locator(".probe .likeliest")).toHaveCount(1);
      await expect(page.locator(".probe")).not.toContainText("%");
      await expect(page.locator("#legend")).toContainText(ground);
      const voice = page.locator("#output [role=status]");
      await expect(voice).not.toContainText("%");
      await expect(voice).toContainText(said);
    });
  });
}

test("the plane is zoomed and moved, and comes home", async ({ page }) => {
  await open(page);
  const label = () => page.locator(".points").getAttribute("aria-label");
  expect(await label()).toContain("from −6 to 6 across");
  const home = await pixels(page, ".heat");
  await page.click("#zoom-in");
  await expect.poll(label).toContain("from −4 to 4 across");
  await expect.poll(() => pixels(page, ".heat")).not.toBe(home);
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.75, 0.5)), { steps: 6 });
  await page.mouse.up();
  await expect.poll(label).toMatch(/from −[56](\.\d+)? to [23](\.\d+)? across/);
  await page.locator(".points").focus();
  await page.mouse.wheel(0, -400);
  await expect
    .poll(async () => Number((await label()).match(/to (−?[\d.]+) across/)[1].replace("−", "-")))
    .toBeLessThan(1.9);
  await page.keyboard.press("0");
  await expect.poll(label).toContain("from −6 to 6 across");
  await expect.poll(() => pixels(page, ".heat")).toBe(home);
  expect(link(page), "a window is no setting").toBe("");
});

test("views of the picture change neither training nor the curve", async ({ page }) => {
  await open(page, "data=rings");
  for (let epochs = 1; epochs <= 2; epochs += 1) {
    await page.click("#epoch");
    await until(page, "counter-epoch", (epoch) => epoch === epochs, `is ${epochs}`);
  }
  const curve = await pixels(page, ".curve");
  const loss = await read(page, "train-loss");
  const soft = await pixels(page, ".heat");
  await page.click("#open-view");
  await page.check("#control-hard");
  await expect.poll(() => pixels(page, ".heat")).not.toBe(soft);
  await expect(page.locator("#legend")).toContainText("the class that the network says");
  await expect(page.locator("#overlay")).toBeHidden();
  await page.check("#control-contours");
  await expect(page.locator("#overlay")).toBeVisible();
  const lines = await pixels(page, "#overlay");
  await page.check("#control-show_wrong");
  await expect.poll(() => pixels(page, "#overlay")).not.toBe(lines);
  expect(await pixels(page, ".curve")).toBe(curve);
  expect(await read(page, "train-loss")).toBe(loss);
  expect(await read(page, "counter-step")).toBe(50);
  await expect(page.locator("#open-view .count")).toHaveText("3");
  // No view hides the figures of the test.
  await page.keyboard.press("Escape");
  await expect(page.locator("#test-loss")).toBeVisible();
  expect(await read(page, "test-quality")).toBeGreaterThan(0);
});

test("the answer is a landscape that turns by hand and by keys", async ({ page }) => {
  await open(page, "relief=true&data=saddle");
  await expect(page.locator("#overlay")).toBeVisible();
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  const seen = [await pixels(page, "#overlay")];
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.8, 0.4)), { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => pixels(page, "#overlay")).not.toBe(seen[0]);
  seen.push(await pixels(page, "#overlay"));
  await page.locator(".points").focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => pixels(page, "#overlay")).not.toBe(seen[1]);
  await page.click("#open-view");
  await page.uncheck("#control-relief");
  await expect(page.locator("#overlay")).toBeHidden();
});

for (const id of ["sine", "step", "polynomial"]) {
  test(`the curve of ${id} is fitted`, async ({ page }) => {
    await open(page, `data=${id}&hidden=12&optimizer=adam&noise=10`);
    await expect(page.locator(".features .chip:visible")).toHaveCount(4);
    await expect(page.locator(".heads .units").first()).toHaveText("x₁");
    const fit = await pixels(page, "#overlay");
    await page.click("#play");
    await until(page, "train-quality", (r2) => r2 > 0.9, "rises above 0.9");
    await page.click("#play");
    expect(await pixels(page, "#overlay")).not.toBe(fit);
    await tool(page, "paint");
    await page.mouse.click(...(await at(page, 0.5, 0.1)));
    await expect.poll(() => counts(page)).toEqual([251, 250]);
  });
}

test("all points can go, and the plane be painted from nothing", async ({ page }) => {
  await open(page, "samples=10");
  await tool(page, "erase");
  for (let row = 0; row < 14; row += 1) {
    await page.mouse.move(...(await at(page, 0.02, 0.05 + row * 0.07)));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, 0.98, 0.05 + row * 0.07)), { steps: 24 });
    await page.mouse.up();
  }
  await expect.poll(() => counts(page)).toEqual([0, 0]);
  await expect(page.locator("#train-loss")).toHaveText("–");
  await page.click("#play");
  await expect(page.locator("#notice")).toContainText("There is no point to train on");
  await tool(page, "paint");
  await page.mouse.click(...(await at(page, 0.2, 0.2)));
  await page.locator("#legend label", { hasText: "class 0" }).click();
  await page.mouse.click(...(await at(page, 0.8, 0.8)));
  await page.click("#play");
  await until(page, "train-quality", (accuracy) => accuracy === 1, "rises to 100 %");
  await choose(page, "circle");
  await expect.poll(() => counts(page)).toEqual([5, 5]);
});
