// What the page's tests share: opening it, reading its numbers, and the rule that nothing goes wrong unseen.

import { test as base, expect } from "@playwright/test";

/** The page, watched: a console error, an exception or a request to another host fails the test. */
export const test = base.extend({
  // Whether the page is seen for the first time, with its tour.
  firstVisit: [false, { option: true }],
  page: async ({ page, baseURL, firstVisit }, use) => {
    const wrong = [];
    page.on("console", (message) => {
      // So the runner keeps workers out of tests that are not about them.
      if (message.text().startsWith("Service Worker registration blocked")) return;
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("requestfailed", (request) => {
      // A request that a navigation ends is none of the page's doing.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`${request.url()} failed`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(baseURL) && !request.url().startsWith("data:"))
        wrong.push(`asked ${request.url()}`);
    });
    page.wrong = wrong;
    if (!firstVisit) await page.addInitScript(seen);
    await use(page);
    expect(page.wrong).toEqual([]);
  },
});

/** The tour was seen, where the browser keeps that. */
function seen() {
  try {
    localStorage.setItem("chainrule.tour", "seen");
  } catch {
    // a test may forbid storage; then there is no tour either
  }
}

export { expect };

/** Opens the page under a link and waits until it is drawn. */
export async function open(page, text = "") {
  await page.goto(text ? `./#${text}` : "./");
  await expect(page.locator("#counter-step")).toHaveText("0");
  await expect(page.locator("#train-loss")).not.toBeEmpty();
}

/** Types into a field as a person does, in place of what stood there: what a script fills in is no change to every browser. */
export async function type(page, selector, text) {
  const field = page.locator(selector);
  await field.focus();
  await field.press("ControlOrMeta+a");
  if (text === "") await field.press("Delete");
  else await field.pressSequentially(text);
}

/** Opens the sheet that has a setting's control, where it is in one. */
export async function reveal(page, key) {
  const sheet = page.locator(".sheet", { has: page.locator(`#control-${key}`) });
  if ((await sheet.count()) === 0 || (await sheet.isVisible())) return;
  await page.click(`[aria-controls=${await sheet.getAttribute("id")}]`);
  await expect(sheet).toBeVisible();
}

/** What a setting, or a choice of it, needs of other settings: as the text of a link. */
export function needed(entry, id) {
  const needs = [...entry.needs, ...(entry.only.find((only) => only.id === id)?.needs ?? [])];
  return needs.filter(({ key }) => key !== "problem" && key !== "test").map(({ key, ids }) => `${key}=${ids[0]}`);
}

/** A number of the page; "100.0%" is 1, "3.02M" is 3,020,000. */
export async function read(page, id) {
  const text = (await page.locator(`#${id}`).textContent()).replaceAll(",", "");
  return text.endsWith("%")
    ? Number.parseFloat(text) / 100
    : Number(text.replaceAll("−", "-").replace("E", "e").replace("K", "e3").replace("M", "e6").replace("B", "e9"));
}

/** Waits until a number of the page passes a check. */
export async function until(page, id, check, what) {
  await expect.poll(async () => check(await read(page, id)), { message: `${id} ${what}` }).toBe(true);
}

/** Chooses a data set by its picture. */
export function choose(page, id) {
  return page.locator(`#control-data input[value=${id}]`).check();
}

/** Expects a data set to be the chosen one. */
export function expectChosen(page, id) {
  return expect(page.locator("#control-data input:checked")).toHaveValue(id);
}

/** The configuration in the address, as text. */
export function link(page) {
  return new URL(page.url()).hash.slice(1);
}

/** What a canvas shows, as one text. */
export function pixels(page, selector) {
  return page.locator(selector).evaluate((canvas) => canvas.toDataURL());
}
