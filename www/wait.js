// Waiting that ends: browsers have been seen to leave storage and locks unanswered.

/** Milliseconds that the start waits for anything but the page's own files. */
const SOON = 1000;

/**
 * Resolves as `promise` does, or to `undefined` where that takes longer than `ms` milliseconds.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} [ms]
 * @returns {Promise<T | undefined>}
 */
export function within(promise, ms = SOON) {
  return new Promise((done, failed) => {
    const timer = setTimeout(done, ms, undefined);
    promise.then(done, failed).finally(() => clearTimeout(timer));
  });
}
