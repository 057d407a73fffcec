//! Sums over the samples of a batch: the gradients of a dense layer's parameters. A part of [`super::products`].

use super::lanes::{LANES, Lanes};
use super::{Batch, Scalar};

/// `dw[o][i] += Σ_s dy[o][s] · x[i][s]` and `db[o] += Σ_s dy[o][s]` for as many rows `dy` as there are, each in four partial sums.
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

/// The same for rows of `V` vectors, two rows at once.
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
    let mut rest = dw;
    // Where there is no bias, its gradient is not written.
    let mut biases = db.unwrap_or_default();
    let mut dy = dy;
    if let [a, b] = x {
        let (fours, few) = dy.as_chunks::<4>();
        for dy in fours {
            let Some((dw, later)) = rest.split_first_chunk_mut() else { return };
            let (db, more) = biases.split_at_mut_checked(4).unwrap_or_default();
            narrow_twos(dy, [a, b], dw, db, last);
            (rest, biases) = (later, more);
        }
        dy = few;
    }
    let (pairs, odd) = dy.as_chunks::<2>();
    for dy in pairs {
        let Some((dw, later)) = rest.split_at_mut_checked(2 * inputs) else { return };
        let (db, more) = biases.split_at_mut_checked(2).unwrap_or_default();
        narrow_rows(dy, x, dw, db, last);
        (rest, biases) = (later, more);
    }
    if let ([dy], Some(dw)) = (odd, rest.get_mut(..inputs)) {
        narrow_rows(&[*dy], x, dw, biases, last);
    }
}

/// The same for four rows of two inputs, as first layers have them: `dw[4][2]`, `db[4]` or none.
#[inline(always)]
fn narrow_twos<T: Scalar, const V: usize>(
    dy: &[[[T; LANES]; V]; 4],
    [a, b]: [&[[T; LANES]; V]; 2],
    dw: &mut [T; 8],
    db: &mut [T],
    last: T::Lanes,
) {
    for (dw, [c, d]) in dw.as_chunks_mut().0.iter_mut().zip([[&dy[0], &dy[1]], [&dy[2], &dy[3]]]) {
        let sums = [[c, a], [c, b], [d, a], [d, b]].map(|[dy, x]| product(dy, x, last));
        (T::Lanes::load(dw) + T::Lanes::sums(sums)).store(dw);
    }
    if let Some(db) = db.first_chunk_mut() {
        (T::Lanes::load(db) + T::Lanes::sums(dy.each_ref().map(|row| total(row, last)))).store(db);
    }
}

/// `Σ_v dy[v] · x[v]` of two rows' vectors.
#[inline(always)]
fn product<T: Scalar, const V: usize>(dy: &[[T; LANES]; V], x: &[[T; LANES]; V], last: T::Lanes) -> T::Lanes {
    let end = T::Lanes::load(&dy[V - 1]).only(last) * T::Lanes::load(&x[V - 1]).only(last);
    let products = (0..V - 1).map(|v| T::Lanes::load(&dy[v]) * T::Lanes::load(&x[v]));
    products.reduce(|sum, v| sum + v).map_or(end, |sum| sum + end)
}

/// `Σ_v row[v]` of a row's vectors.
#[inline(always)]
fn total<T: Scalar, const V: usize>(row: &[[T; LANES]; V], last: T::Lanes) -> T::Lanes {
    let end = T::Lanes::load(&row[V - 1]).only(last);
    (0..V - 1).map(|v| T::Lanes::load(&row[v])).reduce(|sum, v| sum + v).map_or(end, |sum| sum + end)
}

/// The same for `R` rows, `dw[R][inputs]`, `db[R]` or none.
#[inline(always)]
fn narrow_rows<T: Scalar, const R: usize, const V: usize>(
    dy: &[[[T; LANES]; V]; R],
    x: &[[[T; LANES]; V]],
    dw: &mut [T],
    db: &mut [T],
    last: T::Lanes,
) {
    let inputs = x.len();
    let (fours, odd) = x.as_chunks::<LANES>();
    let mut at = 0;
    for x in fours {
        let sums = products(dy, x.each_ref(), last);
        for r in 0..R {
            if let Some(dw) = dw[r * inputs + at..].first_chunk_mut() {
                (T::Lanes::load(dw) + sums[r]).store(dw);
            }
        }
        at += LANES;
    }
    // A bias multiplies ones, which take the place of a row that is missing.
    let ones = &[[T::ONE; LANES]; V];
    match odd {
        [] if db.is_empty() => {}
        [] => {
            let mut sums = [T::Lanes::splat(T::ZERO); LANES];
            (0..R).for_each(|r| sums[r] = total(&dy[r], last));
            add_four(T::Lanes::sums(sums), &mut db[..R]);
        }
        [a] => add_few::<T, R, 1>(products(dy, [a, ones, ones, ones], last), &mut dw[at..], inputs, db),
        [a, b] => add_few::<T, R, 2>(products(dy, [a, b, ones, ones], last), &mut dw[at..], inputs, db),
        [a, b, c, ..] => add_few::<T, R, 3>(products(dy, [a, b, c, ones], last), &mut dw[at..], inputs, db),
    }
}

/// Adds the first `N` sums of each row to what lies `inputs` further on for each, and the last to the row's bias, where there is one.
#[inline(always)]
fn add_few<T: Scalar, const R: usize, const N: usize>(sums: [T::Lanes; R], dw: &mut [T], inputs: usize, db: &mut [T]) {
    for (r, sums) in sums.into_iter().enumerate() {
        let mut added = [T::ZERO; LANES];
        sums.store(&mut added);
        if let Some(dw) = dw.get_mut(r * inputs..).and_then(|dw| dw.first_chunk_mut::<N>()) {
            (0..N).for_each(|k| dw[k] += added[k]);
        }
        if let Some(db) = db.get_mut(r) {
            *db += added[LANES - 1];
        }
    }
}

/// `Σ_s dy[r][s] · x[k][s]` for each of the rows and four others.
#[inline(always)]
fn products<T: Scalar, const R: usize, const V: usize>(
    dy: &[[[T; LANES]; V]; R],
    x: [&[[T; LANES]; V]; LANES],
    last: T::Lanes,
) -> [T::Lanes; R] {
    let end = |row: &[[T; LANES]; V]| T::Lanes::load(&row[V - 1]).only(last);
    let first = |row: &[[T; LANES]; V]| if V == 1 { end(row) } else { T::Lanes::load(&row[0]) };
    let x_first = x.map(first);
    let mut sums = dy.each_ref().map(|dy| x_first.map(|x| first(dy) * x));
    for v in 1..V - 1 {
        add_products::<T, R>(
            &mut sums,
            dy.each_ref().map(|dy| T::Lanes::load(&dy[v])),
            x.map(|x| T::Lanes::load(&x[v])),
        );
    }
    if V > 1 {
        add_products::<T, R>(&mut sums, dy.each_ref().map(end), x.map(end));
    }
    sums.map(T::Lanes::sums)
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
        let end = |row: &[[T; LANES]]| T::Lanes::load(&row[stride - 1]).only(last);
        add_products::<T, R>(&mut sums, dy.map(end), x.map(end));
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

/// Adds four numbers to four others, or to as many as there are.
#[inline(always)]
fn add_four<T: Scalar>(sums: T::Lanes, to: &mut [T]) {
    if let Some(to) = to.first_chunk_mut() {
        (T::Lanes::load(to) + sums).store(to);
        return;
    }
    let mut added = [T::ZERO; LANES];
    sums.store(&mut added);
    to.iter_mut().zip(added).for_each(|(to, added)| *to += added);
}
