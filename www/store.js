// The page's one state, and the one way to change it: everything else is drawn from it.

import { isInputError } from "./engine.js";
import { Selection } from "./selection.js";

/** @typedef {import("./engine.js").Config} Config */
/** @typedef {import("./engine.js").InputError} InputError */

/**
 * @typedef {object} State
 * @property {Config} config
 * @property {import("./engine.js").Progress} progress
 * @property {import("./engine.js").Metrics} metrics
 * @property {boolean} running
 * @property {number} throughput samples a second while training, else 0
 * @property {number} fps frames a second while training, else 0
 * @property {{ training: number, drawing: number } | null} times milliseconds of a frame while training
 * @property {{ key: string, error: InputError } | null} refused the setting that was refused last
 * @property {Notice | null} notice
 * @property {import("./engine.js").About} about what the data are
 * @property {import("./engine.js").View} view which part of which plane pictures show
 * @property {boolean} zoomed whether that is another part than at home
 * @property {Probed | null} probed the place that is asked about, in parts of the picture
 * @property {import("./engine.js").Probe | null} probe what the network says of it
 * @property {import("./engine.js").Undoable} undoable
 * @property {(import("./engine.js").Undone & { act: "undone" | "redone" }) | null} undone what undo or redo did last
 * @property {import("./engine.js").Spot | null} selected the unit or parameter of the network that is looked at
 * @property {string | null} explaining the view that explains the network, where one is open
 * @property {Asked | null} lesson the lesson that is to be opened: one of the page's, or a file
 * @property {{ epoch: number | null, step: number | null } | null} until where training is to pause by itself
 */

/** @typedef {{ key: string, act: () => void }} Action what a notice offers: the message of its button, and what that does */

/**
 * What is said beyond the controls: a message, sentences behind it, and why.
 * @typedef {{ key: string, params?: Record<string, string | number>, notes?: string[], error?: InputError,
 *   faults?: import("./engine.js").Fault[], actions?: Action[] }} Notice
 */

/** @typedef {{ address: string } | { file: File }} Asked */

/** @typedef {{ right: number, down: number, read?: boolean }} Probed `read` where it is to be read out */

/** What may have changed; panels draw again only for what concerns them. */
/** @typedef {"config" | "data" | "training" | "running" | "refused" | "notice" | "undo" | "look" | "size" | "view" | "probe" | "tool" | "text" | "selected" | "lit" | "explaining" | "lesson"} Topic */

export class Store {
  /** @type {Set<(topics: Set<Topic>) => void>} */
  #listeners = new Set();
  /** @type {Set<Topic>} */
  #pending = new Set();
  #playground;
  #dead = false;
  /** Milliseconds that training and drawing have taken so far. */
  spent = { training: 0, drawing: 0 };

  /**
   * @param {import("./engine.js").Playground} playground
   * @param {(error: unknown) => void} fatal called when the engine can no longer be trusted
   */
  constructor(playground, fatal) {
    this.#playground = playground;
    this.fatal = fatal;
    /** @type {State} */
    this.state = {
      config: playground.config(),
      progress: playground.progress(),
      metrics: playground.metrics(),
      running: false,
      throughput: 0,
      fps: 0,
      times: null,
      refused: null,
      notice: null,
      about: playground.about(),
      view: playground.view(),
      zoomed: false,
      probed: null,
      probe: null,
      undoable: playground.undoable(),
      undone: null,
      selected: null,
      explaining: null,
      lesson: null,
      until: null,
    };
    this.selection = new Selection(this);
  }

  /** @param {(topics: Set<Topic>) => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Asks for a drawing of these topics in the next frame.
   * @param {...Topic} topics
   */
  changed(...topics) {
    if (this.#dead) return;
    if (this.#pending.size === 0) requestAnimationFrame(() => this.#flush());
    for (const topic of topics) this.#pending.add(topic);
  }

  #flush() {
    const topics = this.#pending;
    this.#pending = new Set();
    if (this.#dead) return;
    const start = performance.now();
    for (const listener of this.#listeners) {
      if (this.#dead) return;
      try {
        listener(topics);
      } catch (error) {
        // A picture that cannot be drawn is said; the others are drawn all the same.
        if (isInputError(error)) this.notify({ key: "error.page", error });
        else reportError(error);
      }
    }
    this.spent.drawing += performance.now() - start;
  }

  /**
   * Calls the engine; a refusal is thrown on, anything else is the engine's end: it is not called again.
   * @template T
   * @param {(playground: import("./engine.js").Playground) => T} f
   * @returns {T | undefined}
   */
  call(f) {
    if (this.#dead) return undefined;
    try {
      return f(this.#playground);
    } catch (error) {
      if (isInputError(error)) throw error;
      this.#dead = true;
      this.state.running = false;
      this.fatal(error);
      return undefined;
    }
  }

  /**
   * Changes settings, all or none. What is wrong is shown beside the control named by `key`.
   * @param {Partial<Config>} changes
   * @param {string} [key]
   */
  configure(changes, key = Object.keys(changes)[0] ?? "") {
    this.#change((playground) => playground.configure(changes), key);
    if ("show_test" in changes) this.changed("data");
  }

  /**
   * @param {(playground: import("./engine.js").Playground) => import("./engine.js").Effect} change
   * @param {string} key
   */
  #change(change, key) {
    try {
      const effect = this.call(change);
      if (!effect) return;
      this.state.refused = null;
      this.#took(effect);
      this.changed("refused");
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.state.refused = { key, error };
      this.changed("refused", "config");
    }
  }

  /** @param {import("./engine.js").Effect} effect of a change that was taken */
  #took(effect) {
    if (effect.reset) this.#settle();
    this.#refresh();
    if (effect.reset) this.selection.settle();
    this.changed("config", "training");
    if (effect.data || effect.reset) this.changed("data");
  }

  /**
   * Changes the points.
   * @param {(playground: import("./engine.js").Playground) => import("./engine.js").Effect} change
   */
  edit(change) {
    const effect = this.tried(change);
    if (effect) this.#took(effect);
  }

  /**
   * Calls the engine for what has no control of its own: a refusal is a notice.
   * @template T
   * @param {(playground: import("./engine.js").Playground) => T} f
   * @returns {T | undefined}
   */
  tried(f) {
    try {
      return this.call(f);
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.notify({ key: "error.page", error });
    }
    return undefined;
  }

  /**
   * Learns a table of the user's own. What is wrong with it is thrown.
   * @param {import("./engine.js").Selection} selection
   * @param {{ standardise: boolean }} options
   */
  useTable(selection, { standardise }) {
    const effect = this.call((playground) => playground.use_table(selection, standardise));
    if (!effect) return;
    this.forgive();
    this.#took(effect);
  }

  /**
   * Takes another network with its data and its place in training. What is wrong with it is a notice.
   * @param {(playground: import("./engine.js").Playground) => import("./engine.js").Effect} take
   * @returns {boolean} whether it is there
   */
  replace(take) {
    this.run(false);
    const effect = this.tried(take);
    if (!effect) return false;
    this.forgive();
    this.state.progress = this.call((playground) => playground.progress()) ?? this.state.progress;
    this.#took(effect);
    return true;
  }

  /**
   * Sets one parameter. What is wrong is shown beside its field.
   * @param {number} param its place among all parameters
   * @param {number} value
   */
  editParam(param, value) {
    try {
      this.call((playground) => playground.set_param(param, value));
      this.state.refused = null;
      this.#refresh();
      this.changed("training", "refused", "selected");
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.state.refused = { key: "param", error };
      this.changed("refused");
    }
  }

  /**
   * Shows another part of the plane, or another plane.
   * @param {(playground: import("./engine.js").Playground) => void} change
   */
  look(change) {
    this.tried(change);
    this.#window();
  }

  #window() {
    const view = this.call((playground) => playground.view());
    if (!view || JSON.stringify(view) === JSON.stringify(this.state.view)) return;
    this.state.view = view;
    this.state.zoomed = this.call((playground) => playground.zoomed()) ?? false;
    this.changed("view");
  }

  /** Asks the network about a place, or no longer. @param {Probed | null} place */
  probe(place) {
    if (!place && !this.state.probed) return;
    this.state.probed = place;
    this.probeAgain();
    this.changed("probe");
  }

  /** Asks again: the network has changed. */
  probeAgain() {
    const { probed } = this.state;
    this.state.probe = (probed && this.call((playground) => playground.probe(probed.right, probed.down))) ?? null;
  }

  /** Takes back what was refused last. */
  forgive() {
    this.state.refused = null;
    this.changed("refused");
  }

  /**
   * Takes the same first weights again, or those of other settings.
   * @param {Partial<Config>} [changes]
   */
  reset(changes = {}) {
    this.run(false);
    this.#change((playground) => playground.reset(changes), Object.keys(changes)[0] ?? "");
  }

  /**
   * Lights numbers in the network's picture, and less brightly where they are used again and what is beside them; nothing where none is given.
   * @param {import("./engine.js").Lights["lights"]} lights
   * @param {import("./engine.js").Lights["beside"]} [beside]
   * @returns {number[]} for how many gradients and for how many units they are used
   */
  light(lights, beside = []) {
    this.changed("lit");
    return this.call((playground) => [...playground.light({ lights, beside })]) ?? [];
  }

  /** Takes the last change back. */
  undo() {
    this.#exchange("undone", (playground) => playground.undo());
  }

  /** Makes the change again that was taken back last. */
  redo() {
    this.#exchange("redone", (playground) => playground.redo());
  }

  /**
   * @param {"undone" | "redone"} act
   * @param {(playground: import("./engine.js").Playground) => import("./engine.js").Undone | undefined} exchange
   */
  #exchange(act, exchange) {
    const undone = this.call(exchange);
    if (!undone) return;
    this.state.undone = { ...undone, act };
    this.state.refused = null;
    if (undone.swapped) {
      // Another network stands there: what stopped it was told when it stopped.
      this.run(false);
      this.#settle();
      this.state.progress = this.call((playground) => playground.progress()) ?? this.state.progress;
    }
    this.#refresh();
    this.selection.settle();
    this.changed("config", "data", "training", "refused");
  }

  /**
   * Trains by one call of the engine.
   * @param {(playground: import("./engine.js").Playground) => import("./engine.js").Progress} train
   */
  train(train) {
    try {
      const progress = this.call((playground) => {
        const start = performance.now();
        const told = train(playground);
        this.spent.training += performance.now() - start;
        return told;
      });
      if (!progress) return;
      this.#told(progress, false);
      this.changed("training");
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.run(false);
      this.notify({ key: "error.page", error });
    }
  }

  /** Evaluates the network as it is now; kept by the engine until something changes. */
  evaluate() {
    const metrics = this.call((playground) => playground.metrics());
    if (metrics) this.state.metrics = metrics;
    // Evaluating all samples may find what no batch showed: news once, not at every drawing.
    const known = this.state.progress.diverged !== null;
    const progress = this.call((playground) => playground.progress());
    if (!progress) return;
    // What was drawn before is of parameters that are no more.
    if (progress.step !== this.state.progress.step) this.changed("training");
    this.#told(progress, known);
  }

  /**
   * @param {import("./engine.js").Progress} progress
   * @param {boolean} known whether a divergence has been told already
   */
  #told(progress, known) {
    const { state } = this;
    // The same step is the same stop, told before.
    const again = state.progress.stopped !== null && state.progress.step === progress.step;
    const stopped = again ? null : progress.stopped;
    state.progress = progress;
    if (progress.diverged && !known) {
      this.run(false);
      this.notify({ key: `diverged.${progress.diverged.what}`, params: { step: progress.diverged.step } });
    } else if (stopped !== null) {
      this.run(false);
      this.notify({ key: "stopped.early", params: { epoch: stopped, patience: state.config.patience } });
    }
  }

  #refresh() {
    const { state } = this;
    state.undoable = this.call((playground) => playground.undoable()) ?? state.undoable;
    this.changed("undo");
    const config = this.call((playground) => playground.config());
    if (config) state.config = config;
    // The engine forgets a divergence when something that matters changes: another one is news again.
    const progress = this.call((playground) => playground.progress());
    const { diverged = null, stopped = null, lr = config?.lr ?? 0 } = progress ?? {};
    state.progress = { ...state.progress, diverged, stopped, lr };
    const about = this.call((playground) => playground.about());
    if (about) this.state.about = about;
    this.#window();
    this.evaluate();
  }

  /** A new start ends what an end of training left to say. */
  #settle() {
    if (/^(diverged|stopped)\./.test(this.state.notice?.key ?? "")) this.notify(null);
  }

  /** @param {boolean} running */
  run(running) {
    if (this.#dead || this.state.running === running) return;
    this.state.running = running;
    if (!running) this.state.until = null;
    if (running && this.state.notice) this.notify(null);
    this.changed("running");
  }

  /**
   * Trains on and pauses by itself, after so many epochs or updates in all.
   * @param {NonNullable<State["until"]>} until
   */
  runUntil(until) {
    this.run(false);
    this.state.until = until;
    if (this.left() > 0) this.run(true);
    else this.state.until = null;
  }

  /** Updates until training is to pause by itself. */
  left() {
    const { until, progress } = this.state;
    if (!until) return Infinity;
    if (until.step !== null) return Math.max(0, until.step - progress.step);
    return this.call((playground) => playground.steps_to(until.epoch ?? 0)) ?? 0;
  }

  /** Asks for a lesson. @param {Asked} lesson */
  teach(lesson) {
    this.state.lesson = lesson;
    this.changed("lesson");
  }

  /** Opens a view that explains the network, or none. @param {string | null} view */
  explain(view) {
    if (this.state.explaining === view) return;
    this.state.explaining = view;
    this.changed("explaining");
  }

  /** @param {Notice | null} notice */
  notify(notice) {
    // What every frame says again is said once.
    const said = this.state.notice;
    if (notice?.error && notice.key === said?.key && notice.error.message === said.error?.message) return;
    this.state.notice = notice;
    this.changed("notice");
  }
}
