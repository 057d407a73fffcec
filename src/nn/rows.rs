//! Sums over the samples of a batch: the gradients of a dense layer's parameters. A part of [`super::products`].

use super::Scalar;
use super::lanes::{LANES, Lanes};

/// Rows whose products are summed over the samples in use.
pub(super) struct Rows<'a, T> {
    pub(super) dy: &'a [[T; LANES]],
    pub(super) x: &'a [[T; LANES]],
    pub(super) stride: usize,
    pub(super) n: usize,
}

impl<T: Scalar> Rows<'_, T> {
    /// `dw[o + r][i] += Σ_s dy[o + r][s] · x[i][s]` for `R` rows.
    #[inline(always)]
    pub(super) fn add_to_rows<const R: usize>(&self, o: usize, inputs: usize, dw: &mut [T]) {
        let mut i = 0;
        if !T::Lanes::SIZES {
            for i in 0..inputs {
                self.add_products::<R, 1>(o, i, inputs, dw);
            }
            return;
        }
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
        let dy: [&[[T; LANES]]; R] = std::array::from_fn(|r| &self.dy[(o + r) * self.stride..]);
        let x: [&[[T; LANES]]; K] = std::array::from_fn(|k| &self.x[(i + k) * self.stride..]);
        let mut sums = [[T::Lanes::splat(T::ZERO); LANES]; R];
        let mut add_product = |dy: [T::Lanes; R], x: [T::Lanes; K]| {
            for r in 0..R {
                for k in 0..K {
                    sums[r][k] = sums[r][k] + dy[r] * x[k];
                }
            }
        };
        // Of one length, which the loop ends with: nothing is left to be checked within it.
        let (whole_dy, whole_x) = (dy.map(|row| &row[..whole]), x.map(|row| &row[..whole]));
        for v in 0..whole {
            add_product(whole_dy.map(|row| T::Lanes::load(&row[v])), whole_x.map(|row| T::Lanes::load(&row[v])));
        }
        if rest > 0 {
            let last = |row: &[[T; LANES]]| T::Lanes::load_first(&row[whole], rest);
            add_product(dy.map(last), x.map(last));
        }
        for (r, sums) in sums.into_iter().enumerate() {
            add(sums, &mut dw[(o + r) * inputs + i..][..K]);
        }
    }

    /// `db[o] += Σ_s dy[o][s]`.
    pub(super) fn add_sums(&self, db: &mut [T]) {
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
            add(sums, db);
        }
    }
}

/// Adds the sum of each of four vectors to up to four numbers.
#[inline(always)]
fn add<T: Scalar>(sums: [T::Lanes; LANES], to: &mut [T]) {
    let mut added = [T::ZERO; LANES];
    T::Lanes::sums(sums).store(&mut added);
    to.iter_mut().zip(added).for_each(|(to, added)| *to += added);
}
