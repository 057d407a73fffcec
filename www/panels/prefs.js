// Language and colours: the reader's own, not part of a link.

import { menu } from "../controls/choice.js";
import { byId, el, icon, setText } from "../dom.js";
import { fillPage, LANGUAGES, language, setLanguage, t } from "../i18n/index.js";
import { setTheme, THEMES, theme } from "../theme.js";

/** A circle, half of it dark. */
const HALF = "M8 1.5a6.5 6.5 0 1 0 .01 0zM8 3.3v9.4a4.7 4.7 0 0 1 0-9.4z";

/**
 * Menus as narrow as their sign; what is chosen is seen by the page itself, and read by screen readers.
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function prefsPanel(store) {
  const languages = el("select", { id: "language" });
  for (const [tag, { name, tag: lang }] of Object.entries(LANGUAGES)) {
    languages.append(el("option", { value: tag, lang }, name));
  }
  languages.value = language();
  languages.addEventListener("change", async () => {
    try {
      await setLanguage(languages.value);
    } catch (error) {
      reportError(error);
      languages.value = language();
      store.notify({ key: "explain.unloaded" });
      return;
    }
    fillPage();
    store.changed("text");
  });
  const themes = menu(
    THEMES,
    (id) => `theme.${id}`,
    (id) => setTheme(/** @type {import("../theme.js").Theme} */ (id)),
  );
  themes.select.id = "theme";
  themes.select.value = theme();
  const sign = el("span", { "aria-hidden": "true" });
  byId("prefs").append(
    el("span", { class: "pref" }, sign, languages),
    el("span", { class: "pref" }, icon(HALF), themes.select),
  );
  return {
    draw(topics) {
      if (!topics.has("text")) return;
      themes.texts();
      setText(sign, t("prefs.sign"));
      languages.setAttribute("aria-label", t("prefs.language"));
      themes.select.setAttribute("aria-label", t("prefs.theme"));
      languages.title = t("prefs.language");
      themes.select.title = t("prefs.theme");
    },
  };
}
