//! Steps that shrink where gradients have been large.

use super::{Hyper, Name, OptimizerOp, Profile, Scalar, State};

/// `s ← s + g²`, `θ ← θ − lr · g / (√s + ε)` (Duchi, Hazan and Singer 2011); PyTorch's `Adagrad`, without its `lr_decay`.
pub struct Adagrad;

impl<T: Scalar> OptimizerOp<T> for Adagrad {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper { lr: 0.01, eps: 1e-10, ..Hyper::PLAIN }, uses: &[Name::Eps], slots: 1 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (lr, eps) = (T::from_f64(hyper.lr), T::from_f64(hyper.eps));
        for ((p, &g), s) in params.iter_mut().zip(grads).zip(&mut state.slots) {
            *s += g.square();
            *p -= lr * (g / (s.sqrt() + eps));
        }
    }
}
