//! How sharply the objective bends: what decides whether a learning rate is too large.

use super::{Mode, Objective, Samples};

/// Distance of the points between which the gradient's change is taken.
const EPS: f64 = 1e-4;

/// Times that the direction is turned towards the steepest bend.
const TURNS: usize = 12;

/// The largest curvature of the objective at its parameters: the largest eigenvalue of its matrix of second derivatives `H`, from below. Power
/// iteration, begun along the gradient; a product `H v` is the change of the gradient along `v` (Pearlmutter 1994 gives it exactly; two more gradients are enough here).
/// As in training: batch norm takes the samples' own statistics. The parameters are as before afterwards.
pub fn curvature(objective: &mut Objective<f64>, samples: &Samples<f64>) -> f64 {
    let at = objective.network().params().to_vec();
    objective.gradient(samples, Mode::Train);
    let mut direction = objective.grads().to_vec();
    if direction.iter().all(|&d| d == 0.0) {
        direction.fill(1.0);
    }
    let mut largest = f64::NEG_INFINITY;
    for _ in 0..TURNS {
        let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt();
        if !(length > 0.0 && length.is_finite()) {
            break;
        }
        direction.iter_mut().for_each(|d| *d /= length);
        let mut gradient = |by: f64| {
            let moved: Vec<f64> = at.iter().zip(&direction).map(|(p, d)| p + by * d).collect();
            objective.set_params(&moved);
            objective.gradient(samples, Mode::Train);
            objective.grads().to_vec()
        };
        let (ahead, behind) = (gradient(EPS), gradient(-EPS));
        let change: Vec<f64> = ahead.iter().zip(&behind).map(|(a, b)| (a - b) / (2.0 * EPS)).collect();
        // vᵀ H v of a direction of length 1 is never more than the largest eigenvalue.
        largest = largest.max(change.iter().zip(&direction).map(|(c, d)| c * d).sum());
        direction = change;
    }
    objective.set_params(&at);
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{LayerSpec, Loss, Network};

    /// Of a linear network's mean squared error: twice the largest eigenvalue of the features' mean products.
    #[test]
    fn of_a_parabola_it_is_known() {
        let layers = [LayerSpec::Dense { outputs: 1, bias: false }];
        let mut objective = Objective::<f64>::new(Network::new(2, &layers, 1), Loss::Mse, 4);
        let samples =
            Samples::from_rows(&[[3.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-1.0, 0.0]], &[[1.0], [2.0], [0.0], [5.0]]);
        // ¼ [[11, 1], [1, 2]] has the eigenvalues (13 ± √85) / 8.
        let (before, expected) = (objective.network().params().to_vec(), (13.0 + 85f64.sqrt()) / 4.0);
        let found = curvature(&mut objective, &samples);
        assert!((found - expected).abs() < 1e-6, "{found} instead of {expected}");
        assert_eq!(objective.network().params(), before);
        // A rate beyond the limit flies away, one below does not.
        for (part, flies) in [(0.99, false), (1.01, true)] {
            let mut params = vec![1.0, 1.0];
            for _ in 0..2_000 {
                objective.set_params(&params);
                objective.gradient(&samples, Mode::Train);
                params.iter_mut().zip(objective.grads()).for_each(|(p, g)| *p -= part * 2.0 / expected * g);
            }
            assert_eq!(params[0].abs() > 1e3, flies, "{params:?}");
        }
    }
}
