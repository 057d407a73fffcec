//! y = W x + b.

use super::{Batch, Factor, Layer, ParamKind, Pass};
use crate::nn::init::{Fans, Start};
use crate::nn::products::{self, Size};
use crate::nn::{Rng, Scalar};
use std::ops::Range;

/// Fully connected. Parameters: `W[outputs][inputs]`, then `b[outputs]` (PyTorch's `Linear`, same order).
pub struct Dense {
    inputs: usize,
    outputs: usize,
    bias: bool,
}

impl Dense {
    /// `outputs` units that each see all `inputs`.
    pub fn new(inputs: usize, outputs: usize, bias: bool) -> Self {
        Dense { inputs, outputs, bias }
    }

    fn size(&self) -> Size {
        Size { inputs: self.inputs, outputs: self.outputs }
    }

    fn weights(&self) -> usize {
        self.outputs * self.inputs
    }
}

impl<T: Scalar> Layer<T> for Dense {
    fn outputs(&self) -> usize {
        self.outputs
    }

    fn params(&self) -> Vec<(ParamKind, Range<usize>)> {
        let mut params = vec![(ParamKind::Weight, 0..self.weights())];
        if self.bias {
            params.push((ParamKind::Bias, self.weights()..self.weights() + self.outputs));
        }
        params
    }

    fn init(&self, params: &mut [T], start: &Start, rng: &mut Rng) {
        let (w, b) = params.split_at_mut(self.weights());
        start.fill(w, b, Fans { inputs: self.inputs, outputs: self.outputs }, rng);
    }

    #[inline(always)]
    fn forward(&self, params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        let (w, b) = params.split_at(self.weights());
        products::forward(self.size(), w, self.bias.then_some(b), x, y, batch);
    }

    fn factors(&self, _buffers: &[T], x: &[T], batch: Batch) -> Vec<Factor<T>> {
        let weights = (0..self.outputs)
            .flat_map(|to| (0..self.inputs).map(move |i| Factor { from: Some(i), to, value: batch.row(x, i)[0] }));
        let biases = (0..if self.bias { self.outputs } else { 0 }).map(|to| Factor { from: None, to, value: T::ONE });
        weights.chain(biases).collect()
    }

    #[inline(always)]
    fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], dx: Option<&mut [T]>) {
        let Pass { params, x, batch, .. } = pass;
        let w = &params[..self.weights()];
        let (dw, db) = grads.split_at_mut(self.weights());
        products::backward_weights(self.size(), dy, x, dw, self.bias.then_some(db), batch);
        if let Some(dx) = dx {
            products::backward_inputs(self.size(), w, dy, dx, batch);
        }
    }
}
