//! y = W x + b.

use super::{Batch, Factor, Layer, ParamKind, Pass};
use crate::nn::init::{Fans, Start};
use crate::nn::{Rng, Scalar, kernels};
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

    fn forward(&self, params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        let (w, b) = params.split_at(self.weights());
        for o in 0..self.outputs {
            let bias = if self.bias { b[o] } else { T::ZERO };
            let row = &w[o * self.inputs..][..self.inputs];
            kernels::weighted_sum(row, |i| batch.row(x, i), bias, batch.row_mut(y, o));
        }
    }

    fn factors(&self, _buffers: &[T], x: &[T], batch: Batch) -> Vec<Factor<T>> {
        let weights = (0..self.outputs)
            .flat_map(|to| (0..self.inputs).map(move |i| Factor { from: Some(i), to, value: batch.row(x, i)[0] }));
        let biases = (0..if self.bias { self.outputs } else { 0 }).map(|to| Factor { from: None, to, value: T::ONE });
        weights.chain(biases).collect()
    }

    fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], dx: Option<&mut [T]>) {
        let Pass { params, x, batch, .. } = pass;
        let w = &params[..self.weights()];
        let (dw, db) = grads.split_at_mut(self.weights());
        for o in 0..self.outputs {
            let dy = batch.row(dy, o);
            for i in 0..self.inputs {
                dw[o * self.inputs + i] += kernels::dot(dy, batch.row(x, i));
            }
            if self.bias {
                db[o] += kernels::sum(dy);
            }
        }
        if let Some(dx) = dx {
            for i in 0..self.inputs {
                let dx = batch.row_mut(dx, i);
                dx.fill(T::ZERO);
                for o in 0..self.outputs {
                    kernels::axpy(w[o * self.inputs + i], batch.row(dy, o), dx);
                }
            }
        }
    }
}
