//! Backpropagation held against the definition of the derivative.

use super::{Mode, Objective, Samples, Scalar};

/// Gradients below this part of the objective (or of 1, where that is less) are compared by their
/// absolute error: rounding leaves about 1e-16 · |objective| / ε in a difference quotient of doubles,
/// which the relative error of a tiny gradient would blow up.
pub const FLOOR: f64 = 1e-3;

/// Relative errors above this are looked at twice, for a finer quotient or a kink; what stays above it is wrong.
pub const TOLERANCE: f64 = 1e-7;

/// One parameter's two gradients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Its place among the network's parameters.
    pub param: usize,
    /// By backpropagation.
    pub analytic: f64,
    /// By (f(θ + ε) − f(θ − ε)) / 2ε, or by five points where that is too coarse.
    pub numeric: f64,
    /// The size below which errors count as absolute ones, see [`FLOOR`].
    pub floor: f64,
    /// Whether the objective is smooth there. At a kink (a ReLU's input of exactly 0, a weight of 0
    /// under L1) the slopes on either side differ and there is no derivative to compare with.
    pub smooth: bool,
}

impl Check {
    /// |a − n| / max(|a|, |n|, floor).
    pub fn relative_error(&self) -> f64 {
        let size = self.analytic.abs().max(self.numeric.abs()).max(self.floor);
        (self.analytic - self.numeric).abs() / size
    }
}

/// What the objective at two points around a parameter tells.
struct Slopes {
    central: f64,
    /// How much the slope above differs from the slope below.
    bend: f64,
}

/// Checks the named parameters on all samples: the gradient of the objective, penalty included.
/// In training mode: batch norm takes the samples' own statistics, dropout leaves out the same units each time. Always in `f64`; parameters are as before afterwards.
pub fn gradient_check(objective: &mut Objective<f64>, samples: &Samples<f64>, which: &[usize], eps: f64) -> Vec<Check> {
    let definition = Definition::new(objective, samples);
    which.iter().map(|&param| definition.check(objective, samples, param, eps)).collect()
}

/// What the checks of all parameters share.
pub struct Definition {
    /// The objective where the parameters are.
    here: f64,
    smooth: bool,
    floor: f64,
    analytic: Vec<f64>,
    params: Vec<f64>,
}

impl Definition {
    /// Takes the gradient by backpropagation; the parameters do not change while parameters are checked.
    pub fn new(objective: &mut Objective<f64>, samples: &Samples<f64>) -> Self {
        let here = objective.gradient(samples, Mode::Train);
        Definition {
            here,
            smooth: objective.smooth(),
            floor: FLOOR * here.abs().max(1.0),
            analytic: objective.grads().to_vec(),
            params: objective.network().params().to_vec(),
        }
    }

    /// The gradient by backpropagation, `[P]`.
    pub fn analytic(&self) -> &[f64] {
        &self.analytic
    }

    /// Checks one parameter. The objective has its own parameters again afterwards.
    pub fn check(&self, objective: &mut Objective<f64>, samples: &Samples<f64>, param: usize, eps: f64) -> Check {
        let mut slopes = |eps: f64| self.slopes(objective, samples, param, eps);
        let wide = slopes(eps);
        let (analytic, floor) = (self.analytic[param], self.floor);
        let mut check = Check { param, analytic, numeric: wide.central, floor, smooth: true };
        if check.relative_error() > TOLERANCE {
            // Sharp bends, as behind a norm, want a finer quotient: five points, whose error falls with ε⁴; further apart, where
            // rounding matters less, or closer, where the bend is sharper still.
            for part in [2.0, 0.125, 0.015625] {
                let (inner, outer) = (slopes(part * eps), slopes(2.0 * part * eps));
                let finer = Check { numeric: (4.0 * inner.central - outer.central) / 3.0, ..check };
                if finer.relative_error() < check.relative_error() {
                    check = finer;
                }
            }
        }
        if check.relative_error() > TOLERANCE && !self.smooth {
            // A bend shrinks with the distance where the objective is smooth, and stays at a kink. A kink further off is left
            // behind by the smaller distance, and the error with it.
            let near = slopes(eps / 8.0);
            let [far, close] = [wide.central, near.central].map(|numeric| Check { numeric, ..check }.relative_error());
            check.smooth = near.bend < wide.bend / 4.0 && close > 0.5 * far;
        }
        self.put_back(objective);
        check
    }

    /// What a check without any error would be.
    pub fn as_it_should_be(&self, param: usize) -> Check {
        let analytic = self.analytic[param];
        Check { param, analytic, numeric: analytic, floor: self.floor, smooth: true }
    }

    /// Gives the objective its own parameters again.
    pub fn put_back(&self, objective: &mut Objective<f64>) {
        objective.set_params(&self.params);
    }

    fn slopes(&self, objective: &mut Objective<f64>, samples: &Samples<f64>, param: usize, eps: f64) -> Slopes {
        let [above, below] = around(objective, samples, (param, self.params[param]), eps);
        let here = self.here;
        Slopes { central: (above - below) / (2.0 * eps), bend: ((above - here) - (here - below)).abs() / eps }
    }
}

/// The objective with a parameter of value `at` moved by ε up, and down. It is left moved.
pub fn around<T: Scalar>(
    objective: &mut Objective<T>,
    samples: &Samples<T>,
    (param, at): (usize, T),
    eps: T,
) -> [T; 2] {
    [at + eps, at - eps].map(|value| {
        objective.network.params[param] = value;
        objective.value(samples, Mode::Train)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::layer::{Layer, ParamBlock, Pass};
    use crate::nn::{Activation, Batch, LayerSpec, Loss, Network};

    /// A layer whose derivatives are wrong by a factor, forward as it should be.
    struct Wrong {
        of: Box<dyn Layer<f64>>,
        dx: f64,
        grads: f64,
    }

    impl Layer<f64> for Wrong {
        fn outputs(&self) -> usize {
            self.of.outputs()
        }
        fn params(&self) -> Vec<ParamBlock> {
            self.of.params()
        }
        fn forward(&self, params: &[f64], buffers: &[f64], x: &[f64], y: &mut [f64], batch: Batch) {
            self.of.forward(params, buffers, x, y, batch);
        }
        fn backward(&self, pass: Pass<'_, f64>, dy: &[f64], grads: &mut [f64], mut dx: Option<&mut [f64]>) {
            self.of.backward(pass, dy, grads, dx.as_deref_mut());
            grads.iter_mut().for_each(|g| *g *= self.grads);
            dx.into_iter().flatten().for_each(|d| *d *= self.dx);
        }
    }

    /// The parameters whose check fails when a layer's derivatives are wrong by these factors.
    fn caught(layer: usize, dx: f64, grads: f64) -> Vec<usize> {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        let mut network = Network::<f64>::new(2, &[dense(2), tanh, dense(1)], 4);
        network.stages[layer].replace(|of| Box::new(Wrong { of, dx, grads }));
        let mut objective = Objective::new(network, Loss::Mse, 4);
        let samples = Samples::from_rows(&[[0.5, -1.0], [-0.3, 0.8], [0.9, 0.4]], &[[1.0], [-1.0], [0.5]]);
        let all: Vec<usize> = (0..9).collect();
        let checks = gradient_check(&mut objective, &samples, &all, 1e-5);
        assert!(checks.iter().all(|check| check.smooth), "an error is no kink: {checks:?}");
        checks.iter().filter(|check| check.relative_error() > 1e-7).map(|check| check.param).collect()
    }

    #[test]
    fn errors_are_relative_down_to_the_floor() {
        let check = Check { param: 0, analytic: 2.0, numeric: -3.0, floor: 1.0, smooth: true };
        assert_eq!(check.relative_error(), 5.0 / 3.0);
        assert_eq!(Check { analytic: 0.25, numeric: 0.0, ..check }.relative_error(), 0.25);
        assert_eq!(Check { analytic: -8.0, numeric: -4.0, ..check }.relative_error(), 0.5);
    }

    #[test]
    fn a_planted_error_of_a_thousandth_is_caught() {
        assert!(caught(1, 1.0, 1.0).is_empty(), "nothing is wrong");
        assert_eq!(caught(1, 1.001, 1.0), [0, 1, 2, 3, 4, 5], "the first layer learns through the activation");
        assert_eq!(caught(2, 1.0, 0.999), [6, 7, 8], "the last layer's own gradients");
        assert!(caught(0, 1.001, 1.0).is_empty(), "nothing learns through the features");
    }
}
