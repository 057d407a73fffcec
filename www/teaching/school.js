// Lessons as a whole: which are there, the one that is open, what the playground was before it, and how it comes back.

import { addMessages, language } from "../i18n/index.js";
import { styled } from "../theme.js";
import { LessonList } from "./dialog.js";
import { MOST, readLesson } from "./format.js";
import { LessonPanel } from "./lesson.js";
import { fileOf, LESSONS } from "./list.js";
import { Before } from "./before.js";

const MESSAGES = { en: () => import("../i18n/en-lessons.js"), zh: () => import("../i18n/zh-lessons.js") };

/**
 * @typedef {object} Parts
 * @property {import("../engine.js").Catalog} catalog
 * @property {typeof import("../../target/pkg/chainrule.js")} engine
 * @property {import("../autosave.js").Autosave} autosave
 */

/**
 * What a lesson is known by, and where its text is.
 * @typedef {{ id: string, address: string } | { id: string, text: string }} Source
 */

/**
 * Loads words and styles, and opens the school.
 * @param {import("../store.js").Store} store
 * @param {Parts} parts
 */
export async function open(store, parts) {
  await Promise.all([addMessages(MESSAGES), styled("lessons")]);
  return new School(store, parts);
}

export class School {
  #store;
  #known;
  #list;
  #panel;
  #before;
  #engine;
  /** @type {Source | null} */
  #source = null;
  #language = language();
  /** Which of several openings is the last. */
  #opening = 0;

  /**
   * @param {import("../store.js").Store} store
   * @param {Parts} parts
   */
  constructor(store, { catalog, engine, autosave }) {
    this.#store = store;
    this.#engine = engine;
    this.#before = new Before(autosave);
    /** @type {Set<string>} */
    const settings = new Set(catalog.settings.map(({ key }) => key));
    this.#known = { isSetting: (/** @type {string} */ key) => settings.has(key) };
    this.#panel = new LessonPanel(store, engine, {
      leave: () => this.#leave(),
      next: () => this.#next(),
      moved: (step) => this.#source && this.#before.note(store, this.#source, step),
    });
    this.#list = new LessonList(
      (address) => this.open({ address }),
      (id) => this.#read({ id, address: fileOf(id, language()) }),
    );
  }

  /** Shows which lessons there are. */
  choose() {
    this.#list.show();
  }

  /**
   * Opens a lesson: one of the page's by its name, one of the same site by its address, or a file.
   * @param {import("../store.js").Asked} asked
   */
  async open(asked) {
    const source = "file" in asked ? await fromFile(asked.file) : fromAddress(asked.address);
    if (source) await this.#start(source, null);
    else this.#store.notify({ key: "lesson.elsewhere" });
  }

  /** Opens the lesson again in which this tab was. The playground is as it was left. */
  async resume() {
    const found = this.#before.recall();
    if (found) await this.#start(found.source, found.step);
  }

  /** @param {Set<import("../store.js").Topic>} topics */
  draw(topics) {
    if (topics.has("text") && this.#language !== language()) {
      this.#language = language();
      if (this.#source) this.#start(inLanguage(this.#source), this.#panel.step);
    }
    this.#panel.draw(topics);
  }

  /**
   * @param {Source} source
   * @param {number | null} step to go on with as things are; null to begin, or where it was left before
   */
  async #start(source, step) {
    const opening = ++this.#opening;
    const read = await this.#read(source);
    if (opening !== this.#opening) return;
    if (!read) return this.#store.notify({ key: "lesson.unread" });
    if (!read.lesson) return this.#list.showFlaws("address" in source ? source.address : source.id, read.flaws);
    this.#list.close();
    if (!this.#source && step === null) await this.#before.keep(this.#store);
    this.#source = source;
    this.#panel.open(source.id, read.lesson, step, LESSONS.indexOf(source.id));
  }

  /** @param {Source} source */
  async #read(source) {
    if ("text" in source) return readLesson(source.text, this.#known);
    const text = await fetch(source.address)
      .then((answer) => (answer.ok ? answer.text() : null))
      .catch(() => null);
    return text === null || text.length > MOST ? null : readLesson(text, this.#known);
  }

  async #leave() {
    this.#panel.close();
    this.#source = null;
    await this.#before.restore(this.#store, (link) => this.#engine.config_from_link(link));
    document.getElementById("open-lessons")?.focus();
  }

  /** The lesson after this one, or the list. */
  #next() {
    const id = LESSONS[LESSONS.indexOf(this.#source?.id ?? "") + 1];
    if (this.#source && LESSONS.includes(this.#source.id) && id) this.open({ address: id });
    else this.choose();
  }
}

/**
 * @param {string} address
 * @returns {Source | null} nothing where it is another site's
 */
function fromAddress(address) {
  if (LESSONS.includes(address)) return { id: address, address: fileOf(address, language()) };
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin && /\.(md|markdown)$/i.test(url.pathname)
      ? { id: url.pathname, address: url.href }
      : null;
  } catch {
    return null;
  }
}

/** @param {File} file @returns {Promise<Source | null>} */
async function fromFile(file) {
  if (file.size > 4 * MOST) return { id: file.name, text: "" };
  return { id: file.name, text: await file.text() };
}

/**
 * The same lesson in the language that is spoken now, where it is one of the page's.
 * @param {Source} source
 * @returns {Source}
 */
const inLanguage = (source) =>
  LESSONS.includes(source.id) ? { id: source.id, address: fileOf(source.id, language()) } : source;
