// What lessons say about the playground: values such as `param[3]` or `answer(1, 0)[0]`, and conditions on them.

import { named } from "./names.js";

/**
 * @typedef {{ number: number }
 *   | { word: string }
 *   | { name: string, args: number[] | null, field: string | null, place: number | null }} Expression
 */

/** @typedef {{ left: Expression, op: string, right: Expression, within: number }} Comparison */

/** @typedef {{ comparison: Comparison } | { changed: string }} Condition */

/** Values, and what they take: nothing, a place in brackets, arguments in parentheses, then a part behind a dot. */
export const VALUES =
  /** @type {Record<string, { about: string, place?: "needed" | "maybe", args?: boolean, fields?: string[] }>} */ ({
    epoch: { about: "epochs completed" },
    step: { about: "updates taken" },
    lr: { about: "the learning rate now" },
    train_loss: { about: "the loss over the training points" },
    test_loss: { about: "the loss over the test points" },
    accuracy: { about: "share of training points answered right, 0 to 1" },
    test_accuracy: { about: "share of test points answered right, 0 to 1" },
    params: { about: "how many parameters there are" },
    param: { about: "a parameter's value", place: "needed" },
    grad: { about: "the gradient that the last step took of a parameter", place: "needed" },
    gradient: { about: "the gradient over all training points now", place: "needed" },
    definition: { about: "the same by the definition of the derivative", place: "needed" },
    answer: { about: "the network's answer to these inputs", place: "maybe", args: true },
    class: { about: "the class that the network says for these inputs", args: true },
    sample: {
      about: "one pass forwards and backwards of a training point",
      args: true,
      place: "maybe",
      fields: ["loss", "grad", "value", "slope", "output", "raw", "delta"],
    },
    race: {
      about: "what a lane of the race has come to",
      args: true,
      fields: ["loss", "test", "accuracy", "epoch", "step", "finish"],
    },
    check: { about: "the largest relative error of the gradient check" },
    view: { about: "the view that is open beside the network, or none" },
    probed: { about: "1 where the picture is asked about a place, else 0" },
    selected: { about: "1 where a neuron or weight is selected, else 0" },
  });

const OPERATORS = ["==", "!=", "<=", ">=", "<", ">"];

/** Thrown where a text cannot be read: what was found, and what might stand there. */
export class Unreadable extends Error {
  /**
   * @param {string} found
   * @param {string} expected
   */
  constructor(found, expected) {
    super(`found "${found}", expected ${expected}`);
    this.found = found;
    this.expected = expected;
  }
}

/**
 * @param {string} text
 * @param {(key: string) => boolean} isSetting whether a name is a setting's
 * @returns {Expression}
 */
export function readExpression(text, isSetting) {
  const plain = text.trim();
  if (/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return { number: Number(plain) };
  const match = /^([a-z_]\w*)(?:\(([^)]*)\))?(?:\.([a-z]+))?(?:\[(\d+)\])?$/.exec(plain);
  const [, name = "", list, field, at] = match ?? [];
  const known = named(VALUES, name);
  const bare = list === undefined && field === undefined && at === undefined;
  if (!known && match && bare && isSetting(name)) return { name, args: null, field: null, place: null };
  if (!known) throw new Unreadable(plain, `a number, a setting, or one of ${Object.keys(VALUES).join(", ")}`);
  if (known.args !== (list !== undefined || undefined)) {
    throw new Unreadable(plain, known.args ? `${name}(…) with numbers` : `${name} without parentheses`);
  }
  const args = list === undefined ? null : list.split(",").map((each) => Number(each.trim() || NaN));
  if (args?.some(Number.isNaN)) throw new Unreadable(plain, `numbers between the parentheses of ${name}`);
  if ((known.fields !== undefined) !== (field !== undefined) || (field && !known.fields?.includes(field))) {
    throw new Unreadable(
      plain,
      known.fields ? `${name}(…) with .${known.fields.join(", .")}` : `${name} without a dot`,
    );
  }
  if ((known.place === undefined && at !== undefined) || (known.place === "needed" && at === undefined)) {
    throw new Unreadable(plain, known.place ? `${name}[place]` : `${name} without brackets`);
  }
  return { name, args, field: field ?? null, place: at === undefined ? null : Number(at) };
}

/**
 * A condition: comparisons and `changed setting`, joined by `and`.
 * @param {string} text
 * @param {(key: string) => boolean} isSetting
 * @returns {Condition[]}
 */
export function readCondition(text, isSetting) {
  return parted(text).map((words) => {
    const plain = words.join(" ");
    const [first, key] = words;
    if (first === "changed" && key !== undefined && words.length === 2) {
      if (!isSetting(key)) throw new Unreadable(key, "the name of a setting");
      return { changed: key };
    }
    const [is, right = "", near, within = ""] = words.slice(-4);
    if (words.length > 4 && is === "is" && near === "within") {
      if (!(Number(within) > 0)) throw new Unreadable(within, "a distance above 0");
      const [a, b] = [words.slice(0, -4).join(" "), right].map((each) => readExpression(each, isSetting));
      if (a && b) return { comparison: { left: a, op: "is", right: b, within: Number(within) } };
    }
    const op = OPERATORS.find((each) => plain.includes(each));
    if (!op) throw new Unreadable(plain, "a comparison such as train_loss < 0.01, or changed hidden");
    const at = plain.indexOf(op);
    const left = readExpression(plain.slice(0, at), isSetting);
    const behind = plain.slice(at + op.length).trim();
    // What a setting or a view is compared with may be a word, and sizes of layers such as 4-2.
    // A view may have the name of a value.
    const free = !named(VALUES, behind) || ("name" in left && left.name === "view");
    const word = /^([a-z][\w-]*|\d+(-\d+)+)$/.test(behind) && free ? { word: behind } : null;
    const value = /^(true|false|none)$/.test(behind) || (word && "name" in left) ? word : null;
    return { comparison: { left, op, right: value ?? readExpression(behind, isSetting), within: 0 } };
  });
}

/**
 * The words of a text, parted by `and`.
 * @param {string} text
 */
function parted(text) {
  /** @type {string[][]} */
  const parts = [[]];
  for (const word of text.trim().split(/\s+/)) {
    if (word === "and") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

/**
 * @param {unknown} left
 * @param {string} op
 * @param {unknown} right
 * @param {number} within
 */
export function compare(left, op, right, within) {
  if (left === null || left === undefined || right === null || right === undefined) return false;
  if (op === "==" || op === "!=") return (String(left) === String(right)) === (op === "==");
  const [a, b] = [Number(left), Number(right)];
  if (op === "is") return Math.abs(a - b) <= within;
  if (op === "<") return a < b;
  if (op === "<=") return a <= b;
  return op === ">" ? a > b : a >= b;
}
