// What this tab keeps for itself: its storage lives as long as the tab, reloads included; a lock tells other tabs which runs it shows.
// Browsers may forbid storage, or have no locks: then nothing is found, and nothing fails.

import { SCOPE } from "./records.js";
import { fromText, toText } from "./saved.js";
import { within } from "./wait.js";

/** @typedef {import("./records.js").Kept} Kept */
/** @typedef {import("./records.js").Found} Found */

/** Where the tab's run is named. */
const RUN = `chainrule.tab ${SCOPE}`;

/** Where the last moment of a page that is being left is: this storage takes it at once. */
const LAST = `chainrule.last ${SCOPE}`;

/** How often in a row the page has ended itself after it opened a run. */
const FAILED = `chainrule.failed ${SCOPE}`;

/** Names of earlier versions, without the folder. */
const OLD = { run: "chainrule.tab", last: "chainrule.last", lesson: "chainrule.lesson" };

/** Most bytes for the last moment. */
const ROOM = 1 << 20;

/** @param {string} key */
function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} text nothing removes it */
function write(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Full or forbidden: what the records have has to do.
  }
}

/** Reads what stands under the first of these names that has something, and removes it. @param {string[]} keys */
function take(...keys) {
  const text = keys.map(read).find((each) => each !== null) ?? null;
  for (const key of keys) write(key, null);
  return text;
}

/** @param {string | null} text @returns {Record<string, any>} */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null") ?? {};
  } catch {
    return {};
  }
}

/** Takes the names of the runs that this tab showed, the likeliest first, and its page's last moment. */
export function takeTab() {
  const old = read(OLD.run);
  const named = [history.state?.run, take(RUN, OLD.run)].filter((id) => typeof id === "string");
  return { named, moment: takeLast(old) };
}

/** @param {string | null} old the run's name where an earlier version kept the moment without it */
function takeLast(old) {
  const { bytes, id = old, ...kept } = parsed(take(LAST, OLD.last));
  if (typeof bytes !== "string" || typeof id !== "string") return undefined;
  try {
    return /** @type {Found} */ ({ order: Infinity, ...kept, id, bytes: fromText(bytes) });
  } catch {
    return undefined;
  }
}

/** Takes the lesson that an earlier version of the page noted, with what was there before it. */
export function takeLesson() {
  const { source, step, before } = parsed(take(OLD.lesson));
  if (typeof source?.id !== "string" || !Number.isInteger(step)) return null;
  try {
    return { source, step, before: typeof before === "string" ? fromText(atob(before)) : null };
  } catch {
    return { source, step, before: null };
  }
}

/** Names the run that the tab shows: for this place in its history, and for the tab. @param {string} id */
export function nameRun(id) {
  write(RUN, id);
  try {
    history.replaceState({ run: id }, "");
  } catch {
    // Browsers refuse too many in a short time: the tab's own name has to do.
  }
}

/** Keeps the last moment of a page that is being left, where there is room. @param {Kept} kept @param {string} id */
export function keepLast(kept, id) {
  if (kept.bytes.length <= ROOM) write(LAST, JSON.stringify({ ...kept, id, bytes: toText(kept.bytes) }));
}

/** How often in a row the page has ended itself after it opened a run. */
export const failures = () => Number(read(FAILED) ?? 0);

/** @param {number} count */
export const setFailures = (count) => write(FAILED, count > 0 ? String(count) : null);

/** The names of the runs that this page has held. @type {Set<string>} */
const held = new Set();

/** @param {string} id */
const lockOf = (id) => `chainrule.run ${SCOPE} ${id}`;

/**
 * Holds a run while the page lives.
 * @param {string} id
 * @returns {Promise<boolean>} whether no other tab has it
 */
export async function hold(id) {
  if (held.has(id)) return true;
  const free = await ask(id);
  if (free) held.add(id);
  return free;
}

/** @param {string} id @returns {Promise<boolean>} */
function ask(id) {
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
export async function inUse() {
  const locks = navigator.locks ? await within(navigator.locks.query()) : {};
  if (!locks) return null;
  const [before, all] = [lockOf(""), (locks.held ?? []).map(({ name }) => name ?? "")];
  return new Set(all.filter((name) => name.startsWith(before)).map((name) => name.slice(before.length)));
}

/** Names the runs that other tabs show. */
export async function inUseElsewhere() {
  const used = (await inUse()) ?? new Set();
  for (const id of held) used.delete(id);
  return used;
}
