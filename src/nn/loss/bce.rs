//! −t ln σ(z) − (1 − t) ln(1 − σ(z)), with the sigmoid σ inside the loss.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Binary cross-entropy on logits, the mean over samples and outputs; PyTorch's `BCEWithLogitsLoss`.
/// Computed as `z (1 − t)` for positive `z`, else `−z t`, plus `ln(1 + e^−|z|)`: no overflow, no log of 0, and no difference of large numbers.
pub struct BceWithLogits;

impl PointwiseLoss for BceWithLogits {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Logits;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        let far = if z > T::ZERO { z * (T::ONE - t) } else { -z * t };
        far + (-z.abs()).softplus()
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
