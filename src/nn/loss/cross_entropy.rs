//! −Σ tₖ ln softmax(z)ₖ, with the softmax inside the loss.

use super::{Batch, Kind, LossOp, Reduction, Scalar, Targets};

/// Softmax cross-entropy on `K` logits, the mean over samples; PyTorch's `CrossEntropyLoss`, class weights (which make it a weighted
/// mean) and label smoothing included. Computed with the largest logit taken away, as `ln Σ e^(z − max)`: it neither overflows nor takes the
/// log of 0. The gradient is softmax(z) − t.
pub struct SoftmaxCrossEntropy;

impl<T: Scalar> LossOp<T> for SoftmaxCrossEntropy {
    fn reduction(&self) -> Reduction {
        Reduction::MeanOfSamples
    }

    fn kind(&self) -> Kind {
        Kind::Logits
    }

    fn run(&self, out: &[T], targets: Targets<'_, T>, mut d_out: Option<(&mut [T], T)>) -> T {
        let Targets { values, class_weights, outputs, batch } = targets;
        let mut sum = T::ZERO;
        for s in 0..batch.n {
            let (max, rest) = sum_beside_largest(out, outputs, batch, s);
            // ln(1 + rest), where the 1 is the largest logit's own: exact even for a tiny rest.
            let log_sum = rest.ln_1p();
            let weight = |o: usize| class_weights.map_or(T::ONE, |weights| weights[o]);
            let mut total = T::ZERO;
            for o in 0..outputs {
                let place = o * batch.stride + s;
                let t = weight(o) * values[place];
                total += t;
                sum += t * (log_sum - (out[place] - max));
            }
            if let Some((d_out, scale)) = &mut d_out {
                for o in 0..outputs {
                    let place = o * batch.stride + s;
                    let p = (out[place] - max).exp() / (T::ONE + rest);
                    d_out[place] = (p * total - weight(o) * values[place]) * *scale;
                }
            }
        }
        sum
    }

    fn predict(&self, out: &mut [T], outputs: usize, batch: Batch) {
        for s in 0..batch.n {
            let (max, rest) = sum_beside_largest(out, outputs, batch, s);
            for o in 0..outputs {
                let z = &mut out[o * batch.stride + s];
                *z = (*z - max).exp() / (T::ONE + rest);
            }
        }
    }
}

/// The largest logit of a sample, and Σ e^(z − max) over the others. NaN stays NaN in the second.
fn sum_beside_largest<T: Scalar>(out: &[T], outputs: usize, batch: Batch, s: usize) -> (T, T) {
    let at = super::largest(out, outputs, batch, s);
    let max = out[at * batch.stride + s];
    let mut rest = T::ZERO;
    for o in (0..outputs).filter(|&o| o != at) {
        rest += (out[o * batch.stride + s] - max).exp();
    }
    (max, rest)
}
