//! f(x) = x for x > 0, else e^x − 1.

use super::{Pointwise, Scalar};

/// Exponential linear unit with α = 1 (Clevert, Unterthiner and Hochreiter 2015).
pub struct Elu;

impl Pointwise for Elu {
    const SMOOTH: bool = false;
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-1.0, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        if x > T::ZERO { x } else { x.exp_m1() }
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, y: T) -> T {
        if x > T::ZERO { T::ONE } else { y + T::ONE }
    }
}
