// Trains a little in every animation frame, and counts what comes of it and how long it takes.

/** Milliseconds of a frame that go to training. */
const BUDGET = 10;

/** Milliseconds over which throughput and frame rate are counted. */
const WINDOW = 500;

export class Loop {
  #store;
  #last = 0;
  #owed = 0;
  #pending = 0;
  #window = { start: 0, samples: 0, frames: 0, training: 0, drawing: 0 };

  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.#store = store;
    store.subscribe((topics) => {
      // A pause and a start within one frame find the loop still going.
      if (topics.has("running") && store.state.running && this.#pending === 0) this.#begin();
    });
  }

  #begin() {
    this.#last = performance.now();
    // The first step of a slow speed comes at once.
    this.#owed = 1;
    this.#count(this.#last, true);
    // Within the frame that shows the start: it trains already.
    this.#frame(this.#last);
  }

  #frame = (/** @type {number} */ time) => {
    const { state } = this.#store;
    this.#pending = 0;
    if (!state.running) {
      state.throughput = state.fps = 0;
      state.times = null;
      this.#store.changed("running");
      return;
    }
    const speed = Number(state.config.speed);
    const left = this.#store.left();
    if (Number.isNaN(speed)) {
      this.#store.train((playground) => playground.train(BUDGET, left));
    } else {
      // A hidden tab gets no frames: what it missed beyond a second is not made up for.
      this.#owed = Math.min(this.#owed + ((time - this.#last) / 1000) * speed, Math.max(speed, 1));
      const steps = Math.min(Math.floor(this.#owed), left);
      if (steps > 0) {
        this.#owed -= steps;
        this.#store.train((playground) => playground.train(BUDGET, steps));
      }
    }
    if (state.until && this.#store.left() === 0) this.#store.run(false);
    this.#last = Math.max(time, this.#last);
    this.#count(performance.now(), false);
    this.#pending = requestAnimationFrame(this.#frame);
  };

  /**
   * @param {number} time
   * @param {boolean} fresh
   */
  #count(time, fresh) {
    const { state } = this.#store;
    const window = this.#window;
    const samples = state.progress.samples_seen;
    const elapsed = time - window.start;
    window.frames += 1;
    // At slow speeds a window holds a few steps at least.
    const speed = Number(state.config.speed) || Infinity;
    if (!fresh && elapsed < Math.max(WINDOW, 4000 / speed)) return;
    if (!fresh && samples >= window.samples) {
      state.throughput = ((samples - window.samples) / elapsed) * 1000;
      state.fps = (window.frames / elapsed) * 1000;
      const { training, drawing } = this.#store.spent;
      const each = (/** @type {number} */ ms) => ms / window.frames;
      state.times = { training: each(training - window.training), drawing: each(drawing - window.drawing) };
    }
    this.#window = { start: time, samples, frames: 0, ...this.#store.spent };
  }
}
