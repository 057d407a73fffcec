//! What is trained and what can be gone back to: owns the objective and the optimiser's state. A step of it is in [`super::step`].

use super::layer::ParamKind;
use super::objective::Objective;
use super::optim::{Hyper, OptimizerOp, State};
use super::step::{UnderWay, at_once};
use super::{Batch, Loss, Network, Optimizer, Scalar, kernels};
use std::ops::Range;

/// What stopped being finite. The trainer is back at the last step where everything was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Divergence {
    /// The loss of a batch, or a gradient.
    Loss,
    /// A parameter, right after an update.
    Params,
}

/// Parameters and all that a step changes besides: what [`Trainer::undo`], [`Trainer::back_to_mark`] and [`Trainer::back_to_best`] go back to, and
/// what is saved.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Kept<T> {
    /// `[P]`.
    pub params: Vec<T>,
    /// Running statistics.
    pub buffers: Vec<T>,
    /// What the optimiser remembers.
    pub state: State<T>,
    /// Steps taken.
    pub steps: u64,
}

impl<T: Scalar> Kept<T> {
    /// The same moment in double precision.
    pub fn doubled(&self) -> Kept<f64> {
        let doubled = |numbers: &[T]| numbers.iter().map(|number| number.to_f64()).collect();
        let State { slots, step, product } = &self.state;
        Kept {
            params: doubled(&self.params),
            buffers: doubled(&self.buffers),
            state: State { slots: doubled(slots), step: *step, product: *product },
            steps: self.steps,
        }
    }
}

/// The moments that a trainer goes back to, and the last step's gradient.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Past<T> {
    /// Before the last step.
    pub previous: Kept<T>,
    /// Where the loss was last found finite.
    pub marked: Kept<T>,
    /// Of the last step, `[P]`.
    pub grads: Vec<T>,
}

/// Trains a network. All buffers are sized at construction: [`Trainer::step`] allocates nothing.
pub struct Trainer<T: 'static> {
    /// What training lowers, and the network. Its parameters are replaced by [`Trainer::set_params`].
    pub objective: Objective<T>,
    pub(super) optimizer: &'static dyn OptimizerOp<T>,
    pub(super) state: State<T>,
    pub(super) steps: u64,
    /// Of the last step.
    pub(super) grads: Vec<T>,
    /// What the workspace holds of the last step: the batch, or its last portion.
    pub(super) last: Batch,
    /// A step whose gradient is not whole yet.
    pub(super) under_way: Option<UnderWay<T>>,
    pub(super) previous: Kept<T>,
    marked: Kept<T>,
    best: Kept<T>,
    /// Learning rate and what else the update rule reads.
    pub hyper: Hyper,
    /// Strength of decoupled weight decay: weights shrink by `lr · decay` of themselves before each update. Biases, gains and
    /// shifts do not.
    pub decay: f64,
    /// Largest norm of the gradient, and largest size of each of its numbers; 0 for no limit.
    pub clip: Clip,
    /// **The wrong rule**, for lessons: plain steps of `lr`, each layer's in the midst of the backward pass, so that earlier layers get
    /// their gradients through weights of another moment. Optimiser, penalties, decay and clipping are left out.
    pub in_place: bool,
    /// Parameters that a step leaves as they are, bit for bit: their gradient counts as 0, before the norm is clipped.
    pub frozen: Vec<Range<usize>>,
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
        let (hyper, state) = (optimizer.defaults(), State::new(optimizer, network.params().len()));
        let kept = Kept {
            params: network.params().to_vec(),
            buffers: network.buffers.clone(),
            state: state.clone(),
            steps: 0,
        };
        let room = at_once(&network, false, batch);
        Trainer {
            objective: Objective::new(network, loss, room),
            optimizer: optimizer.op(),
            state,
            steps: 0,
            grads: vec![T::ZERO; kept.params.len()],
            last: Batch::of(0),
            under_way: None,
            marked: kept.clone(),
            best: kept.clone(),
            previous: kept,
            decay: hyper.weight_decay,
            hyper,
            clip: Clip::default(),
            in_place: false,
            frozen: Vec::new(),
        }
    }

    /// The network.
    pub fn network(&self) -> &Network<T> {
        &self.objective.network
    }

    /// The portions of a step that is not whole yet count for nothing: what they were taken with has changed.
    pub fn abandon(&mut self) {
        self.under_way = None;
    }

    /// Replaces all parameters, `[P]`; the optimiser's state stays.
    pub fn set_params(&mut self, params: &[T]) {
        self.abandon();
        self.objective.set_params(params);
        self.keep();
    }

    /// Bytes that its buffers take.
    pub fn bytes(&self) -> usize {
        // Parameters, gradients of this step and the last, what the optimiser remembers; and parameters and memory three times more, to go back to.
        let numbers = 6 * self.network().params.len() + 4 * self.state.slots.len();
        numbers * size_of::<T>() + self.objective.workspace.bytes()
    }

    /// Replaces one parameter as it is now, and as it is when the last step is taken back; all else stays. Gives what both were.
    pub fn swap_param(&mut self, param: usize, [now, before]: [T; 2]) -> [T; 2] {
        self.abandon();
        let swap = |params: &mut [T], value| std::mem::replace(&mut params[param], value);
        [swap(&mut self.objective.network.params, now), swap(&mut self.previous.params, before)]
    }

    /// Steps taken since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The gradient that the last step took: of its batch, with penalties, frozen and clipped; `[P]`, zeros where there was none.
    pub fn grads(&self) -> &[T] {
        &self.grads
    }

    /// The parameters before the last update, `[P]`; the present ones where there was none.
    pub fn params_before(&self) -> &[T] {
        &self.previous.params
    }

    /// Another update rule from the next step on; the parameters stay, what the old rule remembered does not.
    pub fn set_optimizer(&mut self, optimizer: Optimizer) {
        self.optimizer = optimizer.op();
        self.state = State::new(optimizer, self.network().params.len());
        for kept in [&mut self.previous, &mut self.marked, &mut self.best] {
            kept.state.clone_from(&self.state);
        }
    }

    /// Other layers take over the parameters, which must be as many; steps and optimiser state go on.
    pub fn swap_network(&mut self, network: Network<T>) {
        self.abandon();
        self.objective.swap_network(network);
        for kept in [&mut self.previous, &mut self.marked, &mut self.best] {
            // Running statistics that fit the new layers are those of the kept parameters still.
            if kept.buffers.len() != self.objective.network.buffers.len() {
                kept.buffers.clone_from(&self.objective.network.buffers);
            }
        }
    }

    /// Draws the parameters anew and forgets all steps.
    pub fn restart(&mut self, seed: u64) {
        self.abandon();
        self.objective.network.init(seed);
        self.state.clear();
        self.steps = 0;
        self.grads.fill(T::ZERO);
        self.keep();
        self.mark();
        self.mark_best();
    }

    /// Room for batches of up to `batch` samples from now on, under [`Trainer::in_place`] as it is now.
    pub fn resize(&mut self, batch: usize) {
        self.objective.resize(at_once(self.network(), self.in_place, batch));
    }

    /// Takes the last update back (one step of memory), as when the loss it led to is not finite.
    pub fn undo(&mut self) {
        self.abandon();
        Self::restore(&mut self.objective.network, &mut self.state, &mut self.steps, &self.previous);
    }

    /// Remembers the parameters as they are, for [`Trainer::back_to_mark`].
    pub fn mark(&mut self) {
        Self::store(&self.objective.network, &self.state, self.steps, &mut self.marked);
    }

    /// Goes back to the last [`Trainer::mark`], or to the first parameters.
    pub fn back_to_mark(&mut self) {
        self.abandon();
        Self::restore(&mut self.objective.network, &mut self.state, &mut self.steps, &self.marked);
        self.keep();
    }

    /// Nothing before the present is to be gone back to: what came before answered to another objective.
    pub fn settle(&mut self) {
        self.keep();
        self.mark();
    }

    /// Remembers the parameters as the best so far, for [`Trainer::back_to_best`].
    pub fn mark_best(&mut self) {
        Self::store(&self.objective.network, &self.state, self.steps, &mut self.best);
    }

    /// Takes the best parameters again. Steps are not taken back: they were part of the search.
    pub fn back_to_best(&mut self) {
        self.abandon();
        let steps = self.steps;
        Self::restore(&mut self.objective.network, &mut self.state, &mut self.steps, &self.best);
        self.steps = steps;
        self.keep();
        self.mark();
    }

    /// Decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's `AdamW` does it.
    #[inline]
    pub(super) fn shrink(&mut self) {
        if self.decay == 0.0 {
            return;
        }
        let keep = T::from_f64(1.0 - self.hyper.lr * self.decay);
        let network = &mut self.objective.network;
        for block in 0..network.blocks().len() {
            let block = network.blocks()[block].clone();
            if block.kind == ParamKind::Weight {
                network.params[block.range].iter_mut().for_each(|w| *w *= keep);
            }
        }
    }

    /// The present moment, whole: a trainer of the same network and objective that is [`Trainer::resume`]d from it takes the same steps, bit for bit.
    pub fn present(&self) -> Kept<T> {
        let network = self.network();
        Kept {
            params: network.params.clone(),
            buffers: network.buffers.clone(),
            state: self.state.clone(),
            steps: self.steps,
        }
    }

    /// What can be gone back to.
    pub fn past(&self) -> Past<T> {
        let (previous, marked) = (self.previous.clone(), self.marked.clone());
        Past { previous, marked, grads: self.grads.clone() }
    }

    /// The moment that [`Trainer::back_to_best`] goes back to.
    pub fn best(&self) -> &Kept<T> {
        &self.best
    }

    /// Takes a moment for the present one, and nothing before it to go back to unless it is given. Whether all of it fits this network and optimiser, and is
    /// finite: else nothing has changed.
    pub fn resume(&mut self, now: &Kept<T>, best: Option<&Kept<T>>, past: Option<&Past<T>>) -> bool {
        let moments = [Some(now), best, past.map(|past| &past.previous), past.map(|past| &past.marked)];
        let gradient_fits = past.is_none_or(|past| {
            past.grads.len() == self.grads.len() && past.grads.iter().all(|gradient| gradient.is_finite())
        });
        if !gradient_fits || !moments.into_iter().flatten().all(|kept| self.fits(kept)) {
            return false;
        }
        self.abandon();
        Self::restore(&mut self.objective.network, &mut self.state, &mut self.steps, now);
        self.settle();
        self.mark_best();
        if let Some(best) = best {
            self.best.clone_from(best);
        }
        self.grads.fill(T::ZERO);
        if let Some(Past { previous, marked, grads }) = past {
            self.previous.clone_from(previous);
            self.marked.clone_from(marked);
            self.grads.copy_from_slice(grads);
        }
        true
    }

    /// Tells whether parameters, running statistics and what the optimiser remembers are all finite.
    pub fn is_finite(&self) -> bool {
        let network = self.network();
        finite(&network.params) && finite(&network.buffers) && self.state.is_finite()
    }

    fn fits(&self, kept: &Kept<T>) -> bool {
        kept.params.len() == self.network().params.len()
            && kept.buffers.len() == self.network().buffers.len()
            && kept.state.slots.len() == self.state.slots.len()
            && finite(&kept.params)
            && finite(&kept.buffers)
            && kept.state.is_finite()
            && kept.steps.max(kept.state.step) < 1 << 53
    }

    #[inline]
    pub(super) fn keep(&mut self) {
        Self::store(&self.objective.network, &self.state, self.steps, &mut self.previous);
    }

    #[inline]
    fn store(network: &Network<T>, state: &State<T>, steps: u64, kept: &mut Kept<T>) {
        kept.params.copy_from_slice(&network.params);
        kernels::copy(&mut kept.buffers, &network.buffers);
        kept.state.copy_from(state);
        kept.steps = steps;
    }

    fn restore(network: &mut Network<T>, state: &mut State<T>, steps: &mut u64, kept: &Kept<T>) {
        network.params.copy_from_slice(&kept.params);
        kernels::copy(&mut network.buffers, &kept.buffers);
        state.copy_from(&kept.state);
        *steps = kept.steps;
    }
}

fn finite<T: Scalar>(numbers: &[T]) -> bool {
    numbers.iter().all(|number| number.is_finite())
}

impl<T: Scalar> State<T> {
    fn is_finite(&self) -> bool {
        finite(&self.slots) && self.product.is_finite()
    }
}

impl Clip {
    /// Shortens a gradient that is too long, then cuts each number that is too large.
    #[inline]
    pub(super) fn apply<T: Scalar>(self, grads: &mut [T]) {
        if self.norm > 0.0 {
            let norm = kernels::squares(grads, T::ZERO).sqrt();
            // PyTorch's small number in the divisor.
            let shorter = T::from_f64(self.norm) / (norm + T::from_f64(1e-6));
            if !norm.is_finite() {
                self.shorten_enormous(grads);
            } else if shorter < T::ONE {
                grads.iter_mut().for_each(|g| *g *= shorter);
            }
        }
        if self.value > 0.0 {
            let most = T::from_f64(self.value);
            grads.iter_mut().for_each(|g| *g = g.at_least(-most).at_most(most));
        }
    }

    /// Shortens a gradient whose squares overflow, in double precision. PyTorch's `clip_grad_norm_` makes it 0 there, as if
    /// nothing were left to learn. What is not finite stays so, and the step breaks off.
    #[cold]
    #[inline(never)]
    fn shorten_enormous<T: Scalar>(self, grads: &mut [T]) {
        let shorter = self.norm / (kernels::scaled_norm(grads) + 1e-6);
        grads.iter_mut().for_each(|g| *g = T::from_f64(g.to_f64() * shorter));
    }
}
