//! A layer in its place in a network. Dense layers and activations, of which networks are made, are called without a detour.

use super::layer::{Activate, BatchNorm, Dense, Dropout, Gate, Keep, Layer, LayerNorm, LayerSpec, Pass};
use super::{Batch, Scalar};
use std::ops::Range;

/// A layer and what belongs to it.
pub(super) struct Stage<T: 'static> {
    kind: Kind<T>,
    /// Its part of the parameters.
    pub(super) params: Range<usize>,
    /// Its part of what is not learned.
    pub(super) buffers: Range<usize>,
}

/// How to call it. Small networks spend a third of their time on calls that could be any layer's.
enum Kind<T: 'static> {
    Dense(Dense),
    Activate(Activate<T>),
    Other(Box<dyn Layer<T>>),
}

impl<T: Scalar> Stage<T> {
    /// The layer on `width` units; its parameters and buffers come after those of the layers before it.
    pub(super) fn new(spec: LayerSpec, width: usize, params: usize, buffers: usize) -> Self {
        let kind = match spec {
            LayerSpec::Dense { outputs, bias } => Kind::Dense(Dense::new(width, outputs, bias)),
            LayerSpec::Activation(activation) => Kind::Activate(Activate::new(width, activation)),
            LayerSpec::BatchNorm => Kind::Other(Box::new(BatchNorm::new(width))),
            LayerSpec::LayerNorm => Kind::Other(Box::new(LayerNorm::new(width))),
            LayerSpec::Dropout(share) => Kind::Other(Box::new(Dropout::new(width, share))),
            LayerSpec::Gate(off) => Kind::Other(Box::new(Gate::new(width, off))),
        };
        let mut stage = Stage { kind, params: params..params, buffers: buffers..buffers };
        stage.params.end += stage.layer().params().last().map_or(0, |block| block.range.end);
        stage.buffers.end += stage.layer().buffers().len();
        stage
    }

    /// The layer, as any other.
    pub(super) fn layer(&self) -> &dyn Layer<T> {
        match &self.kind {
            Kind::Dense(dense) => dense,
            Kind::Activate(activate) => activate,
            Kind::Other(layer) => &**layer,
        }
    }

    /// Puts another layer of the same shape in its place.
    #[cfg(test)]
    pub(super) fn replace(&mut self, with: impl FnOnce(Box<dyn Layer<T>>) -> Box<dyn Layer<T>>) {
        let nothing = Kind::Dense(Dense::new(0, 0, false));
        self.kind = Kind::Other(with(match std::mem::replace(&mut self.kind, nothing) {
            Kind::Dense(dense) => Box::new(dense),
            Kind::Activate(activate) => Box::new(activate),
            Kind::Other(layer) => layer,
        }));
    }

    /// See [`Layer::forward`]; of all parameters and buffers. Columns beyond the batch hold numbers too, where those of `x` do: see [`super::rows`].
    #[inline(always)]
    pub(super) fn forward(&self, params: &[T], buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        match &self.kind {
            Kind::Dense(dense) => dense.forward(&params[self.params.clone()], &[], x, y, batch),
            Kind::Activate(activate) => activate.forward(&[], &[], x, y, batch),
            Kind::Other(layer) => {
                layer.forward(&params[self.params.clone()], &buffers[self.buffers.clone()], x, y, batch);
                batch.clear_beyond(y, layer.outputs());
            }
        }
    }

    /// See [`Layer::forward_train`]; of all parameters and buffers. Columns beyond the batch as for an answer.
    #[inline(always)]
    pub(super) fn forward_train(&self, params: &[T], keep: Keep<'_, T>, x: &[T], y: &mut [T], batch: Batch) {
        if let Kind::Other(layer) = &self.kind {
            let Keep { buffers, scratch, rng } = keep;
            let keep = Keep { buffers: &mut buffers[self.buffers.clone()], scratch, rng };
            layer.forward_train(&params[self.params.clone()], keep, x, y, batch);
            batch.clear_beyond(y, layer.outputs());
        } else {
            self.forward(params, &[], x, y, batch);
        }
    }

    /// See [`Layer::backward`]; of all parameters, buffers and gradients.
    #[inline(always)]
    pub(super) fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], dx: Option<&mut [T]>) {
        let params = self.params.clone();
        match &self.kind {
            Kind::Dense(dense) => {
                dense.backward(Pass { params: &pass.params[params.clone()], ..pass }, dy, &mut grads[params], dx);
            }
            Kind::Activate(activate) => activate.backward(pass, dy, &mut [], dx),
            Kind::Other(layer) => {
                let pass =
                    Pass { buffers: &pass.buffers[self.buffers.clone()], params: &pass.params[params.clone()], ..pass };
                layer.backward(pass, dy, &mut grads[params], dx);
            }
        }
    }
}
