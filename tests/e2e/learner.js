// A learner who walks through lessons: answers questions, presses the buttons of runs, and does what goals ask by the page's own controls. What a lesson wants is read from
// its file, as is what a goal waits for, so that a new lesson is walked without a word here, unless its goals need more than one action.

import { expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { factsOf } from "../../www/teaching/facts.js";
import { readLesson } from "../../www/teaching/format.js";
import { choose, read, reveal } from "./page.js";

const { Playground, catalog, config_from_link } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const settings = new Map(catalog().settings.map((entry) => [entry.key, entry]));
const known = { isSetting: (key) => settings.has(key) };

/** What goals need that their conditions do not tell: by lesson and setting that is asked for, or by lesson and place of the goal, from 0. */
const ACTIONS = /** @type {Record<string, (page: import("@playwright/test").Page) => Promise<void>>} */ ({
  // "bring the loss below 0.001", as the text above it says
  "stuck 2.2": async (page) => {
    await set(page, "initializer", "xavier-uniform");
    await set(page, "optimizer", "adam");
    await set(page, "lr", 0.1);
    await again(page);
  },
  // "with another optimiser, have a loss below 0.05 at epoch 10"
  "optimisers 6.2": async (page) => {
    await set(page, "optimizer", "adam");
    // It brings its own rate in the next frame.
    await expect(page.locator("#control-lr")).toHaveValue("0.001");
    await set(page, "lr", 0.03);
    await page.click("#reset");
    await page.click("#lesson .run-block");
  },
  // "tell apart 95 % of the training points"
  "classes 5.5": async (page) => {
    await set(page, "hidden", "8-8");
    await again(page);
  },
  // "choose these features and train, without a hidden layer"
  "tour 5.2": async (page) => {
    await page.check("#control-features-x1-squared");
    await page.check("#control-features-x2-squared");
    await again(page);
  },
  // "reach 90 % on the test points of the spiral, by whatever means"
  "tour 7.1": async (page) => {
    await set(page, "hidden", "8-8-4");
    await set(page, "optimizer", "adam");
    await set(page, "lr", 0.01);
    await again(page);
  },
});

/** Trains from the first weights on; whoever waits for a goal pauses. */
async function again(page) {
  await page.click("#reset");
  await page.click("#play");
}

/**
 * A lesson of the page as its file has it.
 * @param {string} id
 * @param {string} language
 */
export function lessonOf(id, language) {
  const path = new URL(`../../www/lessons/${id}.${language}.md`, import.meta.url);
  const { lesson } = readLesson(readFileSync(path, "utf8"), known);
  if (!lesson) throw new Error(`${id}.${language} has flaws`);
  return lesson;
}

/** Drops a lesson's file on the page. */
export function drop(page, name, text) {
  return page.evaluate(
    ([name_, text_]) => {
      const data = new DataTransfer();
      data.items.add(new File([text_], name_));
      const event = (type) => new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector("#network").dispatchEvent(event("dragover"));
      document.querySelector("#network").dispatchEvent(event("drop"));
    },
    [name, text],
  );
}

/** Catches the page's own playground, so that numbers which a lesson asks for come from it. Called before a lesson is opened. */
export function listen(page) {
  return page.evaluate(async () => {
    const { Playground: Handle } = await import(document.getElementById("app-js").href);
    const ask = Handle.prototype.config;
    Handle.prototype.config = function config() {
      // Lanes of a race are playgrounds too; the page's was there before.
      window.playground ??= this;
      return ask.call(this);
    };
  });
}

/** The page's playground as it is now, in here: the same engine with the same bits. */
async function copied(page) {
  const bytes = await page.evaluate(() => Array.from(window.playground.save(true)));
  return Playground.from_saved(Uint8Array.from(bytes));
}

/** The number that a lesson asks for. */
async function wanted(page, expression) {
  const playground = await copied(page);
  const state = {
    config: playground.config(),
    progress: playground.progress(),
    metrics: playground.metrics(),
    running: false,
  };
  const value = factsOf({ state, call: (f) => f(playground) }, config_from_link).value(expression);
  playground.free();
  return Number(value);
}

/**
 * Walks a lesson that is open from its first step to its last.
 * @param {import("@playwright/test").Page} page
 * @param {string} id
 * @param {string} language
 * @param {{ wrong?: boolean, look?: (step: number, last: boolean) => Promise<void> }} [how] whether choices are answered wrong, and what is looked at in each step that has been walked
 */
export async function walk(page, id, language, { wrong = false, look } = {}) {
  const { steps } = lessonOf(id, language);
  for (const [at, { title, blocks }] of steps.entries()) {
    await expect(page.locator("#lesson h3").first()).toBeVisible();
    expect(await page.locator("#lesson-place").textContent(), title).toContain(String(at + 1));
    // Every formula is set: what is unknown of it would stand there by its name.
    const signs = await page.locator("#lesson mo").allTextContents();
    expect(signs.filter((sign) => /^[a-z]{2,}$/i.test(sign))).toEqual([]);
    let ready = false;
    for (const [place, block] of blocks.entries()) {
      if (!ready && ["run", "race", "goal"].includes(block.type)) {
        ready = true;
        await prepare(page, blocks, `${id} ${at}`);
      }
      const nth = blocks.slice(0, place).filter(({ type }) => type === block.type).length;
      const shown = page.locator(`#lesson .${block.type}-block`).nth(nth);
      if (block.type === "ask") await answer(page, shown, block, wrong);
      if (block.type === "run") await train(page, shown, block);
      if (block.type === "race") await race(page, shown);
      if (block.type === "goal") {
        await reach(page, block.when, `${id} ${at}.${place}`, page.locator(`[data-goal="${at}.${place}"]`));
      }
    }
    const last = at === steps.length - 1;
    await look?.(at, last);
    if (!last) {
      // All is done here, which the button says.
      await expect(page.locator("#lesson-next"), `${id}, ${title}`).toHaveClass("main");
      await page.click("#lesson-next");
    }
  }
}

async function answer(page, shown, { choices, numbers, because }, wrong) {
  if (choices.length > 0) {
    await shown
      .locator(".choice")
      .nth(choices.findIndex(({ right }) => right !== wrong))
      .click();
    await expect(shown.locator(`.answered strong.${wrong ? "wrong" : "right"}`)).toBeVisible();
    // Which one is right is shown in any case.
    await expect(shown.locator(".choice.right")).toHaveCount(1);
  } else {
    const fields = shown.locator("input");
    const check = shown.locator("button.main");
    for (const [at] of numbers.entries()) await fields.nth(at).fill("123456");
    await check.click();
    await expect(shown.locator(".verdict.wrong")).toHaveCount(numbers.length);
    await expect(shown.locator(".answered")).toBeHidden();
    for (const [at, { value }] of numbers.entries()) {
      await fields.nth(at).fill(String(await wanted(page, value)).replace("-", "−"));
    }
    await check.click();
    await expect(shown.locator(".verdict.right")).toHaveCount(numbers.length);
    await expect(check).toBeHidden();
  }
  const why = shown.locator(".answered p").last();
  await expect(why).toBeVisible();
  expect((await why.textContent()).length > 0, because).toBe(true);
}

async function train(page, shown, { epoch, step }) {
  await shown.click();
  const [counter, end] = epoch === null ? ["counter-step", step] : ["counter-epoch", epoch];
  // Early stopping may end it before, and says so.
  const ended = async () => (await read(page, counter)) >= end || (await page.locator("#notice").isVisible());
  await expect.poll(ended, { timeout: 60_000 }).toBe(true);
  await stands(page);
}

/** Sets what the goals of a step ask for by name, as `l2 == 0.03`, before anything is trained. */
async function prepare(page, blocks, step) {
  for (const [place, { type, when = [] }] of blocks.entries()) {
    if (type !== "goal" || ACTIONS[`${step}.${place}`]) continue;
    for (const { comparison } of when) {
      const { left, op, right } = comparison ?? {};
      if (op === "==" && settings.has(left.name)) await set(page, left.name, right.word ?? right.number);
    }
  }
}

/** Starts a race and waits for its end. */
async function race(page, shown) {
  await shown.locator("button").first().click();
  await expect(shown).toHaveAttribute("data-state", "over", { timeout: 60_000 });
  await stands(page);
}

/** Nothing trains any more. */
function stands(page) {
  return expect(page.locator("#play path")).toHaveAttribute("d", /^M4 /);
}

/** Does what a goal asks for, and expects that it is recognised. */
async function reach(page, conditions, key, shown) {
  if (ACTIONS[key]) await ACTIONS[key](page);
  else {
    let begins = false;
    for (const condition of conditions) {
      if (await isReached(shown)) break;
      begins = (await act(page, condition, conditions)) || begins;
    }
    if (!(await isReached(shown)) && conditions.some(trains)) {
      if (begins) await page.click("#reset");
      await page.click("#play");
    }
  }
  await expect(shown, key).toHaveClass(/reached/, { timeout: 60_000 });
  if (await page.locator("#play path[d^='M3.5']").count()) await page.click("#play");
  await stands(page);
}

/** Whether a goal is reached, when the lesson has had time to look. */
async function isReached(shown) {
  await shown.page().waitForTimeout(250);
  return (await shown.getAttribute("class")).includes("reached");
}

/** Conditions that training meets. */
function trains(condition) {
  const trained = [
    "epoch",
    "step",
    "train_loss",
    "test_loss",
    "accuracy",
    "test_accuracy",
    "param",
    "answer",
    "sample",
  ];
  return "comparison" in condition && trained.includes(condition.comparison.left.name);
}

/** Does what a condition asks for, where that is no training; whether training has to begin again. */
async function act(page, condition, all) {
  if ("changed" in condition) {
    const key = condition.changed;
    const fixed = all.some((other) => other.comparison?.left.name === key && other.comparison.op === "==");
    if (!fixed) await change(page, key);
    return true;
  }
  const { left, op, right } = condition.comparison;
  const value = right.word ?? right.number;
  if (left.name === "view" && op === "==") {
    await page.click(value === "none" ? "#explaining-close" : `#explain-${value}`);
  } else if (left.name === "selected") {
    await page.selectOption("#spot-column", "1");
  } else if (left.name === "probed") {
    await page.locator("#boundary").click({ position: { x: 40, y: 60 } });
  }
  return false;
}

/** Gives a setting another value, as somebody who tries what happens. */
async function change(page, key) {
  const entry = settings.get(key);
  const { type, max, ids = [] } = entry.shape;
  if (key === "hidden") return page.click("#unit-remove-1");
  if (key === "data")
    return choose(page, (await page.isChecked("#control-data input[value=circle]")) ? "xor" : "circle");
  await reveal(page, key);
  const control = page.locator(`#control-${key}`);
  if (type === "flag") await control.setChecked(!(await control.isChecked()));
  else if (type === "number") {
    const now = Number((await control.inputValue()).replace("−", "-"));
    await set(page, key, Math.min(max, now === 0 ? 1 : 2 * now));
  } else if (type === "set") {
    await page.locator(`#control-${key} .chip:not(:has(:checked)) input:enabled`).first().check();
  } else {
    const now = await control.inputValue();
    const others = control.locator("option:enabled:not([hidden])");
    const values = await others.evaluateAll((all) => all.map((option) => option.value));
    await control.selectOption(values.find((id) => id !== now && ids.includes(id)) ?? now);
  }
  return undefined;
}

/**
 * Sets a setting by its control.
 * @param {import("@playwright/test").Page} page
 * @param {string} key
 * @param {string | number} value
 */
export async function set(page, key, value) {
  if (key === "hidden") return resize(page, String(value));
  if (key === "data") return choose(page, String(value));
  const control = page.locator(`#control-${key}`);
  const { type } = settings.get(key).shape;
  const is = type === "flag" ? String(await control.isChecked()) : type === "set" ? null : await control.inputValue();
  if (is === String(value)) return undefined;
  await reveal(page, key);
  if (type === "flag") await control.setChecked(String(value) === "true");
  else if (type === "number") {
    await control.fill(String(value));
    await control.press("Enter");
  } else if (type === "set") {
    for (const id of String(value).split("-")) await page.check(`#control-${key}-${id}`);
  } else await control.selectOption(String(value));
  return undefined;
}

/** Brings the hidden layers to these sizes, by the buttons above the picture; each press is seen on the page before the next. */
async function resize(page, sizes) {
  const wanted_ = sizes === "none" ? [] : sizes.split("-").map(Number);
  const layers = page.locator(".heads .stepper");
  for (let count = await layers.count(); count !== wanted_.length;) {
    await page.click(count < wanted_.length ? "#layer-add" : "#layer-remove");
    count += count < wanted_.length ? 1 : -1;
    await expect(layers).toHaveCount(count);
  }
  for (const [at, units] of wanted_.entries()) {
    const shown = layers.nth(at).locator(".units");
    for (let now = Number(await shown.textContent()); now !== units;) {
      await page.click(now < units ? `#unit-add-${at + 1}` : `#unit-remove-${at + 1}`);
      now += now < units ? 1 : -1;
      await expect(shown).toHaveText(String(now));
    }
  }
}
