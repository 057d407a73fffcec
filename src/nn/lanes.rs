//! Four numbers at once: what the vector unit of every machine has, and what the order of sums is fixed by.

use std::ops::{Add, Mul};

/// How many.
pub const LANES: usize = 4;

/// Four numbers of one type. Nothing here fuses a multiplication with an addition.
pub trait Lanes<T>: Copy + Add<Output = Self> + Mul<Output = Self> {
    /// Whether loops are compiled in several sizes, each for rows of its own length. The results are the same bits.
    const SIZES: bool;

    /// Four times the same.
    fn splat(value: T) -> Self;

    /// Four that lie side by side.
    fn load(values: &[T; LANES]) -> Self;

    /// What picks those of the last four that `n` numbers in rows of four have, for [`Lanes::only`].
    fn first(n: usize) -> Self;

    /// Those that are picked, the rest as zeros, whatever stands there.
    fn only(self, picked: Self) -> Self;

    /// Each of the four, or 0 where its size is below `least`; NaN stays NaN.
    fn flushed(self, least: Self) -> Self;

    /// Writes them side by side.
    fn store(self, values: &mut [T; LANES]);

    /// What the sum of each of four is, `(0 + 2) + (1 + 3)`, side by side.
    fn sums(four: [Self; LANES]) -> Self;
}

macro_rules! lanes {
    ($ty:ty, $lanes:ty, $sizes:expr, $sums:expr) => {
        impl Lanes<$ty> for $lanes {
            const SIZES: bool = $sizes;

            #[inline(always)]
            fn splat(value: $ty) -> Self {
                <$lanes>::splat(value)
            }

            #[inline(always)]
            fn load(values: &[$ty; LANES]) -> Self {
                <$lanes>::from(*values)
            }

            #[inline(always)]
            fn first(n: usize) -> Self {
                // All bits or none, so that not even a NaN is left of what is not picked.
                const ALL: $ty = <$ty>::from_bits(!0);
                const MASKS: [[$ty; LANES]; LANES] =
                    [[ALL; LANES], [ALL, 0.0, 0.0, 0.0], [ALL, ALL, 0.0, 0.0], [ALL, ALL, ALL, 0.0]];
                Self::load(&MASKS[n % LANES])
            }

            #[inline(always)]
            fn only(self, picked: Self) -> Self {
                self & picked
            }

            #[inline(always)]
            fn flushed(self, least: Self) -> Self {
                self & !self.abs().simd_lt(least)
            }

            #[inline(always)]
            fn store(self, values: &mut [$ty; LANES]) {
                *values = self.into();
            }

            #[inline(always)]
            fn sums(four: [Self; LANES]) -> Self {
                $sums(four)
            }
        }
    };
}

lanes!(f32, wide::f32x4, true, |[a, b, c, d]: [wide::f32x4; LANES]| {
    // [a₀ + a₂, c₀ + c₂, a₁ + a₃, c₁ + c₃], and so for b and d: two steps less than a transpose.
    let (ac, bd) = (a.unpack_lo(c) + a.unpack_hi(c), b.unpack_lo(d) + b.unpack_hi(d));
    ac.unpack_lo(bd) + ac.unpack_hi(bd)
});
// The page only explains in double precision: there, a few kilobytes less are worth more than speed.
lanes!(f64, wide::f64x4, cfg!(not(target_arch = "wasm32")), |four| {
    let [a, b, c, d] = wide::f64x4::transpose(four);
    (a + c) + (b + d)
});
