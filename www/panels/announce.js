// Tells screen readers how training goes, at a pace that can be listened to: when it starts, now and then, and when it stops.

import { byId, el, setText } from "../dom.js";
import { figure, number, t } from "../i18n/index.js";

/** Milliseconds between two reports of a run. */
const PACE = 10_000;

/** By how much of itself a loss must have changed to be called falling or rising. */
const LEVEL = 0.01;

/**
 * @param {import("../store.js").Store} store
 * @returns {import("./panel.js").Panel}
 */
export function announcePanel(store) {
  const status = el("p", { role: "status", class: "unseen", id: "status" });
  byId("transport").append(status);
  let due = 0;
  /** The training loss that was told last. @type {number | null} */
  let last = null;

  function report() {
    const now = performance.now();
    if (now < due) return;
    due = now + PACE;
    const { progress, metrics } = store.state;
    const { loss } = metrics.train;
    const way = trend(last, loss);
    last = loss ?? null;
    setText(status, `${said("status.at", progress, metrics)} ${t(`status.${way}`)}`);
  }

  return {
    draw(topics) {
      const { running, progress, metrics } = store.state;
      if (topics.has("running") && running) {
        due = performance.now() + PACE;
        last = metrics.train.loss ?? null;
        setText(status, t("status.running"));
      } else if (running) {
        report();
      } else if (topics.has("text") || topics.has("running") || topics.has("training")) {
        setText(status, progress.step === 0 ? "" : said("status.paused", progress, metrics));
      }
    },
  };
}

/**
 * @param {number | null | undefined} before
 * @param {number | null | undefined} now
 */
function trend(before, now) {
  if (before == null || now == null || Math.abs(now - before) <= LEVEL * Math.abs(before)) return "level";
  return now < before ? "falling" : "rising";
}

/**
 * @param {string} key
 * @param {import("../store.js").State["progress"]} progress
 * @param {import("../store.js").State["metrics"]} metrics
 */
function said(key, { epoch, step }, { train, test }) {
  return t(key, { epoch: number(epoch), step: number(step), train: figure(train.loss), test: figure(test.loss) });
}
