//! Examples to learn from: features and targets, one row per sample.

use super::lanes::LANES;
use super::{Batch, Scalar};
use std::ops::Range;

/// `x` is `[sample][feature]`, `y` is `[sample][output]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples<T> {
    inputs: usize,
    outputs: usize,
    x: Vec<T>,
    y: Vec<T>,
}

impl<T: Scalar> Samples<T> {
    /// No sample yet, of so many features and targets each.
    pub fn new(inputs: usize, outputs: usize) -> Self {
        assert!(inputs > 0 && outputs > 0, "a sample has at least one feature and one target");
        Samples { inputs, outputs, x: Vec::new(), y: Vec::new() }
    }

    /// One sample per pair of rows.
    pub fn from_rows<const F: usize, const O: usize>(x: &[[f64; F]], y: &[[f64; O]]) -> Self {
        assert_eq!(x.len(), y.len(), "as many rows of features as of targets");
        let mut samples = Samples::new(F, O);
        for (x, y) in x.iter().zip(y) {
            samples.push(x, y);
        }
        samples
    }

    /// Adds a sample. Numbers below [`Scalar::TINY`] are taken as 0.
    pub fn push(&mut self, x: &[f64], y: &[f64]) {
        assert_eq!((x.len(), y.len()), (self.inputs, self.outputs), "the widths of a sample");
        let number = |&v: &f64| T::from_f64(v).flushed(T::TINY);
        self.x.extend(x.iter().map(number));
        self.y.extend(y.iter().map(number));
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.x.len() / self.inputs
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Features of a sample.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Targets of a sample.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The features of one sample.
    pub fn x(&self, sample: usize) -> &[T] {
        &self.x[sample * self.inputs..][..self.inputs]
    }

    /// The targets of one sample.
    pub fn y(&self, sample: usize) -> &[T] {
        &self.y[sample * self.outputs..][..self.outputs]
    }

    /// Writes `n` of the chosen samples, from place `first` on, into feature-major buffers, `x[F][stride]` and `y[O][stride]`; the stride is
    /// the batch's own. The last sample stands in the columns beyond it too.
    pub fn gather(&self, chosen: &impl Chosen, first: usize, n: usize, x: &mut [T], y: &mut [T]) -> Batch {
        let batch = Batch::of(n);
        let at = |s: usize| chosen.at(first + s.min(n - 1));
        columns(&self.x, self.inputs, at, x, batch);
        columns(&self.y, self.outputs, at, y, batch);
        batch
    }
}

/// Which samples a batch has, in order.
pub trait Chosen {
    /// How many.
    fn count(&self) -> usize;

    /// The number of the sample at a place below that.
    fn at(&self, place: usize) -> usize;
}

impl Chosen for Range<usize> {
    fn count(&self) -> usize {
        self.len()
    }
    fn at(&self, place: usize) -> usize {
        self.start + place
    }
}

impl Chosen for &[u32] {
    fn count(&self) -> usize {
        self.len()
    }
    fn at(&self, place: usize) -> usize {
        self[place] as usize
    }
}

/// At most so many of some samples, evenly from first to last: whatever order they are in, all parts are there.
pub struct Spread {
    of: usize,
    n: usize,
}

impl Spread {
    /// Over `of` samples, at most `most`.
    pub fn over(of: usize, most: usize) -> Self {
        Spread { of, n: of.min(most) }
    }
}

impl Chosen for Spread {
    fn count(&self) -> usize {
        self.n
    }
    fn at(&self, place: usize) -> usize {
        place * self.of / self.n
    }
}

/// Writes rows of `all[sample][width]` as columns, the sample of a column as `at` says.
#[inline(always)]
fn columns<T: Scalar>(all: &[T], width: usize, at: impl Fn(usize) -> usize, to: &mut [T], batch: Batch) {
    // A sample has two features more often than not, and one target: for those the width is known beforehand.
    match width {
        1 => transpose(1, |s| all.as_chunks::<1>().0[at(s)], to, batch),
        2 => transpose(2, |s| all.as_chunks::<2>().0[at(s)], to, batch),
        _ => transpose(width, |s| &all[at(s) * width..][..width], to, batch),
    }
}

/// Writes rows as columns, four at once.
#[inline(always)]
fn transpose<T: Scalar, R: AsRef<[T]>>(width: usize, row: impl Fn(usize) -> R, to: &mut [T], batch: Batch) {
    let vectors = batch.stride / LANES;
    let to = &mut to.as_chunks_mut::<LANES>().0[..width * vectors];
    for v in 0..vectors {
        let rows: [R; LANES] = std::array::from_fn(|s| row(v * LANES + s));
        for i in 0..width {
            to[i * vectors + v] = rows.each_ref().map(|row| row.as_ref()[i]);
        }
    }
}
