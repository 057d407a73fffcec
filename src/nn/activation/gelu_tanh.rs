//! f(x) = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).

use super::{Pointwise, Scalar};

/// The tanh approximation of [`super::gelu::Gelu`]; PyTorch's `GELU(approximate="tanh")`.
pub struct GeluTanh;

/// √(2/π).
const SCALE: f64 = 0.797_884_560_802_865_4;
const CUBE: f64 = 0.044715;

/// tanh(√(2/π) (x + 0.044715 x³)).
#[inline(always)]
fn bounded<T: Scalar>(x: T) -> T {
    (T::from_f64(SCALE) * (x + T::from_f64(CUBE) * x * x * x)).tanh()
}

impl Pointwise for GeluTanh {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-0.170_041, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        T::from_f64(0.5) * x * (T::ONE + bounded(x))
    }
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let half = T::from_f64(0.5);
        let t = bounded(x);
        let d_inner = T::from_f64(SCALE) * (T::ONE + T::from_f64(3.0 * CUBE) * x * x);
        half * (T::ONE + t) + half * x * (T::ONE - t * t) * d_inner
    }
}
