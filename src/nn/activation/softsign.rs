//! f(x) = x / (1 + |x|).

use super::{Pointwise, Scalar};

/// Softsign; f' = 1 / (1 + |x|)².
pub struct Softsign;

impl Pointwise for Softsign {
    const SMOOTH: bool = false;
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-1.0, 1.0];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x / (T::ONE + x.abs())
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let d = T::ONE + x.abs();
        T::ONE / (d * d)
    }
}
