// What the playground was before a lesson: kept with the tab, so that it comes back after a reload too.

const KEY = "chainrule.lesson";

/** Characters of a lesson's own text, and of what was before, that a tab keeps. */
const MOST = 2_000_000;

export class Before {
  /** @type {Uint8Array | null} */
  #bytes = null;
  #text = "";

  /**
   * @param {import("../store.js").Store} store
   * @param {boolean} recalled whether it was kept before already
   */
  keep(store, recalled) {
    if (recalled) return;
    this.#bytes = store.call((playground) => playground.save(true)) ?? null;
    this.#text = this.#bytes ? base64(this.#bytes) : "";
  }

  /**
   * @param {import("./school.js").Source} source
   * @param {number} step
   */
  note(source, step) {
    const text = JSON.stringify({ source, step, before: this.#text });
    try {
      if (text.length < MOST) sessionStorage.setItem(KEY, text);
    } catch {
      // Storage is full or forbidden: the lesson lasts as long as the page.
    }
  }

  /** @returns {{ source: import("./school.js").Source, step: number } | null} */
  recall() {
    try {
      const { source, step, before } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {};
      if (typeof source?.id !== "string" || !Number.isInteger(step)) return null;
      this.#text = String(before);
      this.#bytes = this.#text ? Uint8Array.from(atob(this.#text), (sign) => sign.charCodeAt(0)) : null;
      return { source, step };
    } catch {
      return null;
    }
  }

  /**
   * What was before is there again; undo goes back to the lesson's network.
   * @param {import("../store.js").Store} store
   */
  restore(store) {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // as above
    }
    const bytes = this.#bytes;
    if (bytes && store.replace((playground) => playground.open(bytes))) store.notify({ key: "lesson.left" });
    this.#bytes = null;
  }
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  // A call takes so many arguments.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text);
}
