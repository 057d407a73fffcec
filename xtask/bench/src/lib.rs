//! The engine with widths of any size, and what the machine can do at most: for `xtask/bench/bench.js`.
#![cfg(target_arch = "wasm32")]

use chainrule::nn::{Activation, Choice, LayerSpec, Loss, Network, Optimizer, Penalty, Samples, Trainer, Workspace};
use std::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat};
use wasm_bindgen::prelude::wasm_bindgen;

/// Points of a grid that are answered at once.
const PORTION: usize = 64;

/// A trainer and its samples, visited in order, batch after batch.
#[wasm_bindgen]
pub struct Engine {
    trainer: Trainer<f32>,
    samples: Samples<f32>,
    batch: usize,
    next: usize,
    portion: Workspace<f32>,
    maps: Vec<f32>,
}

#[wasm_bindgen]
impl Engine {
    /// `widths` from the features to the outputs; `x[sample][feature]`, `y[sample][output]`. Dropout after each hidden layer
    /// where it is above 0.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "a workload is what it is")]
    pub fn new(
        widths: &[u32],
        activation: &str,
        loss: &str,
        optimizer: &str,
        lr: f64,
        batch: usize,
        dropout: f64,
        l2: f32,
        x: &[f64],
        y: &[f64],
    ) -> Engine {
        let activation = Activation::from_id(activation).expect("an activation");
        let (inputs, outputs) = (widths[0] as usize, widths[widths.len() - 1] as usize);
        let mut layers = Vec::new();
        for &units in &widths[1..] {
            layers.push(LayerSpec::Dense { outputs: units as usize, bias: true });
            layers.push(LayerSpec::Activation(activation));
            if dropout > 0.0 {
                layers.push(LayerSpec::Dropout(dropout));
            }
        }
        // The last units are the answer.
        layers.truncate(layers.len() - if dropout > 0.0 { 2 } else { 1 });
        let mut samples = Samples::new(inputs, outputs);
        for (x, y) in x.chunks(inputs).zip(y.chunks(outputs)) {
            samples.push(x, y);
        }
        let network = Network::new(inputs, &layers, 1);
        let portion = Workspace::for_forward(&network, PORTION);
        let loss = Loss::from_id(loss).expect("a loss");
        let mut trainer = Trainer::new(network, loss, Optimizer::from_id(optimizer).expect("an optimiser"), batch);
        trainer.hyper.lr = lr;
        trainer.objective.penalty = Penalty { l1: 0.0, l2 };
        Engine { trainer, samples, batch, next: 0, portion, maps: Vec::new() }
    }

    /// Takes steps.
    pub fn steps(&mut self, steps: usize) {
        for _ in 0..steps {
            let end = self.next + self.batch;
            self.trainer.step(&self.samples, self.next..end).expect("finite numbers");
            self.next = if end + self.batch > self.samples.len() { 0 } else { end };
        }
    }

    /// Answers all samples and keeps every neuron's value, `[neuron][sample]`; gives how many numbers those are.
    pub fn grid(&mut self) -> usize {
        let network = self.trainer.network();
        let (all, neurons) = (self.samples.len(), network.widths()[1..].iter().step_by(2).sum::<usize>());
        self.maps.resize(all * neurons, 0.0);
        for start in (0..all).step_by(PORTION) {
            let batch = self.portion.load(&self.samples, start..all.min(start + PORTION));
            network.forward(&mut self.portion, batch);
            let mut neuron = 0;
            for (layer, &width) in network.widths().iter().enumerate().skip(1) {
                // After the activation, where there is one.
                if layer % 2 == 0 || layer + 1 == network.widths().len() {
                    for unit in 0..width {
                        let row = batch.row(self.portion.values(layer), unit);
                        self.maps[neuron * all + start..][..row.len()].copy_from_slice(row);
                        neuron += 1;
                    }
                }
            }
        }
        self.maps.len()
    }

    /// All parameters: layer after layer, weights as one row for each unit, then biases.
    pub fn params(&self) -> Vec<f32> {
        self.trainer.network().params().to_vec()
    }
}

/// Multiplies and adds four numbers `8 · rounds` times, in registers, as fast as the machine does: floating-point operations done.
/// Every result is used, and the factors are not known here, so that nothing can be left out.
#[wasm_bindgen]
pub fn peak(rounds: u32, factor: f32, summand: f32) -> f32 {
    let (a, b) = (f32x4_splat(factor), f32x4_splat(summand));
    let mut v: [_; 8] = std::array::from_fn(|i| f32x4_splat(i as f32));
    for _ in 0..rounds {
        for v in &mut v {
            *v = f32x4_add(f32x4_mul(*v, a), b);
        }
    }
    v.iter().map(|&v| f32x4_extract_lane::<0>(v)).sum()
}
