//! Layers over one flat parameter buffer: forward and backward.

use super::column::{self, Column};
use super::init::Start;
use super::layer::{Keep, LayerSpec, Mode, ParamBlock, ParamPlace, Pass};
use super::loss::{LossOp, Targets};
use super::stage::Stage;
use super::{Batch, Rng, Scalar, Workspace};
use std::ops::Range;

/// A chain of layers. All parameters lie in one buffer, layer after layer (see each layer for its order).
pub struct Network<T: 'static> {
    specs: Vec<LayerSpec>,
    pub(super) stages: Vec<Stage<T>>,
    blocks: Vec<ParamBlock>,
    pub(super) columns: Vec<Column>,
    widths: Vec<usize>,
    start: Start,
    draws: bool,
    /// Whether a batch must not be taken in portions: it has statistics of its own.
    pub(super) whole_batches: bool,
    pub(super) params: Vec<T>,
    /// What belongs to layers and is not learned: running statistics.
    pub(super) buffers: Vec<T>,
}

impl<T: Scalar> Network<T> {
    /// A network of `inputs` features and these layers; parameters are drawn from `seed`, in the usual way.
    pub fn new(inputs: usize, specs: &[LayerSpec], seed: u64) -> Self {
        Self::starting(inputs, specs, Start::default(), seed)
    }

    /// The same, with parameters drawn as `start` says.
    pub fn starting(inputs: usize, specs: &[LayerSpec], start: Start, seed: u64) -> Self {
        assert!(inputs > 0 && !specs.is_empty(), "a network has at least one feature and one layer");
        let mut network = Network {
            specs: specs.to_vec(),
            stages: Vec::new(),
            blocks: Vec::new(),
            columns: Vec::new(),
            widths: vec![inputs],
            start,
            draws: specs.iter().any(|spec| matches!(spec, LayerSpec::Dropout(_))),
            whole_batches: specs.contains(&LayerSpec::BatchNorm),
            params: Vec::new(),
            buffers: Vec::new(),
        };
        let mut width = inputs;
        let mut end = 0;
        for &spec in specs {
            let stage = Stage::<T>::new(spec, width, end, network.buffers.len());
            end = stage.params.end;
            network.blocks.extend(stage.layer().params().into_iter().map(|block| block.behind(stage.params.start)));
            width = stage.layer().outputs();
            network.buffers.extend(stage.layer().buffers());
            network.widths.push(width);
            network.stages.push(stage);
        }
        network.columns = column::columns(&network);
        network.params = vec![T::ZERO; end];
        network.init(seed);
        network
    }

    /// Draws all parameters anew; the same seed gives the same ones.
    pub fn init(&mut self, seed: u64) {
        let mut rng = super::rng(seed, 0);
        for stage in &self.stages {
            stage.layer().init(&mut self.params[stage.params.clone()], &self.start, &mut rng);
            let buffers = &mut self.buffers[stage.buffers.clone()];
            if !buffers.is_empty() {
                buffers.copy_from_slice(&stage.layer().buffers());
            }
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

    /// The layers as they were asked for.
    pub fn specs(&self) -> &[LayerSpec] {
        &self.specs
    }

    /// Whether anything is drawn in a forward pass while training.
    pub fn draws(&self) -> bool {
        self.draws
    }

    /// All parameters, `[P]`.
    pub fn params(&self) -> &[T] {
        &self.params
    }

    /// The blocks of parameters of one kind, by their places among all.
    pub fn blocks(&self) -> &[ParamBlock] {
        &self.blocks
    }

    /// What is not learned: the running statistics of norms, layer after layer.
    pub fn buffers(&self) -> &[T] {
        &self.buffers
    }

    /// Returns dy/dθ of the parameter of layer `l` that stands there, for sample `s` of the
    /// workspace's last forward pass.
    pub(super) fn factor(
        &self,
        (l, of): (usize, ParamPlace),
        workspace: &Workspace<T>,
        mode: Mode,
        batch: Batch,
        s: usize,
    ) -> T {
        let stage = &self.stages[l];
        let (params, buffers) = (&self.params[stage.params.clone()], &self.buffers[stage.buffers.clone()]);
        let Workspace { values, scratch, .. } = workspace;
        let scratch = scratch.get(l).map_or(&[][..], Vec::as_slice);
        let pass = Pass { mode, params, buffers, scratch, x: &values[l], y: &values[l + 1], batch };
        stage.layer().factor(pass, of, s)
    }

    /// What layer `l` owns of the buffers.
    pub(super) fn layer_buffers(&self, l: usize) -> &[T] {
        &self.buffers[self.stages[l].buffers.clone()]
    }

    /// Numbers that each layer keeps for its backward pass, for batches of up to `stride`.
    pub(super) fn scratch(&self, stride: usize) -> impl Iterator<Item = usize> {
        self.stages.iter().map(move |stage| stage.layer().scratch(stride))
    }

    /// From the workspace's features to its raw outputs, for an answer.
    #[inline]
    pub fn forward(&self, workspace: &mut Workspace<T>, batch: Batch) {
        let Some((mut x, rest)) = workspace.values.split_first_mut() else { return };
        for (stage, y) in self.stages.iter().zip(rest) {
            stage.forward(&self.params, &self.buffers, x, y, batch);
            x = y;
        }
    }

    /// The same, to learn from: running statistics move, and `rng` decides what dropout leaves out.
    #[inline]
    pub fn forward_train(&mut self, workspace: &mut Workspace<T>, rng: &mut Rng, batch: Batch) {
        let Some((mut x, rest)) = workspace.values.split_first_mut() else { return };
        for ((stage, scratch), y) in self.stages.iter().zip(&mut workspace.scratch).zip(rest) {
            let keep = Keep { buffers: &mut self.buffers, scratch, rng };
            stage.forward_train(&self.params, keep, x, y, batch);
            x = y;
        }
    }

    /// The sum of the loss's terms after [`Network::forward`], before reduction.
    pub fn loss_sum(&self, workspace: &Workspace<T>, loss: &dyn LossOp<T>, batch: Batch) -> T {
        loss.run(workspace.out(), workspace.targets(self.outputs(), None, batch), None)
    }

    /// The sum of the loss's terms after a forward pass in that mode, and `scale ·` its gradient with respect to every parameter,
    /// added to `grads[P]`. Every gradient uses the parameters of the forward pass.
    #[allow(clippy::too_many_arguments, reason = "each is a different thing, named at the call")]
    #[inline]
    pub fn backward(
        &self,
        workspace: &mut Workspace<T>,
        loss: &dyn LossOp<T>,
        class_weights: Option<&[T]>,
        scale: T,
        grads: &mut [T],
        mode: Mode,
        batch: Batch,
    ) -> T {
        let sum = self.backward_loss(workspace, loss, class_weights, scale, batch);
        let Workspace { values, deltas, scratch, .. } = workspace;
        let (Some((mut y, values)), Some((mut dy, deltas))) = (values.split_last(), deltas.split_last_mut()) else {
            return sum;
        };
        let stages = self.stages.iter().zip(values).zip(scratch).zip(deltas).enumerate().rev();
        for (l, (((stage, x), scratch), dx)) in stages {
            let pass = Pass { mode, params: &self.params, buffers: &self.buffers, scratch, x, y, batch };
            // Nothing learns from the gradient of the features.
            stage.backward(pass, dy, grads, (l > 0).then_some(dx));
            (y, dy) = (x, dx);
        }
        sum
    }

    /// The gradient of the features too: `deltas[0]` of the workspace, after [`Network::backward`] with the same arguments.
    pub(super) fn backward_features(&self, workspace: &mut Workspace<T>, mode: Mode, batch: Batch) {
        let mut unused = vec![T::ZERO; self.params.len()];
        self.backward_layer(0, workspace, &mut unused, true, mode, batch);
    }

    /// **The wrong rule**, for lessons: each layer is updated by `lr ·` its gradient as soon as that is known, so that the layers
    /// before it get their gradients through weights that the forward pass never saw. A tutorial's mistake, kept to be shown. What is
    /// `frozen` stays as it is.
    #[allow(clippy::too_many_arguments, reason = "as backward")]
    pub(super) fn backward_in_place(
        &mut self,
        workspace: &mut Workspace<T>,
        loss: &dyn LossOp<T>,
        class_weights: Option<&[T]>,
        (scale, lr): (T, T),
        grads: &mut [T],
        frozen: &[Range<usize>],
        mode: Mode,
        batch: Batch,
    ) -> T {
        let sum = self.backward_loss(workspace, loss, class_weights, scale, batch);
        for l in (0..self.stages.len()).rev() {
            self.backward_layer(l, workspace, grads, false, mode, batch);
            let range = self.stages[l].params.clone();
            if !frozen.iter().any(|frozen| frozen.contains(&range.start)) {
                for (p, &g) in self.params[range.clone()].iter_mut().zip(&grads[range.clone()]) {
                    *p -= lr * g;
                }
            }
            if l > 0 {
                // The layer's own gradients come out the same again: they do not depend on its parameters.
                grads[range].fill(T::ZERO);
                self.backward_layer(l, workspace, grads, true, mode, batch);
            }
        }
        sum
    }

    /// The sum of the loss's terms; the gradient with respect to the outputs goes to the last `deltas`.
    #[inline]
    pub(super) fn backward_loss(
        &self,
        workspace: &mut Workspace<T>,
        loss: &dyn LossOp<T>,
        class_weights: Option<&[T]>,
        scale: T,
        batch: Batch,
    ) -> T {
        let Workspace { values, deltas, target, .. } = workspace;
        let last = self.stages.len();
        let targets = Targets { values: target, class_weights, outputs: self.outputs(), batch };
        loss.run(&values[last], targets, Some((&mut deltas[last], scale)))
    }

    pub(super) fn backward_layer(
        &self,
        l: usize,
        workspace: &mut Workspace<T>,
        grads: &mut [T],
        wants_dx: bool,
        mode: Mode,
        batch: Batch,
    ) {
        let Workspace { values, deltas, scratch, .. } = workspace;
        let (before, after) = deltas.split_at_mut(l + 1);
        let dx = wants_dx.then_some(&mut before[l][..]);
        let (params, buffers, scratch) = (&self.params, &self.buffers, &scratch[l]);
        let pass = Pass { mode, params, buffers, scratch, x: &values[l], y: &values[l + 1], batch };
        self.stages[l].backward(pass, &after[0], grads, dx);
    }
}
