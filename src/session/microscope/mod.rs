//! One training step under the microscope: every number that leads to a parameter's new value, in `f64`, and nothing changed.

mod backward;
mod counts;
mod forward;
mod line;
mod reuse;
mod rules;
mod scene;
mod shape;
#[cfg(test)]
mod tests;
mod update;

pub use counts::Count;
pub use line::{Kind, Line, Piece, Place, Reach, Stage};

use super::configure::batch_of;
use super::run::{Moving, Session};
use crate::data::split;
use crate::error::{Error, Kind as Wrong, Limits, Result};
use crate::nn::loss::{Reduction, Targets};
use crate::nn::rehearsal::{self, Rehearsal};
use crate::nn::{Batch, LayerSpec, Scalar, Trainer};
use scene::Scene;
use serde::Serialize;
use update::Step;

/// Samples of the batch that are listed.
const LISTED: usize = 12;

/// One step, seen from one parameter and one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Microscope {
    /// The sample: those that are trained on come first.
    pub sample: usize,
    /// Where the parameter is.
    pub place: Place,
    /// Its symbol, as TeX.
    pub name: String,
    /// Forward, loss, backward and update, in this order. No update where training would refuse or break off the step.
    pub lines: Vec<Line>,
    /// Samples of the next batch, the first of them.
    pub batch: Vec<SampleGradient>,
    /// All samples of it.
    pub batch_size: usize,
    /// What the update takes of these: their mean, or their sum.
    pub gradient: Option<f64>,
    /// Whether the loss adds samples up.
    pub summed: bool,
    /// Whether the next step would break off: a number would not be finite.
    pub diverges: bool,
    /// In what the step differs from an answer's pass.
    pub notes: Vec<Note>,
    /// Multiplications for this network.
    pub count: Count,
    /// The same for one to eight hidden layers as wide as its first one.
    pub table: Vec<Count>,
}

/// What a sample adds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SampleGradient {
    /// Its place among all.
    pub sample: usize,
    /// Its gradient of the parameter, as the step has it.
    pub gradient: f64,
}

/// In what a step differs from an answer's pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Note {
    /// Units are left out at random.
    Dropout,
    /// Norms take the batch's statistics.
    BatchNorm,
    /// Points are moved.
    Augment,
    /// The wrong rule: layers are updated in the midst of the backward pass.
    InPlace,
    /// The layer does not learn.
    Frozen,
    /// Classes have weights.
    ClassWeights,
    /// Some neurons have no lines of their own.
    Part,
}

impl<T: Scalar> Session<T> {
    /// The next step, seen from a parameter, and a sample: without one, the first of the next batch.
    pub fn microscope(&self, sample: Option<usize>, param: usize) -> Result<Microscope> {
        let all = self.network().params().len();
        if param >= all {
            let limits = Limits { min: 0.0, max: (all - 1) as f64, whole: true, most: None };
            return Err(Error::new(Wrong::OutOfRange, "param", param, limits.to_string()).within(Some(limits)));
        }
        let batch = self.next_batch();
        let sample = sample.unwrap_or_else(|| batch.first().map_or(0, |&first| first as usize));
        let trace = self.trace(sample)?;
        let of = self.network().unit_of(param);
        let Some(scene) = of.and_then(|of| Scene::new(&trace, self.network().columns(), of)) else {
            return Err(Error::new(Wrong::OutOfRange, "param", param, "a parameter of the network"));
        };
        let (loss, factors) = (self.config.loss, self.factors(sample));
        let mut lines = scene.forward();
        lines.extend(scene.loss(loss, &factors));
        lines.extend(scene.backward(loss, &factors));
        let (mut notes, widths) = (self.notes(param), self.widths());
        let sums = lines.iter().filter(|line| line.kind == Kind::Sum).count();
        if sums < widths.iter().map(|width| width.outputs).sum() {
            notes.push(Note::Part);
        }
        let theta = scene.parameter(scene.layer, &scene.param);
        let mut seen = Microscope {
            sample,
            place: Place { column: scene.of.column, unit: scene.of.unit, param: Some(param) },
            name: theta.name.clone(),
            lines,
            batch: Vec::new(),
            batch_size: batch.len(),
            gradient: None,
            summed: loss.op::<f64>().reduction() == Reduction::Sum,
            diverges: false,
            notes,
            count: counts::count(&widths),
            table: counts::table(&widths),
        };
        if batch.is_empty() || self.config.can_train().is_err() {
            return Ok(seen);
        }
        let mut trainer = self.rehearsing();
        let Ok(told) = self.rehearse(&mut trainer, &batch, param) else {
            seen.diverges = true;
            return Ok(seen);
        };
        let step = Step {
            optimizer: if trainer.in_place { crate::nn::Optimizer::Sgd } else { self.config.optimizer },
            trainer: &trainer,
            told: &told,
            batch: &batch,
            summed: seen.summed,
            theta,
            kind: scene.of.kind,
            frozen: seen.notes.contains(&Note::Frozen),
        };
        let listed = (0..batch.len().min(LISTED)).map(|place| (batch[place] as usize, step.of_sample(place).value));
        seen.batch = listed.map(|(sample, gradient)| SampleGradient { sample, gradient }).collect();
        seen.gradient = Some(step.batch_gradient());
        seen.lines.extend(step.lines());
        Ok(seen)
    }

    /// The samples of the next step.
    fn next_batch(&self) -> Vec<u32> {
        if self.train.is_empty() {
            return Vec::new();
        }
        self.batches.clone().next(self.config.batch_size as usize).0.to_vec()
    }

    /// What the terms of a sample's outputs are multiplied by where it is traced alone: the weight of its class, and the mean over outputs. Of a
    /// cross-entropy each class has its own, over that of the sample's.
    fn factors(&self, sample: usize) -> Vec<f64> {
        let outputs = self.config.outputs();
        let targets = split::targets(&self.points, sample, outputs, &self.scaling);
        let weights = self.explained::<f64>(1).class_weights;
        let batch = Batch { n: 1, stride: 1 };
        let class = Targets { values: &targets, class_weights: None, outputs, batch }.class(0);
        let weight = weights.get(class).copied().unwrap_or(1.0);
        match self.config.loss.op::<f64>().reduction() {
            Reduction::Mean => vec![weight / outputs as f64; outputs],
            // Without smoothing the sample's own class alone has a term, whose weight cancels.
            Reduction::MeanOfSamples if weights.len() == outputs && self.config.label_smoothing > 0.0 => {
                weights.iter().map(|each| each / weight).collect()
            }
            Reduction::MeanOfSamples => vec![1.0; outputs],
            Reduction::Sum => vec![weight; outputs],
        }
    }

    fn notes(&self, param: usize) -> Vec<Note> {
        let specs = self.network().specs();
        let trainer = &self.trainer;
        let all = [
            (Note::Dropout, specs.iter().any(|spec| matches!(spec, LayerSpec::Dropout(_)))),
            (Note::BatchNorm, specs.contains(&LayerSpec::BatchNorm)),
            (Note::Augment, self.config.augment().is_some()),
            (Note::InPlace, trainer.in_place),
            (Note::Frozen, trainer.frozen.iter().any(|frozen| frozen.contains(&param))),
            (Note::ClassWeights, !trainer.objective.class_weights.is_empty()),
        ];
        all.into_iter().filter_map(|(note, holds)| holds.then_some(note)).collect()
    }

    fn widths(&self) -> Vec<counts::Width> {
        counts::widths(self.network().inputs(), self.network().specs())
    }

    /// A trainer in `f64` that stands where training does.
    fn rehearsing(&self) -> Trainer<f64> {
        let batch = batch_of(&self.config, self.train.len());
        let mut trainer = Trainer::new(self.config.network(), self.config.loss, self.config.optimizer, batch);
        self.config.set_rule(&mut trainer);
        trainer.resize(batch);
        self.config.set_objective(&mut trainer.objective, &self.points.targets()[..self.train.len()]);
        trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        trainer.resume(&self.trainer.present().doubled(), None, None);
        trainer
    }

    fn rehearse(
        &self,
        trainer: &mut Trainer<f64>,
        batch: &[u32],
        param: usize,
    ) -> std::result::Result<Rehearsal, crate::nn::Divergence> {
        let inputs = self.inputs();
        // Only those of the batch are made: there may be many others.
        let all = &self.points;
        let mut samples = crate::nn::Samples::new(self.network().inputs(), self.config.outputs());
        for &place in batch {
            let targets = split::targets(all, place as usize, self.config.outputs(), &self.scaling);
            samples.push(&inputs.of(all.x(place as usize)), &targets);
        }
        let (seed, steps) = (u64::from(self.config.seed), self.trainer.steps());
        let moving = Moving { points: all, inputs, augment: self.config.augment(), batch, seed, steps };
        rehearsal::rehearse(trainer, &samples, &(0..batch.len()), param, |features, of, first| {
            moving.write(features, of, first);
        })
    }
}
