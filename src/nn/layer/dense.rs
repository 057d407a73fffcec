//! y = W x + b.

use super::{Batch, Layer, ParamBlock, ParamKind, Pass};
use crate::nn::init::{Fans, Start};
use crate::nn::products::{self, Size};
use crate::nn::{Rng, Scalar};

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

    fn params(&self) -> Vec<ParamBlock> {
        let weights = ParamBlock { kind: ParamKind::Weight, range: 0..self.weights(), each: self.inputs };
        let range = self.weights()..self.weights() + self.outputs;
        let biases = self.bias.then_some(ParamBlock { kind: ParamKind::Bias, range, each: 1 });
        [weights].into_iter().chain(biases).collect()
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
