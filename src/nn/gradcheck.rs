//! Backpropagation held against the definition of the derivative.

use super::{Samples, Trainer};

/// Gradients below this part of the objective (or of 1, where that is less) are compared by their
/// absolute error: rounding leaves about 1e-16 · |objective| / ε in a difference quotient of doubles,
/// which the relative error of a tiny gradient would blow up.
pub const FLOOR: f64 = 1e-3;

/// One parameter's two gradients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Its place among the network's parameters.
    pub param: usize,
    /// By backpropagation.
    pub analytic: f64,
    /// By (f(θ + ε) − f(θ − ε)) / 2ε.
    pub numeric: f64,
    /// The size below which errors count as absolute ones, see [`FLOOR`].
    pub floor: f64,
}

impl Check {
    /// |a − n| / max(|a|, |n|, floor).
    pub fn relative_error(&self) -> f64 {
        let size = self.analytic.abs().max(self.numeric.abs()).max(self.floor);
        (self.analytic - self.numeric).abs() / size
    }
}

/// Checks the named parameters on all samples: the gradient of the objective, penalty included.
/// Always in `f64`; parameters are as before afterwards.
pub fn gradient_check(trainer: &mut Trainer<f64>, samples: &Samples<f64>, which: &[usize], eps: f64) -> Vec<Check> {
    let floor = FLOOR * trainer.gradient(samples).abs().max(1.0);
    let analytic = trainer.grads().to_vec();
    let mut params = trainer.network().params().to_vec();
    let mut objective_at = |params: &[f64]| {
        trainer.set_params(params);
        trainer.gradient(samples)
    };
    let mut checks = Vec::with_capacity(which.len());
    for &param in which {
        let at = params[param];
        params[param] = at + eps;
        let above = objective_at(&params);
        params[param] = at - eps;
        let below = objective_at(&params);
        params[param] = at;
        let numeric = (above - below) / (2.0 * eps);
        checks.push(Check { param, analytic: analytic[param], numeric, floor });
    }
    trainer.set_params(&params);
    checks
}
