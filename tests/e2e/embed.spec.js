// A part of the page within another, and controls that a class is not to see.

import AxeBuilder from "@axe-core/playwright";
import { expect, open, test, until } from "./page.js";

const seen = (page) =>
  page.evaluate(() =>
    [
      "transport",
      "data-controls",
      "network",
      "training-controls",
      "boundary",
      "output-tools",
      "numbers",
      "loss",
      "prefs",
    ].filter((id) => document.getElementById(id).getClientRects().length > 0),
  );

async function openAt(page, address) {
  await page.goto(address);
  await expect(page.locator("#counter-step")).toHaveText("0");
  await expect(page.locator("#train-loss")).not.toBeEmpty();
}

test("what a frame shows is in its address", async ({ page }) => {
  for (const [embed, parts] of [
    ["", ["transport", "network", "boundary"]],
    ["=output", ["transport", "boundary"]],
    ["=output,loss,numbers", ["transport", "boundary", "numbers", "loss"]],
    ["=data,settings", ["transport", "data-controls", "training-controls"]],
    ["=loss", ["transport", "loss"]],
  ]) {
    await openAt(page, `./?embed${embed}#data=xor`);
    expect(await seen(page), embed).toEqual(parts);
  }
});

test("settings that are hidden leave no strip above the network", async ({ page }) => {
  const all = "activation,loss,optimizer,lr,features,formula";
  const gap = () =>
    page.evaluate(() => {
      const [head, picture] = [".network .panel-head", "#network"].map((at) => document.querySelector(at));
      const { borderTopWidth } = getComputedStyle(picture);
      return [
        borderTopWidth,
        picture.firstElementChild.getBoundingClientRect().top - head.getBoundingClientRect().bottom < 16,
      ];
    });
  await openAt(page, "./?hide=settings");
  expect(await gap()).toEqual(["0px", true]);
  await openAt(page, `./?hide=${all}`);
  // The sheets are still there.
  await expect(page.locator("#training-controls, #features-controls").filter({ visible: true })).toHaveCount(0);
  expect(await gap()).toEqual(["1px", false]);
  await openAt(page, "./?lesson=by-hand");
  await expect(page.locator("#lesson")).toBeVisible();
  expect(await gap()).toEqual(["0px", true]);
});

for (const [locale, viewport, embed] of [
  ["en-US", { width: 760, height: 480 }, ""],
  ["zh-CN", { width: 360, height: 300 }, "=output"],
]) {
  test.describe(`${locale}, ${viewport.width}`, () => {
    test.use({ locale, viewport });
    test("a frame trains, fits, and leads to the whole page with the same settings", async ({
      page,
      context,
    }, info) => {
      await openAt(page, `./?embed${embed}#data=xor&lr=0.3`);
      await page.click("#play");
      await until(page, "counter-step", (step) => step > 50, "trains");
      await page.click("#play");
      const size = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(size).toBeLessThanOrEqual(viewport.width);
      const { violations } = await new AxeBuilder({ page }).disableRules(["page-has-heading-one"]).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      await page.screenshot({ path: info.outputPath("embed.png") });
      await expect(page.locator("#open-whole")).toHaveText(/Chainrule/);
      await expect(page.locator("#open-whole")).toBeInViewport();
      const [whole] = await Promise.all([context.waitForEvent("page"), page.click("#open-whole")]);
      await expect(whole.locator("#control-lr")).toHaveValue("0.3");
      await expect(whole.locator("#open-whole")).toHaveCount(0);
    });
  });
}

test("a frame keeps nothing, so that it does not come back in another's tab", async ({ page }) => {
  await openAt(page, "./?embed");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is 1");
  await page.waitForTimeout(1600);
  await open(page);
  await expect(page.locator("#counter-epoch")).toHaveText("0");
  await expect(page.locator("#notice")).toHaveCount(0);
});

test("what is hidden keeps its value and is out of the way of keys", async ({ page }) => {
  await openAt(page, "./?hide=lr,optimizer,hidden,share,lessons,explain,dropout,l1#lr=0.25&optimizer=adam");
  for (const id of ["control-lr", "control-optimizer", "sharing", "lessons", "explain"]) {
    await expect(page.locator(`#${id}`), id).toBeHidden();
  }
  await expect(page.locator(".stepper button").first()).toBeHidden();
  await expect(page.locator(".stepper").first(), "how many there are is still to be seen").toHaveText(/\d/);
  await expect(page.locator("#control-activation, .head select").first()).toBeVisible();
  const stops = new Set();
  await page.locator("#play").focus();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    stops.add(await page.evaluate(() => document.activeElement.id));
  }
  for (const id of ["control-lr", "control-optimizer", "open-share", "open-lessons"])
    expect(stops.has(id), id).toBe(false);
  expect(await page.inputValue("#control-lr")).toBe("0.25");
  await page.evaluate(() => (location.hash = "lr=0.5"));
  await expect(page.locator("#control-lr")).toHaveValue("0.5");
  await expect(page.locator("#notice")).toHaveCount(0);
});

test("a sheet whose settings are all hidden has no button", async ({ page }) => {
  await open(page);
  const keys = await page.$$eval("#sheet-schedule [data-setting]", (all) => all.map((each) => each.dataset.setting));
  expect(keys.length).toBeGreaterThan(2);
  await openAt(page, `./?hide=${keys.join(",")}`);
  await expect(page.locator("[aria-controls=sheet-schedule]")).toBeHidden();
});

test("a name that means nothing is told, with those that mean something", async ({ page, context }) => {
  await openAt(page, "./?hide=lr,colour,optimiser&embed=output,sound");
  const notice = page.locator("#notice");
  await expect(notice).toContainText("sound, colour, optimiser (did you mean optimizer?)");
  await expect(notice).toContainText("data, network, settings, output, tools, numbers, loss, lessons,");
  expect(await seen(page)).toEqual(["transport", "boundary"]);
  const [guide] = await Promise.all([context.waitForEvent("page"), notice.getByText("All names").click()]);
  await expect(guide.locator("#panel-share")).toContainText("optimizer");
});

test("sharing makes such addresses", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAt(page, "./#data=spiral");
  await page.click("#open-share");
  await page.click("#share-parts summary");
  const places = page.locator("#share-parts .share-places legend");
  await expect(places).toHaveText(
    ["Hidden, in the link and in the frame", "The bar above", "Data", "Samples", "Network", "Optimiser"].concat([
      "Schedule",
      "Regularisation",
      "Output",
    ]),
  );
  await page.check('#share-parts [data-kind=hidden][value="lr"]');
  await page.check('#share-parts [data-kind=hidden][value="lessons"]');
  await expect(page.locator("#share-link")).toHaveValue(/\?hide=lessons,lr#data=spiral$/);
  await page.check('#share-parts [data-kind=shown][value="loss"]');
  await page.uncheck('#share-parts [data-kind=shown][value="network"]');
  await page.click("#share-embed");
  await expect(page.locator("#share-said")).toContainText("clipboard");
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const src = /src="([^"]+)"/.exec(code)[1].replaceAll("&amp;", "&");
  expect(src).toContain("?embed=output,loss&hide=lessons,lr#data=spiral");
  await openAt(page, src);
  expect(await seen(page)).toEqual(["transport", "boundary", "loss"]);
});
