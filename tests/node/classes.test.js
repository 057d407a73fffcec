// The class that the network says, by its raw outputs, as the package tells it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequire } from "node:module";

const { Playground } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

/** One input, one neuron for each of three classes, in single precision. */
function prepared(loss, params) {
  const playground = new Playground();
  playground.prepare(`hidden=none&loss=${loss}`, "x,t\n-1,0\n0,1\n1,2\n2,2", 1, true, params);
  return playground;
}

const LOSSES = ["hinge", "bce", "cross-entropy", "mse", "half-sse", "mae", "huber"];

test("classes are told by raw outputs, under every loss", () => {
  for (const loss of LOSSES) {
    const far = prepared(loss, [0, 0, 0, 21, 27.25, 33]);
    assert.deepEqual([...far.classes([-5, 0, 5])], [2, 2, 2], loss);
    assert.equal(far.report().train.figures.accuracy, 0.5, loss);
    assert.deepEqual(far.report().train.confusion[1], [0, 0, 1], loss);
    assert.equal(far.probe(0.3, 0.5).class, 2, loss);
    const against = prepared(loss, [0, 0, 0, -21, -3.5, -4]);
    assert.deepEqual([...against.classes([-5, 0, 5])], [1, 1, 1], loss);
    assert.equal(against.report().train.figures.accuracy, 0.25, loss);
  }
});

test("what is no probability is a score: the raw output", () => {
  for (const loss of LOSSES) {
    const playground = prepared(loss, [0, 0, 0, -1.5, 2.25, 7]);
    const probabilities = loss === "bce" || loss === "cross-entropy";
    assert.equal(playground.about().answers, probabilities ? "probabilities" : "scores", loss);
    const predicted = [...playground.predict([4])];
    if (probabilities)
      assert.ok(
        predicted.every((p) => p >= 0 && p <= 1),
        loss,
      );
    else assert.deepEqual(predicted, [-1.5, 2.25, 7], loss);
  }
  assert.equal(new Playground({ data: "plane" }).about().answers, "numbers");
  assert.equal(new Playground({ data: "plane" }).classes([1, 2]).length, 0);
});
