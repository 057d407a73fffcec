// The loss curve: what is drawn with it, reading it, marks, a pinned run, files; and the ROC curve.

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { choose, expect, open, pixels, read, reveal, test, until } from "./page.js";

const VIEW = ["log_loss", "log_epoch", "show_accuracy", "show_lr"];

/** Takes whole epochs. */
async function epochs(page, count) {
  const before = await read(page, "counter-epoch");
  for (let i = 0; i < count; i += 1) await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === before + count, "has grown");
}

/** Presses a button that starts afresh. */
async function afresh(page, button) {
  await page.click(button);
  await until(page, "counter-epoch", (epoch) => epoch === 0, "is 0");
}

/** Saves a file of the curve: its name and content. */
async function save(page, kind) {
  if (await page.locator("#sheet-save").isHidden()) await page.click("#open-save");
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`#save-${kind}`)]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

/** The rows of the saved table. */
async function table(page) {
  const { name, content } = await save(page, "csv");
  expect(name).toBe("chainrule-loss.csv");
  return content
    .toString()
    .trimEnd()
    .split("\r\n")
    .map((row) => row.split(","));
}

const readout = (page) => page.locator("#readout");

/** Puts the reader on a record by the keys. */
async function seek(page, ...keys) {
  await page.focus("#loss-reader");
  for (const key of keys) await page.keyboard.press(key);
}

test("views show other lines, and leave curve and training as they are", async ({ page }) => {
  await open(page, "schedule=exponential&schedule_gamma=0.9");
  await epochs(page, 6);
  const rows = await table(page);
  expect(rows.length).toBe(8);
  const step = await read(page, "counter-step");
  const seen = new Set([await pixels(page, ".curve")]);
  for (const key of VIEW) {
    await reveal(page, key);
    await page.check(`#control-${key}`);
    await expect.poll(async () => seen.has(await pixels(page, ".curve"))).toBe(false);
    seen.add(await pixels(page, ".curve"));
    await expect.poll(() => page.url()).toContain(`${key}=true`);
  }
  await expect(page.locator(".loss-head .item:visible")).toHaveText(["training", "test", "accuracy", "learning rate"]);
  expect(await table(page)).toEqual(rows);
  expect(await read(page, "counter-step")).toBe(step);
  await page.reload();
  await expect(page.locator(".loss-head .item:visible")).toHaveCount(4);
  await page.selectOption("#control-problem", "regression");
  await expect(page.locator(".loss-head .item:visible").nth(2)).toHaveText("R²");
});

test("the pointer reads values", async ({ page }) => {
  await open(page);
  await epochs(page, 20);
  const { width, height } = await page.locator("#loss-reader").boundingBox();
  const plain = await pixels(page, "#loss-reader");
  await page.hover("#loss-reader", { position: { x: width - 12, y: height / 2 } });
  await expect(readout(page)).toContainText("Epoch 20 · learning rate 0.1000");
  for (const set of ["train", "test"]) {
    const [loss, accuracy] = await page.locator(`#${set}-loss, #${set}-quality`).allTextContents();
    await expect(readout(page)).toContainText(`: ${loss} · ${accuracy}`);
  }
  expect(await pixels(page, "#loss-reader")).not.toBe(plain);
  await page.hover("#loss-reader", { position: { x: 42, y: height / 2 } });
  await expect(readout(page)).toContainText("Epoch 0 ");
  // While training goes on, it follows the curve.
  await page.hover("#loss-reader", { position: { x: width - 12, y: height / 2 } });
  await page.keyboard.press("Space");
  await expect(readout(page)).toContainText(/Epoch [\d,]{3,}/);
  await page.keyboard.press("Space");
  await page.mouse.move(5, 5);
  await expect(readout(page)).toBeHidden();
  expect(await pixels(page, "#loss-reader")).toBe(plain);
});

test("keys read values, and a screen reader tells them", async ({ page }) => {
  await open(page);
  await epochs(page, 15);
  const reader = page.getByRole("slider", { name: "Read the curve: values at an epoch" });
  await seek(page, "Home");
  await expect(reader).toHaveAttribute("aria-valuetext", /^Epoch 0 · .*Training: .*Test: /);
  await seek(page, "ArrowRight", "ArrowRight");
  await expect(readout(page)).toContainText("Epoch 2 ");
  await expect(reader).toHaveAttribute("aria-valuenow", "3");
  await seek(page, "PageUp", "ArrowLeft");
  await expect(readout(page)).toContainText("Epoch 11 ");
  await seek(page, "End", "ArrowRight");
  await expect(readout(page)).toContainText("Epoch 15 ");
  await expect(reader).toHaveAttribute("aria-valuemax", "16");
  await seek(page, "Escape");
  await expect(readout(page)).toBeHidden();
});

test("the sheets are reached by the Tab key", async ({ page }) => {
  await open(page);
  await page.focus("#open-lines");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("#control-log_loss")).toBeFocused();
  await page.keyboard.press("Space");
  await expect.poll(() => page.url()).toContain("log_loss=true");
  await page.focus("#open-save");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("#save-png")).toBeFocused();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });
  test("what a finger has asked for stays to be read", async ({ page }) => {
    await open(page);
    await epochs(page, 4);
    const { width } = await page.locator("#loss-reader").boundingBox();
    await page.locator("#loss-reader").tap({ position: { x: width - 12, y: 60 } });
    await expect(readout(page)).toContainText("Epoch 4 ");
    await page.locator("#loss-title, .loss-head h3").first().tap();
    await expect(readout(page)).toBeHidden();
    for (const button of await page.locator(".loss-buttons > button").all()) {
      expect((await button.boundingBox()).height).toBeGreaterThanOrEqual(40);
    }
  });
});

test("changes in the midst of training are marked and named", async ({ page }) => {
  await open(page);
  await page.fill("#control-lr", "0.2");
  await page.press("#control-lr", "Enter");
  await epochs(page, 3);
  const before = await pixels(page, ".curve");
  await page.fill("#control-lr", "0.05");
  await page.press("#control-lr", "Enter");
  await page.fill("#control-batch_size", "20");
  await page.press("#control-batch_size", "Enter");
  await expect.poll(() => pixels(page, ".curve")).not.toBe(before);
  await epochs(page, 3);
  await seek(page, "Home", "ArrowRight", "ArrowRight", "ArrowRight");
  await expect(readout(page)).toContainText("Changed: Learning rate, Batch size");
  await seek(page, "ArrowRight");
  await expect(readout(page)).not.toContainText("Changed");
  await seek(page, "Home");
  await expect(readout(page)).not.toContainText("Changed"); // before training nothing is changed in its midst
  await afresh(page, "#reset");
  await epochs(page, 3);
  await seek(page, "End");
  await expect(readout(page)).not.toContainText("Changed");
});

test("a pinned run stays under the next ones", async ({ page }) => {
  await open(page, "noise=20");
  await epochs(page, 8);
  const [train, tested] = [await page.textContent("#train-loss"), await page.textContent("#test-loss")];
  const pin = page.getByRole("button", { name: "Pin" });
  await pin.click();
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  const note = `Pinned: training ${train}, test ${tested}, epoch 8`;
  await expect(page.locator("#pinned")).toHaveText(note);
  await afresh(page, "#reset");
  await epochs(page, 2);
  await seek(page, "End");
  await expect(readout(page)).toContainText("Pinned, epoch 2: training");
  await page.selectOption("#control-loss", "mse");
  await expect(page.locator("#pinned")).toHaveText(`${note} (Binary cross-entropy)`);
  await choose(page, "xor");
  await page.click("#layer-add");
  await expect(page.locator("#pinned")).toContainText(note);
  const under = await pixels(page, ".curve");
  await pin.click();
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator("#pinned")).toBeEmpty();
  await expect.poll(() => pixels(page, ".curve")).not.toBe(under);
});

test("the curve is saved as picture, vector picture and table", async ({ page }, info) => {
  await open(page, "show_accuracy=true");
  await epochs(page, 5);
  await page.click("#pin");
  await afresh(page, "#reseed");
  await epochs(page, 3);
  const rows = await table(page);
  expect(rows[0].slice(0, 4)).toEqual(["run", "epoch", "train_loss", "test_loss"]);
  expect(rows.slice(1).map(([run, epoch]) => run + epoch)).toEqual([
    ...[0, 1, 2, 3].map((epoch) => `present${epoch}`),
    ...[0, 1, 2, 3, 4, 5].map((epoch) => `pinned${epoch}`),
  ]);
  expect(Number(rows[4][2])).toBeCloseTo(await read(page, "train-loss"), 3);
  expect(Number(rows[4][5])).toBeCloseTo(await read(page, "test-quality"), 2);

  const svg = await save(page, "svg");
  expect(svg.name).toBe("chainrule-loss.svg");
  const viewer = await page.context().newPage();
  await viewer.goto(`data:image/svg+xml,${encodeURIComponent(svg.content.toString())}`);
  const drawn = await viewer.evaluate(() => {
    const { documentElement } = document;
    const lines = [...documentElement.querySelectorAll("polyline")].map((line) => line.getAttribute("points"));
    return { root: documentElement.tagName, lines, texts: documentElement.textContent };
  });
  await viewer.screenshot({ path: info.outputPath("curve.png") });
  await viewer.close();
  expect(drawn.root).toBe("svg");
  expect(drawn.lines.filter((points) => points.trim().split(" ").length === 6).length).toBe(4);
  for (const words of ["loss, training", "accuracy, test", "pale: pinned run", "epoch"]) {
    expect(drawn.texts).toContain(words);
  }

  const png = await save(page, "png");
  expect(png.name).toBe("chainrule-loss.png");
  expect(png.content.subarray(1, 4).toString()).toBe("PNG");
  expect([png.content.readUInt32BE(16), png.content.readUInt32BE(20)]).toEqual([1600, 800]);
  expect(png.content.length).toBeGreaterThan(5_000);
});

test("two classes have a ROC curve", async ({ page }) => {
  await open(page, "data=gauss&noise=50");
  await page.click("#open-figures");
  const canvas = page.locator("#roc-curve");
  await expect(canvas).toBeVisible();
  const before = await pixels(page, "#roc-curve");
  await page.click("#epoch");
  await expect.poll(() => pixels(page, "#roc-curve")).not.toBe(before);
  for (const [set, name] of [
    ["train", "training"],
    ["test", "test"],
  ]) {
    const area = await page.textContent(`#${set}-auc`);
    expect(Number(area)).toBeGreaterThan(0.7);
    await expect(page.locator(`#${set}-area`)).toHaveText(`${name}, area ${area}`);
    await expect(canvas).toHaveAttribute("aria-label", new RegExp(`${name}, area ${area}`));
  }
  await choose(page, "rings");
  await page.click("#open-figures");
  await expect(page.locator("#train-confusion")).toBeVisible();
  await expect(canvas).toBeHidden();
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]) {
  test(`with all lines, a pinned run and a reading it fits ${viewport.width} pixels`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, VIEW.map((key) => `${key}=true`).join("&"));
    await epochs(page, 3);
    await page.click("#pin");
    await page.click("#open-figures");
    const scan = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    };
    await scan();
    await page.click("#open-figures");
    for (const sheet of ["lines", "save"]) {
      await page.click(`#open-${sheet}`);
      await expect(page.locator(`#sheet-${sheet}`)).toBeVisible();
      await scan();
      await page.keyboard.press("Escape");
    }
    await seek(page, "End");
    await scan();
    // Line and dots lie on the curve.
    expect(await page.locator("#loss-reader").boundingBox()).toEqual(await page.locator("#loss-curve").boundingBox());
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(size.scrollWidth).toBeLessThanOrEqual(viewport.width);
    if (viewport.width === 1280) expect(size.scrollHeight).toBeLessThanOrEqual(800);
  });
}
