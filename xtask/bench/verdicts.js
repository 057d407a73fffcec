// Holds the rows of one runtime against the targets. It reports; nothing fails.

import { AGE, AGED, GROWTH } from "./workloads.js";

/** How many times as fast as a peer. */
const FASTER = [
  ["W1", "convnetjs", 40],
  ["W2", "convnetjs", 28],
  ["W3", "convnetjs", 29],
  ["grid", "convnetjs", 30],
  ["W4", "tfjs-wasm", 4],
];

/** How many times as long as a plain step. */
const DEARER = [
  ["W3 Adam", 1.3],
  ["W3 dropout", 1.2],
  ["W3 L2", 1.2],
];

/** How many times as long as one of the first steps one takes after many. */
const OLDER = 1.05;

/** From this width on the cost of a weight does not rise, but for noise. */
const GROWN = 16;
const NOISE = 0.03;

/** From this width on training does at least so much of what the machine can. The first is W3. */
const WIDE = 64;
const OF_PEAK = 0.6;

/** Most milliseconds of what the page does; Node has no page. */
const PAGE = [
  ["start", "from navigation to the first step trained", 400],
  ["frame drawing", "of a frame's drawing", 3],
];

const times = (n) => `${n.toFixed(2)}×`;
const percent = (n) => `${(100 * n).toFixed(1)} %`;

/** Like `met     W1 against convnetjs: 45.12×, target at least 40×`. */
const line = (met, what, found, target) => `${met ? "met   " : "missed"}  ${what}: ${found}, target ${target}`;

/**
 * @param {any[]} rows of one runtime
 * @returns {string[]} a line for each target
 */
export function verdicts(rows) {
  const row = (workload, system = "chainrule") => rows.find((r) => r.workload === workload && r.system === system);
  const lines = [];
  for (const [workload, peer, target] of FASTER) {
    const [own, other] = [row(workload), row(workload, peer)];
    const ratio = own.milliseconds
      ? other.milliseconds / own.milliseconds
      : own.samples_per_second / other.samples_per_second;
    lines.push(line(ratio >= target, `${workload} against ${peer}`, times(ratio), `at least ${target}×`));
  }
  for (const [workload, target] of DEARER) {
    const ratio = row(workload).times_plain;
    lines.push(line(ratio <= target, `${workload} against plain steps`, times(ratio), `at most ${target}×`));
  }
  for (const { name } of AGED) {
    const ratio = row(name).times_first;
    lines.push(line(ratio <= OLDER, `${name}: a step after ${AGE} steps`, times(ratio), `at most ${OLDER}×`));
  }
  const grown = GROWTH.filter(({ widths }) => widths[1] >= GROWN);
  for (const [i, w] of grown.slice(1).entries()) {
    const more = row(w.name).ns_per_weight_and_sample / row(grown[i].name).ns_per_weight_and_sample - 1;
    const what = `rise of a weight's cost from ${grown[i].name} to ${w.name}`;
    lines.push(line(more <= NOISE, what, percent(more), `at most ${percent(NOISE)}`));
  }
  for (const w of grown.filter(({ widths }) => widths[1] >= WIDE)) {
    const share = row(w.name).of_peak;
    lines.push(line(share >= OF_PEAK, `${w.name} of the peak`, percent(share), `at least ${percent(OF_PEAK)}`));
  }
  for (const [workload, what, target] of PAGE) {
    const ms = row(workload)?.milliseconds;
    if (ms !== undefined) lines.push(line(ms <= target, `milliseconds ${what}`, ms.toFixed(1), `at most ${target}`));
  }
  return lines;
}
