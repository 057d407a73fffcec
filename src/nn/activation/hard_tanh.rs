//! f(x) = x between −1 and 1, and those beyond.

use super::{Pointwise, Scalar};

/// Hard tanh. The derivative at −1 and 1 is 0, as in PyTorch.
pub struct HardTanh;

impl Pointwise for HardTanh {
    const SMOOTH: bool = false;
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-1.0, 1.0];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        let x = x.at_least(-T::ONE);
        if x > T::ONE { T::ONE } else { x }
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        if x.abs() < T::ONE { T::ONE } else { T::ZERO }
    }
}
