// The looks at goals and figures: all of them in a round, at a calm pace, and in portions of a frame.

/** Milliseconds between two rounds while something goes on. */
const PACE = 200;

/** Milliseconds of a frame that a round takes. */
const PORTION = 8;

/** Milliseconds between two portions, in which the page does what else there is to do. */
const GAP = 4;

/**
 * @typedef {object} Work
 * @property {() => Iterable<() => void>} all what a round goes through
 * @property {() => void} before called before each portion
 * @property {() => boolean} after called behind each portion; whether another round is wanted at once
 */

export class Rounds {
  #work;
  /** What is left of the round that goes on, the next one last. @type {(() => void)[]} */
  #left = [];
  /** Something changed since it began. */
  #again = false;
  #more = false;
  #due = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Work} work */
  constructor(work) {
    this.#work = work;
  }

  /** Asks for a round. @param {boolean} [now] begins it at once, in place of one that goes on */
  look(now = false) {
    if (!now && this.#left.length > 0) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    const wait = now ? 0 : this.#due - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.look(true), wait);
    else this.#begin();
  }

  /** Ends what goes on or waits. */
  stop() {
    clearTimeout(this.#timer);
    this.#left = [];
    this.#again = false;
  }

  #begin() {
    this.#left = [...this.#work.all()].reverse();
    this.#again = false;
    this.#more = false;
    this.#go();
  }

  #go() {
    const begin = performance.now();
    this.#work.before();
    do this.#left.pop()?.();
    while (this.#left.length > 0 && performance.now() - begin < PORTION);
    if (this.#work.after()) this.#more = true;
    if (this.#left.length > 0) {
      this.#timer = setTimeout(() => this.#go(), GAP);
      return;
    }
    this.#due = performance.now() + (this.#more ? GAP : PACE);
    if (this.#more || this.#again) this.look();
  }
}
