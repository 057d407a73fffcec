//! (z − t)², averaged.

use super::{PointwiseLoss, Reduction, Scalar};

/// Mean squared error over samples and outputs; PyTorch's `MSELoss`. Its gradient carries the factor 2.
pub struct Mse;

impl PointwiseLoss for Mse {
    const REDUCTION: Reduction = Reduction::Mean;
    const TAKES_ANY_TARGET: bool = true;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        (z - t) * (z - t)
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        (z - t) + (z - t)
    }
    #[inline(always)]
    fn predict<T: Scalar>(z: T) -> T {
        z
    }
}
