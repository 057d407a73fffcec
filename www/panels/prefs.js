// Language and colours: the reader's own, not part of a link.

import { menu } from "../controls/choice.js";
import { byId, el } from "../dom.js";
import { fillPage, LANGUAGES, language, setLanguage, t } from "../i18n/index.js";
import { setTheme, THEMES, theme } from "../theme.js";

/**
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
    await setLanguage(languages.value);
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
  byId("prefs").append(languages, themes.select);
  return {
    draw(topics) {
      if (!topics.has("text")) return;
      themes.texts();
      languages.setAttribute("aria-label", t("prefs.language"));
      themes.select.setAttribute("aria-label", t("prefs.theme"));
    },
  };
}
