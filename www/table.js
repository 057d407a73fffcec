// A table of the browser's database, for idb-keyval's functions. A database that does not answer is
// an error after a while, and waited for again with the next use; one that another page wants to
// change or delete is closed for it.

import { within } from "./wait.js";

/** Milliseconds until a database that does not answer is an error. */
const PATIENCE = 10_000;

/**
 * Opens a table; the database is opened with its first use.
 * @param {string} database
 * @param {string} table
 * @returns {ReturnType<typeof import("./vendor/idb-keyval.js").createStore>}
 */
export function openTable(database, table) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  const forget = () => (opening = undefined);
  const open = () =>
    (opening ??= new Promise((done, failed) => {
      const request = indexedDB.open(database);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onerror = () => {
        forget();
        failed(request.error);
      };
      request.onsuccess = () => {
        const { result } = request;
        result.onclose = forget;
        result.onversionchange = () => {
          forget();
          result.close();
        };
        done(result);
      };
    }));
  return async (/** @type {IDBTransactionMode} */ mode, /** @type {(records: IDBObjectStore) => any} */ use) => {
    const opened = await within(open(), PATIENCE);
    if (!opened) throw new Error("the browser's database does not answer");
    return use(opened.transaction(table, mode).objectStore(table));
  };
}
