// The lessons that come with the page, in their order. A new one is a line here and two files in `lessons/`.

import { textAddress } from "../edition.js";

/** @type {readonly string[]} */
export const LESSONS = [
  "one-neuron",
  "chain",
  "gradient-check",
  "by-hand",
  "guess",
  "xor",
  "stuck",
  "framework",
  "overfitting",
  "optimisers",
  "classes",
  "tour",
];

/**
 * Where a lesson's file lies.
 * @param {string} id
 * @param {string} language
 */
export const fileOf = (id, language) => textAddress(`lessons/${id}.${language}.md`);
