//! ½ (z − t)² near, |z − t| − ½ far.

use super::{Kind, PointwiseLoss, Reduction, Scalar};

/// Huber's loss with δ = 1, the mean over samples and outputs: squares for small errors, sizes for large ones, so that outliers pull
/// less (Huber 1964). PyTorch's `HuberLoss`, and its `SmoothL1Loss` too.
pub struct Huber;

impl PointwiseLoss for Huber {
    const REDUCTION: Reduction = Reduction::Mean;
    const KIND: Kind = Kind::Numbers;
    const SMOOTH: bool = false;

    #[inline(always)]
    fn term<T: Scalar>(z: T, t: T) -> T {
        let (size, half) = ((z - t).abs(), T::from_f64(0.5));
        if size < T::ONE { half * size * size } else { size - half }
    }
    #[inline(always)]
    fn d_term<T: Scalar>(z: T, t: T) -> T {
        (z - t).at_least(-T::ONE).at_most(T::ONE)
    }
}
