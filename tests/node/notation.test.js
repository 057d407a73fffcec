// A unit's formula reads as a textbook would write it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lower, notation } from "../../www/notation.js";

const weight = (from, value) => ({ kind: "weight", from, value });
const bias = (value) => ({ kind: "bias", from: null, value });

test("a unit's formula has its own numbers", () => {
  const terms = [weight(0, 0.8123), weight(1, -0.441), bias(0.0312)];
  for (const [text, ...args] of [
    ["h₂ = tanh(0.8123·x₁ − 0.4410·x₂ + 0.0312)", "h₂", terms, ["x₁", "x₂"], "tanh", false],
    ["y₁ = −2.0000·sin x₁", "y₁", [weight(0, -2)], ["sin x₁"], "", false],
    ["h₁ = 0·relu(0.0000·x₁ − 1.23e−6)", "h₁", [weight(0, 0), bias(-1.234e-6)], ["x₁"], "relu", true],
    ["h₁ = 0·(1.23e+5·x₁)", "h₁", [weight(0, 123456)], ["x₁"], "", true],
    [
      "h₁ = tanh(−1.5000·norm(0.8123·x₁ − 0.4410·x₂ + 0.0312) + 0.2000)",
      "h₁",
      [...terms, { kind: "gain", from: null, value: -1.5 }, { kind: "shift", from: null, value: 0.2 }],
      ["x₁", "x₂"],
      "tanh",
      false,
    ],
  ]) {
    assert.equal(notation(...args), text);
  }
  assert.equal(lower(1032), "₁₀₃₂");
});
