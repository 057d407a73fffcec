// The gradient check: its numbers, its verdict, planted bugs and the guess at a secret one, the error over ε.

import AxeBuilder from "@axe-core/playwright";
import { createRequire } from "node:module";
import { expect, open, pixels, read, test, until } from "./page.js";

const { Playground, bugs, config_from_link } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

const verdict = (page) => page.locator("#check-verdict");
const rows = (page) => page.locator("#check-table tbody tr");

async function openCheck(page, link) {
  await open(page, link);
  await page.click("#explain-check");
  await says(page, "pass");
}

function says(page, what) {
  return expect(verdict(page)).toHaveAttribute("data-verdict", what);
}

/** A number as the page writes it. */
function parsed(text) {
  return Number(text.replaceAll(/[^\dE.−-]/g, "").replaceAll("−", "-"));
}

/** The table: for each parameter, by its place, both gradients and the error. */
async function table(page) {
  const cells = await rows(page).evaluateAll((all) =>
    all.map((row) => [row.dataset.param, ...[...row.cells].slice(1).map((cell) => cell.lastChild.textContent)]),
  );
  return cells.map((texts) => texts.map(parsed));
}

test("every gradient is the engine's own check's", async ({ page }) => {
  await openCheck(page, "hidden=3-2");
  const check = new Playground(config_from_link("hidden=3-2")).gradient_check();
  const shown = await table(page);
  expect(shown.length).toBe(check.param.length);
  const near = (a, b) => Math.abs(a - b) <= 0.006 * Math.abs(b) + 1e-15;
  for (const [param, analytic, numeric, error] of shown) {
    expect(near(analytic, check.analytic[param]), `${param}: ${analytic}, ${check.analytic[param]}`).toBe(true);
    expect(near(numeric, check.numeric[param]), `${param}: ${numeric}`).toBe(true);
    expect(Math.abs(error - check.error[param])).toBeLessThanOrEqual(0.06 * check.error[param]);
  }
  const errors = shown.map(([, , , error]) => error);
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  await page.selectOption("#check-order", "place");
  await expect(rows(page).first()).toHaveAttribute("data-param", "0");
  await expect(rows(page).last()).toHaveAttribute("data-param", String(check.param.length - 1));
  await expect(page.locator(".check math").first()).toBeVisible();
});

test("one layer alone, and a layer that is no more", async ({ page }) => {
  await openCheck(page, "hidden=3-2");
  await page.selectOption("#check-layer", "2");
  await expect(rows(page)).toHaveCount(8);
  await page.selectOption("#check-layer", "3");
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText("Output");
  await page.goto("./#hidden=2");
  await expect(page.locator("#check-layer option")).toHaveCount(3);
  await expect(page.locator("#check-layer")).toHaveValue("0");
  await expect(rows(page)).toHaveCount(9);
});

test("each bug turns it red, and it is gone afterwards", async ({ page }) => {
  await openCheck(page, "");
  const before = await pixels(page, "#check-sweep");
  const loss = await page.textContent("#train-loss");
  for (const bug of bugs()) {
    await page.check(`#check-bug-${bug}`);
    await says(page, "fail");
    await expect(page.locator("#check-bug-about")).not.toBeEmpty();
    await expect(page.locator("#check-sweep-words")).toContainText("No ε brings the error below");
    expect(await pixels(page, "#check-sweep")).not.toBe(before);
    await page.check("#check-bug-none");
    await says(page, "pass");
    await expect(page.locator("#check-sweep-words")).toContainText("best at ε");
    expect(await pixels(page, "#check-sweep")).toBe(before);
  }
  await page.check("#check-bug-plus");
  await says(page, "fail");
  // It never leaves the panel: the network learns as ever.
  await page.click("#epoch");
  await page.click("#explaining-close");
  await page.click("#explain-check");
  await says(page, "pass");
  await expect(page.locator("#check-bug-none")).toBeChecked();
  const playground = new Playground(config_from_link(""));
  expect(Number(loss)).toBeCloseTo(playground.loss(), 4);
  playground.epoch();
  expect(await read(page, "train-loss")).toBeCloseTo(playground.loss(), 3);
});

test("a secret bug is guessed", async ({ page }) => {
  await openCheck(page, "");
  await page.check("#check-bug-secret");
  await says(page, "fail");
  let right = 0;
  for (const bug of bugs()) {
    await page.selectOption("#check-guess", bug);
    await page.click("#check-try");
    const answer = await page.textContent("#check-answer");
    expect(answer).toMatch(/^(✓ Right|✗ No)/);
    if (answer.startsWith("✓")) {
      right += 1;
      // What the guess says is what the bug does.
      const shown = await table(page);
      await page.check(`#check-bug-${bug}`);
      await expect.poll(async () => (await table(page)).join()).toBe(shown.join());
      await page.check("#check-bug-secret");
      break;
    }
  }
  expect(right).toBe(1);
  await expect(page.locator("#check-answer")).toBeEmpty();
  await page.click("#check-again");
  await says(page, "fail");
  // A network of one layer hides three of them: only the others are planted.
  await page.goto("./#hidden=none");
  await page.check("#check-bug-slope");
  await says(page, "pass");
  await expect(verdict(page)).toContainText("nothing shows");
  await page.check("#check-bug-secret");
  await says(page, "fail");
});

test("the error over ε is told in words and as a table", async ({ page }) => {
  await openCheck(page, "");
  const words = await page.textContent("#check-sweep-words");
  expect(words).toMatch(/Double precision: best at ε = .*truncation.*rounding.*Single precision: best at ε = /i);
  await expect(page.locator("#check-sweep")).toHaveAttribute("aria-label", new RegExp("Double precision: best at ε"));
  await page.click(".check-values summary");
  const values = await page
    .locator("#check-values tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const [eps, double, single] = [0, 1, 2].map((column) => values.map((row) => parsed(row[column])));
  expect(eps.length).toBe(23);
  expect(Math.min(...double)).toBeLessThan(1e-8);
  const best = (errors) => eps[errors.indexOf(Math.min(...errors))];
  expect(best(single)).toBeGreaterThan(10 * best(double));
  expect(single.at(-1)).toBe(1);
});

test("it follows training calmly, and long checks only when they are asked for", async ({ page }) => {
  await openCheck(page, "");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 500, "runs");
  await expect(page.locator("#check-when")).not.toContainText("step 0,");
  const [first] = await Promise.all([page.textContent("#check-when")]);
  await expect(page.locator("#check-when")).not.toHaveText(first);
  await page.click("#play");
  const step = await page.textContent("#counter-step");
  await expect(page.locator("#check-when")).toContainText(`step ${step},`);
  await says(page, "pass");
  await page.goto("./#hidden=32-32-32");
  await expect(page.locator("#check-verdict")).toContainText("not done by itself");
});

test("a machine that was held up leaves no small network without findings", async ({ page }) => {
  await open(page, "");
  await page.evaluate(async () => {
    const { Playground: Handle } = await import(document.getElementById("app-js").href);
    const start = Handle.prototype.check_start;
    Handle.prototype.check_start = function slow(...args) {
      for (const end = performance.now() + 700; performance.now() < end;);
      return start.apply(this, args);
    };
  });
  await page.click("#explain-check");
  await says(page, "pass");
  await page.click("#step");
  await expect(page.locator("#check-when")).toContainText("step 1,");
  await page.click("#explaining-close");
  await page.click("#explain-check");
  await says(page, "pass");
});

test("Escape closes it, and the keys are where they were", async ({ page }) => {
  await openCheck(page, "");
  await page.focus("#check-layer");
  await page.keyboard.press("Escape");
  await expect(page.locator("#explaining")).toBeHidden();
  await expect(page.locator("#explain-check")).toBeFocused();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [locale, title] of Object.entries({
    "en-US": "Right: both gradients agree",
    "zh-CN": "通过：两种梯度一致",
  })) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale });
      test("axe finds nothing, and nothing is wider than a phone", async ({ page }) => {
        await openCheck(page, "");
        await expect(page.locator("#check-title")).toHaveText(title);
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          for (const bug of ["none", "factor", "secret"]) {
            await page.check(`#check-bug-${bug}`);
            await says(page, bug === "none" ? "pass" : "fail");
            const { violations } = await new AxeBuilder({ page }).include("#explaining").analyze();
            expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
          }
          const beyond = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;
          });
          expect(beyond).toBe(0);
          const inside = page.locator(".explaining-body, .check-rows");
          for (const box of await inside.all())
            expect(await box.evaluate((e) => e.scrollWidth - e.clientWidth)).toBe(0);
        }
      });
    });
  }
}
