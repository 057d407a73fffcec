//! max(0, 1 − s z) with s = 2t − 1.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Hinge loss, the mean over samples and outputs (one class against the others, where there are `K`): nothing is left to gain
/// from an output that is right by a margin of 1. PyTorch has no such loss for single outputs. At the margin itself the slope is 0.
/// Its outputs are margins: read as a prediction they are (1 + z) / 2 within 0 and 1, which is no probability in the strict sense.
pub struct Hinge;

impl PointwiseLoss for Hinge {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Logits;
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
    #[inline(always)]
    fn predict<T: Scalar>(z: T) -> T {
        ((T::ONE + z) * T::from_f64(0.5)).at_least(T::ZERO).at_most(T::ONE)
    }
}
