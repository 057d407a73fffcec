//! Mean gradients over the root of mean squared ones.

use super::{Hyper, Name, OptimizerOp, Scalar, State, mean, mean_square, power, two};

const USES: &[Name] = &[Name::Beta1, Name::Beta2, Name::Eps];

const DEFAULTS: Hyper = Hyper { lr: 0.001, ..Hyper::PLAIN };

/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `θ ← θ − lr · m̂ / (√v̂ + ε)` with `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`
/// (Kingma and Ba 2015, algorithm 1); PyTorch's `Adam`. TensorFlow's `ε` is another: it is added before `v` is corrected.
pub struct Adam;

impl<T: Scalar> OptimizerOp<T> for Adam {
    fn defaults(&self) -> Hyper {
        DEFAULTS
    }

    fn uses(&self) -> &'static [Name] {
        USES
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let Factors { step, beta2, rest1, rest2, root, eps } = Factors::new(hyper, state.step);
        let (means, squares) = two(&mut state.slots, params.len());
        for (((p, &g), m), v) in params.iter_mut().zip(grads).zip(means).zip(squares) {
            mean(m, g, rest1);
            mean_square(v, g, beta2, rest2);
            *p -= step * (*m / (v.sqrt() / root + eps));
        }
    }
}

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): weights shrink by `lr · λ` of themselves, beside the
/// gradient and not through it. PyTorch's `AdamW` decays every parameter; here biases and norms are left alone.
pub struct AdamW;

impl<T: Scalar> OptimizerOp<T> for AdamW {
    fn defaults(&self) -> Hyper {
        Hyper { weight_decay: 0.01, ..DEFAULTS }
    }

    fn uses(&self) -> &'static [Name] {
        USES
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        Adam.update(hyper, params, grads, state);
    }
}

/// Adam with the largest `v` so far in place of `v` (Reddi, Kale and Kumar 2018): steps never grow again. PyTorch's
/// `Adam(amsgrad=True)`, which corrects the largest `v` as if it were the last one; the paper corrects nothing.
pub struct AmsGrad;

impl<T: Scalar> OptimizerOp<T> for AmsGrad {
    fn defaults(&self) -> Hyper {
        DEFAULTS
    }

    fn uses(&self) -> &'static [Name] {
        USES
    }

    fn slots(&self) -> usize {
        3
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let Factors { step, beta2, rest1, rest2, root, eps } = Factors::new(hyper, state.step);
        let (means, squares) = state.slots.split_at_mut(params.len());
        let (squares, largest) = two(squares, params.len());
        for ((((p, &g), m), v), l) in params.iter_mut().zip(grads).zip(means).zip(squares).zip(largest) {
            mean(m, g, rest1);
            mean_square(v, g, beta2, rest2);
            *l = l.at_least(*v);
            *p -= step * (*m / (l.sqrt() / root + eps));
        }
    }
}

/// What is the same for all parameters of a step.
struct Factors<T> {
    /// `lr / (1 − β₁ᵗ)`.
    step: T,
    beta2: T,
    rest1: T,
    rest2: T,
    /// `√(1 − β₂ᵗ)`.
    root: T,
    eps: T,
}

impl<T: Scalar> Factors<T> {
    fn new(hyper: &Hyper, t: u64) -> Self {
        let &Hyper { lr, beta1, beta2, eps, .. } = hyper;
        Factors {
            step: T::from_f64(lr / (1.0 - power(beta1, t))),
            beta2: T::from_f64(beta2),
            rest1: T::from_f64(1.0 - beta1),
            rest2: T::from_f64(1.0 - beta2),
            root: T::from_f64((1.0 - power(beta2, t)).sqrt()),
            eps: T::from_f64(eps),
        }
    }
}
