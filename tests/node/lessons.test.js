// Every lesson: both languages say the same, every setup is taken, and every figure comes out beside the article's. Article figures are of double precision (NumPy and
// PyTorch); copied here, so that neither a lesson nor the engine can change one unseen.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readCondition, readExpression, VALUES } from "../../www/teaching/expression.js";
import { factsOf } from "../../www/teaching/facts.js";
import { readLesson } from "../../www/teaching/format.js";
import { Race } from "../../www/teaching/race.js";
import { LESSONS } from "../../www/teaching/list.js";
const engine = createRequire(import.meta.url)("../../target/pkg/chainrule.js");
const { Playground, catalog, config_from_link } = engine;
const root = new URL("../../", import.meta.url);

const settings = new Set(catalog().settings.map(({ key }) => key));
const ofData = new Set(
  catalog()
    .settings.filter(({ group }) => ["data", "samples"].includes(group))
    .map(({ key }) => key),
);
const known = { isSetting: (key) => settings.has(key) };
const text = (path) => readFileSync(new URL(path, root), "utf8");

function lesson(id, language) {
  const { lesson: read, flaws } = readLesson(text(`www/lessons/${id}.${language}.md`), known);
  assert.deepEqual(flaws, [], `${id}.${language}`);
  return read;
}

/** What must be the same in all languages: all but words. */
function skeleton({ steps }) {
  const block = ({ type, ...of }) => {
    if (type === "text") {
      return { type, formulas: of.text.match(/\$[^$]+\$/g) ?? [], live: of.text.match(/\{\{[^}]+\}\}/g) ?? [] };
    }
    if (type === "code") {
      // Comments are words.
      return { type, tabs: of.tabs.map((tab) => ({ ...tab, text: tab.text.replace(/\s*(#|\/\/).*$/gm, "") })) };
    }
    if (type === "ask") {
      const numbers = of.numbers.map(({ value, within }) => ({ value, within }));
      return { type, choices: of.choices.map(({ right }) => right), numbers };
    }
    if (type === "figure") {
      const rows = of.rows.map(({ value, article, within }) => ({ value, article, within }));
      return { type, when: of.when, rows, because: of.because !== "" };
    }
    if (type === "goal") return { type, when: of.when, done: of.done !== "" };
    if (type === "race") {
      return { type, epoch: of.epoch, step: of.step, finish: of.finish, lanes: of.lanes.map(({ changes }) => changes) };
    }
    return { type, epoch: of.epoch, step: of.step };
  };
  const merged = (blocks) => blocks.map(block);
  // Languages put formulas in another order within a text, and repeat them where others say "it".
  const unique = (all) => all && [...new Set(all)].sort();
  const sorted = (value) => ({ ...value, formulas: unique(value.formulas), live: unique(value.live) });
  return steps.map(({ setup, blocks }) => ({ setup, blocks: merged(blocks).map(sorted) }));
}

test("every lesson has a file in both languages, and no other file lies there", () => {
  const files = readdirSync(new URL("www/lessons/", root)).sort();
  assert.deepEqual(files, LESSONS.flatMap((id) => [`${id}.en.md`, `${id}.zh.md`]).sort());
});

for (const id of LESSONS) {
  test(`${id}: both languages have the same steps, setups, goals, questions and figures`, () => {
    const [en, zh] = [lesson(id, "en"), lesson(id, "zh")];
    assert.ok(en.steps.length >= 3, "several steps");
    assert.deepEqual(skeleton(zh), skeleton(en));
    const goals = en.steps.flatMap(({ blocks }) => blocks).filter(({ type }) => type === "goal");
    assert.ok(goals.length > 0, "something to reach");
  });
}

/** A page without pictures: what facts are asked of. */
function source(playground, race = () => null) {
  return {
    race,
    call: (f) => f(playground),
    state: {
      get config() {
        return playground.config();
      },
      get progress() {
        return playground.progress();
      },
      get metrics() {
        return playground.metrics();
      },
      running: false,
      explaining: null,
      probed: null,
      selected: null,
    },
  };
}

function setUp(playground, { link, change, data, targets, classes, params }) {
  if (link !== null) playground.prepare(link, data, targets, classes, params);
  if (params) assert.equal(params.length, playground.param_count());
  if (!change) return;
  const config = config_from_link(change);
  playground.configure(Object.fromEntries([...new URLSearchParams(change).keys()].map((key) => [key, config[key]])));
}

function trainTo(playground, { epoch, step }) {
  const left = () => (step === null ? playground.steps_to(epoch) : step - playground.progress().step);
  while (left() > 0) {
    const { diverged, stopped } = playground.train(1e9, left());
    assert.equal(diverged, null);
    if (stopped !== null) return;
  }
}

/** Sets what a step's goals ask for by name, as `l2 == 0.03`; a control that this takes is to be seen. */
function choose(playground, blocks, show) {
  for (const { comparison } of blocks.flatMap(({ type, when }) => (type === "goal" ? when : []))) {
    const key = comparison?.left.name;
    if (comparison?.op !== "==" || !settings.has(key)) continue;
    const value = comparison.right.word ?? comparison.right.number;
    const asked = config_from_link(`${key}=${value}`)[key];
    if (String(playground.config()[key]) === String(asked)) continue;
    const shown = show === null || ["all", key, ofData.has(key) ? "data" : key].some((name) => show.includes(name));
    assert.ok(shown, `${key} is asked for, but not shown`);
    playground.configure({ [key]: asked });
  }
}

/** A race of a lesson, at its end. */
function raced(steps, block) {
  const race = new Race(
    engine,
    steps.map(({ setup }) => setup),
    block,
  );
  while (!race.over) race.advance(1e3);
  return race;
}

/** A value that may take several looks. */
function settled(facts, expression) {
  for (;;) {
    const value = facts.value(expression);
    if (!facts.waits()) return value;
  }
}

/** Goes through a lesson as its buttons do; gives each figure's rows with the values that the engine has, and the goals that were not reached. */
function walk(id) {
  const playground = new Playground();
  /** @type {Race | null} */
  let race = null;
  const facts = factsOf(
    source(playground, () => race),
    config_from_link,
  );
  const found = [];
  const missed = [];
  let link = "";
  let show = null;
  const { steps } = lesson(id, "en");
  for (const [at, { title, setup, blocks }] of steps.entries()) {
    if (setup) setUp(playground, setup);
    link = setup?.link ?? link;
    show = setup ? setup.show : show;
    choose(playground, blocks, show);
    for (const block of blocks) {
      facts.moved();
      if (block.type === "run") trainTo(playground, block);
      if (block.type === "race") {
        race?.free();
        race = raced(steps.slice(0, at + 1), block);
      }
      if (block.type === "goal" && !facts.holds(block.when, link)) missed.push(`${title}: ${block.say}`);
      if (block.type === "figure") {
        assert.ok(block.when.length === 0 || facts.holds(block.when, setup?.link ?? ""), `${id}, ${title}: shown`);
        for (const row of block.rows) found.push({ ...row, block, ours: settled(facts, row.value) });
      }
      if (block.type === "ask") {
        for (const { value, text: written } of block.numbers) {
          assert.ok(Number.isFinite(facts.value(value)), `${id}: ${written}`);
        }
      }
    }
  }
  return { found, missed };
}

for (const id of LESSONS) {
  test(`${id}: every figure has a value, and is the article's or says why not`, () => {
    for (const { label, article, within, block, ours } of walk(id).found) {
      assert.ok(typeof ours === "number" && Number.isFinite(ours), `${id}: ${label} is ${ours}`);
      if (article === "") continue;
      const digits = /\.(\d+)/.exec(article)?.[1].length ?? 0;
      const near = within ?? 0.6 * 10 ** -digits;
      const differs = Math.abs(ours - Number(article)) > near;
      assert.ok(!differs || block.because !== "", `${id}: ${label}: ${ours} instead of ${article}, and no reason`);
      if (within !== null) assert.ok(!differs, `${id}: ${label}: ${ours} is not within ${within} of ${article}`);
    }
  });
}

for (const id of ["guess", "framework", "overfitting"]) {
  test(`${id}: whoever does what the text says reaches every goal`, () => assert.deepEqual(walk(id).missed, []));
}

test("overfitting: few weights are left under the L1 penalty, as the text says", () => {
  const small = (playground) => playground.params().filter((param) => Math.abs(param) < 0.01).length;
  const [l1] = lesson("overfitting", "en").steps.filter(({ setup }) => setup?.show.join() === "l1");
  const playground = new Playground();
  const share = (change) => {
    setUp(playground, { ...l1.setup, change });
    trainTo(playground, { epoch: 300, step: null });
    return small(playground) / playground.param_count();
  };
  const [free, priced] = [share(null), share("l1=0.01")];
  assert.ok(free < 0.02, `without a penalty ${free}`);
  assert.ok(priced > 0.75 && priced < 0.85, `with the penalty ${priced}`);
});

/** What a program of a lesson prints: its blocks in one language, one below the other. Null where its language is not installed. */
function printed(id, language) {
  const blocks = lesson(id, "en").steps.flatMap((step) => step.blocks.filter(({ type }) => type === "code"));
  const program = blocks.map(({ tabs }) => tabs.find((tab) => tab.language === language).text).join("\n\n");
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  const [file, made] = [join(folder, "program"), join(folder, "made")];
  const run = (command, ...args) => {
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
    if (error?.code === "ENOENT") return null;
    assert.equal(status, 0, `${id} in ${language}: ${stderr}`);
    return stdout.trim().split(/\s+/).map(Number);
  };
  try {
    writeFileSync(file, program);
    if (language !== "rust") return run("python3", file);
    run("rustc", "--edition", "2024", "-D", "warnings", "--crate-name", "program", "-o", made, file);
    return run(made);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What can be run here: whoever builds this has Rust, but maybe no Python. */
const LANGUAGES = [
  "rust",
  ...(spawnSync("python3", ["-c", ""]).status === 0 ? ["python"] : []),
  ...(spawnSync("python3", ["-c", "import numpy"]).status === 0 ? ["numpy"] : []),
];

for (const language of LANGUAGES) {
  test(`framework: the program in ${language} prints what the engine gives`, () => {
    const rows = walk("framework").found.filter(({ label }) => label.startsWith("$e$") || label.startsWith("("));
    const numbers = printed("framework", language);
    assert.equal(rows.length, 5);
    assert.equal(numbers.length, 5);
    for (const [at, { label, ours }] of rows.entries()) {
      assert.ok(Math.abs(numbers[at] - ours) < 1e-5, `${label}: ${numbers[at]} instead of ${ours}`);
    }
  });
}

/** Figures of the articles that lessons must show: lesson, part of the label, figure, and how near the engine must come. */
const ARTICLES = [
  ["one-neuron", "w_1", 9.672993027736892, 1e-3],
  ["one-neuron", "w_2", -0.20784349926631968, 1e-3],
  ["one-neuron", "w_3", -4.62963668773159, 1e-3],
  ["one-neuron", "(1, 0, 0)", 0.9999370428352157, 1e-5],
  ["by-hand", "$o_1$", 0.7513650695523157, 1e-6],
  ["by-hand", "$o_2$", 0.7729284653214625, 1e-6],
  ["by-hand", "$L$", 0.2983711087600027, 1e-6],
  ...[
    0.0004385677344743467, 0.0008771354689486934, 0.0004977127352608599, 0.0009954254705217198, 0.08216704056423077,
    0.08266762784753325, -0.022602540477475067, -0.02274024221597822,
  ].map((grad, at) => ["by-hand", `$w_${at + 1}$`, grad, 1e-7]),
  ...[0.008771354689486933, 0.009954254705217198, 0.13849856162855695, -0.03809823651655623].map((grad, at) => [
    "by-hand",
    `$b_${at + 1}$`,
    grad,
    1e-7,
  ]),
  ...[
    0.1497807161327628, 0.19956143226552567, 0.24975114363236958, 0.29950228726473915, 0.35891647971788465,
    0.4086661860762334, 0.5113012702387375, 0.5613701211079891,
  ].map((param, at) => ["by-hand", `$w_${at + 1}$`, param, 1e-6]),
  ...[0.3456143226552565, 0.3450228726473914, 0.5307507191857215, 0.6190491182582781].map((param, at) => [
    "by-hand",
    `$b_${at + 1}$`,
    param,
    1e-6,
  ]),
  ["by-hand", "$o_1$ (target", 0.011587527390870093, 1e-5],
  ["by-hand", "$o_2$ (target", 0.9884589350256716, 1e-5],
  ["by-hand", "$L$", 2.4475622359322627e-6, 1e-8],
  ["chain", "$L$", 0.5287404726816282, 1e-6],
  ["chain", "w_1}$", 0.1249122161434036, 1e-6],
  ["chain", "w_2}$", -0.12507304732298738, 1e-6],
  ["chain", "w_3}$", -0.05589937280850146, 1e-6],
  ["chain", "$w_1$", 0.26834251180335367, 1e-4],
  ["chain", "$w_2$", 0.2681246232434451, 1e-4],
  ["chain", "$w_3$", -0.5366628787432715, 1e-4],
  ["chain", "w_3 w_2", -0.038612483512720945, 1e-4],
  ["chain", "$w_1$", 0.966424587752841, 1e-4],
  ["chain", "$w_2$", 0.9663659968783211, 1e-4],
  ["chain", "$w_3$", -1.0707556852814748, 1e-4],
  ["chain", "w_3 w_2", -0.9999999998544928, 1e-5],
  ["gradient-check", "backpropagation", 0.00397, 1e-6],
  ["gradient-check", "definition", 0.004164, 1e-6],
  ["gradient-check", "$w_1$", 0.9752700681132106, 1e-4],
  ["gradient-check", "$w_2$", 0.9641798308982554, 1e-4],
  ["gradient-check", "$w_3$", -1.0634229821037362, 1e-4],
  ["gradient-check", "w_3 w_2", -0.9999746254878179, 1e-5],
  ["gradient-check", "w_3 w_2", -0.038612483512720945, 1e-4],
  ["gradient-check", "w_3 w_2", -0.9982016523791666, 1e-4],
  ["xor", "(0, 0, 1)", 0.0019909301542718775, 1e-4],
  ["xor", "(0, 1, 1)", 0.9975145894794893, 1e-4],
  ["xor", "(1, 0, 1)", 0.9977109962361479, 1e-4],
  ["xor", "(1, 1, 1)", 0.002944159908396054, 1e-4],
  ["xor", "now", 0.5444387218244383, 1e-3],
  ["guess", "$h_1$", 0.04742587317756678, 1e-7],
  ["guess", "$o$", 0.5236951740839997, 1e-7],
  ["guess", "w_1}$", 0.021469535265811107, 1e-7],
  ["guess", "loss", 0.357762328289456, 1e-6],
  ["guess", "loss", 0.0022682366522110194, 1e-7],
  ["guess", "$w_1$", 0.922264083418136, 1e-5],
  ["guess", "$w_6$", -3.863550631950427, 1e-5],
  ["guess", "$b_3$", 2.9676434866433694, 1e-5],
  ["guess", "Emily", 0.9510893386302565, 1e-5],
  ["guess", "Frank", 0.03909441370582143, 1e-5],
  ["framework", "w_1}$", 0.1249122161434036, 1e-6],
  ["framework", "w_2}$", -0.12507304732298738, 1e-6],
  ["framework", "w_3}$", -0.05589937280850146, 1e-6],
  ["framework", "$w_1$", 0.966424587752841, 1e-4],
  ["framework", "$w_2$", 0.9663659968783211, 1e-4],
  ["framework", "$w_3$", -1.0707556852814748, 1e-4],
  ["framework", "$e$", -0.9999999998544928, 1e-5],
  ["stuck", "row 1", 0.33360797293190797, 1e-4],
  ["stuck", "row 2", 0.33333427467870275, 1e-4],
  ["stuck", "row 3", 0.3330607195743255, 1e-4],
];

test("the articles' figures are shown and come out", () => {
  const walked = new Map();
  for (const [id, label, want, within] of ARTICLES) {
    if (!LESSONS.includes(id)) continue;
    if (!walked.has(id)) walked.set(id, walk(id).found);
    const rows = walked.get(id).filter((row) => row.label.includes(label));
    const row = rows.find(({ article }) => {
      const digits = /\.(\d+)/.exec(article)?.[1].length ?? 0;
      return article !== "" && Math.abs(Number(article) - want) <= 0.51 * 10 ** -digits;
    });
    assert.ok(row, `${id} shows ${label} = ${want}`);
    assert.ok(Math.abs(row.ours - want) <= within, `${id}: ${label}: ${row.ours} instead of ${want}`);
  }
});

test("what is wrong in a lesson is told with its line", () => {
  const head = "---\ntitle: T\nsummary: S\n---\n";
  const check = (source_, line, kind, found) => {
    const { lesson: read, flaws } = readLesson(source_, known);
    assert.equal(read, null);
    assert.ok(
      flaws.some((flaw) => flaw.line === line && flaw.kind === kind && flaw.found.includes(found)),
      `${JSON.stringify(flaws)} has ${kind} in line ${line}`,
    );
  };
  check("# A lesson", 1, "head", "# A lesson");
  check("---\ntitle: T\n---\n## S\n", 1, "missing", "");
  check("---\ntitle: T\nsummary: S\ncolour: red\n---\n## S\n", 4, "key", "colour");
  check(`${head}Text\n## S\n`, 5, "outside", "Text");
  check(`${head}`, 4, "missing", "");
  check(`${head}## S\n\`\`\`goal\nsay: it\nwhen: los < 1\n\`\`\`\n`, 8, "unreadable", "los");
  check(`${head}## S\n\`\`\`goal\nsay: it\nwhen: changed colour\n\`\`\`\n`, 8, "unreadable", "colour");
  check(`${head}## S\n\`\`\`goal\nsay it\nwhen: epoch > 1\n\`\`\`\n`, 7, "field", "say it");
  check(`${head}## S\n\`\`\`goal\nsay: it\n`, 6, "fence", "goal");
  check(`${head}## S\n\`\`\`ask\nquestion: q\nright: a\nbecause: b\n\`\`\`\n`, 6, "unreadable", "right");
  check(`${head}## S\n\`\`\`ask\nquestion: q\nnumber: a | param | 1\nbecause: b\n\`\`\`\n`, 8, "unreadable", "param");
  check(`${head}## S\n\`\`\`run\nlabel: go\nepoch: soon\n\`\`\`\n`, 8, "unreadable", "soon");
  check(`${head}## S\n\`\`\`figure\ntitle: t\nrow: a | param[0] | many\n\`\`\`\n`, 8, "unreadable", "many");
  check(`${head}## S\ntext\n\`\`\`setup\nshow: lr\n\`\`\`\n`, 7, "first", "setup");
  check(`${head}## S\n\`\`\`setup\nparams: 1, b\nlink: hidden=2\nlink: hidden=3\n\`\`\`\n`, 7, "unreadable", "b");
  check(`${head}## S\n\`\`\`setup\nlink: hidden=2\nlink: hidden=3\n\`\`\`\n`, 8, "twice", "link");
  check(`${head}## S\n\`\`\`setup\nshow: colour\n\`\`\`\n`, 7, "unreadable", "colour");
});

const RACE = `---
title: T
summary: S
link: data=circle&hidden=3&lr=0.1&samples=100
---
## S
## T
\`\`\`setup
change: batch_size=10
\`\`\`
\`\`\`race
label: go
step: 25
finish: 0.6
lane: slow | lr=0.001
lane: as it is | lr=0.1
lane: away | loss=mse&activation=relu&lr=100
\`\`\`
`;

test("a race trains each lane as the page would, and remembers when the line was crossed", () => {
  const { lesson: read, flaws } = readLesson(RACE, known);
  assert.deepEqual(flaws, []);
  const { steps } = read;
  const block = steps[1].blocks.find(({ type }) => type === "race");
  const race = raced(steps, block);
  const own = new Playground(config_from_link("data=circle&hidden=3&lr=0.1&samples=100&batch_size=10"));
  let finish = null;
  while (own.progress().step < 25) {
    const { epoch, step } = own.progress();
    own.train(1e9, Math.min(25 - step, own.steps_to(Math.floor(epoch) + 1)));
    if (own.loss() <= 0.6) finish ??= own.progress().epoch;
  }
  const { loss, step, epoch } = race.standing(1);
  assert.deepEqual([loss, step, epoch], [own.loss(), 25, own.progress().epoch]);
  assert.equal(race.standing(1).finish, finish);
  assert.equal(race.standing(0).finish, null);
  assert.ok(race.standing(0).loss > loss, "a small rate learns less in the same time");
  assert.ok(race.standing(2).diverged && race.standing(2).step < 25, "who flies away stops");
  assert.equal(race.standing(3), null);
  race.free();
  assert.equal(race.standing(0), null);
});

test("what is wrong in a race is told with its line", () => {
  for (const [from, to, line, found] of [
    ["lane: slow | lr=0.001", "lane: slow", 15, "slow"],
    ["lane: slow | lr=0.001", "lane: slow | rate=0.001", 15, "rate"],
    ["finish: 0.6", "finish: soon", 14, "soon"],
    ["step: 25", "step: 0", 13, "0"],
    ["step: 25\n", "", 11, ""],
    ["step: 25", "step: 25\nepoch: 3", 11, ""],
    [/lane: (slow|as).*\n/g, "", 11, "1 × lane:"],
  ]) {
    const { flaws } = readLesson(RACE.replace(from, to), known);
    assert.ok(
      flaws.some((flaw) => flaw.line === line && flaw.found.includes(found)),
      `${JSON.stringify(flaws)} has ${found} in line ${line}`,
    );
  }
  // A value that the engine does not take is thrown, and told by the page.
  const { lesson: read } = readLesson(RACE.replace("lr=0.001", "lr=fast"), known);
  assert.throws(() => raced(read.steps, read.steps[1].blocks.at(-1)), { name: "ChainruleError" });
});

test("the description's example is a lesson without flaws, and names every value", () => {
  for (const path of ["docs/lessons.md", "docs/lessons.zh.md"]) {
    const description = text(path);
    const example = /````markdown\n([\s\S]*?)\n````/.exec(description)?.[1] ?? "";
    const { lesson: read, flaws } = readLesson(example, known);
    assert.deepEqual(flaws, [], path);
    assert.ok(read.steps.length >= 2);
    for (const name of Object.keys(VALUES)) assert.ok(description.includes(`\`${name}`), `${path} has ${name}`);
  }
  const [view] = readCondition("view == check", known.isSetting);
  assert.deepEqual(view.comparison.right, { word: "check" }, "a view that has the name of a value");
  const [{ comparison }] = readCondition("hidden == 4-2", known.isSetting);
  assert.deepEqual(comparison.right, { word: "4-2" });
  assert.deepEqual(readExpression("sample(0).grad[3]", known.isSetting), {
    name: "sample",
    args: [0],
    field: "grad",
    place: 3,
  });
});

test("what there is not has no value, and breaks nothing", () => {
  const playground = new Playground();
  const facts = factsOf(source(playground), config_from_link);
  for (const absent of ["answer(1, 0, 0)[0]", "sample(99999).loss", "param[99999]", "definition[99999]"]) {
    assert.equal(facts.value(readExpression(absent, known.isSetting)), null, absent);
  }
  assert.ok(Number.isFinite(facts.value(readExpression("answer(1, 0)", known.isSetting))));
});

test("inputs that lessons call otherwise than the network does are told with both names where they first stand", () => {
  for (const [id, names] of [
    ["by-hand", ["$i_1$", "$x_1$", "$i_2$", "$x_2$"]],
    ["chain", ["$x$", "$x_1$"]],
    ["framework", ["$x$", "$x_1$"]],
  ]) {
    for (const language of ["en", "zh"]) {
      const [first] = lesson(id, language).steps;
      const said = first.blocks.filter(({ type }) => type === "text").map((block) => block.text);
      for (const name of names) assert.ok(said.join("\n").includes(name), `${id}.${language}: ${name}`);
    }
  }
});
