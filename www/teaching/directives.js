// The blocks of a lesson's file that do something: their lines as what they ask for.

import { readCondition, readExpression, Unreadable } from "./expression.js";
import { byKey } from "./fields.js";

/** @typedef {import("./fields.js").Flaw} Flaw */
/** @typedef {import("./format.js").Condition} Condition */
/** @typedef {import("./format.js").Known} Known */
/** @typedef {import("./format.js").Row} Row */
/** @typedef {import("./format.js").Setup} Setup */
/** @typedef {import("./format.js").Step} Step */
/** @typedef {import("./format.js").Wanted} Wanted */

/** Keys of a setup, in the head or in its block. */
export const SETUP = ["link", "change", "data", "targets", "classes", "params", "view", "show"];

/** Most lanes of a race: their pictures have to be seen side by side. */
const MOST_LANES = 6;

/** @typedef {{ fields: import("./fields.js").Field[], line: number, step: Step, known: Known, flaws: Flaw[] }} Fence */

/**
 * Reads a part of a field; what cannot be read is a flaw.
 * @template T
 * @param {{ line: number }} field
 * @param {Flaw[]} flaws
 * @param {T} otherwise
 * @param {() => T} read
 */
function attempt({ line }, flaws, otherwise, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    flaws.push({ line, kind: "unreadable", found: error.found, expected: error.expected });
    return otherwise;
  }
}

/** Blocks that do something, by their names. @type {Record<string, (fence: Fence) => void>} */
export const READERS = {
  setup({ fields, line, step, known, flaws }) {
    if (step.setup || step.blocks.length > 0) flaws.push({ line, kind: "first", found: "setup", expected: "" });
    step.setup = readSetup(byKey(fields, { once: SETUP }, line, flaws), known, flaws);
  },

  ask({ fields, line, step, known, flaws }) {
    const keys = { needed: ["question", "because"], many: ["right", "wrong", "number"] };
    const { one, all } = byKey(fields, keys, line, flaws);
    const choices = all("right", "wrong").map(({ key, value }) => ({ right: key === "right", text: value }));
    const numbers = all("number").map((field) => {
      const [label = "", value = "", within = ""] = field.value.split("|").map((part) => part.trim());
      return attempt(field, flaws, /** @type {Wanted | null} */ (null), () => {
        if (!(Number(within) > 0)) throw new Unreadable(field.value, "label | value | how far off an answer may be");
        return { label, value: readExpression(value, known.isSetting), within: Number(within), text: value };
      });
    });
    const right = choices.filter((choice) => choice.right).length;
    if (choices.length > 0 === numbers.length > 0 || (choices.length > 0 && (right !== 1 || choices.length < 2))) {
      const expected = "one right: and one or more wrong:, or number: lines";
      flaws.push({ line, kind: "unreadable", found: fields.map(({ key }) => key).join(", "), expected });
    }
    const wanted = numbers.filter((each) => each !== null);
    const [question, because] = [one("question")?.value ?? "", one("because")?.value ?? ""];
    step.blocks.push({ type: "ask", line, question, choices, numbers: wanted, because });
  },

  goal({ fields, line, step, known, flaws }) {
    const { one } = byKey(fields, { needed: ["say", "when"], once: ["done"] }, line, flaws);
    const [say, done] = [one("say")?.value ?? "", one("done")?.value ?? ""];
    step.blocks.push({ type: "goal", line, say, when: when(one("when"), known, flaws), done });
  },

  run({ fields, line, step, flaws }) {
    const keys = byKey(fields, { needed: ["label"], once: ["epoch", "step"] }, line, flaws);
    const label = keys.one("label")?.value ?? "";
    step.blocks.push({ type: "run", line, label, ...ending(keys, line, flaws) });
  },

  race({ fields, line, step, known, flaws }) {
    const of = { needed: ["label"], once: ["epoch", "step", "finish"], many: ["lane"] };
    const keys = byKey(fields, of, line, flaws);
    const lanes = keys.all("lane").map((field) => readLane(field, known, flaws));
    if (lanes.length < 2 || lanes.length > MOST_LANES) {
      flaws.push({ line, kind: "unreadable", found: `${lanes.length} × lane:`, expected: `2 … ${MOST_LANES} × lane:` });
    }
    const finish = keys.one("finish");
    if (finish && !(Number(finish.value) > 0)) {
      flaws.push({ line: finish.line, kind: "unreadable", found: finish.value, expected: "a loss above 0" });
    }
    step.blocks.push({
      type: "race",
      line,
      label: keys.one("label")?.value ?? "",
      lanes,
      ...ending(keys, line, flaws),
      finish: finish ? Number(finish.value) : null,
    });
  },

  figure({ fields, line, step, known, flaws }) {
    const keys = { needed: ["title"], once: ["when", "because"], many: ["row"] };
    const { one, all } = byKey(fields, keys, line, flaws);
    const rows = all("row").map((field) => {
      const [label = "", value = "", article = "", within] = field.value.split("|").map((part) => part.trim());
      return attempt(field, flaws, /** @type {Row | null} */ (null), () => {
        if (!label || !value) throw new Unreadable(field.value, "label | value | the article's figure | tolerance");
        if (article && Number.isNaN(Number(article))) throw new Unreadable(article, "the article's figure as a number");
        const near = within === undefined ? null : Number(within);
        return { label, value: readExpression(value, known.isSetting), article, within: near };
      });
    });
    if (rows.length === 0) flaws.push({ line, kind: "missing", found: "", expected: "row:" });
    const found = rows.filter((row) => row !== null);
    const [title, because] = [one("title")?.value ?? "", one("because")?.value ?? ""];
    step.blocks.push({ type: "figure", line, title, when: when(one("when"), known, flaws), rows: found, because });
  },
};

/**
 * Where training ends by itself: after so many epochs or updates.
 * @param {ReturnType<typeof byKey>} keys
 * @param {number} line
 * @param {Flaw[]} flaws
 */
function ending({ one }, line, flaws) {
  const to = (/** @type {"epoch" | "step"} */ key) => {
    const field = one(key);
    if (!field) return null;
    if (!/^[1-9]\d{0,7}$/.test(field.value)) {
      flaws.push({ line: field.line, kind: "unreadable", found: field.value, expected: "1 … 99999999" });
    }
    return Number(field.value);
  };
  const [epoch, step] = [to("epoch"), to("step")];
  if ((epoch === null) === (step === null)) {
    flaws.push({ line, kind: "missing", found: "", expected: "epoch: / step:" });
  }
  return { epoch, step };
}

/**
 * @param {import("./fields.js").Field} field
 * @param {Known} known
 * @param {Flaw[]} flaws
 */
function readLane(field, known, flaws) {
  const [name = "", changes = ""] = field.value.split("|").map((part) => part.trim());
  if (!name || !changes) {
    flaws.push({ line: field.line, kind: "unreadable", found: field.value, expected: "name | setting=value&…" });
  }
  for (const key of new URLSearchParams(changes).keys()) {
    if (known.isSetting(key)) continue;
    flaws.push({ line: field.line, kind: "unreadable", found: key, expected: "the name of a setting" });
  }
  return { name, changes };
}

/**
 * @param {import("./fields.js").Field | undefined} field
 * @param {Known} known
 * @param {Flaw[]} flaws
 * @returns {Condition[]}
 */
function when(field, known, flaws) {
  return field ? attempt(field, flaws, [], () => readCondition(field.value, known.isSetting)) : [];
}

/**
 * @param {ReturnType<typeof byKey>} keys
 * @param {Known} known
 * @param {Flaw[]} flaws
 * @returns {Setup}
 */
export function readSetup({ one }, known, flaws) {
  const text = (/** @type {string} */ key) => one(key)?.value || null;
  const params = one("params");
  /** @type {number[] | null} */
  let numbers = null;
  if (params) {
    const parts = params.value.split(/[\s,]+/).filter(Boolean);
    numbers = parts.map(Number);
    const wrong = parts.find((part) => Number.isNaN(Number(part)));
    if (wrong !== undefined) {
      flaws.push({ line: params.line, kind: "unreadable", found: wrong, expected: "numbers, with commas between" });
    }
  }
  const show = one("show");
  const names = show ? [...new Set(show.value.split(/[\s,]+/).filter((name) => name && name !== "none"))] : null;
  for (const name of names ?? []) {
    if (!["all", "data", "problem"].includes(name) && !known.isSetting(name)) {
      flaws.push({
        line: show?.line ?? 1,
        kind: "unreadable",
        found: name,
        expected: "all, data, or names of settings",
      });
    }
  }
  const targets = one("targets");
  if (targets && !/^[1-9]$/.test(targets.value)) {
    flaws.push({ line: targets.line, kind: "unreadable", found: targets.value, expected: "1 … 9" });
  }
  const fresh = one("data") ?? params;
  if (fresh && !one("link")) flaws.push({ line: fresh.line, kind: "missing", found: "", expected: "link:" });
  return {
    link: one("link") ? (one("link")?.value ?? "") : null,
    change: text("change"),
    data: text("data"),
    targets: Number(targets?.value ?? 1),
    classes: one("classes")?.value === "yes",
    params: numbers,
    view: text("view"),
    show: names,
  };
}
