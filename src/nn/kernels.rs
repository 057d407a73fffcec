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

/// `Σ_s (a[s] − middle)²`, in eight partial sums.
#[inline]
pub fn squares<T: Scalar>(a: &[T], middle: T) -> T {
    let mut lanes = [T::ZERO; LANES];
    for chunk in a.chunks(LANES) {
        for (lane, &a) in lanes.iter_mut().zip(chunk) {
            *lane += (a - middle) * (a - middle);
        }
    }
    add_lanes(lanes)
}

#[inline]
fn add_lanes<T: Scalar>(v: [T; LANES]) -> T {
    ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]))
}

/// `before = params`, then `params −= lr · grads`, four at once; gives whether all are finite then, as [`all_finite`] does.
#[inline]
pub fn descend<T: Scalar>(params: &mut [T], before: &mut [T], grads: &[T], lr: T) -> bool {
    let ((p, p_tail), (b, b_tail)) = (params.as_chunks_mut(), before.as_chunks_mut());
    let (g, g_tail) = grads.as_chunks();
    let (down, zero) = (T::Lanes::splat(-lr), T::Lanes::splat(T::ZERO));
    let mut bad = zero;
    for ((p, b), g) in p.iter_mut().zip(b).zip(g) {
        *b = *p;
        let moved = T::Lanes::load(b) + down * T::Lanes::load(g);
        moved.store(p);
        bad = bad + zero * moved;
    }
    let mut sums = [T::ZERO; lanes::LANES];
    bad.store(&mut sums);
    let mut bad = sums.iter().fold(T::ZERO, |bad, &v| bad + v);
    for ((p, b), &g) in p_tail.iter_mut().zip(b_tail).zip(g_tail) {
        *b = *p;
        *p -= lr * g;
        bad += T::ZERO * *p;
    }
    bad == T::ZERO
}

/// Whether every value is neither infinite nor NaN: 0 · x is 0 for those and for no other.
#[inline]
pub fn all_finite<T: Scalar>(values: &[T]) -> bool {
    let (chunks, tail) = values.as_chunks();
    // Four sums, so that one addition need not wait for another.
    let mut bad = [T::Lanes::splat(T::ZERO); 4];
    let zero = bad[0];
    let (fours, rest) = chunks.as_chunks::<4>();
    for four in fours {
        for (bad, v) in bad.iter_mut().zip(four) {
            *bad = *bad + zero * T::Lanes::load(v);
        }
    }
    for v in rest {
        bad[0] = bad[0] + zero * T::Lanes::load(v);
    }
    let mut sums = [T::ZERO; lanes::LANES];
    T::Lanes::sums(bad).store(&mut sums);
    tail.iter().fold(T::ZERO, |bad, &v| bad + T::ZERO * v) + sums.iter().fold(T::ZERO, |bad, &v| bad + v) == T::ZERO
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
    fn finds_what_is_not_finite() {
        assert!(all_finite(&[1.0f32, -3.0, f32::MAX, f32::MAX]));
        assert!(!all_finite(&[1.0f32, f32::NAN]));
        assert!(!all_finite(&[f64::NEG_INFINITY, f64::INFINITY]));
        assert!(all_finite::<f32>(&[]));
        for n in 1..70 {
            for place in 0..n {
                let mut values = vec![1.5f32; n];
                values[place] = f32::MAX;
                assert!(all_finite(&values));
                for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    values[place] = bad;
                    assert!(!all_finite(&values), "{bad} at {place} of {n}");
                }
            }
        }
    }
}
