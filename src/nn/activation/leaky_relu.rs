//! f(x) = x for x > 0, else 0.01 x.

use super::{Pointwise, Scalar};

/// Leaky ReLU with PyTorch's default slope of 0.01. The derivative at 0 is the slope, as there.
pub struct LeakyRelu;

const SLOPE: f64 = 0.01;

impl Pointwise for LeakyRelu {
    const SMOOTH: bool = false;
    const INLINED: bool = true;

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        if x > T::ZERO { x } else { x * T::from_f64(SLOPE) }
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        if x > T::ZERO { T::ONE } else { T::from_f64(SLOPE) }
    }
}
