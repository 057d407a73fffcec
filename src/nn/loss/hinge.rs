//! max(0, 1 − s z) with s = 2t − 1.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Hinge loss, the mean over samples and outputs (one class against the others, where there are `K`): nothing is left to gain
/// from an output that is right by a margin of 1. PyTorch has no such loss for single outputs. At the margin itself the slope is 0.
/// Its outputs are margins, which are no probabilities: a prediction is the raw output.
pub struct Hinge;

impl PointwiseLoss for Hinge {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Margins;
    const SMOOTH: bool = false;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        (T::ONE - (t + t - T::ONE) * z).at_least(T::ZERO)
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        let side = t + t - T::ONE;
        if T::ONE - side * z > T::ZERO { -side } else { T::ZERO }
    }
}
