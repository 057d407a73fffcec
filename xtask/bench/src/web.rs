//! The bindings for `measure.js`.

use crate::engine::{self, Workload};
use chainrule::nn::{Activation, Choice, Loss, Optimizer};
use std::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat};
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`engine::Engine`].
#[wasm_bindgen]
pub struct Engine(engine::Engine);

#[wasm_bindgen]
impl Engine {
    /// A workload as `workloads.js` describes it; `x[sample][feature]`, `y[sample][output]`.
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
        decay: f64,
        x: &[f64],
        y: &[f64],
    ) -> Engine {
        let workload = Workload {
            widths: widths.iter().map(|&units| units as usize).collect(),
            activation: Activation::from_id(activation).expect("an activation"),
            loss: Loss::from_id(loss).expect("a loss"),
            optimizer: Optimizer::from_id(optimizer).expect("an optimiser"),
            lr,
            batch,
            dropout,
            l2,
            decay,
        };
        Engine(engine::Engine::new(&workload, x, y))
    }

    /// See [`engine::Engine::steps`].
    pub fn steps(&mut self, steps: usize) {
        self.0.steps(steps);
    }

    /// See [`engine::Engine::grid`].
    pub fn grid(&mut self) -> usize {
        self.0.grid()
    }

    /// See [`engine::Engine::params`].
    pub fn params(&self) -> Vec<f32> {
        self.0.params()
    }
}

/// Sums that do not wait for one another: fewer leave the multipliers idle, more do not fit the registers.
const SUMS: usize = 12;

/// Multiplies and adds four numbers `12 · rounds` times, in registers, as fast as the machine does: gives how many operations that were.
/// Every result is used, and the factors are not known here, so that nothing can be left out.
#[wasm_bindgen]
pub fn peak(rounds: u32, factor: f32, summand: f32) -> f64 {
    let (a, b) = (f32x4_splat(factor), f32x4_splat(summand));
    let mut v: [_; SUMS] = std::array::from_fn(|i| f32x4_splat(i as f32));
    for _ in 0..rounds {
        for v in &mut v {
            *v = f32x4_add(f32x4_mul(*v, a), b);
        }
    }
    let sum: f32 = v.iter().map(|&v| f32x4_extract_lane::<0>(v)).sum();
    assert!(sum.is_finite(), "a factor below 1");
    f64::from(rounds) * (SUMS * 4 * 2) as f64
}
