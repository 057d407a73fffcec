//! Examples to learn from: features and targets, one row per sample.

use super::{Batch, Scalar};

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

    /// Adds a sample.
    pub fn push(&mut self, x: &[f64], y: &[f64]) {
        assert_eq!((x.len(), y.len()), (self.inputs, self.outputs), "the widths of a sample");
        self.x.extend(x.iter().map(|&v| T::from_f64(v)));
        self.y.extend(y.iter().map(|&v| T::from_f64(v)));
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

    /// Writes the chosen samples into feature-major buffers, `x[F][stride]` and `y[O][stride]`; the stride is the batch's own.
    pub fn gather(&self, chosen: impl ExactSizeIterator<Item = usize>, x: &mut [T], y: &mut [T]) -> Batch {
        let batch = Batch::of(chosen.len());
        for (s, sample) in chosen.enumerate() {
            for (i, &v) in self.x(sample).iter().enumerate() {
                x[i * batch.stride + s] = v;
            }
            for (o, &v) in self.y(sample).iter().enumerate() {
                y[o * batch.stride + s] = v;
            }
        }
        batch
    }
}
