//! The networks of `workloads.js` for native runs.

use crate::engine::{Engine, Workload};
use chainrule::nn::{Activation, Loss, Optimizer, Scalar};

/// Batches that are visited in turn.
const BATCHES: usize = 16;

/// What is held against peers, by name.
pub const NAMES: [&str; 5] = ["W1", "W2", "W3", "W4", "grid"];

/// The grid's points, 100 by 100.
const POINTS: usize = 10_000;

/// The network of that name and how it is trained. The grid's is W2's.
pub fn workload(name: &str) -> Option<Workload> {
    let (widths, activation, loss, batch): (&[usize], _, _, _) = match name {
        "W1" => (&[2, 4, 2, 1], Activation::Tanh, Loss::Mse, 10),
        "W2" | "grid" => (&[7, 8, 8, 8, 8, 8, 8, 1], Activation::Tanh, Loss::Mse, 10),
        "W3" => (&[2, 64, 64, 1], Activation::Relu, Loss::Mse, 32),
        "W4" => (&[784, 128, 10], Activation::Relu, Loss::CrossEntropy, 32),
        _ => return None,
    };
    let widths = widths.to_vec();
    Some(Workload {
        widths,
        activation,
        loss,
        optimizer: Optimizer::Sgd,
        lr: 0.01,
        batch,
        dropout: 0.0,
        l2: 0.0,
        decay: 0.0,
    })
}

/// Weights of a network, biases left out.
pub fn weights(workload: &Workload) -> usize {
    workload.widths.windows(2).map(|pair| pair[0] * pair[1]).sum()
}

/// How many samples go through the network in one time: a batch, or all points of the grid.
pub fn samples_at_once(name: &str, workload: &Workload) -> usize {
    if name == "grid" { POINTS } else { workload.batch }
}

/// The engine of that name, before its first step.
pub fn engine(name: &str) -> Option<Engine> {
    let workload = workload(name)?;
    let samples = if name == "grid" { POINTS } else { BATCHES * workload.batch };
    let (inputs, outputs) = (workload.widths[0], workload.widths[workload.widths.len() - 1]);
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
    Some(Engine::new(&workload, &x, &y))
}
