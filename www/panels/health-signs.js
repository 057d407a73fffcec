// What the engine's statistics of the layers are signs of, and the change of settings that helps. No page, no words: the view has those.

/** @typedef {import("../engine.js").Statistics["layers"][number]} Layer */

/**
 * A layer as the picture has it: its weights, and the activation behind them.
 * @typedef {object} Column
 * @property {number} column from 1 for the first hidden layer
 * @property {Layer} dense
 * @property {Layer} last what gives the column's outputs
 * @property {number | null} dead
 * @property {number | null} saturated
 */

/** @typedef {{ id: string, column: number, shown: Record<string, number>, fix: Partial<import("../engine.js").Config> }} Sign */

/** Weights usually move by about a thousandth of their size in a step; a factor of ten to either side is no cause for alarm. A rule of thumb. */
export const BAND = { low: 1e-4, usual: 1e-3, high: 1e-2 };

/** How many times smaller or larger the first layer's largest gradient is than the last one's where gradients vanish or explode. */
const [VANISHES, EXPLODES] = [100, 1000];

/** Shares of a layer from which its dead or flat units are told. */
const [DEAD, FLAT] = [0.5, 0.7];

/** Outputs of a hidden layer that are spread by less say the same to everything. */
const ALIKE = 0.02;

/**
 * @param {Layer[]} layers
 * @returns {Column[]}
 */
export function columns(layers) {
  /** @type {Column[]} */
  const all = [];
  for (const each of layers) {
    const { layer } = each;
    if (layer.type === "dense") {
      all.push({ column: all.length + 1, dense: each, last: each, dead: null, saturated: null });
    }
    const present = all.at(-1);
    if (!present) continue;
    present.last = each;
    present.dead ??= each.dead;
    present.saturated ??= each.saturated;
  }
  return all;
}

/** @param {Layer["grads"]} summary */
function largest(summary) {
  return summary ? Math.max(Math.abs(summary.min), Math.abs(summary.max)) : 0;
}

/**
 * The worst first; empty where nothing is wrong.
 * @param {Column[]} all
 * @param {import("../engine.js").Config} config
 * @param {import("../engine.js").Progress} progress
 * @returns {Sign[]}
 */
export function signs(all, config, progress) {
  const [first, end] = [all[0], all.at(-1)];
  if (!first || !end) return [];
  const hidden = all.slice(0, -1);
  return [
    ...ofDivergence(config, progress),
    ...ofWeights(hidden, config),
    ...ofGradients(first, end, config),
    ...ofUnits(hidden, config),
    ...(progress.step > 0 && !progress.diverged ? ofSteps(all, config) : []),
  ];
}

/** @param {import("../engine.js").Config} config @param {import("../engine.js").Progress} progress @returns {Sign[]} */
function ofDivergence(config, progress) {
  if (!progress.diverged) return [];
  const { lr } = config;
  const strength = Math.max(config.l2, config.weight_decay);
  const shown = { step: progress.diverged.step, lr, strength };
  // A step of decay multiplies a weight by 1 − lr λ.
  if (lr * strength > 2) return [{ id: "decay", column: 0, shown, fix: { l2: 0, weight_decay: 0 } }];
  return [{ id: "diverged", column: 0, shown, fix: { lr: scaled(lr, 0.1) } }];
}

/** @param {Column[]} hidden @param {import("../engine.js").Config} config @returns {Sign[]} */
function ofWeights(hidden, config) {
  const equal = hidden.find(({ dense: { weights } }) => weights && weights.count > 1 && weights.std === 0);
  if (equal?.dense.weights) {
    const shown = { value: equal.dense.weights.mean };
    return [{ id: "equal", column: equal.column, shown, fix: { initializer: "xavier-uniform" } }];
  }
  const alike = hidden.find(({ last: { outputs }, dead }) => outputs && outputs.std < ALIKE && !dead);
  if (!alike?.last.outputs) return [];
  const fix = differs(config, [{ initializer: "xavier-uniform" }, { activation: ["tanh"] }, { norm: "layer" }]);
  return [{ id: "alike", column: alike.column, shown: { spread: alike.last.outputs.std }, fix }];
}

/** @param {Column} first @param {Column} end @param {import("../engine.js").Config} config @returns {Sign[]} */
function ofGradients(first, end, config) {
  const shown = { first: largest(first.dense.grads), last: largest(end.dense.grads) };
  if (first !== end && shown.last > VANISHES * shown.first) {
    const fix = differs(config, [{ activation: ["relu"], initializer: "he-uniform" }, { norm: "layer" }]);
    return [{ id: "vanishing", column: 1, shown, fix }];
  }
  if (first !== end && shown.last > 0 && shown.first > EXPLODES * shown.last) {
    const fix = differs(config, [{ clip_norm: 1 }, { norm: "layer" }]);
    return [{ id: "exploding", column: 1, shown, fix }];
  }
  return [];
}

/** @param {Column[]} hidden @param {import("../engine.js").Config} config @returns {Sign[]} */
function ofUnits(hidden, config) {
  return hidden.flatMap(({ column, dead, saturated }) => {
    if (dead !== null && dead >= DEAD) {
      const fix = differs(config, [{ activation: ["leaky-relu"] }, { norm: "layer" }]);
      return [{ id: "dead", column, shown: { share: dead }, fix }];
    }
    if (dead !== 0 || saturated === null || saturated < FLAT) return [];
    const fix = differs(config, [{ initializer: "xavier-uniform" }, { norm: "layer" }, { activation: ["leaky-relu"] }]);
    return [{ id: "saturated", column, shown: { share: saturated }, fix }];
  });
}

/** @param {Column[]} all @param {import("../engine.js").Config} config @returns {Sign[]} */
function ofSteps(all, config) {
  const moving = all.filter(({ dense }) => dense.update_ratio !== null && dense.update_ratio > 0);
  const ratio = (/** @type {Column} */ each) => each.dense.update_ratio ?? 0;
  const far = moving.find((each) => ratio(each) > 10 * BAND.high);
  if (far) {
    const shown = { ratio: ratio(far), lr: config.lr };
    return [{ id: "large", column: far.column, shown, fix: { lr: scaled(config.lr, 0.1) } }];
  }
  const [near] = moving;
  if (!near || moving.some((each) => ratio(each) > BAND.low / 10)) return [];
  const shown = { ratio: ratio(near), lr: config.lr };
  return [{ id: "small", column: near.column, shown, fix: { lr: scaled(config.lr, 10) } }];
}

/** A rate that reads well. @param {number} lr @param {number} factor */
function scaled(lr, factor) {
  return Number((lr * factor).toPrecision(3));
}

/**
 * The first change that changes anything.
 * @param {import("../engine.js").Config} config
 * @param {Partial<import("../engine.js").Config>[]} changes
 */
function differs(config, changes) {
  const now = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (config));
  const news = (/** @type {object} */ change) =>
    Object.entries(change).some(([key, value]) => String(now[key]) !== String(value));
  return changes.find(news) ?? {};
}
