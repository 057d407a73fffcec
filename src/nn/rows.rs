//! Sums over the samples of a batch: the gradients of a dense layer's parameters. A part of [`super::products`].

use super::lanes::{LANES, Lanes};
use super::{Batch, Scalar};

/// `dw[o][i] += Σ_s dy[o][s] · x[i][s]` and `db[o] += Σ_s dy[o][s]` for as many rows `dy` as there are, each in four partial sums. Columns beyond the batch
/// are left out of `dy`, whatever stands there; in `x` they must be numbers, which zeros make zeros of.
#[inline(always)]
pub(super) fn add<T: Scalar>(dy: &[T], x: &[T], dw: &mut [T], db: Option<&mut [T]>, inputs: usize, batch: Batch) {
    let (dy, x, last) = (dy.as_chunks().0, x.as_chunks().0, T::Lanes::first(batch.n));
    match batch.stride / LANES {
        1 if T::Lanes::SIZES => narrow::<T, 1>(dy, x, inputs, dw, db, last),
        2 if T::Lanes::SIZES => narrow::<T, 2>(dy, x, inputs, dw, db, last),
        3 if T::Lanes::SIZES => narrow::<T, 3>(dy, x, inputs, dw, db, last),
        4 if T::Lanes::SIZES => narrow::<T, 4>(dy, x, inputs, dw, db, last),
        // Most batches of many samples are whole vectors: nothing is left out of them.
        8 if T::Lanes::SIZES && batch.n == 8 * LANES => narrow::<T, 8>(dy, x, inputs, dw, db, T::Lanes::first(0)),
        stride => {
            wide(dy, x, inputs, dw, stride, last);
            if let Some(db) = db {
                add_biases(dy, db, stride, last);
            }
        }
    }
}

/// The same for rows of `V` vectors, one row of `dy` after the other: it stays in registers, and every vector of `x` is used right where it is loaded.
/// For two rows at once V8 would load all of `x` beforehand, more than it has registers, and keep it on the stack.
#[inline(always)]
fn narrow<T: Scalar, const V: usize>(
    dy: &[[T; LANES]],
    x: &[[T; LANES]],
    inputs: usize,
    dw: &mut [T],
    db: Option<&mut [T]>,
    last: T::Lanes,
) {
    let (dy, x) = (dy.as_chunks::<V>().0, &x.as_chunks::<V>().0[..inputs]);
    let (mut rows, mut rest) = (dy, dw);
    if let [a, b] = x {
        let (fours, few) = rows.as_chunks::<4>();
        for dy in fours {
            let Some((dw, later)) = rest.split_first_chunk_mut() else { return };
            narrow_twos(dy, [a, b], dw, last);
            rest = later;
        }
        rows = few;
    }
    for dy in rows {
        let Some((dw, later)) = rest.split_at_mut_checked(inputs) else { return };
        narrow_row(dy, x, dw, last);
        rest = later;
    }
    if let Some(db) = db {
        narrow_biases(dy, db, last);
    }
}

/// Four rows of two inputs, as first layers have them: `dw[4][2]`.
#[inline(always)]
fn narrow_twos<T: Scalar, const V: usize>(
    dy: &[[[T; LANES]; V]; 4],
    [a, b]: [&[[T; LANES]; V]; 2],
    dw: &mut [T; 8],
    last: T::Lanes,
) {
    for (dw, dy) in dw.as_chunks_mut().0.iter_mut().zip(dy.as_chunks::<2>().0) {
        let [c, d] = dy.each_ref().map(|row| loaded(row, last));
        let sums = [product(c, a), product(c, b), product(d, a), product(d, b)];
        add_vector(T::Lanes::sums(sums), dw);
    }
}

/// One row, `dw[inputs]`.
#[inline(always)]
fn narrow_row<T: Scalar, const V: usize>(dy: &[[T; LANES]; V], x: &[[[T; LANES]; V]], dw: &mut [T], last: T::Lanes) {
    let dy = loaded(dy, last);
    let ((fours, odd), (dw, few)) = (x.as_chunks::<LANES>(), dw.as_chunks_mut::<LANES>());
    for (x, dw) in fours.iter().zip(dw) {
        add_vector(T::Lanes::sums(x.each_ref().map(|x| product(dy, x))), dw);
    }
    for (x, dw) in odd.iter().zip(few) {
        *dw += added(product(dy, x));
    }
}

/// `db[o] += Σ_s dy[o][s]`.
#[inline(always)]
fn narrow_biases<T: Scalar, const V: usize>(dy: &[[[T; LANES]; V]], db: &mut [T], last: T::Lanes) {
    let total =
        |row| loaded::<T, V>(row, last).into_iter().reduce(|sum, v| sum + v).unwrap_or(T::Lanes::splat(T::ZERO));
    let ((fours, odd), (db, few)) = (dy.as_chunks::<LANES>(), db.as_chunks_mut::<LANES>());
    for (dy, db) in fours.iter().zip(db) {
        add_vector(T::Lanes::sums(dy.each_ref().map(total)), db);
    }
    for (dy, db) in odd.iter().zip(few) {
        *db += added(total(dy));
    }
}

/// A row's vectors, the last without what is not picked.
#[inline(always)]
fn loaded<T: Scalar, const V: usize>(row: &[[T; LANES]; V], last: T::Lanes) -> [T::Lanes; V] {
    std::array::from_fn(|v| {
        let loaded = T::Lanes::load(&row[v]);
        if v + 1 == V { loaded.only(last) } else { loaded }
    })
}

/// `Σ_v dy[v] · x[v]` of two rows' vectors.
#[inline(always)]
fn product<T: Scalar, const V: usize>(dy: [T::Lanes; V], x: &[[T; LANES]; V]) -> T::Lanes {
    let mut sum = dy[0] * T::Lanes::load(&x[0]);
    for v in 1..V {
        sum = sum + dy[v] * T::Lanes::load(&x[v]);
    }
    sum
}

/// The sum of four numbers.
#[inline(always)]
fn added<T: Scalar>(sums: T::Lanes) -> T {
    let mut v = [T::ZERO; LANES];
    sums.store(&mut v);
    (v[0] + v[2]) + (v[1] + v[3])
}

#[inline(always)]
fn add_products<T: Scalar, const R: usize>(sums: &mut [[T::Lanes; LANES]; R], dy: [T::Lanes; R], x: [T::Lanes; LANES]) {
    for k in 0..LANES {
        for r in 0..R {
            sums[r][k] = sums[r][k] + dy[r] * x[k];
        }
    }
}

/// The same for rows of any length.
#[inline(always)]
fn wide<T: Scalar>(dy: &[[T; LANES]], x: &[[T; LANES]], inputs: usize, dw: &mut [T], stride: usize, last: T::Lanes) {
    let mut rest = dw;
    let mut rows = dy;
    if T::Lanes::SIZES {
        while let Some((dy, later)) = rows.split_at_checked(2 * stride) {
            let Some((dw, more)) = rest.split_at_mut_checked(2 * inputs) else { return };
            wide_rows::<T, 2>(dy, x, inputs, dw, stride, last);
            (rows, rest) = (later, more);
        }
    }
    while let Some((dy, later)) = rows.split_at_checked(stride) {
        let Some((dw, more)) = rest.split_at_mut_checked(inputs) else { return };
        wide_rows::<T, 1>(dy, x, inputs, dw, stride, last);
        (rows, rest) = (later, more);
    }
}

/// The same for `R` rows, `dw[R][inputs]`.
#[inline(always)]
fn wide_rows<T: Scalar, const R: usize>(
    dy: &[[T; LANES]],
    x: &[[T; LANES]],
    inputs: usize,
    dw: &mut [T],
    stride: usize,
    last: T::Lanes,
) {
    // All of one length, which loops end with: nothing is left to be checked within them.
    let dy: [&[[T; LANES]]; R] = std::array::from_fn(|r| &dy[r * stride..][..stride]);
    for i in (0..inputs).step_by(LANES) {
        let x: [&[[T; LANES]]; LANES] = std::array::from_fn(|k| &x[(i + k).min(inputs - 1) * stride..][..stride]);
        let mut sums = [[T::Lanes::splat(T::ZERO); LANES]; R];
        for v in 0..stride - 1 {
            add_products::<T, R>(
                &mut sums,
                dy.map(|row| T::Lanes::load(&row[v])),
                x.map(|row| T::Lanes::load(&row[v])),
            );
        }
        let end = |row: &[[T; LANES]]| T::Lanes::load(&row[stride - 1]);
        add_products::<T, R>(&mut sums, dy.map(|row| end(row).only(last)), x.map(end));
        for (r, sums) in sums.into_iter().enumerate() {
            add_four(T::Lanes::sums(sums), &mut dw[r * inputs + i..(r + 1) * inputs]);
        }
    }
}

/// `db[o] += Σ_s dy[o][s]` for as many rows as there are.
#[inline(always)]
fn add_biases<T: Scalar>(dy: &[[T; LANES]], db: &mut [T], stride: usize, last: T::Lanes) {
    let most = db.len().saturating_sub(1);
    for (block, db) in db.chunks_mut(LANES).enumerate() {
        let sums = std::array::from_fn(|r| {
            let row = &dy[(block * LANES + r).min(most) * stride..][..stride];
            let mut sum = T::Lanes::splat(T::ZERO);
            for dy in &row[..stride - 1] {
                sum = sum + T::Lanes::load(dy);
            }
            sum + T::Lanes::load(&row[stride - 1]).only(last)
        });
        add_four(T::Lanes::sums(sums), db);
    }
}

/// Adds four numbers to four others.
#[inline(always)]
fn add_vector<T: Scalar>(sums: T::Lanes, to: &mut [T; LANES]) {
    (T::Lanes::load(to) + sums).store(to);
}

/// Adds four numbers to four others, or to as many as there are.
#[inline(always)]
fn add_four<T: Scalar>(sums: T::Lanes, to: &mut [T]) {
    if let Some(to) = to.first_chunk_mut() {
        return add_vector(sums, to);
    }
    let mut added = [T::ZERO; LANES];
    sums.store(&mut added);
    to.iter_mut().zip(added).for_each(|(to, added)| *to += added);
}
