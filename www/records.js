// The runs that this browser keeps for this copy of the site: records in IndexedDB, one for each run.

import { openTable } from "./table.js";
import { del, entries, get, promisifyRequest } from "./vendor/idb-keyval.js";

/** Folder of this copy of the site: copies under one origin keep their records apart. */
export const SCOPE = new URL(".", location.href).pathname;

/** Most runs that are kept besides those of open tabs; the oldest make room. */
export const MAX_RUNS = 20;

/**
 * @typedef {object} Kept
 * @property {number} order grows with every saving of any tab; unlike a clock it never goes back
 * @property {number} time when it was saved, in milliseconds since 1970, to be shown
 * @property {string} link its settings as a link
 * @property {Uint8Array} bytes all of it, as the engine saves it
 * @property {{ data: string, hidden: number[], epoch: number }} [about] what it is, to be shown in a list
 * @property {string} [picture] its output, small, as the address of an image
 * @property {LessonNote} [lesson] the lesson that it is the run of
 * @property {boolean} [unreadable] whether this version of the page could not open it
 */

/**
 * @typedef {object} LessonNote
 * @property {import("./teaching/school.js").Source} source
 * @property {number} step
 * @property {string | null} before the run that was there before the lesson, where it has a record
 * @property {string} link the settings that were there
 */

/** @typedef {Kept & { id: string }} Found */

/** Reads a record whatever it holds: nothing where no bytes are left in it. @param {any} value @returns {Kept | undefined} */
function sound(value) {
  if (!(value?.bytes instanceof Uint8Array) || value.bytes.length === 0) return undefined;
  const time = Number.isFinite(value.time) ? value.time : 0;
  return { ...value, time, order: Number.isFinite(value.order) ? value.order : time, link: String(value.link ?? "") };
}

export class Records {
  /** @type {ReturnType<typeof openTable>} */
  #store;
  #order = 0;

  /** @param {ReturnType<typeof openTable>} store */
  constructor(store) {
    this.#store = store;
  }

  /** Opens the records of this copy of the site, and lists them. Fails where the browser keeps nothing. */
  static async open() {
    const records = new Records(openTable(`chainrule ${SCOPE}`, "runs"));
    let all = await records.all();
    if (all.length === 0 && (await records.#moveIn())) all = await records.all();
    return { records, all };
  }

  /** Copies what earlier versions of the page kept, under one name for all copies of the site. Gives whether there was something. */
  async #moveIn() {
    const databases = (await indexedDB.databases?.()) ?? [];
    if (!databases.some(({ name }) => name === "chainrule")) return false;
    const old = openTable("chainrule", "tabs");
    for (const [id, value] of await entries(old)) {
      const kept = sound(value);
      if (kept) await this.put(String(id), kept);
    }
    return true;
  }

  /** Lists what is kept, the newest first. @returns {Promise<Found[]>} */
  async all() {
    const all = [];
    for (const [id, value] of await entries(this.#store)) {
      const kept = sound(value);
      if (kept) all.push({ ...kept, id: String(id) });
      else await del(id, this.#store);
    }
    this.#order = all.reduce((most, { order }) => Math.max(most, order), this.#order);
    return all.sort((a, b) => b.order - a.order);
  }

  /** @param {string} id @returns {Promise<Found | undefined>} */
  async get(id) {
    const kept = sound(await get(id, this.#store));
    return kept && { ...kept, id };
  }

  /** Gives a record's place behind all others. The clock serves only where it runs ahead of them. */
  next() {
    this.#order = Math.max(this.#order + 1, Date.now());
    return this.#order;
  }

  /**
   * @param {string} id
   * @param {Kept} kept
   */
  async put(id, kept) {
    await this.#store("readwrite", (/** @type {IDBObjectStore} */ records) => {
      records.put(kept, id);
      // A page that is being left does not come to its next turn.
      records.transaction.commit();
      return promisifyRequest(records.transaction);
    });
  }

  /** @param {string} id */
  async delete(id) {
    await del(id, this.#store);
  }

  /**
   * Deletes the oldest runs beyond the limit. Gives whether there were any.
   * @param {Found[]} all the newest first
   * @param {Set<string>} used those of open tabs, which stay
   * @param {number} [most]
   */
  async prune(all, used, most = MAX_RUNS) {
    const rest = all.filter(({ id }) => !used.has(id));
    for (const { id } of rest.slice(most)) await this.delete(id);
    return rest.length > most;
  }
}
