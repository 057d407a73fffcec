// The page as a part of another, or with less on it: `?embed` names what is shown in a frame, `?hide` what a class is not to see.

import { byId, el, setText } from "./dom.js";
import { t } from "./i18n/index.js";
import { styled } from "./theme.js";

/** What a frame may show, and where that is. Training's buttons are always there. */
export const SHOWN = /** @type {Record<string, string>} */ ({
  data: ".panel.data",
  network: ".panel.network",
  settings: "#training-controls, #training-sheets, #features-controls",
  output: ".panel.output",
  tools: "#output-tools",
  numbers: "#numbers",
  loss: "#loss",
});

/** What a frame shows unless it is told. */
export const USUAL = ["network", "output"];

/** What of the panels is there only where it is named itself. */
const WITHIN = ["settings", "tools", "numbers", "loss"];

/** What may be hidden besides settings, by its name in the address. */
export const HIDDEN = /** @type {Record<string, string>} */ ({
  ...SHOWN,
  lessons: "#lessons",
  share: "#sharing",
  undo: ".history",
  explain: "#explain",
  counters: "#counters",
  transport: "#transport",
  language: ".pref:has(#language)",
  theme: ".pref:has(#theme)",
  help: "#help",
});

/** Settings whose controls are made anew with the network's picture: a class of the page hides them. */
const LAYERS = ["hidden", "activation", "frozen"];

/** @param {string} name */
function list(name) {
  const text = new URLSearchParams(location.search).get(name);
  return text === null ? null : text.split(",").map((part) => part.trim()).filter(Boolean); // prettier-ignore
}

/** Whether this is a part of another page. */
export const embedded = list("embed") !== null;

/** What the address hides. */
export const hides = list("hide") ?? [];

/**
 * Shows what the address names, and hides what it says is to be hidden. All panels must be there.
 * @param {import("./store.js").Store} store
 * @param {import("./engine.js").Catalog} catalog
 * @returns {Promise<import("./panels/panel.js").Panel>}
 */
export async function embedPanel(store, catalog) {
  const asked = list("embed") ?? [];
  if (embedded || hides.length > 0) await styled("embed");
  const settings = new Set(["problem", ...catalog.settings.map(({ key }) => key)]);
  const unknown = [
    ...asked.filter((name) => !Object.hasOwn(SHOWN, name)),
    ...hides.filter((name) => !Object.hasOwn(HIDDEN, name) && !settings.has(name)),
  ];
  const link = el("a", { id: "open-whole", target: "_blank", rel: "noopener" });
  if (embedded) {
    const shown = asked.filter((name) => Object.hasOwn(SHOWN, name));
    frame(shown.length > 0 ? shown : USUAL);
    document.querySelector(".bar")?.append(link);
  }
  for (const name of hides) putAway(name);
  if (hides.length > 0) putAwayEmpty();
  if (unknown.length > 0) store.notify({ key: "embed.unknown", params: { names: unknown.join(", ") } });
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

/** Buttons of sheets in which nothing is left. */
function putAwayEmpty() {
  for (const opens of document.querySelectorAll(".opens")) {
    const sheet = document.getElementById(opens.getAttribute("aria-controls") ?? "");
    const controls = [...(sheet?.querySelectorAll("[data-setting]") ?? [])];
    const empty = controls.length > 0 && controls.every((control) => control.classList.contains("put-away"));
    if (empty) opens.classList.add("put-away");
  }
}

/**
 * The address of the whole page with what this one shows.
 * @param {import("./store.js").Store} store
 */
function whole(store) {
  const behind = store.call((playground) => playground.link()) ?? "";
  return `${location.origin}${location.pathname}${behind && "#"}${behind}`;
}
