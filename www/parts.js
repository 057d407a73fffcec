// The parts of the page that an address can name, where they and the settings stand, and which of them this address names.

/**
 * The names that the page's address has under `embed` or `hide`; nothing where it has none of the two.
 * @param {"embed" | "hide"} key
 */
export function asked(key) {
  const text = new URLSearchParams(location.search).get(key);
  return text === null ? null : [...new Set(text.split(",").map((part) => part.trim()).filter(Boolean))]; // prettier-ignore
}

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

/** The page from top to bottom: the words of each place, its parts, and the groups of settings that stand there, or single ones. */
const PLACES = [
  {
    words: "share.place.bar",
    parts: ["lessons", "transport", "undo", "counters", "share", "language", "theme", "help"],
    of: ["speed"],
  },
  { words: "panel.data", parts: ["data"], of: ["problem", "data", "seed"] },
  { words: "sheet.samples", parts: [], of: ["samples"] },
  { words: "panel.network", parts: ["explain", "settings", "network"], of: ["training", "features", "network"] },
  { words: "sheet.optimizer", parts: [], of: ["optimizer"] },
  { words: "sheet.schedule", parts: [], of: ["schedule"] },
  { words: "sheet.regularisation", parts: [], of: ["regularisation"] },
  { words: "panel.output", parts: ["output", "tools", "numbers", "loss"], of: ["view"] },
];

/**
 * What can be hidden, by its names in the address, place by place. What a setting and a part are both called hides both.
 * @param {{ key: string, group: string }[]} settings those of the catalog
 */
export function hideable(settings) {
  const all = [{ key: "problem", group: "data" }, ...settings].filter(({ key }) => !Object.hasOwn(HIDDEN, key));
  const placeOf = (/** @type {{ key: string, group: string }} */ { key, group }) =>
    PLACES.find(({ of }) => of.includes(key)) ?? PLACES.find(({ of }) => of.includes(group));
  return PLACES.map((place) => ({
    words: place.words,
    names: [...place.parts, ...all.filter((setting) => placeOf(setting) === place).map(({ key }) => key)],
  }));
}
