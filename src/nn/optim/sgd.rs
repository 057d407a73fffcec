//! θ ← θ − lr · g.

use super::{Hyper, OptimizerOp, Scalar};

/// Stochastic gradient descent without momentum; PyTorch's `SGD(momentum=0)`.
pub struct Sgd;

impl<T: Scalar> OptimizerOp<T> for Sgd {
    fn slots(&self) -> usize {
        0
    }

    fn update(&self, hyper: Hyper<T>, params: &mut [T], grads: &[T], _state: &mut [T]) {
        for (p, &g) in params.iter_mut().zip(grads) {
            *p -= hyper.lr * g;
        }
    }
}
