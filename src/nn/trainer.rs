//! One step of training: owns the network, its workspace and the optimiser's state.

use super::layer::{Mode, ParamKind};
use super::optim::{Hyper, OptimizerOp, State};
use super::{Batch, Loss, Network, Optimizer, Penalty, Samples, Scalar, Workspace, kernels};

/// Samples at once of a gradient over many: fixed, so that its bits do not depend on the batch size.
const PORTION: usize = 32;

/// The streams of a seed that dropout draws from, one for each step; data, weights and orders have those below.
const FIRST_STREAM: u64 = 1 << 40;

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
    buffers: Vec<T>,
    state: State<T>,
    steps: u64,
}

/// Trains a network. All buffers are sized at construction: [`Trainer::step`] allocates nothing.
pub struct Trainer<T: 'static> {
    network: Network<T>,
    workspace: Workspace<T>,
    grads: Vec<T>,
    /// Running statistics before the last forward pass.
    buffers: Vec<T>,
    optimizer: &'static dyn OptimizerOp<T>,
    state: State<T>,
    steps: u64,
    previous: Kept<T>,
    marked: Kept<T>,
    /// The loss that training lowers.
    pub loss: Loss,
    /// Learning rate and what else the update rule reads.
    pub hyper: Hyper,
    /// Strength of decoupled weight decay: weights shrink by `lr · decay` of themselves before each update. Biases, gains and
    /// shifts do not.
    pub decay: f64,
    /// What is added to the loss.
    pub penalty: Penalty<T>,
    /// Largest norm of the gradient, and largest size of each of its numbers; 0 for no limit.
    pub clip: Clip,
    /// Fixes what dropout leaves out.
    pub seed: u64,
}

/// Limits of the gradient, 0 for none. The norm comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clip {
    /// Of √Σg² over all parameters; PyTorch's `clip_grad_norm_`.
    pub norm: f64,
    /// Of each |g|; PyTorch's `clip_grad_value_`.
    pub value: f64,
}

impl<T: Scalar> Trainer<T> {
    /// Batches hold at most `batch` samples. Hyperparameters start at the optimiser's defaults.
    pub fn new(network: Network<T>, loss: Loss, optimizer: Optimizer, batch: usize) -> Self {
        let params = network.params().len();
        let (hyper, state) = (optimizer.defaults(), State::new(optimizer, params));
        let kept = Kept {
            params: network.params().to_vec(),
            buffers: network.buffers.clone(),
            state: state.clone(),
            steps: 0,
        };
        Trainer {
            workspace: Workspace::for_training(&network, batch.max(PORTION)),
            grads: vec![T::ZERO; params],
            marked: kept.clone(),
            previous: kept,
            state,
            buffers: network.buffers.clone(),
            optimizer: optimizer.op(),
            network,
            steps: 0,
            loss,
            decay: hyper.weight_decay,
            hyper,
            penalty: Penalty::default(),
            clip: Clip::default(),
            seed: 0,
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

    /// Another update rule from the next step on; the parameters stay, what the old rule remembered does not.
    pub fn set_optimizer(&mut self, optimizer: Optimizer) {
        self.optimizer = optimizer.op();
        self.state = State::new(optimizer, self.network.params.len());
        self.previous.state = self.state.clone();
        self.marked.state = self.state.clone();
    }

    /// Other layers take over the parameters, which must be as many; steps and optimiser state go on.
    pub fn swap_network(&mut self, mut network: Network<T>) {
        assert_eq!(network.params.len(), self.network.params.len(), "the parameters of both networks");
        network.params.copy_from_slice(&self.network.params);
        if network.buffers.len() == self.network.buffers.len() {
            network.buffers.copy_from_slice(&self.network.buffers);
        }
        self.workspace = Workspace::for_training(&network, self.workspace.stride());
        self.buffers.clone_from(&network.buffers);
        self.previous.buffers.clone_from(&network.buffers);
        self.marked.buffers.clone_from(&network.buffers);
        self.network = network;
    }

    /// Draws the parameters anew and forgets all steps.
    pub fn restart(&mut self, seed: u64) {
        self.network.init(seed);
        self.state.clear();
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

    /// The objective (loss and penalty) over all samples and its gradient, which [`Trainer::grads`] then gives. In training mode batch
    /// norm takes each portion of 32 samples as a batch and dropout leaves out the same units at every call; running statistics stay.
    pub fn gradient(&mut self, samples: &Samples<T>, mode: Mode) -> T {
        self.grads.fill(T::ZERO);
        self.buffers.copy_from_slice(&self.network.buffers);
        let mut value = self.penalty.value(&self.network);
        for start in (0..samples.len()).step_by(PORTION) {
            let end = samples.len().min(start + PORTION);
            value += self.accumulate(samples, start..end, samples.len(), mode);
        }
        self.network.buffers.copy_from_slice(&self.buffers);
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
        self.buffers.copy_from_slice(&self.network.buffers);
        let loss = self.accumulate(samples, chosen, n, Mode::Train);
        self.penalty.add_gradient(&self.network, &mut self.grads);
        self.clip.apply(&mut self.grads);
        if !(loss.is_finite() && kernels::all_finite(&self.grads)) {
            self.undo();
            return Err(Divergence::Loss);
        }
        self.keep();
        self.previous.buffers.copy_from_slice(&self.buffers);
        self.steps += 1;
        self.state.step += 1;
        self.shrink();
        self.optimizer.update(&self.hyper, &mut self.network.params, &self.grads, &mut self.state);
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
    fn accumulate(
        &mut self,
        samples: &Samples<T>,
        chosen: impl ExactSizeIterator<Item = usize>,
        total: usize,
        mode: Mode,
    ) -> T {
        let batch: Batch = self.workspace.load(samples, chosen);
        let loss = self.loss.op::<T>();
        let outputs = self.network.outputs();
        let scale = loss.scale(loss.count(self.workspace.targets(outputs, None, Batch { n: total, ..batch })));
        match mode {
            Mode::Train => {
                // One generator for each step: a step taken back leaves out the same units again.
                let mut rng = super::rng(self.seed, FIRST_STREAM + self.steps);
                self.network.forward_train(&mut self.workspace, &mut rng, batch);
            }
            Mode::Eval => self.network.forward(&mut self.workspace, batch),
        }
        self.network.backward(&mut self.workspace, loss, scale, &mut self.grads, mode, batch) * scale
    }

    /// Decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's `AdamW` does it.
    fn shrink(&mut self) {
        if self.decay == 0.0 {
            return;
        }
        let keep = T::from_f64(1.0 - self.hyper.lr * self.decay);
        for block in 0..self.network.blocks().len() {
            let (kind, range) = self.network.blocks()[block].clone();
            if kind == ParamKind::Weight {
                self.network.params[range].iter_mut().for_each(|w| *w *= keep);
            }
        }
    }

    fn keep(&mut self) {
        Self::store(&self.network, &self.state, self.steps, &mut self.previous);
    }

    fn store(network: &Network<T>, state: &State<T>, steps: u64, kept: &mut Kept<T>) {
        kept.params.copy_from_slice(&network.params);
        kept.buffers.copy_from_slice(&network.buffers);
        kept.state.copy_from(state);
        kept.steps = steps;
    }

    fn restore(network: &mut Network<T>, state: &mut State<T>, steps: &mut u64, kept: &Kept<T>) {
        network.params.copy_from_slice(&kept.params);
        network.buffers.copy_from_slice(&kept.buffers);
        state.copy_from(&kept.state);
        *steps = kept.steps;
    }
}

impl Clip {
    /// Shortens a gradient that is too long, then cuts each number that is too large.
    fn apply<T: Scalar>(self, grads: &mut [T]) {
        if self.norm > 0.0 {
            let norm = kernels::squares(grads, T::ZERO).sqrt();
            // PyTorch's small number in the divisor.
            let shorter = T::from_f64(self.norm) / (norm + T::from_f64(1e-6));
            if shorter < T::ONE {
                grads.iter_mut().for_each(|g| *g *= shorter);
            }
        }
        if self.value > 0.0 {
            let most = T::from_f64(self.value);
            grads.iter_mut().for_each(|g| *g = g.at_least(-most).at_most(most));
        }
    }
}
