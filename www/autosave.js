// What this tab shows is kept in the browser, so that a tab that was closed or killed comes back where it was. Each tab has a record of its own; that a
// tab is there still is told by a lock that it holds, so that no two write the same record.

import { fromText, toText } from "./saved.js";
import { any } from "./panels/panel.js";
import { openTable } from "./table.js";
import { del, entries, get, promisifyRequest } from "./vendor/idb-keyval.js";
import { within } from "./wait.js";

/** @typedef {{ time: number, link: string, bytes: Uint8Array }} Kept when it was saved, its settings as a link, all of it */

/** Where the tab's own name is: it lives as long as the tab, reloads included. */
const TAB = "chainrule.tab";

/** Where the last moment of a page that is being left is: storage that takes it at once. */
const LAST = "chainrule.last";

/** Most bytes for that. */
const ROOM = 1 << 20;

/** How often in a row the engine has failed in this tab. */
const FAILED = "chainrule.failed";

/** Milliseconds between two savings at least, and as many times what one takes. */
const REST = 1000;
const SHARE = 20;

/** Records of tabs that are no more, beyond which the oldest go; and how long the others stay, in milliseconds. */
const MOST = 8;
const DAYS = 30 * 24 * 3600 * 1000;

const store = () => openTable("chainrule", "tabs");

/**
 * Holds a tab's name while the page lives.
 * @param {string} id
 * @returns {Promise<boolean>} whether no other tab has it
 */
function hold(id) {
  // Without locks (no secure context) a name that is in this tab's storage is taken to be this tab's.
  if (!navigator.locks) return Promise.resolve(true);
  const asked = new Promise((/** @type {(free: boolean) => void} */ done) => {
    navigator.locks
      .request(`${TAB}.${id}`, { ifAvailable: true }, (lock) => {
        done(lock !== null);
        return lock ? new Promise(() => {}) : undefined;
      })
      .catch(() => done(true));
  });
  // Locks that do not answer say nothing of other tabs: then the name is not this tab's.
  return within(asked).then((free) => free ?? false);
}

const newId = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/**
 * The last moment of this tab's page before.
 * @returns {Kept | undefined}
 */
function last() {
  const text = sessionStorage.getItem(LAST);
  sessionStorage.removeItem(LAST);
  if (text === null) return undefined;
  const kept = JSON.parse(text);
  return { ...kept, bytes: fromText(kept.bytes) };
}

/** A tab's record, and whether it is this tab's own. */
export class Autosave {
  /** @type {ReturnType<typeof openTable> | null} */
  #store = null;
  #id = "";
  /** @type {(Kept & { id: string, own: boolean }) | null} what there was when the page was opened */
  found = null;
  /** Ends when what there was is found after all, where the start could not wait for it. @type {Promise<void> | null} */
  late = null;
  /** True once the tab has its record: before that nothing is saved. */
  #settled = false;
  #dirty = false;
  /** Whether a saving is on its way: a page that is left meanwhile may take it along. */
  #saving = false;
  #due = 0;
  #timer = 0;
  #failed = false;

  /**
   * Finds what this tab showed before, or what one showed that is no more. Never fails: a browser that keeps nothing has found
   * nothing. Takes no longer than a second: what is found later is not this tab's, and can be offered (`late`).
   */
  static async recall() {
    const save = new Autosave();
    try {
      save.#store = store();
      const finding = save.#find();
      save.#settled = (await within(finding.then(() => true))) ?? false;
      if (!save.#settled) save.late = finding.catch(() => {}).then(() => save.#renounce());
    } catch {
      save.#store = null;
    }
    return save;
  }

  /** Whether this browser keeps anything. */
  get works() {
    return this.#store !== null && this.#settled && !this.#failed;
  }

  /** Takes a record of its own for this tab: what was found too late is left as it is, until somebody wants it. */
  #renounce() {
    if (this.found) this.found.own = false;
    this.#id = newId();
    hold(this.#id);
    sessionStorage.setItem(TAB, this.#id);
    this.#settled = true;
  }

  async #find() {
    const own = sessionStorage.getItem(TAB);
    const mine = own !== null && (await hold(own));
    const kept = mine ? (last() ?? (await get(own, this.#store ?? undefined))) : undefined;
    this.#id = mine && own ? own : newId();
    if (!mine) await hold(this.#id);
    sessionStorage.setItem(TAB, this.#id);
    // A page that ends itself again and again is not to be brought back to where it does.
    const failed = Number(sessionStorage.getItem(FAILED) ?? 0);
    setTimeout(() => sessionStorage.removeItem(FAILED), 10_000);
    if (failed > 1) return;
    if (kept) this.found = { ...kept, id: own ?? "", own: true };
    else this.found = await this.#orphan();
  }

  /** The last record of a tab that is no more; others that are too many or too old go. */
  async #orphan() {
    const all = /** @type {[string, Kept][]} */ (await entries(this.#store ?? undefined));
    const locks = navigator.locks ? await within(navigator.locks.query()) : {};
    if (!locks) return null;
    const held = new Set(locks.held?.map(({ name }) => name));
    const left = all.filter(([id]) => !held.has(`${TAB}.${id}`)).sort(([, a], [, b]) => b.time - a.time);
    for (const [place, [id, { time }]] of left.entries()) {
      if (place >= MOST || Date.now() - time > DAYS) await del(id, this.#store ?? undefined);
    }
    const [latest] = left;
    return latest ? { ...latest[1], id: latest[0], own: false } : null;
  }

  /** What was found is shown in this tab: its record is this tab's from now on. */
  async adopt() {
    const id = this.found?.id;
    if (!id || id === this.#id || !this.#store || !(await hold(id))) return;
    this.#id = id;
    sessionStorage.setItem(TAB, id);
  }

  /** Remembers that the engine has failed. */
  static failed() {
    try {
      sessionStorage.setItem(FAILED, String(Number(sessionStorage.getItem(FAILED) ?? 0) + 1));
    } catch {
      // storage is forbidden: nothing is brought back anyway
    }
  }

  /**
   * Saves from now on whatever changes.
   * @param {import("./store.js").Store} page
   */
  follow(page) {
    if (!this.#store) return;
    page.subscribe((topics) => {
      if (!any(topics, "config", "data", "training")) return;
      this.#dirty = true;
      this.#timer ||= window.setTimeout(() => this.#save(page), Math.max(0, this.#due - performance.now()));
    });
    this.#due = performance.now() + REST;
    const now = () => document.visibilityState === "hidden" && this.#save(page);
    document.addEventListener("visibilitychange", now);
    addEventListener("pagehide", () => {
      if (this.#dirty || this.#saving) this.#leave(page);
      this.#save(page);
    });
  }

  /** @param {import("./store.js").Store} page */
  #leave(page) {
    // The last moment is that of the tab's record.
    if (!this.#settled) return;
    const link = page.call((playground) => playground.link());
    const bytes = page.call((playground) => playground.save(true));
    if (!bytes || bytes.length > ROOM) return;
    try {
      sessionStorage.setItem(LAST, JSON.stringify({ time: Date.now(), link, bytes: toText(bytes) }));
    } catch {
      // Full or forbidden: what was saved before has to do.
    }
  }

  /** @param {import("./store.js").Store} page */
  async #save(page) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#dirty || !this.#store) return;
    this.#dirty = false;
    const start = performance.now();
    this.#saving = true;
    try {
      if (!this.#settled) throw new Error("the browser's storage does not answer");
      const link = page.call((playground) => playground.link());
      const bytes = page.call((playground) => playground.save(true));
      this.#due = performance.now() + Math.max(REST, SHARE * (performance.now() - start));
      if (link === undefined || bytes === undefined) return;
      await this.#store("readwrite", (/** @type {IDBObjectStore} */ records) => {
        records.put({ time: Date.now(), link, bytes }, this.#id);
        // A page that is being left does not come to its next turn.
        records.transaction.commit();
        return promisifyRequest(records.transaction);
      });
      this.#failed = false;
    } catch {
      // Said once; it is tried again with the next change.
      if (!this.#failed) page.notify({ key: "autosave.failed" });
      this.#failed = true;
    } finally {
      this.#saving = false;
    }
  }
}
