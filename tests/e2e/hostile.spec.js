// Lessons that mean no good, on the page: none stops it and none leaves an empty panel; what one did to it is remembered.

import { HEAD, HOSTILE, LONGEST } from "./hostile-lessons.js";
import { drop } from "./learner.js";
import { expect, open, test } from "./page.js";

/** Two frames go by. */
const alive = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));

/** What the page shows of the file that was dropped last. */
const shown = (page) =>
  page.evaluate(() => {
    const seen = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
    if (seen("#lesson-list .lesson-flaws li")) return "flaws";
    return seen("#lesson .lesson-body h3") && seen("#lesson-title") ? "lesson" : "nothing";
  });

/** Back to where there is no lesson. */
async function clear(page) {
  await page.evaluate(() => {
    document.querySelector("#lesson-list")?.close();
    const leave = document.querySelector("#lesson-leave");
    if (leave?.checkVisibility()) leave.click();
    document.querySelector("#notice .close")?.click();
  });
  await alive(page);
  expect(await shown(page)).toBe("nothing");
}

const names = Object.keys(HOSTILE);
const PARTS = 8;

for (let part = 0; part < PARTS; part += 1) {
  test(`every hostile lesson is opened or told, and the page lives on: ${part + 1} of ${PARTS}`, async ({ page }) => {
    test.setTimeout(240_000);
    await open(page);
    for (const name of names.filter((_, at) => at % PARTS === part)) {
      for (const size of [2500, 15_000, LONGEST]) {
        await drop(page, `${size}.md`, HOSTILE[name](size));
        await expect.poll(() => shown(page), { message: `${name}, ${size}` }).not.toBe("nothing");
        if ((await shown(page)) === "lesson") await expect(page.locator("#lesson .undrawn"), name).toHaveCount(0);
        expect(await alive(page)).toBe(true);
        await clear(page);
      }
      expect(page.wrong, name).toEqual([]);
    }
  });
}

test("what cannot be drawn is told with its line, and all else is there", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const make = document.createElementNS.bind(document);
    document.createElementNS = (space, tag) => {
      if (tag === "msqrt") throw new Error("no roots today");
      return make(space, tag);
    };
  });
  const root = "$\\sqrt{x}$";
  const goal = `\`\`\`goal\nsay: ${root}\nwhen: lr > 0\n\`\`\`\n`;
  await drop(
    page,
    "roots.md",
    `${HEAD}## One\n\nBefore.\n\n~~~\ncode\n~~~\n\n${goal}\nAfter.\n\n\`\`\`run\nlabel: Go\nepoch: 1\n\`\`\`\n`,
  );
  await expect(page.locator("#lesson .undrawn")).toHaveText(
    "This part of the lesson cannot be shown; it begins at line 15 of the file.",
  );
  await expect(page.locator("#lesson .lesson-body")).toContainText("After.");
  await expect(page.locator("#lesson .run-block")).toBeVisible();
  expect(page.wrong.every((text) => text.includes("no roots today"))).toBe(true);
  expect(page.wrong).toHaveLength(1);
  page.wrong.length = 0;
});

test("names of Object.prototype in a lesson are unknown names, seen as they are written", async ({ page }) => {
  await open(page);
  const text = "{{valueOf}} {{constructor}} {{__proto__}} {{lr}} $\\text{constructor} + \\text{toString} + \\valueOf$";
  await drop(page, "names.md", `${HEAD}## One\n\n${text}\n\n~~~\n{{hasOwnProperty}}\n~~~\n`);
  const body = page.locator("#lesson .lesson-body");
  await expect(body.locator("p")).toContainText("{{valueOf}} {{constructor}} {{__proto__}} 0.");
  await expect(body.locator("mtext")).toHaveText(["constructor", "toString"]);
  await expect(body.locator("math")).toHaveAttribute("aria-label", "constructor plus toString plus valueOf");
  await expect(body.locator("pre")).toHaveText("{{hasOwnProperty}}");
});

test("links to other sites open beside the page, however they are written; scripts are none", async ({ page }) => {
  await open(page);
  const away = [
    "https://other.example/",
    "//other.example/a",
    "/\\other.example/b",
    "\\\\other.example",
    "///other.example",
  ];
  const here = ["#data=circle", "www/guide/en.html", "./?lesson=xor", "/chainrule/#data=xor"];
  const none = ["javascript:alert(1)", "data:text/html,a", "java&#10;script:alert(1)", "mailto:a@b.example", "blob:a"];
  const lines = [...away, ...here, ...none].map((href, at) => `[word${at}](<${href.replaceAll("\\", "\\\\")}>)`);
  await drop(page, "links.md", `${HEAD}## One\n\n${lines.join("\n\n")}\n`);
  const links = page.locator("#lesson .lesson-body a");
  await expect(links).toHaveCount(away.length + here.length);
  const found = await links.evaluateAll((all) => all.map(({ host, target, rel }) => ({ host, target, rel })));
  const ours = new URL(page.url()).host;
  for (const [at, { host, target, rel }] of found.entries()) {
    if (at < away.length) {
      expect(host).toBe("other.example");
      expect(target).toBe("_blank");
      expect(rel).toContain("noopener");
    } else {
      expect([host, target]).toEqual([ours, ""]);
    }
  }
  await expect(page.locator("#lesson .lesson-body")).toContainText(`word${lines.length - 1}`);
});

/** Lets the text of a file of this name come late: when `release()` is called on the page. */
const late = (page) =>
  page.evaluate(() => {
    const stream = Blob.prototype.stream;
    const wait = new Promise((done) => (window.release = done));
    Blob.prototype.stream = function held() {
      const all = stream.call(this);
      if (this.name !== "late.md") return all;
      return new ReadableStream({
        async start(to) {
          await wait;
          for await (const chunk of all) to.enqueue(chunk);
          to.close();
        },
      });
    };
  });

test("of several lessons that are opened, the newest wins, whichever comes first", async ({ page }) => {
  await open(page);
  await late(page);
  await drop(page, "late.md", `${HEAD.replace("title: T", "title: Late")}## One\n\nText.\n`);
  await drop(page, "soon.md", `${HEAD.replace("title: T", "title: Soon")}## One\n\nText.\n`);
  await expect(page.locator("#lesson-title")).toHaveText("Soon");
  await page.evaluate(() => window.release());
  await alive(page);
  await alive(page);
  await expect(page.locator("#lesson-title")).toHaveText("Soon");
});

test("a lesson that comes after another was left does not open", async ({ page }) => {
  await open(page);
  await drop(page, "soon.md", `${HEAD}## One\n\nText.\n`);
  await expect(page.locator("#lesson")).toBeVisible();
  await late(page);
  await drop(page, "late.md", `${HEAD}## One\n\nText.\n`);
  await alive(page);
  await page.click("#lesson-leave");
  await page.evaluate(() => window.release());
  await alive(page);
  await alive(page);
  await expect(page.locator("#lesson")).toBeHidden();
});

test("of two lessons of the list, the one that was pressed last is there in the end", async ({ page }) => {
  await open(page);
  let answer;
  const asked = new Promise((done) => (answer = done));
  await page.click("#open-lessons");
  await expect(page.locator("[data-lesson=xor] strong")).not.toHaveText("xor");
  await page.route("**/lessons/chain.en.md*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.click("[data-lesson=chain]");
  await page.click("[data-lesson=xor]");
  await expect(page.locator("#lesson")).toBeVisible();
  const title = await page.locator("#lesson-title").textContent();
  const came = page.waitForResponse("**/lessons/chain.en.md*");
  answer();
  await came;
  await alive(page);
  await expect(page.locator("#lesson-title")).toHaveText(title);
});

const LONG = `${HEAD}## One\n`.padEnd(LONGEST + 1, "\n");

for (const [what, text] of [
  ["by a character", LONG],
  ["by far", LONG.repeat(30)],
]) {
  test(`a lesson that is too long ${what} is told so, dropped or named in the address`, async ({ page }) => {
    const words = "Line 1: the lesson has more than 200,000 characters; split it into several lessons.";
    await open(page);
    await drop(page, "long.md", text);
    await expect(page.locator(".lesson-flaws li")).toHaveText([words]);
    await page.route("**/long.md", (route) => route.fulfill({ body: text }));
    await page.goto("./?lesson=long.md");
    await expect(page.locator(".lesson-flaws li")).toHaveText([words]);
  });
}

test("of many flaws the first are told, and the others are counted", async ({ page }) => {
  await open(page);
  await drop(page, "flaws.md", `---\n${"colour: red\n".repeat(30)}---\n## One\n`);
  const flaws = page.locator(".lesson-flaws li");
  await expect(flaws).toHaveCount(21);
  await expect(flaws.last()).toHaveText("There are 12 more.");
});

test("a lesson that the page did not outlive asks before it opens again", async ({ page, context }) => {
  const text = `${HEAD}## One\n\n$\\sqrt{x}$\n`;
  await context.route("**/heavy.md", (route) => route.fulfill({ body: text }));
  const first = await context.newPage();
  await first.addInitScript(() => {
    // The page dies before it has lived on for a while.
    const later = window.setTimeout;
    window.setTimeout = (f, ms, ...rest) => (ms >= 1000 ? 0 : later(f, ms, ...rest));
  });
  await first.goto("./?lesson=heavy.md");
  await expect(first.locator("#lesson")).toBeVisible();
  const crashed = first.waitForEvent("crash");
  const devtools = await context.newCDPSession(first);
  devtools.send("Page.crash").catch(() => {});
  await crashed;

  await page.goto("./?lesson=heavy.md");
  await expect(page.locator("#notice")).toContainText("The page stopped responding the last time it opened the lesson");
  await expect(page.locator("#lesson")).toBeHidden();
  // Others open as ever.
  await drop(page, "other.md", `${HEAD}## One\n\nText.\n`);
  await expect(page.locator("#lesson")).toBeVisible();
  await page.click("#lesson-leave");
  await page.goto("./?lesson=heavy.md");
  await page.getByRole("button", { name: "Open the lesson anyway" }).click();
  await expect(page.locator("#lesson")).toBeVisible();
  // It has opened: the next time nobody asks.
  await page.reload();
  await expect(page.locator("#lesson")).toBeVisible();
});

/** Counts frames from here on. */
const frames = (page) =>
  page.evaluate(() => {
    window.frames_ = 0;
    const go = () => {
      window.frames_ += 1;
      requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  });

test("a gradient check of a large network in a lesson leaves frames to the page", async ({ page }) => {
  await open(page);
  await frames(page);
  await drop(page, "large.md", HOSTILE["a large network"](0));
  const value = page.locator("#lesson .live").first();
  await expect(value).toHaveText("–");
  const before = await page.evaluate(() => window.frames_);
  await expect(value).toHaveText(/\d/, { timeout: 60_000 });
  expect((await page.evaluate(() => window.frames_)) - before).toBeGreaterThan(20);
  await expect(page.locator("#lesson .goal-block")).toHaveClass(/reached/);
});

test("a race of large networks leaves frames to the page, and ends where the lesson is left", async ({ page }) => {
  await open(page);
  await frames(page);
  await drop(page, "race.md", HOSTILE["a race of large networks"](0));
  await page.click("#lesson .race-start");
  await expect(page.locator("#lesson .race-block")).toHaveAttribute("data-state", "running");
  const before = await page.evaluate(() => window.frames_);
  await expect.poll(async () => (await page.evaluate(() => window.frames_)) - before).toBeGreaterThan(30);
  await expect(page.locator("#lesson .race-block td").first()).toHaveText(/\d/);
  await page.click("#lesson-leave");
  await expect(page.locator("#lesson")).toBeHidden();
});
