//! y = γ · (x − mean) / √(variance + ε) + β, over the units of each sample.

use super::batch_norm::{EPS, gain_and_shift, ones_and_zeros};
use super::{Batch, Layer, ParamBlock, ParamPlace, Pass};
use crate::nn::init::Start;
use crate::nn::{Rng, Scalar};

/// Layer normalisation (Ba, Kiros and Hinton 2016); PyTorch's `LayerNorm`. Parameters: `γ[width]`, then `β[width]`. The same while
/// training and for an answer, and for any size of batch.
pub struct LayerNorm {
    width: usize,
}

impl LayerNorm {
    /// For `width` units.
    pub fn new(width: usize) -> Self {
        LayerNorm { width }
    }

    /// Mean and 1 / √(variance + ε) of sample `s`.
    fn statistics<T: Scalar>(&self, x: &[T], batch: Batch, s: usize) -> (T, T) {
        let n = T::from_f64(self.width as f64);
        let (mut sum, mut squares) = (T::ZERO, T::ZERO);
        for u in 0..self.width {
            sum += x[u * batch.stride + s];
        }
        let mean = sum / n;
        for u in 0..self.width {
            let away = x[u * batch.stride + s] - mean;
            squares += away * away;
        }
        (mean, T::ONE / (squares / n + T::from_f64(EPS)).sqrt())
    }
}

impl<T: Scalar> Layer<T> for LayerNorm {
    fn outputs(&self) -> usize {
        self.width
    }

    fn params(&self) -> Vec<ParamBlock> {
        gain_and_shift(self.width)
    }

    fn init(&self, params: &mut [T], _start: &Start, _rng: &mut Rng) {
        ones_and_zeros(params);
    }

    fn forward(&self, params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        let (gain, shift) = params.split_at(self.width);
        for s in 0..batch.n {
            let (mean, inverse) = self.statistics(x, batch, s);
            for u in 0..self.width {
                let place = u * batch.stride + s;
                y[place] = (x[place] - mean) * inverse * gain[u] + shift[u];
            }
        }
    }

    fn factor(&self, pass: Pass<'_, T>, of: ParamPlace, s: usize) -> T {
        let Some(unit) = of.from else { return T::ONE };
        let (mean, inverse) = self.statistics(pass.x, pass.batch, s);
        (pass.batch.row(pass.x, unit)[s] - mean) * inverse
    }

    fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], mut dx: Option<&mut [T]>) {
        let Pass { params, x, batch, .. } = pass;
        let (d_gain, d_shift) = grads.split_at_mut(self.width);
        let n = T::from_f64(self.width as f64);
        for s in 0..batch.n {
            let (mean, inverse) = self.statistics(x, batch, s);
            let (mut sum, mut along) = (T::ZERO, T::ZERO);
            for u in 0..self.width {
                let place = u * batch.stride + s;
                let normal = (x[place] - mean) * inverse;
                d_gain[u] += dy[place] * normal;
                d_shift[u] += dy[place];
                sum += dy[place] * params[u];
                along += dy[place] * params[u] * normal;
            }
            let Some(dx) = &mut dx else { continue };
            for u in 0..self.width {
                let place = u * batch.stride + s;
                let normal = (x[place] - mean) * inverse;
                dx[place] = inverse * (dy[place] * params[u] - sum / n - normal * (along / n));
            }
        }
    }
}
