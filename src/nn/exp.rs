//! What single precision's `exp` and its kin are made of: branch-free, so that the compiler turns it into SIMD.

/// 1.5 · 2^23: added to a small float, it leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// x = k ln 2 + r with |r| ≤ ln 2 / 2; gives k and e^r − 1. NaN stays NaN in the second.
#[inline(always)]
pub(super) fn exp_parts(x: f32) -> (i32, f32) {
    // Beyond these the result is 0 or infinite in any case.
    let x = if x < -110.0 { -110.0 } else { x };
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
    log2_e: f32,
    ln_2: f32,
    rounder: f32,
    /// (e^r − 1 − r) / r² within 2^-26 of e^r − 1, the highest power first: fitted by weighted least squares until its errors were level.
    q: [f32; 5],
    one: f32,
}

/// See [`Tanh`].
pub(super) static TANH: Tanh = Tanh {
    // Beyond it the nearest number is ±1.
    most: 9.1,
    log2_e: std::f32::consts::LOG2_E,
    ln_2: std::f32::consts::LN_2,
    rounder: ROUNDER,
    q: [0.001_388_250_4, 0.008_366_581, 0.041_667_2, 0.166_665_43, 0.499_999_97],
    one: 1.0,
};

/// tanh x = (e^2x − 1) / (e^2x + 1): as above, with less to do. ln 2 need not be exact, because where k is not 0 an error of e^2x hardly moves the
/// quotient; and the scale is one power of two, because none of these overflows. A NaN stays one.
#[inline(always)]
pub(super) fn tanh_by(x: f32, by: &Tanh) -> f32 {
    let x = if x < -by.most { -by.most } else { x };
    let x = if x > by.most { by.most } else { x };
    let x2 = x + x;
    let shifted = x2 * by.log2_e + by.rounder;
    let r = x2 - (shifted - by.rounder) * by.ln_2;
    let [q, rest @ ..] = by.q;
    let q = rest.iter().fold(q, |q, c| q * r + c);
    let p = q * (r * r) + r;
    // k stands in the lowest bits: shifted to the exponent's place, the rest of the number falls off.
    let scale = f32::from_bits((shifted.to_bits() << 23).wrapping_add(by.one.to_bits()));
    let e = p * scale + (scale - by.one);
    e / (e + (by.one + by.one))
}
