// Train, pause, step, epoch, reset, new weights, speed: by button and by key.

import { menu } from "../controls/choice.js";
import { byId, el, icon, release, setText } from "../dom.js";
import { t } from "../i18n/index.js";
import { randomSeed } from "./settings.js";

const SIGNS = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z",
  step: "M3 3.2v9.6L9.5 8zM11 3h2v10h-2z",
  epoch: "M1.5 3.2v9.6L7.5 8zM7.5 3.2v9.6l6-4.8zM13.2 3h1.8v10h-1.8z",
  reset: "M8 2.2a5.8 5.8 0 1 1-5.6 4.3l2 .5A3.8 3.8 0 1 0 8 4.2v2.6L3.9 3.4 8 0z",
  reseed:
    "M2 4.5A2.5 2.5 0 0 1 4.5 2h7A2.5 2.5 0 0 1 14 4.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 2 11.5zm2.2.8a1.1 1.1 0 1 0 2.2 0 1.1 1.1 0 0 0-2.2 0m5.4 5.4a1.1 1.1 0 1 0 2.2 0 1.1 1.1 0 0 0-2.2 0M6.9 8a1.1 1.1 0 1 0 2.2 0 1.1 1.1 0 0 0-2.2 0",
};

/**
 * @param {import("../store.js").Store} store
 * @param {import("../engine.js").Catalog} catalog
 * @returns {import("./panel.js").Panel}
 */
export function transportPanel(store, catalog) {
  const pauseAnd = (/** @type {() => void} */ act) => () => {
    store.run(false);
    act();
  };
  /** @type {[id: keyof typeof SIGNS, key: string, act: () => void][]} */
  const actions = [
    ["play", " ", () => store.run(!store.state.running)],
    ["step", "s", pauseAnd(() => store.train((playground) => playground.step()))],
    ["epoch", "e", pauseAnd(() => store.train((playground) => playground.epoch()))],
    ["reset", "r", pauseAnd(() => store.reset())],
    ["reseed", "n", pauseAnd(() => store.configure({ seed: randomSeed() }))],
  ];
  const buttons = actions.map(([id, key, act]) => {
    const [sign, words] = [icon(SIGNS[id]), el("span")];
    const shortcut = key === " " ? "Space" : key.toUpperCase();
    const button = el("button", { type: "button", id, "aria-keyshortcuts": shortcut }, sign, words);
    button.addEventListener("click", () => {
      act();
      release(button);
    });
    return { id, button, sign, words };
  });
  const [play] = buttons;
  if (!play) throw new Error("no first button");
  const shape = catalog.settings.find((entry) => entry.key === "speed")?.shape;
  if (shape?.type !== "choice") throw new Error("the catalog has no speed");
  const speed = menu(
    shape.ids,
    (id) => `choice.speed.${id}`,
    (id) => store.configure({ speed: id }),
  );
  speed.select.id = "control-speed";
  byId("transport").append(...buttons.map(({ button }) => button), speed.select);

  document.addEventListener("keydown", (event) => {
    const action = actions.find(([, key]) => key === event.key.toLowerCase());
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || wantsKey(event.target, event.key)) return;
    event.preventDefault();
    if (!event.repeat || action[0] === "step") action[2]();
  });

  return {
    draw(topics) {
      const { running } = store.state;
      if (topics.has("text")) {
        for (const { id, button, words } of buttons) {
          setText(words, t(`transport.${id}`));
          button.title = t(`transport.${id}.help`);
        }
        speed.texts();
        speed.select.setAttribute("aria-label", t("setting.speed.label"));
        speed.select.title = t("setting.speed.help");
      }
      if (topics.has("text") || topics.has("running")) {
        const shown = running ? "pause" : "play";
        play.sign.firstElementChild?.setAttribute("d", SIGNS[shown]);
        setText(play.words, t(`transport.${shown}`));
      }
      if (topics.has("config")) speed.select.value = store.state.config.speed;
    },
  };
}

/**
 * Whether the focused element has its own use for a key.
 * @param {EventTarget | null} target
 * @param {string} key
 */
function wantsKey(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === "range") return false;
  if (target.matches("input[type=checkbox], input[type=radio], button, a, summary")) return key === " ";
  return target.matches("input, select, textarea, [contenteditable]");
}
