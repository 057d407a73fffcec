// The start does not wait without end: for the browser's storage and locks, for the engine, for a
// style sheet.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, until } from "./page.js";
import { fileOf, SITE, test as onSite } from "./site.js";

/** The links of the records that the browser keeps. */
const records = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const request = (globalThis.openDatabase ?? indexedDB.open.bind(indexedDB))("chainrule /chainrule/");
        request.onsuccess = () => {
          const all = request.result.transaction("runs").objectStore("runs").getAll();
          all.onsuccess = () => {
            request.result.close();
            done(all.result.map(({ link }) => link).sort());
          };
        };
      }),
  );

/** Trains a first run that is kept, and leaves the page. */
async function firstRun(page) {
  await page.goto("./#data=xor");
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.click("#epoch");
  await until(page, "counter-epoch", (epoch) => epoch === 1, "is trained");
  await expect.poll(() => records(page)).toEqual(["data=xor"]);
}

/** A tab in which nothing has been opened yet, of the same browser. */
async function another(page, silence) {
  const tab = await page.context().newPage();
  await tab.addInitScript(silence);
  return tab;
}

for (const behind of ["", "#data=moons"]) {
  test(`a database that does not answer: the page starts, and says that it keeps nothing: ${behind}`, async ({
    page,
  }) => {
    await page.addInitScript(() => {
      indexedDB.open = () => Object.create(EventTarget.prototype);
    });
    await page.goto(`./${behind}`);
    await expect(page.locator("#train-loss")).not.toBeEmpty();
    await page.click("#epoch");
    await until(page, "counter-epoch", (epoch) => epoch === 1, "goes on");
    await expect(page.locator("#notice")).toContainText("does not keep what you do here");
    await page.click("#open-share");
    await expect(page.locator("#share-kept")).toContainText("keeps nothing");
    // The tab's own storage has its last moment.
    await page.reload();
    await until(page, "counter-epoch", (epoch) => epoch === 1, "is there after a reload");
  });

  test(`locks that do not answer: the page starts, keeps, and takes no other tab's record: ${behind}`, async ({
    page,
  }) => {
    await firstRun(page);
    const tab = await another(page, () => {
      navigator.locks.request = () => new Promise(() => {});
      navigator.locks.query = () => new Promise(() => {});
    });
    await tab.goto(`./${behind}`);
    await expect(tab.locator("#train-loss")).not.toBeEmpty();
    await expect(tab.locator("#counter-epoch")).toHaveText("0");
    const kept = behind ? ["data=moons", "data=xor"] : ["", "data=xor"];
    await expect
      .poll(async () => {
        await tab.click("#step");
        return records(tab);
      })
      .toEqual(kept);
  });
}

test("a database that answers late: what was there is offered, and never written over", async ({ page }) => {
  await firstRun(page);
  const tab = await another(page, () => {
    const open = indexedDB.open.bind(indexedDB);
    globalThis.openDatabase = open;
    indexedDB.open = (name) => {
      const late = {};
      const answered = ({ target: { result } }) => late.onsuccess(Object.assign(late, { result }));
      setTimeout(() => open(name).addEventListener("success", answered), 2500);
      return late;
    };
  });
  await page.close();
  await tab.goto("./");
  await expect(tab.locator("#train-loss")).not.toBeEmpty();
  await expect(tab.locator("#counter-epoch")).toHaveText("0");
  await tab.click("#step");
  await expect(tab.locator("#notice", { hasText: "You were here before" })).toBeVisible();
  expect(await records(tab)).toEqual(["data=xor"]);
  await tab.click("#step");
  await expect.poll(() => records(tab)).toEqual(["", "data=xor"]);
  await tab.locator("#notice button", { hasText: "Go on from there" }).click();
  await expect(tab.locator("#counter-epoch")).toHaveText("1");
  await expect(tab.locator("#control-data input:checked")).toHaveValue("xor");
});

test("a database that somebody deletes is let go, and opened again", async ({ page }) => {
  await page.goto("./#data=xor");
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.click("#epoch");
  const count = () => page.evaluate(() => indexedDB.databases().then(({ length }) => length));
  await expect.poll(count).toBe(1);
  const outcome = page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.deleteDatabase("chainrule /chainrule/");
        request.onsuccess = () => done("deleted");
        request.onblocked = () => done("blocked");
      }),
  );
  expect(await outcome).toBe("deleted");
  await page.click("#epoch");
  await expect.poll(count).toBe(1);
  await expect(page.locator("#notice")).toHaveCount(0);
});

for (const [what, answer] of [
  ["is missing", (route) => route.fulfill({ status: 404 })],
  ["does not come", () => {}],
]) {
  test(`a style sheet of a frame that ${what}: the page is there, and what is to be hidden is hidden`, async ({
    page,
  }) => {
    await page.route(/style\/embed-\w+\.css$/, answer);
    await page.goto("./?hide=lr,optimizer");
    await expect(page.locator("#train-loss")).not.toBeEmpty();
    await expect(page.locator("#control-lr")).toBeHidden();
    await expect(page.locator("#fatal")).toHaveCount(0);
    page.wrong.length = 0;
  });
}

const ENGINE = /^chainrule-[0-9a-f]+_bg\.wasm$/;
const whole = () => readFileSync(join("dist", fileOf("dist", ENGINE)));

const WRONG = {
  "is not there": [{ status: 404 }, "not on the server", "服务器上找不到"],
  "is a page": [{ contentType: "text/html", body: "<!doctype html><p>Log in" }, "something else", "不是计算引擎"],
  "is a page that claims to be the engine": [
    { contentType: "application/wasm", body: "<!doctype html><p>Log in" },
    "something else",
    "不是计算引擎",
  ],
  "is empty": [{ contentType: "application/wasm", body: "" }, "damaged or incomplete", "已损坏或不完整"],
  "is cut short": [() => whole().subarray(0, 500_000), "damaged or incomplete", "已损坏或不完整"],
  "is changed on its way": [() => whole().fill(255, 1000, 2000), "damaged or incomplete", "已损坏或不完整"],
  "is another program": [() => Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]), "damaged or incomplete", "已损坏或不完整"],
};

for (const [what, [answer, english, chinese]] of Object.entries(WRONG)) {
  for (const [locale, text] of [
    ["en-US", english],
    ["zh-CN", chinese],
  ]) {
    test.describe(locale, () => {
      test.use({ locale });

      test(`an engine that ${what} is told as that, and loaded again: ${locale}`, async ({ page }) => {
        const given = typeof answer === "function" ? { contentType: "application/wasm", body: answer() } : answer;
        const files = /_bg\.wasm$/;
        await page.route(files, (route) => route.fulfill(given));
        await page.goto("./#data=xor");
        await expect(page.locator("#fatal")).toContainText(text);
        await expect(page.locator("#fatal")).not.toContainText("SIMD");
        await expect(page.locator("#loading")).toHaveCount(0);
        await page.unroute(files);
        await page.click("#fatal button");
        await expect(page.locator("#train-loss")).not.toBeEmpty();
        page.wrong.length = 0;
      });
    });
  }
}

/** A host that keeps the engine's second half until it is told. */
function halting(site) {
  let go = () => {};
  const gone = new Promise((done) => (go = done));
  site.instead = (path, response) => {
    if (!ENGINE.test(path)) return false;
    const bytes = whole();
    response.writeHead(200, { "content-type": "application/wasm", "content-length": bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2));
    gone.then(() => response.end(bytes.subarray(bytes.length / 2)));
    return true;
  };
  return go;
}

onSite.describe("on a slow line", () => {
  onSite("how much of the engine is there is told after a moment", async ({ page, site }) => {
    const go = halting(site);
    await page.goto(SITE);
    await expect(page.locator("#loading")).toBeVisible();
    await expect(page.locator("#loading")).toHaveText("Loading the engine: 50.0%");
    go();
    await expect(page.locator("#train-loss")).not.toBeEmpty();
    await expect(page.locator("#loading")).toHaveCount(0);
  });

  onSite(
    "an engine of which nothing more comes is told, and taken when it comes all the same",
    async ({ page, site }) => {
      const go = halting(site);
      await page.clock.install();
      await page.goto(SITE);
      await expect(page.locator("#loading")).toHaveText("Loading the engine: 50.0%");
      await page.clock.fastForward("00:11");
      await expect(page.locator("#fatal")).toContainText("Nothing more of the engine has arrived");
      await expect(page.locator("#fatal button")).toHaveText("Reload");
      go();
      await expect(page.locator("#train-loss")).not.toBeEmpty();
      await expect(page.locator("#fatal")).toHaveCount(0);
    },
  );
});

test("words that come after the engine tell of no loading", async ({ page }) => {
  let go = () => {};
  const gone = new Promise((done) => (go = done));
  await page.route(/www\/en-\w{8}\.js$/, async (route) => {
    await gone;
    await route.continue();
  });
  const engine = page.waitForResponse(/_bg\.wasm$/);
  await page.clock.install();
  await page.goto("./", { waitUntil: "commit" });
  await (await engine).finished();
  await expect(page.locator("#loading")).toHaveCount(0);
  go();
  await expect(page.locator("#train-loss")).not.toBeEmpty();
  await page.clock.fastForward("00:15");
  await expect(page.locator("#fatal")).toHaveCount(0);
});
