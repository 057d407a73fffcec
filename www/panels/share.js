// The way to share and to keep: a button in the bar whose sheet is loaded when it is first opened, and saved files dropped on the page.

import { byId, el } from "../dom.js";
import { addMessages, t } from "../i18n/index.js";
import { sheet } from "../controls/sheet.js";
import { any } from "./panel.js";

const MESSAGES = { en: () => import("../i18n/en-share.js"), zh: () => import("../i18n/zh-share.js") };

/**
 * @param {import("../store.js").Store} store
 * @param {import("./share-sheet.js").Parts} parts
 * @returns {import("./panel.js").Panel}
 */
export function sharePanel(store, parts) {
  const place = el("div", { class: "share-place" });
  const around = sheet("share", place);
  byId("sharing").append(around.button, around.panel);
  /** @type {Promise<import("./share-sheet.js").ShareSheet> | undefined} */
  let loading;
  /** @type {import("./share-sheet.js").ShareSheet | undefined} */
  let content;
  around.toggled(async () => {
    if (around.panel.hidden) return;
    loading ??= Promise.all([import("./share-sheet.js"), addMessages(MESSAGES)]).then(
      ([{ ShareSheet }]) => new ShareSheet(store, parts),
    );
    content = await loading.catch(() => void (loading = undefined));
    if (!content) return store.notify({ key: "explain.unloaded" });
    if (!content.element.isConnected) place.append(content.element);
    content.open();
  });
  return {
    draw(topics) {
      if (topics.has("text")) {
        around.say(t("share.open"));
        content?.texts();
      }
      if (!around.panel.hidden && any(topics, "config", "data", "training", "text")) content?.changed();
    },
  };
}
