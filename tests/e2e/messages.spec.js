// Messages are seen, read out and within reach whatever else is open; and they are short, whatever
// the address says.

import { expect, open, test } from "./page.js";

/**
 * Returns the texts of the alerts in the browser's own tree for screen readers, from which inert
 * parts are left out.
 */
async function alerts(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const text = (node) =>
    [node.name?.value ?? "", ...(node.childIds ?? []).map((id) => (byId.has(id) ? text(byId.get(id)) : ""))].join(" ");
  return nodes.filter(({ ignored, role }) => !ignored && role?.value === "alert").map(text).join(" "); // prettier-ignore
}

const DIALOGS = {
  "the list of lessons": ["#open-lessons", "#lesson-list"],
  "a table of one's own": ["#open-import", "#import"],
  "the keys": ["#help", "#keys"],
};

for (const [what, [button, dialog]] of Object.entries(DIALOGS)) {
  test(`a message over ${what} is seen, read out and within reach`, async ({ page }) => {
    await open(page);
    await page.click(button);
    await expect(page.locator(dialog)).toBeVisible();
    // A broken link, as one is followed from elsewhere.
    const wrong = (name) => page.evaluate((text) => (location.hash = text), `${name}=1`);
    await wrong("nonsense");
    await expect(page.locator("#notice")).toContainText("nonsense");
    await expect(page.locator("#notice")).toBeInViewport({ ratio: 1 });
    await expect.poll(() => alerts(page)).toContain("nonsense");
    // A press is refused where anything covers it, or it is inert.
    await page.locator("#notice .close").click();
    await expect(page.locator("#notice")).toHaveCount(0);
    await expect(page.locator(dialog)).toBeVisible();
    // It is there still when the dialog has gone, and in the next one.
    await wrong("rubbish");
    await expect(page.locator("#notice")).toContainText("rubbish");
    await page.keyboard.press("Escape");
    await expect(page.locator(dialog)).toBeHidden();
    await expect(page.locator("body > #messages #notice")).toContainText("rubbish");
    await page.click(button);
    await expect(page.locator(`${dialog} #notice`)).toContainText("rubbish");
    await page.locator("#notice .close").click();
    await page.keyboard.press("Escape");
    await expect(page.locator("body > #messages")).toHaveCount(1);
  });
}

test("the end of the engine is told over a dialog, and the page can be loaded again from there", async ({ page }) => {
  await open(page);
  await page.click("#play");
  await page.click("#open-import");
  await expect(page.locator("#import")).toBeVisible();
  await page.evaluate(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
  });
  await expect(page.locator("#import #fatal")).toBeInViewport({ ratio: 1 });
  await expect.poll(() => alerts(page)).toContain("reloading keeps them");
  page.wrong.length = 0;
  await page.locator("#fatal button").click();
  await expect(page.locator("#fatal")).toHaveCount(0);
  await expect(page.locator("#train-loss")).not.toBeEmpty();
});

test("the list of lessons is filled anew while a message stands over it", async ({ page }) => {
  await page.route(
    ({ pathname }) => pathname.endsWith("broken.md"),
    (route) =>
      route.fulfill({ contentType: "text/markdown", body: "---\ntitle: x\n---\n## a\n```goal\nnonsense\n```\n" }),
  );
  await open(page);
  await page.click("#open-lessons");
  await page.evaluate(() => (location.hash = "nonsense=1"));
  await expect(page.locator("#lesson-list #notice")).toBeVisible();
  await page.goto("./?lesson=www/lessons/broken.md");
  await expect(page.locator(".lesson-flaws")).toBeVisible();
  await page.evaluate(() => (location.hash = "nonsense=1"));
  await expect(page.locator("#lesson-list #notice")).toBeVisible();
});

test("no script: what the page says by itself is read out", async ({ page }) => {
  await page.route(/www\/main-\w+\.js$/, (route) => route.abort());
  await page.goto("./");
  await expect(page.locator("#unloaded")).toBeVisible();
  await expect.poll(() => alerts(page)).toContain("load it again");
  page.wrong.length = 0;
});

for (const [what, names] of [
  ["thousands of names", Array.from({ length: 3000 }, (_, at) => `x${at}`)],
  ["prose", ["This is no name of anything, ".repeat(400), "nor is that; ".repeat(100)]],
  ["the same name again and again", Array.from({ length: 3000 }, () => "zap")],
]) {
  for (const key of ["hide", "embed"]) {
    test(`${key} with ${what} is told in a few words`, async ({ page }) => {
      await page.goto(`./?${key}=${encodeURIComponent(names.join(","))}`);
      await expect(page.locator("#train-loss")).not.toBeEmpty();
      const text = await page.locator("#notice p").textContent();
      const told = /does not have: (.*?)\. Its parts/s.exec(text)[1].split(", ");
      expect(told.length).toBeLessThanOrEqual(5);
      for (const name of told) expect(name.replace(/ \(did you mean .*/, "").length).toBeLessThanOrEqual(30);
    });
  }
}
