// Reads the curve's values where the pointer is, or where the keys have moved to.

import { el } from "../dom.js";
import { figure, number, share, t } from "../i18n/index.js";
import { scale } from "../theme.js";
import { fit } from "./panel.js";

/** Records that a key moves by. */
const KEYS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
});

/**
 * @param {import("../store.js").Store} store
 */
export function reading(store) {
  // A slider along the records: screen readers know how such a thing is moved, and tell where it is.
  const overlay = el("canvas", {
    ...{ class: "reader", id: "loss-reader", role: "slider", tabindex: 0 },
    ...{ "aria-valuemin": 1, "aria-valuemax": 1, "aria-valuenow": 1 },
  });
  const box = el("div", { class: "readout", id: "readout", hidden: true });
  /**
   * What is read: a place of the pointer in canvas pixels, an epoch that keys have moved to, or nothing.
   * @type {{ x: number } | { epoch: number } | null}
   */
  let at = null;

  function read() {
    const place = at;
    if (!place) return null;
    return store.call((playground) =>
      "x" in place ? playground.read_loss("pixel", place.x, 0) : playground.read_loss("epoch", place.epoch, 0),
    );
  }

  /** @param {boolean} told whether a person asked: a slider that moves by itself is not for reading out */
  function draw(told = false) {
    const found = read();
    const epoch = found?.present.epoch ?? null;
    if (overlay.width > 300 || epoch !== null) store.call((playground) => playground.draw_reading(overlay, epoch));
    box.hidden = !found;
    if (!found) return;
    box.replaceChildren(...lines(found, store));
    if (told) tell(found, [...box.children].map((line) => line.textContent).join("; "));
  }

  /**
   * @param {import("../engine.js").Reading} found
   * @param {string} text
   */
  function tell(found, text) {
    overlay.setAttribute("aria-valuemax", String(found.count));
    overlay.setAttribute("aria-valuenow", String(found.place + 1));
    overlay.setAttribute("aria-valuetext", text);
  }

  /** @param {typeof at} place */
  function move(place) {
    at = place;
    draw(true);
  }

  const point = (/** @type {PointerEvent} */ event) => {
    const { left, width } = overlay.getBoundingClientRect();
    move({ x: ((event.clientX - left) * overlay.width) / width });
  };
  overlay.addEventListener("pointerdown", point);
  overlay.addEventListener("pointermove", point);
  // What a finger has asked for stays when it is lifted, until something else is pressed.
  overlay.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") move(null);
  });
  overlay.addEventListener("blur", () => move(null));
  overlay.addEventListener("focus", () => {
    if (!at && overlay.matches(":focus-visible")) move({ epoch: store.state.progress.epoch + 1 });
  });
  overlay.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (event.key === "Escape" && at) {
      move(null);
    } else if (by !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const from = read()?.present.epoch ?? store.state.progress.epoch + 1;
      const found = store.call((playground) => playground.read_loss("epoch", from, by));
      if (found) move({ epoch: found.present.epoch });
    }
  });

  return {
    elements: [overlay, box],
    draw: () => draw(),
    fit: () => {
      fit(overlay, scale());
    },
    texts() {
      overlay.setAttribute("aria-label", t("reading.label"));
    },
  };
}

/**
 * @param {import("../engine.js").Reading} found
 * @param {import("../store.js").Store} store
 */
function lines({ present, pinned, changes }, store) {
  const numbers = store.state.metrics.classes === 0;
  const epoch = (/** @type {number} */ value) => number(value, { maximumFractionDigits: 2 });
  const quality = (/** @type {number | null} */ value) =>
    numbers ? `${t("figures.r2")} ${figure(value)}` : value === null ? t("figures.none") : share(value);
  const names = changes.map((change) =>
    change.what === "setting" ? t(`setting.${change.key}.label`) : t(`reading.${change.what}`),
  );
  /** @type {(set: "train" | "test", loss: number | null, other: number | null) => HTMLElement} */
  const set = (name, loss, other) =>
    el(
      "p",
      { class: "item" },
      el("span", { class: `line ${name}`, "aria-hidden": "true" }),
      t("reading.set", { set: t(`figures.${name}`), loss: figure(loss), quality: quality(other) }),
    );
  const told = [
    el("p", {}, t("reading.epoch", { epoch: epoch(present.epoch), lr: figure(present.lr) })),
    set("train", present.train, present.train_quality),
    set("test", present.test, present.test_quality),
  ];
  if (pinned) {
    const [train, test] = [figure(pinned.train), figure(pinned.test)];
    told.push(el("p", {}, t("reading.pinned", { epoch: epoch(pinned.epoch), train, test })));
  }
  if (names.length > 0) told.push(el("p", {}, t("reading.changed", { names: names.join(t("reading.and")) })));
  return told;
}
