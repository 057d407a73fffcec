// Every control changes what it should, by mouse and by keyboard; the address keeps it.

import { createRequire } from "node:module";
import { expect, link, needed, open, pixels, read, reveal, test, type, until } from "./page.js";

const { catalog } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

test("every setting has a control that changes the address, and the address the control", async ({ page }) => {
  test.slow(); // two loads of the page for each
  for (const entry of catalog().settings) {
    const { key, group, shape } = entry;
    if (group === "seed" || shape.type === "list") continue; // buttons, tested below
    // Under this loss the outputs may have any activation.
    const before = [
      ...needed(entry).filter((text) => !["hidden=some", "in_place=false"].includes(text)),
      ...(key === "output_activation" ? ["loss=mse"] : []),
    ];
    await page.goto("about:blank");
    await open(page, before.join("&"));
    const control = page.locator(`#control-${key}`);
    let value;
    await reveal(page, key);
    if (shape.type === "number") {
      value = String(shape.max);
      await control.fill(value);
      await control.press("Enter");
    } else if (shape.type === "flag") {
      value = String(!(await control.isChecked()));
      await control.click();
    } else if (shape.type === "formula") {
      value = "x1 * x2";
      await control.fill(value);
      await control.press("Enter");
    } else if (shape.type === "set") {
      value = shape.ids.slice(0, 3).join(".");
      await page.check(`#control-${key}-${shape.ids[2]}`);
    } else if (key === "data") {
      value = shape.ids[1];
      await control.locator(`[value=${value}]`).check();
    } else {
      const now = await control.inputValue();
      value = await control
        .locator("option:not([disabled])")
        .evaluateAll((options, now) => options.map((option) => option.value).find((id) => id !== now), now);
      await control.selectOption(value);
    }
    await expect.poll(() => new URLSearchParams(link(page)).get(key), key).toBe(value);
    await page.reload();
    await expect(page.locator("#counter-step")).toHaveText("0");
    const boxes = shape.type === "set" || key === "data";
    const shown =
      shape.type === "flag"
        ? String(await control.isChecked())
        : boxes
          ? (await control.locator(":checked").evaluateAll((all) => all.map((each) => each.value))).join(".")
          : await control.inputValue();
    expect([key, shown]).toEqual([key, value]);
  }
});

test("what has no effect is off and says why", async ({ page }) => {
  await open(page);
  for (const [key, part] of [
    ["classes", "Blobs / Rings"],
    ["momentum", "Momentum / Nesterov / RMSprop"],
    ["eps", "Not with Optimiser"],
    ["schedule_mult", "Cosine, restarts"],
    ["init_scale", "First weights"],
  ]) {
    await reveal(page, key);
    await expect(page.locator(`#control-${key}`)).toBeDisabled();
    await expect(page.locator(`#control-${key}-only`)).toContainText(part);
  }
  await page.selectOption("#control-optimizer", "momentum");
  await reveal(page, "momentum");
  await expect(page.locator("#control-momentum")).toBeEnabled();
  await expect(page.locator("#control-momentum-only")).toBeEmpty();
  await page.selectOption("#control-problem", "regression");
  const option = page.locator("#control-loss option[value=hinge]");
  await expect(option).toBeDisabled();
  await expect(option).toContainText("Only with Problem: Classification");
});

test("sheets open over the page, and close by key, by a press elsewhere, and by leaving them", async ({ page }) => {
  await open(page, "l2=0.01&dropout=20");
  await expect(page.locator("#open-regularisation .count")).toHaveText("2");
  await expect(page.locator("#open-network .count")).toBeEmpty();
  const sheet = page.locator("#sheet-regularisation");
  const button = page.locator("#open-regularisation");
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(sheet).toBeVisible();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await page.focus("#control-l2");
  await page.keyboard.type("9");
  await page.keyboard.press("Escape"); // takes back what was typed
  await expect(page.locator("#control-l2")).toHaveValue("0.01");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await page.click("#step");
  await expect(sheet).toBeVisible();
  await page.click("#output-title");
  await expect(sheet).toBeHidden();
  await button.click();
  await page.focus("#layer-add");
  await expect(sheet).toBeHidden();
});

test("a layer's own activation", async ({ page }) => {
  await open(page);
  await page.selectOption("#layer-activation-2", "relu");
  await expect.poll(() => link(page)).toBe("activation=tanh.relu");
  await expect(page.locator("#control-activation option:checked")).toHaveText("Differs by layer");
  await page.selectOption("#control-activation", "sine");
  await expect.poll(() => link(page)).toBe("activation=sine");
  await expect(page.locator("#layer-activation-2")).toHaveValue("sine");
});

test("sliders move in their range, by keyboard too", async ({ page }) => {
  await open(page);
  for (const [key, end] of [
    ["lr", "100"],
    ["batch_size", "5000"],
    ["noise", "50"],
    ["l1", "1"],
    ["patience", "10000"],
  ]) {
    await reveal(page, key);
    const slider = page.locator(`[data-setting=${key}] input[type=range]`);
    await slider.focus();
    await slider.press("End");
    await expect(page.locator(`#control-${key}`)).toHaveValue(end);
    await slider.press("ArrowLeft");
    await expect(page.locator(`#control-${key}`)).not.toHaveValue(end);
    const [first, next] = { l1: ["0", "0.00001"], patience: ["0", "1"] }[key] ?? [];
    if (!first) continue;
    await slider.press("Home");
    await expect(page.locator(`#control-${key}`)).toHaveValue(first);
    await slider.press("ArrowRight");
    await expect(page.locator(`#control-${key}`)).toHaveValue(String(Number(next)));
  }
});

test("layers and neurons", async ({ page }) => {
  await open(page);
  await page.click("#layer-add");
  await expect.poll(() => link(page)).toBe("hidden=4-2-2");
  await page.click("#unit-add-1");
  await expect.poll(() => link(page)).toBe("hidden=5-2-2");
  await expect(page.locator("#unit-add-1")).toBeFocused();
  await page.click("#unit-remove-2");
  await page.click("#unit-remove-2", { force: true }); // at its limit of one: nothing happens
  await expect.poll(() => link(page)).toBe("hidden=5-1-2");
  for (let layers = 3; layers > 0; layers -= 1) await page.click("#layer-remove");
  await expect.poll(() => link(page)).toBe("hidden=none");
  await expect(page.locator("#layer-remove")).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#layer-remove")).toBeFocused();
  for (let layers = 0; layers < 8; layers += 1) await page.click("#layer-add");
  await expect(page.locator("#layer-add")).toHaveAttribute("aria-disabled", "true");
  await page.click("#play");
  await until(page, "counter-step", (step) => step > 10, "trains eight layers");
});

test("pictures follow their settings", async ({ page }) => {
  await open(page);
  for (const [what, canvas, act] of [
    ["test points", ".points", () => page.check("#control-show_test")],
    ["new points", ".points", () => page.click("#regenerate")],
    [
      "logarithmic loss",
      ".curve",
      () =>
        page
          .click("#epoch")
          .then(() => reveal(page, "log_loss"))
          .then(() => page.check("#control-log_loss")),
    ],
    ["activation", ".heat", () => page.selectOption("#control-activation", "relu")],
    ["theme", ".points", () => page.selectOption("#theme", "dark")],
    ["noise", ".points", () => page.fill("#control-noise", "30").then(() => page.press("#control-noise", "Tab"))],
  ]) {
    const before = await pixels(page, canvas);
    await act();
    await expect.poll(() => pixels(page, canvas), what).not.toBe(before);
  }
});

test("a wrong number is refused beside its control, and nothing is lost", async ({ page }) => {
  await open(page);
  await page.click("#epoch");
  await until(page, "counter-step", (step) => step === 25, "is 25");
  for (const [text, part] of [
    ["1000", "from 0.00001 to 100"],
    ["abc", "abc"],
    ["", "a number"],
    ["-1", "-1"],
    ["1,000", "1,000"],
    ["0x10", "0x10"],
  ]) {
    await type(page, "#control-lr", text);
    await page.press("#control-lr", "Enter");
    await expect(page.locator("#control-lr-error")).toContainText(part);
    await expect(page.locator("#control-lr")).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#control-lr")).toHaveValue(text);
  }
  expect(await read(page, "counter-step")).toBe(25);
  expect(link(page)).toBe("");
  await expect(page.locator("#control-lr-error")).toContainText("Still 0.1.");
  await page.press("#control-lr", "Escape");
  await expect(page.locator("#control-lr")).toHaveValue("0.1");
  await expect(page.locator("#control-lr-error")).toBeEmpty();
  await type(page, "#control-lr", "0,5");
  await page.press("#control-lr", "Enter");
  await expect(page.locator("#control-lr-error")).toBeEmpty();
  await expect.poll(() => link(page)).toBe("lr=0.5");
});

test("keyboard only", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Space");
  await until(page, "train-loss", (loss) => loss < 0.05, "falls below 0.05");
  await page.keyboard.press("Space");
  await expect(page.locator("#play")).toContainText("Train");
  await page.keyboard.press("r");
  await until(page, "counter-step", (step) => step === 0, "is 0");
  await page.keyboard.press("s");
  await until(page, "counter-step", (step) => step === 1, "is 1");
  await page.keyboard.press("e");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await page.keyboard.press("n");
  await expect.poll(() => link(page)).toMatch(/^seed=\d+$/);

  // From the top, Tab reaches every control, and a letter in a field is a letter.
  const reached = new Set();
  for (let presses = 0; presses < 220; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement?.id);
    // A sheet is opened once, by its button; a dialog would keep the focus.
    if (at?.startsWith("open-") && !/import|lessons/.test(at) && !reached.has(at)) await page.keyboard.press("Enter");
    reached.add(at);
  }
  // Of radio buttons the chosen one is reached, and the others from it by arrow keys; what has nothing to choose from is not there.
  const tab = "button[id]:visible, input[id]:not([type=radio]:not(:checked), [hidden]), select[id]:visible";
  const controls = await page.locator(tab).evaluateAll((all) => all.map((e) => e.id));
  expect(controls.length).toBeGreaterThan(20);
  const disabled = await page.locator(":disabled").evaluateAll((all) => all.map((e) => e.id));
  expect(controls.filter((id) => !reached.has(id) && !disabled.includes(id))).toEqual([]);
  await page.focus("#control-lr");
  await page.keyboard.press("e");
  await expect(page.locator("#counter-epoch")).toHaveText("0");
});

test("Space trains, whatever was clicked last", async ({ page }) => {
  await open(page);
  for (const click of ["#reseed", "#regenerate", "#control-show_test"]) {
    await page.click(click);
    await page.keyboard.press("Space");
    await expect(page.locator("#play"), click).toContainText("Pause");
    await page.keyboard.press("Space");
    await expect(page.locator("#play"), click).toContainText("Train");
  }
  await expect(page.locator("#control-show_test")).toBeChecked();
});

test("help says what a control is for", async ({ page }) => {
  await open(page);
  const ask = page.locator("[data-setting=lr] .ask");
  await expect(page.locator("#control-lr-help")).toBeHidden();
  await ask.click();
  await expect(page.locator("#control-lr-help")).toContainText("gradient");
  await expect(ask).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(page.locator("#control-lr-help")).toBeHidden();
  await page.selectOption("#control-optimizer", "adam");
  await expect(page.locator("#control-optimizer-help")).toContainText("Adam: momentum over recent size");
  // Every control with a setting behind it has its line, and the buttons theirs in the dialog.
  for (const { key, group } of catalog().settings) {
    if (group === "seed" || key === "speed") continue;
    expect(await page.locator(`#control-${key}-help`).count(), key).toBe(1);
    await expect(page.locator(`#control-${key}-help`), key).not.toBeEmpty();
  }
  await page.click("#help");
  await expect(page.locator("#keys dt")).toHaveCount(17);
  await page.keyboard.press("Escape");
  await expect(page.locator("#keys")).toBeHidden();
});

test("a slider dragged for long leaves one address", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const replace = history.replaceState.bind(history);
    window.replaced = 0;
    history.replaceState = (...args) => {
      window.replaced += 1;
      replace(...args);
    };
  });
  const slider = page.locator("[data-setting=noise] input[type=range]");
  await slider.focus();
  for (let presses = 0; presses < 50; presses += 1) await slider.press("ArrowRight");
  await expect.poll(() => link(page)).toBe("noise=50");
  expect(await page.evaluate(() => window.replaced)).toBeLessThan(25);
});

test("sliders reach the defaults", async ({ page }) => {
  await open(page);
  const slider = page.locator("[data-setting=lr] input[type=range]");
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(page.locator("#control-lr")).toHaveValue("0.11");
  await slider.press("ArrowLeft");
  await expect(page.locator("#control-lr")).toHaveValue("0.1");
});

test("what is being typed stays when another setting changes", async ({ page }) => {
  await open(page);
  await type(page, "#control-batch_size", "20");
  await page.locator("#control-lr").evaluate((field) => {
    field.value = "0.2";
    field.dispatchEvent(new Event("change"));
  });
  await expect.poll(() => page.url()).toContain("lr=0.2");
  await page.press("#control-batch_size", "Enter");
  await expect.poll(() => page.url()).toContain("batch_size=20");
  // What was taken is shown again as it is.
  await type(page, "#control-lr", "0.5");
  await page.press("#control-lr", "Escape");
  await expect(page.locator("#control-lr")).toHaveValue("0.2");
});

for (const locale of ["en-US", "zh-CN"]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale, viewport: { width: 1280, height: 800 } });

    test("every menu has room for each name that can be chosen there", async ({ page }) => {
      await open(page);
      for (const opens of await page.locator(".opens").all()) {
        const sheet = await opens.getAttribute("aria-controls");
        await page.evaluate((id) => (document.getElementById(id).hidden = false), sheet);
      }
      const cut = await page.evaluate(() => {
        // Menus of the bar that show a sign instead of their words lie over it, unseen.
        const menus = [...document.querySelectorAll("select")].filter((menu) => !menu.closest(".pref"));
        const seen = menus.filter((menu) => menu.offsetWidth > 0);
        const room = (menu, text) => {
          const alone = document.createElement("select");
          alone.append(new Option(text));
          menu.parentNode.append(alone);
          const { font, paddingInline } = getComputedStyle(menu);
          Object.assign(alone.style, { font, paddingInline, position: "absolute", width: "auto", minWidth: 0 });
          const { width } = alone.getBoundingClientRect();
          alone.remove();
          return width;
        };
        const told = seen.flatMap((menu) =>
          [...menu.options]
            .filter((option) => !option.disabled)
            .filter((option) => room(menu, option.text) > menu.getBoundingClientRect().width + 0.5)
            .map((option) => `${menu.id}: ${option.text}`),
        );
        return { told, count: seen.length };
      });
      expect(cut.told).toEqual([]);
      expect(cut.count).toBeGreaterThan(10);
    });
  });
}

test("a learning rate that comes with an optimiser says so beside its field", async ({ page }) => {
  await open(page, "lr=0.5");
  const said = page.locator(".control.lr #lr-brought");
  await expect(said).toBeEmpty();
  await page.selectOption("#control-optimizer", "adam");
  await expect(said).toHaveText(/^Adam’s usual rate came with it \(before: 0\.5\)$/);
  await page.selectOption("#control-activation", "relu");
  await expect(said, "it is still that one").not.toBeEmpty();
  await page.fill("#control-lr", "0.02");
  await page.keyboard.press("Enter");
  await expect(said).toBeEmpty();
  await page.selectOption("#control-optimizer", "sgd");
  await expect(said).toHaveText("SGD’s usual rate came with it (before: 0.02)");
});
