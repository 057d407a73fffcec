//! One step of training, in portions where its batch is large: between them a page can draw.

use super::layer::Mode;
use super::objective::{self, Objective};
use super::samples::Chosen;
use super::trainer::{Divergence, Trainer};
use super::{Batch, Network, Samples, Scalar, kernels};

/// Samples of a portion. A batch of more is worked through in several, whose gradients add up: fixed, so that bits do not depend on how long
/// anything takes; and what they leave behind fits a processor's cache.
pub const PORTION: usize = 256;

/// Samples at once, of a batch of `n`: all of them where the batch has statistics of its own, or where each layer is updated in the midst of the
/// backward pass.
#[inline]
pub(super) fn at_once<T>(network: &Network<T>, in_place: bool, n: usize) -> usize {
    if in_place || network.whole_batches { n } else { n.min(PORTION) }
}

/// The stream of a seed for the portion of a step that begins at a place of its batch, of those from `first` on, a power of two from 2^40 on.
pub fn stream(first: u64, step: u64, place: usize) -> u64 {
    first + step + (((place / PORTION) as u64) << 44)
}

/// A step between two of its portions. Whatever begins another gradient ends it: the step then starts again.
pub(super) struct UnderWay<T> {
    /// Samples of the batch, and how many are done.
    samples: usize,
    done: usize,
    /// Of those that are done.
    loss: T,
    /// What the sum of all terms is divided by.
    total: T,
    /// [`Objective::starts`] of its gradient.
    start: u64,
}

impl<T: Scalar> Trainer<T> {
    /// Forward, backward, update on the chosen samples; gives their loss before the update.
    pub fn step(&mut self, samples: &Samples<T>, chosen: impl Chosen) -> Result<T, Divergence> {
        loop {
            if let Some(done) = self.step_part(samples, &chosen, |_, _, _| {}) {
                return done;
            }
        }
    }

    /// A portion of a step: nothing until the last one, which updates. To be called with the same samples until then. `change` may have its way
    /// with the features, `[inputs][stride]`, and is told at which place of the batch they begin: for augmentation.
    pub fn step_part(
        &mut self,
        samples: &Samples<T>,
        chosen: &impl Chosen,
        change: impl FnOnce(&mut [T], Batch, usize),
    ) -> Option<Result<T, Divergence>> {
        let n = chosen.count();
        let mut step = match self.under_way.take() {
            Some(step) if step.samples == n && step.start == self.objective.starts => step,
            _ => self.begin(samples, chosen),
        };
        let part = at_once(self.network(), self.in_place, n).min(n - step.done);
        let batch = self.objective.load(samples, chosen, step.done, part);
        self.last = batch;
        change(self.objective.workspace.features_mut(), batch, step.done);
        if self.in_place {
            return Some(self.step_in_place(batch, step.total));
        }
        step.loss += self.objective.accumulate(batch, step.total, Mode::Train, (self.steps, step.done));
        step.done += part;
        if step.done < n {
            self.under_way = Some(step);
            return None;
        }
        Some(self.update(step.loss))
    }

    #[inline]
    fn begin(&mut self, samples: &Samples<T>, chosen: &impl Chosen) -> UnderWay<T> {
        let total = self.objective.count(samples, chosen);
        self.objective.start();
        let (samples, start) = (chosen.count(), self.objective.starts);
        UnderWay { samples, done: 0, loss: T::ZERO, total, start }
    }

    /// The gradient is whole.
    #[inline]
    fn update(&mut self, loss: T) -> Result<T, Divergence> {
        let objective = &mut self.objective;
        objective.penalty.add_gradient(&objective.network, &mut objective.grads);
        for frozen in &self.frozen {
            objective.grads[frozen.clone()].fill(T::ZERO);
        }
        self.clip.apply(&mut objective.grads);
        if !(loss.is_finite() && kernels::flush(&mut objective.grads, T::SMALLEST)) {
            self.undo();
            return Err(Divergence::Loss);
        }
        if self.optimizer.plain() && self.decay == 0.0 && self.frozen.is_empty() {
            self.count_step();
            // One way through the parameters does it all.
            let (Objective { network, grads, .. }, before) = (&mut self.objective, &mut self.previous.params);
            let finite = kernels::descend(&mut network.params, before, grads, T::from_f64(self.hyper.lr));
            return self.finish(loss, finite);
        }
        self.keep_before_step();
        self.shrink();
        self.optimizer.update(&self.hyper, &mut self.objective.network.params, &self.objective.grads, &mut self.state);
        let finite = self.flush_params();
        self.finish(loss, finite)
    }

    /// Writes 0 in place of parameters below [`Scalar::TINY`], and what was there before the step in place of frozen ones: what an optimiser
    /// remembers moves them without a gradient too. Gives whether all are finite.
    #[inline]
    fn flush_params(&mut self) -> bool {
        let params = &mut self.objective.network.params;
        let finite = kernels::flush(params, T::TINY);
        for frozen in &self.frozen {
            params[frozen.clone()].copy_from_slice(&self.previous.params[frozen.clone()]);
        }
        finite
    }

    /// The wrong rule, see [`Trainer::in_place`].
    fn step_in_place(&mut self, batch: Batch, total: T) -> Result<T, Divergence> {
        self.objective.forward(batch, Mode::Train, (self.steps, 0));
        self.keep_before_step();
        let lr = T::from_f64(self.hyper.lr);
        let Objective { network, workspace, grads, loss, class_weights, .. } = &mut self.objective;
        let loss = loss.op::<T>();
        let scale = loss.scale(total);
        let weights = objective::chosen(class_weights);
        let sum =
            network.backward_in_place(workspace, loss, weights, (scale, lr), grads, &self.frozen, Mode::Train, batch);
        for frozen in &self.frozen {
            grads[frozen.clone()].fill(T::ZERO);
        }
        let finite = kernels::flush(grads, T::SMALLEST) & self.flush_params();
        self.finish(sum * scale, finite)
    }

    /// Remembers everything as it was before the step under way, and counts it.
    #[inline]
    fn keep_before_step(&mut self) {
        self.count_step();
        self.previous.params.copy_from_slice(&self.objective.network.params);
    }

    /// Remembers what a step changes but for the parameters, as it was before the step under way, and counts it.
    #[inline]
    fn count_step(&mut self) {
        kernels::copy(&mut self.previous.buffers, &self.objective.buffers);
        self.previous.state.copy_from(&self.state);
        self.previous.steps = self.steps;
        self.steps += 1;
        self.state.step += 1;
    }

    /// `finite`: whether all parameters are.
    #[inline]
    fn finish(&mut self, loss: T, finite: bool) -> Result<T, Divergence> {
        if !loss.is_finite() {
            self.undo();
            return Err(Divergence::Loss);
        }
        if !finite {
            self.undo();
            return Err(Divergence::Params);
        }
        // The next gradient may begin before anyone asks for this one.
        std::mem::swap(&mut self.objective.grads, &mut self.grads);
        Ok(loss)
    }
}
