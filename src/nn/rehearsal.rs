//! The next step of a trainer taken apart for one parameter: what each sample adds to its gradient, and what becomes of that.

use super::layer::{LayerSpec, ParamKind};
use super::samples::Chosen;
use super::trainer::Clip;
use super::{Batch, Divergence, Network, Objective, Samples, Trainer, kernels};

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
        (told.whole, told.norm) = (trainer.grads()[param], kernels::squares(trainer.grads(), 0.0).sqrt());
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
    let Some((l, local)) = layer_of(network, param) else { return Vec::new() };
    let (x, dy) = (&workspace.values[l], &workspace.deltas[l + 1]);
    let (inputs, outputs) = (network.widths()[l], network.widths()[l + 1]);
    let times = |to: usize, factor: &dyn Fn(usize) -> f64| {
        batch.row(dy, to).iter().enumerate().map(|(s, dy)| dy * factor(s)).collect()
    };
    match network.specs()[l] {
        LayerSpec::Dense { .. } if local < inputs * outputs => {
            let x = batch.row(x, local % inputs);
            times(local / inputs, &|s| x[s])
        }
        LayerSpec::Dense { .. } => times(local - inputs * outputs, &|_| 1.0),
        LayerSpec::BatchNorm if local < outputs => {
            let (mean, inverse) = (workspace.scratch[l][local], workspace.scratch[l][outputs + local]);
            let x = batch.row(x, local);
            times(local, &|s| (x[s] - mean) * inverse)
        }
        LayerSpec::LayerNorm if local < outputs => {
            let layer = network.layers().nth(l).map(|(layer, _)| layer);
            times(local, &|s| {
                let one: Vec<f64> = (0..inputs).map(|u| batch.row(x, u)[s]).collect();
                let factors = layer.map(|layer| layer.factors(&[], &one, Batch { n: 1, stride: 1 }));
                factors.and_then(|factors| factors.get(local).map(|factor| factor.value)).unwrap_or(0.0)
            })
        }
        _ => times(local % outputs, &|_| 1.0),
    }
}

/// The layer that a parameter belongs to, and its place there.
fn layer_of(network: &Network<f64>, param: usize) -> Option<(usize, usize)> {
    let mut layers = network.layers().enumerate();
    layers.find_map(|(l, (_, range))| range.contains(&param).then(|| (l, param - range.start)))
}

/// What kind of parameter stands at a place.
pub fn kind_of(network: &Network<f64>, param: usize) -> ParamKind {
    let block = network.blocks().iter().find(|(_, range)| range.contains(&param));
    block.map_or(ParamKind::Weight, |(kind, _)| *kind)
}
