//! Optimisers: how gradients move parameters.
//!
//! Symbols: `θ` a parameter, `g` its gradient, `t` the number of the step from 1, and the hyperparameters of [`Hyper`].
//! Each rule is PyTorch's, with PyTorch's defaults; where books differ, the rule's own documentation says so. Penalties
//! are part of the gradient by then ([`crate::nn::Penalty`]), and decoupled weight decay comes before the rule
//! ([`crate::nn::Trainer::decay`]), so that no rule knows of either.

pub mod adadelta;
pub mod adagrad;
pub mod adam;
pub mod lion;
pub mod nadam;
pub mod radam;
pub mod rmsprop;
pub mod sgd;

use super::{Scalar, kernels};
use crate::nn::registry::registry;

registry! {
    /// The optimisers. A new one is a file beside this one and a line here.
    Optimizer, |T: Scalar| dyn OptimizerOp<T> {
        Sgd "sgd" => sgd::Sgd,
        Momentum "momentum" => sgd::MOMENTUM,
        Nesterov "nesterov" => sgd::NESTEROV,
        Adagrad "adagrad" => adagrad::Adagrad,
        Adadelta "adadelta" => adadelta::Adadelta,
        RmsProp "rmsprop" => rmsprop::RmsProp,
        Adam "adam" => adam::ADAM,
        AmsGrad "amsgrad" => adam::AmsGrad,
        AdamW "adamw" => adam::ADAMW,
        NAdam "nadam" => nadam::NAdam,
        RAdam "radam" => radam::RAdam,
        Lion "lion" => lion::Lion,
    }
}

impl Optimizer {
    /// What it starts from when nothing else is said.
    pub fn defaults(self) -> Hyper {
        self.op::<f32>().profile().defaults
    }

    /// On a parabola of curvature `h` steps come to its lowest point while `lr · h` is below this, and fly away beyond it. Nothing where
    /// a step's length does not follow the gradient's.
    pub fn stable(self, hyper: &Hyper) -> Option<f64> {
        self.op::<f64>().stable(hyper)
    }

    /// Which hyperparameters change what it does, beside the learning rate.
    pub fn uses(self) -> &'static [Name] {
        self.op::<f32>().profile().uses
    }
}

/// Hyperparameters of all rules; each rule reads those it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hyper {
    /// Learning rate.
    pub lr: f64,
    /// How much of the last update goes on (`μ`, 0 to 1).
    pub momentum: f64,
    /// How much of the mean gradient is kept at each step (`β₁`, 0 to 1).
    pub beta1: f64,
    /// How much of the mean squared gradient is kept at each step (`β₂`, 0 to 1).
    pub beta2: f64,
    /// The same, where no other mean is kept (`α` of RMSprop, `ρ` of Adadelta).
    pub rho: f64,
    /// Added to a divisor, so that it is not 0 (`ε`).
    pub eps: f64,
    /// Strength of decoupled weight decay that comes with the rule.
    pub weight_decay: f64,
}

impl Hyper {
    /// Plain steps of 0.1: PyTorch's 0.001 takes minutes to learn what is on this page.
    const PLAIN: Hyper =
        Hyper { lr: 0.1, momentum: 0.9, beta1: 0.9, beta2: 0.999, rho: 0.9, eps: 1e-8, weight_decay: 0.0 };
}

/// A hyperparameter beside the learning rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// [`Hyper::momentum`].
    Momentum,
    /// [`Hyper::beta1`].
    Beta1,
    /// [`Hyper::beta2`].
    Beta2,
    /// [`Hyper::rho`].
    Rho,
    /// [`Hyper::eps`].
    Eps,
}

/// What a rule remembers. All of it starts at 0 (the product at 1), and does so again when another rule takes over.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct State<T> {
    /// `[slots][P]`.
    pub slots: Vec<T>,
    /// Steps since the rule took over.
    pub step: u64,
    /// Product of the momenta so far; only [`nadam::NAdam`] has it.
    pub product: f64,
}

impl<T: Scalar> State<T> {
    /// Nothing remembered yet, for `params` parameters.
    pub fn new(optimizer: Optimizer, params: usize) -> Self {
        State { slots: vec![T::ZERO; optimizer.op::<T>().profile().slots * params], step: 0, product: 1.0 }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.slots.fill(T::ZERO);
        (self.step, self.product) = (0, 1.0);
    }

    /// Takes over another state of the same size, without allocating.
    pub fn copy_from(&mut self, other: &State<T>) {
        kernels::copy(&mut self.slots, &other.slots);
        (self.step, self.product) = (other.step, other.product);
    }
}

/// What is known of a rule beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// See [`Optimizer::defaults`].
    pub defaults: Hyper,
    /// See [`Optimizer::uses`].
    pub uses: &'static [Name],
    /// Numbers of state per parameter.
    pub slots: usize,
}

/// An update rule over flat buffers.
pub trait OptimizerOp<T>: Sync {
    /// What is known of it beforehand.
    fn profile(&self) -> Profile;

    /// See [`Optimizer::stable`].
    fn stable(&self, _hyper: &Hyper) -> Option<f64> {
        None
    }

    /// One step. `params` and `grads` are `[P]`; `state.step` is this step's number already.
    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>);

    /// Whether a step is `θ ← θ − lr · g` and nothing else.
    fn plain(&self) -> bool {
        false
    }
}

/// `b^t`, rounded once: PyTorch computes its corrections in doubles too.
fn power(b: f64, t: u64) -> f64 {
    libm::pow(b, t as f64)
}

/// Two slots of `params` numbers each.
fn two<T>(slots: &mut [T], params: usize) -> (&mut [T], &mut [T]) {
    slots.split_at_mut(params)
}

// What a rule remembers is flushed where it is written: it shrinks towards 0 in geometric steps wherever gradients stay away, and would stop
// at a subnormal number that rounding keeps. Parameters and gradients are flushed by the step, see [`crate::nn::kernels::flush`].

/// `v ← decay · v + (1 − decay) · g²`.
#[inline(always)]
fn mean_square<T: Scalar>(v: &mut T, g: T, decay: T, rest: T) {
    *v = (*v * decay + g.square() * rest).flushed(T::SMALLEST);
}

/// `m ← m + (g − m) · rest`, which is `(1 − rest) · m + rest · g` as PyTorch rounds it.
#[inline(always)]
fn mean<T: Scalar>(m: &mut T, g: T, rest: T) {
    *m = (*m + (g - *m) * rest).flushed(T::SMALLEST);
}

/// The two means of Adam and its kin.
struct Means<T> {
    rest1: T,
    beta2: T,
    rest2: T,
    eps: T,
}

impl<T: Scalar> Means<T> {
    fn new(hyper: &Hyper) -> Self {
        let &Hyper { beta1, beta2, eps, .. } = hyper;
        let (rest1, rest2) = (T::from_f64(1.0 - beta1), T::from_f64(1.0 - beta2));
        Means { rest1, beta2: T::from_f64(beta2), rest2, eps: T::from_f64(eps) }
    }

    /// `m` of gradients, `v` of their squares.
    #[inline(always)]
    fn take_in(&self, m: &mut T, v: &mut T, g: T) {
        mean(m, g, self.rest1);
        mean_square(v, g, self.beta2, self.rest2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    /// Minimises `f` from `start`, with its gradient; gives the last point.
    fn minimise(
        optimizer: Optimizer,
        lr: f64,
        steps: u64,
        start: [f64; 2],
        gradient: impl Fn([f64; 2]) -> [f64; 2],
    ) -> [f64; 2] {
        let mut hyper = optimizer.defaults();
        hyper.lr = lr;
        let mut params = start;
        let mut state = State::new(optimizer, 2);
        for step in 1..=steps {
            // A rate that falls to a hundredth lets rules of constant step length settle.
            hyper.lr = lr * (1.0 - 0.99 * step as f64 / steps as f64);
            state.step = step;
            let grads = gradient(params);
            optimizer.op().update(&hyper, &mut params, &grads, &mut state);
        }
        params
    }

    /// Learning rates at which each rule gets there.
    fn rate(optimizer: Optimizer) -> (f64, f64) {
        match optimizer {
            Optimizer::Sgd => (0.0015, 0.009),
            Optimizer::Momentum | Optimizer::Nesterov => (0.0005, 0.002),
            Optimizer::Adagrad => (0.5, 0.5),
            Optimizer::Adadelta => (1.0, 10.0),
            Optimizer::RmsProp => (0.005, 0.02),
            Optimizer::Lion => (0.003, 0.01),
            // Its first steps are plain ones.
            Optimizer::RAdam => (0.001, 0.005),
            _ => (0.02, 0.05),
        }
    }

    #[test]
    fn reach_the_minimum_of_rosenbrock() {
        for &optimizer in Optimizer::ALL {
            let gradient = |[x, y]: [f64; 2]| [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)];
            let [x, y] = minimise(optimizer, rate(optimizer).0, 60_000, [-1.2, 1.0], gradient);
            let away = ((x - 1.0) * (x - 1.0) + (y - 1.0) * (y - 1.0)).sqrt();
            assert!(away < 0.02, "{optimizer:?} ends at ({x}, {y})");
        }
    }

    #[test]
    fn reach_the_minimum_of_an_ill_conditioned_quadratic() {
        for &optimizer in Optimizer::ALL {
            let gradient = |[x, y]: [f64; 2]| [200.0 * (x - 0.5), 0.2 * (y + 1.5)];
            let [x, y] = minimise(optimizer, rate(optimizer).1, 20_000, [3.0, 4.0], gradient);
            assert!((x - 0.5).abs() < 0.01 && (y + 1.5).abs() < 0.05, "{optimizer:?} ends at ({x}, {y})");
        }
    }

    #[test]
    fn only_what_is_used_has_an_effect() {
        let steps = |optimizer: Optimizer, hyper: &Hyper| {
            let (mut params, mut state) = ([0.3f64, -0.2], State::new(optimizer, 2));
            for step in 1..=20 {
                state.step = step;
                optimizer.op().update(hyper, &mut params, &[0.5 - 0.03 * step as f64, 0.1], &mut state);
            }
            params
        };
        for &optimizer in Optimizer::ALL {
            let base = optimizer.defaults();
            let changed = [
                (Name::Momentum, Hyper { momentum: 0.5, ..base }),
                (Name::Beta1, Hyper { beta1: 0.5, ..base }),
                (Name::Beta2, Hyper { beta2: 0.5, ..base }),
                (Name::Rho, Hyper { rho: 0.5, ..base }),
                (Name::Eps, Hyper { eps: 0.1, ..base }),
            ];
            for (name, hyper) in changed {
                let differs = steps(optimizer, &hyper) != steps(optimizer, &base);
                assert_eq!(differs, optimizer.uses().contains(&name), "{optimizer:?}, {name:?}");
            }
        }
    }
}
