//! Penalties on weights, as part of the objective that training lowers.

use super::Scalar;
use super::layer::{ParamBlock, ParamKind};
use super::network::Network;

/// `l1 · Σ|w| + l2 / 2 · Σw²` over the weights. Biases are free, unlike in PyTorch, whose
/// `weight_decay` covers every parameter. The loss that is reported leaves the penalty out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Penalty<T> {
    /// Strength of Σ|w|.
    pub l1: T,
    /// Strength of ½ Σw².
    pub l2: T,
}

impl<T: Scalar> Penalty<T> {
    /// Its value for the network's weights.
    pub fn value(&self, network: &Network<T>) -> T {
        let mut value = T::ZERO;
        for ParamBlock { kind, range, .. } in network.blocks() {
            if *kind == ParamKind::Weight {
                for &w in &network.params()[range.clone()] {
                    value += self.l1 * w.abs() + self.l2 * T::from_f64(0.5) * w * w;
                }
            }
        }
        value
    }

    /// Adds its gradient. The derivative of |w| at 0 is 0: a weight that reaches 0 may leave it again.
    #[inline]
    pub fn add_gradient(&self, network: &Network<T>, grads: &mut [T]) {
        if self.l1 == T::ZERO && self.l2 == T::ZERO {
            return;
        }
        for ParamBlock { kind, range, .. } in network.blocks() {
            if *kind == ParamKind::Weight {
                for (g, &w) in grads[range.clone()].iter_mut().zip(&network.params()[range.clone()]) {
                    *g += self.l1 * w.signum0() + self.l2 * w;
                }
            }
        }
    }
}
