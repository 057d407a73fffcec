//! f(x) = e^−x².

use super::{Pointwise, Scalar};

/// A bump around 0; f' = −2 x y.
pub struct Gaussian;

impl Pointwise for Gaussian {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [0.0, 1.0];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        (-(x * x)).exp()
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, y: T) -> T {
        -(x + x) * y
    }
}
