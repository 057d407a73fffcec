//! f(x) = 1 / (1 + e^−x).

use super::{Pointwise, Scalar};

/// The logistic function; f' = y (1 − y).
pub struct Sigmoid;

impl Pointwise for Sigmoid {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [0.0, 1.0];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x.sigmoid()
    }
    #[inline(always)]
    fn df<T: Scalar>(_x: T, y: T) -> T {
        y * (T::ONE - y)
    }
}
