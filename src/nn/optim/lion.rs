//! Steps of one length, in the direction that the mean gradient's sign gives.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State, mean};

/// `c = β₁ m + (1 − β₁) g`, `θ ← θ − lr · sign c`, `m ← β₂ m + (1 − β₂) g` (Chen et al. 2023, algorithm 2, whose weight decay is
/// decoupled). PyTorch has none; the learning rate is best three to ten times smaller than Adam's.
pub struct Lion;

impl<T: Scalar> OptimizerOp<T> for Lion {
    fn profile(&self) -> Profile {
        Profile {
            defaults: Hyper { lr: 0.0001, beta2: 0.99, ..Hyper::PLAIN },
            uses: &[Name::Beta1, Name::Beta2],
            slots: 1,
        }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, beta1) = (T::from_f64(hyper.lr), T::from_f64(hyper.beta1));
        let (rest1, rest2) = (T::from_f64(1.0 - hyper.beta1), T::from_f64(1.0 - hyper.beta2));
        for ((p, &g), m) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            let direction = *m * beta1 + g * rest1;
            *p -= lr * direction.signum0();
            mean(m, g, rest2);
        }
    }
}
