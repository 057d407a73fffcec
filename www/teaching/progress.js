// How far the lessons have been gone through, kept in the browser.

const KEY = "chainrule.lessons";

/**
 * @typedef {object} Progress of a lesson
 * @property {number} step the one that was looked at last
 * @property {string[]} done questions that were answered and goals that were reached
 * @property {boolean} finished
 */

/** @type {Record<string, Progress>} */
let all = kept();

function kept() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {}; // storage is forbidden, or has something else: progress lasts as long as the page
  }
}

/**
 * @param {string} id
 * @returns {Progress}
 */
export function progressOf(id) {
  const { step, done, finished } = (Object.hasOwn(all, id) ? all[id] : null) ?? {};
  return {
    step: Number.isInteger(step) ? Number(step) : 0,
    done: Array.isArray(done) ? done.filter((key) => typeof key === "string") : [],
    finished: finished === true,
  };
}

/**
 * @param {string} id
 * @param {Progress} progress
 */
export function keep(id, progress) {
  all = { ...all, [id]: progress };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // as above
  }
}

/** Lessons that were being opened, kept in the browser: those that the page has not outlived. */
const OPENING = "chainrule.lessons.opening";

/** Most of them that are kept. */
const MOST = 50;

/** Milliseconds that a page lives on with a lesson before it is one that can be opened. */
const TRIAL = 1000;

/** @returns {string[]} */
function opening() {
  try {
    const value = JSON.parse(localStorage.getItem(OPENING) ?? "[]");
    return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string[]} ids */
function setOpening(ids) {
  try {
    localStorage.setItem(OPENING, JSON.stringify(ids.slice(-MOST)));
  } catch {
    // as above
  }
}

/** @param {string} id */
const others = (id) => opening().filter((other) => other !== id);

/** Those of pages before this one. */
const ended = new Set(opening());

/**
 * Tells whether a page before this one did not outlive this lesson when it was opened last.
 * @param {string} id
 */
export const failed = (id) => ended.has(id);

/**
 * Notes that a lesson is about to be read and drawn.
 * @param {string} id
 */
export const opens = (id) => setOpening([...others(id), id]);

/**
 * Strikes the note out, once the page has lived on for a while or is left.
 * @param {string} id
 */
export function held(id) {
  const strike = () => {
    clearTimeout(timer);
    removeEventListener("pagehide", strike);
    setOpening(others(id));
    ended.delete(id);
  };
  const timer = setTimeout(strike, TRIAL);
  addEventListener("pagehide", strike);
}
