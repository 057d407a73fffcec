// Lessons that mean no good: each is read in time proportional to its length, and is opened or told with a line; nothing that the page does of a lesson takes a frame for itself.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { factsOf } from "../../www/teaching/facts.js";
import { readFormula } from "../../www/teaching/formula.js";
import { readLesson } from "../../www/teaching/format.js";
import { FIELDS, LINE, MOST, NESTING, STEP, STEPS } from "../../www/teaching/limits.js";
import { blocksOf, inlineOf } from "../../www/teaching/markdown.js";
import { Race } from "../../www/teaching/race.js";
import { Rounds } from "../../www/teaching/rounds.js";
import { HEAD, HOSTILE, LONGEST } from "../e2e/hostile-lessons.js";

const engine = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const { Playground, catalog, config_from_link } = engine;
const settings = new Set(catalog().settings.map(({ key }) => key));
const known = { isSetting: (key) => settings.has(key) };
const flawsOf = (text) => readLesson(text, known).flaws;

/** Milliseconds of the processor for a call, the least of several: what else the machine does is no part of it. */
function cost(f) {
  const costs = Array.from({ length: 3 }, () => {
    const { user, system } = process.cpuUsage();
    f();
    const after = process.cpuUsage();
    return (after.user - user + after.system - system) / 1000;
  });
  return Math.min(...costs);
}

/** Milliseconds by which two measurements differ by chance. */
const NOISE = 4;

/** Growth of a call's cost from an input to one four times as long: 4 where it is linear, 16 where it is quadratic. The least of several tries. */
function growth(at) {
  const [short, long] = [at(1), at(4)];
  let least = Infinity;
  for (let tries = 0; tries < 4 && least > 8; tries += 1) {
    const most = cost(long) + NOISE;
    // What costs next to nothing need not be held against what costs less.
    least = Math.min(least, most / (most < 3 * NOISE ? most : cost(short) + NOISE));
  }
  return least;
}

test("there are over a hundred hostile lessons, and none is longer than a file may be", () => {
  assert.ok(Object.keys(HOSTILE).length >= 100);
  assert.equal(LONGEST, MOST);
});

for (const [name, make] of Object.entries(HOSTILE)) {
  test(`read in time proportional to its length: ${name}`, () => {
    const times = growth((size) => {
      const text = make((LONGEST / 4) * size);
      return () => readLesson(text, known);
    });
    assert.ok(times < 10, `four times as long takes ${times} times as long`);
  });

  test(`opened, or told with a line that it has: ${name}`, () => {
    for (const size of [100, 3000, 15_000, LONGEST]) {
      const text = make(size);
      const { lesson, flaws } = readLesson(text, known);
      assert.equal(lesson === null, flaws.length > 0);
      const count = text.split("\n").length;
      for (const { line, kind } of flaws) assert.ok(line >= 1 && line <= count, `${kind} in line ${line} of ${count}`);
    }
  });

  test(`read as Markdown in time proportional to its length, without any limit: ${name}`, () => {
    const times = growth((size) => {
      const text = make(12_000 * size);
      return () => blocksOf(text);
    });
    assert.ok(times < 10, `four times as long takes ${times} times as long`);
  });
}

test("every flaw of the hostile lessons has its words in both languages", () => {
  const kinds = new Set(Object.values(HOSTILE).flatMap((make) => flawsOf(make(LONGEST)).map(({ kind }) => kind)));
  for (const language of ["en", "zh"]) {
    const words = readFileSync(new URL(`../../www/i18n/${language}-lessons.js`, import.meta.url), "utf8");
    for (const kind of kinds) assert.ok(words.includes(`"lesson.flaw.${kind}"`), `${kind} in ${language}`);
  }
});

/** A lesson with a step of this text; the text begins in line 8. */
const lessonWith = (text) => `${HEAD}## S\n${text}\n`;

/** A text at a limit, one beyond it, and where that is told. */
const LIMITS = {
  lesson: [(n) => `${HEAD}## S\n`.padEnd(n, "\n"), MOST, 1],
  line: [(n) => lessonWith(`words\n${"a ".repeat(n / 2)}${n % 2 ? "b" : ""}`), LINE, 9],
  steps: [(n) => HEAD + "## S\n".repeat(n), STEPS, 7 + STEPS],
  blocks: [(n) => lessonWith("```\n```\n".repeat(n)), STEP.blocks, 8 + 2 * STEP.blocks],
  values: [(n) => lessonWith("{{lr}}\n".repeat(n)), STEP.values, 8 + STEP.values],
  // The title is counted too.
  characters: [(n) => lessonWith(`${"a".repeat(999)}\n`.repeat(19) + "b".repeat(n - 19_001)), STEP.characters, 8],
  pieces: [(n) => lessonWith("---\n".repeat(n - 1)), STEP.pieces, 7 + STEP.pieces],
  nesting: [(n) => lessonWith(`word\n\n${"> ".repeat(n)}a`), NESTING, 10],
  fields: [
    (n) => lessonWith(`\`\`\`ask\nquestion: q\nbecause: b\nright: a\n${"wrong: a\n".repeat(n - 3)}\`\`\`\n`),
    FIELDS,
    9 + FIELDS,
  ],
};

for (const [kind, [make, most, line]] of Object.entries(LIMITS)) {
  test(`${most} are taken, and one more is told in its line: ${kind}`, () => {
    assert.deepEqual(flawsOf(make(most)), []);
    const [flaw, ...others] = flawsOf(make(most + 1));
    assert.deepEqual(others, []);
    assert.deepEqual(flaw, { line, kind: `most.${kind}`, found: "", expected: most });
  });
}

test("lists, emphasis and formulas are nested as deep as quotes may be", () => {
  const items = (n) => Array.from({ length: n }, (_, at) => `${" ".repeat(2 * at)}- a`).join("\n");
  const texts = [
    items,
    (n) => `$${"x_{".repeat(n)}${"}".repeat(n)}$`,
    (n) => `$${"\\sqrt".repeat(n)}x$`,
    (n) => `${"[".repeat(1)}${"*a **b ".repeat(n / 2)}${"b** a* ".repeat(n / 2)}`,
  ];
  for (const make of texts) {
    assert.deepEqual(flawsOf(lessonWith(make(NESTING))), []);
    assert.deepEqual(
      flawsOf(lessonWith(make(NESTING + 2))).map(({ kind }) => kind),
      ["most.nesting"],
    );
  }
});

test("rows, answers, comparisons and values of code are values that are looked up", () => {
  const row = (n) => `\`\`\`figure\ntitle: t\n${"row: a | lr\n".repeat(n)}\`\`\`\n`;
  const number = (n) => `\`\`\`ask\nquestion: q\nbecause: b\n${"number: a | lr | 1\n".repeat(n)}\`\`\`\n`;
  const when = (n) => `\`\`\`goal\nsay: it\nwhen: lr > 0${" and lr > 0".repeat(n - 1)}\n\`\`\`\n`;
  const code = (n) => `\`\`\`\n${"{{lr}}\n".repeat(n)}\`\`\`\n`;
  const step = (n) => [row(50), number(50), when(50), code(n - 150)].join("");
  assert.deepEqual(flawsOf(lessonWith(step(STEP.values))), []);
  assert.deepEqual(
    flawsOf(lessonWith(step(STEP.values + 1))).map(({ kind }) => kind),
    ["most.values"],
  );
});

test("names that every object has are unknown names", () => {
  for (const name of ["constructor", "valueOf", "__proto__", "hasOwnProperty", "toString"]) {
    const goal = (when) =>
      flawsOf(lessonWith(`\`\`\`goal\nsay: it\nwhen: ${when}\n\`\`\`\n`)).map(({ found }) => found);
    assert.deepEqual(goal(`${name} > 1`), [name]);
    assert.deepEqual(goal(`lr > ${name}[1]`), [`${name}[1]`]);
    assert.deepEqual(goal(`changed ${name}`), [name]);
    // A fence of that name is code.
    const { lesson } = readLesson(lessonWith(`\`\`\`${name}\na\n\`\`\`\n`), known);
    assert.deepEqual(lesson.steps[0].blocks, [{ type: "code", line: 8, tabs: [{ language: name, text: "a" }] }]);
    // A view may have it, as a word.
    assert.deepEqual(goal(`view == ${name.replaceAll("_", "x")}`), []);
    const formula = (text) => readFormula(text, (tag, ...children) => `<${tag}>${children.join("")}`).formula;
    assert.equal(formula(`\\text{${name}}`), `<mtext>${name}`);
    if (/^[a-z]+$/i.test(name)) assert.equal(formula(`\\${name}`), `<mo>${name}`);
  }
});

const shape = (pieces) =>
  pieces.map(({ type, text, href, pieces: inner }) =>
    inner.length > 0 ? [type, href, ...shape(inner)].filter(Boolean) : [type, href, text].filter(Boolean).join(" "),
  );

test("a formula, a value and an address are pieces of a text, and what is none stays as it is written", () => {
  assert.deepEqual(shape(inlineOf("a $x_1$ {{lr|0.0}} {{valueOf}}")), [
    "text a ",
    "math x_1",
    "text  ",
    "live lr|0.0",
    "text  ",
    "live valueOf",
  ]);
  assert.deepEqual(shape(inlineOf("{{a} and `$x$` and \\$x$")), ["text {{a} and ", "code_inline $x$", "text  and $x$"]);
  assert.deepEqual(shape(inlineOf("(see https://a.b/c?d=e.)")), [
    "text (see ",
    ["link", "https://a.b/c?d=e", "text https://a.b/c?d=e"],
    "text .)",
  ]);
  assert.deepEqual(shape(inlineOf("http:// and xhttp://a &amp; <b>")), [
    "text http:// and x",
    ["link", "http://a", "text http://a"],
    "text  &amp; <b>",
  ]);
  assert.deepEqual(shape(inlineOf("[a](//b) ![c](d)")), [["link", "//b", "text a"], "text  ", "image d c"]);
});

test("each piece of a text knows its line", () => {
  const found = [];
  const collect = (pieces) => {
    for (const { type, line, pieces: inner } of pieces) {
      if (type === "live") found.push(line);
      collect(inner);
    }
  };
  collect(blocksOf("{{lr}}\nb {{lr}}\n\n- c\n- d\n  {{lr}}\n\n> {{lr}}\n\n|a|\n|-|\n|{{lr}}|\n"));
  assert.deepEqual(found, [0, 1, 5, 7, 11]);
});

/** A clock that goes on by itself with every look at it, and timers that run when they are told to. */
function clockwork(t, tick) {
  let time = 0;
  t.mock.method(performance, "now", () => (time += tick));
  t.mock.timers.enable({ apis: ["setTimeout"] });
  return {
    pass(ms) {
      time += ms;
      t.mock.timers.tick(ms);
    },
  };
}

test("a round of goals is one look at each, however many are reached in it", (t) => {
  clockwork(t, 0);
  let [looks, kept] = [0, 0];
  const rounds = new Rounds({
    all: () => Array.from({ length: 500 }, () => () => (looks += 1)),
    before: () => {},
    after() {
      kept += 1;
      return false;
    },
  });
  rounds.look(true);
  assert.equal(looks, 500);
  assert.equal(kept, 1);
});

test("a round that takes long goes on in later frames, from where it was", (t) => {
  const clock = clockwork(t, 3);
  const seen = [];
  const rounds = new Rounds({
    all: () => Array.from({ length: 10 }, (_, at) => () => seen.push(at)),
    before: () => {},
    after: () => false,
  });
  rounds.look(true);
  assert.ok(seen.length > 0 && seen.length < 10, `${seen.length} at once`);
  // What changes meanwhile does not begin it again.
  for (let frame = 0; frame < 10; frame += 1) {
    rounds.look();
    clock.pass(16);
  }
  assert.deepEqual(seen.slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  clock.pass(1000);
  assert.ok(seen.length > 10, "and is followed by another");
});

test("rounds keep a calm pace, and end where the lesson is left", (t) => {
  const clock = clockwork(t, 0);
  let looks = 0;
  const rounds = new Rounds({ all: () => [() => (looks += 1)], before: () => {}, after: () => false });
  for (let frame = 0; frame < 60; frame += 1) {
    rounds.look();
    clock.pass(16);
  }
  assert.ok(looks >= 4 && looks <= 6, `${looks} in a second`);
  rounds.look();
  rounds.stop();
  const before = looks;
  clock.pass(1000);
  assert.equal(looks, before);
});

const state = { running: false };

test("a gradient check of all parameters takes many looks, and finds what one call finds", (t) => {
  const playground = new Playground(config_from_link("data=spiral&hidden=16-8&samples=40"));
  playground.train(1e9, 20);
  const { worst } = playground.gradient_check();
  let calls = 0;
  const call = (f) => {
    calls += 1;
    return f(playground);
  };
  const facts = factsOf({ state, call }, config_from_link);
  let time = 0;
  t.mock.method(performance, "now", () => (time += 9));
  const check = { name: "check", args: null, field: null, place: null };
  const looks = () => {
    for (let look = 1; ; look += 1) {
      const value = facts.value(check);
      if (!facts.waits()) return { look, value };
      assert.equal(value, null);
      facts.again();
    }
  };
  const first = looks();
  assert.equal(first.value, worst);
  assert.ok(first.look > 5, `${first.look} looks`);
  // It is known then, until the network is another.
  calls = 0;
  assert.equal(facts.value(check), worst);
  assert.ok(calls <= 1, "no other check");
  playground.train(1e9, 1);
  facts.moved();
  const again = looks();
  assert.equal(again.value, playground.gradient_check().worst);
  assert.notEqual(again.value, worst);
  playground.free();
});

test("no check goes on while training does, nor one that is asked for no more", () => {
  const playground = new Playground(config_from_link("data=xor&hidden=8-8"));
  const running = { running: true };
  const facts = factsOf({ state: running, call: (f) => f(playground) }, config_from_link);
  assert.equal(facts.value({ name: "check", args: null, field: null, place: null }), null);
  assert.equal(facts.waits(), false);
  playground.free();
});

/** A race of two lanes. */
function race(link, { epoch = null, step = null, lanes = ["lr=0.1", "lr=0.01"] }) {
  const setup = { link, data: null, targets: 1, classes: false, params: null, change: null };
  const block = { epoch, step, finish: null, lanes: lanes.map((changes) => ({ name: changes, changes })) };
  return new Race(engine, [setup], block);
}

test("a lap that takes long is run in portions, with the same bits as in one", (t) => {
  const link = "data=circle&hidden=8-8&samples=1000&batch_size=10";
  const whole = race(link, { epoch: 2 });
  while (!whole.over) whole.advance(1e9);
  const parts = race(link, { epoch: 2 });
  let time = 0;
  // Each look at the clock is another millisecond.
  t.mock.method(performance, "now", () => (time += 1));
  let frames = 0;
  let within = 0;
  while (!parts.over) {
    parts.advance(1);
    frames += 1;
    within += Number(parts.playgrounds.some((lane) => lane.progress().step % 50 !== 0));
  }
  assert.ok(within > 0, "frames ended within a lap");
  assert.ok(frames > 4, `${frames} frames`);
  for (const lane of [0, 1]) assert.deepEqual(parts.playgrounds[lane].params(), whole.playgrounds[lane].params());
  whole.free();
  parts.free();
});

test("lanes are equally far where a race says that they are level", () => {
  const run = race("data=circle&hidden=4&samples=200&batch_size=10", { epoch: 40 });
  let level = 0;
  while (!run.over) {
    run.advance(2);
    if (!run.level) continue;
    level += 1;
    assert.equal(run.standing(0).epoch, run.standing(1).epoch);
  }
  assert.ok(level > 0);
  run.free();
});
