//! The products of a dense layer over a batch, blocked so that sums stay in registers: where training spends its time.
//!
//! Rows are runs of samples, `[width][stride]`, and `stride` is a multiple of [`LANES`]. Columns beyond the samples in use are computed
//! along and mean nothing: what sums over samples leaves them out.

use super::lanes::{LANES, Lanes};
use super::{Batch, Scalar};

/// What stands in a layer: `[outputs][inputs]`.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Units on the input side.
    pub inputs: usize,
    /// Units of the layer.
    pub outputs: usize,
}

/// `y[o][s] = b[o] + Σ_i w[o][i] · x[i][s]`, added in the order of `i`; without `b` from 0.
pub fn forward<T: Scalar>(size: Size, w: &[T], b: Option<&[T]>, x: &[T], y: &mut [T], batch: Batch) {
    let start = |o: usize| b.map_or(T::ZERO, |b| b[o]);
    let Size { inputs, outputs } = size;
    combine(inputs, outputs, |o, i| w[o * inputs + i], start, x, y, batch);
}

/// `dx[i][s] = Σ_o w[o][i] · dy[o][s]`, added in the order of `o`.
pub fn backward_inputs<T: Scalar>(size: Size, w: &[T], dy: &[T], dx: &mut [T], batch: Batch) {
    let Size { inputs, outputs } = size;
    combine(outputs, inputs, |i, o| w[o * inputs + i], |_| T::ZERO, dy, dx, batch);
}

/// `dw[o][i] += Σ_s dy[o][s] · x[i][s]` and `db[o] += Σ_s dy[o][s]`, each in four partial sums.
pub fn backward_weights<T: Scalar>(size: Size, dy: &[T], x: &[T], dw: &mut [T], db: Option<&mut [T]>, batch: Batch) {
    let Size { inputs, outputs } = size;
    let rows = Rows { dy: dy.as_chunks().0, x: x.as_chunks().0, stride: batch.stride / LANES, n: batch.n };
    let mut o = 0;
    while o + 2 <= outputs {
        rows.add_to_rows::<2>(o, inputs, dw);
        o += 2;
    }
    if o < outputs {
        rows.add_to_rows::<1>(o, inputs, dw);
    }
    if let Some(db) = db {
        rows.add_sums(db);
    }
}

/// `y[o][s] = start(o) + Σ_i w(o, i) · x[i][s]`.
#[inline(always)]
fn combine<T: Scalar>(
    inputs: usize,
    outputs: usize,
    w: impl Fn(usize, usize) -> T,
    start: impl Fn(usize) -> T,
    x: &[T],
    y: &mut [T],
    batch: Batch,
) {
    debug_assert!(batch.stride.is_multiple_of(LANES), "rows of whole vectors");
    let (x, y) = (x.as_chunks().0, y.as_chunks_mut().0);
    let stride = batch.stride / LANES;
    let whole = batch.n.div_ceil(LANES);
    let mut v = 0;
    // Two rows of four vectors, or four of two: eight sums, and what is multiplied, fit the registers.
    while v + 4 <= whole {
        columns::<T, 2, 4>(inputs, outputs, &w, &start, x, y, stride, v);
        v += 4;
    }
    if v + 3 == whole {
        return columns::<T, 2, 3>(inputs, outputs, &w, &start, x, y, stride, v);
    }
    if v + 2 <= whole {
        columns::<T, 4, 2>(inputs, outputs, &w, &start, x, y, stride, v);
        v += 2;
    }
    if v < whole {
        columns::<T, 4, 1>(inputs, outputs, &w, &start, x, y, stride, v);
    }
}

/// `V` vectors of every row, `R` rows at once.
#[allow(clippy::too_many_arguments, reason = "the innermost loop, apart so that its sizes are constants")]
#[inline(always)]
fn columns<T: Scalar, const R: usize, const V: usize>(
    inputs: usize,
    outputs: usize,
    w: &impl Fn(usize, usize) -> T,
    start: &impl Fn(usize) -> T,
    x: &[[T; LANES]],
    y: &mut [[T; LANES]],
    stride: usize,
    v: usize,
) {
    let mut o = 0;
    while o + R <= outputs {
        block::<T, R, V>(inputs, o, w, start, x, y, stride, v);
        o += R;
    }
    while o < outputs {
        block::<T, 1, V>(inputs, o, w, start, x, y, stride, v);
        o += 1;
    }
}

#[allow(clippy::too_many_arguments, reason = "as above")]
#[inline(always)]
fn block<T: Scalar, const R: usize, const V: usize>(
    inputs: usize,
    o: usize,
    w: &impl Fn(usize, usize) -> T,
    start: &impl Fn(usize) -> T,
    x: &[[T; LANES]],
    y: &mut [[T; LANES]],
    stride: usize,
    v: usize,
) {
    let mut sums: [[T::Lanes; V]; R] = std::array::from_fn(|r| [T::Lanes::splat(start(o + r)); V]);
    for i in 0..inputs {
        let x = &x[i * stride + v..][..V];
        let x: [T::Lanes; V] = std::array::from_fn(|k| T::Lanes::load(&x[k]));
        for r in 0..R {
            let w = T::Lanes::splat(w(o + r, i));
            for k in 0..V {
                sums[r][k] = sums[r][k] + w * x[k];
            }
        }
    }
    for r in 0..R {
        for (sum, y) in sums[r].iter().zip(&mut y[(o + r) * stride + v..][..V]) {
            sum.store(y);
        }
    }
}

/// Rows whose products are summed over the samples in use.
struct Rows<'a, T> {
    dy: &'a [[T; LANES]],
    x: &'a [[T; LANES]],
    stride: usize,
    n: usize,
}

impl<T: Scalar> Rows<'_, T> {
    /// `dw[o + r][i] += Σ_s dy[o + r][s] · x[i][s]` for `R` rows.
    #[inline(always)]
    fn add_to_rows<const R: usize>(&self, o: usize, inputs: usize, dw: &mut [T]) {
        let mut i = 0;
        while i + LANES <= inputs {
            self.add_products::<R, LANES>(o, i, inputs, dw);
            i += LANES;
        }
        match inputs - i {
            3 => self.add_products::<R, 3>(o, i, inputs, dw),
            2 => self.add_products::<R, 2>(o, i, inputs, dw),
            1 => self.add_products::<R, 1>(o, i, inputs, dw),
            _ => {}
        }
    }

    /// The same for `K` (up to four) columns.
    #[inline(always)]
    fn add_products<const R: usize, const K: usize>(&self, o: usize, i: usize, inputs: usize, dw: &mut [T]) {
        let (whole, rest) = (self.n / LANES, self.n % LANES);
        let dy: [&[[T; LANES]]; R] = std::array::from_fn(|r| &self.dy[(o + r) * self.stride..][..self.stride]);
        let x: [&[[T; LANES]]; K] = std::array::from_fn(|k| &self.x[(i + k) * self.stride..][..self.stride]);
        let mut sums = [[T::Lanes::splat(T::ZERO); LANES]; R];
        let mut add = |dy: [T::Lanes; R], x: [T::Lanes; K]| {
            for r in 0..R {
                for k in 0..K {
                    sums[r][k] = sums[r][k] + dy[r] * x[k];
                }
            }
        };
        for v in 0..whole {
            add(dy.map(|row| T::Lanes::load(&row[v])), x.map(|row| T::Lanes::load(&row[v])));
        }
        if rest > 0 {
            let last = |row: &[[T; LANES]]| T::Lanes::load_first(&row[whole], rest);
            add(dy.map(last), x.map(last));
        }
        for (r, sums) in sums.into_iter().enumerate() {
            let mut added = [T::ZERO; LANES];
            T::Lanes::sums(sums).store(&mut added);
            for (dw, added) in dw[(o + r) * inputs + i..][..K].iter_mut().zip(added) {
                *dw += added;
            }
        }
    }

    /// `db[o] += Σ_s dy[o][s]`.
    fn add_sums(&self, db: &mut [T]) {
        let (whole, rest) = (self.n / LANES, self.n % LANES);
        for (db, rows) in db.chunks_mut(LANES).zip(self.dy.chunks(LANES * self.stride)) {
            let mut sums = [T::Lanes::splat(T::ZERO); LANES];
            for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(self.stride)) {
                for dy in &row[..whole] {
                    *sum = *sum + T::Lanes::load(dy);
                }
                if rest > 0 {
                    *sum = *sum + T::Lanes::load_first(&row[whole], rest);
                }
            }
            let mut added = [T::ZERO; LANES];
            T::Lanes::sums(sums).store(&mut added);
            db.iter_mut().zip(added).for_each(|(db, added)| *db += added);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    /// Every shape of block and tail, bit for bit; columns beyond the batch are full of NaN.
    #[test]
    fn blocks_agree_with_naive_loops() {
        fn check<T: Scalar + std::cmp::PartialEq>(size: Size, n: usize) {
            let Size { inputs, outputs } = size;
            let batch = Batch::of(n);
            let mut rng = crate::nn::rng(7, (n * 1000 + inputs * 30 + outputs) as u64);
            let mut random =
                |count: usize| -> Vec<T> { (0..count).map(|_| T::from_f64(rng.random::<f64>() * 2.0 - 1.0)).collect() };
            let mut rows = |units: usize| {
                let mut rows = random(units * batch.stride);
                for u in 0..units {
                    rows[u * batch.stride + n..(u + 1) * batch.stride].fill(T::from_f64(f64::NAN));
                }
                rows
            };
            let (x, dy) = (rows(inputs), rows(outputs));
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
