// The dialog about data of one's own: a table is pasted, dropped, chosen or ready-made; what was understood is shown; columns are chosen.

import { isInputError } from "../engine.js";
import { el, setText } from "../dom.js";
import { textAddress } from "../edition.js";
import { decode, guess } from "../encoding.js";
import { save } from "../files.js";
import { language, number, refusal, t } from "../i18n/index.js";
import { openModal } from "../modal.js";
import { columnChoices } from "./import-columns.js";
import { importFrame } from "./import-frame.js";
import { glance, summary } from "./import-parts.js";

/** The tables that come with the page, as files. */
const READY = ["iris", "wine", "breast-cancer"];

/** Longest text of a file that is put into the field: longer ones make typing there slow. */
const MOST_SHOWN = 200_000;

/** Largest file that is opened, in bytes. The engine's own limit counts the text that comes of it. */
const MOST_OPENED = 10_000_000;

/** Milliseconds without a key before what was typed is read. */
const PAUSE = 300;

export class ImportDialog {
  #store;
  #engine;
  #dialog = el("dialog", { id: "import", "aria-labelledby": "import-title" });
  /** @type {import("../engine.js").Sheet | null} */
  #sheet = null;
  /** @type {{ inputs: number[], target: number, as_classes: boolean | null }} */
  #choice = { inputs: [], target: 0, as_classes: null };
  #options = { standardise: true };
  #text = "";
  #source = "";
  /** @type {import("./import-encoding.js").FileRead | null} what the text was read of, if that was a file */
  #file = null;
  /** Which of several readings is the last: one that ends late does not replace it. */
  #reading = 0;
  #language = "";
  /** @type {ReturnType<typeof columnChoices>["update"]} */
  #update = () => {};
  #parts = this.#build();

  /**
   * @param {import("../store.js").Store} store
   * @param {typeof import("../../target/pkg/chainrule.js")} engine
   */
  constructor(store, engine) {
    this.#store = store;
    this.#engine = engine;
    this.#dialog.addEventListener("click", (event) => {
      // The dialog itself is its backdrop; what is in it is not.
      if (event.target === this.#dialog) this.#dialog.close();
    });
    document.body.append(this.#dialog);
    this.#show();
  }

  /** @param {File} [file] read at once */
  open(file) {
    if (this.#language !== language()) {
      this.#parts = this.#build();
      this.#show();
    }
    openModal(this.#dialog);
    if (file) this.#loadFile(file);
  }

  /** Everything in the present language, which cannot change while the dialog is open. */
  #build() {
    this.#language = language();
    let typing = 0;
    const parts = importFrame(READY, {
      ready: (id) => this.#loadReady(id),
      typed: () => {
        clearTimeout(typing);
        const reading = ++this.#reading;
        typing = setTimeout(() => reading === this.#reading && this.#read(parts.text.value, ""), PAUSE);
      },
      file: (file) => this.#loadFile(file),
      encoding: (id) => {
        this.#reading += 1;
        if (this.#file) this.#readFile({ ...this.#file, encoding: id }, this.#source);
      },
      download: () => this.#download(),
      cancel: () => this.#dialog.close(),
      use: () => this.#use(),
    });
    this.#dialog.replaceChildren(...parts.elements);
    return parts;
  }

  /**
   * Reads what arrives, unless something else is read by then.
   * @param {string} source
   * @param {() => Promise<string | Uint8Array>} get
   */
  async #load(source, get) {
    const reading = ++this.#reading;
    const found = await get().catch(() => null);
    if (reading !== this.#reading) return;
    if (found === null) this.#fail(t("import.unread"));
    else if (typeof found === "string") this.#read(found, source);
    else this.#readFile({ bytes: found, ...guess(found) }, source);
  }

  /** @param {string} id */
  #loadReady(id) {
    this.#load(t(`import.source.${id}`), async () => {
      const answer = await fetch(textAddress(`data/${id}.csv`));
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    });
  }

  /** @param {File} file */
  #loadFile(file) {
    if (file.size > MOST_OPENED) {
      this.#reading += 1;
      this.#fail(t("error.too-long.table", { found: `${number(Math.round(file.size / 1e6))} MB` }));
      return;
    }
    this.#load(t("import.from", { name: file.name }), async () => new Uint8Array(await file.arrayBuffer()));
  }

  /**
   * @param {import("./import-encoding.js").FileRead} file
   * @param {string} source
   */
  #readFile(file, source) {
    this.#read(decode(file.bytes, file.encoding), source, file);
  }

  /**
   * @param {string} text
   * @param {string} source
   * @param {import("./import-encoding.js").FileRead | null} [file]
   */
  #read(text, source, file = null) {
    this.#file = file;
    this.#text = text;
    this.#source = source;
    this.#sheet?.free();
    this.#sheet = null;
    if (text.trim() !== "") {
      this.#try(() => {
        const sheet = this.#store.call(() => new this.#engine.Sheet(text));
        if (!sheet) return;
        this.#sheet = sheet;
        const { inputs, target } = sheet.report();
        this.#choice = { inputs, target, as_classes: null };
        this.#show();
      });
      if (this.#sheet) return;
    } else this.#fail("");
    this.#show();
  }

  /** @param {() => void} act what the engine may refuse */
  #try(act) {
    try {
      this.#fail("");
      act();
    } catch (error) {
      if (!isInputError(error)) throw error;
      // A column is called by its name, which may be a setting's too.
      const ofColumn = ["no-numbers", "class-count"].includes(error.kind);
      this.#fail(refusal(ofColumn ? Object.assign(error, { field: `“${error.field}”` }) : error));
    }
  }

  /** @param {string} text */
  #fail(text) {
    setText(this.#parts.error, text);
    this.#parts.text.toggleAttribute("aria-invalid", text !== "" && !this.#sheet);
  }

  /** Shows the table as it was understood, and the choices there are. */
  #show() {
    const { text, source, encoding, understood } = this.#parts;
    const shown = this.#source && this.#text.length > MOST_SHOWN ? "" : this.#text;
    if (text.value !== shown) text.value = shown;
    setText(source, this.#source);
    encoding.show(this.#file, this.#text);
    understood.hidden = !this.#sheet;
    if (!this.#sheet) {
      understood.replaceChildren();
      this.#offer(null);
      return;
    }
    const report = this.#sheet.report();
    const { account, elements, update } = columnChoices(report, this.#choice, this.#options, () => this.#choose());
    this.#update = update;
    understood.replaceChildren(...summary(report), account, glance(report), ...elements);
    this.#choose();
  }

  #select() {
    const { inputs, target, as_classes } = this.#choice;
    return this.#store.call(() => this.#sheet?.select(inputs, target, as_classes ?? undefined)) ?? null;
  }

  /** Shows what the present choice gives. */
  #choose() {
    /** @type {import("../engine.js").Selection | null} */
    let selection = null;
    this.#try(() => (selection = this.#select()));
    const { inputs, target } = this.#choice;
    const flaws = inputs.length > 0 ? this.#store.call(() => this.#sheet?.flaws(inputs, target)) : undefined;
    this.#update(selection, flaws);
    this.#offer(selection);
    /** @type {any} */ (selection)?.free();
  }

  /** @param {import("../engine.js").Selection | null} selection */
  #offer(selection) {
    const { use } = this.#parts;
    use.disabled = !selection;
    setText(use, t("import.use", { rows: number(selection?.rows() ?? 0) }));
  }

  /** The points that there are now, as a file. */
  #download() {
    const text = this.#store.call((playground) => playground.data_csv());
    if (text !== undefined) save("chainrule-data.csv", text);
  }

  #use() {
    this.#try(() => {
      const selection = this.#select();
      if (!selection) return;
      this.#store.useTable(selection, this.#options);
      this.#dialog.close();
    });
  }
}
