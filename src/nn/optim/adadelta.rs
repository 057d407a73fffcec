//! Steps as long as those before, in the units of the parameters.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State, mean_square, two};

/// `s ← ρ s + (1 − ρ) g²`, `Δ = √(u + ε) / √(s + ε) · g`, `u ← ρ u + (1 − ρ) Δ²`, `θ ← θ − lr · Δ` (Zeiler 2012, where `lr`
/// is 1); PyTorch's `Adadelta`.
pub struct Adadelta;

impl<T: Scalar> OptimizerOp<T> for Adadelta {
    fn profile(&self) -> Profile {
        Profile {
            defaults: Hyper { lr: 1.0, rho: 0.9, eps: 1e-6, ..Hyper::PLAIN },
            uses: &[Name::Rho, Name::Eps],
            slots: 2,
        }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, rho, eps) = (T::from_f64(hyper.lr), T::from_f64(hyper.rho), T::from_f64(hyper.eps));
        let rest = T::from_f64(1.0 - hyper.rho);
        let (squares, steps) = two(&mut state.slots, params.len());
        for (((p, &g), s), u) in params.iter_mut().zip(grads).zip(squares).zip(steps) {
            mean_square(s, g, rho, rest);
            let delta = (*u + eps).sqrt() / (*s + eps).sqrt() * g;
            mean_square(u, delta, rho, rest);
            *p -= lr * delta;
        }
    }
}
