// Lessons as a learner meets them: each is walked in both languages to its last goal; what is wrong is told, what was before comes back, and lessons of one's own open.

import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { LESSONS } from "../../www/teaching/list.js";
import { drop, lessonOf, listen, walk } from "./learner.js";
import { expect, link, open, read, test, until } from "./page.js";

const LANGUAGES = { en: "en-US", zh: "zh-CN" };

async function findsNothing(page, where) {
  const { violations } = await new AxeBuilder({ page }).include("#lesson").analyze();
  const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  // axe takes a formula for nothing; readers read MathML.
  const real = found.filter(
    ([id, nodes]) => id !== "empty-table-header" || nodes.some((html) => !html.includes("<math")),
  );
  expect(real, where).toEqual([]);
}

/** Opens a lesson of the page by the list. */
async function begin(page, id) {
  await page.click("#open-lessons");
  await page.click(`[data-lesson=${id}]`);
  await expect(page.locator("#lesson")).toBeVisible();
}

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    for (const id of LESSONS) {
      test(`${id} is walked to its last goal, and its progress is kept`, async ({ page }) => {
        test.setTimeout(120_000);
        await open(page);
        await listen(page);
        await begin(page, id);
        const { title } = lessonOf(id, language);
        await expect(page.locator("#lesson-title")).toHaveText(title);
        // Whoever answers wrong is told why, and comes to the end as well.
        const wrong = language === "zh";
        await walk(page, id, language, {
          wrong,
          async look(step, last) {
            // What both languages share is looked at once.
            if (step > 0 && (!last || wrong)) return;
            for (const colorScheme of /** @type {const} */ (wrong ? ["dark"] : ["light", "dark"])) {
              await page.emulateMedia({ colorScheme });
              await findsNothing(page, `${id}, step ${step + 1}, ${colorScheme}`);
            }
          },
        });
        const shown = ["lesson-place", "counter-step", "train-loss"];
        const before = await Promise.all(shown.map((part) => page.locator(`#${part}`).textContent()));
        await page.reload();
        await expect(page.locator("#lesson-title")).toHaveText(title);
        for (const [at, part] of shown.entries()) await expect(page.locator(`#${part}`)).toHaveText(before[at]);
        const goals = page.locator("#lesson .goal-block");
        await expect(page.locator("#lesson .goal-block.reached")).toHaveCount(await goals.count());
        await page.click("#open-lessons");
        await expect(page.locator(`[data-lesson=${id}]`)).toHaveClass(/finished/);
      });
    }
  });
}

test("a wrong answer is told and why, and the right one is shown", async ({ page }) => {
  await open(page);
  await begin(page, "one-neuron");
  const asked = page.locator(".ask-block").first();
  // What follows would tell the answer.
  await expect(page.locator("#lesson .lesson-body > *")).toHaveCount(5);
  await asked.locator(".choice", { hasText: "0" }).click();
  await expect(asked.locator(".answered")).toContainText("Not quite.");
  await expect(asked.locator(".answered")).toContainText("In all four rows");
  await expect(asked.locator(".choice.right")).toHaveText("1");
  await expect(page.locator("#lesson-said")).toHaveText("Not quite.");
  // It was answered: a second try changes nothing.
  await asked.locator(".choice", { hasText: "1" }).click({ force: true });
  await expect(asked.locator(".answered")).toContainText("Not quite.");
  await page.click("#lesson-next");
  const sum = page.locator(".ask-block");
  await sum.locator("input").fill("0.5");
  await sum.getByRole("button", { name: "Check" }).click();
  await expect(sum.locator(".verdict")).toHaveAttribute("aria-label", "Not quite.");
  await expect(sum.locator("input")).toBeFocused();
  await expect(sum.locator("input")).toHaveAttribute("aria-invalid", "true");
  await sum.locator("input").fill("0,326");
  await sum.getByRole("button", { name: "Check" }).click();
  await expect(sum.locator(".answered")).toContainText("Right.");
  await expect(sum.locator("input")).not.toHaveAttribute("aria-invalid", "true");
});

test("whoever gives up is shown the numbers", async ({ page }) => {
  await open(page);
  await begin(page, "by-hand");
  await page.click("#lesson-next");
  const asked = page.locator(".ask-block").first();
  await asked.getByRole("button", { name: "Check" }).click();
  await asked.getByRole("button", { name: "Show the answers" }).click();
  await expect(asked.locator("input").first()).toHaveValue("0.59327");
  await expect(asked.locator(".answered")).toContainText("Here are the numbers.");
  await expect(page.locator(".ask-block")).toHaveCount(2);
});

test("leaving a lesson brings back what was before, after a reload too", async ({ page }) => {
  await open(page, "data=spiral&hidden=5-3&lr=0.07");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  const before = [link(page), await read(page, "counter-step"), await page.locator("#train-loss").textContent()];
  await begin(page, "chain");
  await expect(page.locator("#counter-step")).toHaveText("0");
  await expect(page.locator("#control-data")).toBeHidden();
  await page.reload();
  await expect(page.locator("#lesson")).toBeVisible();
  await page.click("#lesson-leave");
  await expect(page.locator("#lesson")).toBeHidden();
  await expect(page.locator("#open-lessons")).toBeFocused();
  await expect(page.locator("#control-data")).toBeVisible();
  await expect.poll(() => read(page, "counter-step")).toBe(before[1]);
  await expect.poll(() => link(page)).toBe(before[0]);
  await expect(page.locator("#train-loss")).toHaveText(before[2]);
  await expect(page.locator("#notice")).toContainText("What you had before the lesson is back.");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const id of ["one-neuron", "guess"]) {
    test(`the question of a step is in sight, or a press away: ${id}`, async ({ page }) => {
      await page.goto(`./?lesson=${id}`);
      const [asked, way] = [page.locator(".ask-block"), page.locator("#lesson-question")];
      await expect(asked).toBeAttached();
      // The text scrolls with the page, not in a window of its own.
      const [seen, all] = await page.locator(".lesson-body").evaluate((body) => [body.clientHeight, body.scrollHeight]);
      expect(all - seen).toBeLessThanOrEqual(1);
      await expect(page.locator("#lesson-next")).toBeInViewport({ ratio: 1 });
      if (id === "guess") {
        await expect(way).toBeInViewport({ ratio: 1 });
        await way.click();
        await expect(asked).toBeInViewport({ ratio: 1 });
        await expect(asked).toBeFocused();
      }
      await expect(way).toBeHidden();
      await expect(asked).toBeInViewport({ ratio: 0.5 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      // The next step begins at its top.
      await page.click("#lesson-next");
      await expect(page.locator(".lesson-body h3")).toBeInViewport({ ratio: 1 });
      await expect(page.locator(".lesson-body h3")).toBeFocused();
    });
  }
});

for (const [locale, heads, note] of [
  ["en-US", ["computed here", "in the article"], "The article is a published text that this lesson follows"],
  ["zh-CN", ["本页算出", "文章印出"], "“文章”指本课所依据的一篇已发表的文章"],
]) {
  test.describe(`figures in ${locale}`, () => {
    test.use({ locale });

    test("say what stands beside what", async ({ page }) => {
      await page.goto("./?lesson=stuck");
      const figure = page.locator(".figure-block").first();
      await expect(figure.locator("thead th")).toHaveText(heads);
      await expect(figure.locator(".note")).toContainText(note);
      expect(await figure.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    });
  });
}

test("a dropped file is a lesson: the description's example", async ({ page }) => {
  const description = readFileSync(new URL("../../docs/lessons.md", import.meta.url), "utf8");
  const [, example] = /````markdown\n([\s\S]*?)\n````/.exec(description);
  await open(page);
  await drop(page, "bias.md", example);
  await expect(page.locator("#lesson-title")).toHaveText("Two points and a line");
  await expect(page.locator("#lesson-place")).toHaveText("Step 1 of 2");
  await page.locator(".choice", { hasText: "It falls." }).click();
  await page.click(".run-block");
  await expect(page.locator(".goal-block")).toHaveClass(/reached/);
  await expect(page.locator(".goal-block")).toContainText(/The loss is \d/);
});

test("a file with flaws is not opened: each is told with its line", async ({ page }) => {
  await open(page, "data=xor");
  await drop(
    page,
    "flawed.md",
    "---\ntitle: T\nsummary: S\ncolour: red\n---\n## One\n```goal\nsay: it\nwhen: los < 1\n```\n```run\nlabel: go\n```\n",
  );
  await expect(page.locator("#lesson-list")).toContainText("This lesson cannot be opened: flawed.md");
  const flaws = page.locator(".lesson-flaws li");
  await expect(flaws).toHaveCount(3);
  await expect(flaws.nth(0)).toContainText("Line 4: there is no “colour” here; possible are title, summary");
  await expect(flaws.nth(1)).toContainText("Line 9: “los” cannot be read");
  await expect(flaws.nth(2)).toContainText("Line 11: something is missing: epoch: / step:");
  await page.keyboard.press("Escape");
  await expect(page.locator("#lesson")).toBeHidden();
  expect(link(page)).toContain("data=xor");
});

test("a lesson of the same site opens by its address", async ({ page }) => {
  await page.goto("./?lesson=www/lessons/chain.en.md");
  await expect(page.locator("#lesson-title")).toHaveText(lessonOf("chain", "en").title);
  await expect(page.locator("#lesson-place")).toHaveText(/^Step 1 of/);
  await page.goto("./?lesson=xor");
  await expect(page.locator("#lesson-title")).toHaveText(lessonOf("xor", "en").title);
});

test("one of another site is refused and never asked for", async ({ page, baseURL }) => {
  for (const address of ["https://example.com/lesson.md", "//example.com/lesson.md", `${baseURL}www/main.js`]) {
    await page.goto(`./?lesson=${encodeURIComponent(address)}`);
    await expect(page.locator("#notice")).toContainText("There is no such lesson on this site.");
    await expect(page.locator("#lesson")).toBeHidden();
  }
});

test("one that is not there is told", async ({ page }) => {
  await page.goto("./?lesson=www/lessons/nothing.md");
  await expect(page.locator("#notice")).toContainText("This lesson could not be loaded.");
  page.wrong = page.wrong.filter((text) => !text.includes("404"));
});
