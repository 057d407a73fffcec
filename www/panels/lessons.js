// The way to lessons: a button in the bar, an address (`?lesson=`), a file dropped on the page. All else is loaded when one of them is used.

import { byId, el, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";

/**
 * @param {import("../store.js").Store} store
 * @param {import("../teaching/school.js").Parts} parts
 * @returns {import("./panel.js").Panel}
 */
export function lessonsPanel(store, parts) {
  const button = el("button", { type: "button", id: "open-lessons", "aria-haspopup": "dialog" });
  byId("lessons").append(button);
  /** @type {Promise<import("../teaching/school.js").School> | undefined} */
  let loading;
  /** @type {import("../teaching/school.js").School | undefined} */
  let school;
  const enter = async () => {
    loading ??= import("../teaching/school.js").then(({ open }) => open(store, parts));
    // What could not be loaded once may be later.
    school = await loading.catch((error) => void (reportError(error), (loading = undefined)));
    if (!school) store.notify({ key: "explain.unloaded" });
    return school;
  };
  button.addEventListener("click", async () => {
    release(button);
    (await enter())?.choose();
  });
  const address = new URLSearchParams(location.search).get("lesson");
  const resumes = parts.autosave.lesson !== null || parts.autosave.oldLesson !== null;
  if (address !== null) enter().then((there) => there?.open({ address }));
  else if (resumes) enter().then((there) => there?.resume());
  return {
    draw(topics) {
      if (topics.has("text")) setText(button, t("lessons.open"));
      const { lesson } = store.state;
      if (topics.has("lesson") && lesson) {
        store.state.lesson = null;
        enter().then((there) => there?.open(lesson));
      }
      school?.draw(topics);
    },
  };
}
