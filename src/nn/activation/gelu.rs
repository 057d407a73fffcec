//! f(x) = x Φ(x), with Φ the standard normal distribution function.

use super::{Pointwise, Scalar};
use std::f64::consts::FRAC_1_SQRT_2;

/// Gaussian error linear unit, exact (Hendrycks and Gimpel 2016); PyTorch's `GELU()`.
pub struct Gelu;

/// 1 / √(2π).
const DENSITY: f64 = 0.398_942_280_401_432_7;

fn distribution<T: Scalar>(x: T) -> T {
    (T::ONE + (x * T::from_f64(FRAC_1_SQRT_2)).erf()) * T::from_f64(0.5)
}

impl Pointwise for Gelu {
    const RANGE: [f64; 2] = [-0.169_971, f64::INFINITY];

    fn f<T: Scalar>(x: T) -> T {
        x * distribution(x)
    }
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let density = (x * x * T::from_f64(-0.5)).exp() * T::from_f64(DENSITY);
        distribution(x) + x * density
    }
}
