//! f(x) = x tanh(ln(1 + e^x)).

use super::{Pointwise, Scalar};

/// Mish (Misra 2019).
pub struct Mish;

impl Pointwise for Mish {
    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x * x.softplus().tanh()
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let t = x.softplus().tanh();
        t + x * (T::ONE - t * t) * x.sigmoid()
    }
}
