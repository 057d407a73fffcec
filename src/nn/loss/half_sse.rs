//! ½ (z − t)², added up.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Half the sum of squared errors over samples and outputs, as textbooks on backpropagation use it:
/// the gradient is z − t. Not averaged, so that the step grows with the batch; PyTorch has no such loss
/// (it is `0.5 * MSELoss(reduction="sum")`).
pub struct HalfSse;

impl PointwiseLoss for HalfSse {
    const REDUCTION: Reduction = Reduction::Sum;
    const KIND: Kind = Kind::Numbers;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        (z - t) * (z - t) * T::from_f64(0.5)
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        z - t
    }
}
