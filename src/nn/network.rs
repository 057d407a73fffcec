//! Layers over one flat parameter buffer: forward and backward.

use super::layer::{Layer, LayerSpec, ParamKind};
use super::loss::LossOp;
use super::{Batch, Scalar, Workspace};
use std::ops::Range;

/// A chain of layers. All parameters lie in one buffer, layer after layer (see each layer for its order).
pub struct Network<T> {
    layers: Vec<Box<dyn Layer<T>>>,
    ranges: Vec<Range<usize>>,
    blocks: Vec<(ParamKind, Range<usize>)>,
    widths: Vec<usize>,
    pub(super) params: Vec<T>,
}

impl<T: Scalar> Network<T> {
    /// A network of `inputs` features and these layers; parameters are drawn from `seed`.
    pub fn new(inputs: usize, specs: &[LayerSpec], seed: u64) -> Self {
        assert!(inputs > 0 && !specs.is_empty(), "a network has at least one feature and one layer");
        let mut network = Network {
            layers: Vec::new(),
            ranges: Vec::new(),
            blocks: Vec::new(),
            widths: vec![inputs],
            params: Vec::new(),
        };
        let mut width = inputs;
        let mut end = 0;
        for spec in specs {
            let layer = spec.build::<T>(width);
            let start = end;
            for (kind, range) in layer.params() {
                end = start + range.end;
                network.blocks.push((kind, start + range.start..end));
            }
            width = layer.outputs();
            network.ranges.push(start..end);
            network.widths.push(width);
            network.layers.push(layer);
        }
        network.params = vec![T::ZERO; end];
        network.init(seed);
        network
    }

    /// Draws all parameters anew; the same seed gives the same ones.
    pub fn init(&mut self, seed: u64) {
        let mut rng = super::rng(seed, 0);
        for (layer, range) in self.layers.iter().zip(&self.ranges) {
            layer.init(&mut self.params[range.clone()], &mut rng);
        }
    }

    /// Features.
    pub fn inputs(&self) -> usize {
        self.widths[0]
    }

    /// Raw outputs.
    pub fn outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// Units before, between and after the layers: one more than there are layers.
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// All parameters, `[P]`.
    pub fn params(&self) -> &[T] {
        &self.params
    }

    /// Kind and range of each block of parameters.
    pub fn blocks(&self) -> &[(ParamKind, Range<usize>)] {
        &self.blocks
    }

    /// From the workspace's features to its raw outputs.
    pub fn forward(&self, workspace: &mut Workspace<T>, batch: Batch) {
        for (l, (layer, range)) in self.layers.iter().zip(&self.ranges).enumerate() {
            let (before, after) = workspace.values.split_at_mut(l + 1);
            layer.forward(&self.params[range.clone()], &before[l], &mut after[0], batch);
        }
    }

    /// The sum of the loss's terms after [`Network::forward`], before reduction.
    pub fn loss_sum(&self, workspace: &Workspace<T>, loss: &dyn LossOp<T>, batch: Batch) -> T {
        loss.run(workspace.out(), &workspace.target, None, self.outputs(), batch)
    }

    /// The batch's loss, and its gradient with respect to every parameter, added to `grads[P]`.
    /// Every gradient uses the parameters of the forward pass. `scale` multiplies the loss's terms.
    pub fn backward(
        &self,
        workspace: &mut Workspace<T>,
        loss: &dyn LossOp<T>,
        scale: T,
        grads: &mut [T],
        batch: Batch,
    ) -> T {
        let Workspace { values, deltas, target, .. } = workspace;
        let last = self.layers.len();
        let sum = loss.run(&values[last], target, Some((&mut deltas[last], scale)), self.outputs(), batch);
        for l in (0..last).rev() {
            let range = self.ranges[l].clone();
            let (before, after) = deltas.split_at_mut(l + 1);
            // Nothing learns from the gradient of the features.
            let dx = (l > 0).then_some(&mut before[l][..]);
            let (params, grads) = (&self.params[range.clone()], &mut grads[range]);
            self.layers[l].backward(params, grads, &values[l], &values[l + 1], &after[0], dx, batch);
        }
        sum * scale
    }
}
