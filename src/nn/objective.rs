//! What training lowers, and its gradient: owns a network and the room for its passes.

use super::kernels;
use super::layer::{LayerSpec, Mode};
use super::samples::Chosen;
use super::{Batch, Loss, Network, Penalty, Rng, Samples, Scalar, Workspace, step};

/// Samples at once of a gradient over many: fixed, so that its bits do not depend on the batch size.
pub(super) const PORTION: usize = 32;

/// The streams of a seed that dropout draws from; data, weights and orders have those below.
const FIRST_STREAM: u64 = 1 << 40;

/// Loss and penalties of a network's answers, as a function of its parameters.
pub struct Objective<T: 'static> {
    pub(super) network: Network<T>,
    pub(super) workspace: Workspace<T>,
    pub(super) grads: Vec<T>,
    /// Running statistics before the last forward pass.
    pub(super) buffers: Vec<T>,
    /// The loss.
    pub loss: Loss,
    /// What is added to it.
    pub penalty: Penalty<T>,
    /// How far targets of 0 and 1 are moved towards each other, see [`super::loss::smooth`].
    pub smoothing: T,
    /// Weight of each class (two for one output, else one per output); empty where all count alike.
    pub class_weights: Vec<T>,
    /// Fixes what dropout leaves out.
    pub seed: u64,
    rng: Rng,
    /// How often a gradient was begun.
    pub(super) starts: u64,
}

impl<T: Scalar> Objective<T> {
    /// Batches hold at most `batch` samples. Nothing is added to the loss.
    pub fn new(network: Network<T>, loss: Loss, batch: usize) -> Self {
        Objective {
            workspace: Workspace::for_training(&network, batch.max(PORTION)),
            grads: vec![T::ZERO; network.params().len()],
            buffers: network.buffers.clone(),
            network,
            loss,
            penalty: Penalty::default(),
            smoothing: T::ZERO,
            class_weights: Vec::new(),
            seed: 0,
            rng: super::rng(0, 0),
            starts: 0,
        }
    }

    /// The network.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// Replaces all parameters, `[P]`.
    pub fn set_params(&mut self, params: &[T]) {
        self.network.params.copy_from_slice(params);
    }

    /// Replaces the running statistics of norms.
    pub fn set_buffers(&mut self, buffers: &[T]) {
        self.network.buffers.copy_from_slice(buffers);
    }

    /// The last gradient, `[P]`.
    pub fn grads(&self) -> &[T] {
        &self.grads
    }

    /// The values and gradients between layers of the last pass.
    pub fn workspace(&self) -> &Workspace<T> {
        &self.workspace
    }

    /// Its value over all samples and its gradient, which [`Objective::grads`] then gives. In training mode batch norm takes
    /// each portion of 32 samples as a batch and dropout leaves out the same units at every call; running statistics stay.
    pub fn gradient(&mut self, samples: &Samples<T>, mode: Mode) -> T {
        self.start();
        let value = self.over_all(samples, |objective, batch, total| objective.accumulate(batch, total, mode, (0, 0)));
        self.penalty.add_gradient(&self.network, &mut self.grads);
        value
    }

    /// Whether nothing in it has a kink or a jump.
    pub fn smooth(&self) -> bool {
        let smooth = |spec: &LayerSpec| match spec {
            LayerSpec::Activation(activation) => activation.op::<T>().smooth(),
            _ => true,
        };
        self.penalty.l1 == T::ZERO && self.loss.op::<T>().smooth() && self.network.specs().iter().all(smooth)
    }

    /// Only the value of [`Objective::gradient`].
    pub fn value(&mut self, samples: &Samples<T>, mode: Mode) -> T {
        self.buffers.copy_from_slice(&self.network.buffers);
        self.over_all(samples, |objective, batch, total| {
            objective.forward(batch, mode, (0, 0));
            let loss = objective.loss.op::<T>();
            let targets = objective.workspace.targets(objective.network.outputs(), objective.weights(), batch);
            loss.run(objective.workspace.out(), targets, None) * loss.scale(total)
        })
    }

    /// Its value and its gradient `grads[P]` over some samples as for an answer, all at once in other room than training's: what has begun there
    /// goes on. The values between layers are then in the workspace.
    pub(super) fn look(
        &self,
        workspace: &mut Workspace<T>,
        grads: &mut [T],
        samples: &Samples<T>,
        some: &impl Chosen,
    ) -> (T, Batch) {
        let (outputs, loss, weights) = (self.network.outputs(), self.loss.op::<T>(), self.weights());
        let batch = workspace.load_smoothed(samples, some, (0, some.count()), self.smoothing);
        let scale = loss.scale(loss.count(workspace.targets(outputs, weights, batch)));
        self.network.forward(workspace, batch);
        grads.fill(T::ZERO);
        let sum = self.network.backward(workspace, loss, weights, scale, grads, Mode::Eval, batch);
        self.penalty.add_gradient(&self.network, grads);
        (sum * scale + self.penalty.value(&self.network), batch)
    }

    /// The sum of the portions' parts of the loss, and of the penalties.
    pub(super) fn over_all(&mut self, samples: &Samples<T>, mut part: impl FnMut(&mut Self, Batch, T) -> T) -> T {
        let total = self.count(samples, &(0..samples.len()));
        let mut value = self.penalty.value(&self.network);
        for start in (0..samples.len()).step_by(PORTION) {
            let end = samples.len().min(start + PORTION);
            let batch = self.load(samples, &(0..samples.len()), start, end - start);
            value += part(self, batch, total);
        }
        self.network.buffers.copy_from_slice(&self.buffers);
        value
    }

    /// The classes' weights, where there are any.
    pub(super) fn weights(&self) -> Option<&[T]> {
        chosen(&self.class_weights)
    }

    /// Another network with as many parameters takes over; its own running statistics count where there are as many.
    pub(super) fn swap_network(&mut self, mut network: Network<T>) {
        assert_eq!(network.params.len(), self.network.params.len(), "the parameters of both networks");
        network.params.copy_from_slice(&self.network.params);
        if network.buffers.len() == self.network.buffers.len() {
            network.buffers.copy_from_slice(&self.network.buffers);
        }
        self.workspace = Workspace::for_training(&network, self.workspace.stride());
        self.buffers.clone_from(&network.buffers);
        self.network = network;
    }

    /// Room for batches of up to `batch` samples from now on.
    pub(super) fn resize(&mut self, batch: usize) {
        if batch > self.workspace.stride() {
            self.workspace = Workspace::for_training(&self.network, batch);
        }
    }

    /// No gradient yet; remembers the running statistics.
    #[inline]
    pub(super) fn start(&mut self) {
        self.starts += 1;
        self.grads.fill(T::ZERO);
        kernels::copy(&mut self.buffers, &self.network.buffers);
    }

    /// Features and (smoothed) targets of `n` of the chosen samples, from place `first` on, into the workspace.
    #[inline]
    pub(super) fn load(&mut self, samples: &Samples<T>, chosen: &impl Chosen, first: usize, n: usize) -> Batch {
        self.workspace.load_smoothed(samples, chosen, (first, n), self.smoothing)
    }

    /// What the sum of the chosen samples' terms is divided by.
    #[inline]
    pub(super) fn count(&mut self, samples: &Samples<T>, chosen: &impl Chosen) -> T {
        let (outputs, n) = (self.network.outputs(), chosen.count());
        if self.class_weights.is_empty() {
            return self.loss.op::<T>().count(self.workspace.targets(outputs, None, Batch::of(n)));
        }
        let mut total = T::ZERO;
        for start in (0..n).step_by(PORTION) {
            let batch = self.workspace.load_part(samples, chosen, start, PORTION.min(n - start));
            total += self.count_loaded(batch);
        }
        total
    }

    /// The same for the batch that is loaded.
    pub(super) fn count_loaded(&self, batch: Batch) -> T {
        self.loss.op::<T>().count(self.workspace.targets(self.network.outputs(), self.weights(), batch))
    }

    /// Adds the gradient of the loss on the batch that is loaded to `grads`, as a part of terms that count `total`; gives that part.
    /// `at` is the step and at which place of its batch this begins.
    #[inline]
    pub(super) fn accumulate(&mut self, batch: Batch, total: T, mode: Mode, at: (u64, usize)) -> T {
        self.forward(batch, mode, at);
        let loss = self.loss.op::<T>();
        let scale = loss.scale(total);
        let weights = chosen(&self.class_weights);
        let network = &self.network;
        network.backward(&mut self.workspace, loss, weights, scale, &mut self.grads, mode, batch) * scale
    }

    #[inline]
    pub(super) fn forward(&mut self, batch: Batch, mode: Mode, (step, place): (u64, usize)) {
        match mode {
            Mode::Train => {
                // One generator for each portion: a step taken back leaves out the same units again.
                if self.network.draws() {
                    self.rng = super::rng(self.seed, step::stream(FIRST_STREAM, step, place));
                }
                self.network.forward_train(&mut self.workspace, &mut self.rng, batch);
            }
            Mode::Eval => self.network.forward(&mut self.workspace, batch),
        }
    }
}

/// [`Objective::class_weights`], where there are any.
#[inline]
pub(super) fn chosen<T>(class_weights: &[T]) -> Option<&[T]> {
    Some(class_weights).filter(|weights| !weights.is_empty())
}
