// The network's picture: what is pointed at is told and shown, weights are edited, layers frozen, neurons switched off.

import AxeBuilder from "@axe-core/playwright";
import { expect, link, open, pixels, read, test, until } from "./page.js";

/** The middle of a unit's tile on the page. */
async function tile(page, [column, columns], [unit, units]) {
  const { x, y, width, height } = await page.locator(".diagram").boundingBox();
  return [x + ((column + 0.5) / columns) * width, y + ((unit + 0.5) / units) * height];
}

/** A place on the line of the default network's weight from x₁ to the first neuron, which lies under no other. */
async function firstWeight(page) {
  const [from, to] = [await tile(page, [0, 4], [0, 2]), await tile(page, [1, 4], [0, 4])];
  const t = 0.7;
  const [left, right] = [from[0] + 17, to[0] - 17];
  return [left + (right - left) * t, from[1] + (to[1] - from[1]) * t * t * (3 - 2 * t)];
}

const value = (page) => page.locator("#param-value").inputValue().then(Number);

test("pointing at a neuron shows its map and formula, and leaving gives the answer back", async ({ page }) => {
  await open(page);
  const answer = await pixels(page, ".heat");
  await page.mouse.move(...(await tile(page, [1, 4], [2, 4])));
  await expect(page.locator("#map-back")).toHaveText("Layer 1, Neuron 3 ×");
  await expect(page.locator("#spot-formula")).toHaveText(/^h₃ = tanh\(−?\d\.\d{4}·x₁ [+−] \d\.\d{4}·x₂ \+ 0\.0000\)$/);
  await expect.poll(() => pixels(page, ".heat")).not.toBe(answer);
  await expect(page.locator(".legend")).toContainText("what the neuron gives");
  await page.mouse.move(5, 5);
  await expect(page.locator("#map-back")).toBeHidden();
  await expect.poll(() => pixels(page, ".heat")).toBe(answer);
  await expect(page.locator(".legend")).toContainText("ground: the answer");

  // A press keeps it, while training runs too; Escape, or the button on the picture, goes back.
  await page.mouse.click(...(await tile(page, [3, 4], [0, 1])));
  await page.mouse.move(5, 5);
  await expect(page.locator("#spot-formula")).toHaveText(/^y₁ = /);
  const formula = await page.locator("#spot-formula").textContent();
  await page.click("#play");
  await expect(page.locator("#spot-formula")).not.toHaveText(formula);
  await page.click("#play");
  // What it gives at the point that is asked about.
  const { x, y, width, height } = await page.locator("#boundary").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect(page.locator("#spot-formula")).toHaveText(
    /\) = [\d.E−]+ at the point$|[\d₀-₉] = [\d.E−]+ at the point$/,
  );
  await page.mouse.move(5, 5);
  await expect(page.locator("#spot-formula")).not.toContainText("at the point");
  await page.locator(".diagram").press("Escape");
  await expect(page.locator("#map-back")).toBeHidden();
  await page.mouse.click(...(await tile(page, [0, 4], [1, 2])));
  await expect(page.locator("#spot-formula")).toHaveText("x₂");
  await page.click("#map-back");
  await expect(page.locator("#spot-formula")).toBeHidden();
  // The same map as its tile's: the output's is the answer.
  await page.selectOption("#spot-column", "3");
  const map = await pixels(page, ".heat");
  await page.click("#spot-close");
  await expect(page.locator("#map-back")).toBeHidden();
  expect(await pixels(page, ".heat")).toBe(map);
});

test("a weight is found by its line, and told live", async ({ page }) => {
  await open(page);
  const marks = page.locator("#network .marks");
  await expect(marks).toBeHidden();
  await page.mouse.move(...(await firstWeight(page)));
  await expect(page.locator("#spot-part option:checked")).toHaveText("weight from x₁");
  await expect(page.locator("#spot-unit option:checked")).toHaveText("Neuron 1");
  await expect(marks).toBeVisible();
  await expect(page.locator("#param-gradient")).toHaveText("gradient –");
  await page.mouse.move(5, 5);
  await expect(page.locator("#param-value")).toBeHidden();
  await expect(marks).toBeHidden();
  await page.mouse.click(...(await firstWeight(page)));
  await page.mouse.move(5, 5);
  await expect(page.locator("#param-value")).toHaveValue(/\d/);
  const first = await value(page);
  await page.click("#step");
  await expect.poll(() => value(page)).not.toBe(first);
  const number = async (id) =>
    Number(
      (await page.locator(id).textContent())
        .replace(/^[a-z ]+/, "")
        .replaceAll("−", "-")
        .replace("E", "e"),
    );
  const [gradient, update] = [await number("#param-gradient"), await number("#param-update")];
  expect(update / (-0.1 * gradient)).toBeCloseTo(1, 2);
  expect((await value(page)) - first).toBeCloseTo(update, 5);
  // While training runs, it is never the same for long; six digits are shown.
  await page.click("#play");
  const seen = new Set();
  await expect.poll(async () => seen.add(await page.locator("#param-value").inputValue()).size).toBeGreaterThan(5);
  await page.click("#play");
  expect(Math.max(...[...seen].map((text) => text.replace(/^-?0?\.?0*|e.*|\./g, "").length))).toBe(6);
});

test("a weight is edited by typing, keys and wheel, while training runs too", async ({ page }) => {
  await open(page, "optimizer=adam");
  const loss = await read(page, "train-loss");
  await page.mouse.click(...(await firstWeight(page)));
  const field = page.locator("#param-value");
  await field.fill("-0,5");
  await field.press("Enter");
  await expect(field).toHaveValue("-0.5");
  await until(page, "train-loss", (now) => now !== loss, "is another");
  expect(await read(page, "counter-step")).toBe(0);
  for (const [key, after] of [
    ["ArrowUp", "-0.4"],
    ["Shift+ArrowUp", "0.6"],
    ["Alt+ArrowDown", "0.59"],
  ]) {
    await field.press(key);
    await expect(field, key).toHaveValue(after);
  }
  await field.hover();
  await page.mouse.wheel(0, 100);
  await expect(field).toHaveValue("0.49");
  await page.mouse.move(...(await firstWeight(page)));
  await page.mouse.wheel(0, -100);
  await expect(field).toHaveValue("0.59");

  // What is typed is not overwritten by training, and counts from where training is.
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 100, "runs");
  await field.fill("3");
  const step = await read(page, "counter-step");
  await until(page, "counter-step", (now) => now > step + 100, "runs on");
  await expect(field).toHaveValue("3");
  await field.press("Enter");
  await expect.poll(() => value(page)).not.toBe(3);
  expect(Math.abs((await value(page)) - 3), "goes on from there").toBeLessThan(2.5);
  await page.click("#play");
});

test("a wrong value is refused beside its field, and nothing is lost", async ({ page }) => {
  await open(page);
  await page.selectOption("#spot-column", "1");
  await page.selectOption("#spot-part", { label: "bias" });
  const field = page.locator("#param-value");
  for (const [text, part] of [
    ["much", "“much” is no number"],
    ["", "is no number"],
    ["1e39", "would not be a finite number"],
  ]) {
    await field.fill(text);
    await field.press("Enter");
    await expect(page.locator("#param-error")).toContainText(part);
    await expect(page.locator("#param-error")).toContainText("Still 0.");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue(text);
  }
  await field.press("Escape");
  await expect(page.locator("#param-error")).toBeEmpty();
  await expect(field).toHaveValue("0");
  await field.press("Escape"); // nothing typed is left: the selection goes
  await expect(field).toBeHidden();
  await expect(page.locator("#spot-column")).toBeFocused();
});

test("an edit, a lock and a switch are taken back", async ({ page }) => {
  await open(page);
  await page.selectOption("#spot-column", "1");
  await page.selectOption("#spot-part", { index: 1 });
  await expect(page.locator("#param-value")).toHaveValue(/\d/);
  const first = await page.locator("#param-value").inputValue();
  await page.fill("#param-value", "2");
  await page.press("#param-value", "Enter");
  await expect(page.locator("#param-value")).toHaveValue("2");
  await page.click("#freeze-1");
  await page.click("#spot-off");
  await expect.poll(() => link(page)).toBe("frozen=1&off=101");
  for (const after of ["frozen=1", "", ""]) {
    await page.locator(".diagram").press("Control+z");
    await expect.poll(() => link(page)).toBe(after);
  }
  await expect(page.locator("#param-value")).toHaveValue(first);
  await page.locator(".diagram").press("Control+Shift+z");
  await expect(page.locator("#param-value")).toHaveValue("2");
});

test("by keyboard alone: neurons, weights, values", async ({ page }) => {
  await open(page);
  await page.focus("#layer-activation-2");
  await page.keyboard.press("Tab"); // the output's lock
  await page.keyboard.press("Tab");
  await expect(page.locator(".diagram")).toBeFocused();
  const at = (text) => expect(page.locator("#spot-status")).toHaveText(text);
  await expect(page.locator("#map-back")).toHaveText("Layer 1, Neuron 1 ×");
  for (const [key, text] of [
    ["ArrowDown", "Layer 1, Neuron 2"],
    ["ArrowRight", "Layer 2, Neuron 2"],
    ["ArrowDown", "Layer 2, Neuron 2"],
    ["ArrowRight", "Output, Neuron 1"],
    ["ArrowRight", "Output, Neuron 1"],
    ["ArrowLeft", "Layer 2, Neuron 1"],
    ["Enter", "Layer 2, Neuron 1, weight from Neuron 1"],
    ["ArrowUp", "Layer 2, Neuron 1, bias"],
    ["ArrowUp", "Layer 2, Neuron 1, weight from Neuron 4"],
  ]) {
    await page.keyboard.press(key);
    await at(text);
  }
  await page.keyboard.press("Enter");
  await expect(page.locator("#param-value")).toBeFocused();
  await page.keyboard.type("1.25");
  await page.keyboard.press("Enter");
  await expect(page.locator("#param-value")).toHaveValue("1.25");
  await page.focus(".diagram");
  await page.keyboard.press("Escape");
  await at("Layer 2, Neuron 1");
  await page.keyboard.press("Escape");
  await at("");
  // Keys of the page are its own still; arrows do not scroll.
  await page.keyboard.press("s");
  await until(page, "counter-step", (step) => step === 1, "is 1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator("#map-back")).toBeHidden();
});

test("every parameter is in the menus", async ({ page }) => {
  await open(page, "hidden=3-2&norm=layer&features=x1.sin-x1&formula=x1*x2");
  const found = new Set();
  for (const [column, units] of [
    [1, 3],
    [2, 2],
    [3, 1],
  ]) {
    await page.selectOption("#spot-column", String(column));
    for (let unit = 0; unit < units; unit += 1) {
      await page.selectOption("#spot-unit", String(unit));
      const values = await page.locator("#spot-part option").evaluateAll((all) => all.map((option) => option.value));
      for (const param of values.slice(1)) found.add(param);
    }
  }
  const count = Number((await page.locator(".layer-buttons .note").textContent()).split(" ")[0]);
  expect(found.size).toBe(count);
  await page.selectOption("#spot-column", "1");
  await expect(page.locator("#spot-part")).toContainText("weight from sin x₁");
  await expect(page.locator("#spot-part")).toContainText("weight from f(x)");
  await page.selectOption("#spot-part", { label: "gain γ" });
  await expect(page.locator("#param-value")).toHaveValue("1");
  // Another shape: what was selected may be another one now.
  await page.click("#unit-add-1");
  await expect(page.locator("#param-value")).toBeHidden();
});

test("a frozen layer does not learn, and is in the link", async ({ page }) => {
  await open(page);
  const plain = await pixels(page, ".diagram");
  await page.click("#freeze-2");
  await expect.poll(() => link(page)).toBe("frozen=2");
  await expect(page.locator("#freeze-2")).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("#freeze-2")).toBeFocused();
  await expect.poll(() => pixels(page, ".diagram")).not.toBe(plain);
  await expect(page.locator("#inspector .note")).toContainText("Greyish: frozen.");
  await page.selectOption("#spot-column", "2");
  await page.selectOption("#spot-part", { index: 1 });
  await expect(page.locator("#param-value")).toHaveValue(/\d/);
  const kept = await page.locator("#param-value").inputValue();
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await expect(page.locator("#param-value")).toHaveValue(kept);
  await expect(page.locator("#param-gradient")).toHaveText("gradient 0.000");
  await page.reload();
  await expect(page.locator("#freeze-2")).toHaveAttribute("aria-pressed", "true");
  await page.click("#freeze-3");
  await expect.poll(() => link(page)).toBe("frozen=2-3");
  await page.click("#freeze-2");
  await expect.poll(() => link(page)).toBe("frozen=3");
  await page.click("#layer-add"); // what is said of the output stays with it
  await expect(page.locator("#freeze-4")).toHaveAttribute("aria-pressed", "true");
});

test("a neuron that is off gives nothing, and keeps its weights", async ({ page }) => {
  await open(page);
  await page.click("#epoch");
  await until(page, "counter-step", (step) => step === 25, "is 25");
  const [answer, picture] = [await pixels(page, ".heat"), await pixels(page, ".diagram")];
  await page.selectOption("#spot-column", "0");
  await expect(page.locator("#spot-off")).toBeHidden();
  await page.selectOption("#spot-column", "2");
  await page.selectOption("#spot-unit", "1");
  await page.click("#spot-off");
  await expect.poll(() => link(page)).toBe("off=202");
  await expect(page.locator("#spot-off")).toHaveText("Switch on");
  await expect(page.locator("#spot-formula")).toHaveText(/^h₂ = 0·tanh/);
  expect(await read(page, "counter-step")).toBe(25);
  await page.click("#map-back");
  await expect.poll(() => pixels(page, ".heat")).not.toBe(answer);
  await expect.poll(() => pixels(page, ".diagram")).not.toBe(picture);
  await expect(page.locator("#inspector .note")).toContainText("Crossed out: off.");
  await page.selectOption("#spot-column", "2");
  await page.selectOption("#spot-unit", "1");
  await page.click("#spot-off");
  await expect.poll(() => link(page)).toBe("");
  await page.click("#map-back");
  await expect.poll(() => pixels(page, ".heat")).toBe(answer);
});

test("of a large network the words tell what is drawn, and a long formula opens", async ({ page }) => {
  await open(page, "hidden=32-32");
  await page.selectOption("#spot-column", "2");
  const formula = page.locator("#spot-formula");
  await expect(formula).toBeVisible();
  const cut = (await formula.boundingBox()).height;
  await formula.focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await formula.boundingBox()).height).toBeGreaterThan(cut);
  await page.click("#spot-close");
  await expect(page.locator(".diagram")).toHaveAttribute("aria-label", /2-32-32-1: its 400 largest weights/);
  await expect(page.locator(".diagram")).not.toHaveAttribute("aria-label", /dash/);
  await expect(page.locator("#inspector .note")).not.toContainText("dash");
  await page.click("#layer-remove");
  await expect(page.locator(".diagram")).toHaveAttribute("aria-label", /dashed where negative/);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });
  test("a tap selects, and targets are large enough", async ({ page }) => {
    await open(page);
    await page.locator(".diagram").scrollIntoViewIfNeeded();
    await page.touchscreen.tap(...(await tile(page, [1, 4], [0, 4])));
    await expect(page.locator("#spot-status")).toContainText("Layer 1, Neuron 1");
    const [x, y] = await firstWeight(page);
    await page.touchscreen.tap(x, y - 8); // a finger is not exact
    await expect(page.locator("#spot-status")).toContainText("weight from x₁");
    const small = await page
      .locator("#inspector :is(select, input, button), .lock")
      .evaluateAll((all) =>
        all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 40).map((each) => each.id),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 800 } });
    test("with a selection the page fits, and axe finds nothing", async ({ page }) => {
      await open(page, "frozen=1&off=102");
      for (const part of ["", "1"]) {
        await page.selectOption("#spot-column", "1");
        await page.selectOption("#spot-part", { index: Number(part) });
        await expect(page.locator(part ? "#param-value" : "#spot-formula")).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      }
    });
  });
}
