//! Adam with Nesterov's look ahead.

use super::adam::USES;
use super::{Hyper, Means, OptimizerOp, Profile, Scalar, State, power, two};

/// How fast the momentum warms up: PyTorch's `momentum_decay`.
const WARM_UP: f64 = 0.004;

/// Adam whose step mixes the present gradient with the mean to come, under a momentum `μₜ = β₁ (1 − ½ · 0.96^(0.004 t))` that warms
/// up (Dozat 2016); PyTorch's `NAdam`. Keras corrects differently and has no setting for the warm-up.
pub struct NAdam;

impl<T: Scalar> OptimizerOp<T> for NAdam {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper { lr: 0.002, ..Hyper::PLAIN }, uses: USES, slots: 2 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (means, &Hyper { lr, beta1, beta2, .. }) = (Means::new(hyper), hyper);
        let momentum = |t: u64| beta1 * (1.0 - 0.5 * libm::pow(0.96, t as f64 * WARM_UP));
        let (now, next) = (momentum(state.step), momentum(state.step + 1));
        state.product *= now;
        let by_gradient = T::from_f64(lr * (1.0 - now) / (1.0 - state.product));
        let by_mean = T::from_f64(lr * next / (1.0 - state.product * next));
        let correction = T::from_f64(1.0 - power(beta2, state.step));
        let (ms, vs) = two(&mut state.slots, params.len());
        for (((p, &g), m), v) in params.iter_mut().zip(grads).zip(ms).zip(vs) {
            means.take_in(m, v, g);
            let size = (*v / correction).sqrt() + means.eps;
            *p -= by_gradient * (g / size);
            *p -= by_mean * (*m / size);
        }
    }
}
