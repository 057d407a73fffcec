// A race as a lesson shows it: a button, the lanes' numbers in a table, and their loss curves side by side on equal axes.

import { el, setText } from "../dom.js";
import { isInputError } from "../engine.js";
import { figure, number, t } from "../i18n/index.js";
import { fit } from "../panels/panel.js";
import { look, scale } from "../theme.js";
import { renderedLine } from "./render.js";

/** Milliseconds of a frame that a race takes. */
const BUDGET = 10;

/** Milliseconds between two drawings of numbers and curves, at least; what takes long lets as many times its own time pass. */
const PACE = 100;
const REST = 8;

/** Milliseconds that a drawing waits for the lanes to be equally far. */
const LONG = 1000;

/**
 * @param {import("./race.js").Block} block
 * @param {import("./blocks.js").Teacher} teacher
 * @returns {import("./blocks.js").Shown}
 */
export function raceBlock(block, teacher) {
  const start = el("button", { type: "button", class: "race-start" });
  const said = el("p", { class: "unseen", role: "status" });
  const names = () => block.lanes.map(({ name }) => renderedLine(name, teacher.live));
  const rows = names().map((name) => {
    const [loss, finish] = [el("td"), el("td")];
    return { loss, finish, element: el("tr", {}, el("th", { scope: "row" }, ...name), loss, finish) };
  });
  const epoch = el("span", { class: "race-epoch" });
  const heads = [t("race.lane"), t("race.loss"), ...(block.finish === null ? [] : [finishing(block.finish)])];
  const table = el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.map(({ element }) => element)),
  );
  if (block.finish === null) for (const { finish } of rows) finish.remove();
  const pictures = names().map((name) => {
    const canvas = el("canvas", { role: "img" });
    return { canvas, element: el("div", { class: "lane" }, el("span", { class: "lane-name" }, ...name), canvas) };
  });
  const element = el(
    "div",
    { class: "race-block", role: "group", "aria-label": block.label, "data-state": "ready" },
    el("div", { class: "race-head" }, start, epoch),
    table,
    el("div", { class: "lanes" }, ...pictures.map(({ element: picture }) => picture)),
    said,
  );

  /** Frames of a race that has been started again do nothing. */
  let running = 0;
  let due = 0;

  function numbers() {
    const race = teacher.race.now(block);
    element.dataset.state = race ? (race.over ? "over" : "running") : "ready";
    setText(start, `▶ ${race?.over ? t("race.again") : block.label}`);
    const first = race?.standing(0);
    setText(epoch, first ? t("race.epoch", { epoch: number(Math.floor(first.epoch)) }) : "");
    for (const [at, { loss, finish }] of rows.entries()) {
      const standing = race?.standing(at);
      setText(loss, standing ? (standing.diverged ? t("race.diverged") : figure(standing.loss)) : "–");
      setText(finish, standing?.finish == null ? "–" : number(standing.finish));
    }
  }

  function curves() {
    const race = teacher.race.now(block);
    if (!race) return;
    for (const [at, playground] of race.playgrounds.entries()) {
      const picture = pictures[at];
      if (!picture) continue;
      fit(picture.canvas, scale());
      playground.set_look(look());
      playground.draw_loss(picture.canvas);
      const { loss = null } = race.standing(at) ?? {};
      picture.canvas.setAttribute("aria-label", t("race.picture", { loss: figure(loss) }));
    }
  }

  /** @param {number} of which start's frame it is */
  function frame(of) {
    const race = teacher.race.now(block);
    if (!race || of !== running || !element.isConnected) return;
    try {
      race.advance(BUDGET);
      const begin = performance.now();
      // Numbers that stand side by side are of one epoch, unless that takes long.
      if (race.over || (begin > due && (race.level || begin > due + LONG))) {
        numbers();
        curves();
        const end = performance.now();
        due = end + Math.max(PACE, REST * (end - begin));
      }
    } catch (error) {
      if (!isInputError(error)) throw error;
      return teacher.race.refused(error);
    }
    if (!race.over) return void requestAnimationFrame(() => frame(of));
    setText(said, t("race.said", { lanes: results() }));
    teacher.race.moved();
    return undefined;
  }

  /** What came of it, in words. */
  function results() {
    const race = teacher.race.now(block);
    const each = block.lanes.map(({ name }, at) => {
      const standing = race?.standing(at);
      const loss = standing?.diverged ? t("race.diverged") : figure(standing?.loss ?? null);
      return t("race.result", { name: name.replaceAll("$", ""), loss });
    });
    return each.join(t("race.between"));
  }

  start.addEventListener("click", () => {
    if (!teacher.race.start(block)) return;
    running += 1;
    due = 0;
    setText(said, "");
    frame(running);
  });
  for (const { canvas } of pictures) canvas.setAttribute("aria-label", t("race.picture.none"));
  return {
    element,
    update() {
      numbers();
    },
    look() {
      curves();
    },
  };
}

/** @param {number} loss */
const finishing = (loss) => t("race.finish", { loss: number(loss) });
