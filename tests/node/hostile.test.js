// Arguments that run code of their own when they are read: getters that throw, traps of proxies, calls back into the handle. Whatever they do, the call throws or
// returns, the playground is as it was, and it goes on.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { Playground, Sheet, config_from_link, meant, read_link } = createRequire(import.meta.url)(
  "../../target/pkg/chainrule.js",
);

const thrower = () => {
  throw new Error("of others");
};
const throwing = (target, ...traps) => new Proxy(target, Object.fromEntries(traps.map((trap) => [trap, thrower])));
const TRAPS = ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor", "isExtensible"];

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

class Short extends Float64Array {
  get length() {
    return thrower();
  }
}

/** Values of every kind that is awkward to read. */
function hostile(playground) {
  // Of the handle that is being called: it is borrowed.
  const again = () => playground.step();
  const targets = () => [{}, [], [1, 2], { lr: 0.1 }, Float64Array.of(1), new Uint8Array(4), () => 1];
  return [
    ...targets().flatMap((target) => TRAPS.map((trap) => throwing(target, trap))),
    ...targets().map(revoked),
    ...targets().map((target) => new Proxy(target, {})),
    Object.defineProperty({}, "lr", { enumerable: true, get: thrower }),
    Object.defineProperty({}, "lr", { enumerable: true, get: again }),
    Object.defineProperty([1, 2], 1, { get: thrower }),
    Object.defineProperty([1, 2], 1, { get: again }),
    { hidden: Object.defineProperty([4], 0, { get: thrower }) },
    { hidden: throwing([4], "get") },
    { hidden: revoked([4]) },
    { lr: throwing({}, "getPrototypeOf") },
    { hidden: new Array(4e9) },
    { hidden: Array.from({ length: 20_000 }, () => 1) },
    { formula: "x".repeat(1e6) },
    Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at])),
    { toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower },
    { length: 4e9 },
    { length: -1 },
    { length: thrower },
    new Short(4),
    new Array(4e9),
    Symbol("of others"),
    10n ** 40n,
    "x".repeat(1e6),
    new Map([["lr", 1]]),
    new Date(Number.NaN),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    "\ud800",
  ];
}

const state = (playground) => [playground.link(), playground.progress().step, ...playground.params()];

/** What takes an argument, is no canvas', and is not meant to change anything when the argument is wrong. */
const CALLS = {
  new: (_, value) => new Playground(value).free(),
  configure: (playground, value) => playground.configure(value),
  reset: (playground, value) => playground.reset(value),
  predict: (playground, value) => playground.predict(value),
  classes: (playground, value) => playground.classes(value),
  set_params: (playground, value) => playground.set_params(value),
  set_param: (playground, value) => playground.set_param(value, 1),
  set_param_value: (playground, value) => playground.set_param(0, value),
  param: (playground, value) => playground.param(value),
  parts: (playground, value) => playground.parts(value, value),
  trace: (playground, value) => playground.trace(value),
  gradient_check: (playground, value) => playground.gradient_check(value, value),
  open: (playground, value) => playground.open(value),
  from_saved: (_, value) => Playground.from_saved(value).free(),
  set_look: (playground, value) => playground.set_look(value),
  config_from_link: (_, value) => config_from_link(value),
  read_link: (_, value) => read_link(value),
  meant: (_, value) => meant(value, value),
  sheet: (_, value) => new Sheet(value).free(),
};

/** Calls that are none of the handle's: a getter may well take a step of it meanwhile. */
const OTHERS = ["new", "from_saved", "config_from_link", "read_link", "meant", "sheet"];

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name}: whatever an argument does when it is read, the playground goes on as it was`, () => {
    const playground = new Playground({ seed: 3 });
    playground.train(1e9, 10);
    let refused = 0;
    for (const [at, value] of hostile(playground).entries()) {
      const before = state(playground);
      const start = performance.now();
      try {
        call(playground, value);
        // What can be read may be taken: a proxy without traps, a number.
        playground.undo();
      } catch (error) {
        refused += 1;
        assert.ok(error instanceof Error, `${name} ${at}: ${error}`);
        assert.doesNotMatch(error.message, /unreachable|recursive|unsafe aliasing|null pointer/, `${name} ${at}`);
        if (!OTHERS.includes(name)) assert.deepEqual(state(playground), before, `${name} ${at}: nothing has changed`);
      }
      assert.ok(performance.now() - start < 5000, `${name} ${at} hangs`);
      assert.doesNotThrow(() => playground.link(), `${name} ${at}: the handle is free`);
    }
    assert.ok(refused > 20, `${refused} refused`);
    assert.equal(playground.step().step > 0, true);
    playground.free();
  });
}
