// Keeps the run that this tab shows in the browser, so that a tab that was closed or killed comes back where it was. Each run has a record of its own: a link that is
// followed, or a lesson, begins another run and leaves the one before as it is. A lock tells other tabs which runs are in use.

import { beside, salvaged } from "./begin.js";
import { any } from "./panels/panel.js";
import { MAX_RUNS, Records, SCOPE } from "./records.js";
import { fromText, toText } from "./saved.js";
import { within } from "./wait.js";

/** @typedef {import("./records.js").Kept} Kept */
/** @typedef {import("./records.js").Found} Found */
/** @typedef {import("./records.js").LessonNote} LessonNote */
/** @typedef {import("./store.js").Store} Store */

/** Where the tab's run is named: it lives as long as the tab, reloads included. */
const TAB = `chainrule.tab ${SCOPE}`;

/** Where the last moment of a page that is being left is: storage that takes it at once. */
const LAST = `chainrule.last ${SCOPE}`;

/** How often in a row the page has ended itself after it opened a run. */
const FAILED = `chainrule.failed ${SCOPE}`;

/** Names of earlier versions, without the folder. */
const OLD = { [TAB]: "chainrule.tab", [LAST]: "chainrule.last" };

/** Most bytes for the last moment. */
const ROOM = 1 << 20;

/** Milliseconds between two savings at least, and as many times what one takes. */
const REST = 1000;
const SHARE = 20;

/** Milliseconds after which a run that was opened counts as harmless. */
const HARMLESS = 10_000;

/** Side of a run's small picture, in pixels. */
const SIDE = 72;

/** @param {string} key */
function take(key) {
  const text = sessionStorage.getItem(key) ?? sessionStorage.getItem(OLD[key] ?? key);
  for (const name of [key, OLD[key]]) if (name) sessionStorage.removeItem(name);
  return text;
}

/** @param {string} id */
const lockOf = (id) => `chainrule.run ${SCOPE} ${id}`;

/**
 * Holds a run while the page lives.
 * @param {string} id
 * @returns {Promise<boolean>} whether no other tab has it
 */
function hold(id) {
  // Without locks (no secure context) a run that this tab's storage names is taken to be this tab's.
  if (!navigator.locks) return Promise.resolve(true);
  const asked = new Promise((/** @type {(free: boolean) => void} */ done) => {
    navigator.locks
      .request(lockOf(id), { ifAvailable: true }, (lock) => {
        done(lock !== null);
        return lock ? new Promise(() => {}) : undefined;
      })
      .catch(() => done(true));
  });
  // Locks that do not answer say nothing of other tabs: then the run is not this tab's.
  return within(asked).then((free) => free ?? false);
}

/** Names the runs of open tabs. @returns {Promise<Set<string> | null>} nothing where locks do not answer */
async function inUse() {
  const locks = navigator.locks ? await within(navigator.locks.query()) : {};
  if (!locks) return null;
  const [before, all] = [lockOf(""), (locks.held ?? []).map(({ name }) => name ?? "")];
  return new Set(all.filter((name) => name.startsWith(before)).map((name) => name.slice(before.length)));
}

/** Reads the last moment of this tab's page before. @returns {Found | undefined} */
function last() {
  try {
    const { bytes, id = sessionStorage.getItem(OLD[TAB] ?? ""), ...kept } = JSON.parse(take(LAST) ?? "null") ?? {};
    if (typeof bytes !== "string" || typeof id !== "string") return undefined;
    return { order: Infinity, ...kept, id, bytes: fromText(bytes) };
  } catch {
    return undefined;
  }
}

/** @returns {string} */
const newId = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/** The names of the runs that this tab has held. @type {Set<string>} */
const held = new Set();

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
  #late = false;
  /** The bytes that came from records. @type {Set<Uint8Array>} */
  #recorded = new Set();
  /** The lesson that this run belongs to. @type {LessonNote | null} */
  lesson = null;
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
    if (!found) [save.#late, save.late] = [true, finding];
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
    const moment = last();
    const named = [history.state?.run, take(TAB)];
    this.#records = await Records.open();
    for (const id of named) {
      if (typeof id === "string" && this.mine.length === 0) await this.#findMine(id, moment);
    }
    this.distrusted = Number(sessionStorage.getItem(FAILED) ?? 0) > 1;
    if (this.distrusted) sessionStorage.removeItem(FAILED);
    const [all, used] = [await this.#records.all(), await inUse()];
    if (!used) return;
    const free = all.filter(({ id, unreadable }) => !used.has(id) && !unreadable);
    // What was before a lesson comes back with the lesson.
    const before = new Set(all.map(({ lesson }) => lesson?.before));
    this.orphan = free.find(({ id }) => !before.has(id)) ?? null;
    if (this.orphan) this.#recorded.add(this.orphan.bytes);
    await this.#records.prune(new Set([...used, ...[...before].filter((id) => id != null)]));
  }

  /**
   * @param {string} id
   * @param {Found | undefined} moment
   */
  async #findMine(id, moment) {
    const kept = await this.#records?.get(id);
    if (kept) this.#recorded.add(kept.bytes);
    this.mine = [moment?.id === id ? moment : undefined, kept].filter((each) => each !== undefined);
    // A tab that was duplicated shows a copy: the run itself is the other tab's.
    if (this.#late || this.mine.length === 0) return;
    if (await hold(id)) this.#become(id);
    else this.mine = this.mine.map((each) => ({ ...each, id: this.id }));
  }

  /** @param {string} id */
  #become(id) {
    this.id = id;
    if (!this.#keeps) return;
    held.add(id);
    try {
      // The first for this place in the tab's history, the other for the tab.
      history.replaceState({ run: id }, "");
      sessionStorage.setItem(TAB, id);
    } catch {
      // Storage is full or forbidden: what is found is offered.
    }
  }

  /**
   * Makes a run that was found the one that the page shows.
   * @param {Found} found
   */
  async adopt({ id, lesson }) {
    this.#worth = true;
    this.lesson = lesson ?? null;
    if (held.has(id) || (await hold(id))) this.#become(id);
  }

  /** Shows a run that is new: what was found stays in its record. */
  begin() {
    this.#become(newId());
    if (this.#keeps) void hold(this.id);
    [this.#worth, this.lesson, this.#base] = [false, null, ""];
  }

  /** Counts the present run as worth keeping though nothing was done in it. */
  keepAnyway() {
    this.#worth = true;
  }

  /**
   * Puts what cannot be opened aside, where nothing writes over it.
   * @param {Found[]} found
   */
  async putAside(found) {
    for (const { id, ...kept } of found) {
      const aside = { ...kept, order: this.#records?.next() ?? 0, unreadable: true };
      await this.#records?.put(newId(), aside);
      // A last moment has no record under its name: that one may be whole.
      if (this.#recorded.has(kept.bytes)) await this.#records?.delete(id);
    }
  }

  /** Counts an end of the page, where it may be the run's doing. */
  failed() {
    if (!this.#worth) return;
    try {
      sessionStorage.setItem(FAILED, String(Number(sessionStorage.getItem(FAILED) ?? 0) + 1));
    } catch {
      // Storage is forbidden: nothing is brought back anyway.
    }
  }

  /**
   * Saves from now on whatever changes.
   * @param {Store} page
   */
  follow(page) {
    setTimeout(() => {
      try {
        sessionStorage.removeItem(FAILED);
      } catch {
        // As above.
      }
    }, HARMLESS);
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
   * @param {() => unknown} change
   * @returns {Promise<string | null>} the run before, where it is kept
   */
  async branch(page, change) {
    const before = this.id;
    const kept = await this.save(page);
    change();
    this.begin();
    this.rebase(page);
    if (!kept) return null;
    page.notify(this.offer(page, before));
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
    const [before, kept] = [this.id, await this.save(page)];
    if (!page.replace((playground) => playground.open(bytes))) return;
    const told = page.call((playground) => salvaged(playground, bytes)) ?? null;
    if (told) page.notify(told);
    if (this.lesson) return;
    this.begin();
    // An address will hold its settings alone.
    this.#worth = true;
    if (kept) page.notify(beside(told, this.offer(page, before)));
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
  async elsewhere() {
    const used = (await inUse()) ?? new Set();
    for (const id of held) used.delete(id);
    return used;
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
    if (!kept || kept.bytes.length > ROOM) return;
    try {
      sessionStorage.setItem(LAST, JSON.stringify({ ...kept, id: this.id, bytes: toText(kept.bytes) }));
    } catch {
      // Full or forbidden: what was saved before has to do.
    }
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
      const most = Math.floor(((await records?.all()) ?? []).length / 2);
      if (!used || !(await records?.prune(used.add(id), most))) throw error;
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
