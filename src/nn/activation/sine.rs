//! f(x) = sin x.

use super::{Pointwise, Scalar};

/// Sine, as in periodic networks (Sitzmann et al. 2020), without their frequency factor.
pub struct Sine;

impl Pointwise for Sine {
    const RANGE: [f64; 2] = [-1.0, 1.0];

    fn f<T: Scalar>(x: T) -> T {
        x.sin()
    }
    fn df<T: Scalar>(x: T, _y: T) -> T {
        x.cos()
    }
}
