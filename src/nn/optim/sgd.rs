//! θ ← θ − lr · g, and with memory.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State};

/// Stochastic gradient descent without momentum; PyTorch's `SGD(momentum=0)`, whose learning rate is 0.001 by default.
pub struct Sgd;

impl<T: Scalar> OptimizerOp<T> for Sgd {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper::PLAIN, uses: &[], slots: 0 }
    }

    /// A step multiplies the distance to the lowest point by `1 − lr · h`.
    fn stable(&self, _hyper: &Hyper) -> Option<f64> {
        Some(2.0)
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], _state: &mut State<T>) {
        let lr = T::from_f64(hyper.lr);
        for (p, &g) in params.iter_mut().zip(grads) {
            *p -= lr * g;
        }
    }

    fn plain(&self) -> bool {
        true
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

    /// Where the recurrence of two terms has its larger root at −1: `2 (1 + μ)`, as Polyak (1964) found; looking ahead `2 (1 + μ) / (1 + 2 μ)`.
    fn stable(&self, hyper: &Hyper) -> Option<f64> {
        let momentum = hyper.momentum;
        Some(2.0 * (1.0 + momentum) / if self.ahead { 1.0 + 2.0 * momentum } else { 1.0 })
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, momentum) = (T::from_f64(hyper.lr), T::from_f64(hyper.momentum));
        for ((p, &g), v) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            *v = (*v * momentum + g).flushed(T::SMALLEST);
            *p -= lr * if self.ahead { g + *v * momentum } else { *v };
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::nn::Optimizer;
    use crate::nn::optim::{Hyper, State};

    /// On the parabola ½ θ² a rate just below the limit comes nearer, one just above flies away.
    #[test]
    fn steps_fly_away_beyond_the_limit() {
        for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Nesterov] {
            for momentum in [0.0, 0.5, 0.9] {
                let far = |part: f64| {
                    let hyper = Hyper { momentum, ..optimizer.defaults() };
                    let hyper = Hyper { lr: part * optimizer.stable(&hyper).unwrap(), ..hyper };
                    let (mut params, mut state) = ([1.0f64], State::new(optimizer, 1));
                    (0..1_000).for_each(|_| {
                        let grads = params;
                        optimizer.op().update(&hyper, &mut params, &grads, &mut state);
                    });
                    params[0].abs()
                };
                assert!(far(0.9) < 1e-3 && far(1.1) > 1e3, "{optimizer:?} {momentum}: {} {}", far(0.9), far(1.1));
            }
        }
        assert_eq!(Optimizer::Adam.stable(&Optimizer::Adam.defaults()), None);
    }
}
