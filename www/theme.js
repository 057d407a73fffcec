// Light or dark, and the colours that pictures take from the style sheet.

const KEY = "chainrule.theme";

/** Classes that have a colour: as many as the engine tells apart. */
const CLASSES = 10;

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {Theme[]} */
export const THEMES = ["auto", "light", "dark"];

const dark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Theme} */
let chosen = kept();

function kept() {
  try {
    const value = /** @type {Theme} */ (localStorage.getItem(KEY));
    return THEMES.includes(value) ? value : "auto";
  } catch {
    return "auto"; // storage is forbidden: a choice lasts as long as the page
  }
}

/** The reader's choice. */
export function theme() {
  return chosen;
}

/** @param {Theme} choice */
export function setTheme(choice) {
  chosen = choice;
  apply(choice);
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // as above
  }
}

/** @param {Theme} choice */
export function apply(choice) {
  document.documentElement.dataset.theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
}

/**
 * Calls back whenever colours or the pixel ratio may have changed.
 * @param {() => void} changed
 */
export function watch(changed) {
  dark.addEventListener("change", () => {
    apply(theme());
    changed();
  });
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const again = () => {
    changed();
    ratio();
  };
  const ratio = () => {
    // A query matches one ratio only: it is made anew after each change.
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", again, { once: true });
  };
  ratio();
}

/** Canvas pixels per CSS pixel: at least two, so that whole-pixel coordinates stay fine. */
export function scale() {
  return Math.min(4, Math.max(2, Math.ceil(devicePixelRatio)));
}

/** @returns {import("./engine.js").Look} */
export function look() {
  const style = getComputedStyle(document.documentElement);
  const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    scale: scale(),
    background: color("surface"),
    text: color("muted"),
    grid: color("line"),
    train: color("train"),
    test: color("test"),
    wrong: color("wrong"),
    low: color("low"),
    middle: color("middle"),
    high: color("high"),
    classes: Array.from({ length: CLASSES }, (_, place) => color(`class-${place}`)),
  };
}

/**
 * Loads a style sheet of a part of the page that is not there at first.
 * @param {string} name of a file in `style/`
 */
export function styled(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  // A packed site has a hash of all its later files in their names: see edition.js.
  const edition = /** @type {any} */ (import.meta).edition;
  link.href = `www/style/${name}${edition ? `-${edition}` : ""}.css`;
  return /** @type {Promise<void>} */ (
    new Promise((done, failed) => {
      if (document.querySelector(`link[href="${link.getAttribute("href")}"]`)) return done();
      link.onload = () => done();
      link.onerror = () => {
        link.remove();
        failed(new Error(`${name}.css did not load`));
      };
      document.head.append(link);
    })
  );
}
