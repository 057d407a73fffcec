// What the network is fed, and the pictures that data sets are chosen by.

import { createRequire } from "node:module";
import { choose, expect, expectChosen, link, open, pixels, read, test, type, until } from "./page.js";

const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

/** Steps through three epochs; the losses then. */
async function run(page) {
  for (let epochs = 0; epochs < 3; epochs += 1) await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 3, "is 3");
  return [await read(page, "train-loss"), await read(page, "test-loss"), await pixels(page, ".heat")];
}

test("chosen features train, and the link is the same run", async ({ page, context }) => {
  await open(page, "data=xor");
  await page.check("#control-features-x1x2");
  await page.check("#control-features-sin-x2");
  await page.uncheck("#control-features-x1");
  await type(page, "#control-formula", "max(x1, x2) ^ 2 / 36");
  await page.press("#control-formula", "Enter");
  await expect.poll(() => new URLSearchParams(link(page)).get("features")).toBe("x2.x1x2.sin-x2");
  await expect.poll(() => new URLSearchParams(link(page)).get("formula")).toBe("max(x1, x2) ^ 2 / 36");
  await expect(page.locator(".diagram")).toHaveAttribute("aria-label", /4-4-2-1/);
  await expect(page.locator(".heads .units").first()).toHaveText("4");
  const first = await run(page);
  const other = await context.newPage();
  await open(other, link(page));
  await expect(other.locator("#control-formula")).toHaveValue("max(x1, x2) ^ 2 / 36");
  await expect(other.locator("#control-features :checked")).toHaveCount(3);
  expect(await run(other)).toEqual(first);
  // Another feature is another network: it starts afresh.
  await page.uncheck("#control-features-x2");
  await until(page, "counter-step", (step) => step === 0, "is 0");
});

test("a wrong formula is refused beside its field, and the state before is kept", async ({ page }) => {
  await open(page, "formula=x1*x2");
  await page.click("#epoch");
  await until(page, "counter-step", (step) => step === 25, "is 25");
  const field = page.locator("#control-formula");
  const error = page.locator("#control-formula-error");
  for (const [text, ...parts] of [
    ["x1 +", "ends too early", "character 5", "Expected at character 5: “x1, 0.5, sin(x1), …”."],
    ["2x1", "“x1” cannot stand at character 2", "Expected there: “+, *, <, …”."],
    ["eval(x1)", "“eval”", "character 1", "sin(x1)"],
    ["sine(x1)", "“sine” cannot stand at character 1. Expected there: “sin”."],
    ["ln(x1)", "f(", "At every point"],
    ["(".repeat(40), "32"],
    ["1+".repeat(150), "200"],
  ]) {
    await type(page, "#control-formula", text);
    await field.press("Enter");
    for (const part of parts) await expect(error, text).toContainText(part);
    await expect(error).toContainText("Still x1*x2.");
    // The grammar belongs to the help: what is wrong is said shortly.
    expect((await error.textContent()).length, text).toBeLessThan(140);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue(text);
  }
  expect(await read(page, "counter-step")).toBe(25);
  expect(link(page)).toBe("formula=x1*x2");
  await field.press("Escape");
  await expect(field).toHaveValue("x1*x2");
  await expect(error).toBeEmpty();
  await page.selectOption("#language", "zh");
  await expect(page.locator("#play")).toContainText("训练");
  await type(page, "#control-formula", "sin x1");
  await field.press("Enter");
  await expect(error).toContainText("第 5 个字符处不能出现“x1”");
});

test("a table that is loaded leaves no error of a formula behind", async ({ page }) => {
  await open(page);
  await type(page, "#control-formula", "x1 +");
  await page.locator("#control-formula").press("Enter");
  await expect(page.locator("#control-formula-error")).toContainText("ends too early");
  await page.click("#open-import");
  await page.fill("#import-text", "a,b,c\n1,2,k\n3,4,m\n5,5,k\n7,1,m\n");
  await page.click("#import-use");
  await expectChosen(page, "own");
  await expect(page.locator("#control-formula-error")).toBeEmpty();
  await expect(page.locator("#control-formula")).toHaveValue("");
  await expect(page.locator("#control-formula")).not.toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#notice")).toHaveCount(0);
});

test("a link with a wrong formula says what is wrong", async ({ page }) => {
  await open(page, "formula=x1+x2"); // a plus is a space in links
  await expect(page.locator("#notice")).toContainText("Formula: “x2” cannot stand at character 4");
});

test("one feature is left at least", async ({ page }) => {
  await open(page);
  await page.uncheck("#control-features-x1");
  await expect.poll(() => link(page)).toBe("features=x2");
  await page.click("#control-features-x2");
  await expect(page.locator("#control-features-error")).toContainText("choose at least one. Still x₂.");
  await expect(page.locator("#control-features-x2")).toBeChecked();
  expect(link(page)).toBe("features=x2");
  await page.check("#control-features-cos-x2");
  await expect(page.locator("#control-features-error")).toBeEmpty();
});

test("the circle is learned from two squares without a hidden layer", async ({ page }) => {
  await open(page, "features=x1-squared.x2-squared&hidden=none");
  await page.click("#play");
  await until(page, "train-quality", (accuracy) => accuracy === 1, "rises to 100 %");
  await until(page, "train-loss", (loss) => loss < 0.1, "falls below 0.1");
});

test("data sets are pictures, by key and by pointer, with names", async ({ page }) => {
  await open(page);
  const problem = (wanted) =>
    catalog()
      .data_sets.filter((set) => set.problem === wanted)
      .map(({ id }) => id);
  await page.locator("#control-data input:checked").focus();
  const canvasOf = (id) => `#control-data label:has([value=${id}]) canvas`;
  // Small pictures are drawn when the browser has time.
  const differ = (ids) => async () => new Set(await Promise.all(ids.map((id) => pixels(page, canvasOf(id))))).size;
  for (const id of problem("classification")) {
    await expectChosen(page, id);
    const radio = page.locator(`#control-data input[value=${id}]`);
    await expect(radio).toBeFocused();
    await expect(page.locator("[data-setting=data] .label .note")).toHaveText(await radio.getAttribute("aria-label"));
    await page.keyboard.press("ArrowRight");
  }
  await expect.poll(differ(problem("classification"))).toBe(problem("classification").length);
  await page.selectOption("#control-problem", "regression");
  await expect(page.locator("#control-data label:visible")).toHaveCount(problem("regression").length + 1);
  await expect(page.locator("#control-data label:has([value=own])")).toBeVisible();
  await choose(page, "ripple");
  await expect(page.getByRole("group", { name: "Data set" }).getByRole("radio", { name: "Ripple" })).toBeChecked();
  await expect.poll(differ(problem("regression"))).toBe(problem("regression").length);
  const light = await pixels(page, canvasOf("ripple"));
  await page.selectOption("#theme", "dark");
  await expect.poll(() => pixels(page, canvasOf("ripple"))).not.toBe(light);
  // Space trains after a press by pointer.
  await page.click("#control-data label:has([value=saddle])");
  await page.keyboard.press("Space");
  await until(page, "counter-step", (step) => step > 0, "trains");
});

test("targets are large enough for a finger", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  for (const target of await page.locator(".chip, .thumb:visible, #control-formula").all()) {
    const { width, height } = await target.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
  }
});
