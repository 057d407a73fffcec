// Everyone can use it: by keyboard, by finger, with a screen reader, in large letters, in the system's colours, and with less motion.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, pixels, read, test, until } from "./page.js";

const LANGUAGES = { en: "en-US", zh: "zh-CN" };
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

async function findsNothing(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
    where,
  ).toEqual([]);
}

/** Opens everything that opens, one after the other, and looks at each. */
async function eachOpened(page, look) {
  const sheets = await page.locator(".opens:visible").evaluateAll((all) => all.map(({ id }) => id));
  expect(sheets.length).toBeGreaterThan(8);
  for (const id of sheets) {
    await page.click(`#${id}`);
    await expect(page.locator(`#${id}`)).toHaveAttribute("aria-expanded", "true");
    if (id === "open-share") await expect(page.locator("#sheet-share button").first()).toBeVisible();
    await look(id);
    await page.keyboard.press("Escape");
  }
  await page.click("[data-setting=lr] .ask");
  await look("help");
  await page.keyboard.press("Escape");
  for (const [button, dialog] of [
    ["#help", "#keys"],
    ["#open-import", "#import"],
  ]) {
    await page.click(button);
    await expect(page.locator(dialog)).toBeVisible();
    if (dialog === "#import") {
      await page.click("#import-iris");
      await expect(page.locator("#import-use")).toBeEnabled();
    }
    await look(dialog);
    await page.keyboard.press("Escape");
  }
}

/** Each scheme with each language, each scheme with each width, and each language with each width: half of all combinations. */
const PAIRS = /** @type {const} */ ([
  ["light", "en", WIDE],
  ["light", "zh", NARROW],
  ["dark", "en", NARROW],
  ["dark", "zh", WIDE],
]);

for (const [colorScheme, language, viewport] of PAIRS) {
  test.describe(`${colorScheme}, ${language}, ${viewport.width}`, () => {
    test.use({ colorScheme, locale: LANGUAGES[language], viewport });
    test("axe finds nothing in any sheet or dialog", async ({ page }) => {
      test.setTimeout(180_000);
      await open(page);
      await eachOpened(page, (where) => findsNothing(page, where));
      await page.selectOption("#spot-column", "1");
      await page.selectOption("#spot-part", { index: 1 });
      await page.fill("#param-value", "x");
      await page.press("#param-value", "Enter");
      await findsNothing(page, "a selected weight, refused");
    });
  });
}

test("links lead past what stands before", async ({ page }) => {
  for (const [presses, id] of [
    [1, "control-problem"],
    [2, "diagram"],
    [3, "boundary"],
  ]) {
    await open(page);
    for (let press = 0; press < presses; press += 1) await page.keyboard.press("Tab");
    const link = page.locator(`#skips a:nth-child(${presses})`);
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();
    await page.keyboard.press("Enter");
    const at = await page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
    expect(at).toBe(id);
    expect(new URL(page.url()).hash).toBe("");
  }
});

test("help: F1 opens it from the control, and its link leads to the guide", async ({ page, context }) => {
  await open(page);
  // The Tab key does not stop at them.
  await expect(page.locator(".ask[aria-controls]:not([tabindex='-1'])")).toHaveCount(0);
  await page.focus("#control-optimizer");
  await page.keyboard.press("F1");
  const help = page.locator("#control-optimizer-help");
  await expect(help).toBeVisible();
  const more = page.locator("p.help:visible a");
  await expect(more).toBeFocused();
  await expect(more).toHaveAccessibleName("In the guide: Optimiser");
  await expect(more).toHaveAccessibleDescription(/How gradients move the weights/);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(page.locator("#control-optimizer")).toBeFocused();
  // In a sheet, Escape closes the help and not the sheet.
  await page.click("#open-regularisation");
  await page.focus("#control-l1");
  await page.keyboard.press("F1");
  await page.keyboard.press("Escape");
  await expect(page.locator("#sheet-regularisation")).toBeVisible();
  await expect(page.locator("#control-l1")).toBeFocused();
  // A question mark is text in a field, and asks elsewhere.
  await page.focus("#control-formula");
  await page.keyboard.press("?");
  await expect(page.locator("#control-formula")).toHaveValue("?");
  await page.keyboard.press("Escape");
  await page.focus("#freeze-1");
  await page.keyboard.press("?");
  await expect(page.locator("#control-frozen-help")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.focus("#play");
  await page.keyboard.press("F1");
  await expect(page.locator("#keys")).toBeVisible();
  await page.keyboard.press("Escape");

  // The guide opens beside the page, where training goes on.
  await page.selectOption("#control-optimizer", "adam");
  await page.click("#play");
  await page.click("[data-setting=optimizer] .ask");
  const [guide] = await Promise.all([context.waitForEvent("page"), more.click()]);
  await expect(guide.locator("dt:target")).toHaveText("Adam");
  await guide.close();
  const before = await read(page, "counter-step");
  await until(page, "counter-step", (step) => step > before, "goes on");
});

test("every help leads to a place of the guide", async ({ page }) => {
  await open(page);
  const links = await page.locator("p.help a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  expect(links.length).toBeGreaterThan(50);
  const html = await (await page.request.get("www/guide/en.html")).text();
  for (const link of links) {
    const [file, place] = link.split("#");
    expect(file).toBe("www/guide/en.html");
    expect(html.includes(` id="${place}"`), link).toBe(true);
  }
});

test("training is told at a calm pace, and when it stops", async ({ page }) => {
  await open(page, "data=gauss");
  await page.evaluate(() => {
    window.told = [];
    const status = document.querySelector("#status");
    new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
  });
  await page.click("#play");
  await expect(page.locator("#status")).toHaveText("Training.");
  await expect(page.locator("#status")).toHaveText(/^Epoch [\d,]+, step [\d,]+: .* is falling\.$/, { timeout: 20_000 });
  await page.click("#play");
  await expect(page.locator("#status")).toHaveText(/^Paused at epoch/);
  expect((await page.evaluate(() => window.told)).length).toBeLessThanOrEqual(5);
});

test("where less motion is asked for, pictures change once a second while training runs on", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "data=spiral");
  await page.evaluate(() => {
    window.changes = 0;
    new MutationObserver(() => (window.changes += 1)).observe(document.querySelector("#counter-step"), {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.click("#play");
  const seen = new Set();
  for (const end = Date.now() + 3000; Date.now() < end;) seen.add(await pixels(page, ".heat"));
  expect(seen.size).toBeGreaterThanOrEqual(2);
  expect(seen.size).toBeLessThanOrEqual(5);
  expect(await page.evaluate(() => window.changes)).toBeLessThanOrEqual(6);
  // The last state is drawn when it stops.
  await page.click("#play");
  const shown = await read(page, "counter-step");
  expect(shown).toBeGreaterThan(100);
  await page.click("#step");
  await until(page, "counter-step", (step) => step > shown, "is drawn at once");
});

test("in the system's own colours what is chosen is seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  for (const [chosen, other] of [
    [".thumb:has(:checked)", ".thumb:not(:has(:checked))"],
    [".chip:has(:checked)", ".chip:not(:has(:checked))"],
    [".tool:has(:checked)", ".tool:not(:has(:checked))"],
  ]) {
    const outline = (selector) =>
      page
        .locator(selector)
        .first()
        .evaluate((e) => getComputedStyle(e).outlineStyle);
    expect(await outline(chosen), chosen).toBe("solid");
    expect(await outline(other), other).toBe("none");
  }
  // A class keeps its colour beside its shape.
  const mark = await page.locator(".mark.high").evaluate((e) => getComputedStyle(e).backgroundColor);
  expect(mark).toBe("rgb(26, 111, 224)");
  await findsNothing(page, "forced colours");
});

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    test("200 % and narrow windows scroll in one direction", async ({ page }) => {
      await open(page);
      for (const [width, height] of [
        [640, 400],
        [320, 256],
        [1024, 768],
      ]) {
        await page.setViewportSize({ width, height });
        const fits = async (where) => {
          // Pictures take their new size in the next frame.
          const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
          await expect.poll(wide, { message: `${where} at ${width}` }).toBeLessThanOrEqual(width);
        };
        await fits("the page");
        await eachOpened(page, fits);
      }
    });

    test("letters twice as large have room", async ({ page, context }) => {
      const cdp = await context.newCDPSession(page);
      await cdp.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      for (const viewport of [WIDE, { width: 640, height: 800 }]) {
        await page.setViewportSize(viewport);
        await open(page);
        expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe("28px");
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        const cut = await page
          .locator("button:visible, .label label:visible, legend:visible")
          .evaluateAll((all) =>
            all
              .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== "visible")
              .map((e) => e.textContent),
          );
        expect(cut).toEqual([]);
      }
    });

    test("what is read from top to bottom has names", async ({ page }) => {
      await open(page);
      const tree = (await page.locator("body").ariaSnapshot()).split("\n");
      expect(tree.length).toBeGreaterThan(100);
      const nameless = tree.filter((line) =>
        /^\s*- '?(button|combobox|textbox|slider|checkbox|radio|radiogroup|group|img|application|link|region)(:|'|$| \[)/.test(
          line,
        ),
      );
      expect(nameless).toEqual([]);
      // Counters and signs of buttons are no news and no names.
      expect(tree.filter((line) => line.includes("▾"))).toEqual([]);
      expect(tree.filter((line) => /- status: .*\d/.test(line))).toEqual([]);
    });

    test("what is read from top to bottom makes sense: landmarks, headings, main controls, each in this language", async ({
      page,
    }) => {
      const words = (await import(`../../www/i18n/${language}.js`)).default;
      const settings = (await import(`../../www/i18n/${language}-settings.js`)).default;
      const [m, s] = [(key) => JSON.stringify(words[key]), (key) => JSON.stringify(settings[`setting.${key}.label`])];
      for (const viewport of [WIDE, NARROW]) {
        await page.setViewportSize(viewport);
        await open(page);
        await expect(page.locator("body")).toMatchAriaSnapshot(`
          - navigation ${m("skip.label")}:
            - link ${m("skip.settings")}
            - link ${m("skip.network")}
            - link ${m("skip.output")}
          - banner:
            - heading "Chainrule" [level=1]
            - button ${m("lessons.open")}
            - group ${m("transport.label")}:
              - button ${m("transport.play")}
              - button ${m("transport.step")}
              - button ${m("transport.epoch")}
              - button ${m("transport.reset")}
              - combobox ${s("speed")}
            - button ${m("share.open")}
            - combobox ${m("prefs.language")}
            - combobox ${m("prefs.theme")}
          - main:
            - region ${m("panel.data")}:
              - heading ${m("panel.data")} [level=2]
              - combobox ${m("problem.label")}
              - group ${s("data")}:
                - radio [checked]
              - textbox ${s("noise")}
              - slider ${s("noise")}
            - region ${m("panel.network")}:
              - heading ${m("panel.network")} [level=2]
              - group ${m("explain.label")}:
                - button ${m("explain.microscope")}
                - button ${m("explain.check")}
                - button ${m("explain.health")}
              - combobox ${s("activation")}
              - textbox ${s("lr")}
              - group ${s("features")}
              - application /2-4-2-1/
            - region ${m("panel.output")}:
              - heading ${m("panel.output")} [level=2]
              - radiogroup ${m("tool.label")}
              - application /x₁ .*−6 .*6.*x₂ .*−6 .*6/
              - table ${m("figures.label")}
              - heading ${m("panel.loss")} [level=3]
              - img /0\\.\\d+.*0\\.\\d+/
              - slider
        `);
      }
      // Headings step down by one.
      const levels = await page.locator("h1, h2, h3, h4").evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
      levels.forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1));
      // A slider's place is told as the value that it means.
      await expect(page.locator("[data-setting=samples] input[type=range]")).toHaveAttribute("aria-valuetext", "500");
      if (language === "zh") {
        for (const id of ["microscope", "check", "health"]) {
          await page.click(`#explain-${id}`);
          await expect(page.locator("#explaining-title")).toHaveText(words[`explain.${id}`]);
          await expect(page.locator(".explaining-body > *")).toBeVisible();
          const english = (await page.locator("body").ariaSnapshot()).split("\n").filter((line) => {
            const said = line.replace(/^\s*- '?[a-z]+/, "").replace(/\/(url|placeholder):.*/, "");
            return /[A-Za-z]{3,} [a-z]{3,}/.test(said);
          });
          expect(english, id).toEqual([]);
        }
      }
    });
  });
}

test.describe("by finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: NARROW });
  test("whatever is touched is at least 40 by 40", async ({ page }) => {
    await open(page);
    const fits = async (where) => {
      const small = await page.evaluate(() => {
        const all = document.querySelectorAll("button, select, input, textarea, summary, a, [tabindex='0']");
        const shown = [...all].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("#skips"));
        // What a label is around is touched by it.
        const targets = shown.map((e) => e.closest("label, .pref") ?? e);
        return targets
          .map((e) => ({ what: e.id || e.className || e.textContent, box: e.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 39.5 || box.height < 39.5)
          .map(({ what, box }) => `${what} ${Math.round(box.width)}x${Math.round(box.height)}`);
      });
      expect(small, where).toEqual([]);
    };
    await fits("the page");
    await eachOpened(page, fits);
    await page.locator("#tool-paint").check({ force: true });
    await page.selectOption("#spot-column", "1");
    await page.selectOption("#spot-part", { index: 1 });
    await fits("a selected weight, a brush in hand");
    await page.evaluate(() => (location.hash = "lr=x"));
    await expect(page.locator("#notice")).toBeVisible();
    await fits("a message");
  });
});

test("numbers below zero have the sign for minus everywhere", async ({ page }) => {
  await open(page, "data=plane");
  await expect(page.locator("#boundary")).toHaveAccessibleName(/from −6 to 6 across/);
  await expect(page.locator("#legend")).toContainText("−1");
  await page.selectOption("#spot-column", "1");
  await page.selectOption("#spot-part", { index: 1 });
  // It can be typed as well as the hyphen.
  await page.fill("#param-value", "−0,5");
  await page.press("#param-value", "Enter");
  await expect(page.locator("#param-value")).toHaveValue("-0.5");
  await page.click("#step");
  expect(await page.locator("body").innerText()).not.toMatch(/(^|\s)-\d/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`pictures have contrast: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    const ratios = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const hex = style.getPropertyValue(`--${name}`).trim();
        const [r, g, b] = [1, 3, 5]
          .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
      };
      const lines = [
        "train",
        "test",
        "wrong",
        "edge",
        ...Array.from({ length: 8 }, (_, place) => `class-${place + 1}`),
      ];
      return {
        texts: ["muted", "text"].map((name) => ratio(name, "surface")),
        lines: lines.map((name) => [name, ratio(name, "surface")]),
      };
    });
    for (const ratio of ratios.texts) expect(ratio).toBeGreaterThan(4.5);
    for (const [name, ratio] of ratios.lines) expect(ratio, name).toBeGreaterThan(3);
  });
}

test.describe("the guide", () => {
  test.use({ javaScriptEnabled: false });
  for (const language of Object.keys(LANGUAGES)) {
    test(`is read without scripts, on narrow screens too: ${language}`, async ({ page }) => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 740 });
        await page.goto(`www/guide/${language}.html#lr`);
        await expect(page.locator("#lr")).toBeInViewport();
        await expect(page.locator("nav.contents a").first()).toBeVisible();
      }
      await page.click("header a[hreflang]");
      await expect(page.locator("html")).not.toHaveAttribute("lang", language === "en" ? "en" : "zh-Hans");
    });
  }
});

for (const language of Object.keys(LANGUAGES)) {
  test(`the guide: axe finds nothing: ${language}`, async ({ page }) => {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      for (const viewport of [WIDE, { width: 320, height: 740 }]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await page.goto(`www/guide/${language}.html`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        await findsNothing(page, `${colorScheme} ${viewport.width}`);
      }
    }
  });
}
