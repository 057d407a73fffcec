// The blocks of a step as elements, and what stands in place of one that cannot be drawn.

import { el } from "../dom.js";
import { number, t } from "../i18n/index.js";
import { ask, code, figureBlock, goal, run } from "./blocks.js";
import { raceBlock } from "./lanes.js";

/** @typedef {import("./format.js").Block} Block */

/**
 * Makes the elements of a block.
 * @param {Exclude<Block, { type: "text" }>} block
 * @param {string} key
 * @param {import("./blocks.js").Teacher} teacher
 */
export function blockOf(block, key, teacher) {
  switch (block.type) {
    case "ask":
      return ask(block, key, teacher);
    case "goal":
      return goal(block, key, teacher);
    case "run":
      return run(block, teacher);
    case "race":
      return raceBlock(block, teacher);
    case "figure":
      return figureBlock(block, teacher);
    case "code":
      return code(block, key, teacher);
  }
}

/**
 * Draws a part of a lesson; where that fails, a message with the part's line stands in its place.
 * @param {number} line
 * @param {() => (Node | string)[]} draw
 */
export function guarded(line, draw) {
  try {
    return draw();
  } catch (error) {
    reportError(error);
    return [el("strong", { class: "undrawn", role: "alert" }, t("lesson.undrawn", { line: number(line) }))];
  }
}
