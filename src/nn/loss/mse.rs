//! (z − t)², averaged.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Mean squared error over samples and outputs; PyTorch's `MSELoss`. Its gradient carries the factor 2.
pub struct Mse;

impl PointwiseLoss for Mse {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Numbers;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        (z - t) * (z - t)
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        (z - t) + (z - t)
    }
}
