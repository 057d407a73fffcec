//! y = γ · (x − mean) / √(variance + ε) + β, over the batch.

use super::{Batch, Keep, Layer, Mode, ParamBlock, ParamKind, ParamPlace, Pass};
use crate::nn::init::Start;
use crate::nn::{Rng, Scalar, kernels};

/// PyTorch's default `ε`.
pub(in crate::nn) const EPS: f64 = 1e-5;

/// How much of a batch's statistics the running ones take over: PyTorch's `momentum`.
const MOMENTUM: f64 = 0.1;

/// Batch normalisation (Ioffe and Szegedy 2015); PyTorch's `BatchNorm1d`. Parameters: `γ[width]`, then `β[width]`. Buffers: running
/// `mean[width]`, then `variance[width]`. While training, a unit's mean and (biased) variance are the batch's own; the running ones, which answers
/// use, take over a tenth of the batch's mean and unbiased variance each time. PyTorch refuses a batch of one sample; here its output is β and the
/// running variance stays.
pub struct BatchNorm {
    width: usize,
}

impl BatchNorm {
    /// For `width` units.
    pub fn new(width: usize) -> Self {
        BatchNorm { width }
    }

    /// A unit's mean and 1 / √(variance + ε) in that pass: the batch's own, or the running ones.
    fn statistics<T: Scalar>(&self, pass: Pass<'_, T>, unit: usize) -> (T, T) {
        let Pass { mode, buffers, scratch, .. } = pass;
        match mode {
            Mode::Train => (scratch[unit], scratch[self.width + unit]),
            Mode::Eval => (buffers[unit], T::ONE / (buffers[self.width + unit] + T::from_f64(EPS)).sqrt()),
        }
    }
}

impl<T: Scalar> Layer<T> for BatchNorm {
    fn outputs(&self) -> usize {
        self.width
    }

    fn params(&self) -> Vec<ParamBlock> {
        gain_and_shift(self.width)
    }

    fn init(&self, params: &mut [T], _start: &Start, _rng: &mut Rng) {
        ones_and_zeros(params);
    }

    fn buffers(&self) -> Vec<T> {
        [T::ZERO, T::ONE].iter().flat_map(|&first| std::iter::repeat_n(first, self.width)).collect()
    }

    /// `mean[width]`, then `1 / √(variance + ε)[width]`, of the batch.
    fn scratch(&self, _stride: usize) -> usize {
        2 * self.width
    }

    fn forward(&self, params: &[T], buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        let (gain, shift) = params.split_at(self.width);
        let (means, variances) = buffers.split_at(self.width);
        for u in 0..self.width {
            let inverse = T::ONE / (variances[u] + T::from_f64(EPS)).sqrt();
            apply(batch.row(x, u), batch.row_mut(y, u), means[u], inverse, gain[u], shift[u]);
        }
    }

    fn forward_train(&self, params: &[T], keep: Keep<'_, T>, x: &[T], y: &mut [T], batch: Batch) {
        let (gain, shift) = params.split_at(self.width);
        let (running_means, running_variances) = keep.buffers.split_at_mut(self.width);
        let (means, inverses) = keep.scratch.split_at_mut(self.width);
        let n = T::from_f64(batch.n as f64);
        let (keep_part, take) = (T::from_f64(1.0 - MOMENTUM), T::from_f64(MOMENTUM));
        for u in 0..self.width {
            let x = batch.row(x, u);
            let mean = kernels::sum(x) / n;
            let squares = kernels::squares(x, mean);
            means[u] = mean;
            inverses[u] = T::ONE / (squares / n + T::from_f64(EPS)).sqrt();
            apply(x, batch.row_mut(y, u), mean, inverses[u], gain[u], shift[u]);
            running_means[u] = running_means[u] * keep_part + mean * take;
            if batch.n > 1 {
                running_variances[u] = running_variances[u] * keep_part + squares / (n - T::ONE) * take;
            }
        }
    }

    fn factor(&self, pass: Pass<'_, T>, of: ParamPlace, s: usize) -> T {
        let Some(unit) = of.from else { return T::ONE };
        let (mean, inverse) = self.statistics(pass, unit);
        (pass.batch.row(pass.x, unit)[s] - mean) * inverse
    }

    fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], mut dx: Option<&mut [T]>) {
        let Pass { mode, params, x, batch, .. } = pass;
        let (d_gain, d_shift) = grads.split_at_mut(self.width);
        let n = T::from_f64(batch.n as f64);
        for u in 0..self.width {
            let (mean, inverse) = self.statistics(pass, u);
            let (x, dy) = (batch.row(x, u), batch.row(dy, u));
            let sum = kernels::sum(dy);
            let mut along = T::ZERO;
            for (&x, &dy) in x.iter().zip(dy) {
                along += dy * ((x - mean) * inverse);
            }
            d_gain[u] += along;
            d_shift[u] += sum;
            let Some(dx) = &mut dx else { continue };
            // The batch's own mean and variance move with x; the running ones do not.
            let (sum, along) = if mode == Mode::Train { (sum / n, along / n) } else { (T::ZERO, T::ZERO) };
            let factor = params[u] * inverse;
            for ((dx, &x), &dy) in batch.row_mut(dx, u).iter_mut().zip(x).zip(dy) {
                *dx = factor * (dy - sum - (x - mean) * inverse * along);
            }
        }
    }
}

fn apply<T: Scalar>(x: &[T], y: &mut [T], mean: T, inverse: T, gain: T, shift: T) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y = (x - mean) * inverse * gain + shift;
    }
}

/// The blocks `γ[width]`, `β[width]`.
pub(super) fn gain_and_shift(width: usize) -> Vec<ParamBlock> {
    let block = |kind, range| ParamBlock { kind, range, each: 1 };
    vec![block(ParamKind::Gain, 0..width), block(ParamKind::Shift, width..2 * width)]
}

/// `γ` is 1 and `β` is 0 at first.
pub(super) fn ones_and_zeros<T: Scalar>(params: &mut [T]) {
    let half = params.len() / 2;
    params[..half].fill(T::ONE);
    params[half..].fill(T::ZERO);
}
