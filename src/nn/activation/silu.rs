//! f(x) = x σ(x).

use super::{Pointwise, Scalar};

/// Sigmoid linear unit, also called swish (Elfwing, Uchibe and Doya 2017).
pub struct Silu;

impl Pointwise for Silu {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-0.278_465, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x * x.sigmoid()
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let s = x.sigmoid();
        s * (T::ONE + x * (T::ONE - s))
    }
}
