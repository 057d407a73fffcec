//! The number type of the engine, and its only door to `exp`, `tanh` and their kin.
//!
//! The platform's own differ in the last bit between native and wasm, so none is used. `f64` goes to
//! `libm` (a port of musl, below 1 ulp). `f32` has branch-free polynomials here, which the compiler
//! turns into SIMD; their error is below 2.5 ulp (3 ulp for softplus, 5 for tanh), as the tests show against `libm` in `f64`. `f32`'s `ln_1p` is
//! `libm`'s, below 1.5 ulp; error function, sine and cosine go through `f64` and are rounded right.

use super::exp::{LN_TINY, TANH, exp_parts, power_of_two, tanh_by};
use super::lanes::LANES;
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

/// `f32` or `f64`. No method fuses a multiplication with an addition.
pub trait Scalar:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// Four at once.
    type Lanes: super::lanes::Lanes<Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// The smallest normal number of `f32`, 2^−126. Intel's processors take a hundred times as long over products below it (subnormal ones), so
    /// that a step writes 0 in place of gradients and of moments below it. 0 in `f64`, which explains, and keeps every number.
    const SMALLEST: Self;
    /// The root of [`Scalar::SMALLEST`], 2^−63 or about 1e-19: what is multiplied with its like in every step (parameters, deltas, results of
    /// `exp`) is 0 below it, so that no product of two is subnormal. 0 in `f64`.
    const TINY: Self;

    /// The nearest value.
    fn from_f64(x: f64) -> Self;
    /// The same value.
    fn to_f64(self) -> f64;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// |x|.
    fn abs(self) -> Self;
    /// √x, correctly rounded on every machine.
    fn sqrt(self) -> Self;
    /// e^x.
    fn exp(self) -> Self;
    /// e^x − 1, exact near 0.
    fn exp_m1(self) -> Self;
    /// ln(1 + x), exact near 0.
    fn ln_1p(self) -> Self;
    /// The error function.
    fn erf(self) -> Self;
    /// Sine, of radians.
    fn sin(self) -> Self;
    /// Cosine, of radians.
    fn cos(self) -> Self;

    /// The larger of the two; NaN when `self` is NaN.
    #[inline(always)]
    fn at_least(self, low: Self) -> Self {
        if self < low { low } else { self }
    }

    /// The smaller of the two; NaN when `self` is NaN.
    #[inline(always)]
    fn at_most(self, high: Self) -> Self {
        if self > high { high } else { self }
    }

    /// x, or 0 where its size is below `least`: a comparison and a selection, with the same bits on every machine. NaN stays NaN.
    #[inline(always)]
    fn flushed(self, least: Self) -> Self {
        if self.abs() < least { Self::ZERO } else { self }
    }

    /// x · x, or 0 where |x| is below [`Scalar::TINY`].
    #[inline(always)]
    fn square(self) -> Self {
        let x = self.flushed(Self::TINY);
        x * x
    }

    /// 1 / (1 + e^−x), without overflow.
    #[inline(always)]
    fn sigmoid(self) -> Self {
        let e = (-self.abs()).exp();
        let small = e / (Self::ONE + e);
        if self < Self::ZERO { small } else { Self::ONE - small }
    }

    /// (1 − e^−2|x|) / (1 + e^−2|x|) with the sign of x, from e^−2|x| − 1 so that small x keep all their digits.
    #[inline(always)]
    fn tanh(self) -> Self {
        let e = (-(self.abs() + self.abs())).exp_m1();
        let t = -e / (e + Self::ONE + Self::ONE);
        if self < Self::ZERO { -t } else { t }
    }

    /// `y[i] = tanh x[i]`.
    #[inline(always)]
    fn tanh_all(x: &[Self], y: &mut [Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.tanh();
        }
    }

    /// ln(1 + e^x), without overflow.
    #[inline(always)]
    fn softplus(self) -> Self {
        self.at_least(Self::ZERO) + (-self.abs()).exp().ln_1p()
    }

    /// −1, 0 or 1; 0 for 0, unlike the sign bit.
    #[inline(always)]
    fn signum0(self) -> Self {
        let positive = if self > Self::ZERO { Self::ONE } else { Self::ZERO };
        let negative = if self < Self::ZERO { Self::ONE } else { Self::ZERO };
        positive - negative
    }
}

impl Scalar for f64 {
    type Lanes = wide::f64x4;
    const ZERO: f64 = 0.0;
    const ONE: f64 = 1.0;
    const SMALLEST: f64 = 0.0;
    const TINY: f64 = 0.0;

    fn from_f64(x: f64) -> f64 {
        x
    }
    fn to_f64(self) -> f64 {
        self
    }
    fn is_finite(self) -> bool {
        f64::is_finite(self)
    }
    fn abs(self) -> f64 {
        f64::abs(self)
    }
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
    fn exp(self) -> f64 {
        libm::exp(self)
    }
    fn exp_m1(self) -> f64 {
        libm::expm1(self)
    }
    fn ln_1p(self) -> f64 {
        libm::log1p(self)
    }
    fn erf(self) -> f64 {
        libm::erf(self)
    }
    fn sin(self) -> f64 {
        libm::sin(self)
    }
    fn cos(self) -> f64 {
        libm::cos(self)
    }
}

impl Scalar for f32 {
    type Lanes = wide::f32x4;
    const ZERO: f32 = 0.0;
    const ONE: f32 = 1.0;
    const SMALLEST: f32 = f32::MIN_POSITIVE;
    const TINY: f32 = 1.0 / (1u64 << 63) as f32;

    #[inline(always)]
    fn from_f64(x: f64) -> f32 {
        x as f32
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn is_finite(self) -> bool {
        f32::is_finite(self)
    }
    #[inline(always)]
    fn abs(self) -> f32 {
        f32::abs(self)
    }
    #[inline(always)]
    fn sqrt(self) -> f32 {
        f32::sqrt(self)
    }
    #[inline(always)]
    fn exp(self) -> f32 {
        let (k, p) = exp_parts(self, LN_TINY);
        // Two factors, so that results near the largest float come out.
        let half = k >> 1;
        let y = (1.0 + p) * power_of_two(half) * power_of_two(k - half);
        if self < LN_TINY { 0.0 } else { y }
    }
    #[inline(always)]
    fn exp_m1(self) -> f32 {
        // From −30 on the result is −1 to the last digit.
        let (k, p) = exp_parts(self, -30.0);
        let half = k >> 1;
        let (a, b) = (power_of_two(half), power_of_two(k - half));
        // 2^k (1 + p) − 1 = 2^k p + (2^k − 1): the bracket is exact where cancellation would hurt. Each term
        // is multiplied by b last, so that 2^128 does not overflow on its own.
        if k > 100 { (1.0 + p) * a * b } else { (p * a) * b + (a * b - 1.0) }
    }
    #[inline(always)]
    fn tanh(self) -> f32 {
        tanh_by(self, &TANH)
    }
    #[inline(always)]
    fn tanh_all(x: &[f32], y: &mut [f32]) {
        // From memory, so that they are read once: as constants, newer V8 would put each of them together anew for every vector.
        let by = std::hint::black_box(&TANH);
        // Rows of whole vectors have no rest, for which the constants would be kept a second time.
        let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks_mut::<LANES>());
        for (y, &x) in y.as_flattened_mut().iter_mut().zip(x.as_flattened()) {
            *y = tanh_by(x, by);
        }
        if !x_rest.is_empty() {
            tanh_rest(x_rest, y_rest);
        }
    }
    #[inline(always)]
    fn softplus(self) -> f32 {
        let e = Scalar::exp(-self.abs());
        // ln(1 + e) = 2 artanh s: with e up to 1, s is at most 1/3, and its series ends soon.
        let s = e / (e + 2.0);
        let s2 = s.square();
        let q = [1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 0.2, 1.0 / 3.0].into_iter().fold(1.0 / 13.0, |q, c| q * s2 + c);
        let twice = s + s;
        self.at_least(0.0) + (twice * s2 * q + twice)
    }
    #[inline(always)]
    fn ln_1p(self) -> f32 {
        libm::log1pf(self)
    }
    fn erf(self) -> f32 {
        // Through f64, like sine and cosine: no twin of theirs has to be shipped.
        libm::erf(f64::from(self)) as f32
    }
    fn sin(self) -> f32 {
        libm::sin(f64::from(self)) as f32
    }
    fn cos(self) -> f32 {
        libm::cos(f64::from(self)) as f32
    }
}

#[inline(never)]
fn tanh_rest(x: &[f32], y: &mut [f32]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y = tanh_by(x, &TANH);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest error over a range, in units of the last place of the true value.
    fn worst_ulps(from: f32, to: f32, f: impl Fn(f32) -> f32, truth: impl Fn(f64) -> f64) -> f64 {
        let steps = 200_000;
        (0..=steps)
            .map(|i| {
                let x = from + (to - from) * (i as f32 / steps as f32);
                let want = truth(f64::from(x));
                let nearest = (want as f32).abs();
                let ulp = f64::from(f32::from_bits(nearest.to_bits() + 1)) - f64::from(nearest);
                (f64::from(f(x)) - want).abs() / ulp
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn f32_functions_are_within_a_few_ulps() {
        assert!(worst_ulps(-43.6, 88.7, Scalar::exp, libm::exp) < 2.0);
        assert!(worst_ulps(-20.0, 88.7, Scalar::exp_m1, libm::expm1) < 2.5);
        assert!(worst_ulps(-12.0, 12.0, Scalar::tanh, libm::tanh) < 5.0);
        assert!(worst_ulps(-1e-3, 1e-3, Scalar::tanh, libm::tanh) < 3.5);
        assert!(worst_ulps(-43.6, 20.0, Scalar::sigmoid, |x| 1.0 / (1.0 + libm::exp(-x))) < 2.5);
        assert!(worst_ulps(-0.999, 100.0, Scalar::ln_1p, libm::log1p) < 1.5);
        assert!(worst_ulps(-43.6, 80.0, Scalar::softplus, |x| libm::log1p(libm::exp(-x.abs())) + x.max(0.0)) < 3.0);
        // Rounded from double precision: half a unit, but for what that is off by itself.
        assert!(worst_ulps(-5.0, 5.0, Scalar::erf, libm::erf) < 0.51);
        assert!(worst_ulps(-100.0, 100.0, Scalar::sin, libm::sin) < 0.51);
        assert!(worst_ulps(-100.0, 100.0, Scalar::cos, libm::cos) < 0.51);
    }

    /// What is put together from `libm`'s functions (each below one ulp by its own account) against its function for the whole.
    #[test]
    fn f64_functions_are_within_three_ulps() {
        let worst = |f: fn(f64) -> f64, truth: fn(f64) -> f64| {
            let off = (0..200_000).map(|i| f64::from(i) / 10_000.0 - 10.0).map(|x| {
                let want = truth(x);
                let ulp = f64::from_bits(want.abs().to_bits() + 1) - want.abs();
                (f(x) - want).abs() / ulp
            });
            off.fold(0.0, f64::max)
        };
        assert!(worst(Scalar::tanh, libm::tanh) <= 3.0);
        assert!(worst(Scalar::sigmoid, |x| 1.0 / (1.0 + libm::exp(-x))) <= 3.0);
    }

    /// Products of two results of `exp` are normal or 0 then.
    #[test]
    fn nothing_lies_between_0_and_tiny() {
        assert_eq!(f32::TINY * f32::TINY, f32::SMALLEST);
        for f in [Scalar::exp, Scalar::sigmoid, Scalar::softplus] as [fn(f32) -> f32; 3] {
            let small = (0..=700_000).map(|i| f(-40.0 - i as f32 * 1e-4));
            assert!(small.clone().all(|y| y == 0.0 || y >= f32::TINY));
            assert!(small.clone().any(|y| y == 0.0) && small.clone().any(|y| y > 0.0));
        }
        assert_eq!([f32::TINY.square(), (0.99 * f32::TINY).square(), (-3.0f32).square()], [f32::SMALLEST, 0.0, 9.0]);
        assert!(f32::NAN.flushed(f32::TINY).is_nan() && f32::NAN.square().is_nan());
        assert_eq!(Scalar::exp_m1(-200.0f32), -1.0);
        assert_eq!((1e-200f64.square(), 1e-310f64.flushed(f64::TINY)), (0.0, 1e-310));
    }

    #[test]
    fn ends_of_the_range() {
        assert_eq!(Scalar::exp(f32::NEG_INFINITY), 0.0);
        assert_eq!(Scalar::exp(f32::INFINITY), f32::INFINITY);
        assert_eq!(Scalar::exp(0.0f32), 1.0);
        assert_eq!(Scalar::tanh(f32::INFINITY), 1.0);
        assert_eq!(Scalar::tanh(-1000.0f32), -1.0);
        assert_eq!(Scalar::tanh(f32::MIN), -1.0);
        assert_eq!(Scalar::tanh(1e-40f32), 1e-40);
        // A slope of 1 − y² is never below 0.
        assert!((0..1_000_000).all(|i| Scalar::tanh(4.0 + i as f32 * 6e-6) <= 1.0));
        assert_eq!(Scalar::sigmoid(-1000.0f32), 0.0);
        assert_eq!(Scalar::sigmoid(1000.0f64), 1.0);
        assert_eq!(Scalar::softplus(1000.0f32), 1000.0);
        assert_eq!(Scalar::softplus(-1000.0f64), 0.0);
        assert_eq!(0.0f32.signum0(), 0.0);
        assert_eq!((-3.0f64).signum0(), -1.0);
    }

    #[test]
    fn nan_does_not_pass_in_silence() {
        for f in [Scalar::exp, Scalar::exp_m1, Scalar::tanh, Scalar::sigmoid, Scalar::softplus] as [fn(f32) -> f32; 5] {
            assert!(f(f32::NAN).is_nan());
        }
        assert!(f64::NAN.at_least(0.0).is_nan());
    }
}
