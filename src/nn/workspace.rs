//! Room for one batch: the values between layers and their gradients. Sized once.

use super::lanes::LANES;
use super::loss::{self, Targets};
use super::samples::{Chosen, Samples};
use super::{Batch, Network, Scalar};

/// Buffers of one network for up to `stride` samples. A smaller batch lies in rows of its own, shorter stride at their beginning. `values[l]` is the input of layer `l`
/// (`values[0]` the features, the last the raw outputs), `[width][stride]`; `deltas[l]` is the
/// gradient of the loss with respect to it.
#[derive(Clone, Debug)]
pub struct Workspace<T> {
    pub(super) stride: usize,
    pub(super) values: Vec<Vec<T>>,
    pub(super) deltas: Vec<Vec<T>>,
    /// What each layer keeps for its backward pass.
    pub(super) scratch: Vec<Vec<T>>,
    pub(super) target: Vec<T>,
}

impl<T: Scalar> Workspace<T> {
    /// Room for forward passes only.
    pub fn for_forward(network: &Network<T>, stride: usize) -> Self {
        let stride = stride.next_multiple_of(LANES);
        let room = |width: &usize| vec![T::ZERO; width * stride];
        let values: Vec<_> = network.widths().iter().map(room).collect();
        Workspace {
            stride,
            target: vec![T::ZERO; network.outputs() * stride],
            values,
            deltas: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Room for forward and backward passes.
    pub fn for_training(network: &Network<T>, stride: usize) -> Self {
        let mut workspace = Self::for_forward(network, stride);
        workspace.deltas = workspace.values.clone();
        workspace.scratch = network.scratch(workspace.stride).map(|numbers| vec![T::ZERO; numbers]).collect();
        workspace
    }

    /// Bytes that its buffers take.
    pub fn bytes(&self) -> usize {
        let buffers = [&self.values, &self.deltas, &self.scratch].into_iter().flatten();
        buffers.chain([&self.target]).map(Vec::len).sum::<usize>() * size_of::<T>()
    }

    /// How many samples fit.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// The features, to be written: `[inputs][stride]`.
    pub fn features_mut(&mut self) -> &mut [T] {
        &mut self.values[0]
    }

    /// The values behind layer `layer` (the features behind none) of the last forward pass, `[width][stride]`.
    pub fn values(&self, layer: usize) -> &[T] {
        &self.values[layer]
    }

    /// The raw outputs of the last forward pass, `[outputs][stride]`.
    pub fn out(&self) -> &[T] {
        &self.values[self.values.len() - 1]
    }

    /// The same, to turn them into predictions in place.
    pub fn out_mut(&mut self) -> &mut [T] {
        let last = self.values.len() - 1;
        &mut self.values[last]
    }

    /// The targets of the last batch that was loaded, and what they count.
    #[inline]
    pub fn targets<'a>(&'a self, outputs: usize, class_weights: Option<&'a [T]>, batch: Batch) -> Targets<'a, T> {
        Targets { values: &self.target, class_weights, outputs, batch }
    }

    /// Fills features and targets with the chosen samples.
    pub fn load(&mut self, samples: &Samples<T>, chosen: &impl Chosen) -> Batch {
        self.load_part(samples, chosen, 0, chosen.count())
    }

    /// The same with `n` of them from place `first` on.
    #[inline]
    pub fn load_part(&mut self, samples: &Samples<T>, chosen: &impl Chosen, first: usize, n: usize) -> Batch {
        samples.gather(chosen, first, n, &mut self.values[0], &mut self.target)
    }
    /// The same with targets that are smoothed, see [`loss::smooth`].
    #[inline]
    pub(super) fn load_smoothed(
        &mut self,
        samples: &Samples<T>,
        chosen: &impl Chosen,
        (first, n): (usize, usize),
        smoothing: T,
    ) -> Batch {
        let batch = self.load_part(samples, chosen, first, n);
        loss::smooth(&mut self.target, samples.outputs(), smoothing, batch);
        batch
    }
}
