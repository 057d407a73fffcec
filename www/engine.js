// The only file that names the bindings: loads them, and tells ordinary errors from fatal ones.

/** @typedef {import("../target/pkg/chainrule.js").Playground} Playground */
/** @typedef {import("../target/pkg/chainrule.js").Config} Config */
/** @typedef {import("../target/pkg/chainrule.js").Catalog} Catalog */
/** @typedef {import("../target/pkg/chainrule.js").Entry} Entry */
/** @typedef {import("../target/pkg/chainrule.js").Look} Look */
/** @typedef {import("../target/pkg/chainrule.js").Effect} Effect */
/** @typedef {import("../target/pkg/chainrule.js").Asked} LinkRead */
/** @typedef {import("../target/pkg/chainrule.js").About} About */
/** @typedef {import("../target/pkg/chainrule.js").View} View */
/** @typedef {import("../target/pkg/chainrule.js").Probe} Probe */
/** @typedef {import("../target/pkg/chainrule.js").PlotArea} PlotArea */
/** @typedef {import("../target/pkg/chainrule.js").Metrics} Metrics */
/** @typedef {import("../target/pkg/chainrule.js").Progress} Progress */
/** @typedef {import("../target/pkg/chainrule.js").Change} Change */
/** @typedef {import("../target/pkg/chainrule.js").Undoable} Undoable */
/** @typedef {import("../target/pkg/chainrule.js").Undone} Undone */
/** @typedef {import("../target/pkg/chainrule.js").SetReport} SetReport */
/** @typedef {import("../target/pkg/chainrule.js").Sheet} Sheet */
/** @typedef {import("../target/pkg/chainrule.js").SheetReport} SheetReport */
/** @typedef {import("../target/pkg/chainrule.js").Selection} Selection */
/** @typedef {import("../target/pkg/chainrule.js").Flaws} Flaws */
/** @typedef {import("../target/pkg/chainrule.js").Reading} Reading */
/** @typedef {import("../target/pkg/chainrule.js").Findings} Findings */
/** @typedef {import("../target/pkg/chainrule.js").Health} Health */
/** @typedef {import("../target/pkg/chainrule.js").Examined} Examined */
/** @typedef {import("../target/pkg/chainrule.js").Sweep} Sweep */
/** @typedef {{ column: number, unit: number, param: number | null }} Spot a unit of the network, or a parameter of it */
/** @typedef {import("../target/pkg/chainrule.js").UnitParam} UnitParam */
/** @typedef {import("../target/pkg/chainrule.js").Microscope} Microscope */
/** @typedef {import("../target/pkg/chainrule.js").Lights} Lights */

/**
 * What is wrong with an input.
 * @typedef {{ kind: string, field: string, found: string, expected: string,
 *   limits?: { min: number, max: number, whole: boolean, most?: number | null } | null, place: number | null }} Fault
 */

/** What the engine throws at bad input; nothing has changed then. @typedef {Error & Fault} InputError */

/** A module with instructions on vectors: a browser that has none refuses it. */
const VECTORS = [
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3],
  ...[2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
];

/**
 * Why the engine cannot be there. The browser has no `wasm` or no `vectors`; its file did not come (`file`), is not on the
 * server (`absent`), is something else (`other`) or not whole (`damaged`).
 */
export class Missing extends Error {
  /**
   * @param {"wasm" | "vectors" | "file" | "absent" | "other" | "damaged"} what
   * @param {unknown} [cause]
   */
  constructor(what, cause) {
    super(`missing: ${what}`, { cause });
    this.what = what;
  }

  /** True where loading the page again may help. */
  get passes() {
    return !["wasm", "vectors"].includes(this.what);
  }
}

/** The first bytes of every module of WebAssembly. */
const MAGIC = [0, 97, 115, 109];

/**
 * Loads the engine whose addresses the build has put into the page.
 * @param {(bytes: number, all: number | null) => void} heard told how many bytes have come, and of how many where that is known
 * @returns {Promise<typeof import("../target/pkg/chainrule.js")>}
 */
export async function load(heard) {
  if (typeof WebAssembly !== "object") throw new Missing("wasm");
  if (!WebAssembly.validate(Uint8Array.from(VECTORS))) throw new Missing("vectors");
  const link = (/** @type {string} */ id) => /** @type {HTMLLinkElement} */ (document.getElementById(id));
  const file = link("app-wasm");
  const [glue, answer] = await Promise.all([import(link("app-js").href), fetch(file.href)]).catch((error) => {
    // What cannot be fetched is told by a TypeError.
    if (error instanceof TypeError) throw new Missing("file", error);
    throw error instanceof SyntaxError ? new Missing("damaged", error) : error;
  });
  if (!answer.ok) throw new Missing("absent", answer.status);
  const fault = follow(answer.clone().body, (bytes) => heard(bytes, Number(file.dataset.size) || null));
  try {
    await glue.default({ module_or_path: answer });
    return glue;
  } catch (error) {
    const unfit = [TypeError, WebAssembly.CompileError, WebAssembly.LinkError].some((kind) => error instanceof kind);
    throw unfit ? new Missing(await fault, error) : error;
  }
}

/**
 * Follows a module while it comes.
 * @param {ReadableStream<Uint8Array> | null} body
 * @param {(bytes: number) => void} heard
 * @returns {Promise<Missing["what"]>} why it is at fault, if it cannot be used
 */
async function follow(body, heard) {
  const reader = body?.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { value } = (await reader?.read()) ?? {};
      if (!value) return "damaged";
      if (bytes === 0 && MAGIC.some((byte, place) => value[place] !== byte)) return "other";
      heard((bytes += value.length));
    }
  } catch {
    return "file";
  }
}

/**
 * Whether an error is a refusal of bad input; all others leave the engine in an unknown state.
 * @param {unknown} error
 * @returns {error is InputError}
 */
export function isInputError(error) {
  return error instanceof Error && error.name === "ChainruleError";
}
