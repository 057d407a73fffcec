//! The loops that SIMD runs in. Slices of one call have one length; each loop has a naive twin in the tests.
//!
//! The order of every sum is fixed, whatever the machine, so that the same seed gives the same bits.

use super::lanes::{self, Lanes};
use super::scalar::Scalar;

/// Partial sums: fixed, so that the order of additions is.
const LANES: usize = 8;

/// `to[i] = from[i]`. Copying nothing is a call too in WebAssembly, and as dear as a small copy.
#[inline]
pub fn copy<T: Scalar>(to: &mut [T], from: &[T]) {
    if !from.is_empty() {
        to.copy_from_slice(from);
    }
}

/// `Σ_s a[s]`, in eight partial sums.
#[inline]
pub fn sum<T: Scalar>(a: &[T]) -> T {
    let chunks = a.chunks_exact(LANES);
    let tail = chunks.remainder();
    let mut lanes = [T::ZERO; LANES];
    for a in chunks {
        for l in 0..LANES {
            lanes[l] += a[l];
        }
    }
    for (l, &a) in tail.iter().enumerate() {
        lanes[l] += a;
    }
    add_lanes(lanes)
}

/// `Σ_s (a[s] − middle)²`, in eight partial sums. Squares as [`Scalar::square`] takes them.
#[inline]
pub fn squares<T: Scalar>(a: &[T], middle: T) -> T {
    let mut lanes = [T::ZERO; LANES];
    for chunk in a.chunks(LANES) {
        for (lane, &a) in lanes.iter_mut().zip(chunk) {
            *lane += (a - middle).square();
        }
    }
    add_lanes(lanes)
}

#[inline]
fn add_lanes<T: Scalar>(v: [T; LANES]) -> T {
    ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]))
}

/// `before = params`, then `params −= lr · grads`, four at once, and 0 in place of what is below [`Scalar::TINY`] then; gives whether all are
/// finite, as [`flush`] does.
#[inline]
pub fn descend<T: Scalar>(params: &mut [T], before: &mut [T], grads: &[T], lr: T) -> bool {
    let ((p, p_tail), (b, b_tail)) = (params.as_chunks_mut(), before.as_chunks_mut());
    let (g, g_tail) = grads.as_chunks();
    let (down, zero, tiny) = (T::Lanes::splat(-lr), T::Lanes::splat(T::ZERO), T::Lanes::splat(T::TINY));
    let mut bad = zero;
    for ((p, b), g) in p.iter_mut().zip(b).zip(g) {
        *b = *p;
        let moved = (T::Lanes::load(b) + down * T::Lanes::load(g)).flushed(tiny);
        moved.store(p);
        bad = bad + zero * moved;
    }
    let mut sums = [T::ZERO; lanes::LANES];
    bad.store(&mut sums);
    let mut bad = sums.iter().fold(T::ZERO, |bad, &v| bad + v);
    for ((p, b), &g) in p_tail.iter_mut().zip(b_tail).zip(g_tail) {
        *b = *p;
        *p = (*p - lr * g).flushed(T::TINY);
        bad += T::ZERO * *p;
    }
    bad == T::ZERO
}

/// Returns √Σv² in double precision, where squares in the values' own precision overflow: each value is divided by the
/// largest first. Infinite or NaN only where a value is, or the length is beyond double precision.
#[cold]
#[inline(never)]
pub fn scaled_norm<T: Scalar>(values: &[T]) -> f64 {
    let largest = values.iter().map(|v| v.to_f64().abs()).fold(0.0, f64::max);
    let divisor = if largest > 0.0 && largest.is_finite() { largest } else { 1.0 };
    let parts = values.iter().map(|v| v.to_f64() / divisor);
    divisor * parts.map(|part| part * part).sum::<f64>().sqrt()
}

/// Writes 0 in place of each value below `least`, and gives whether all are neither infinite nor NaN: 0 · x is 0 for those and for no other.
#[inline]
pub fn flush<T: Scalar>(values: &mut [T], least: T) -> bool {
    let (chunks, tail) = values.as_chunks_mut();
    // Four sums, so that one addition need not wait for another.
    let mut bad = [T::Lanes::splat(T::ZERO); 4];
    let (zero, smallest) = (bad[0], T::Lanes::splat(least));
    let flushed = |values: &mut [T; lanes::LANES]| {
        let flushed = T::Lanes::load(values).flushed(smallest);
        flushed.store(values);
        zero * flushed
    };
    let (fours, rest) = chunks.as_chunks_mut::<4>();
    for four in fours {
        for (bad, v) in bad.iter_mut().zip(four) {
            *bad = *bad + flushed(v);
        }
    }
    for v in rest {
        bad[0] = bad[0] + flushed(v);
    }
    let mut sums = [T::ZERO; lanes::LANES];
    T::Lanes::sums(bad).store(&mut sums);
    let mut bad = sums.iter().fold(T::ZERO, |bad, &v| bad + v);
    for v in tail {
        *v = v.flushed(least);
        bad += T::ZERO * *v;
    }
    bad == T::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    #[test]
    fn fast_loops_agree_with_naive_ones() {
        let mut rng = crate::nn::rng(7, 0);
        for n in 0..70 {
            let mut random = || (0..n).map(|_| rng.random::<f64>() * 2.0 - 1.0).collect::<Vec<f64>>();
            let a = random();
            let naive_sum: f64 = a.iter().sum();
            assert!((sum(&a) - naive_sum).abs() < 1e-13, "sum of {n}");
            let naive_squares: f64 = a.iter().map(|a| (a - 0.3) * (a - 0.3)).sum();
            assert!((squares(&a, 0.3) - naive_squares).abs() < 1e-13, "squares of {n}");
        }
    }

    #[test]
    fn descends_as_the_naive_loop_does() {
        for n in 0..30 {
            let mut rng = crate::nn::rng(7, n);
            let mut random = || (0..n).map(|_| rng.random::<f32>() * 2.0 - 1.0).collect::<Vec<f32>>();
            let (start, mut grads) = (random(), random());
            let (mut params, mut before) = (start.clone(), random());
            assert!(descend(&mut params, &mut before, &grads, 0.3));
            let naive: Vec<f32> = start.iter().zip(&grads).map(|(p, g)| p - 0.3 * g).collect();
            assert_eq!((&params, &before), (&naive, &start));
            for place in 0..n as usize {
                grads[place] = f32::INFINITY;
                assert!(!descend(&mut params.clone(), &mut before, &grads, 0.3), "{place} of {n}");
                grads[place] = 0.5;
            }
        }
    }

    #[test]
    fn a_norm_whose_squares_overflow_is_finite() {
        assert!((scaled_norm(&[3e30f32, -4e30]) / 5e30 - 1.0).abs() < 1e-6);
        assert!((scaled_norm(&[3e300, 4e300]) / 5e300 - 1.0).abs() < 1e-15);
        assert!(scaled_norm(&[f32::MAX; 100]).is_finite());
        assert_eq!((scaled_norm::<f32>(&[]), scaled_norm(&[0.0f32; 3])), (0.0, 0.0));
        assert!(!scaled_norm(&[1.0, f32::INFINITY]).is_finite() && scaled_norm(&[1.0, f32::NAN]).is_nan());
    }

    #[test]
    fn finds_what_is_not_finite() {
        let finite = |values: &[f32]| flush(&mut values.to_vec(), f32::SMALLEST);
        assert!(finite(&[1.0, -3.0, f32::MAX, f32::MAX]));
        assert!(!finite(&[1.0, f32::NAN]));
        assert!(!flush(&mut [f64::NEG_INFINITY, f64::INFINITY], 0.0));
        assert!(finite(&[]));
        for n in 1..70 {
            for place in 0..n {
                let mut values = vec![1.5f32; n];
                values[place] = f32::MAX;
                assert!(finite(&values));
                for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    values[place] = bad;
                    assert!(!finite(&values), "{bad} at {place} of {n}");
                }
            }
        }
    }

    #[test]
    fn only_what_is_below_the_least_becomes_0() {
        let least = f32::TINY;
        let below = f32::from_bits(least.to_bits() - 1);
        for n in 1..40 {
            for place in 0..n {
                for (value, want) in [(least, least), (-least, -least), (below, 0.0), (-below, 0.0), (-1e-45, 0.0)] {
                    let (mut values, mut params, mut before) = (vec![0.25f32; n], vec![0.25f32; n], vec![0.0; n]);
                    (values[place], params[place]) = (value, value);
                    let mut expected = values.clone();
                    expected[place] = want;
                    assert!(flush(&mut values, least) && descend(&mut params, &mut before, &vec![0.0; n], 0.1));
                    assert_eq!((&values, &params), (&expected, &expected), "{value} at {place} of {n}");
                }
            }
        }
        let mut double = [1e-310f64, -5e-324, f64::MIN_POSITIVE];
        assert!(flush(&mut double, f64::TINY));
        assert_eq!(double, [1e-310, -5e-324, f64::MIN_POSITIVE], "double precision keeps every number");
    }
}
