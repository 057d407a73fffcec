// The page as a part of another, or with less on it: `?embed` names what is shown in a frame, `?hide` what a class is not to see.

import { guide } from "./controls/help.js";
import { byId, el, setText } from "./dom.js";
import { t } from "./i18n/index.js";
import { asked, HIDDEN, hideable, SHOWN, USUAL } from "./parts.js";
import { hideEmpty } from "./panels/panel.js";
import { styled } from "./theme.js";
import { few } from "./url.js";
import { within } from "./wait.js";

/** What of the panels is there only where it is named itself. */
const WITHIN = ["settings", "tools", "numbers", "loss"];

/** Settings whose controls are made anew with the network's picture: a class of the page hides them. */
const LAYERS = ["hidden", "activation", "frozen"];

/** Whether this is a part of another page. */
export const embedded = asked("embed") !== null;

/**
 * Shows what the address names, and hides what it says is to be hidden. All panels must be there.
 * @param {import("./store.js").Store} store
 * @param {{ catalog: import("./engine.js").Catalog, engine: Pick<typeof import("../target/pkg/chainrule.js"), "meant"> }} of
 * @returns {Promise<import("./panels/panel.js").Panel>}
 */
export async function embedPanel(store, { catalog, engine }) {
  const [shows, hides] = [asked("embed") ?? [], asked("hide") ?? []];
  const styles = embedded || hides.length > 0 ? styled("embed") : Promise.resolve();
  // The page is there without it: only its frame is not as narrow, or an empty panel stands where all was hidden.
  await within(styles).catch(reportError);
  const showable = Object.keys(SHOWN);
  const names = hideable(catalog.settings).flatMap((place) => place.names);
  const unknown = [
    ...shows.filter((name) => !showable.includes(name)).map((name) => ({ name, known: showable })),
    ...hides.filter((name) => !names.includes(name)).map((name) => ({ name, known: names })),
  ];
  const link = el("a", { id: "open-whole", target: "_blank", rel: "noopener" });
  if (embedded) {
    const shown = shows.filter((name) => showable.includes(name));
    frame(shown.length > 0 ? shown : USUAL);
    document.querySelector(".bar")?.append(link);
  }
  for (const name of hides) if (names.includes(name)) putAway(name);
  if (hides.length > 0) hideEmpty(document, "put-away");
  if (unknown.length > 0) {
    const told = few(unknown.map(({ name }) => name)).map((name, place) => {
      const meant = engine.meant(name, unknown[place]?.known.join() ?? "");
      return meant ? t("embed.meant", { name, meant }) : name;
    });
    const parts = hides.some((name) => !names.includes(name)) ? Object.keys(HIDDEN) : showable;
    store.notify({
      key: "embed.unknown",
      params: { names: told.join(t("embed.and")), parts: parts.join(", ") },
      actions: [{ key: "embed.names", act: () => void open(guide("panel-share"), "_blank", "noopener") }],
    });
  }
  return {
    draw(topics) {
      if (!embedded) return;
      if (topics.has("text")) setText(link, t("embed.whole"));
      if (topics.has("config") || topics.has("text")) link.href = whole(store);
    },
  };
}

/** @param {string[]} shown */
function frame(shown) {
  document.documentElement.classList.add("embedded");
  const panels = { data: ["data"], network: ["network", "settings"], output: ["output", "tools", "numbers", "loss"] };
  for (const [panel, parts] of Object.entries(panels)) {
    if (!parts.some((part) => shown.includes(part))) putAway(panel);
  }
  for (const part of WITHIN) if (!shown.includes(part)) putAway(part);
  if (!shown.includes("network")) document.documentElement.classList.add("without-picture");
  if (!shown.includes("output")) byId("output").classList.add("put-away");
}

/** @param {string} name */
function putAway(name) {
  if (LAYERS.includes(name)) document.documentElement.classList.add(`hides-${name}`);
  const parts = Object.hasOwn(HIDDEN, name) ? [HIDDEN[name]] : [];
  const setting = `[data-setting="${CSS.escape(name)}"], #control-${CSS.escape(name)}`;
  for (const element of document.querySelectorAll([...parts, setting].join(", "))) element.classList.add("put-away");
}

/**
 * The address of the whole page with what this one shows.
 * @param {import("./store.js").Store} store
 */
function whole(store) {
  const behind = store.call((playground) => playground.link()) ?? "";
  return `${location.origin}${location.pathname}${behind && "#"}${behind}`;
}
