// The built site in headless Chromium: how soon it trains, and what a frame takes while it does.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PORT = 4175;
const BASE = `http://127.0.0.1:${PORT}/chainrule/`;

/** How often the page is opened, and how many half seconds of training are looked at. */
const STARTS = 15;
const WINDOWS = 15;

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Waits until the site is served, ten seconds at most. */
async function served() {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(BASE).catch(() => null))?.ok) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`nothing is served at ${BASE}: is another program using port ${PORT}, or is dist/ missing?`);
}

/** In the page: presses the first button as soon as there is one, and notes when a step has been taken, in milliseconds from the navigation on. */
function pressAndNote() {
  // What the page before kept: each start is a first one, but for the cache.
  indexedDB.deleteDatabase("chainrule");
  new MutationObserver((_, observer) => {
    const step = document.querySelector("#counter-step")?.textContent;
    if (step === "0" && !window.pressed) {
      window.pressed = true;
      document.querySelector("#play").click();
    }
    if (window.pressed && Number(step.replaceAll(",", "")) > 0) {
      window.firstStep = performance.now();
      observer.disconnect();
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

async function start(browser) {
  const context = await browser.newContext();
  await context.addInitScript(pressAndNote);
  const times = [];
  // The first one fills the cache.
  for (let i = 0; i <= STARTS; i += 1) {
    const page = await context.newPage();
    await page.goto(BASE);
    await page.waitForFunction(() => window.firstStep);
    if (i > 0) times.push(await page.evaluate(() => window.firstStep));
    await page.close();
  }
  await context.close();
  return median(times);
}

async function frame(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(BASE);
  await page.click("#counters button");
  await page.click("#play");
  await page.waitForTimeout(2000);
  const seen = { train: [], draw: [], fps: [] };
  for (let i = 0; i < WINDOWS; i += 1) {
    await page.waitForTimeout(550);
    for (const [id, list] of Object.entries(seen)) list.push(Number(await page.textContent(`#counter-${id}`)));
  }
  await page.close();
  return { training: median(seen.train), drawing: median(seen.draw), rate: median(seen.fps) };
}

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {(line: string) => void} say
 */
export async function pageTimes(browser, say) {
  const server = spawn("node", [fileURLToPath(new URL("../../tests/e2e/server.js", import.meta.url)), String(PORT)]);
  const row = (workload, values) => ({ runtime: "chromium", workload, system: "chainrule", ...values });
  try {
    await served();
    const first = await start(browser);
    say(`page   ${first.toFixed(0)} ms from navigation to the first step trained, with a warm cache`);
    const { training, drawing, rate } = await frame(browser);
    say(`frame  ${training.toFixed(1)} ms training, ${drawing.toFixed(1)} ms drawing, ${rate} frames a second`);
    return [
      row("start", { milliseconds: first }),
      row("frame training", { milliseconds: training }),
      row("frame drawing", { milliseconds: drawing }),
    ];
  } finally {
    server.kill();
  }
}
