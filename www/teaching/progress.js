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
