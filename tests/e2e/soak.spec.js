// Long use: training and random changes of controls leave memory and page as large as they were. `cargo xtask soak` takes a million steps and a thousand changes.

import { expect, open, read, test } from "./page.js";

const CHANGES = Number(process.env.SOAK_CHANGES ?? 24);
const STEPS = Number(process.env.SOAK_STEPS ?? 40_000);

/** The same changes every time. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Changes a control that can be seen and used, as its own event would. */
function change(page, pick) {
  return page.evaluate((draw) => {
    const usable = (each) => !each.disabled && each.id !== "language" && each.type !== "file" && !each.readOnly;
    const all = [
      ...document.querySelectorAll("#board :is(select, input[type=checkbox], input[type=radio], input[type=range])"),
    ];
    const controls = all.filter((each) => usable(each) && each.closest(".control, .head, .chip, .tools"));
    const control = controls[draw % controls.length];
    const other = Math.floor(draw / controls.length);
    if (control instanceof HTMLSelectElement) {
      const options = [...control.options].filter((option) => !option.disabled);
      control.value = options[other % options.length].value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (control.type === "range") {
      const [least, most] = [Number(control.min || 0), Number(control.max || 100)];
      control.value = String(least + ((other % 97) / 96) * (most - least));
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      control.click();
    }
  }, pick);
}

/** Bytes of WebAssembly's memory, elements of the page and listeners, after what nobody holds has gone. */
async function sizes(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: bytes } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { wasm: bytes.value, nodes, listeners: jsEventListeners, heap: usedSize };
}

test("memory and page stay as large as they were", async ({ page }) => {
  test.setTimeout(60_000 + CHANGES * 4_000 + STEPS / 10);
  const session = await page.context().newCDPSession(page);
  await open(page);
  await page.selectOption("#control-speed", { index: (await page.locator("#control-speed option").count()) - 1 });
  const next = random(7);
  const [laps, seen] = [4, []];
  let steps = 0;
  for (let lap = 0; lap < laps; lap++) {
    for (let i = 0; i < CHANGES / laps; i++) {
      await change(page, next(2 ** 31));
      const before = await read(page, "counter-step");
      await page.keyboard.press("Escape");
      await page.evaluate(() => document.activeElement?.blur());
      await page.click("#play");
      await page.waitForTimeout(100);
      const running = await page.locator("#play").textContent();
      if (/Pause/.test(running ?? "")) await page.click("#play");
      const after = await read(page, "counter-step");
      steps += Math.max(0, after >= before ? after - before : after);
    }
    // To the same place each time: what is measured is what stays behind.
    await page.click("#open-share");
    await page.click("#share-afresh");
    await page.keyboard.press("Escape");
    await expect(page.locator("#counter-step")).toHaveText("0");
    await page.click("#play");
    const share = (STEPS * (lap + 1)) / laps - steps;
    if (share > 0)
      await expect.poll(() => read(page, "counter-step"), { timeout: 600_000 }).toBeGreaterThanOrEqual(share);
    await page.click("#play");
    steps += await read(page, "counter-step");
    seen.push(await sizes(session));
  }
  console.log(`${CHANGES} changes, ${steps} steps: ${seen.map((each) => JSON.stringify(each)).join(" ")}`);
  expect(steps).toBeGreaterThanOrEqual(STEPS);
  const [first, last] = [seen[1], seen[laps - 1]];
  // Undo keeps up to 32 MiB of old sessions in the engine's memory.
  expect(last.wasm).toBeLessThanOrEqual(Math.max(first.wasm, 64 << 20));
  expect(last.nodes).toBeLessThan(first.nodes * 1.1 + 100);
  expect(last.listeners).toBeLessThan(first.listeners * 1.1 + 50);
  await expect(page.locator("#fatal")).toHaveCount(0);
});
