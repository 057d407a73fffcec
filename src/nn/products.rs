//! The products of a dense layer over a batch, blocked so that sums stay in registers: where training spends its time.
//!
//! Rows are runs of samples, `[width][stride]`, and `stride` is a multiple of [`LANES`]. Columns beyond the samples in use are computed
//! along and mean nothing: what sums over samples leaves them out.

use super::lanes::{LANES, Lanes};
use super::{Batch, Scalar, rows};

/// What stands in a layer: `[outputs][inputs]`.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Units on the input side.
    pub inputs: usize,
    /// Units of the layer.
    pub outputs: usize,
}

/// `y[o][s] = b[o] + Σ_i w[o][i] · x[i][s]`, added in the order of `i`; without `b` from 0.
#[inline(never)]
pub fn forward<T: Scalar>(size: Size, w: &[T], b: Option<&[T]>, x: &[T], y: &mut [T], batch: Batch) {
    let Size { inputs, outputs } = size;
    let weights = Forward { w: &w[..outputs * inputs], b, inputs };
    combine::<T, 2, 4>(&weights, inputs, outputs, x, y, batch);
}

/// `dx[i][s] = Σ_o w[o][i] · dy[o][s]`, added in the order of `o`; 0 where that is below [`Scalar::TINY`].
#[inline(never)]
pub fn backward_inputs<T: Scalar>(size: Size, w: &[T], dy: &[T], dx: &mut [T], batch: Batch) {
    let Size { inputs, outputs } = size;
    // Four rows at once take four weights that lie side by side.
    combine::<T, 4, 2>(&Backward { w: &w[..outputs * inputs], inputs }, outputs, inputs, dy, dx, batch);
}

/// `dw[o][i] += Σ_s dy[o][s] · x[i][s]` and `db[o] += Σ_s dy[o][s]`, each in four partial sums.
#[inline(never)]
pub fn backward_weights<T: Scalar>(size: Size, dy: &[T], x: &[T], dw: &mut [T], db: Option<&mut [T]>, batch: Batch) {
    let Size { inputs, outputs } = size;
    if inputs == 0 || batch.n == 0 {
        return;
    }
    let dy = batch.rows(dy, outputs);
    rows::add(dy, x, &mut dw[..outputs * inputs], db.map(|db| &mut db[..outputs]), inputs, batch);
}

/// What rows are multiplied by, on their way to row `o` of the result and the `R − 1` rows after it.
trait Weights<T: Scalar> {
    /// What their sums start from.
    fn start<const R: usize>(&self, o: usize) -> [T; R];

    /// The factors of each row, in order.
    fn factors<const R: usize>(&self, o: usize) -> impl Iterator<Item = [T; R]>;
}

/// Row `o` takes `w[o][i]`.
struct Forward<'a, T> {
    w: &'a [T],
    b: Option<&'a [T]>,
    inputs: usize,
}

impl<T: Scalar> Weights<T> for Forward<'_, T> {
    #[inline(always)]
    fn start<const R: usize>(&self, o: usize) -> [T; R] {
        self.b.map_or([T::ZERO; R], |b| std::array::from_fn(|r| b[o + r]))
    }

    #[inline(always)]
    fn factors<const R: usize>(&self, o: usize) -> impl Iterator<Item = [T; R]> {
        let inputs = self.inputs;
        let rows: [&[T]; R] = std::array::from_fn(|r| &self.w[(o + r) * inputs..][..inputs]);
        (0..inputs).map(move |i| std::array::from_fn(|r| rows[r][i]))
    }
}

/// Row `i` takes `w[o][i]`.
struct Backward<'a, T> {
    w: &'a [T],
    inputs: usize,
}

impl<T: Scalar> Weights<T> for Backward<'_, T> {
    #[inline(always)]
    fn start<const R: usize>(&self, _i: usize) -> [T; R] {
        [T::ZERO; R]
    }

    #[inline(always)]
    fn factors<const R: usize>(&self, i: usize) -> impl Iterator<Item = [T; R]> {
        apart(&self.w[i..], self.inputs).copied()
    }
}

/// The first `N` of `all`, and the `N` that lie each `stride` further on. Chunks of that size would be divided by it first, which takes as long as a block.
#[inline(always)]
fn apart<T, const N: usize>(all: &[T], stride: usize) -> impl Iterator<Item = &[T; N]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let place = all.get(at..)?.first_chunk();
        at += stride;
        place
    })
}

/// `y[o][s] = start(o) + Σ_i w(o, i) · x[i][s]`; of rows of eight vectors or more, `R` rows and `V` vectors at once.
#[inline(always)]
fn combine<T: Scalar, const R: usize, const V: usize>(
    weights: &impl Weights<T>,
    inputs: usize,
    outputs: usize,
    x: &[T],
    y: &mut [T],
    batch: Batch,
) {
    debug_assert!(batch.stride.is_multiple_of(LANES), "rows of whole vectors");
    let stride = batch.stride / LANES;
    let (x, y) = (&x.as_chunks().0[..inputs * stride], &mut y.as_chunks_mut().0[..outputs * stride]);
    if !T::Lanes::SIZES {
        return (0..stride).for_each(|v| columns::<T, 1, 1>(weights, x, y, stride, v));
    }
    // Two rows of three or four vectors, or four of one or two: the sums, and what is multiplied, fit sixteen registers.
    match stride {
        1 => return narrow::<T, 4, 1, 1>(weights, x, y),
        2 => return narrow::<T, 4, 2, 2>(weights, x, y),
        3 => return narrow::<T, 2, 3, 3>(weights, x, y),
        4 => return narrow::<T, 2, 4, 4>(weights, x, y),
        8 => return narrow::<T, R, V, 8>(weights, x, y),
        _ => {}
    }
    let whole = stride / V * V;
    (0..whole).step_by(V).for_each(|v| columns::<T, R, V>(weights, x, y, stride, v));
    (whole..stride).for_each(|v| columns::<T, 4, 1>(weights, x, y, stride, v));
}

/// All of it for rows of `N` vectors, `R` rows and `V` vectors at once.
#[inline(always)]
fn narrow<T: Scalar, const R: usize, const V: usize, const N: usize>(
    weights: &impl Weights<T>,
    x: &[[T; LANES]],
    y: &mut [[T; LANES]],
) {
    let (x, y) = (x.as_chunks::<N>().0, y.as_chunks_mut::<N>().0);
    for part in 0..N / V {
        let (blocks, rest) = y.as_chunks_mut::<R>();
        let x = || x.iter().map(|x| &x.as_chunks().0[part]);
        let mut o = 0;
        for y in blocks {
            let sums = block::<T, _, R, V>(weights, o, x());
            for (r, y) in y.iter_mut().enumerate() {
                store(&sums[r], &mut y.as_chunks_mut().0[part]);
            }
            o += R;
        }
        for y in rest {
            let [sums] = block::<T, _, 1, V>(weights, o, x());
            store(&sums, &mut y.as_chunks_mut().0[part]);
            o += 1;
        }
    }
}

/// `V` vectors of every row from the `v`th on, `R` rows at once.
#[inline(always)]
fn columns<T: Scalar, const R: usize, const V: usize>(
    weights: &impl Weights<T>,
    x: &[[T; LANES]],
    y: &mut [[T; LANES]],
    stride: usize,
    v: usize,
) {
    let x = &x[v..];
    let mut rest = &mut y[v..];
    let mut o = 0;
    while rest.len() > (R - 1) * stride {
        let sums = block::<T, _, R, V>(weights, o, apart(x, stride));
        for sums in sums {
            let Some(y) = rest.first_chunk_mut() else { return };
            store(&sums, y);
            rest = rest.get_mut(stride..).unwrap_or_default();
        }
        o += R;
    }
    while let Some(y) = rest.first_chunk_mut() {
        let [sums] = block::<T, _, 1, V>(weights, o, apart(x, stride));
        store(&sums, y);
        rest = rest.get_mut(stride..).unwrap_or_default();
        o += 1;
    }
}

/// The sums of `R` rows from `o` on.
#[inline(always)]
fn block<'a, T: Scalar, W: Weights<T>, const R: usize, const V: usize>(
    weights: &W,
    o: usize,
    x: impl Iterator<Item = &'a [[T; LANES]; V]>,
) -> [[T::Lanes; V]; R] {
    let mut sums: [[T::Lanes; V]; R] = weights.start(o).map(|start| [T::Lanes::splat(start); V]);
    for (w, x) in weights.factors::<R>(o).zip(x) {
        let x: [T::Lanes; V] = std::array::from_fn(|k| T::Lanes::load(&x[k]));
        for r in 0..R {
            let w = T::Lanes::splat(w[r]);
            for k in 0..V {
                sums[r][k] = sums[r][k] + w * x[k];
            }
        }
    }
    sums
}

#[inline(always)]
fn store<T: Scalar, const V: usize>(sums: &[T::Lanes; V], y: &mut [[T; LANES]; V]) {
    for v in 0..V {
        sums[v].store(&mut y[v]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    /// Every shape of block and tail, bit for bit; columns beyond the batch are full of NaN in gradients and of anything in values.
    #[test]
    fn blocks_agree_with_naive_loops() {
        fn check<T: Scalar + std::cmp::PartialEq>(size: Size, n: usize) {
            let Size { inputs, outputs } = size;
            let batch = Batch::of(n);
            let mut rng = crate::nn::rng(7, (n * 1000 + inputs * 30 + outputs) as u64);
            let mut random =
                |count: usize| -> Vec<T> { (0..count).map(|_| T::from_f64(rng.random::<f64>() * 2.0 - 1.0)).collect() };
            let (x, mut dy) = (random(inputs * batch.stride), random(outputs * batch.stride));
            for row in dy.chunks_mut(batch.stride) {
                row[n..].fill(T::from_f64(f64::NAN));
            }
            let (w, b) = (random(inputs * outputs), random(outputs));
            let nan = |units: usize| vec![T::from_f64(f64::NAN); units * batch.stride];
            let (mut y, mut dx) = (nan(outputs), nan(inputs));
            let (mut dw, mut db) = (random(inputs * outputs), random(outputs));
            let (dw_before, db_before) = (dw.clone(), db.clone());
            forward(size, &w, Some(&b), &x, &mut y, batch);
            backward_inputs(size, &w, &dy, &mut dx, batch);
            backward_weights(size, &dy, &x, &mut dw, Some(&mut db), batch);

            let lanes = |term: &dyn Fn(usize) -> T| {
                let mut sums = [T::ZERO; 4];
                (0..n).for_each(|s| sums[s % 4] += term(s));
                (sums[0] + sums[2]) + (sums[1] + sums[3])
            };
            for o in 0..outputs {
                for s in 0..n {
                    let mut sum = b[o];
                    (0..inputs).for_each(|i| sum += w[o * inputs + i] * batch.row(&x, i)[s]);
                    assert!(batch.row(&y, o)[s] == sum, "forward {size:?}, batch {n}");
                }
                for i in 0..inputs {
                    let product = lanes(&|s| batch.row(&dy, o)[s] * batch.row(&x, i)[s]);
                    let place = o * inputs + i;
                    assert!(dw[place] == dw_before[place] + product, "weights {size:?}, batch {n}");
                }
                assert!(db[o] == db_before[o] + lanes(&|s| batch.row(&dy, o)[s]), "biases {size:?}, batch {n}");
            }
            for i in 0..inputs {
                for s in 0..n {
                    let mut sum = T::ZERO;
                    (0..outputs).for_each(|o| sum += w[o * inputs + i] * batch.row(&dy, o)[s]);
                    assert!(batch.row(&dx, i)[s] == sum, "inputs {size:?}, batch {n}");
                }
            }
        }
        for n in 1..=70 {
            for (inputs, outputs) in [(1, 1), (2, 4), (4, 2), (5, 7), (8, 8), (13, 3), (3, 10)] {
                check::<f32>(Size { inputs, outputs }, n);
                check::<f64>(Size { inputs, outputs }, n);
            }
        }
    }
}
