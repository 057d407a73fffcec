// Every argument of every call, as the `.d.ts` lists them, with every kind of wrong value: what cannot be read, what runs code of its own when it is read (getters,
// `valueOf`, traps of proxies), calls back into the handle or frees it, no canvas, no clock. Whatever they do, the call throws a `ChainruleError` or returns, the
// playground is as it was, and it goes on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const engine = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const { Playground, Sheet } = engine;

const TYPES = readFileSync(new URL("../../target/pkg/chainrule.d.ts", import.meta.url), "utf8");

/**
 * @typedef {{ name: string, type: string }} Param
 * @typedef {{ owner: string, name: string, kind: "function" | "static" | "constructor" | "method", params: Param[] }} Call
 */

/** @returns {Call[]} every call that takes an argument */
function calls() {
  const params = (/** @type {string} */ list) =>
    [...list.matchAll(/(\w+)\??: ([^,]+)/g)].map(([, name, type]) => ({ name, type: type.replaceAll(" | null", "") }));
  const found = [...TYPES.matchAll(/^export function (\w+)\((.+)\):/gm)].map(([, name, list]) => ({
    owner: "",
    name,
    kind: /** @type {const} */ ("function"),
    params: params(list),
  }));
  for (const [, owner, body] of TYPES.matchAll(/^export class (\w+) \{\n([\s\S]*?)^\}/gm)) {
    for (const [, fixed, name, list] of body.matchAll(/^ {4}(static )?(\w+)\((.+)\)[:;]/gm)) {
      const kind = name === "constructor" ? name : fixed ? "static" : "method";
      found.push({ owner, name, kind, params: params(list) });
    }
  }
  return found;
}

const LOOK = Object.fromEntries(
  ["background", "text", "grid", "train", "test", "wrong", "low", "middle", "high"].map((key) => [key, "#336699"]),
);

const TABLE = "a,b,kind\n1,2,x\n2,3,y\n3,1,x\n4,2,y\n";

/** What is right, by the parameter's name or its type: the one that is wrong stands among these. */
const RIGHT = {
  id: () => "circle",
  bug: () => engine.bugs()[0],
  table: () => TABLE,
  layer: () => 1,
  eps: () => 1e-5,
  target: () => 1,
  number: () => 1,
  boolean: () => true,
  string: () => "",
  "string[]": () => ["a", "b", "c", "d", "e", "f", "g"],
  "number[]": () => [0, 1],
  "Float64Array | number[]": () => Float64Array.of(0, 1),
  Uint8Array: () => new Playground().save(true),
  "Partial<Config>": () => ({}),
  Look: () => ({ ...LOOK, classes: Array.from({ length: 10 }, () => "#336699"), scale: 1 }),
  Lights: () => ({ lights: [], beside: [] }),
  Selection: () => new Sheet(TABLE).select([0, 1], 2),
  HTMLCanvasElement: () => ({}),
  '"error" | "place"': () => "error",
  '"pixel" | "epoch"': () => "epoch",
};

const thrower = () => {
  throw new Error("of others");
};
const TRAPS = ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor", "isExtensible"];
const trapped = (target, trap, act) => new Proxy(target, { [trap]: act });

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function detached() {
  const numbers = new Float64Array(4);
  structuredClone(numbers.buffer, { transfer: [numbers.buffer] });
  return numbers;
}

function nested(depth) {
  let list = [];
  for (let at = 0; at < depth; at++) list = [list];
  return list;
}

class Short extends Float64Array {
  get length() {
    return thrower();
  }
}

/** What only looks like a handle or a canvas. */
const fakes = () => {
  const freed = new Sheet(TABLE).select([0, 1], 2);
  freed.free();
  const canvas = (parts) => Object.defineProperties(Object.create(globalThis.HTMLCanvasElement.prototype), parts);
  return [
    freed,
    Object.create(engine.Selection.prototype),
    trapped(new Sheet(TABLE).select([0, 1], 2), "getPrototypeOf", thrower),
    new Playground(),
    new Sheet(TABLE),
    new globalThis.HTMLCanvasElement(),
    canvas({}),
    canvas({ getContext: { get: thrower } }),
    canvas({ getContext: { value: thrower } }),
    canvas({ getContext: { value: () => null } }),
    canvas({ getContext: { value: () => ({}) } }),
    canvas({ getContext: { value: () => new globalThis.CanvasRenderingContext2D() } }),
    canvas({
      width: { get: thrower },
      getContext: { value: () => Object.create(globalThis.CanvasRenderingContext2D.prototype) },
    }),
    trapped(canvas({}), "get", thrower),
    trapped(canvas({}), "getPrototypeOf", thrower),
  ];
};

// As a browser has them, but nothing can be drawn on them.
globalThis.HTMLCanvasElement = class {
  getContext() {
    return thrower();
  }
};
globalThis.CanvasRenderingContext2D = class {
  get canvas() {
    return thrower();
  }
};

/**
 * Values of every kind that is awkward to read. `act` is what code in them does.
 * @param {() => unknown} act
 */
function acting(act) {
  const targets = () => [{}, [], [1, 2], { lr: 0.1 }, Float64Array.of(1), new Uint8Array(4), () => 1];
  return [
    ...targets().flatMap((target) => TRAPS.map((trap) => trapped(target, trap, act))),
    Object.defineProperty({}, "lr", { enumerable: true, get: act }),
    Object.defineProperty([1, 2], 1, { get: act }),
    Object.defineProperty({}, "length", { get: act }),
    { hidden: Object.defineProperty([4], 0, { get: act }) },
    { hidden: trapped([4], "get", act) },
    { lr: trapped({}, "getPrototypeOf", act) },
    { lights: Object.defineProperty([], 0, { get: act }), beside: [] },
    Object.defineProperty({ beside: [] }, "lights", { get: act, enumerable: true }),
    Object.defineProperty({ ...LOOK }, "scale", { get: act, enumerable: true }),
    { toString: act, valueOf: act, [Symbol.toPrimitive]: act },
    Object.assign(Object.create(null), { valueOf: act }),
    Object.assign(new Number(1), { valueOf: act }),
    Object.assign(new String("a"), { toString: act }),
  ];
}

/** Values that are wrong as they are. */
const wrong = () => [
  ...[{}, [], [1, 2], { lr: 0.1 }, Float64Array.of(1), new Uint8Array(4), () => 1].map(revoked),
  ...[{}, [], [1, 2], { lr: 0.1 }].map((target) => new Proxy(target, {})),
  { hidden: revoked([4]) },
  { hidden: new Array(4e9) },
  { hidden: nested(20_000) },
  { hidden: Array.from({ length: 20_000 }, () => 1) },
  { lights: nested(20_000), beside: [] },
  { formula: "x".repeat(1e6) },
  Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at])),
  { length: 4e9 },
  { length: -1 },
  new Short(4),
  new Array(4e9),
  nested(20_000),
  detached(),
  new Float64Array(new SharedArrayBuffer(16)),
  new BigInt64Array(2),
  new ArrayBuffer(8),
  Float64Array.of(Number.NaN, Number.NaN),
  new Map([["lr", 1]]),
  new Date(Number.NaN),
  new WeakRef({}),
  /x/,
  Object(1),
  Object("a"),
  Object(true),
  thrower,
  class {},
  Symbol("of others"),
  10n ** 40n,
  true,
  false,
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  -1,
  0.5,
  1e300,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  "",
  "x".repeat(1e6),
  "\ud800",
  "constructor",
  "<img src=x onerror=alert(1)>",
];

const fresh = () => {
  const playground = new Playground({ seed: 3 });
  playground.set_look(RIGHT.Look());
  playground.train(1e9, 10);
  return playground;
};

const state = (playground) => [playground.link(), playground.progress().step, ...playground.params()];

/** @param {Call} call @param {unknown[]} args */
function make({ owner, name, kind }, playground, args) {
  if (kind === "function") return engine[name](...args);
  if (kind === "constructor") return new engine[owner](...args).free();
  if (kind === "static") return engine[owner][name](...args).free();
  const handle = owner === "Playground" ? playground : RIGHT_HANDLES[owner]();
  return handle[name](...args);
}

const RIGHT_HANDLES = { Sheet: () => new Sheet(TABLE), Selection: RIGHT.Selection };

const ALL = calls();

test("every call is walked, every parameter has a right value", () => {
  assert.ok(ALL.length > 45, `${ALL.length} calls`);
  assert.ok(ALL.some(({ name }) => name === "train") && ALL.some(({ name }) => name === "draw_network"));
  const unknown = ALL.flatMap(({ name, params }) =>
    params.filter((param) => !right(param)).map((param) => `${name} ${param.name}: ${param.type}`),
  );
  assert.deepEqual(unknown, []);
});

/** @param {Param} param @returns {(() => unknown) | undefined} */
const right = ({ name, type }) => RIGHT[type === "string" || type === "number" ? (name in RIGHT ? name : type) : type];

let tried = 0;

for (const call of ALL) {
  for (const [place, param] of call.params.entries()) {
    const label = `${call.owner}.${call.name}(${param.name})`;
    test(`${label}: whatever is given, the playground goes on as it was`, () => {
      let playground = fresh();
      const before = state(playground);
      let refused = 0;
      const attempt = (value, at) => {
        tried += 1;
        const args = call.params.map((other) => right(other)());
        args[place] = value;
        const start = performance.now();
        let kept = false;
        try {
          make(call, playground, args);
        } catch (error) {
          kept = true;
          refused += 1;
          assert.equal(error?.name, "ChainruleError", `${label} ${at}: ${error?.stack}`);
        }
        assert.ok(performance.now() - start < 5000, `${label} ${at} hangs`);
        return kept;
      };
      const held = (value, at) => {
        // What can be read is taken: a proxy without traps, a number.
        if (attempt(value, at))
          return assert.deepEqual(state(playground), before, `${label} ${at}: nothing has changed`);
        assert.doesNotThrow(() => playground.progress(), `${label} ${at}: the handle is free`);
        playground.free();
        playground = fresh();
      };
      for (const [at, value] of [...wrong(), ...fakes(), ...acting(thrower)].entries()) held(value, at);
      // A step may be taken meanwhile, where the handle is not the one that is called.
      const again = () => {
        playground.step();
        return 1;
      };
      for (const [at, value] of acting(again).entries()) {
        attempt(value, `again ${at}`);
        assert.doesNotThrow(() => playground.progress(), `${label} again ${at}: the handle is free`);
      }
      for (const [at, value] of acting(() => playground.free()).entries()) {
        attempt(value, `free ${at}`);
        // Freed it may be, but nothing else is harmed.
        playground = fresh();
        assert.deepEqual(state(playground), before, `${label} free ${at}: another playground is as it should be`);
      }
      assert.ok(refused > 20, `${refused} refused`);
      assert.equal(playground.step().step > 0, true);
      playground.free();
    });
  }
}

test("a clock that throws, calls back or gives no time is told, and the playground goes on", () => {
  const { now } = performance;
  const clocks = (playground) => [
    thrower,
    () => Number.NaN,
    () => "5",
    () => undefined,
    () => ({ valueOf: thrower }),
    () => playground.step(),
    () => playground.free(),
  ];
  const timed = {
    train: (playground) => playground.train(5),
    configure: (playground) => playground.configure({ lr: 0.1 }),
    set_param: (playground) => playground.set_param(0, 1),
    open: (playground, saved) => playground.open(saved),
    check_advance: (playground) => playground.check_advance(5),
    clear_points: (playground) => playground.clear_points(),
  };
  const saved = fresh().save(true);
  for (const [name, call] of Object.entries(timed)) {
    for (const at of clocks().keys()) {
      const playground = fresh();
      const before = state(playground);
      performance.now = clocks(playground)[at];
      try {
        assert.throws(
          () => call(playground, saved),
          { name: "ChainruleError", field: "performance.now" },
          `${name} ${at}`,
        );
      } finally {
        performance.now = now;
      }
      if (at < clocks().length - 1) assert.deepEqual(state(playground), before, `${name} ${at}`);
    }
  }
  // A clock that stops in the middle ends the portion.
  const playground = fresh();
  let reads = 0;
  performance.now = () => (reads++ < 2 ? 0 : thrower());
  try {
    assert.ok(playground.train(6e4).step > 10);
  } finally {
    performance.now = now;
  }
  assert.ok(playground.step().step > 11);
});

test.after(() => console.log(`# ${tried} wrong arguments`));
