// Links: the same state again, and what becomes of broken ones.

import { expect, expectChosen, link, open, pixels, read, test, until } from "./page.js";

test("a link gives the same data, network and run", async ({ page, context }) => {
  const text =
    "data=spiral&noise=15&train_share=70&batch_size=7&data_seed=42&hidden=6-5-4&activation=relu&seed=99&lr=0.05&l2=0.002";
  await open(page, text);
  expect(link(page)).toBe(text);
  const run = async (page) => {
    for (let epochs = 0; epochs < 3; epochs += 1) await page.click("#epoch");
    await until(page, "counter-epoch", (epoch) => epoch === 3, "is 3");
    return [await read(page, "train-loss"), await read(page, "test-loss"), await pixels(page, ".points")];
  };
  const first = await run(page);
  await page.reload();
  await expect(page.locator("#counter-epoch")).toHaveText("3");
  await page.click("#reset");
  await expect(page.locator("#counter-step")).toHaveText("0");
  expect(await run(page)).toEqual(first);
  const other = await context.newPage();
  await open(other, text);
  expect(await run(other)).toEqual(first);
});

test("defaults are left out", async ({ page }) => {
  await open(page, "data=circle&lr=0.1&hidden=4-2&noise=5");
  await expect.poll(() => link(page)).toBe("noise=5");
});

const BROKEN = [
  "nois=3",
  "hidden=999999999",
  "hidden=32-32-32-32-32-32-32-32-32",
  "samples=1e99",
  "lr=NaN",
  "data=__proto__",
  "data=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
  "%E0%A4%A",
  "noise=1&noise=2",
  "=&=&&&",
  "x".repeat(100_000),
];

for (const [place, broken] of BROKEN.entries()) {
  test(`a broken link gives the default page and one message (${place}: ${broken.slice(0, 30)})`, async ({ page }) => {
    await open(page, broken);
    await expect(page.locator(".message")).toHaveCount(1);
    await expect(page.locator("#notice")).toContainText("The link was not understood");
    expect((await page.locator("#notice").textContent()).length).toBeLessThan(600);
    await expect.poll(() => link(page)).toBe("");
    await expect(page.locator("#control-lr")).toHaveValue("0.1");
    await page.click("#play");
    await until(page, "counter-step", (step) => step > 0, "trains all the same");
  });
}

test("an unknown name is told with the one that was meant, or with where all are listed", async ({ page, context }) => {
  await open(page, "nois=3");
  await expect(page.locator("#notice")).toContainText("There is no setting “nois”. Did you mean “noise”?");
  await open(await again(page), "learning_rate=3");
  const notice = page.locator("#notice");
  await expect(notice).toContainText("There is no setting “learning_rate”. Did you mean “lr”?");
  await open(await again(page), "colour=3");
  await expect(notice).toContainText("There is no setting “colour”. The guide lists all names");
  await expect(notice).not.toContainText("mean");
  const [guide] = await Promise.all([
    context.waitForEvent("page"),
    notice.getByRole("button", { name: "All names" }).click(),
  ]);
  await guide.waitForLoadState();
  expect(new URL(guide.url()).hash).toBe("#panel-share");
});

test("what is wrong in a link takes nothing else of it away", async ({ page }) => {
  await open(page, "data=xor&lr=fast&hidden=8-8&colour=red&noise=5");
  await expect(page.locator("#notice")).toContainText("Left out of the link: lr, colour. All else is as it says.");
  await expectChosen(page, "xor");
  await expect(page.locator("#control-noise")).toHaveValue("5");
  await expect(page.locator("#control-lr")).toHaveValue("0.1");
  await expect.poll(() => link(page)).toBe("data=xor&noise=5&hidden=8-8");
  await page.evaluate(() => {
    location.hash = "data=spiral&lr=0.3&loss=mae-ish";
  });
  await expect(page.locator("#notice")).toContainText("Left out of the link: loss.");
  await expectChosen(page, "spiral");
  await expect(page.locator("#control-lr")).toHaveValue("0.3");
  await page.evaluate(() => {
    location.hash = "data=own&lr=0.03&loss=mae-ish"; // its points are in no link
  });
  await expect(page.locator("#control-lr")).toHaveValue("0.03");
  await expectChosen(page, "circle");
});

/** The page left, so that a link that differs behind # alone is opened anew. */
async function again(page) {
  await page.goto("about:blank");
  return page;
}

test("another link typed over this one takes effect", async ({ page }) => {
  await open(page, "noise=5");
  await page.click("#epoch");
  await until(page, "counter-step", (step) => step === 25, "is 25");
  await page.evaluate(() => {
    location.hash = "lr=0.3";
  });
  await expect(page.locator("#control-lr")).toHaveValue("0.3");
  await until(page, "counter-step", (step) => step === 0, "is 0: a link is a run from its start");
  await page.evaluate(() => {
    location.hash = "data=xor&lr=0.3";
  });
  await expectChosen(page, "xor");
  await expect(page.locator("#control-noise")).toHaveValue("0");
  await page.evaluate(() => {
    location.hash = "lr=fast";
  });
  await expect(page.locator("#notice")).toContainText("fast");
  await expect(page.locator("#notice")).toContainText("nothing has changed");
  await expectChosen(page, "xor");
  await expect.poll(() => link(page)).toBe("data=xor&lr=0.3");
  await page.click("#notice .close");
  await expect(page.locator("#notice")).toHaveCount(0);
});
