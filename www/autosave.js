// Keeps the run that this tab shows in the browser, so that a tab that was closed or killed comes back where it was. Each run has a record of its own: a link that is
// followed, or a lesson, begins another run and leaves the one before as it is.

import { beside, salvaged } from "./begin.js";
import { any } from "./panels/panel.js";
import { MAX_RUNS, Records } from "./records.js";
import { failures, hold, inUse, inUseElsewhere, keepLast, nameRun, setFailures, takeLesson, takeTab } from "./tab.js";
import { within } from "./wait.js";

/** @typedef {import("./records.js").Kept} Kept */
/** @typedef {import("./records.js").Found} Found */
/** @typedef {import("./records.js").LessonNote} LessonNote */
/** @typedef {import("./store.js").Store} Store */

/** Milliseconds between two savings at least, and as many times what one takes. */
const REST = 1000;
const SHARE = 20;

/** Milliseconds after which a run that was opened counts as harmless. */
const HARMLESS = 10_000;

/** Side of a run's small picture, in pixels. */
const SIDE = 72;

/** @returns {string} */
const newId = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/** Why a run is offered, and the words for it: the page left it, was there before, or did not trust it. */
const OFFERS = {
  kept: { key: "kept.before", button: "kept.back" },
  recalled: { key: "recalled.offer", button: "recalled.take" },
  distrusted: { key: "recalled.failing", button: "recalled.anyway" },
};

export class Autosave {
  /** @type {Records | null} */
  #records = null;
  /** Whether the page is a tab of its own, whose runs are kept: a frame in another page is none. */
  #keeps = false;
  /** The run that the page shows. */
  id = newId();
  /** What this tab showed before: its last moment, and its record. @type {Found[]} */
  mine = [];
  /** The newest run that no tab shows. @type {Found | null} */
  orphan = null;
  /** Whether what this tab showed has ended the page more than once. */
  distrusted = false;
  /** Ends when what there was is found after all, where the start could not wait for it. @type {Promise<void> | null} */
  late = null;
  /** This tab's last moment, as the page before left it. @type {Found | null} */
  #last = null;
  /** The lesson that this run belongs to. @type {LessonNote | null} */
  lesson = null;
  /** What an earlier version of the page noted of this tab's lesson. @type {ReturnType<typeof takeLesson>} */
  oldLesson = null;
  /** Whether the run has a record, or is worth one as it is. */
  #worth = false;
  /** What the run began as: a run in which nothing was done is not kept. */
  #base = "";
  #dirty = false;
  /** Whether a saving is on its way: a page that is left meanwhile may take it along. */
  #saving = false;
  #due = 0;
  #timer = 0;
  #failed = false;

  /** Finds what this tab showed before, or the newest run that no tab shows. Never fails: a browser that keeps nothing has found nothing. */
  static async recall() {
    const save = new Autosave();
    save.#keeps = true;
    const finding = save.#find().catch((error) => {
      console.info(error);
      save.#records = null;
    });
    const found = await within(finding.then(() => true));
    // What is found later is not this tab's, and can be offered.
    if (!found) save.late = finding;
    return save;
  }

  /** Most runs that are kept besides those of open tabs. */
  get most() {
    return MAX_RUNS;
  }

  /** Whether this browser keeps anything. */
  get works() {
    return this.#records !== null && !this.#failed;
  }

  async #find() {
    const { named, moment } = takeTab();
    this.#last = moment ?? null;
    this.oldLesson = takeLesson();
    // The last moment is there at once, whatever becomes of the records.
    this.#showed(named, []);
    const { records, all } = await Records.open();
    this.#records = records;
    this.#showed(named, all);
    await this.#takeMine();
    this.distrusted = failures() > 1;
    if (this.distrusted) setFailures(0);
    const used = await inUse();
    if (!used) return;
    // What was before a lesson comes back with the lesson.
    const before = new Set(all.flatMap(({ lesson }) => lesson?.before ?? []));
    this.orphan = all.find(({ id, unreadable }) => !used.has(id) && !unreadable && !before.has(id)) ?? null;
    await this.#records.prune(all, new Set([...used, ...before]));
  }

  /**
   * Tells what this tab showed: of its runs the first that is there, as it was last and as its record has it.
   * @param {string[]} named
   * @param {Found[]} all
   */
  #showed(named, all) {
    const there = this.#last ? [this.#last, ...all] : all;
    const id = named.find((name) => there.some((each) => each.id === name));
    this.mine = there.filter((each) => each.id === id);
  }

  /** Makes what this tab showed the page's run. A tab that was duplicated shows a copy: the run itself is the other tab's. */
  async #takeMine() {
    const [found] = this.mine;
    if (this.late || !found) return;
    if (await hold(found.id)) this.#become(found.id);
    else this.mine = this.mine.map((each) => ({ ...each, id: this.id }));
  }

  /** @param {string} id */
  #become(id) {
    this.id = id;
    if (this.#keeps) nameRun(id);
  }

  /**
   * Makes a run that was found the one that the page shows.
   * @param {Found} found
   */
  async adopt({ id, lesson }) {
    this.#worth = true;
    this.lesson = lesson ?? null;
    if (await hold(id)) this.#become(id);
  }

  /**
   * Shows a run that is new: what was found stays in its record.
   * @param {boolean} [worth] whether it is worth keeping though nothing was done in it
   */
  begin(worth = false) {
    this.#become(newId());
    if (this.#keeps) void hold(this.id);
    [this.#worth, this.lesson, this.#base] = [worth, null, ""];
  }

  /** Counts the present run as worth keeping though nothing was done in it. */
  keepAnyway() {
    this.#worth = true;
  }

  /**
   * Puts what cannot be opened, or not as a whole, aside, where nothing writes over it.
   * @param {Found[]} found
   * @param {boolean} [stays] whether the records stay as well, for a run that goes on in them
   */
  async putAside(found, stays = false) {
    for (const { id, ...kept } of found) {
      const aside = { ...kept, order: this.#records?.next() ?? 0, unreadable: true };
      await this.#records?.put(newId(), aside);
      // The record that a last moment belongs to may be whole.
      if (!stays && kept.bytes !== this.#last?.bytes) await this.#records?.delete(id);
    }
  }

  /** Counts an end of the page, where it may be the run's doing. */
  failed() {
    if (this.#worth) setFailures(failures() + 1);
  }

  /**
   * Saves from now on whatever changes.
   * @param {Store} page
   */
  follow(page) {
    setTimeout(() => setFailures(0), HARMLESS);
    this.rebase(page);
    page.subscribe((topics) => {
      if (any(topics, "config", "data", "training")) this.#later(page);
    });
    this.#due = performance.now() + REST;
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save(page));
    addEventListener("pagehide", () => {
      if (this.#dirty || this.#saving) this.#leave(page);
      this.save(page);
    });
  }

  /** @param {Store} page */
  #later(page) {
    this.#dirty = true;
    this.#timer ||= window.setTimeout(() => this.save(page), Math.max(0, this.#due - performance.now()));
  }

  /** Takes the page as it is for the beginning of its run. @param {Store} page */
  rebase(page) {
    this.#base = this.#sign(page);
  }

  /** Tells the page's state from the run's beginning. @param {Store} page */
  #sign(page) {
    const { progress, undoable, config } = page.state;
    return JSON.stringify([progress.step, undoable.undo, config]);
  }

  /** @param {Store} page */
  #isWorth(page) {
    this.#worth ||= this.lesson !== null || this.#sign(page) !== this.#base;
    return this.#worth;
  }

  /**
   * Notes the place in a lesson.
   * @param {Store} page
   * @param {LessonNote | null} lesson
   */
  note(page, lesson) {
    this.lesson = lesson;
    this.#later(page);
  }

  /**
   * Leaves the present run in its record, makes a change, and gives what that begins a record of its own. The page offers the way back.
   * @param {Store} page
   * @param {() => unknown} change may give `false`: then nothing has changed
   * @param {boolean} [worth] whether the new run is worth keeping though nothing was done in it
   * @returns {Promise<string | null>} the run before, where it is kept
   */
  async branch(page, change, worth = false) {
    const before = this.id;
    const kept = await this.save(page);
    page.notify(null); // what the change says is told beside the way back
    if (change() === false) return null;
    this.begin(worth);
    this.rebase(page);
    if (!kept) return null;
    page.notify(beside(page.state.notice, this.offer(page, before)));
    return before;
  }

  /**
   * Ends the run of a lesson, whose record goes: the page shows what was before it.
   * @param {Store} page
   * @param {string | null} before its run, where it has a record
   */
  async leaveLesson(page, before) {
    const lesson = this.id;
    const found = before && (await this.read(before));
    if (found) await this.adopt(found);
    else {
      this.begin();
      this.rebase(page);
    }
    this.lesson = null;
    await this.delete(lesson);
    page.changed("config"); // the browser's history notes the run
  }

  /**
   * Opens something saved as a run of its own. What is wrong with it is a notice, and changes nothing.
   * @param {Store} page
   * @param {Uint8Array | null} bytes nothing where they could not be unpacked
   */
  async open(page, bytes) {
    if (!bytes) return page.notify({ key: "saved.damaged" });
    const replace = () => {
      if (!page.replace((playground) => playground.open(bytes))) return false;
      page.notify(page.call((playground) => salvaged(playground, bytes)) ?? null);
      return true;
    };
    // What is opened in a lesson belongs to the lesson. Elsewhere it is worth keeping: an address will hold its settings alone.
    if (this.lesson) replace();
    else await this.branch(page, replace, true);
  }

  /**
   * Offers a run that was there before.
   * @param {Store} page
   * @param {string} id
   * @param {keyof typeof OFFERS} [why]
   * @returns {import("./store.js").Notice}
   */
  offer(page, id, why = "kept") {
    const { key, button } = OFFERS[why];
    const back = async () => {
      if (!(await this.goTo(id, page))) page.notify({ key: "kept.gone" });
      page.changed("config"); // the browser's history notes the run
    };
    return { key, actions: [{ key: button, act: () => void back() }] };
  }

  /**
   * Goes back to a run that is kept; the present one stays in its record.
   * @param {string} id
   * @param {Store} page
   * @returns {Promise<boolean>} whether it is there
   */
  async goTo(id, page) {
    await this.save(page);
    const found = await this.read(id);
    if (!found) return false;
    if (found.lesson || this.lesson) {
      // Lessons begin with the page.
      await this.adopt(found);
      this.#dirty = false;
      location.reload();
      return true;
    }
    if (!page.replace((playground) => playground.open(found.bytes))) return false;
    await this.salvage(page, found);
    await this.adopt(found);
    return true;
  }

  /**
   * Puts a record aside of which only a part could be opened, and tells what is missing.
   * @param {Store} page
   * @param {Found} found the record that was opened last
   * @returns {Promise<boolean>} whether anything is missing
   */
  async salvage(page, found) {
    const told = page.call((playground) => salvaged(playground, found.bytes, found));
    if (!told) return false;
    await this.putAside([found]);
    page.notify(told);
    return true;
  }

  /** @param {string} id @returns {Promise<Found | undefined>} */
  async read(id) {
    return this.#records?.get(id).catch(() => undefined);
  }

  /** Lists the runs that are kept, the newest first. */
  async list() {
    return (await this.#records?.all()) ?? [];
  }

  /** Names the runs that other tabs show. */
  elsewhere() {
    return inUseElsewhere();
  }

  /** @param {string} id */
  async delete(id) {
    await this.#records?.delete(id).catch(() => {});
  }

  /** @param {Store} page @returns {Kept | undefined} */
  #moment(page) {
    const link = page.call((playground) => playground.link());
    const bytes = page.call((playground) => playground.save(true));
    if (link === undefined || bytes === undefined) return undefined;
    const { config, progress } = page.state;
    const about = { data: config.data, hidden: config.hidden, epoch: progress.epoch };
    const order = this.#records?.next() ?? 0;
    return { order, time: Date.now(), link, bytes, about, ...(this.lesson && { lesson: this.lesson }) };
  }

  /** @param {Store} page */
  #leave(page) {
    if (!this.#isWorth(page)) return;
    const kept = this.#moment(page);
    if (kept) keepLast(kept, this.id);
  }

  /**
   * Saves the run where it has changed.
   * @param {Store} page
   * @returns {Promise<boolean>} whether its record is as the page is
   */
  async save(page) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#isWorth(page)) return false;
    if (!this.#records) {
      if (this.late) this.#fail(page);
      return false;
    }
    if (!this.#dirty) return true;
    this.#dirty = false;
    this.#saving = true;
    try {
      const start = performance.now();
      const kept = this.#moment(page);
      this.#due = performance.now() + Math.max(REST, SHARE * (performance.now() - start));
      if (!kept) return false;
      const picture = thumbnail();
      await this.#put(this.id, picture ? { ...kept, picture } : kept);
      this.#failed = false;
      return true;
    } catch {
      this.#dirty = true;
      this.#fail(page);
      return false;
    } finally {
      this.#saving = false;
    }
  }

  /** Says once that nothing is kept; it is tried again with the next change. @param {Store} page */
  #fail(page) {
    if (!this.#failed) page.notify({ key: "autosave.failed" });
    this.#failed = true;
  }

  /**
   * @param {string} id
   * @param {Kept} kept
   */
  async #put(id, kept) {
    const records = this.#records;
    try {
      await records?.put(id, kept);
    } catch (error) {
      // A full storage: the older half makes room.
      const used = await inUse();
      const all = await records?.all();
      if (!used || !all || !(await records?.prune(all, used.add(id), Math.floor(all.length / 2)))) throw error;
      await records?.put(id, kept);
    }
  }
}

/** Draws the output as it is seen, small. @returns {string | undefined} */
function thumbnail() {
  const [ground, points] = [".heat", ".points"].map((name) => document.querySelector(`canvas${name}`));
  if (!(ground instanceof HTMLCanvasElement) || ground.width === 0) return undefined;
  const small = document.createElement("canvas");
  small.width = small.height = SIDE;
  const context = small.getContext("2d");
  if (!context) return undefined;
  for (const canvas of [ground, points]) {
    if (canvas instanceof HTMLCanvasElement && canvas.width > 0) context.drawImage(canvas, 0, 0, SIDE, SIDE);
  }
  return small.toDataURL("image/png");
}
