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

test("many faults are counted, the first told with their limits, the others on request", async ({ page }) => {
  const wrong = ["noise=51", "hidden=8,8", "seed=0.5", "loss=mae-ish", "lr=0"];
  const others = [..."abcdefghijklmnopqrs"].map((name) => `no_${name}=1`);
  await open(page, ["data=xor", ...wrong, ...others].join("&"));
  const notice = page.locator("#notice");
  await expect(notice).toContainText("Left out of the link: 24 settings. All else is as it says.");
  const items = notice.locator("li");
  await expect(items.filter({ visible: true })).toHaveText([
    "Noise (%): found 51, expected a number from 0 to 50.",
    'Hidden layers: found "8,8", expected at most 8 whole numbers from 1 to 32, written like 4-2.',
    "Seed: found 0.5, expected a whole number from 0 to 4294967295.",
    /^Loss: found "mae-ish"; choose one of bce, /,
    "Learning rate: found 0, expected a number from 0.00001 to 100.",
  ]);
  await notice.locator("summary", { hasText: "… and 19 more" }).click();
  await expect(items.filter({ visible: true })).toHaveCount(24);
  await expect(items.last()).toContainText("There is no setting “no_s”.");
  await expect(page.locator("#notice .close")).toBeInViewport();
  await expectChosen(page, "xor");
  await open(await again(page), "noise=51&frozen=9");
  await expect(notice).toContainText(
    "The link was not understood, so the page starts with its defaults. 2 settings are",
  );
  await expect(items).toHaveCount(2);
});

test("of the rest is said only what is true", async ({ page }) => {
  await open(page, "hidden=4-99-4&activation=relu.tanh.relu&noise=5");
  const notice = page.locator("#notice");
  await expect(notice).toContainText(
    "Left out of the link: hidden. The rest of it was taken as far as it goes together.",
  );
  await expect(notice).toContainText("expected a whole number from 1 to 32");
  await open(await again(page), "data=own&lr=0.3");
  await expect(notice).toContainText("the usual ones stand in for them. All else is as it says.");
});

/** A link as its page writes it, with some of it changed. */
function ofTensorFlow(changes) {
  const usual =
    "activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.51437&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false";
  const link = new URLSearchParams(usual);
  for (const [name, value] of Object.entries(changes)) link.set(name, value);
  return decodeURIComponent(link.toString());
}

test("a link of TensorFlow Playground is understood, and what differs is told", async ({ page }) => {
  await open(page, ofTensorFlow({ dataset: "spiral", networkShape: "8,8,4", xTimesY: true, noise: 10 }));
  const notice = page.locator("#notice");
  await expect(notice).toContainText("This is a link of TensorFlow Playground. What it sets is set here too.");
  await expect(notice).toContainText("Another generator draws the points");
  await expect(notice).toContainText("Noise there decides");
  await expect(notice).not.toContainText("There is no setting");
  await expectChosen(page, "spiral");
  await expect(page.locator("#control-lr")).toHaveValue("0.03");
  await expect.poll(() => link(page)).toContain("features=x1.x2.x1x2&hidden=8-8-4");
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "it trains");
  const theirs = ofTensorFlow({
    problem: "regression",
    regularization: "L2",
    regularizationRate: 10,
    networkShape: 50,
  });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, theirs);
  await expect(notice).toContainText("What it sets is set here too, except hidden, l2.");
  await expect(notice.locator("li")).toHaveText([
    "Hidden layers: found 50, expected a whole number from 1 to 32.",
    "L2 penalty: found 10, expected a number from 0 to 1.",
  ]);
  await expectChosen(page, "plane");
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
