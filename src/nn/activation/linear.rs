//! f(x) = x.

use super::{Pointwise, Scalar};

/// The identity: a layer without an activation.
pub struct Linear;

impl Pointwise for Linear {
    const INLINED: bool = true;

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x
    }
    #[inline(always)]
    fn df<T: Scalar>(_x: T, _y: T) -> T {
        T::ONE
    }
}
