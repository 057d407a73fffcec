//! Losses: how far the outputs are from the targets, and the gradient that starts backpropagation.
//!
//! A loss takes the network's raw outputs (`logits`, where there are classes) and also says how a
//! raw output is read as a prediction.

pub mod bce;
pub mod half_sse;
pub mod mse;

use super::{Batch, Scalar};
use crate::nn::registry::registry;

registry! {
    /// The losses. A new one is a file beside this one and a line here.
    Loss, |T: Scalar| dyn LossOp<T> {
        Bce "bce" => bce::BceWithLogits,
        Mse "mse" => mse::Mse,
        HalfSse "half-sse" => half_sse::HalfSse,
    }
}

impl Loss {
    /// Whether targets may be any number, not only 0 and 1.
    pub fn takes_any_target(self) -> bool {
        self.op::<f64>().takes_any_target()
    }
}

/// How the terms of single outputs make the loss of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// Divided by samples × outputs.
    Mean,
    /// Added up.
    Sum,
}

impl Reduction {
    /// What the sum over `samples × outputs` terms is multiplied by.
    pub fn scale<T: Scalar>(self, samples: usize, outputs: usize) -> T {
        match self {
            Reduction::Mean => T::ONE / T::from_f64((samples * outputs) as f64),
            Reduction::Sum => T::ONE,
        }
    }
}

/// A loss over whole batches.
pub trait LossOp<T>: Sync {
    /// See [`Reduction`].
    fn reduction(&self) -> Reduction;

    /// See [`Loss::takes_any_target`].
    fn takes_any_target(&self) -> bool;

    /// The sum of the terms, before [`Reduction`]. All buffers are `[outputs][stride]`. Where `d_out`
    /// is given, it receives `scale ·` the derivative of that sum with respect to each output.
    fn run(&self, out: &[T], target: &[T], d_out: Option<(&mut [T], T)>, outputs: usize, batch: Batch) -> T;

    /// Turns raw outputs into predictions, in place: probabilities where there are classes.
    fn predict(&self, out: &mut [T]);
}

/// A loss whose terms depend on one output each; the loops are shared.
pub trait PointwiseLoss: Sync {
    /// See [`Reduction`].
    const REDUCTION: Reduction;
    /// See [`Loss::takes_any_target`].
    const TAKES_ANY_TARGET: bool;

    /// The term of output `z` and target `t`.
    fn term<T: Scalar>(z: T, t: T) -> T;

    /// Its derivative with respect to `z`.
    fn d_term<T: Scalar>(z: T, t: T) -> T;

    /// The prediction that raw output `z` stands for.
    fn predict<T: Scalar>(z: T) -> T;
}

impl<T: Scalar, L: PointwiseLoss> LossOp<T> for L {
    fn reduction(&self) -> Reduction {
        L::REDUCTION
    }

    fn takes_any_target(&self) -> bool {
        L::TAKES_ANY_TARGET
    }

    fn run(&self, out: &[T], target: &[T], mut d_out: Option<(&mut [T], T)>, outputs: usize, batch: Batch) -> T {
        let mut sum = T::ZERO;
        for o in 0..outputs {
            let (z, t) = (batch.row(out, o), batch.row(target, o));
            for (&z, &t) in z.iter().zip(t) {
                sum += L::term(z, t);
            }
            if let Some((d_out, scale)) = &mut d_out {
                for ((d, &z), &t) in batch.row_mut(d_out, o).iter_mut().zip(z).zip(t) {
                    *d = L::d_term(z, t) * *scale;
                }
            }
        }
        sum
    }

    fn predict(&self, out: &mut [T]) {
        for z in out {
            *z = L::predict(*z);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    const BATCH: Batch = Batch { n: 2, stride: 3 };

    /// Logits (0.5, −1) and (2, 0.25) for two samples with targets (1, 0) and (0, 1); the third column is unused.
    #[test]
    fn sums_and_gradients() {
        let (out, target) = ([0.5, 2.0, 9.0, -1.0, 0.25, 9.0], [1.0, 0.0, 9.0, 0.0, 1.0, 9.0]);
        let bce = 0.4740769842 + 2.1269280110 + 0.3132616875 + 0.5759394199;
        let squares = 0.25 + 4.0 + 1.0 + 0.5625;
        let rows: &[(Loss, f64, f64)] =
            &[(Loss::Bce, bce, -0.3775406688), (Loss::Mse, squares, -1.0), (Loss::HalfSse, squares / 2.0, -0.5)];
        assert_eq!(rows.len(), Loss::ALL.len(), "every loss has its row");
        for &(loss, sum, first) in rows {
            let mut d = [7.0; 6];
            let got = loss.op::<f64>().run(&out, &target, Some((&mut d, 1.0)), 2, BATCH);
            assert!((got - sum).abs() < 1e-9, "{loss:?}: {got} instead of {sum}");
            assert!((d[0] - first).abs() < 1e-9, "{loss:?}: gradient {} instead of {first}", d[0]);
            assert_eq!((d[2], d[5]), (7.0, 7.0), "columns beyond the batch are not touched");
        }
    }

    #[test]
    fn stable_at_large_logits() {
        let batch = Batch { n: 1, stride: 1 };
        for (z, t, want) in [(1000.0, 1.0, 0.0), (1000.0, 0.0, 1000.0), (-1000.0, 0.0, 0.0), (-1000.0, 1.0, 1000.0)] {
            let mut d = [0.0];
            let loss = Loss::Bce.op::<f32>().run(&[z], &[t], Some((&mut d, 1.0)), 1, batch);
            assert_eq!(loss, want);
            assert!(d[0].is_finite());
        }
    }
}
