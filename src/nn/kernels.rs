//! The loops that SIMD runs in. Slices of one call have one length; each loop has a naive twin in the tests.
//!
//! The order of every sum is fixed, whatever the machine, so that the same seed gives the same bits.

use super::scalar::Scalar;

/// Partial sums of [`dot`] and [`sum`]: fixed, so that the order of additions is.
const LANES: usize = 8;

/// `y[s] += w · x[s]`.
#[inline]
pub fn axpy<T: Scalar>(w: T, x: &[T], y: &mut [T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y += w * x;
    }
}

/// `y[s] = Σ_i w[i] · x[i][s] + b`: the terms are added in the order of `i`, starting from `b`.
/// `rows` gives row `i` of `x`, as long as `y`.
#[inline]
pub fn weighted_sum<'a, T: Scalar>(w: &[T], rows: impl Fn(usize) -> &'a [T], b: T, y: &mut [T]) {
    y.fill(b);
    let n = y.len();
    let mut i = 0;
    // Four rows at once: y is read and written a quarter as often.
    while i + 4 <= w.len() {
        let (w0, w1, w2, w3) = (w[i], w[i + 1], w[i + 2], w[i + 3]);
        let (x0, x1, x2, x3) = (&rows(i)[..n], &rows(i + 1)[..n], &rows(i + 2)[..n], &rows(i + 3)[..n]);
        for s in 0..n {
            y[s] = y[s] + w0 * x0[s] + w1 * x1[s] + w2 * x2[s] + w3 * x3[s];
        }
        i += 4;
    }
    while i < w.len() {
        axpy(w[i], rows(i), y);
        i += 1;
    }
}

/// `Σ_s a[s] · b[s]`, in eight partial sums.
#[inline]
pub fn dot<T: Scalar>(a: &[T], b: &[T]) -> T {
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let (a_tail, b_tail) = (a_chunks.remainder(), b_chunks.remainder());
    let mut lanes = [T::ZERO; LANES];
    for (a, b) in a_chunks.zip(b_chunks) {
        for l in 0..LANES {
            lanes[l] += a[l] * b[l];
        }
    }
    for (l, (&a, &b)) in a_tail.iter().zip(b_tail).enumerate() {
        lanes[l] += a * b;
    }
    add_lanes(lanes)
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

/// Whether every value is neither infinite nor NaN: 0 · x is 0 for those and for no other.
#[inline]
pub fn all_finite<T: Scalar>(values: &[T]) -> bool {
    let mut bad = T::ZERO;
    for &v in values {
        bad += T::ZERO * v;
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
            let rows: Vec<Vec<f64>> = (0..n.min(11)).map(|_| random()).collect();
            let (a, b) = (random(), random());
            let naive_dot: f64 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            let naive_sum: f64 = a.iter().sum();
            assert!((dot(&a, &b) - naive_dot).abs() < 1e-13, "dot of {n}");
            assert!((sum(&a) - naive_sum).abs() < 1e-13, "sum of {n}");
            let naive_squares: f64 = a.iter().map(|a| (a - 0.3) * (a - 0.3)).sum();
            assert!((squares(&a, 0.3) - naive_squares).abs() < 1e-13, "squares of {n}");

            let w: Vec<f64> = (0..rows.len()).map(|i| 0.3 * i as f64 - 1.0).collect();
            let mut fast = vec![0.0; n];
            weighted_sum(&w, |i| &rows[i], 0.5, &mut fast);
            for s in 0..n {
                let mut naive = 0.5;
                for i in 0..w.len() {
                    naive += w[i] * rows[i][s];
                }
                assert_eq!(fast[s].to_bits(), naive.to_bits(), "weighted sum of {n}, column {s}");
            }
        }
    }

    #[test]
    fn finds_what_is_not_finite() {
        assert!(all_finite(&[1.0f32, -3.0, f32::MAX, f32::MAX]));
        assert!(!all_finite(&[1.0f32, f32::NAN]));
        assert!(!all_finite(&[f64::NEG_INFINITY, f64::INFINITY]));
        assert!(all_finite::<f32>(&[]));
    }
}
