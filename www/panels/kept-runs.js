// The dialog of the runs that this browser keeps: open one, save it as a file, delete it.

import { el, setText } from "../dom.js";
import { language, maybe, number, t } from "../i18n/index.js";
import { openModal } from "../modal.js";
import { toFile } from "../saved.js";

/** @typedef {import("../records.js").Found} Found */

export class KeptRuns {
  #store;
  #autosave;
  #dialog = el("dialog", { id: "kept-runs", "aria-labelledby": "kept-runs-title" });
  #list = el("ul", { class: "kept-runs", role: "list" });
  #said = el("p", { class: "note", role: "status" });

  /**
   * @param {import("../store.js").Store} store
   * @param {import("../autosave.js").Autosave} autosave
   */
  constructor(store, autosave) {
    this.#store = store;
    this.#autosave = autosave;
    this.#dialog.addEventListener("click", (event) => {
      // The dialog itself is its backdrop; what is in it is not.
      if (event.target === this.#dialog) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  async show() {
    await this.#autosave.save(this.#store);
    const close = () => this.#dialog.close();
    this.#dialog.replaceChildren(
      el(
        "div",
        { class: "panel-head" },
        el("h2", { id: "kept-runs-title" }, t("kept.title")),
        el("button", { type: "button", class: "close", onclick: close }, t("app.dismiss")),
      ),
      this.#list,
      this.#said,
      el("p", { class: "note" }, t("kept.limits", { most: this.#autosave.most })),
    );
    setText(this.#said, "");
    await this.#fill();
    openModal(this.#dialog);
  }

  async #fill() {
    const [found, elsewhere] = await Promise.all([this.#autosave.list(), this.#autosave.elsewhere()]);
    const rows = found.map((run) => this.#row(run, elsewhere.has(run.id)));
    this.#list.replaceChildren(...rows);
    if (rows.length === 0) setText(this.#said, t("kept.none"));
  }

  /**
   * @param {Found} run
   * @param {boolean} elsewhere whether another tab shows it
   */
  #row(run, elsewhere) {
    const here = run.id === this.#autosave.id;
    const what = nameOf(run);
    const facts = [
      new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(run.time),
      t("kept.size", { size: number(run.bytes.length / 1024, { maximumFractionDigits: 1 }) }),
      run.about && t("kept.epoch", { epoch: number(run.about.epoch) }),
      run.lesson && t("kept.lesson"),
      here && t("kept.here"),
      elsewhere && t("kept.elsewhere"),
      run.unreadable && t("kept.unreadable"),
    ];
    const button = (
      /** @type {string} */ words,
      /** @type {string} */ label,
      /** @type {() => void} */ act,
      off = false,
    ) => el("button", { type: "button", "aria-label": label, disabled: off, onclick: act }, words);
    const open = async () => {
      this.#dialog.close();
      await this.#autosave.goTo(run.id, this.#store);
      this.#store.changed("config"); // the browser's history notes the run
    };
    const remove = async () => {
      await this.#autosave.delete(run.id);
      setText(this.#said, t("kept.deleted", { what }));
      await this.#fill();
    };
    const file = () => void toFile(`chainrule-${run.about?.data ?? "kept"}-${run.about?.epoch ?? 0}`, run.bytes);
    return el(
      "li",
      {},
      run.picture ? el("img", { src: run.picture, alt: "", width: 48, height: 48 }) : el("span"),
      el(
        "div",
        {},
        el("strong", {}, what),
        el("p", { class: "note" }, facts.filter((fact) => typeof fact === "string").join(" · ")),
      ),
      el(
        "div",
        { class: "share-row" },
        button(t("kept.open"), t("kept.open.label", { what }), open, here || elsewhere || run.unreadable === true),
        button(t("kept.file"), t("kept.file.label", { what }), file),
        button(t("kept.delete"), t("kept.delete.label", { what }), remove, here || elsewhere),
      ),
    );
  }
}

/** Names a run by its data and its layers. @param {Found} run */
function nameOf({ about, link }) {
  if (!about) return link || t("kept.title");
  const layers = about.hidden.join("-");
  return t("kept.run", {
    data: maybe(`choice.data.${about.data}`) || about.data,
    hidden: layers ? t("kept.layers", { hidden: layers }) : t("kept.linear"),
  });
}
