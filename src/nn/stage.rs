//! A layer in its place in a network. Dense layers and activations, of which networks are made, are called without a detour.

use super::layer::{Activate, Dense, Keep, Layer, LayerSpec, Pass};
use super::{Batch, Scalar};
use std::ops::Range;

/// A layer and what belongs to it.
pub(super) struct Stage<T: 'static> {
    pub(super) layer: Box<dyn Layer<T>>,
    direct: Direct<T>,
    /// Its part of the parameters.
    pub(super) params: Range<usize>,
    /// Its part of what is not learned.
    pub(super) buffers: Range<usize>,
}

/// How to call it. Small networks spend a third of their time on calls that could be any layer's.
enum Direct<T: 'static> {
    Dense(Dense),
    Activate(Activate<T>),
    No,
}

impl<T: Scalar> Stage<T> {
    /// The layer on `width` units; its parameters and buffers come after those of the layers before it.
    pub(super) fn new(spec: LayerSpec, width: usize, params: usize, buffers: usize) -> Self {
        let layer = spec.build::<T>(width);
        let direct = match spec {
            LayerSpec::Dense { outputs, bias } => Direct::Dense(Dense::new(width, outputs, bias)),
            LayerSpec::Activation(activation) => Direct::Activate(Activate::new(width, activation)),
            _ => Direct::No,
        };
        let count = layer.params().last().map_or(0, |(_, range)| range.end);
        let kept = layer.buffers().len();
        Stage { layer, direct, params: params..params + count, buffers: buffers..buffers + kept }
    }

    /// Puts another layer of the same shape in its place.
    #[cfg(test)]
    pub(super) fn replace(&mut self, with: impl FnOnce(Box<dyn Layer<T>>) -> Box<dyn Layer<T>>) {
        let nothing = Box::new(Dense::new(0, 0, false));
        self.layer = with(std::mem::replace(&mut self.layer, nothing));
        self.direct = Direct::No;
    }

    /// See [`Layer::forward`]; of all parameters and buffers.
    #[inline(always)]
    pub(super) fn forward(&self, params: &[T], buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        match &self.direct {
            Direct::Dense(dense) => dense.forward(&params[self.params.clone()], &[], x, y, batch),
            Direct::Activate(activate) => activate.forward(&[], &[], x, y, batch),
            Direct::No => {
                self.layer.forward(&params[self.params.clone()], &buffers[self.buffers.clone()], x, y, batch);
            }
        }
    }

    /// See [`Layer::forward_train`]; of all parameters and buffers.
    #[inline(always)]
    pub(super) fn forward_train(&self, params: &[T], keep: Keep<'_, T>, x: &[T], y: &mut [T], batch: Batch) {
        if let Direct::No = self.direct {
            let Keep { buffers, scratch, rng } = keep;
            let keep = Keep { buffers: &mut buffers[self.buffers.clone()], scratch, rng };
            self.layer.forward_train(&params[self.params.clone()], keep, x, y, batch);
        } else {
            self.forward(params, &[], x, y, batch);
        }
    }

    /// See [`Layer::backward`]; of all parameters, buffers and gradients.
    #[inline(always)]
    pub(super) fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], dx: Option<&mut [T]>) {
        let params = self.params.clone();
        match &self.direct {
            Direct::Dense(dense) => {
                dense.backward(Pass { params: &pass.params[params.clone()], ..pass }, dy, &mut grads[params], dx);
            }
            Direct::Activate(activate) => activate.backward(pass, dy, &mut [], dx),
            Direct::No => {
                let pass =
                    Pass { buffers: &pass.buffers[self.buffers.clone()], params: &pass.params[params.clone()], ..pass };
                self.layer.backward(pass, dy, &mut grads[params], dx);
            }
        }
    }
}
