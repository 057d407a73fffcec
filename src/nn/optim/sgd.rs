//! θ ← θ − lr · g, and with memory.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State};

/// Stochastic gradient descent without momentum; PyTorch's `SGD(momentum=0)`, whose learning rate is 0.001 by default.
pub struct Sgd;

impl<T: Scalar> OptimizerOp<T> for Sgd {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper::PLAIN, uses: &[], slots: 0 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], _state: &mut State<T>) {
        let lr = T::from_f64(hyper.lr);
        for (p, &g) in params.iter_mut().zip(grads) {
            *p -= lr * g;
        }
    }
}

/// Gradient descent with momentum, in one of two forms.
pub struct Momentum {
    /// Whether the step looks ahead.
    ahead: bool,
}

/// `v ← μ v + g`, `θ ← θ − lr · v`: PyTorch's `SGD(momentum=μ)`, without dampening. Polyak's own form, and Sutskever et
/// al. (2013), have the learning rate inside: `v ← μ v − lr · g`, `θ ← θ + v`, which differs once the rate changes.
pub static MOMENTUM: Momentum = Momentum { ahead: false };

/// `v ← μ v + g`, `θ ← θ − lr · (g + μ v)`: PyTorch's `SGD(nesterov=True)`. Nesterov's method takes the gradient ahead,
/// at `θ − lr · μ v`; this form, after a change of variables, takes it where the parameters are.
pub static NESTEROV: Momentum = Momentum { ahead: true };

impl<T: Scalar> OptimizerOp<T> for Momentum {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper { lr: 0.01, ..Hyper::PLAIN }, uses: &[Name::Momentum], slots: 1 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, momentum) = (T::from_f64(hyper.lr), T::from_f64(hyper.momentum));
        for ((p, &g), v) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            *v = *v * momentum + g;
            *p -= lr * if self.ahead { g + *v * momentum } else { *v };
        }
    }
}
