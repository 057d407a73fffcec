// The values that lessons speak of, asked of the engine: nothing is computed here.

import { isInputError } from "../engine.js";
import { compare } from "./expression.js";

/** @typedef {import("./expression.js").Expression} Expression */
/** @typedef {import("./expression.js").Condition} Condition */

/** @typedef {{ state: Pick<import("../store.js").State, "config" | "progress" | "metrics" | "running" | "explaining" | "probed" | "selected">, call: import("../store.js").Store["call"], race?: () => import("./race.js").Race | null }} Source */

/** Distance of the difference quotient's points, as in the tutorials. */
const EPS = 1e-4;

/**
 * @param {Source} store
 * @param {(link: string) => import("../engine.js").Config} usual settings of a link, to compare with
 */
export function factsOf(store, usual) {
  /** What was asked in this look: several figures ask the same. @type {Map<string, unknown>} */
  const asked = new Map();
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
   * @param {(playground: import("../engine.js").Playground) => unknown} get
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
    check: () => (store.state.running ? null : ask("check", (playground) => playground.gradient_check().worst)),
    view: () => store.state.explaining ?? "none",
    probed: () => Number(store.state.probed !== null),
    selected: () => Number(store.state.selected !== null),
  };

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
    /** Forgets what was asked: something may have changed. */
    again: () => asked.clear(),
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
    const get = values[name];
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
