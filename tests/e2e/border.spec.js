// What is no canvas, and a clock that gives no time, in a real browser: each is refused with a `ChainruleError`, and the playground goes on. Every other argument is tried
// under Node (tests/node/hostile.test.js).

import { expect, open, test } from "./page.js";

/** Another playground of the page's engine, with a look. */
function made(page) {
  return page.evaluate(async () => {
    const { Playground } = await import(/** @type {any} */ (document.getElementById("app-js")).href);
    const playground = new Playground();
    const parts = ["background", "text", "grid", "train", "test", "wrong", "low", "middle", "high"];
    const look = Object.fromEntries(parts.map((part) => [part, "#336699"]));
    playground.set_look({ ...look, classes: Array(10).fill("#336699"), scale: 1 });
    /** @type {any} */ (window).playground = playground;
  });
}

test("what is no canvas to draw on is refused, and the handle goes on", async ({ page }) => {
  await open(page);
  await made(page);
  const told = await page.evaluate(() => {
    const { playground } = /** @type {any} */ (window);
    const thrower = () => {
      throw new Error("of others");
    };
    const sized = (width, height) => Object.assign(document.createElement("canvas"), { width, height });
    const own = (parts) => Object.defineProperties(sized(300, 200), parts);
    const taken = sized(300, 200);
    taken.getContext("webgl") ?? taken.getContext("bitmaprenderer");
    const elsewhere = sized(300, 200);
    elsewhere.transferControlToOffscreen();
    const frame = document.body.appendChild(document.createElement("iframe"));
    const canvases = {
      null: null,
      undefined,
      number: 5,
      object: {},
      div: document.createElement("div"),
      image: new Image(300, 200),
      offscreen: new OffscreenCanvas(300, 200),
      context: sized(300, 200).getContext("2d"),
      heir: Object.create(HTMLCanvasElement.prototype),
      prototype: HTMLCanvasElement.prototype,
      taken,
      elsewhere,
      foreign: frame.contentDocument?.createElement("canvas"),
      proxy: new Proxy(sized(300, 200), {}),
      trap: new Proxy(sized(300, 200), { get: thrower }),
      family: new Proxy(sized(300, 200), { getPrototypeOf: thrower }),
      width: own({ width: { get: thrower } }),
      wide: own({ width: { value: "wide" } }),
      getter: own({ getContext: { get: thrower } }),
      thrown: own({ getContext: { value: thrower } }),
      nothing: own({ getContext: { value: () => null } }),
      fake: own({ getContext: { value: () => Object.create(CanvasRenderingContext2D.prototype) } }),
      again: own({ getContext: { value: () => playground.step() } }),
    };
    const draws = Object.getOwnPropertyNames(Object.getPrototypeOf(playground));
    const calls = [...draws.filter((name) => name.startsWith("draw_")), "spot_at"];
    const rest = {
      draw_boundary: [100],
      draw_data_set: ["circle", 84],
      draw_figure: [["a", "b", "c", "d", "e", "f", "g"]],
      draw_network: [sized(24, 24)],
      draw_reading: [1],
      draw_unit: [24, 1, 0],
      spot_at: [10, 10, 5],
    };
    const wrong = [];
    let refused = 0;
    const tried = (label, call) => {
      try {
        call();
        wrong.push(`${label}: taken`);
      } catch (error) {
        refused += 1;
        if (error.name !== "ChainruleError") wrong.push(`${label}: ${error}`);
      }
      try {
        playground.step();
        playground.draw_loss(sized(300, 200));
      } catch (error) {
        wrong.push(`${label}: the handle is lost: ${error}`);
      }
    };
    for (const name of calls) {
      for (const [kind, canvas] of Object.entries(canvases)) {
        tried(`${name} ${kind}`, () => playground[name](canvas, ...(rest[name] ?? [])));
        if (name === "draw_network") tried(`maps ${kind}`, () => playground[name](sized(300, 200), canvas));
      }
    }
    return { refused, wrong, calls: calls.length };
  });
  expect(told.wrong).toEqual([]);
  expect(told.calls).toBeGreaterThan(12);
  expect(told.refused).toBeGreaterThan(280);
});

test("a clock that gives no time is told, and training goes on once it does", async ({ page }) => {
  await open(page);
  await made(page);
  const told = await page.evaluate(() => {
    const { playground } = /** @type {any} */ (window);
    const { now } = performance;
    const errors = [() => Number.NaN, () => "5", () => ({ valueOf: () => 1 }), () => playground.step()].map((clock) => {
      performance.now = clock;
      try {
        playground.train(5);
        return "taken";
      } catch (error) {
        return `${error.name} ${error.field}`;
      } finally {
        performance.now = now;
      }
    });
    return { errors, more: playground.train(5).step > 0 };
  });
  expect(told).toEqual({ errors: Array(4).fill("ChainruleError performance.now"), more: true });
});
