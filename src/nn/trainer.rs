//! One step of training: owns the network, its workspace and the optimiser's state.

use super::optim::{Hyper, OptimizerOp};
use super::{Batch, Loss, Network, Optimizer, Penalty, Samples, Scalar, Workspace, kernels};

/// What stopped being finite. The trainer is back at the last step where everything was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Divergence {
    /// The loss of a batch, or a gradient.
    Loss,
    /// A parameter, right after an update.
    Params,
}

/// What [`Trainer::undo`] goes back to.
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
        Trainer {
            workspace: Workspace::for_training(&network, batch),
            grads: vec![T::ZERO; params],
            previous: Kept { params: network.params().to_vec(), state: state.clone(), steps: 0 },
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
        for start in (0..samples.len()).step_by(self.workspace.stride()) {
            let end = samples.len().min(start + self.workspace.stride());
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
        self.network.params.copy_from_slice(&self.previous.params);
        self.state.copy_from_slice(&self.previous.state);
        self.steps = self.previous.steps;
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
        self.previous.params.copy_from_slice(&self.network.params);
        self.previous.state.copy_from_slice(&self.state);
        self.previous.steps = self.steps;
    }
}
