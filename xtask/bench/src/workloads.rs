//! The networks of `workloads.js` for native runs.

use crate::engine::{Engine, Workload};
use chainrule::nn::{Activation, Loss, Optimizer, Scalar};

/// Batches that are visited in turn.
const BATCHES: usize = 16;

/// What is held against peers, by name.
pub const NAMES: [&str; 5] = ["W1", "W2", "W3", "W4", "grid"];

/// The engine of that name, before its first step. The grid is W2's network over 100 by 100 points.
pub fn engine(name: &str) -> Option<Engine> {
    let deep = [7, 8, 8, 8, 8, 8, 8, 1];
    let (widths, activation, loss, batch, samples): (&[usize], _, _, _, _) = match name {
        "W1" => (&[2, 4, 2, 1], Activation::Tanh, Loss::Mse, 10, BATCHES * 10),
        "W2" => (&deep, Activation::Tanh, Loss::Mse, 10, BATCHES * 10),
        "W3" => (&[2, 64, 64, 1], Activation::Relu, Loss::Mse, 32, BATCHES * 32),
        "W4" => (&[784, 128, 10], Activation::Relu, Loss::CrossEntropy, 32, BATCHES * 32),
        "grid" => (&deep, Activation::Tanh, Loss::Mse, 10, 10_000),
        _ => return None,
    };
    let (inputs, outputs) = (widths[0], widths[widths.len() - 1]);
    let x: Vec<f64> = (0..samples * inputs).map(|i| Scalar::sin(i as f64 * 0.37)).collect();
    let mut y = vec![0.0; samples * outputs];
    for s in 0..samples {
        let sum = x[s * inputs] + 0.5 * x[s * inputs + 1];
        if outputs == 1 {
            y[s] = Scalar::sin(2.0 * sum);
        } else {
            y[s * outputs + (((sum + 1.5) / 3.0 * outputs as f64) as usize).min(outputs - 1)] = 1.0;
        }
    }
    let widths = widths.to_vec();
    let workload =
        Workload { widths, activation, loss, optimizer: Optimizer::Sgd, lr: 0.01, batch, dropout: 0.0, l2: 0.0 };
    Some(Engine::new(&workload, &x, &y))
}
