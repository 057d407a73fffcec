//! Losses: how far the outputs are from the targets, and the gradient that starts backpropagation.
//!
//! A loss takes the network's raw outputs (`logits`, where it makes probabilities of them) and also
//! says how a raw output is read as a prediction, and which class raw outputs mean. Classes are
//! targets of 0 and 1: one output tells two classes apart, `K` outputs have a target of 1 at the
//! sample's class.

pub mod bce;
pub mod cross_entropy;
pub mod half_sse;
pub mod hinge;
pub mod huber;
mod kind;
pub mod mae;
pub mod mse;

pub use kind::Kind;
pub(in crate::nn) use kind::class_of;

use super::{Batch, Scalar};
use crate::nn::registry::registry;
use kind::largest;

registry! {
    /// The losses. A new one is a file beside this one and a line here.
    Loss, |T: Scalar| dyn LossOp<T> {
        Bce "bce" => bce::BceWithLogits,
        Hinge "hinge" => hinge::Hinge,
        CrossEntropy "cross-entropy" => cross_entropy::SoftmaxCrossEntropy,
        Mse "mse" => mse::Mse,
        HalfSse "half-sse" => half_sse::HalfSse,
        Mae "mae" => mae::Mae,
        Huber "huber" => huber::Huber,
    }
}

impl Loss {
    /// What targets and outputs it is made for.
    pub fn kind(self) -> Kind {
        self.op::<f32>().kind()
    }

    /// Outputs that tell `classes` classes apart under this loss.
    pub fn outputs(self, classes: usize) -> usize {
        if classes == 2 && self != Loss::CrossEntropy { 1 } else { classes }
    }
}

/// How the terms of single outputs make the loss of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// Divided by samples × outputs.
    Mean,
    /// Divided by samples; where classes have weights, by the sum of the samples' weights.
    MeanOfSamples,
    /// Added up.
    Sum,
}

/// Targets of a batch and what they count.
#[derive(Clone, Copy, Debug)]
pub struct Targets<'a, T> {
    /// `[outputs][stride]`.
    pub values: &'a [T],
    /// Weight of each class: two for one output, else one per output.
    pub class_weights: Option<&'a [T]>,
    /// Outputs.
    pub outputs: usize,
    /// Samples in use.
    pub batch: Batch,
}

impl<T: Scalar> Targets<'_, T> {
    /// The class of sample `s`: by ½ for one output, else the output with the largest target.
    pub fn class(&self, s: usize) -> usize {
        class_of(self.values, self.outputs, self.batch, s, T::from_f64(0.5))
    }

    /// The weight of sample `s`.
    fn weight(&self, s: usize) -> T {
        self.class_weights.map_or(T::ONE, |weights| weights[self.class(s)])
    }
}

/// A loss over whole batches.
pub trait LossOp<T>: Sync {
    /// See [`Reduction`].
    fn reduction(&self) -> Reduction;

    /// See [`Loss::kind`].
    fn kind(&self) -> Kind;

    /// Whether its slope changes without a jump or a kink.
    fn smooth(&self) -> bool {
        true
    }

    /// The sum of the terms, before [`Reduction`]. `out` is `[outputs][stride]`. Where `d_out`
    /// is given, it receives `scale ·` the derivative of that sum with respect to each output.
    fn run(&self, out: &[T], targets: Targets<'_, T>, d_out: Option<(&mut [T], T)>) -> T;

    /// Turns raw outputs into predictions, in place: probabilities under [`Kind::Logits`]. Other
    /// losses know none and leave them: numbers, or scores of classes.
    fn predict(&self, out: &mut [T], outputs: usize, batch: Batch);
}

impl<T: Scalar> dyn LossOp<T> {
    /// What the sum of a batch's terms is to be divided by (its part, where it is one of several portions).
    #[inline]
    pub fn count(&self, targets: Targets<'_, T>) -> T {
        let Targets { outputs, batch, .. } = targets;
        match self.reduction() {
            Reduction::Mean => T::from_f64((batch.n * outputs) as f64),
            Reduction::MeanOfSamples if targets.class_weights.is_none() => T::from_f64(batch.n as f64),
            Reduction::MeanOfSamples => {
                let mut sum = T::ZERO;
                (0..batch.n).for_each(|s| sum += targets.weight(s));
                sum
            }
            Reduction::Sum => T::ZERO,
        }
    }

    /// What the sum of terms is multiplied by, given the count of all portions.
    #[inline]
    pub fn scale(&self, count: T) -> T {
        if self.reduction() == Reduction::Sum { T::ONE } else { T::ONE / count }
    }
}

/// Label smoothing (Szegedy et al. 2016): targets of 0 and 1 move towards 1 / classes by the part `amount`, in place. PyTorch's
/// `label_smoothing`.
#[inline]
pub fn smooth<T: Scalar>(targets: &mut [T], outputs: usize, amount: T, batch: Batch) {
    if amount <= T::ZERO {
        return;
    }
    let classes = if outputs == 1 { 2 } else { outputs };
    let (keep, add) = (T::ONE - amount, amount / T::from_f64(classes as f64));
    for o in 0..outputs {
        for t in batch.row_mut(targets, o) {
            *t = *t * keep + add;
        }
    }
}

/// A loss whose terms depend on one output each; the loops are shared.
pub trait PointwiseLoss: Sync {
    /// See [`Reduction`].
    const REDUCTION: Reduction;
    /// See [`Loss::kind`].
    const KIND: Kind;
    /// See [`LossOp::smooth`].
    const SMOOTH: bool = true;

    /// The term of output `z` and target `t`.
    fn term<T: Scalar>(z: T, t: T) -> T;

    /// Its derivative with respect to `z`.
    fn d_term<T: Scalar>(z: T, t: T) -> T;

    /// The prediction that raw output `z` stands for.
    fn predict<T: Scalar>(z: T) -> T {
        z
    }
}

impl<T: Scalar, L: PointwiseLoss> LossOp<T> for L {
    fn reduction(&self) -> Reduction {
        L::REDUCTION
    }

    fn kind(&self) -> Kind {
        L::KIND
    }

    fn smooth(&self) -> bool {
        L::SMOOTH
    }

    fn run(&self, out: &[T], targets: Targets<'_, T>, mut d_out: Option<(&mut [T], T)>) -> T {
        let batch = targets.batch;
        let mut sum = T::ZERO;
        for o in 0..targets.outputs {
            let (z, t) = (batch.row(out, o), batch.row(targets.values, o));
            if targets.class_weights.is_some() {
                for s in 0..batch.n {
                    let weight = targets.weight(s);
                    sum += weight * L::term(z[s], t[s]);
                    if let Some((d_out, scale)) = &mut d_out {
                        d_out[o * batch.stride + s] = weight * L::d_term(z[s], t[s]) * *scale;
                    }
                }
                continue;
            }
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

    fn predict(&self, out: &mut [T], outputs: usize, batch: Batch) {
        for o in 0..outputs {
            for z in batch.row_mut(out, o) {
                *z = L::predict(*z);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    fn targets<'a>(values: &'a [f64], class_weights: Option<&'a [f64]>) -> Targets<'a, f64> {
        Targets { values, class_weights, outputs: 2, batch: Batch { n: 2, stride: 3 } }
    }

    /// Logits (0.5, −1) and (2, 0.25) for two samples with targets (1, 0) and (0, 1); the third column is unused.
    #[test]
    fn columns_beyond_the_batch_are_left_alone() {
        let (out, target) = ([0.5, 2.0, 9.0, -1.0, 0.25, 9.0], [1.0, 0.0, 9.0, 0.0, 1.0, 9.0]);
        for &loss in Loss::ALL {
            for weights in [None, Some(&[0.5, 2.0][..])] {
                let mut d = [7.0; 6];
                loss.op::<f64>().run(&out, targets(&target, weights), Some((&mut d, 1.0)));
                assert_eq!((d[2], d[5]), (7.0, 7.0), "{loss:?}");
                assert!(d[0] != 7.0 && d[4] != 7.0, "{loss:?}");
            }
            let mut read = out;
            loss.op::<f64>().predict(&mut read, 2, Batch { n: 2, stride: 3 });
            assert_eq!((read[2], read[5]), (9.0, 9.0), "{loss:?}");
        }
    }

    /// The raw output where two classes are equally likely is read as ½, and larger ones as more.
    #[test]
    fn predictions_tell_classes_apart() {
        let batch = Batch { n: 1, stride: 1 };
        for &loss in Loss::ALL {
            let read = |z: f64| {
                let mut out = [z, 0.0];
                loss.op::<f64>().predict(&mut out, loss.outputs(2), batch);
                out
            };
            if loss.kind() == Kind::Logits {
                assert_eq!(read(0.0)[0], 0.5, "{loss:?}");
                assert!(read(0.3)[0] > 0.5 && read(-0.3)[0] < 0.5 && read(1000.0)[0] == 1.0 && read(-1000.0)[0] == 0.0);
            } else {
                assert_eq!([read(0.3)[0], read(-70.0)[0], read(1.5)[0]], [0.3, -70.0, 1.5], "{loss:?}: a raw output");
            }
            let [low, high] = loss.kind().ends();
            let boundary = read(loss.kind().boundary())[0];
            assert_eq!(boundary, (low + high) / 2.0, "{loss:?}: the boundary lies in the middle");
        }
        let mut out = [1000.0f32, -1000.0, 999.0];
        Loss::CrossEntropy.op::<f32>().predict(&mut out, 3, batch);
        assert!((out.iter().sum::<f32>() - 1.0).abs() < 1e-6 && out[0] > out[2] && out[1] == 0.0);
    }

    #[test]
    fn nan_does_not_pass_in_silence() {
        for &loss in Loss::ALL {
            let out = [f64::NAN, 2.0, 9.0, -1.0, 0.25, 9.0];
            let sum = loss.op::<f64>().run(&out, targets(&[1.0, 0.0, 9.0, 0.0, 1.0, 9.0], None), None);
            assert!(sum.is_nan(), "{loss:?}");
        }
    }

    #[test]
    fn smoothing_keeps_the_sum_of_targets() {
        let mut targets = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        smooth(&mut targets, 3, 0.3, Batch { n: 2, stride: 2 });
        let want = [0.8, 0.1, 0.1, 0.8, 0.1, 0.1];
        assert!(targets.iter().zip(want).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-15), "{targets:?}");
        let mut one = [1.0, 0.0];
        smooth(&mut one, 1, 0.1, Batch { n: 2, stride: 2 });
        assert!((one[0] - 0.95f64).abs() < 1e-15 && (one[1] - 0.05f64).abs() < 1e-15);
    }
}
