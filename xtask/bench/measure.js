// Measures every system in rounds that take turns, in this one process, and gives medians.

import * as systems from "./systems.js";
import {
  AGAINST_PEERS,
  AGE,
  AGED,
  EXTRAS,
  GRID,
  GROWTH,
  PEAK_ROUNDS,
  TIMED,
  operations,
  shape,
  weights,
} from "./workloads.js";

const ROUNDS = 15;

/** Milliseconds that a round of one system takes, about. */
const ROUND_MS = 40;

/** How far apart two systems' parameters may be after a step: they round in different places. */
const SAME = 1e-5;

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Milliseconds of one of `n` calls. */
function time(run, n) {
  const start = performance.now();
  run(n);
  return (performance.now() - start) / n;
}

/** How many calls fill a round; warms up on the way. The shortest of three counts: a stall of the machine would pass for a slow call. */
function calibrate(run) {
  const shortest = (n) => Math.min(time(run, n), time(run, n), time(run, n));
  for (let n = 1; ; n *= 2) {
    const ms = shortest(n);
    if (ms * n >= ROUND_MS / 2) return Math.max(1, Math.round(ROUND_MS / ms));
  }
}

/** Runs all of them in turns, each after what it has to make ready: median milliseconds of one call. */
async function inTurns(turns) {
  const counts = [];
  for (const { run, ready } of turns) {
    await ready?.();
    counts.push(calibrate(run));
  }
  const taken = turns.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, { run, ready }] of turns.entries()) {
      await ready?.();
      taken[i].push(time(run, counts[i]));
    }
  }
  return taken.map(median);
}

/** Median milliseconds of a step among the first, and after many: in turns, a new network against one that has trained for long. */
function whenAged(engine, w) {
  const old = systems.chainrule(engine, w);
  old.steps(AGE);
  const [first, later] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const young = systems.chainrule(engine, w);
    first.push(time(young.steps, TIMED));
    young.free();
    later.push(time(old.steps, TIMED));
  }
  old.free();
  return [median(first), median(later)];
}

/** Throws unless one step from the same parameters on the same batch leads every system to the same ones. */
async function sameWork(w, turns) {
  let first;
  for (const { name, run, system, ready } of turns) {
    await ready?.();
    run(1);
    const params = Array.from(system.params());
    first ??= params;
    const off = params.reduce((worst, p, i) => Math.max(worst, Math.abs(p - first[i])), 0);
    if (params.length !== first.length || !(off < SAME)) {
      throw new Error(`${w.name}: after one step ${name} has other parameters than the first system (off by ${off})`);
    }
  }
}

const turn = (name, system, ready) => ({ name, system, ready, run: (n) => system.steps(n) });

/**
 * @param {string} runtime
 * @param {any} engine the bindings of the benchmark's crate
 * @param {string} wasmFolder where TensorFlow.js finds its backend
 * @param {(line: string) => void} say
 */
export async function measure(runtime, engine, wasmFolder, say) {
  const rows = [];
  const row = (w, system, values) => rows.push({ runtime, workload: w.name, shape: shape(w), system, ...values });
  const rate = (w, ms) => (w.batch * 1000) / ms;

  for (const w of AGAINST_PEERS) {
    const own = systems.chainrule(engine, w);
    const params = own.params();
    const turns = [turn("chainrule", own), turn("convnetjs", systems.convnetjs(w, params))];
    for (const backend of ["wasm", "cpu"]) {
      const ready = () => systems.backend(backend, wasmFolder);
      await ready();
      turns.push(turn(`tfjs-${backend}`, systems.tfjs(w, params), ready));
    }
    await sameWork(w, turns);
    const rates = (await inTurns(turns)).map((ms) => rate(w, ms));
    const told = turns.map(({ name, system }, i) => {
      row(w, name, { samples_per_second: rates[i] });
      system.free();
      return `${name} ${rates[i].toExponential(2)}${i > 0 ? ` (${(rates[0] / rates[i]).toFixed(1)}×)` : ""}`;
    });
    say(`${w.name.padEnd(6)} samples/s: ${told.join("  ")}`);
  }

  const plain = AGAINST_PEERS.find((w) => w.name === "W3");
  const costs = [plain, ...EXTRAS].map((w) => turn(w.name, systems.chainrule(engine, w)));
  const [base, ...dearer] = await inTurns(costs);
  for (const [i, w] of EXTRAS.entries()) {
    row(w, "chainrule", { samples_per_second: rate(w, dearer[i]), times_plain: dearer[i] / base });
  }
  say(EXTRAS.map((w, i) => `${w.name} takes ${(dearer[i] / base).toFixed(2)}×`).join("  "));

  for (const w of AGED) {
    const [first, later] = whenAged(engine, w);
    row(w, "chainrule", { samples_per_second: rate(w, later), times_first: later / first });
    say(`${w.name.padEnd(20)} a step takes ${(later / first).toFixed(2)}× after ${AGE} steps`);
  }

  let peakOperations = 0;
  const peakRun = (n) => {
    for (let i = 0; i < n; i += 1) peakOperations = engine.peak(PEAK_ROUNDS, 0.999 + Math.random() * 1e-4, 1e-3);
  };
  const grown = GROWTH.map((w) => turn(w.name, systems.chainrule(engine, w)));
  const [peakMs, ...times] = await inTurns([{ run: peakRun }, ...grown]);
  const peak = peakOperations / peakMs / 1e6;
  rows.push({ runtime, workload: "peak", shape: "f32x4 in registers", system: "machine", gflops: peak });
  say(`SIMD128, multiplications and additions apart, in registers: ${peak.toFixed(1)} GFLOP/s`);
  for (const [i, w] of GROWTH.entries()) {
    const ns = (times[i] * 1e6) / w.batch / weights(w);
    const share = (operations(w) * w.batch) / times[i] / 1e6 / peak;
    row(w, "chainrule", { samples_per_second: rate(w, times[i]), ns_per_weight_and_sample: ns, of_peak: share });
    say(`${w.name.padEnd(12)} ${ns.toFixed(3)} ns per weight and sample, ${(100 * share).toFixed(0)} % of that`);
  }

  const own = systems.chainrule(engine, GRID);
  const peer = systems.convnetjs(GRID, own.params());
  const often = (f) => (n) => {
    for (let i = 0; i < n; i += 1) f();
  };
  const [ownMs, peerMs] = await inTurns([{ run: often(own.grid) }, { run: often(peer.grid) }]);
  row(GRID, "chainrule", { milliseconds: ownMs });
  row(GRID, "convnetjs", { milliseconds: peerMs });
  say(`grid   ms: chainrule ${ownMs.toFixed(2)}  convnetjs ${peerMs.toFixed(1)} (${(peerMs / ownMs).toFixed(1)}×)`);
  for (const { system } of [...costs, ...grown, { system: own }]) system.free();
  return rows;
}
