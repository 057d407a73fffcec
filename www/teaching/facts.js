// The values that lessons speak of, asked of the engine: nothing is computed here.

import { isInputError } from "../engine.js";
import { compare } from "./expression.js";
import { named } from "./names.js";

/** @typedef {import("./expression.js").Expression} Expression */
/** @typedef {import("./expression.js").Condition} Condition */

/** @typedef {{ state: Pick<import("../store.js").State, "config" | "progress" | "metrics" | "running" | "explaining" | "probed" | "selected">, call: import("../store.js").Store["call"], race?: () => import("./race.js").Race | null }} Source */

/** Distance of the difference quotient's points, as in the tutorials. */
const EPS = 1e-4;

/** Milliseconds of a look that a gradient check of all parameters takes; it goes on in the next. */
const BUDGET = 12;

/** Parameters that are checked at once in the beginning. */
const FEW = 16;

/**
 * @param {Source} store
 * @param {(link: string) => import("../engine.js").Config} usual settings of a link, to compare with
 */
export function factsOf(store, usual) {
  /** What was asked in this look: several figures ask the same. @type {Map<string, unknown>} */
  const asked = new Map();
  /** The gradient check of the network as it is, as far as it has come. @type {{ next: number, worst: number } | null} */
  let check = null;
  let few = FEW;
  let unfinished = false;

  /**
   * @template T
   * @param {string} key
   * @param {(playground: import("../engine.js").Playground) => T} get
   * @returns {T | undefined}
   */
  const ask = (key, get) => {
    if (!asked.has(key)) asked.set(key, answered(get));
    return /** @type {T | undefined} */ (asked.get(key));
  };

  /**
   * What there is not, such as the answer to three inputs of a network that has two, has no value.
   * @template T
   * @param {(playground: import("../engine.js").Playground) => T} get
   */
  function answered(get) {
    try {
      return store.call(get);
    } catch (error) {
      if (!isInputError(error)) throw error;
      return undefined;
    }
  }

  /** @type {Record<string, (of: { args: number[], field: string | null, place: number }) => number | string | null | undefined>} */
  const values = {
    epoch: () => store.state.progress.epoch,
    step: () => store.state.progress.step,
    lr: () => store.state.progress.lr,
    train_loss: () => store.state.metrics.train.loss,
    test_loss: () => store.state.metrics.test.loss,
    accuracy: () => store.state.metrics.train.accuracy,
    test_accuracy: () => store.state.metrics.test.accuracy,
    params: () => ask("params", (playground) => playground.param_count()),
    param: ({ place }) => ask(`param ${place}`, (playground) => playground.param(place))?.[0],
    grad: ({ place }) => ask(`param ${place}`, (playground) => playground.param(place))?.[1],
    gradient: ({ place }) => ask("gradient", (playground) => playground.gradients())?.[place],
    definition: ({ place }) =>
      ask(`definition ${place}`, (playground) => playground.gradient_check([place], EPS))?.numeric[0],
    answer: ({ args, place }) => ask(`answer ${args}`, (playground) => playground.predict(args))?.[place],
    class: ({ args }) => ask(`class ${args}`, (playground) => playground.classes(args))?.[0],
    sample: ({ args: [at = 0], field, place }) => sample(at, field ?? "loss", place),
    race: ({ args: [at = 0], field }) => store.race?.()?.standing(at)?.[/** @type {"loss"} */ (field)],
    // Costly, and of no moment in the midst of training.
    check: () => (store.state.running ? null : checked()),
    view: () => store.state.explaining ?? "none",
    probed: () => Number(store.state.probed !== null),
    selected: () => Number(store.state.selected !== null),
  };

  /** The largest relative error over all parameters, once all of them are checked. */
  function checked() {
    const of = ask("params", (playground) => playground.param_count()) ?? 0;
    const now = (check ??= { next: 0, worst: 0 });
    const begin = performance.now();
    for (let time = begin; now.next < of && time < begin + BUDGET;) {
      const places = Array.from({ length: Math.min(few, of - now.next) }, (_, at) => now.next + at);
      const found = answered((playground) => playground.gradient_check(places));
      if (!found) return undefined;
      now.next += places.length;
      now.worst = Math.max(now.worst, found.worst);
      const took = performance.now() - time;
      time += took;
      if (took < BUDGET / 4) few *= 2;
      else if (took > BUDGET) few = Math.max(1, few >> 1);
    }
    if (now.next === of) return now.worst;
    unfinished = true;
    return null;
  }

  /**
   * @param {number} at
   * @param {string} field
   * @param {number} place
   */
  function sample(at, field, place) {
    const trace = ask(`sample ${at}`, (playground) => playground.trace(at));
    if (!trace || field === "loss") return trace?.loss;
    if (field === "output") return trace.prediction[place];
    // What the loss takes, and how it changes with that.
    if (field === "raw") return trace.layers.at(-1)?.y[place];
    if (field === "delta") return trace.layers.at(-1)?.dy[place];
    if (field === "grad") return trace.layers.flatMap((layer) => layer.params)[place]?.grad;
    // Of all neurons, those of the first layer first: what comes out of the activation, and its slope.
    const units = trace.layers.filter(({ layer }) => layer.type === "activation");
    return units.flatMap((layer) => (field === "slope" ? layer.slopes : layer.y))[place];
  }

  return {
    /** Forgets what was asked, for another look. */
    again: () => asked.clear(),
    /** Forgets what is known of the network: it may have changed. */
    moved() {
      asked.clear();
      check = null;
    },
    /** Tells whether a value was asked for, since the last call of this, that takes more than one look. */
    waits() {
      const waited = unfinished;
      unfinished = false;
      return waited;
    },
    value,
    holds,
  };

  /**
   * A value; null where there is none.
   * @param {Expression} expression
   * @returns {number | string | null}
   */
  function value(expression) {
    if ("number" in expression) return expression.number;
    if ("word" in expression) return expression.word;
    const { name, args, field, place } = expression;
    const get = named(values, name);
    if (get) return get({ args: args ?? [], field, place: place ?? 0 }) ?? null;
    const setting = store.state.config[/** @type {"lr"} */ (name)];
    return setting === undefined ? null : Array.isArray(setting) ? setting.join("-") || "none" : setting;
  }

  /**
   * @param {Condition[]} conditions
   * @param {string} link of the step's setup, which `changed` is compared with
   */
  function holds(conditions, link) {
    return conditions.every((condition) => {
      if ("changed" in condition) {
        const key = /** @type {"lr"} */ (condition.changed);
        return String(store.state.config[key]) !== String(usual(link)[key]);
      }
      const { left, op, right, within } = condition.comparison;
      return compare(value(left), op, value(right), within);
    });
  }
}
