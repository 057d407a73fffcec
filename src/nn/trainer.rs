//! One step of training: owns the network, its workspace and the optimiser's state.

use super::optim::{Hyper, OptimizerOp};
use super::{Batch, Loss, Network, Optimizer, Penalty, Samples, Scalar, Workspace, kernels};

/// Samples at once of a gradient over many: fixed, so that its bits do not depend on the batch size.
const PORTION: usize = 32;

/// What stopped being finite. The trainer is back at the last step where everything was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Divergence {
    /// The loss of a batch, or a gradient.
    Loss,
    /// A parameter, right after an update.
    Params,
}

/// What [`Trainer::undo`] and [`Trainer::back_to_mark`] go back to.
#[derive(Clone)]
struct Kept<T> {
    params: Vec<T>,
    state: Vec<T>,
    steps: u64,
}

/// Trains a network. All buffers are sized at construction: [`Trainer::step`] allocates nothing.
pub struct Trainer<T: 'static> {
    network: Network<T>,
    workspace: Workspace<T>,
    grads: Vec<T>,
    optimizer: &'static dyn OptimizerOp<T>,
    state: Vec<T>,
    steps: u64,
    previous: Kept<T>,
    marked: Kept<T>,
    /// The loss that training lowers.
    pub loss: Loss,
    /// Learning rate.
    pub lr: T,
    /// What is added to the loss.
    pub penalty: Penalty<T>,
}

impl<T: Scalar> Trainer<T> {
    /// Batches hold at most `batch` samples. The learning rate starts at 0.01, PyTorch's usual one.
    pub fn new(network: Network<T>, loss: Loss, optimizer: Optimizer, batch: usize) -> Self {
        let params = network.params().len();
        let optimizer = optimizer.op();
        let state = vec![T::ZERO; optimizer.slots() * params];
        let kept = Kept { params: network.params().to_vec(), state: state.clone(), steps: 0 };
        Trainer {
            workspace: Workspace::for_training(&network, batch.max(PORTION)),
            grads: vec![T::ZERO; params],
            marked: kept.clone(),
            previous: kept,
            state,
            optimizer,
            network,
            steps: 0,
            loss,
            lr: T::from_f64(0.01),
            penalty: Penalty::default(),
        }
    }

    /// The network.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// Replaces all parameters, `[P]`; the optimiser's state stays.
    pub fn set_params(&mut self, params: &[T]) {
        self.network.params.copy_from_slice(params);
        self.keep();
    }

    /// Steps taken since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The gradient of the last step or [`Trainer::gradient`], `[P]`.
    pub fn grads(&self) -> &[T] {
        &self.grads
    }

    /// Other layers take over the parameters, which must be as many; steps and optimiser state go on.
    pub fn swap_network(&mut self, mut network: Network<T>) {
        assert_eq!(network.params.len(), self.network.params.len(), "the parameters of both networks");
        network.params.copy_from_slice(&self.network.params);
        self.workspace = Workspace::for_training(&network, self.workspace.stride());
        self.network = network;
    }

    /// Draws the parameters anew and forgets all steps.
    pub fn restart(&mut self, seed: u64) {
        self.network.init(seed);
        self.state.fill(T::ZERO);
        self.steps = 0;
        self.keep();
        self.mark();
    }

    /// Room for batches of up to `batch` samples from now on.
    pub fn resize(&mut self, batch: usize) {
        if batch > self.workspace.stride() {
            self.workspace = Workspace::for_training(&self.network, batch);
        }
    }

    /// The objective (loss and penalty) over all samples and its gradient, which [`Trainer::grads`] then gives.
    pub fn gradient(&mut self, samples: &Samples<T>) -> T {
        self.grads.fill(T::ZERO);
        let mut value = self.penalty.value(&self.network);
        for start in (0..samples.len()).step_by(PORTION) {
            let end = samples.len().min(start + PORTION);
            value += self.accumulate(samples, start..end, samples.len());
        }
        self.penalty.add_gradient(&self.network, &mut self.grads);
        value
    }

    /// Forward, backward, update on the chosen samples; gives their loss before the update.
    pub fn step(
        &mut self,
        samples: &Samples<T>,
        chosen: impl ExactSizeIterator<Item = usize>,
    ) -> Result<T, Divergence> {
        let n = chosen.len();
        self.grads.fill(T::ZERO);
        let loss = self.accumulate(samples, chosen, n);
        self.penalty.add_gradient(&self.network, &mut self.grads);
        if !(loss.is_finite() && kernels::all_finite(&self.grads)) {
            self.undo();
            return Err(Divergence::Loss);
        }
        self.keep();
        self.steps += 1;
        let hyper = Hyper { lr: self.lr, step: self.steps };
        self.optimizer.update(hyper, &mut self.network.params, &self.grads, &mut self.state);
        if !kernels::all_finite(self.network.params()) {
            self.undo();
            return Err(Divergence::Params);
        }
        Ok(loss)
    }

    /// Takes the last update back (one step of memory), as when the loss it led to is not finite.
    pub fn undo(&mut self) {
        Self::restore(&mut self.network, &mut self.state, &mut self.steps, &self.previous);
    }

    /// Remembers the parameters as they are, for [`Trainer::back_to_mark`].
    pub fn mark(&mut self) {
        Self::store(&self.network, &self.state, self.steps, &mut self.marked);
    }

    /// Goes back to the last [`Trainer::mark`], or to the first parameters.
    pub fn back_to_mark(&mut self) {
        Self::restore(&mut self.network, &mut self.state, &mut self.steps, &self.marked);
        self.keep();
    }

    /// Adds the gradient of the loss on the chosen samples, as a part of `total` samples, to `grads`.
    fn accumulate(&mut self, samples: &Samples<T>, chosen: impl ExactSizeIterator<Item = usize>, total: usize) -> T {
        let batch: Batch = self.workspace.load(samples, chosen);
        let loss = self.loss.op::<T>();
        let scale = loss.reduction().scale(total, self.network.outputs());
        self.network.forward(&mut self.workspace, batch);
        self.network.backward(&mut self.workspace, loss, scale, &mut self.grads, batch)
    }

    fn keep(&mut self) {
        Self::store(&self.network, &self.state, self.steps, &mut self.previous);
    }

    fn store(network: &Network<T>, state: &[T], steps: u64, kept: &mut Kept<T>) {
        kept.params.copy_from_slice(&network.params);
        kept.state.copy_from_slice(state);
        kept.steps = steps;
    }

    fn restore(network: &mut Network<T>, state: &mut [T], steps: &mut u64, kept: &Kept<T>) {
        network.params.copy_from_slice(&kept.params);
        state.copy_from_slice(&kept.state);
        *steps = kept.steps;
    }
}
