// Lessons as a whole: which are there, the one that is open, what the playground was before it, and how it comes back.

import { collected } from "../bytes.js";
import { decode, guess } from "../encoding.js";
import { addMessages, language } from "../i18n/index.js";
import { styled } from "../theme.js";
import { LessonList } from "./dialog.js";
import { readLesson } from "./format.js";
import { LessonPanel } from "./lesson.js";
import { MOST } from "./limits.js";
import { fileOf, LESSONS } from "./list.js";
import { Before } from "./before.js";
import { failed, held, opens } from "./progress.js";
import { addressOf } from "./render.js";

/** Most bytes of a lesson's file: no character takes more than three. */
const BYTES = 3 * MOST + 3;

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
    this.#panel = new LessonPanel(store, engine, this.#known, {
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
    const opening = ++this.#opening;
    const source = "file" in asked ? await fromFile(asked.file) : fromAddress(asked.address);
    if (opening !== this.#opening) return;
    if (source) await this.#ask(source, null);
    else this.#store.notify({ key: "file" in asked ? "lesson.unread" : "lesson.elsewhere" });
  }

  /** Opens the lesson again in which this tab was. The playground is as it was left. */
  async resume() {
    const found = this.#before.recall();
    if (found) await this.#ask(found.source, found.step);
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
   * Begins a lesson; one that the page did not outlive the last time only when it is wanted all the same.
   * @param {Source} source
   * @param {number | null} step to go on with as things are; null to begin, or where it was left before
   */
  async #ask(source, step) {
    if (!failed(source.id)) return this.#start(source, step);
    this.#opening += 1;
    const act = () => this.#start(source, step);
    this.#store.notify({ key: "lesson.failed", params: { name: source.id }, actions: [{ key: "lesson.anyway", act }] });
  }

  /**
   * @param {Source} source
   * @param {number | null} step as above
   */
  async #start(source, step) {
    const opening = ++this.#opening;
    const text = await textIn(source);
    if (opening !== this.#opening) return;
    if (text === null) return this.#store.notify({ key: "lesson.unread" });
    opens(source.id);
    const { lesson, flaws } = readLesson(text, this.#known);
    if (lesson) {
      this.#list.close();
      if (!this.#source && step === null) await this.#before.keep(this.#store);
      this.#source = source;
      this.#panel.open(source.id, lesson, step, LESSONS.indexOf(source.id));
    } else this.#list.showFlaws("address" in source ? source.address : source.id, flaws);
    held(source.id);
  }

  /** @param {Source} source */
  async #read(source) {
    const text = await textIn(source);
    return text === null ? null : readLesson(text, this.#known);
  }

  async #leave() {
    // One that is on its way does not come any more.
    this.#opening += 1;
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
  const url = addressOf(address);
  const ours = url?.origin === location.origin && /\.(md|markdown)$/i.test(url.pathname);
  return url && ours ? { id: url.pathname, address: url.href } : null;
}

/** @param {File} file @returns {Promise<Source | null>} nothing where it cannot be read */
async function fromFile(file) {
  const text = await textOfStream(file.stream());
  return text === null ? null : { id: file.name, text };
}

/**
 * The text of a lesson.
 * @param {Source} source
 * @returns {Promise<string | null>} nothing where it cannot be read
 */
async function textIn(source) {
  if ("text" in source) return source.text;
  const answer = await fetch(source.address).catch(() => null);
  return answer?.ok && answer.body ? textOfStream(answer.body) : null;
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {Promise<string | null>}
 */
async function textOfStream(stream) {
  try {
    const bytes = new Uint8Array(await (await collected(stream, BYTES)).arrayBuffer());
    return decode(bytes, guess(bytes).encoding);
  } catch (error) {
    // Whoever reads it says that it is too long.
    return error instanceof RangeError ? "\n".repeat(MOST + 1) : null;
  }
}

/**
 * The same lesson in the language that is spoken now, where it is one of the page's.
 * @param {Source} source
 * @returns {Source}
 */
const inLanguage = (source) =>
  LESSONS.includes(source.id) ? { id: source.id, address: fileOf(source.id, language()) } : source;
