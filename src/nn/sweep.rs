//! How far the definition's quotient is from the derivative, over many ε and in both precisions.

use super::gradcheck::around;
use super::planted::{Bug, quotient};
use super::{Objective, Samples, Scalar};
use serde::Serialize;

/// Places of ε: two in each power of ten, from 1e-1 down to 1e-12.
pub const PLACES: usize = 23;

/// The error of difference quotients, for each ε. It is norm-wise, of all parameters that were looked at: ‖a − q‖ / max(‖a‖, ‖q‖), where `a` are
/// gradients by backpropagation in double precision and `q` quotients. A single tiny gradient does not decide it, as it would a largest relative error.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Sweep {
    /// The distances, largest first.
    pub eps: Vec<f64>,
    /// Errors of quotients in double precision.
    pub double: Vec<f64>,
    /// Errors of quotients in single precision.
    pub single: Vec<f64>,
    /// How many parameters that is about.
    pub params: usize,
    /// Where each is smallest: double, single.
    pub best: [usize; 2],
    /// How fast each error falls with ε where ε is large (2 where truncation decides), as a power of ε; null where too few places tell.
    pub truncation: [Option<f64>; 2],
    /// The same where ε is small (−1 where rounding decides).
    pub rounding: [Option<f64>; 2],
}

/// A place of ε.
pub fn eps_at(place: usize) -> f64 {
    const TENTHS: [f64; 12] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12];
    // Between them √0.1 times the larger.
    TENTHS[place / 2] * if place.is_multiple_of(2) { 1.0 } else { 0.316_227_766_016_837_94 }
}

/// Quotients of one precision.
pub struct Quotients<T: 'static> {
    objective: Objective<T>,
    samples: Samples<T>,
    /// Σ (a − q)², Σ q² at each place.
    sums: Vec<[f64; 2]>,
}

impl<T: Scalar> Quotients<T> {
    /// Of this objective where its parameters are.
    pub fn new(objective: Objective<T>, samples: Samples<T>) -> Self {
        Quotients { objective, samples, sums: vec![[0.0; 2]; PLACES] }
    }

    /// One parameter at one place of ε, whose gradient is said to be `analytic`.
    pub fn add(&mut self, param: usize, place: usize, analytic: f64, bug: Option<Bug>) {
        let at = self.objective.network.params[param];
        let eps = T::from_f64(eps_at(place));
        let values = around(&mut self.objective, &self.samples, (param, at), eps);
        self.objective.network.params[param] = at;
        let numeric = quotient(bug, values, eps).to_f64();
        // An objective that overflows tells nothing: the error is the whole gradient.
        let numeric = if numeric.is_finite() { numeric } else { 0.0 };
        let [errors, sizes] = &mut self.sums[place];
        *errors += (analytic - numeric) * (analytic - numeric);
        *sizes += numeric * numeric;
    }

    /// The errors, where the gradients' squares add up to `square`.
    fn errors(&self, square: f64) -> Vec<f64> {
        let error = |[errors, sizes]: [f64; 2]| if errors == 0.0 { 0.0 } else { (errors / sizes.max(square)).sqrt() };
        self.sums.iter().map(|&sums| error(sums)).collect()
    }
}

impl Sweep {
    /// What quotients in both precisions tell about gradients, of `params` parameters, whose squares add up to `square`.
    pub fn of(double: &Quotients<f64>, single: &Quotients<f32>, square: f64, params: usize) -> Self {
        let eps: Vec<f64> = (0..PLACES).map(eps_at).collect();
        let errors = [double.errors(square), single.errors(square)];
        let best = errors.each_ref().map(|errors| smallest(errors));
        let slopes = |upto: fn(usize, &[f64]) -> std::ops::Range<usize>| {
            let of = |of: usize| slope(&eps, &errors[of], upto(best[of], &errors[of]));
            [of(0), of(1)]
        };
        let truncation = slopes(|best, _| 0..best.saturating_sub(1));
        // Rounding ends where the moved parameter is the parameter itself: the error is 1 from there on.
        let rounding = slopes(|best, errors| {
            let end = errors.iter().skip(best).position(|error| *error > 0.3).map_or(PLACES, |after| best + after);
            (best + 2).min(end)..end
        });
        let [double, single] = errors;
        Sweep { eps, double, single, params, best, truncation, rounding }
    }
}

/// The place of the smallest; the first of several.
fn smallest(errors: &[f64]) -> usize {
    (0..errors.len()).min_by(|&a, &b| errors[a].total_cmp(&errors[b])).unwrap_or(0)
}

/// The power of ε by which errors go within these places, by least squares of the logarithms.
fn slope(eps: &[f64], errors: &[f64], places: std::ops::Range<usize>) -> Option<f64> {
    let points =
        || places.clone().filter(|&at| errors[at] > 0.0).map(|at| [libm::log10(eps[at]), libm::log10(errors[at])]);
    let count = points().count() as f64;
    if count < 3.0 {
        return None;
    }
    let mean = [0, 1].map(|of| points().map(|point| point[of]).sum::<f64>() / count);
    let (mut with, mut own) = (0.0, 0.0);
    for [x, y] in points() {
        with += (x - mean[0]) * (y - mean[1]);
        own += (x - mean[0]) * (x - mean[0]);
    }
    Some(with / own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, LayerSpec, Loss, Mode, Network};

    fn objective<T: Scalar>() -> (Objective<T>, Samples<T>) {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        let network = Network::<T>::new(2, &[dense(4), tanh, dense(2), tanh, dense(1)], 4);
        let samples = Samples::from_rows(&[[0.5, -1.0], [-0.3, 0.8], [0.9, 0.4]], &[[1.0], [-1.0], [0.5]]);
        (Objective::new(network, Loss::Mse, 4), samples)
    }

    fn swept(bug: Option<Bug>) -> Sweep {
        let (mut double, samples) = objective::<f64>();
        let (mut single, few) = objective::<f32>();
        let params: Vec<f32> = double.network.params.iter().map(|p| *p as f32).collect();
        single.set_params(&params);
        double.set_params(&params.iter().map(|p| f64::from(*p)).collect::<Vec<_>>());
        double.gradient(&samples, Mode::Train);
        let mut gradient = double.grads.clone();
        if let Some(bug) = bug {
            gradient = bug.gradient(&mut double, &samples);
        }
        let (mut double, mut single) = (Quotients::new(double, samples), Quotients::new(single, few));
        for (param, &analytic) in gradient.iter().enumerate() {
            for place in 0..PLACES {
                double.add(param, place, analytic, bug);
                single.add(param, place, analytic, bug);
            }
        }
        assert_eq!(double.objective.network.params.len(), gradient.len());
        Sweep::of(&double, &single, gradient.iter().map(|g| g * g).sum(), gradient.len())
    }

    #[test]
    fn truncation_and_rounding_meet_at_the_bottom() {
        let sweep = swept(None);
        let [double, single] = sweep.best;
        assert!(sweep.double[double] < 1e-8, "{sweep:?}");
        assert!((1e-7..1e-3).contains(&sweep.eps[double]), "{sweep:?}");
        assert!(sweep.eps[single] > 10.0 * sweep.eps[double], "single precision rounds much earlier: {sweep:?}");
        assert!((1e-6..1e-2).contains(&sweep.single[single]), "{sweep:?}");
        let near =
            |slope: Option<f64>, want: f64, within: f64| slope.is_some_and(|slope| (slope - want).abs() < within);
        assert!(near(sweep.truncation[0], 2.0, 0.1), "{sweep:?}");
        assert!(near(sweep.rounding[0], -1.0, 0.3), "{sweep:?}");
        assert_eq!(sweep.single[PLACES - 1], 1.0, "θ + ε is θ: the quotient is 0");
    }

    #[test]
    fn no_eps_helps_against_a_mistake() {
        for &bug in <Bug as crate::nn::Choice>::ALL {
            let sweep = swept(Some(bug));
            let least = sweep.double[sweep.best[0]];
            assert!(least > 1e-4, "{bug:?}: {sweep:?}");
        }
    }

    #[test]
    fn places_are_powers_of_ten_and_between() {
        assert_eq!((eps_at(0), eps_at(8), eps_at(PLACES - 1)), (1e-1, 1e-5, 1e-12));
        assert!((eps_at(1) * eps_at(1) / 1e-3 - 1.0).abs() < 1e-12);
    }
}
