//! f(x) = ½ x (1 + tanh u) with u = √(2/π) (x + 0.044715 x³).

use super::{Pointwise, Scalar};

/// The tanh approximation of [`super::gelu::Gelu`]; PyTorch's `GELU(approximate="tanh")`. Computed as x σ(2u): ½ (1 + tanh u) is σ(2u), which keeps
/// its digits where tanh u is all but −1.
pub struct GeluTanh;

/// 2 √(2/π).
const TWICE_SCALE: f64 = 1.595_769_121_605_730_8;
const CUBE: f64 = 0.044715;

/// Beyond this size of x the slope is 0 or 1 in double precision too.
const FAR: f64 = 30.0;

/// 2u.
#[inline(always)]
fn twice_u<T: Scalar>(x: T) -> T {
    T::from_f64(TWICE_SCALE) * (x + T::from_f64(CUBE) * x * x * x)
}

impl Pointwise for GeluTanh {
    const INLINED: bool = true;
    const RANGE: [f64; 2] = [-0.170_041, f64::INFINITY];

    #[inline(always)]
    fn f<T: Scalar>(x: T) -> T {
        x * twice_u(x).sigmoid()
    }
    /// σ(2u) + x · ½ sech² u · u', with ½ sech² u = 2e / (1 + e)² of e = e^−2|u|: a difference like 1 − tanh² u has no digits left in the tails.
    #[inline(always)]
    fn df<T: Scalar>(x: T, _y: T) -> T {
        let x = x.at_least(T::from_f64(-FAR)).at_most(T::from_f64(FAR));
        let twice_u = twice_u(x);
        let e = (-twice_u.abs()).exp();
        let small = e / (T::ONE + e);
        let distribution = if twice_u < T::ZERO { small } else { T::ONE - small };
        let d_twice_u = T::from_f64(TWICE_SCALE) * (T::ONE + T::from_f64(3.0 * CUBE) * x * x);
        distribution + x * (small / (T::ONE + e)) * d_twice_u
    }
}
