// When a check is made, and how much of a frame it takes: calmly while training runs, in portions always.

/** Milliseconds of a frame for a check: while training runs, and while nothing else does. */
const BUDGET = { running: 3, still: 12 };

/** Milliseconds between two checks while training runs, at least. */
const REST = 1000;

/** A check of more parameters is not made by itself, unless the last one took no longer than so many milliseconds. Fewer are always checked: what took long was a machine that was held up. */
const MANY = 1500;
const LONG = 600;

/**
 * @param {import("../store.js").Store} store
 * @param {object} of
 * @param {(playground: import("../engine.js").Playground) => boolean} of.start begins a check; whether there is anything to check on
 * @param {() => void} of.finished called when it has come to its end, or there is none
 * @param {() => void} of.told called when the progress has changed
 * @param {() => void} of.forget called when there is another network, which nothing is known of
 */
export function pace(store, { start, finished, told, forget }) {
  let [frame, timer] = [0, 0];
  let open = false;
  /** Whether the network is another one than the last check's, or the one's that goes on. */
  let old = true;
  let nothing = false;
  /** When the next check may begin by itself. */
  let due = 0;
  let spent = 0;
  /** Of the last check that came to its end. */
  let last = { ms: 0, step: 0 };
  let step = 0;
  let params = 0;
  /** @type {{ checked: number, of: number } | null} */
  let progress = null;
  let shown = 0;

  const waits = () => params > MANY && !(last.ms > 0 && last.ms <= LONG);

  function begin() {
    cancel();
    open = true;
    old = false;
    spent = 0;
    progress = null;
    shown = performance.now();
    step = store.state.progress.step;
    nothing = !measured(() => store.call(start));
    if (nothing) finish();
    else frame = requestAnimationFrame(go);
  }

  function go() {
    const budget = BUDGET[store.state.running ? "running" : "still"];
    const done = measured(() => store.call((playground) => playground.check_advance(budget))) ?? true;
    if (done) {
      finish();
      return;
    }
    frame = requestAnimationFrame(go);
    // What takes longer than a blink tells how far it is.
    if (performance.now() - shown < 300) return;
    shown = performance.now();
    const found = store.call((playground) => playground.check_findings("error"));
    progress = found ? { checked: found.checked, of: found.of } : null;
    told();
  }

  function finish() {
    frame = 0;
    progress = null;
    // Some clocks go by whole milliseconds.
    if (!nothing) last = { ms: Math.max(spent, 0.1), step };
    due = performance.now() + (store.state.running ? Math.max(REST, 8 * last.ms) : 0);
    finished();
    again();
  }

  /** Another check, if the network has changed since: now or when it may. */
  function again() {
    clearTimeout(timer);
    if (!open || !old || frame || waits()) return;
    const left = store.state.running ? due - performance.now() : 0;
    if (left <= 0) begin();
    else timer = window.setTimeout(again, left);
  }

  function cancel() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
  }

  /**
   * @template T
   * @param {() => T} f
   */
  function measured(f) {
    const before = performance.now();
    const result = f();
    const took = performance.now() - before;
    spent += took;
    store.spent.drawing += took;
    return result;
  }

  return {
    /** Checks now. */
    start: begin,
    /** Tells once more what was found last. */
    finish: finished,
    busy: () => frame !== 0,
    /**
     * Something has changed, or the panel was opened.
     * @param {Set<import("../store.js").Topic>} topics
     */
    changed(topics) {
      if (topics.has("config") || topics.has("data") || !open) {
        const before = params;
        params = store.call((playground) => playground.param_count()) ?? 0;
        // Another network takes another time.
        if (params !== before) {
          cancel();
          last = { ms: 0, step };
          forget();
        }
      }
      open = true;
      if (topics.has("explaining") || topics.has("config") || topics.has("data") || topics.has("training")) old = true;
      if (!frame) again();
    },
    state: () => ({
      busy: frame !== 0,
      old,
      waits: waits(),
      nothing,
      ms: last.ms,
      step: last.step,
      params,
      ...progress,
    }),
    end() {
      cancel();
      open = false;
      old = true;
      progress = null;
      store.call((playground) => playground.check_end());
    },
  };
}
