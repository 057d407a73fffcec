// The run that was there before a lesson: it stays in its record while the lesson has one of its own, and comes back after it.

/** @typedef {import("../store.js").Store} Store */

export class Before {
  #autosave;
  /** @type {Uint8Array | null} */
  #bytes = null;
  /** The run's name, where it has a record. @type {string | null} */
  #run = null;
  /** Its settings. */
  #link = "";

  /** @param {import("../autosave.js").Autosave} autosave */
  constructor(autosave) {
    this.#autosave = autosave;
  }

  /**
   * Keeps what there is, and begins the lesson's run.
   * @param {Store} store
   */
  async keep(store) {
    this.#bytes = store.call((playground) => playground.save(true)) ?? null;
    this.#link = store.call((playground) => playground.link()) ?? "";
    this.#run = await this.#autosave.branch(store, () => {});
    store.notify(null);
  }

  /**
   * Notes the lesson's place, for when the page is loaded again.
   * @param {Store} store
   * @param {import("./school.js").Source} source
   * @param {number} step
   */
  note(store, source, step) {
    this.#autosave.note(store, { source, step, before: this.#run, link: this.#link });
  }

  /** Tells the lesson of the run that came back with the page. @returns {{ source: import("./school.js").Source, step: number } | null} */
  recall() {
    const { lesson } = this.#autosave;
    if (typeof lesson?.source?.id !== "string" || !Number.isInteger(lesson.step)) return this.#old();
    [this.#run, this.#link] = [lesson.before, lesson.link];
    return lesson;
  }

  /** What an earlier version of the page kept. */
  #old() {
    const { oldLesson } = this.#autosave;
    this.#bytes = oldLesson?.before ?? null;
    return oldLesson;
  }

  /**
   * Brings back what was before; undo goes back to the lesson's network.
   * @param {Store} store
   * @param {(link: string) => import("../engine.js").Config} configOf
   */
  async restore(store, configOf) {
    const [run, link] = [this.#run, this.#link];
    const record = this.#bytes || !run ? undefined : await this.#autosave.read(run);
    const bytes = this.#bytes ?? record?.bytes;
    [this.#bytes, this.#run] = [null, null];
    if (!bytes) store.reset(configOf(link));
    else if (!store.replace((playground) => playground.open(bytes))) return;
    const partly = record && (await this.#autosave.salvage(store, record));
    await this.#autosave.leaveLesson(store, run);
    if (!partly) store.notify({ key: "lesson.left" });
  }
}
