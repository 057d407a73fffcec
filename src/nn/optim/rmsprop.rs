//! Gradients divided by their usual size.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State, mean_square, two};

/// `s ← α s + (1 − α) g²`, `v ← μ v + g / (√s + ε)`, `θ ← θ − lr · v` (Hinton's lecture 6e, 2012); PyTorch's `RMSprop`, whose
/// `ε` stands outside the root and whose momentum is 0 by default.
pub struct RmsProp;

impl<T: Scalar> OptimizerOp<T> for RmsProp {
    fn profile(&self) -> Profile {
        Profile {
            defaults: Hyper { lr: 0.01, rho: 0.99, momentum: 0.0, ..Hyper::PLAIN },
            uses: &[Name::Rho, Name::Momentum, Name::Eps],
            slots: 2,
        }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, alpha, eps) = (T::from_f64(hyper.lr), T::from_f64(hyper.rho), T::from_f64(hyper.eps));
        let (rest, momentum) = (T::from_f64(1.0 - hyper.rho), T::from_f64(hyper.momentum));
        let (squares, speeds) = two(&mut state.slots, params.len());
        for (((p, &g), s), v) in params.iter_mut().zip(grads).zip(squares).zip(speeds) {
            mean_square(s, g, alpha, rest);
            *v = (*v * momentum + g / (s.sqrt() + eps)).flushed(T::SMALLEST);
            *p -= lr * *v;
        }
    }
}
