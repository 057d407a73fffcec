//! What single precision's `exp` and its kin are made of: branch-free, so that the compiler turns it into SIMD.

/// 1.5 · 2^23: added to a small float, it leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// ln 2^−63: below it e^x counts as 0, see [`super::Scalar::TINY`].
pub(super) const LN_TINY: f32 = -43.668_27;

/// x = k ln 2 + r with |r| ≤ ln 2 / 2; gives k and e^r − 1. Any x below `low` (−43.7 or more) is taken as that, so that nothing here is
/// subnormal. NaN stays NaN in the second.
#[inline(always)]
pub(super) fn exp_parts(x: f32, low: f32) -> (i32, f32) {
    let x = if x < low { low } else { x };
    // Beyond this the result is infinite in any case.
    let x = if x > 90.0 { 90.0 } else { x };
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

/// What [`tanh_by`] computes with.
pub(super) struct Tanh {
    most: f32,
    one: f32,
    p: [f32; 5],
    q: [f32; 4],
}

/// tanh x = x p(x²) / q(x²) within 2^-25, up to 8.8, beyond which the nearest number is all but ±1: polynomials of the fourth degree, the constant
/// coefficient first and the last of q left out, as it is 1. Fitted by weighted least squares until the errors were level, then moved in
/// their last digits until the rounded result was nearest.
pub(super) static TANH: Tanh = Tanh {
    most: 8.8 * 8.8,
    one: 1.0,
    p: [1_262_179.0, 169_056.61, 4_431.588, 26.335_947, 0.017_310_357],
    q: [1_262_179.0, 589_782.75, 32_735.578, 417.908_4],
};

/// See [`Tanh`]. Both polynomials by Estrin's scheme: fewer roundings come together than by Horner's, and less waits for one another. The bounds at the end
/// keep 1 − y² from falling below 0. A NaN stays one.
#[inline(always)]
pub(super) fn tanh_by(x: f32, by: &Tanh) -> f32 {
    let z = x * x;
    let z = if z > by.most { by.most } else { z };
    let zz = z * z;
    let p = (by.p[4] * zz + (by.p[3] * z + by.p[2])) * zz + (by.p[1] * z + by.p[0]);
    let q = (zz + (by.q[3] * z + by.q[2])) * zz + (by.q[1] * z + by.q[0]);
    let y = x * p / q;
    let y = if y < -by.one { -by.one } else { y };
    if y > by.one { by.one } else { y }
}
