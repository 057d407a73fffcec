// The main job: one press, and a network learns on screen.

import { createRequire } from "node:module";
import { choose, expect, link, open, pixels, read, reveal, test, until } from "./page.js";

const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

test("one press of the button and the circle is learned", async ({ page, browserName }, info) => {
  await open(page);
  await expect(page).toHaveTitle("Chainrule");
  const [boundary, curve] = [await pixels(page, ".heat"), await pixels(page, ".curve")];
  await page.click("#play");
  await expect(page.locator("#play")).toContainText("Pause");
  await until(page, "train-loss", (loss) => loss < 0.05, "falls below 0.05");
  await until(page, "train-quality", (accuracy) => accuracy > 0.97, "rises above 97 %");
  await until(page, "counter-throughput", (rate) => rate > 0, "is shown");
  await page.click("#play");
  await expect(page.locator("#play")).toContainText("Train");
  expect(await pixels(page, ".heat")).not.toBe(boundary);
  expect(await pixels(page, ".curve")).not.toBe(curve);
  expect(await read(page, "test-quality")).toBeGreaterThan(0.9);
  // In Firefox the runner holds the page still for a picture by a style, which the page's policy refuses.
  if (browserName === "chromium") await page.screenshot({ path: info.outputPath("trained.png") });
});

async function set(page, key, text) {
  await reveal(page, key);
  await page.fill(`#control-${key}`, text);
  await page.press(`#control-${key}`, "Enter");
}

test("every data set trains", async ({ page }) => {
  await open(page);
  expect(catalog().data_sets.length).toBe(16);
  for (const { id, problem } of catalog().data_sets) {
    await page.selectOption("#control-problem", problem);
    await choose(page, id);
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
  await expect.poll(() => link(page)).toMatch(/^seed=\d+$/);
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
  await page.evaluate(() => {
    // Watches every value that the counter shows.
    const counter = document.querySelector("#counter-step");
    window.steps = [0];
    new MutationObserver(() => window.steps.push(Number(counter.textContent.replaceAll(",", "")))).observe(counter, {
      childList: true,
    });
  });
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 100, "runs");
  for (const change of [
    () => page.fill("#control-lr", "0.02").then(() => page.press("#control-lr", "Enter")),
    () => page.fill("#control-noise", "20").then(() => page.press("#control-noise", "Enter")),
    () => set(page, "l2", "0.001"),
    () => set(page, "dropout", "10"),
    () => set(page, "clip_norm", "5"),
    () => set(page, "label_smoothing", "0.05"),
    () => set(page, "jitter", "0.1"),
    () => page.selectOption("#control-optimizer", "adam"),
    () => reveal(page, "schedule").then(() => page.selectOption("#control-schedule", "cosine")),
    () => reveal(page, "class_weights").then(() => page.selectOption("#control-class_weights", "balanced")),
    () => page.selectOption("#layer-activation-2", "silu"),
    () => page.fill("#control-batch_size", "20").then(() => page.press("#control-batch_size", "Enter")),
    () => page.selectOption("#control-activation", "relu"),
    () => page.selectOption("#control-loss", "mse"),
    () => page.click("#regenerate"),
    () => page.check("#control-show_test"),
  ]) {
    const step = await read(page, "counter-step");
    await change();
    await until(page, "counter-step", (now) => now > step, "goes on");
  }
  const steps = await page.evaluate(() => window.steps);
  expect(steps.length).toBeGreaterThan(10);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  await expect.poll(() => link(page)).toContain("optimizer=adam&clip_norm=5&schedule=cosine&l2=0.001&dropout=10&");
});

test("a quick pause and start keeps one loop", async ({ page }) => {
  await open(page, "speed=30");
  await page.click("#play");
  await page.evaluate(() => {
    for (let clicks = 0; clicks < 10; clicks += 1) document.querySelector("#play").click();
  });
  await until(page, "counter-fps", (fps) => fps > 0, "is counted");
  // Training calls in one frame of the browser, whatever its rate.
  const calls = await page.evaluate(
    () =>
      new Promise((done) => {
        let trained = 0;
        const clock = performance.now.bind(performance);
        const request = window.requestAnimationFrame;
        window.requestAnimationFrame = (f) => {
          if (f.name !== "") trained += 1;
          return request.call(window, f);
        };
        const start = clock();
        let frames = 0;
        const count = () => {
          frames += 1;
          if (frames < 40) request.call(window, count);
          else done({ perFrame: trained / frames, ms: clock() - start });
        };
        request.call(window, count);
      }),
  );
  expect(calls.perFrame).toBeGreaterThan(0.5);
  expect(calls.perFrame).toBeLessThan(1.2);
});

for (const width of [1280, 360]) {
  test(`huge numbers after a divergence fit ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const text of ["data=plane&hidden=none&lr=100&batch_size=1", "data=plane&activation=linear&lr=10&seed=3"]) {
      await page.goto("about:blank");
      await open(page, text);
      await page.click("#play");
      await expect(page.locator("#notice")).toContainText("diverged");
      const size = () =>
        page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
      expect((await size())[0]).toBeLessThanOrEqual(width);
      if (width === 1280) expect((await size())[1]).toBeLessThanOrEqual(800);
    }
  });
}

test("divergence stops at the last finite step and says why", async ({ page }) => {
  await open(page, "data=plane&hidden=8&activation=relu&lr=100");
  await page.click("#play");
  await expect(page.locator("#notice")).toContainText("diverged");
  await expect(page.locator("#notice")).toContainText("learning rate");
  await expect(page.locator("#play")).toContainText("Train");
  expect(Number.isFinite(await read(page, "train-loss"))).toBe(true);
  await page.fill("#control-lr", "0.01");
  await page.press("#control-lr", "Enter");
  await page.click("#notice button:has-text('Reset')");
  await expect(page.locator("#notice")).toHaveCount(0);
  await page.click("#play");
  await until(page, "train-loss", (loss) => loss < 0.02, "falls after all");
});

test("ten classes have colours, shapes and figures of their own", async ({ page }) => {
  await open(page, "data=rings&classes=10&loss=cross-entropy&hidden=16-16&optimizer=adam");
  await expect(page.locator(".legend .mark")).toHaveCount(10);
  await page.click("#play");
  await until(page, "train-quality", (accuracy) => accuracy > 0.9, "rises above 90 %");
  await page.click("#open-figures");
  const total = () =>
    page
      .locator("#train-confusion tbody tr")
      .evaluateAll((rows) =>
        rows
          .flatMap((row) => [...row.querySelectorAll("td:not(.share)")].map((cell) => Number(cell.textContent)))
          .reduce((sum, count) => sum + count, 0),
      );
  expect(await page.locator("#train-confusion tbody tr").count()).toBe(10);
  expect(await total()).toBe(250);
  await page.click("#play");
  const accuracy = await read(page, "train-quality");
  await until(page, "train-accuracy", (shown) => shown === accuracy, "is the same figure");
  expect(await read(page, "train-balanced")).toBeGreaterThan(0.8);
  await page.selectOption("#control-problem", "regression");
  await page.click("#open-figures");
  await until(page, "test-mae", (mae) => mae > 0, "is shown for numbers");
});

test("the schedule's learning rate is shown", async ({ page }) => {
  await open(page, "schedule=step&schedule_every=1&schedule_gamma=0.5");
  await expect(page.locator("#lr-now")).toBeEmpty();
  await page.click("#epoch");
  await expect(page.locator("#lr-now")).toHaveText("now 0.05000");
  await page.click("#reset");
  await expect(page.locator("#lr-now")).toBeEmpty();
});

test("early stopping says when, and takes the best weights back", async ({ page }) => {
  await open(page, "noise=50&hidden=16-16&samples=60&optimizer=adam&lr=0.05&patience=30");
  await page.click("#play");
  await expect(page.locator("#notice")).toContainText("has not fallen for this many epochs: 30");
  await expect(page.locator("#play")).toContainText("Train");
  const epoch = Number((await page.locator("#notice").textContent()).match(/epoch (\d+)/)[1]);
  expect(await read(page, "counter-epoch")).toBe(epoch + 30);
  // It ends again and again, within a frame too.
  for (let times = 0; times < 3; times += 1) {
    await page.click("#play");
    await expect(page.locator("#notice")).toContainText("this many epochs: 30");
    await expect(page.locator("#play")).toContainText("Train");
  }
});

test("without test points early stopping and the plateau say at their controls that they do nothing", async ({
  page,
}) => {
  await open(page, "patience=2&schedule=plateau&schedule_every=1");
  await reveal(page, "patience");
  const [patience, words] = [page.locator("#control-patience"), page.locator("#control-patience-only")];
  await expect(words).toBeEmpty();
  await page.click("#own-clear");
  await expect(words).toHaveText("Only with test points: it watches their loss");
  await expect(patience).toBeDisabled();
  await page.keyboard.press("Escape");
  await reveal(page, "schedule");
  await expect(page.locator("#control-schedule-only")).toHaveText("Only with test points: it watches their loss");
  await expect(page.locator("#control-schedule"), "another one can be chosen").toBeEnabled();
  await page.selectOption("#control-schedule", "cosine");
  await expect(page.locator("#control-schedule-only")).toBeEmpty();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await reveal(page, "patience");
  await expect(words).toBeEmpty();
  await expect(patience).toBeEnabled();
});

test("an activation without slope is shown but not trained", async ({ page }) => {
  await open(page, "activation=step");
  await page.click("#play");
  await expect(page.locator("#notice")).toContainText("no slope");
  await expect(page.locator("#play")).toContainText("Train");
  await page.selectOption("#control-activation", "relu");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 10, "trains");
});

test("how long a frame takes is told on request", async ({ page }) => {
  await open(page);
  const [ask, times] = [page.locator("#counters button"), page.locator("#counter-train, #counter-draw")];
  await expect(times.first()).toBeHidden();
  await ask.focus();
  await page.keyboard.press("Enter");
  await expect(ask).toHaveAttribute("aria-expanded", "true");
  for (const time of await times.all()) await expect(time).toHaveText("–");
  await page.click("#play");
  await until(page, "counter-train", (ms) => ms > 0, "is counted");
  await until(page, "counter-draw", (ms) => ms > 0, "is counted");
  await page.click("#play");
  await ask.click();
  await expect(times.last()).toBeHidden();
});

test("neurons show what they give, and show it anew while training", async ({ page }) => {
  await open(page, "hidden=3");
  const before = await pixels(page, ".diagram");
  await page.click("#step");
  await expect.poll(() => pixels(page, ".diagram")).not.toBe(before);
  // The first feature's tile goes from orange on the left to blue on the right, whatever is trained.
  const ends = await page.locator(".diagram").evaluate((canvas) => {
    const [x, half] = [canvas.width / 6, Math.round(canvas.width / 80)];
    const { data } = canvas.getContext("2d").getImageData(x - half, canvas.height / 4, 2 * half, 1);
    return [[...data.slice(0, 4)], [...data.slice(-4)]];
  });
  expect(ends[0][0]).toBeGreaterThan(ends[0][2]);
  expect(ends[1][2]).toBeGreaterThan(ends[1][0]);
});

test("a large batch of a large network leaves the page to the person", async ({ page }) => {
  await open(page, "data=rings&samples=5000&train_share=90&batch_size=4500&hidden=32-32-32-32&activation=gelu&lr=0.01");
  await page.click("#play");
  await until(page, "counter-step", (step) => step >= 2, "goes on");
  await page.click("#play");
  await expect(page.locator("#play")).toContainText("Train");
  await page.click("#reset");
  await until(page, "counter-step", (step) => step === 0, "is 0");
});
