// The way to data of one's own: a button, and files dropped anywhere on the page. The dialog behind it is loaded when it is first opened.

import { byId, el, release, setText } from "../dom.js";
import { addMessages, t } from "../i18n/index.js";
import { openFile, SUFFIX } from "../saved.js";
import { styled } from "../theme.js";

const MESSAGES = { en: () => import("../i18n/en-table.js"), zh: () => import("../i18n/zh-table.js") };

/**
 * @param {import("../store.js").Store} store
 * @param {{ engine: typeof import("../../target/pkg/chainrule.js"), autosave: import("../autosave.js").Autosave }} parts
 * @returns {import("./panel.js").Panel}
 */
export function ownPanel(store, { engine, autosave }) {
  const button = el("button", { type: "button", id: "open-import", "aria-haspopup": "dialog" });
  /** @type {Promise<import("./import.js").ImportDialog> | undefined} */
  let loading;
  const open = async (/** @type {File | undefined} */ file) => {
    loading ??= Promise.all([import("./import.js"), addMessages(MESSAGES), styled("import")]).then(
      ([{ ImportDialog }]) => new ImportDialog(store, engine),
    );
    // What could not be loaded once may be later.
    const dialog = await loading.catch(() => void (loading = undefined));
    if (dialog) dialog.open(file);
    else store.notify({ key: "import.unread" });
  };
  button.addEventListener("click", () => {
    release(button);
    open(undefined);
  });
  byId("data-sheets").append(button);

  const dropping = (/** @type {boolean} */ on) => document.body.classList.toggle("dropping", on);
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    dropping(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) dropping(false);
  });
  document.addEventListener("drop", async (event) => {
    dropping(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    if (file.name.endsWith(SUFFIX)) openFile(file, (bytes) => autosave.open(store, bytes));
    else if (/\.(md|markdown)$/i.test(file.name)) store.teach({ file });
    else open(file);
  });

  return {
    draw(topics) {
      if (topics.has("text")) setText(button, t("import.open"));
    },
  };
}
