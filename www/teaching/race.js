// A race: several playgrounds of one setup, each with changes of its own, that train side by side. Knows nothing of the page; all numbers are the engine's.

import { isInputError } from "../engine.js";

/** @typedef {import("./format.js").Setup} Setup */
/** @typedef {import("./format.js").Block & { type: "race" }} Block */
/** @typedef {Pick<typeof import("../../target/pkg/chainrule.js"), "Playground" | "config_from_link">} Engine */

/**
 * What a lane has come to. `finish` is the first epoch after which the loss was at the finishing line or below; null before, and where there is no line.
 * @typedef {object} Standing
 * @property {number} epoch
 * @property {number} step
 * @property {number | null} loss
 * @property {number | null} test
 * @property {number | null} accuracy
 * @property {number | null} finish
 * @property {boolean} diverged
 */

/**
 * The settings that a link names, with their values.
 * @param {Pick<Engine, "config_from_link">} engine
 * @param {string} link
 */
export function changesOf(engine, link) {
  const config = engine.config_from_link(link);
  const keys = [...new URLSearchParams(link).keys()];
  return Object.fromEntries(keys.map((key) => [key, config[/** @type {"lr"} */ (key)]]));
}

/**
 * The last of some setups that starts afresh, and those after it: what there is has come of these.
 * @param {(Setup | null)[]} setups
 */
export function sinceFresh(setups) {
  const all = setups.filter((setup) => setup !== null);
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ link }) => link !== null),
    ),
  );
}

/** @typedef {{ playground: import("../engine.js").Playground, finish: number | null, lap: number, over: boolean }} Running `lap` is the epoch that it trains to */

export class Race {
  #block;
  /** @type {Running[]} */
  #lanes;
  /** The lane whose turn it is. */
  #turn = 0;

  /** Set while all lanes have trained equally far. */
  level = true;

  /**
   * What cannot be set up is thrown.
   * @param {Engine} engine
   * @param {(Setup | null)[]} setups of the steps up to this one
   * @param {Block} block
   */
  constructor(engine, setups, block) {
    this.#block = block;
    this.#lanes = block.lanes.map(({ changes }) => ({
      ...prepared(engine, sinceFresh(setups), changes),
      lap: 1,
      over: false,
    }));
  }

  /** Whether all lanes have come to their end. */
  get over() {
    return this.#lanes.every(({ over }) => over);
  }

  /** The lanes' playgrounds, to be drawn. */
  get playgrounds() {
    return this.#lanes.map(({ playground }) => playground);
  }

  /**
   * Trains the lanes in turns of an epoch while there is time, and up to as long again for them to be equally far.
   * @param {number} ms
   */
  advance(ms) {
    const end = performance.now() + ms;
    for (let left = ms; !this.over && left > (this.level ? 0 : -ms); left = end - performance.now()) {
      const lane = this.#lanes[this.#turn];
      this.level = !lane || lane.over || this.#train(lane, Math.max(left, 0));
      if (this.level) this.#turn = (this.#turn + 1) % this.#lanes.length;
      this.level &&= this.#turn === 0;
    }
  }

  /**
   * Trains a lane to the end of its lap, or as far as time allows. Tells whether it has come to that end.
   * @param {Running} lane
   * @param {number} ms
   */
  #train(lane, ms) {
    const { playground } = lane;
    const { finish } = this.#block;
    const to = () => Math.min(this.#left(playground), playground.steps_to(lane.lap));
    const now = playground.train(ms, to());
    if (now.diverged === null && now.stopped === null && to() > 0) return false;
    // Evaluating all points may find that it has diverged.
    const loss = playground.loss();
    const { epoch, diverged, stopped } = playground.progress();
    lane.lap = Math.floor(epoch) + 1;
    if (finish !== null && loss !== undefined && loss <= finish) lane.finish ??= epoch;
    lane.over = diverged !== null || stopped !== null || this.#left(playground) <= 0;
    return true;
  }

  /** Updates to the end. @param {import("../engine.js").Playground} playground */
  #left(playground) {
    const { epoch, step } = this.#block;
    return step === null ? playground.steps_to(epoch ?? 0) : step - playground.progress().step;
  }

  /**
   * @param {number} place of the lane, from 0
   * @returns {Standing | null}
   */
  standing(place) {
    const each = this.#lanes[place];
    if (!each) return null;
    const { epoch, step, diverged } = each.playground.progress();
    const { train, test } = each.playground.metrics();
    return {
      epoch,
      step,
      loss: train.loss,
      test: test.loss,
      accuracy: train.accuracy,
      finish: each.finish,
      diverged: diverged !== null,
    };
  }

  /** Gives back what the engine holds for it. */
  free() {
    for (const { playground } of this.#lanes) playground.free();
    this.#lanes = [];
  }
}

/**
 * @param {Engine} engine
 * @param {Setup[]} setups
 * @param {string} changes
 * @returns {Pick<Running, "playground" | "finish">}
 */
function prepared(engine, setups, changes) {
  const playground = new engine.Playground();
  try {
    for (const { link, data, targets, classes, params, change } of setups) {
      if (link !== null) playground.prepare(link, data, targets, classes, params);
      if (change) playground.configure(changesOf(engine, change));
    }
    playground.configure(changesOf(engine, changes));
  } catch (error) {
    // Any other error is the engine's end, and nothing is to be called any more.
    if (isInputError(error)) playground.free();
    throw error;
  }
  return { playground, finish: null };
}
