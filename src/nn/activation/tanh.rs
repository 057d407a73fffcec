//! f(x) = tanh x.

use super::{Pointwise, Scalar};

/// Hyperbolic tangent; f' = 1 − y².
pub struct Tanh;

impl Pointwise for Tanh {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-1.0, 1.0];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x.tanh()
    }
    #[inline(always)]
    fn df<T: Scalar>(_x: T, y: T) -> T {
        T::ONE - y * y
    }

    #[inline(always)]
    fn f_all<T: Scalar>(x: &[T], y: &mut [T]) {
        T::tanh_all(x, y);
    }
}
