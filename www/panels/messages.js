// What the page has to say beyond its controls: one message at a time, and the end of the engine.

import { guide } from "../controls/help.js";
import { byId, el } from "../dom.js";
import { Missing } from "../engine.js";
import { number, refusal, sentences, t } from "../i18n/index.js";
import { any } from "./panel.js";

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function messagesPanel(store) {
  return {
    draw(topics) {
      if (!any(topics, "notice", "text", "refused")) return;
      const { notice, refused } = store.state;
      // What has a control of its own is said there, where that can be seen.
      const home = refused && document.getElementById(`control-${refused.key}-error`);
      const homeless = refused && !home?.offsetParent ? refused.error : null;
      if (!notice && !homeless) {
        byId("messages").replaceChildren();
        return;
      }
      const text = notice ? said(notice) : refusal(/** @type {any} */ (homeless));
      const dismiss = () => {
        store.state.refused = homeless ? null : refused;
        store.notify(null);
      };
      const buttons = [el("button", { type: "button", class: "close", onclick: dismiss }, t("app.dismiss"))];
      if (notice?.key.startsWith("diverged.")) {
        buttons.unshift(el("button", { type: "button", onclick: () => store.reset() }, t("transport.reset")));
        const why = () => store.explain("health");
        buttons.unshift(el("button", { type: "button", id: "notice-health", onclick: why }, t("explain.health")));
      }
      const names = { key: "embed.names", act: () => void open(guide("panel-share"), "_blank", "noopener") };
      const unknown = notice?.faults?.some(({ kind }) => kind === "unknown-setting");
      for (const { key, act } of [...(notice?.actions ?? []), ...(unknown ? [names] : [])]) {
        const press = () => {
          store.notify(null);
          act();
        };
        buttons.unshift(el("button", { type: "button", onclick: press }, t(key)));
      }
      byId("messages").replaceChildren(
        el(
          "div",
          { class: "message", id: "notice" },
          el("div", { class: "news" }, el("p", {}, text), ...listed(notice?.faults ?? [])),
          el("div", { class: "buttons" }, ...buttons),
        ),
      );
    },
  };
}

/** Faults that are told at once, and those that are named in a line. */
const FEW = 5;
const NAMED = 3;

/**
 * A notice as text; of a single fault what is wrong with it too.
 * @param {import("../store.js").Notice} notice
 */
function said({ key, params = {}, notes = [], error, faults = [] }) {
  const count = faults.length;
  const what = count > NAMED ? t("link.settings", { count }) : faults.map(({ field }) => field).join(t("link.list"));
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === "number" ? number(value) : value,
  ]);
  const known = { ...Object.fromEntries(shown), count, what, reason: error ? refusal(error) : "" };
  const [only] = count === 1 ? faults : [];
  return sentences([t(key, known), ...notes.map((note) => t(note, known)), only !== undefined && refusal(only)]);
}

/**
 * Several faults, each with what was expected: the first few, and the others on request.
 * @param {import("../engine.js").Fault[]} faults
 */
function listed(faults) {
  if (faults.length < 2) return [];
  const list = (/** @type {typeof faults} */ some) =>
    el("ul", {}, ...some.map((fault) => el("li", {}, refusal(fault))));
  const [first, others] = [faults.slice(0, FEW), faults.slice(FEW)];
  if (others.length === 0) return [list(first)];
  const more = el("summary", {}, t("link.more", { count: number(others.length) }));
  return [list(first), el("details", {}, more, list(others))];
}

/**
 * Says that the engine can no longer be used, and offers to load the page again with the address as it is.
 * @param {unknown} error
 */
export function showFatal(error) {
  console.error(error);
  showEnd(t("app.failed"), true);
  for (const element of document.querySelectorAll("main, header")) element.setAttribute("inert", "");
}

/**
 * Says why the engine could not be started.
 * @param {unknown} error
 */
export function showUnsupported(error) {
  console.error(error);
  if (error instanceof Missing) return showEnd(t(`app.missing.${error.what}`), error.passes);
  return showEnd(t("app.unsupported", { reason: error instanceof Error ? error.message : String(error) }), false);
}

/**
 * Says that nothing more of the engine comes, or takes that back.
 * @param {boolean} stalled
 */
export function showStalled(stalled) {
  if (stalled) showEnd(t("app.stalled"), true);
  else document.getElementById("fatal")?.remove();
}

/**
 * @param {string} text
 * @param {boolean} again whether to load the page again may help
 */
function showEnd(text, again) {
  const reload = again && el("button", { type: "button", onclick: () => location.reload() }, t("app.reload"));
  byId("messages").replaceChildren(
    el("div", { class: "message fatal", id: "fatal" }, el("p", {}, text), ...(reload ? [reload] : [])),
  );
}
