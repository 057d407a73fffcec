//! f(x) = x tanh(ln(1 + e^x)).

use super::{Pointwise, Scalar};

/// Mish (Misra 2019).
pub struct Mish;

/// e^x, and tanh(ln(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2). Beyond 20 the ratio is 1 in double precision too.
#[inline(always)]
fn parts<T: Scalar>(x: T) -> (T, T) {
    let e = x.at_most(T::from_f64(20.0)).exp();
    let two = T::ONE + T::ONE;
    let n = e * (e + two);
    (e, n / (n + two))
}

impl Pointwise for Mish {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-0.308_843, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x * parts(x).1
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let (e, t) = parts(x);
        t + x * (T::ONE - t * t) * (e / (T::ONE + e))
    }
}
