// The encoding that a file was read in: shown with what each one makes of the file, and chosen; the cells that could not be read.

import { el, setText } from "../dom.js";
import { ENCODINGS, excerpt, isPlain, unreadable } from "../encoding.js";
import { number, t } from "../i18n/index.js";

/** Cells that are told one by one. */
const TOLD = 3;

/** @typedef {{ bytes: Uint8Array, encoding: string, sure: boolean }} FileRead */

/** @param {(encoding: string) => void} choose */
export function encodingChoice(choose) {
  const select = el("select", { id: "import-encoding", onchange: () => choose(select.value) });
  const guessed = el("span", { class: "note" });
  const row = el(
    "div",
    { class: "ready" },
    el("label", { for: "import-encoding" }, t("import.encoding")),
    select,
    guessed,
  );
  const unread = el("p", { class: "note", id: "import-unreadable", role: "status" });
  /** @type {Uint8Array | null} */
  let shown = null;
  return {
    elements: [row, unread],
    /**
     * Shows how the text was read. Of plain ASCII, and of what is no file, there is nothing to choose.
     * @param {FileRead | null} file
     * @param {string} text
     */
    show(file, text) {
      row.hidden = !file || isPlain(file.bytes);
      if (file && !row.hidden) {
        if (shown !== file.bytes) {
          const option = ([id = "", name = ""]) => el("option", { value: id }, `${name}: ${excerpt(file.bytes, id)}`);
          select.replaceChildren(...Object.entries(ENCODINGS).map(option));
        }
        shown = file.bytes;
        select.value = file.encoding;
        setText(guessed, file.sure ? "" : t("import.encoding.guessed"));
      }
      const cells = unreadable(text);
      const told = cells.slice(0, TOLD).map(({ line, cell }) => {
        return t("import.unreadable.cell", { line: number(line, { useGrouping: false }), cell });
      });
      if (cells.length > TOLD) told.push(t("import.unreadable.more", { count: number(cells.length - TOLD) }));
      const list = { count: number(cells.length), cells: told.join(t("import.list")) };
      setText(unread, cells.length > 0 ? t("import.unreadable", list) : "");
    },
  };
}
