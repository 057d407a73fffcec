//! The next step of a trainer taken apart for one parameter: what each sample adds to its gradient, and what becomes of that.

use super::layer::Mode;
use super::samples::Chosen;
use super::trainer::Clip;
use super::{Batch, Divergence, Objective, Samples, Trainer, kernels};

/// One parameter's part of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// What each sample of the batch adds to the gradient of the loss, in the batch's order: their sum is that gradient.
    pub parts: Vec<f64>,
    /// With penalties, and 0 where it is frozen: before it is clipped.
    pub whole: f64,
    /// √Σg² over all parameters then.
    pub norm: f64,
    /// As the update rule gets it.
    pub taken: f64,
    /// The parameter before and after.
    pub value: [f64; 2],
    /// What the rule remembers of it, before and after.
    pub memory: [Vec<f64>; 2],
    /// The number of the step since the rule took over, from 1.
    pub step: u64,
    /// Product of the momenta before, see [`super::optim::State::product`].
    pub product: f64,
}

/// Takes the step on a trainer that is there for it alone. `change` is [`Trainer::step_part`]'s, once for each portion of each of the two passes.
pub fn rehearse(
    trainer: &mut Trainer<f64>,
    samples: &Samples<f64>,
    chosen: &impl Chosen,
    param: usize,
    mut change: impl FnMut(&mut [f64], Batch, usize),
) -> Result<Rehearsal, Divergence> {
    let mut told = Rehearsal { product: trainer.state.product, ..Rehearsal::default() };
    if !trainer.in_place {
        // A step of no length shows the gradient before it is clipped.
        let (lr, decay, clip) = (trainer.hyper.lr, trainer.decay, trainer.clip);
        (trainer.hyper.lr, trainer.decay, trainer.clip) = (0.0, 0.0, Clip::default());
        told.parts = whole_step(trainer, samples, chosen, param, &mut change)?;
        let norm = kernels::squares(trainer.grads(), 0.0).sqrt();
        let norm = if norm.is_finite() { norm } else { kernels::scaled_norm(trainer.grads()) };
        (told.whole, told.norm) = (trainer.grads()[param], norm);
        trainer.undo();
        (trainer.hyper.lr, trainer.decay, trainer.clip) = (lr, decay, clip);
    }
    told.memory[0] = memory(trainer, param);
    told.value[0] = trainer.network().params()[param];
    let parts = whole_step(trainer, samples, chosen, param, &mut change)?;
    told.taken = trainer.grads()[param];
    if trainer.in_place {
        (told.parts, told.whole, told.norm) = (parts, told.taken, told.taken.abs());
    }
    told.memory[1] = memory(trainer, param);
    told.value[1] = trainer.network().params()[param];
    told.step = trainer.state.step;
    Ok(told)
}

fn memory(trainer: &Trainer<f64>, param: usize) -> Vec<f64> {
    trainer.state.slots.chunks(trainer.network().params().len()).filter_map(|slot| slot.get(param).copied()).collect()
}

/// One step; gives each sample's part of a parameter's gradient.
fn whole_step(
    trainer: &mut Trainer<f64>,
    samples: &Samples<f64>,
    chosen: &impl Chosen,
    param: usize,
    change: &mut impl FnMut(&mut [f64], Batch, usize),
) -> Result<Vec<f64>, Divergence> {
    let mut parts = Vec::new();
    loop {
        let mut loaded = Batch::of(0);
        let done = trainer.step_part(samples, chosen, |features, batch, first| {
            loaded = batch;
            change(features, batch, first);
        });
        parts.extend(of_each(&trainer.objective, loaded, param));
        if let Some(done) = done {
            return done.map(|_| parts);
        }
    }
}

/// dL/dy · dy/dθ for each sample of the batch that was loaded last, in training mode.
fn of_each(objective: &Objective<f64>, batch: Batch, param: usize) -> Vec<f64> {
    let Objective { network, workspace, .. } = objective;
    let layer = network.stages.iter().position(|stage| stage.params.contains(&param));
    let block = network.blocks().iter().find(|block| block.range.contains(&param));
    let Some((l, block)) = layer.zip(block) else { return Vec::new() };
    let place = block.place(param);
    let factor = |s: usize| network.factor((l, place), workspace, Mode::Train, batch, s);
    batch.row(&workspace.deltas[l + 1], place.to).iter().enumerate().map(|(s, dy)| dy * factor(s)).collect()
}
