//! θ ← θ − lr · g, and with memory.

use super::{Hyper, Name, OptimizerOp, Scalar, State};

/// Stochastic gradient descent without momentum; PyTorch's `SGD(momentum=0)`, whose learning rate is 0.001 by default.
pub struct Sgd;

impl<T: Scalar> OptimizerOp<T> for Sgd {
    fn defaults(&self) -> Hyper {
        Hyper::PLAIN
    }

    fn uses(&self) -> &'static [Name] {
        &[]
    }

    fn slots(&self) -> usize {
        0
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], _state: &mut State<T>) {
        let lr = T::from_f64(hyper.lr);
        for (p, &g) in params.iter_mut().zip(grads) {
            *p -= lr * g;
        }
    }
}

/// `v ← μ v + g`, `θ ← θ − lr · v`: PyTorch's `SGD(momentum=μ)`, without dampening. Polyak's own form, and Sutskever et
/// al. (2013), have the learning rate inside: `v ← μ v − lr · g`, `θ ← θ + v`, which differs once the rate changes.
pub struct Momentum;

impl<T: Scalar> OptimizerOp<T> for Momentum {
    fn defaults(&self) -> Hyper {
        Hyper { lr: 0.01, ..Hyper::PLAIN }
    }

    fn uses(&self) -> &'static [Name] {
        &[Name::Momentum]
    }

    fn slots(&self) -> usize {
        1
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, momentum) = (T::from_f64(hyper.lr), T::from_f64(hyper.momentum));
        for ((p, &g), v) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            *v = *v * momentum + g;
            *p -= lr * *v;
        }
    }
}

/// `v ← μ v + g`, `θ ← θ − lr · (g + μ v)`: PyTorch's `SGD(nesterov=True)`. Nesterov's method takes the gradient ahead,
/// at `θ − lr · μ v`; this form, after a change of variables, takes it where the parameters are.
pub struct Nesterov;

impl<T: Scalar> OptimizerOp<T> for Nesterov {
    fn defaults(&self) -> Hyper {
        Hyper { lr: 0.01, ..Hyper::PLAIN }
    }

    fn uses(&self) -> &'static [Name] {
        &[Name::Momentum]
    }

    fn slots(&self) -> usize {
        1
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, momentum) = (T::from_f64(hyper.lr), T::from_f64(hyper.momentum));
        for ((p, &g), v) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            *v = *v * momentum + g;
            *p -= lr * (g + *v * momentum);
        }
    }
}
