//! f(x) = max(x, 0).

use super::{Pointwise, Scalar};

/// Rectified linear unit. The derivative at 0 is 0, as in PyTorch. NaN stays NaN.
pub struct Relu;

impl Pointwise for Relu {
    const SMOOTH: bool = false;
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [0.0, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x.at_least(T::ZERO)
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        if x > T::ZERO { T::ONE } else { T::ZERO }
    }
}
