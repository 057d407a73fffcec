// The limits of a lesson, far above what a good one needs: within them it is read and drawn in a moment.

/** Characters of a lesson, as those of a line. */
export const MOST = 200_000;

/** Characters of a line. */
export const LINE = 4_000;

/** Steps of a lesson. */
export const STEPS = 100;

/** Lines `key: value` of a block. */
export const FIELDS = 100;

/**
 * Characters of a step without what is set up; its blocks; values that are looked up (live ones, rows, answers, comparisons); and pieces (paragraphs, list items,
 * cells, signs of formulas …).
 */
export const STEP = { characters: 20_000, blocks: 50, values: 200, pieces: 2_500 };

/** Depth of lists, quotes, emphasis and brackets of formulas in each other. */
export const NESTING = 10;

/** @typedef {import("./fields.js").Flaw} Flaw */

const NOTHING = { characters: 0, blocks: 0, values: 0, pieces: 0 };

/** Counts what a lesson's steps have. The first thing too much is told; nothing more is to be read then. */
export class Tally {
  #flaws;
  /** @type {Record<keyof typeof STEP, number>} */
  #now = { ...NOTHING };
  #steps = 0;

  /** Set once something exceeds its limit. */
  full = false;

  /** @param {Flaw[]} flaws what is wrong is added */
  constructor(flaws) {
    this.#flaws = flaws;
  }

  /** Begins a step. @param {number} line */
  step(line) {
    this.#now = { ...NOTHING };
    this.#steps += 1;
    this.#hold("steps", this.#steps, STEPS, line);
  }

  /**
   * @param {keyof typeof STEP} kind
   * @param {number} line
   * @param {number} [amount]
   */
  add(kind, line, amount = 1) {
    this.#now[kind] += amount;
    this.#hold(kind, this.#now[kind], STEP[kind], line);
  }

  /**
   * @param {number} depth
   * @param {number} line
   */
  nested(depth, line) {
    this.#hold("nesting", depth, NESTING, line);
  }

  /**
   * @param {string} kind
   * @param {number} found
   * @param {number} most
   * @param {number} line
   */
  #hold(kind, found, most, line) {
    if (found <= most || this.full) return;
    this.full = true;
    this.#flaws.push({ line, kind: `most.${kind}`, found: "", expected: most });
  }
}
