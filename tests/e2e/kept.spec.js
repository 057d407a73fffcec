// Runs that the browser keeps: nothing that a person did is lost, whatever is opened, closed, killed or damaged.

import { createRequire } from "node:module";
import { deflateSync } from "node:zlib";
import { choose, expect, expectChosen, link, open, test, until } from "./page.js";

const { Playground } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

/** Reads all records of this copy of the site. */
function records(page) {
  return page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("chainrule /chainrule/");
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          if (!request.result.objectStoreNames.contains("runs")) return done([]);
          const store = request.result.transaction("runs").objectStore("runs");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          store.transaction.oncomplete = () => {
            request.result.close();
            done(
              values.result.map((value, place) => ({ ...value, id: keys.result[place], bytes: value.bytes?.length })),
            );
          };
        };
      }),
  );
}

/** Changes every record by a function of the page. */
function damage(page, how) {
  return page.evaluate(
    ([text]) =>
      new Promise((done) => {
        // What an evil extension, a newer version or a bad disk may do.
        const change = {
          newer: (bytes) => Uint8Array.of(99, ...bytes.subarray(1)),
          cut: (bytes) => bytes.slice(0, 40),
          // What an older version kept after a divergence: version, settings with their length, no points of one's own, a
          // training state, the count of its parameters, and the first of these.
          weights: (bytes) => {
            const bad = bytes.slice();
            new DataView(bad.buffer).setFloat32(1 + 1 + bytes[1] + 3, NaN, true);
            return bad;
          },
        }[text];
        const request = indexedDB.open("chainrule /chainrule/");
        request.onsuccess = () => {
          const transaction = request.result.transaction("runs", "readwrite");
          const store = transaction.objectStore("runs");
          store.openCursor().onsuccess = ({ target }) => {
            const cursor = target.result;
            if (!cursor) return;
            cursor.update({ ...cursor.value, bytes: change(cursor.value.bytes) });
            cursor.continue();
          };
          transaction.oncomplete = () => done(request.result.close());
        };
      }),
    [how],
  );
}

/** Waits until the browser has kept the run as it is at this epoch. */
async function keptAt(page, epoch) {
  await expect.poll(async () => (await records(page)).some(({ about }) => about?.epoch === epoch)).toBe(true);
}

async function train(page, epochs) {
  for (let i = 0; i < epochs; i++) await page.keyboard.press("e");
  await until(page, "counter-epoch", (epoch) => epoch === epochs, `is ${epochs}`);
  await keptAt(page, epochs);
}

/** Follows a link in the same tab, as a person who clicks it. */
function follow(page, text) {
  return page.evaluate((to) => {
    const anchor = document.createElement("a");
    anchor.href = `#${to}`;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }, text);
}

test("nothing is kept before the first change", async ({ page }) => {
  await open(page, "data=xor");
  await page.waitForTimeout(2500);
  expect(await records(page)).toEqual([]);
  await page.keyboard.press("e");
  await keptAt(page, 1);
  expect(await records(page)).toHaveLength(1);
});

test("a link that is followed in the same tab leaves the run before it, and Back brings it back", async ({ page }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 4);
  const loss = await page.textContent("#train-loss");
  await follow(page, "data=spiral&hidden=5");
  await expectChosen(page, "spiral");
  await expect(page.locator("#notice")).toContainText("Your work from before is kept");
  await page.keyboard.press("e");
  await keptAt(page, 1);
  expect(await records(page)).toHaveLength(2);
  await page.goBack();
  await expectChosen(page, "xor");
  await expect(page.locator("#train-loss")).toHaveText(loss);
  await expect(page.locator("#counter-epoch")).toHaveText("4");
  await page.goForward();
  await expectChosen(page, "spiral");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  // Once more by the button.
  await follow(page, "data=gauss");
  await expectChosen(page, "gauss");
  await page.locator("#notice button", { hasText: "Go back to it" }).click();
  await expectChosen(page, "spiral");
  await expect(page.locator("#counter-epoch")).toHaveText("1");
  await page.waitForTimeout(1500);
  await page.reload();
  await expectChosen(page, "spiral");
});

test("a link that the tab is loaded with leaves the run before it", async ({ page, baseURL }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  for (const [text, told] of [
    ["data=moons", "Your work from before is kept"],
    ["saved=AAAA", "cannot be read"],
    ["data=nonsense&seed=0.5", "nonsense"],
  ]) {
    await page.goto("about:blank");
    await page.goto(`${baseURL}#${text}`);
    await expect(page.locator("#notice")).toContainText(told);
    await expect(page.locator("#counter-step")).toHaveText("0");
    await page.waitForTimeout(2200);
    await page.locator("#notice button", { hasText: "Go back to it" }).click();
    await expectChosen(page, "xor");
    await expect(page.locator("#counter-epoch")).toHaveText("3");
    await expect.poll(() => link(page)).toBe("data=xor&hidden=6");
  }
});

test("a run from before a lesson outlives a tab that is closed in the lesson", async ({ page, context, baseURL }) => {
  await open(page, "data=spiral&hidden=7");
  await train(page, 5);
  await page.click("#open-lessons");
  await page.click(".lesson-choice >> nth=0");
  await expect(page.locator("#lesson-title")).toBeVisible();
  const title = await page.textContent("#lesson-title");
  await expect.poll(async () => (await records(page)).filter(({ lesson }) => lesson).length).toBe(1);
  // A lesson that ends its page at once is asked about first.
  await expect.poll(() => page.evaluate(() => localStorage.getItem("chainrule.lessons.opening"))).toBe("[]");
  await page.close();

  const again = await context.newPage();
  await again.goto(baseURL);
  await expect(again.locator("#lesson-title")).toHaveText(title);
  await again.reload();
  await expect(again.locator("#lesson-title")).toHaveText(title);
  await again.click("#lesson-leave");
  await expectChosen(again, "spiral");
  await expect(again.locator("#counter-epoch")).toHaveText("5");
  await expect.poll(async () => (await records(again)).length).toBe(1);
  await again.reload();
  await expectChosen(again, "spiral");
  await expect(again.locator("#lesson")).toHaveCount(0);
});

test("a lesson on an untouched page leaves the page as it was, after a reload too", async ({ page }) => {
  await open(page, "data=gauss&hidden=3");
  await page.click("#open-lessons");
  await page.click(".lesson-choice >> nth=1");
  await expect(page.locator("#lesson-title")).toBeVisible();
  await expect.poll(async () => (await records(page)).length).toBe(1);
  await page.reload();
  await expect(page.locator("#lesson-title")).toBeVisible();
  await page.click("#lesson-leave");
  await expectChosen(page, "gauss");
  await expect.poll(() => link(page)).toBe("data=gauss&hidden=3");
  await expect.poll(async () => (await records(page)).length).toBe(0);
});

for (const how of ["newer", "cut"]) {
  test(`a record that cannot be read (${how}) is put aside and offered, never written over`, async ({
    page,
    context,
    baseURL,
  }) => {
    await open(page, "data=xor&hidden=6");
    await train(page, 3);
    await page.close();
    const away = await context.newPage();
    await away.goto(`${baseURL}www/icon.svg`);
    await damage(away, how);
    const [{ bytes }] = await records(away);
    await away.close();
    const again = await context.newPage();
    await again.goto(baseURL);
    await expect(again.locator("#notice")).toContainText("cannot open what this tab held");
    const [download] = await Promise.all([
      again.waitForEvent("download"),
      again.locator("#notice button", { hasText: "Save as a file" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.chainrule$/);
    await choose(again, "moons");
    await again.keyboard.press("e");
    await keptAt(again, 1);
    const kept = await records(again);
    expect(kept.find(({ unreadable }) => unreadable)?.bytes).toBe(bytes);
    await again.click("#open-share");
    await again.click("#share-runs");
    await expect(again.locator("#kept-runs li", { hasText: "cannot open it" })).toHaveCount(1);
  });
}

test("a record with bad weights opens without them, keeps its curve pinned, and is put aside", async ({
  page,
  context,
  baseURL,
}) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  await page.close();
  const away = await context.newPage();
  await away.goto(`${baseURL}www/icon.svg`);
  await damage(away, "weights");
  const [{ bytes, id }] = await records(away);
  await away.close();
  const again = await context.newPage();
  await again.goto(baseURL);
  const notice = again.locator("#notice");
  await expect(notice).toContainText("Settings and points are back");
  await expect(notice).toContainText("starts from its first weights");
  await expect(notice).toContainText("The damaged original is kept");
  await expectChosen(again, "xor");
  await expect.poll(() => link(again)).toBe("data=xor&hidden=6");
  await expect(again.locator("#counter-step")).toHaveText("0");
  await expect(again.locator("#pinned")).toContainText("epoch 3");
  const [download] = await Promise.all([
    again.waitForEvent("download"),
    notice.locator("button", { hasText: "Save as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("chainrule-xor.chainrule");
  // The run goes on in its record; the damaged bytes are in another.
  await again.keyboard.press("e");
  await keptAt(again, 1);
  const kept = await records(again);
  expect(kept).toHaveLength(2);
  expect(kept.find(({ unreadable }) => unreadable)?.bytes).toBe(bytes);
  expect(kept.find(({ unreadable }) => !unreadable)?.id).toBe(id);
  await again.reload();
  await expect(again.locator("#counter-epoch")).toHaveText("1");
});

/** A trained network, saved, whose first parameter is no number: in bytes as `weights` above. */
function badWeights() {
  const playground = new Playground({ data: "spiral", hidden: [5] });
  for (let epoch = 0; epoch < 4; epoch++) playground.epoch();
  const bytes = playground.save(true);
  new DataView(bytes.buffer, bytes.byteOffset).setFloat32(1 + 1 + bytes[1] + 3, NaN, true);
  return bytes;
}

test("files and links with bad weights open without them, and the run before stays", async ({ page }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 2);
  const packed = deflateSync(badWeights());
  const notice = page.locator("#notice");
  const isSalvaged = async () => {
    await expectChosen(page, "spiral");
    await expect(notice).toContainText("starts from its first weights");
    await expect(page.locator("#counter-step")).toHaveText("0");
    await expect(page.locator("#pinned")).toContainText("epoch 4");
  };
  await page.click("#open-share");
  const buffer = Buffer.concat([Buffer.from("chainrule\n"), packed]);
  await page.setInputFiles("#share-file", { name: "bad.chainrule", mimeType: "text/plain", buffer });
  await isSalvaged();
  await page.keyboard.press("Escape");
  await notice.locator("button", { hasText: "Go back to it" }).click();
  await expectChosen(page, "xor");
  await expect(page.locator("#counter-epoch")).toHaveText("2");
  await follow(page, `saved=${packed.toString("base64url")}`);
  await isSalvaged();
  await expect(notice.locator("button", { hasText: "Save as a file" })).toBeVisible();
  // In a page that opens with the link.
  await page.goto("about:blank");
  await page.goto(`./#saved=${packed.toString("base64url")}`);
  await isSalvaged();
});

test("a last moment that does not open gives way to the record", async ({ page }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  await page.addInitScript(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith("chainrule.last"));
    if (!key) return;
    const moment = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.setItem(key, JSON.stringify({ ...moment, bytes: moment.bytes.slice(0, 30) }));
  });
  // The last moment is kept of a page that is left in the midst of something.
  await page.evaluate(() => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await page.reload();
  await expectChosen(page, "xor");
  await until(page, "counter-epoch", (epoch) => epoch === 3, "is that of the record");
});

test("starts that fail keep the run; one that ends the page is offered, not opened", async ({ page }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  await page.route(/\.css$/, (route) => route.fulfill({ status: 404 }));
  for (let i = 0; i < 3; i++) await page.reload();
  await page.unroute(/\.css$/);
  await page.reload();
  await expectChosen(page, "xor");
  await expect(page.locator("#counter-epoch")).toHaveText("3");
  page.wrong.length = 0;
});

test("a tab in which nothing was done hides no work of another", async ({ page, context, baseURL }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  await page.close();
  const idle = await context.newPage();
  await idle.goto(`${baseURL}#data=moons`);
  await expect(idle.locator("#train-loss")).not.toBeEmpty();
  await idle.waitForTimeout(2500);
  await idle.close();
  const again = await context.newPage();
  await again.goto(baseURL);
  await expectChosen(again, "xor");
  await expect(again.locator("#counter-epoch")).toHaveText("3");
});

test("a clock that jumps deletes nothing and brings back what was newest", async ({ page, context, baseURL }) => {
  await page.clock.setFixedTime(new Date("2031-01-01"));
  await open(page, "data=xor");
  await train(page, 2);
  await page.close();
  const back = await context.newPage();
  await back.clock.setFixedTime(new Date("2020-01-01"));
  await back.goto(`${baseURL}#data=spiral`);
  await expectChosen(back, "spiral");
  await train(back, 3);
  await back.close();
  const again = await context.newPage();
  await again.goto(baseURL);
  await expectChosen(again, "spiral");
  expect(await records(again)).toHaveLength(2);
});

test("records without bytes, and a full storage, do not end the keeping", async ({ page }) => {
  await open(page, "data=xor");
  await page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open("chainrule /chainrule/");
        request.onsuccess = () => {
          const transaction = request.result.transaction("runs", "readwrite");
          for (const [id, value] of Object.entries({ a: null, b: {}, c: { bytes: "text" }, d: 7 })) {
            transaction.objectStore("runs").put(value, id);
          }
          transaction.oncomplete = () => done(request.result.close());
        };
      }),
  );
  await page.reload();
  await expect(page.locator("#train-loss")).not.toBeEmpty(); // keys before that are nobody's
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    let left = 2;
    IDBObjectStore.prototype.put = function (...given) {
      if (left-- > 0) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, given);
    };
  });
  await page.keyboard.press("e");
  await expect(page.locator("#notice")).toContainText("does not keep what you do");
  await page.waitForTimeout(1200);
  await page.keyboard.press("e");
  await page.waitForTimeout(1200);
  await page.keyboard.press("e");
  await keptAt(page, 3);
});

test("two copies of the site under one origin keep their records apart", async ({ page, baseURL }) => {
  await open(page, "data=xor");
  await train(page, 2);
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names).toEqual([`chainrule ${new URL(baseURL).pathname}`]);
});

test("what earlier versions of the page kept comes back", async ({ page, context, baseURL }) => {
  await open(page, "data=xor&hidden=6");
  await train(page, 3);
  // As they kept it: one database for the origin, without order, lesson or picture.
  await page.evaluate(
    () =>
      new Promise((done) => {
        const name = "chainrule /chainrule/";
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          const all = request.result.transaction("runs").objectStore("runs").getAll();
          all.onsuccess = () => {
            request.result.close();
            const [{ time, link: settings, bytes }] = all.result;
            const old = indexedDB.open("chainrule");
            old.onupgradeneeded = () => old.result.createObjectStore("tabs");
            old.onsuccess = () => {
              const transaction = old.result.transaction("tabs", "readwrite");
              transaction.objectStore("tabs").put({ time, link: settings, bytes }, "somebody");
              transaction.oncomplete = () => done(old.result.close());
            };
          };
        };
      }),
  );
  const away = await context.newPage();
  await away.goto(`${baseURL}www/icon.svg`);
  await page.close();
  await away.evaluate(
    () =>
      new Promise((done) => {
        const gone = indexedDB.deleteDatabase("chainrule /chainrule/");
        gone.onsuccess = done;
      }),
  );
  await away.close();
  const again = await context.newPage();
  await again.goto(baseURL);
  await expectChosen(again, "xor");
  await expect(again.locator("#counter-epoch")).toHaveText("3");
});

for (const [locale, scheme, width, height] of [
  ["en-US", "light", 1280, 800],
  ["zh-CN", "dark", 360, 740],
]) {
  test.describe(`${locale}, ${width}`, () => {
    test.use({ locale, colorScheme: scheme, viewport: { width, height } });
    test("the list of kept runs opens, saves and deletes them", async ({ page }, info) => {
      await open(page, "data=xor&hidden=6");
      await train(page, 2);
      await follow(page, "data=spiral&hidden=8-8&noise=10");
      await page.keyboard.press("e");
      await keptAt(page, 1);
      await page.click("#open-share");
      await page.click("#share-runs");
      const rows = page.locator("#kept-runs li");
      await expect(rows).toHaveCount(2);
      await expect(page.locator("#kept-runs")).toContainText("20");
      await page.screenshot({ path: info.outputPath("kept.png") });
      const older = rows.nth(1);
      const [download] = await Promise.all([page.waitForEvent("download"), older.locator("button").nth(1).click()]);
      expect(download.suggestedFilename()).toBe("chainrule-xor-2.chainrule");
      await older.locator("button").nth(0).click();
      await expectChosen(page, "xor");
      await expect(page.locator("#counter-epoch")).toHaveText("2");
      await page.click("#open-share");
      await page.click("#share-runs");
      await rows.filter({ hasText: "8-8" }).locator("button").nth(2).click();
      await expect(rows).toHaveCount(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}
