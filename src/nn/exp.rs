//! What single precision's `exp` and its kin are made of: branch-free, so that the compiler turns it into SIMD.

/// 1.5 · 2^23: added to a small float, it leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// x = k ln 2 + r with |r| ≤ ln 2 / 2; gives k and e^r − 1. NaN stays NaN in the second.
#[inline(always)]
pub(super) fn exp_parts(x: f32) -> (i32, f32) {
    // Beyond these the result is 0 or infinite in any case.
    let x = if x < -110.0 { -110.0 } else { x };
    let x = if x > 90.0 { 90.0 } else { x };
    exp_parts_within(x)
}

/// The same for −110 ≤ x ≤ 90.
#[inline(always)]
pub(super) fn exp_parts_within(x: f32) -> (i32, f32) {
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let k = (shifted.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32);
    let k_float = shifted - ROUNDER;
    // ln 2 in two parts (Cody and Waite): the first has few bits, so that its product with k is exact.
    let r = (x - k_float * 0.693_359_4) - k_float * -2.121_944_4e-4;
    // Taylor coefficients to the seventh order: the remainder is below 2^-25 on the interval.
    let q = 1.0 / 5040.0;
    let q = q * r + 1.0 / 720.0;
    let q = q * r + 1.0 / 120.0;
    let q = q * r + 1.0 / 24.0;
    let q = q * r + 1.0 / 6.0;
    let q = q * r + 0.5;
    (k, q * r * r + r)
}

/// 2^k for −126 ≤ k ≤ 127; whatever comes of other bits is multiplied by a NaN.
#[inline(always)]
pub(super) fn power_of_two(k: i32) -> f32 {
    f32::from_bits((k.wrapping_add(127) as u32) << 23)
}
