//! Optimisers: how gradients move parameters.

pub mod sgd;

use super::Scalar;
use crate::nn::registry::registry;

registry! {
    /// The optimisers. A new one is a file beside this one and a line here.
    Optimizer, |T: Scalar| dyn OptimizerOp<T> {
        Sgd "sgd" => sgd::Sgd,
    }
}

/// What the update rule is told beside parameters and gradients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hyper<T> {
    /// Learning rate.
    pub lr: T,
    /// Number of this step, from 1.
    pub step: u64,
}

/// An update rule over flat buffers.
pub trait OptimizerOp<T>: Sync {
    /// Numbers of state per parameter; all start at 0.
    fn slots(&self) -> usize;

    /// One step. `params` and `grads` are `[P]`, `state` is `[slots][P]`.
    fn update(&self, hyper: Hyper<T>, params: &mut [T], grads: &[T], state: &mut [T]);
}
