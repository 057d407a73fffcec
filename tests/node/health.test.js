// What Health names in networks that have it, and that its fix takes it away.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { columns, signs } from "../../www/panels/health-signs.js";
const { Playground, config_from_link } = createRequire(import.meta.url)("../../target/pkg/chainrule.js");

function found(playground) {
  return signs(columns(playground.statistics().layers), playground.config(), playground.progress());
}

for (const [id, link] of [
  ["vanishing", "hidden=4-4-4-4-4-4&activation=sigmoid"],
  ["equal", "hidden=4-2&initializer=constant"],
  ["alike", "hidden=4&activation=sigmoid&initializer=normal&init_scale=0.01"],
]) {
  test(`${id} is named, and its fix takes it away`, () => {
    const playground = new Playground(config_from_link(link));
    const sign = found(playground).find((each) => each.id === id);
    assert.ok(sign, JSON.stringify(found(playground)));
    playground.configure(sign.fix);
    playground.reset();
    assert.ok(!found(playground).some((each) => each.id === id));
  });
}

test("nothing is wrong with the first network of the page", () => {
  const playground = new Playground(config_from_link(""));
  assert.equal(columns(playground.statistics().layers).length, 3);
  assert.deepEqual(found(playground), []);
});

test("dead units, long and short steps, and both kinds of divergence are told with their numbers", () => {
  const playground = new Playground(config_from_link("hidden=4&activation=relu"));
  const [hidden, output] = columns(playground.statistics().layers);
  const config = playground.config();
  const told = (all, changes, progress) =>
    signs(all, { ...config, ...changes }, { ...playground.progress(), ...progress }).map(({ id, fix }) => [id, fix]);
  const moved = (update_ratio) => ({ ...hidden, dense: { ...hidden.dense, update_ratio } });
  assert.deepEqual(told([{ ...hidden, dead: 0.75 }, output], {}, {}), [["dead", { activation: ["leaky-relu"] }]]);
  assert.deepEqual(told([moved(0.2), output], { lr: 3 }, { step: 1 }), [["large", { lr: 0.3 }]]);
  const short = { ...output, dense: { ...output.dense, update_ratio: 1e-7 } };
  assert.deepEqual(told([moved(1e-6), short], { lr: 1e-5 }, { step: 1 }), [["small", { lr: 1e-4 }]]);
  const diverged = { diverged: { what: "loss", step: 3 } };
  assert.deepEqual(told([hidden, output], { lr: 3 }, diverged), [["diverged", { lr: 0.3 }]]);
  const decay = { lr: 3, l2: 1, weight_decay: 0 };
  assert.deepEqual(told([hidden, output], decay, diverged), [["decay", { l2: 0, weight_decay: 0 }]]);
});
