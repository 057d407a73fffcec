//! What a loss is made for, and which class its raw outputs mean.

use super::{Batch, Loss, Scalar};

/// What a loss is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Targets of 0 and 1, raw outputs without bounds, of which the loss's own sigmoid or softmax
    /// makes probabilities.
    Logits,
    /// Targets of 0 and 1, raw outputs without bounds: negative against the class, positive for it,
    /// sure from 1 on.
    Margins,
    /// Targets of any number, outputs in the same units.
    Numbers,
}

impl Kind {
    /// Returns the predictions about a class that a sure network gives: against it, and for it.
    pub fn ends(self) -> [f64; 2] {
        match self {
            Kind::Logits | Kind::Numbers => [0.0, 1.0],
            Kind::Margins => [-1.0, 1.0],
        }
    }

    /// Returns the raw output from which on a single output means class 1.
    pub fn boundary(self) -> f64 {
        match self {
            Kind::Logits | Kind::Margins => 0.0,
            Kind::Numbers => 0.5,
        }
    }
}

impl Loss {
    /// Returns the class that the raw outputs of sample `s` mean, `out` being `[outputs][stride]`:
    /// with one output class 1 from the loss's boundary on, with several the first of the largest.
    /// Predictions do not decide: those of sure answers round to the same probability.
    pub fn class_of<T: Scalar>(self, out: &[T], outputs: usize, batch: Batch, s: usize) -> usize {
        class_of(out, outputs, batch, s, T::from_f64(self.kind().boundary()))
    }
}

/// Returns the class that sample `s` of `[outputs][stride]` values means: one value by `boundary`,
/// several by the largest.
pub(in crate::nn) fn class_of<T: Scalar>(values: &[T], outputs: usize, batch: Batch, s: usize, boundary: T) -> usize {
    if outputs == 1 { usize::from(values[s] >= boundary) } else { largest(values, outputs, batch, s) }
}

/// Returns the place of the (first) largest of the values of sample `s`, `[outputs][stride]`.
pub(super) fn largest<T: Scalar>(values: &[T], outputs: usize, batch: Batch, s: usize) -> usize {
    let mut best = 0;
    for o in 1..outputs {
        if values[o * batch.stride + s] > values[best * batch.stride + s] {
            best = o;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    /// Raw outputs decide, however surely they are answered: as predictions in single precision
    /// both would be 1.
    #[test]
    fn classes_are_told_apart_where_predictions_are_not() {
        let batch = Batch { n: 2, stride: 2 };
        for &loss in Loss::ALL {
            // Three classes, two samples.
            let out = [18.5f32, -25.0, 31.0, -19.0, 30.5, -40.0];
            assert_eq!([0, 1].map(|s| loss.class_of(&out, 3, batch, s)), [1, 1], "{loss:?}");
            let mut read = out;
            loss.op::<f32>().predict(&mut read, 3, batch);
            if loss == Loss::Bce {
                assert_eq!((read[0], read[2]), (1.0, 1.0), "the tie that raw outputs break");
            }
            if loss != Loss::CrossEntropy {
                let boundary = loss.kind().boundary() as f32;
                let below = f32::from_bits(boundary.to_bits() - u32::from(boundary > 0.0)) - f32::MIN_POSITIVE;
                let two = [boundary, below];
                assert_eq!([0, 1].map(|s| loss.class_of(&two, 1, batch, s)), [1, 0], "{loss:?}: from {boundary} on");
            }
            assert_eq!(loss.class_of(&[2.0f32, 2.0], 2, Batch { n: 1, stride: 1 }, 0), 0, "{loss:?}: a tie");
        }
    }
}
