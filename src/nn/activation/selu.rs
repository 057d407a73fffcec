//! f(x) = λ x for x > 0, else λ α (e^x − 1).

use super::{Pointwise, Scalar};

/// Scaled exponential linear unit (Klambauer et al. 2017): its constants keep mean 0 and variance 1
/// from layer to layer, given LeCun's normal initialisation.
pub struct Selu;

/// α.
pub const ALPHA: f64 = 1.673_263_242_354_377_2;
/// λ.
pub const LAMBDA: f64 = 1.050_700_987_355_480_5;

impl Pointwise for Selu {
    const SMOOTH: bool = false;
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-LAMBDA * ALPHA, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        if x > T::ZERO { x * T::from_f64(LAMBDA) } else { x.exp_m1() * T::from_f64(LAMBDA * ALPHA) }
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, y: T) -> T {
        if x > T::ZERO { T::from_f64(LAMBDA) } else { y + T::from_f64(LAMBDA * ALPHA) }
    }
}
