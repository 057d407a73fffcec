// The package as Node drives it, and the README's example of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const { Playground, Sheet, bugs, catalog, config_from_link, read_link } = require("../../target/pkg/chainrule.js");
const root = new URL("../../", import.meta.url);

test("the README's example runs as printed", () => {
  const readme = readFileSync(new URL("README.md", root), "utf8");
  const example = readme.match(/```js\n([\s\S]*?)```/)?.[1] ?? "";
  assert.match(example, /new Playground/);
  const printed = execFileSync(process.execPath, ["--input-type=commonjs", "--eval", example], {
    cwd: root,
    encoding: "utf8",
  });
  const [loss, ...predictions] = printed.trim().split(/\s+/).map(Number);
  assert.ok(loss < 0.05, `loss ${loss}`);
  assert.equal(predictions.length, 2);
  assert.ok(predictions[0] > 0.9 && predictions[1] < 0.1, `predictions ${predictions}`);
});

test("a playground trains, predicts, and takes its parameters again", () => {
  const playground = new Playground({ seed: 3 });
  const before = playground.loss();
  assert.equal(playground.step().step, 1);
  assert.equal(playground.train(1e9, 999).step, 1000);
  assert.ok(playground.loss() < before);

  const params = playground.params();
  assert.ok(params instanceof Float64Array);
  assert.equal(params.length, 25);
  assert.equal(playground.gradients().length, 25);
  const inputs = Float64Array.of(0, 0, 5, 5);
  const predictions = playground.predict(inputs);
  playground.reset();
  assert.notDeepEqual(playground.predict(inputs), predictions);
  playground.set_params(params);
  assert.deepEqual(playground.predict(inputs), predictions);
  assert.ok(playground.gradient_check().worst < 1e-7);
  playground.free();
});

test("a gradient check in portions plants mistakes and leaves no trace", () => {
  const playground = new Playground({ seed: 3, hidden: [3] });
  playground.train(1e9, 50);
  const before = playground.save(true);
  assert.equal(playground.check_findings("error"), undefined);
  assert.equal(playground.check_advance(5), true, "there is none");
  const found = (layer, bug) => {
    assert.equal(playground.check_start(layer, bug), true);
    while (!playground.check_advance(1));
    return playground.check_findings("place");
  };
  const right = found();
  const whole = playground.gradient_check();
  assert.deepEqual(
    right.rows.map((row) => [row.analytic, row.numeric, row.error]),
    whole.param.map((_, at) => [whole.analytic[at], whole.numeric[at], whole.error[at]]),
  );
  assert.equal(right.passed, true);
  for (const bug of bugs()) assert.equal(found(null, bug).passed, false, bug);
  assert.deepEqual(found(), right);
  assert.deepEqual(playground.save(true), before);
  for (const [args, kind, field] of [
    [[3], "out-of-range", "layer"],
    [[-1], "out-of-range", "layer"],
    [[null, "typo"], "not-a-choice", "bug"],
    [[null, 7], "wrong-type", "bug"],
  ]) {
    assert.throws(
      () => playground.check_start(...args),
      (error) => error.kind === kind && error.field === field,
      `${args}`,
    );
  }
  playground.check_end();
  assert.equal(playground.check_findings("error"), undefined);
  playground.free();
});

test("changes are taken back and made again", () => {
  const playground = new Playground({ optimizer: "adam", seed: 3 });
  assert.deepEqual(playground.undoable(), { undo: null, redo: null });
  assert.equal(playground.undo(), undefined);
  playground.train(1e9, 100);
  const [params, step] = [playground.params(), playground.progress().step];
  playground.configure({ hidden: [3] });
  playground.configure({ optimizer: "sgd" });
  const change = { kind: "settings", keys: ["optimizer"] };
  assert.deepEqual(playground.undoable(), { undo: change, redo: null });
  assert.deepEqual(playground.undo(), { change, swapped: false, effect: { reset: false, data: false } });
  assert.equal(playground.config().optimizer, "adam");
  assert.equal(playground.undo().swapped, true);
  assert.deepEqual([playground.params(), playground.progress().step], [params, step]);

  playground.set_params(params.map((value) => value / 2));
  assert.equal(playground.undoable().redo, null, "a change ends what could be made again");
  playground.reset();
  playground.reset({ lr: 0.5, data: "xor" });
  assert.throws(() => playground.reset({ lr: -1 }), { kind: "out-of-range", field: "lr" });
  const undone = () => playground.undo()?.change;
  assert.deepEqual(undone(), { kind: "settings", keys: ["data", "lr"] });
  assert.deepEqual([undone().kind, undone().kind, undone()], ["reset", "params", undefined]);
  assert.deepEqual(playground.params(), params);
  assert.equal(playground.redo().change.kind, "params");

  // A number that is moved on is one change, unless it is told apart.
  for (const lr of [0.1, 0.2, 0.3]) playground.configure({ lr });
  playground.seal_change();
  playground.configure({ lr: 0.4 });
  playground.undo();
  assert.equal(playground.config().lr, 0.3);
  playground.undo();
  assert.equal(playground.config().lr, 0.001);
  playground.free();
});

test("a unit's parameters are named, read and set one by one", () => {
  const playground = new Playground({ hidden: [3, 2], norm: "batch" });
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((column) => playground.units(column)),
    [2, 3, 2, 1, 0],
  );
  const { parts } = playground.parts(2, 1);
  assert.deepEqual(
    parts.map(({ kind, from }) => [kind, from]),
    [
      ["weight", 0],
      ["weight", 1],
      ["weight", 2],
      ["bias", null],
      ["gain", null],
      ["shift", null],
    ],
  );
  const { param } = parts[1];
  assert.equal(playground.param(param).length, 1, "no step yet");
  playground.train(1e9, 20);
  const before = playground.params();
  const [value, gradient, update] = playground.param(param);
  assert.equal(value, before[param]);
  assert.ok(Math.abs(update + playground.config().lr * gradient) < 1e-6);
  playground.set_param(param, -0.5);
  assert.deepEqual([...playground.params()], [...before].with(param, -0.5));
  assert.equal(playground.progress().step, 20);
  for (const [place, wrong, kind, field] of [
    [param, "1", "wrong-type", "value"],
    [param, NaN, "not-finite", "value"],
    [param, 1e39, "not-finite", "value"],
    [999, 1, "out-of-range", "param"],
    [-1, 1, "out-of-range", "param"],
    [undefined, 1, "wrong-type", "param"],
  ]) {
    assert.throws(() => playground.set_param(place, wrong), { name: "ChainruleError", kind, field });
  }
  assert.equal(playground.params()[param], -0.5);
  assert.equal(playground.param(999).length, 0);
  assert.deepEqual([playground.parts(0, 0).parts, playground.parts(9, 9).parts], [[], []]);
  playground.free();
});

test("the same seed gives the same run, another seed another", () => {
  const run = (seed) => {
    const playground = new Playground({ seed });
    playground.train(1e9, 300);
    return playground.params();
  };
  assert.deepEqual(run(5), run(5));
  assert.notDeepEqual(run(5), run(6));
});

test("bad input throws an Error that names kind and field", () => {
  const rows = [
    [() => new Playground({ lr: -1 }), "out-of-range", "lr"],
    [() => new Playground({ lr: "0.1" }), "wrong-type", "lr"],
    [() => new Playground({ learning_rate: 1 }), "unknown-setting", "learning_rate"],
    [() => new Playground({ data: "plane", loss: "bce" }), "does-not-fit", "loss"],
    [() => new Playground([1]), "wrong-type", "config"],
    [() => new Playground().set_params(Float64Array.of(1)), "wrong-length", "params"],
    [() => new Playground().predict(Float64Array.of(1, Number.NaN)), "not-finite", "inputs"],
    [() => new Playground({ features: [] }), "empty", "features"],
    [() => new Playground({ formula: "x1 x2" }), "syntax", "formula"],
    [() => new Playground({ formula: 1 }), "wrong-type", "formula"],
    [() => config_from_link("hidden=99"), "out-of-range", "hidden"],
  ];
  for (const [call, kind, field] of rows) {
    assert.throws(call, (error) => error instanceof Error && error.kind === kind && error.field === field, `${field}`);
  }
});

test("a link is read as far as it is understood, with what was expected of the rest", () => {
  const { config, taken, exact, left_out, own, differences } = read_link("lr=0.2&noise=99&hidden=3,3&colour=1");
  assert.deepEqual([config.lr, config.noise, taken, exact, own, differences], [0.2, 0, 1, true, false, null]);
  assert.deepEqual(
    left_out.map(({ kind, field, limits, place }) => [kind, field, limits?.max ?? null, place]),
    [
      ["out-of-range", "noise", 50, null],
      ["wrong-type", "hidden", 32, null],
      ["unknown-setting", "colour", null, null],
    ],
  );
  assert.deepEqual(new Playground(config).config(), config);
  const theirs = read_link("dataset=spiral&networkShape=8,8&activation=relu&seed=0.31415");
  assert.deepEqual([theirs.config.data, theirs.config.hidden, theirs.config.seed], ["spiral", [8, 8], 31415]);
  assert.ok(theirs.differences.includes("points") && theirs.left_out.length === 0);
});

test("the catalog has the rate that an optimiser brings", () => {
  for (const { id, lr } of catalog().optimizers) assert.equal(config_from_link(`optimizer=${id}`).lr, lr, id);
});

test("a wrong formula is told with its place", () => {
  assert.throws(() => new Playground({ formula: "x1 + foo" }), { kind: "syntax", place: 6, found: "foo" });
  const playground = new Playground({ features: ["x1x2", "x2"], formula: "x1 > 0", hidden: [3] });
  assert.deepEqual(playground.config().features, ["x2", "x1x2"]);
  assert.equal(playground.trace(0).layers[0].x.length, 3);
  assert.equal(playground.predict([1, 2]).length, 1, "inputs stay two numbers a point");
});

/** What a choice needs of other settings. */
function prerequisites(entry, id) {
  const needs = [...entry.needs, ...(entry.only.find((only) => only.id === id)?.needs ?? [])];
  const changes = {};
  for (const { key, ids } of needs) {
    if (["true", "false"].includes(ids[0])) changes[key] = ids[0] === "true";
    else if (!["problem", "hidden", "test"].includes(key)) changes[key] = ids[0];
  }
  return changes;
}

test("every choice of every setting can be trained", () => {
  for (const entry of catalog().settings) {
    const { key, shape } = entry;
    for (const id of shape.ids ?? []) {
      const value = ["choices", "set"].includes(shape.type) ? [id] : id;
      const playground = new Playground({ lr: 0.001, ...prerequisites(entry, id), [key]: value });
      assert.deepEqual(playground.config()[key], value);
      if (entry.words === "activation" && id === "step") {
        assert.throws(() => playground.step(), { kind: "cannot-train", field: key });
        continue;
      }
      assert.equal(playground.train(1e9, 20).step, 20, `${key}=${id}`);
      assert.ok(Number.isFinite(playground.loss()));
    }
  }
});

test("a table is read, told of, learned, and written again", () => {
  const sheet = new Sheet(`a;b;kind\n1,5;2;x\n2,5;3;y\n3,5;oops;x\n${"1;2;x\n4;5;y\n".repeat(10)}`);
  const { separator, decimal_comma, header, rows, inputs, target } = sheet.report();
  assert.deepEqual([separator, decimal_comma, header, rows], ["semicolon", true, true, 23]);
  assert.deepEqual(sheet.flaws(inputs, target), {
    count: 1,
    reasons: [{ why: "not-a-number", count: 1 }],
    first: [{ line: 4, column: "b", why: "not-a-number", found: "oops" }],
  });
  const selection = sheet.select(inputs, target);
  assert.deepEqual([selection.rows(), selection.classes()], [22, ["x", "y"]]);
  const playground = new Playground({ seed: 3 });
  assert.equal(playground.use_table(selection, true).reset, true);
  playground.train(1e9, 500);
  const [near, far] = playground.predict(Float64Array.of(1, 2, 4, 5));
  assert.ok(near < 0.1 && far > 0.9, `${near} ${far}`);
  const again = new Sheet(playground.data_csv());
  assert.equal(again.select(inputs, target).rows(), 22);

  for (const [call, kind, field] of [
    [() => new Sheet(""), "empty", "table"],
    [() => new Sheet(7), "wrong-type", "table"],
    [() => sheet.select([], 2), "empty", "inputs"],
    [() => sheet.select([2], 1), "no-numbers", "kind"],
    [() => sheet.select([0, 1.5], 2), "out-of-range", "inputs"],
    [() => sheet.select(undefined, 2), "wrong-type", "inputs"],
    [() => sheet.flaws([0], 9), "out-of-range", "columns"],
  ]) {
    assert.throws(call, (error) => error instanceof Error && error.kind === kind && error.field === field, kind);
  }
});

test("what shines in the network tells for how many gradients and units it is used", () => {
  const playground = new Playground({ hidden: [4, 3] });
  const place = (column, unit, param = null) => ({ column, unit, param });
  const light = (lights, beside = []) => [...playground.light({ lights, beside })];
  assert.deepEqual(
    light([{ place: place(2, 0), reach: "back" }]),
    [5, 4],
    "four weights and a bias, four neurons before",
  );
  assert.deepEqual(light([{ place: place(1, 3), reach: "onward" }]), [3, 3]);
  // Every number of the microscope can be lit as it comes.
  for (const line of playground.microscope(0).lines) {
    for (const each of [line, ...line.pieces, ...line.case].filter((number) => number.place)) {
      const [params, units] = light([{ place: each.place, reach: each.reach }]);
      assert.ok(each.reach === "here" ? params === 0 : params > 0, `${each.name}: ${params}, ${units}`);
    }
  }
  assert.deepEqual(light([]), [0, 0]);
  assert.throws(() => playground.light({ lights: 7 }), { name: "ChainruleError", field: "lights" });
});

test("first weights that were prepared are those that a reset goes back to, until others are asked for", () => {
  const playground = new Playground();
  const rows = "x,y\n1,3\n2,5\n4,9";
  const given = [-0.75, 0.5];
  playground.prepare("hidden=none&loss=mse&lr=0.01&batch_size=3", rows, 1, false, given);
  playground.train(1e9, 60);
  const trained = [...playground.params()];
  playground.reset();
  assert.deepEqual([...playground.params()], given);
  assert.equal(playground.progress().step, 0);
  playground.undo();
  assert.deepEqual([...playground.params()], trained);
  const opened = Playground.from_saved(playground.save(true));
  opened.reset({ lr: 0.02 });
  assert.deepEqual([[...opened.params()], opened.config().lr], [given, 0.02], "a file has them");
  // Another seed draws, and so does a link, which names its seed.
  playground.configure({ seed: 2 });
  const drawn = [...playground.params()];
  assert.notDeepEqual(drawn, given);
  playground.reset({ seed: 1 });
  assert.notDeepEqual([...playground.params()], given);
});

test("Health and the gradient check name what cannot learn", () => {
  const playground = new Playground();
  const signs = () => playground.health().signs.map(({ id, column, fix }) => [id, column, Object.keys(fix)]);
  const findings = () => {
    playground.check_start(null, null);
    while (!playground.check_advance(1e3));
    return playground.check_findings("error");
  };
  const link = "hidden=none&loss=half-sse&batch_size=1&output_activation";
  playground.prepare(`${link}=sigmoid`, "a,b,t\n60,25,0.4\n80,5,0.2", 1, false, [0.75, 0.5, 0]);
  assert.deepEqual(findings().nothing, { why: "saturated", layer: 1 });
  assert.deepEqual(signs(), [["unscaled", 0, ["standardise"]]]);
  playground.prepare(`${link}=relu`, "a,t\n1,2\n3,4", 1, false, [-1, -1]);
  playground.train(1e9, 20);
  assert.deepEqual(findings().nothing, { why: "dead", layer: 1 });
  assert.deepEqual(signs(), [["dead", 1, ["output_activation"]]]);
  playground.prepare(`${link}=tanh`, "a,t\n1,2\n3,4", 1, false, [0.5, 0]);
  assert.equal(findings().nothing, null);
  assert.deepEqual(signs(), [["unreachable", 1, ["output_activation"]]]);
});
