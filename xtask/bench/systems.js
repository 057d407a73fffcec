// The systems under one interface: `steps(n)` trains, `params()` gives weights (a row for each unit) and biases, layer after layer.

import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import convnet from "convnetjs";

/** This engine. */
export function chainrule({ Engine }, w) {
  const engine = new Engine(
    Uint32Array.from(w.widths),
    w.activation,
    w.loss,
    w.optimizer,
    w.lr,
    w.batch,
    w.dropout,
    w.l2,
    w.decay,
    w.x,
    w.y,
  );
  return {
    steps: (n) => engine.steps(n),
    params: () => engine.params(),
    grid: () => engine.grid(),
    free: () => engine.free(),
  };
}

/** The parts of `params` that belong to each layer. */
function* layers(w, params) {
  let at = 0;
  for (let l = 1; l < w.widths.length; l += 1) {
    const [inputs, outputs] = [w.widths[l - 1], w.widths[l]];
    const weights = params.slice(at, at + inputs * outputs);
    const biases = params.slice(at + inputs * outputs, at + inputs * outputs + outputs);
    at += (inputs + 1) * outputs;
    yield { inputs, outputs, weights, biases, last: l === w.widths.length - 1 };
  }
}

/** ConvNetJS. Its regression is ½ (y − t)² per sample, half of the mean squared error: its rate is doubled. */
export function convnetjs(w, params) {
  const [inputs, outputs] = [w.widths[0], w.widths.at(-1)];
  const numbers = w.loss === "mse";
  const net = new convnet.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: inputs },
    ...w.widths.slice(1, -1).map((units) => ({ type: "fc", num_neurons: units, activation: w.activation })),
    numbers ? { type: "regression", num_neurons: outputs } : { type: "softmax", num_classes: outputs },
  ]);
  const dense = net.layers.filter((layer) => layer.layer_type === "fc");
  for (const [l, { inputs: width, weights, biases }] of [...layers(w, params)].entries()) {
    dense[l].filters.forEach((filter, unit) => filter.w.forEach((_, i) => (filter.w[i] = weights[unit * width + i])));
    dense[l].biases.w.forEach((_, unit) => (dense[l].biases.w[unit] = biases[unit]));
  }
  const trainer = new convnet.Trainer(net, {
    method: "sgd",
    learning_rate: numbers ? 2 * w.lr : w.lr,
    momentum: 0,
    batch_size: w.batch,
    l1_decay: 0,
    l2_decay: 0,
  });
  const volumes = Array.from({ length: w.samples }, (_, s) => {
    const volume = new convnet.Vol(1, 1, inputs, 0);
    for (let i = 0; i < inputs; i += 1) volume.w[i] = w.x[s * inputs + i];
    return volume;
  });
  const targets = volumes.map((_, s) => {
    const row = Array.from(w.y.subarray(s * outputs, (s + 1) * outputs));
    return numbers ? row : row.indexOf(1);
  });
  let next = 0;
  return {
    steps(n) {
      for (let left = n * w.batch; left > 0; left -= 1) {
        trainer.train(volumes[next], targets[next]);
        next = next + 1 === w.samples ? 0 : next + 1;
      }
    },
    params: () =>
      dense.flatMap((layer) => [...layer.filters.flatMap((filter) => Array.from(filter.w)), ...layer.biases.w]),
    // Every neuron's value stays in its layer's volume until the next point: no copy is asked of it.
    grid() {
      for (const volume of volumes) net.forward(volume);
    },
    free() {},
  };
}

/** TensorFlow.js under one of its backends; batches are tensors beforehand. */
export function tfjs(w, params) {
  const [inputs, outputs] = [w.widths[0], w.widths.at(-1)];
  const dense = [...layers(w, params)].map((layer) => ({
    ...layer,
    w: tf.tidy(() => tf.tensor2d(layer.weights, [layer.outputs, layer.inputs]).transpose().variable()),
    b: tf.tidy(() => tf.tensor1d(layer.biases).variable()),
  }));
  const batches = [];
  for (let at = 0; at < w.samples; at += w.batch) {
    const part = (values, width) =>
      tf.tensor2d(Float32Array.from(values.subarray(at * width, (at + w.batch) * width)), [w.batch, width]);
    batches.push([part(w.x, inputs), part(w.y, outputs)]);
  }
  const answer = (x) =>
    dense.reduce((a, { w: b, b: bias, last }) => {
      const fused = !last && w.activation === "relu" ? "relu" : "linear";
      const y = tf.fused.matMul({ a, b, bias, activation: fused });
      return last || fused === "relu" ? y : tf.tanh(y);
    }, x);
  const optimizer = tf.train.sgd(w.lr);
  const variables = dense.flatMap((layer) => [layer.w, layer.b]);
  let next = 0;
  return {
    steps(n) {
      for (let step = 0; step < n; step += 1) {
        const [x, y] = batches[next];
        optimizer.minimize(
          () => {
            const out = answer(x);
            return w.loss === "mse" ? out.sub(y).square().mean() : tf.losses.softmaxCrossEntropy(y, out);
          },
          false,
          variables,
        );
        next = next + 1 === batches.length ? 0 : next + 1;
      }
      dense[0].b.dataSync();
    },
    params: () => dense.flatMap((layer) => [...tf.tidy(() => layer.w.transpose().dataSync()), ...layer.b.dataSync()]),
    free() {
      variables.forEach((variable) => variable.dispose());
      batches.flat().forEach((tensor) => tensor.dispose());
      optimizer.dispose();
    },
  };
}

/** Makes a backend of TensorFlow.js the one in use. */
export async function backend(name, wasmFolder) {
  if (name === "wasm") setWasmPaths(wasmFolder);
  await tf.setBackend(name);
  await tf.ready();
}
