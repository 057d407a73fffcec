// What the sharing sheet holds: a link of settings or of everything, its length and what it leaves out; files; code for other pages; starting afresh.

import { el, setText } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { asked, HIDDEN, hideable, SHOWN, USUAL } from "../parts.js";
import { KeptRuns } from "./kept-runs.js";
import { openFile, LONGEST, SUFFIX, toFile, toLink } from "../saved.js";

/**
 * @typedef {object} Parts
 * @property {import("../autosave.js").Autosave} autosave
 * @property {{ config_from_link(link: string): import("../engine.js").Config, catalog(): import("../engine.js").Catalog }} engine
 */

/** Characters beyond which mail and chats may cut a link. */
const CUT = 2000;

/** Milliseconds between two links of a network that trains. */
const REST = 500;

export class ShareSheet {
  #store;
  #all = el("input", { type: "radio", name: "share-what", id: "share-all" });
  #some = el("input", { type: "radio", name: "share-what", id: "share-settings", checked: true });
  #words = { all: el("span"), some: el("span"), what: el("legend") };
  #link = el("input", { type: "text", id: "share-link", class: "field", readonly: true });
  #note = el("p", { class: "note", id: "share-note" });
  #copy = el("button", { type: "button", id: "share-copy" });
  #said = el("span", { role: "status", id: "share-said", class: "note" });
  #save = el("button", { type: "button", id: "share-save" });
  #open = el("button", { type: "button", id: "share-open" });
  #file = el("input", { type: "file", accept: SUFFIX, hidden: true, id: "share-file" });
  #files = el("p", { class: "note" });
  #embed = el("button", { type: "button", id: "share-embed" });
  #parts = el("details", { id: "share-parts" });
  /** What an address can hide, place by place. */
  #hideable;
  #afresh = el("button", { type: "button", id: "share-afresh" });
  #runs = el("button", { type: "button", id: "share-runs", "aria-haspopup": "dialog" });
  #kept = el("p", { class: "note", id: "share-kept" });
  #timer = 0;
  #made = 0;

  /**
   * @param {import("../store.js").Store} store
   * @param {Parts} parts
   */
  constructor(store, { autosave, engine }) {
    this.#store = store;
    this.autosave = autosave;
    this.#hideable = hideable(engine.catalog().settings);
    this.#parts.addEventListener("change", () => this.#make());
    this.#link.setAttribute("aria-describedby", this.#note.id);
    for (const choice of [this.#all, this.#some]) choice.addEventListener("change", () => this.#make());
    this.#link.addEventListener("focus", () => this.#link.select());
    this.#copy.addEventListener("click", () => this.#give(this.#link.value, "share.copied"));
    this.#embed.addEventListener("click", () => this.#give(this.#code(), "share.embed.copied"));
    this.#save.addEventListener("click", () => this.#keep());
    this.#open.addEventListener("click", () => this.#file.click());
    this.#file.addEventListener("change", () => {
      const [file] = this.#file.files ?? [];
      if (file) openFile(file, (bytes) => autosave.open(store, bytes));
      this.#file.value = "";
    });
    const runs = new KeptRuns(store, autosave);
    this.#runs.addEventListener("click", () => runs.show());
    this.#afresh.addEventListener("click", () => store.reset(engine.config_from_link("")));
    this.element = el(
      "div",
      { class: "share" },
      el(
        "fieldset",
        { class: "share-what" },
        this.#words.what,
        el("label", { class: "flag" }, this.#some, this.#words.some),
        el("label", { class: "flag" }, this.#all, this.#words.all),
      ),
      el("div", { class: "share-row" }, this.#link, this.#copy),
      this.#note,
      el("div", { class: "share-row" }, this.#save, this.#open, this.#file),
      this.#files,
      this.#parts,
      this.#said,
      el("div", { class: "share-row apart" }, this.#runs, this.#afresh),
      this.#kept,
    );
    this.texts();
  }

  /** The sheet has been opened. */
  open() {
    setText(this.#said, "");
    this.#make();
    this.#some.focus();
  }

  texts() {
    const words = /** @type {[HTMLElement, string][]} */ ([
      [this.#words.what, "share.what"],
      [this.#words.some, "share.settings"],
      [this.#words.all, "share.all"],
      [this.#copy, "share.copy"],
      [this.#save, "share.save"],
      [this.#open, "share.file"],
      [this.#files, "share.files"],
      [this.#embed, "share.embed"],
      [this.#runs, "share.runs"],
      [this.#afresh, "share.afresh"],
    ]);
    for (const [element, key] of words) setText(element, t(key));
    this.#link.setAttribute("aria-label", t("share.link"));
    this.#fillParts();
    this.#runs.hidden = !this.autosave.works;
    setText(this.#kept, t(this.autosave.works ? "share.kept" : "share.unkept"));
  }

  /** What is shown has changed: a link of a network that trains is made anew now and then. */
  changed() {
    this.#timer ||= window.setTimeout(() => this.#make(), Math.max(0, this.#made + REST - performance.now()));
  }

  async #make() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const all = this.#all.checked;
    const bytes = all ? this.#store.call((playground) => playground.save(false)) : undefined;
    const settings = this.#store.call((playground) => playground.link()) ?? "";
    const behind = bytes ? await toLink(bytes) : settings;
    this.#made = performance.now();
    if (all !== this.#all.checked) return;
    const link = this.#address(this.#search(), behind);
    const fits = link.length <= LONGEST;
    this.#link.value = fits ? link : "";
    this.#copy.disabled = !fits;
    const length = t(fits ? (link.length > CUT ? "share.cut" : "share.length") : "share.long", {
      length: number(link.length),
      most: number(LONGEST),
    });
    setText(this.#note, `${length} ${all ? t("share.without.all") : this.#without()}`);
  }

  /** What a link of settings leaves out of what there is. */
  #without() {
    const { state } = this.#store;
    const out = [];
    if (state.config.data === "own") out.push(t("share.without.points"));
    if (state.progress.step > 0 || state.undoable.undo?.kind === "params") out.push(t("share.without.weights"));
    return out.length > 0 ? t("share.without", { what: out.join(t("share.and")) }) : t("share.whole");
  }

  /**
   * @param {string} search
   * @param {string} behind
   */
  #address(search, behind) {
    return `${location.origin}${location.pathname}${search}${behind && "#"}${behind}`;
  }

  /** Boxes to tick for what a frame shows and what is hidden; what was ticked before stays. */
  #fillParts() {
    const filled = this.#parts.childElementCount > 0;
    const [shown, hidden] = filled ? [this.#ticked("shown"), this.#ticked("hidden")] : [USUAL, asked("hide") ?? []];
    const box = (/** @type {string} */ kind, /** @type {string[]} */ ticked, /** @type {string} */ name) => {
      const input = el("input", { type: "checkbox", "data-kind": kind, value: name, checked: ticked.includes(name) });
      const words = Object.hasOwn(HIDDEN, name) ? t(`share.part.${name}`) : t(`${labelled(name)}.label`);
      return el("label", { class: "flag" }, input, el("span", {}, words));
    };
    const group = (/** @type {string} */ words, /** @type {Node[]} */ boxes, kind = "share-boxes") =>
      el("fieldset", { class: kind }, el("legend", {}, words), ...boxes);
    const place = (/** @type {{ words: string, names: string[] }} */ { words, names }) =>
      group(
        t(words),
        names.map((name) => box("hidden", hidden, name)),
        "share-place-boxes",
      );
    this.#parts.replaceChildren(
      el("summary", {}, t("share.parts")),
      group(
        t("share.parts.shown"),
        Object.keys(SHOWN).map((name) => box("shown", shown, name)),
      ),
      el("div", { class: "share-row" }, this.#embed),
      group(t("share.parts.hidden"), this.#hideable.map(place), "share-places"),
    );
  }

  /** @param {string} kind */
  #ticked(kind) {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
      this.#parts.querySelectorAll(`[data-kind=${kind}]:checked`)
    );
    return [...boxes].map(({ value }) => value);
  }

  /** The part of the address behind "?": what is hidden, and whatever else stood there. @param {string} [first] */
  #search(first = "") {
    const others = new URLSearchParams(location.search);
    others.delete("hide");
    others.delete("embed");
    const hidden = this.#ticked("hidden").join(",");
    const all = [first, others.toString(), hidden && `hide=${hidden}`].filter(Boolean);
    return all.length > 0 ? `?${all.join("&")}` : "";
  }

  #code() {
    const shown = this.#ticked("shown").join(",");
    const search = this.#search(shown && shown !== USUAL.join(",") ? `embed=${shown}` : "embed");
    const src = this.#address(search, this.#link.value.split("#")[1] ?? "").replaceAll("&", "&amp;");
    return `<iframe src="${src}" title="Chainrule" width="760" height="480" style="border:0"></iframe>`;
  }

  async #keep() {
    const bytes = this.#store.call((playground) => playground.save(true));
    const { config, progress } = this.#store.state;
    if (bytes) await toFile(`chainrule-${config.data}-${progress.epoch}`, bytes);
  }

  /**
   * @param {string} text
   * @param {string} done what is said when it is copied
   */
  async #give(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      setText(this.#said, t(done));
    } catch {
      // No permission, or no secure context: the field can be copied from by hand.
      this.#link.select();
      setText(this.#said, t("share.uncopied"));
    }
  }
}

/**
 * What messages about a setting begin with.
 * @param {string} name
 */
function labelled(name) {
  return name === "problem" ? name : `setting.${name}`;
}
