//! |z − t|, averaged.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Mean absolute error over samples and outputs; PyTorch's `L1Loss`. The slope where z = t is 0.
pub struct Mae;

impl PointwiseLoss for Mae {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Numbers;
    const SMOOTH: bool = false;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        (z - t).abs()
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        (z - t).signum0()
    }
}
