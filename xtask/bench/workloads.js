// What is measured: networks, data and how they are trained, the same for every system.

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Features from −1 to 1 and targets that can be learned: a number, or a class of as many as there are outputs.
 * @param {number[]} widths
 * @param {number} samples
 */
function data(widths, samples) {
  const [inputs, outputs, next] = [widths[0], widths.at(-1), random(7)];
  const x = Float64Array.from({ length: samples * inputs }, () => next() * 2 - 1);
  const y = new Float64Array(samples * outputs);
  for (let s = 0; s < samples; s += 1) {
    const sum = x[s * inputs] + 0.5 * x[s * inputs + 1];
    if (outputs === 1) y[s] = Math.sin(2 * sum);
    else y[s * outputs + Math.min(outputs - 1, Math.floor(((sum + 1.5) / 3) * outputs))] = 1;
  }
  return { x, y };
}

function workload(name, widths, activation, batch, more = {}) {
  const loss = widths.at(-1) > 1 ? "cross-entropy" : "mse";
  const samples = batch * 16;
  const rest = { loss, optimizer: "sgd", lr: 0.01, dropout: 0, l2: 0, decay: 0, ...more };
  return { name, widths, activation, batch, samples, ...data(widths, samples), ...rest };
}

/** The networks that peers are held against. */
export const AGAINST_PEERS = [
  workload("W1", [2, 4, 2, 1], "tanh", 10),
  workload("W2", [7, 8, 8, 8, 8, 8, 8, 1], "tanh", 10),
  workload("W3", [2, 64, 64, 1], "relu", 32),
  workload("W4", [784, 128, 10], "relu", 32),
];

/** What Adam, dropout and a penalty cost. */
export const EXTRAS = [
  workload("W3 Adam", [2, 64, 64, 1], "relu", 32, { optimizer: "adam", lr: 0.001 }),
  workload("W3 dropout", [2, 64, 64, 1], "relu", 32, { dropout: 0.2 }),
  workload("W3 L2", [2, 64, 64, 1], "relu", 32, { l2: 0.001 }),
];

/** A workload of W3's size whose steps are timed at the beginning and after many of them, with features from −`size` to `size`. */
function aged(name, activation, more, size = 1) {
  const w = workload(`aged ${name}`, [2, 64, 64, 1], activation, 32, more);
  return { ...w, x: w.x.map((x) => x * size) };
}

/** What falls towards 0 without end where gradients stay away: moments, weights under a penalty or decay, deltas behind saturated units. */
export const AGED = [
  aged("Adam", "relu", { optimizer: "adam", lr: 0.001 }),
  aged("AMSGrad", "relu", { optimizer: "amsgrad", lr: 0.001 }),
  aged("RMSprop", "relu", { optimizer: "rmsprop", lr: 0.001 }),
  aged("momentum", "relu", { optimizer: "momentum" }),
  aged("L2", "relu", { lr: 0.1, l2: 0.1 }),
  aged("weight decay", "relu", { decay: 1 }),
  aged("saturated tanh", "tanh", { optimizer: "adam", lr: 0.01 }, 20),
];

/** Steps before the later ones are timed, and how many are timed together. */
export const AGE = 50_000;
export const TIMED = 1_000;

/** How the cost of a weight changes with the size of the network. */
export const GROWTH = [4, 8, 16, 32, 64, 128, 256].map((n) => workload(`2-${n}-${n}-1`, [2, n, n, 1], "relu", 32));

/** The plane, 100 by 100, through W2's network. */
export const GRID = {
  ...workload("grid", [7, 8, 8, 8, 8, 8, 8, 1], "tanh", 10),
  ...data([7, 1], 10_000),
  samples: 10_000,
};

/** A workload in words, like `2-64-64-1 relu, mse, batch 32, sgd, dropout 0.2`. */
export function shape({ name, widths, activation, loss, batch, samples, optimizer, dropout, l2, decay }) {
  const network = `${widths.join("-")} ${activation}`;
  if (name === GRID.name) return `${network}, ${samples} points`;
  const extras = Object.entries({ dropout, L2: l2, decay }).filter(([, strength]) => strength);
  return [network, loss, `batch ${batch}`, optimizer, ...extras.map((extra) => extra.join(" "))].join(", ");
}

/** Multiplications and additions that one sample of training takes: forward, gradients of weights, gradients of all but the features. */
export function operations({ widths }) {
  let sum = 0;
  for (let l = 1; l < widths.length; l += 1) sum += widths[l - 1] * widths[l] * (l > 1 ? 6 : 4);
  return sum;
}

export function weights({ widths }) {
  return widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
}

/** How long `peak` of the crate runs. */
export const PEAK_ROUNDS = 200_000;
