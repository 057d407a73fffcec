//! −t ln σ(z) − (1 − t) ln(1 − σ(z)), with the sigmoid σ inside the loss.

use super::{PointwiseLoss, Reduction, Scalar};

/// Binary cross-entropy on logits, the mean over samples and outputs; PyTorch's `BCEWithLogitsLoss`.
/// Computed as `max(z, 0) − z t + ln(1 + e^−|z|)`, which neither overflows nor takes the log of 0.
pub struct BceWithLogits;

impl PointwiseLoss for BceWithLogits {
    const REDUCTION: Reduction = Reduction::Mean;
    const TAKES_ANY_TARGET: bool = false;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        z.softplus() - z * t
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        z.sigmoid() - t
    }
    #[inline(always)]
    fn predict<T: Scalar>(z: T) -> T {
        z.sigmoid()
    }
}
