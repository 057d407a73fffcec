//! Why training diverged: told apart by what is measured at the first weights and at those that were kept.

use super::fix::{self, round, text};
use super::signs::{Sign, SignId};
use crate::data::Problem;
use crate::nn::curvature::curvature;
use crate::nn::loss::Reduction;
use crate::nn::samples::{Chosen, Spread};
use crate::nn::sizes::rms;
use crate::nn::statistics::{ColumnStatistics, MOST_SAMPLES, Survey};
use crate::nn::{Choice, Initializer, Objective, Penalty, Samples, Scalar};
use crate::session::configure::batch_of;
use crate::session::run::Session;
use crate::session::value::Value;

/// Samples that the curvature is taken over: two dozen gradients, in double precision.
const CURVED: usize = 64;

/// Inputs or targets of this size ask for standardising.
const LARGE: f64 = 10.0;

/// How many times what the last hidden layer puts out is the size of the inputs, where values grow from layer to layer.
const GROWS: f64 = 100.0;

impl<T: Scalar> Session<T> {
    /// The causes of the divergence, the surest first: decay, whose factor is exact; then one of the others.
    pub(super) fn find_causes(&self) -> Vec<Sign> {
        let config = &self.config;
        let (lr, step) = (self.trainer.hyper.lr, self.trainer.steps() as f64);
        let stable = config.optimizer.stable(&self.trainer.hyper);
        let start = Start::measured(self);
        let rates = stable.zip(start.curvature).map(|(limit, curvature)| (lr * curvature, limit));
        // Decoupled decay multiplies weights by 1 − lr λ whatever the rule; a penalty's gradient λ w does so where steps follow the gradient.
        let penalty = if stable.is_some() { config.l2 } else { 0.0 };
        let strength = if config.in_place { 0.0 } else { self.trainer.decay + penalty };
        let limit = if penalty > 0.0 { stable.unwrap_or(2.0) } else { 2.0 };
        let decays = lr * strength > limit;
        // From new first weights a rate with room to spare: batches bend more sharply than all samples together.
        let safe = |curvature: f64| round([lr / 10.0, 0.5 / curvature, 0.5 / strength].into_iter().fold(lr, f64::min));
        let overshoots = rates.is_some_and(|(product, limit)| product > limit);
        let slower = ("lr", Value::Number(start.curvature.map_or(round(lr / 10.0), safe)));
        let mut causes = Vec::new();
        if decays {
            let mut change = vec![("l2", Value::Number(0.0)), ("weight_decay", Value::Number(0.0))];
            change.extend(overshoots.then(|| slower.clone()));
            let product = lr * strength;
            let shown =
                [("step", step), ("lr", lr), ("strength", strength), ("product", product), ("factor", 1.0 - product)];
            causes.push(Sign::cause(SignId::Decay, shown, fix::of(config, &change)));
        }
        if start.growth > GROWS {
            let he = [("initializer", text(Initializer::HeUniform.id()))];
            let fix = fix::first(config, [&he, &[("norm", text("layer"))], &[("clip_norm", Value::Number(1.0))]]);
            let shown = [
                ("step", step),
                ("first", start.inputs),
                ("last", start.inputs * start.growth),
                ("gradient", start.gradient),
            ];
            causes.push(Sign::cause(SignId::Depth, shown, fix));
            return causes;
        }
        let standardised = fix::of(config, &[("standardise", Value::Flag(true))]);
        let large = start.inputs.max(start.targets);
        // Would the rate have done for standardised numbers?
        let would_do = || {
            let Ok(config) = config.with(standardised.changes()) else { return false };
            let curvature = Start::measured(&Session::<T>::new(config)).curvature;
            stable.is_none_or(|limit| curvature.is_some_and(|curvature| lr * curvature <= limit))
        };
        if large > LARGE && !standardised.is_empty() && would_do() {
            let shown = [
                ("step", step),
                ("inputs", start.inputs),
                ("targets", start.targets),
                ("loss", start.loss),
                ("gradient", start.gradient),
                ("lr", lr),
            ];
            causes.push(Sign::cause(SignId::Scale, shown, standardised));
            return causes;
        }
        if let Some((product, limit)) = rates.filter(|_| overshoots) {
            let curvature = product / lr;
            let shown = [("step", step), ("lr", lr), ("curvature", curvature), ("product", product), ("limit", limit)];
            causes.push(Sign::cause(
                SignId::Overshoot,
                shown,
                fix::first(config, [&[slower], &[("standardise", Value::Flag(true))]]),
            ));
            return causes;
        }
        if decays {
            return causes;
        }
        if rates.is_none() && lr > start.weights {
            let shown = [("step", step), ("lr", lr), ("weights", start.weights), ("ratio", lr / start.weights)];
            let fix = fix::of(config, &[("lr", Value::Number(round((lr / 10.0).min(start.weights / 100.0))))]);
            causes.push(Sign::cause(SignId::Stride, shown, fix));
            return causes;
        }
        // What is kept may be from before the last finite step.
        let (kept, columns) = measured(&self.explained(MOST_SAMPLES), &self.some(MOST_SAMPLES));
        let last = self.batch_loss.map_or(kept, |batch| batch.max(kept));
        let gradient = self.trainer.grads().iter().map(|g| g.to_f64().abs()).fold(largest(&columns), f64::max);
        let fix = fix::first(config, [&[("clip_norm", Value::Number(1.0))], &[slower]]);
        let grown = [("step", step), ("first", start.loss), ("last", last), ("gradient", gradient), ("lr", lr)];
        let mut cause = Sign::cause(if rates.is_some() { SignId::Explosion } else { SignId::Growth }, grown, fix);
        if let Some((product, limit)) = rates {
            cause.shown.extend([("product", product), ("limit", limit)]);
        }
        causes.push(cause);
        causes
    }

    /// The largest curvature of any batch: small ones bend more sharply than all samples together.
    fn sharpest(&self, objective: &mut Objective<f64>) -> f64 {
        let some = self.some(CURVED);
        let batch = batch_of(&self.config, self.train.len());
        let n = batch.min(some.len());
        let bends = (0..some.len() / n).map(|place| {
            let mut samples = Samples::new(some.inputs(), some.outputs());
            (place * n..(place + 1) * n).for_each(|s| samples.push(some.x(s), some.y(s)));
            curvature(objective, &samples)
        });
        let bend = bends.fold(f64::NEG_INFINITY, f64::max);
        // A sum has more terms in a larger batch.
        if self.config.loss.op::<f64>().reduction() == Reduction::Sum { bend * batch as f64 / n as f64 } else { bend }
    }

    /// Training samples from all parts, in double precision.
    fn some(&self, most: usize) -> Samples<f64> {
        let mut samples = Samples::new(self.train.inputs(), self.train.outputs());
        let spread = Spread::over(self.train.len(), most);
        for sample in (0..spread.count()).map(|place| spread.at(place)) {
            let doubled = |row: &[T]| row.iter().map(|x| x.to_f64()).collect::<Vec<_>>();
            samples.push(&doubled(self.train.x(sample)), &doubled(self.train.y(sample)));
        }
        samples
    }
}

/// What the run began with: at the first weights that the settings draw.
struct Start {
    /// The largest of the loss, without penalties; nothing where it is beyond all numbers.
    curvature: Option<f64>,
    loss: f64,
    /// The largest gradient.
    gradient: f64,
    /// Root mean squares of inputs, of targets that are numbers, and of the weights.
    inputs: f64,
    targets: f64,
    weights: f64,
    /// How many times the size of the inputs the last hidden layer's outputs have.
    growth: f64,
}

impl Start {
    fn measured<T: Scalar>(session: &Session<T>) -> Start {
        let config = &session.config;
        let mut objective = Objective::new(config.network::<f64>(), config.loss, CURVED);
        config.set_objective(&mut objective, &session.points.targets()[..session.train.len()]);
        objective.penalty = Penalty::default();
        let samples = session.some(MOST_SAMPLES);
        let all = 0..samples.len();
        let inputs = rms(all.clone().map(|s| samples.x(s)));
        let targets = if config.problem() == Problem::Regression { rms(all.map(|s| samples.y(s))) } else { 0.0 };
        let (loss, columns) = measured(&objective, &samples);
        let hidden = &columns[..columns.len() - 1];
        let bend = session.sharpest(&mut objective);
        Start {
            curvature: Some(bend).filter(|bend| bend.is_finite()),
            loss,
            gradient: largest(&columns),
            growth: hidden.last().map_or(0.0, |last| last.outputs.rms() / inputs),
            weights: rms(network_weights(&objective)),
            inputs,
            targets,
        }
    }
}

fn measured(objective: &Objective<f64>, samples: &Samples<f64>) -> (f64, Vec<ColumnStatistics>) {
    Survey::default().columns(objective, samples, objective.network().params())
}

fn network_weights(objective: &Objective<f64>) -> impl Iterator<Item = &[f64]> {
    let network = objective.network();
    network.columns().map(|column| &network.params()[column.weights])
}

fn largest(columns: &[ColumnStatistics]) -> f64 {
    columns.iter().map(|column| column.grads.largest()).fold(0.0, f64::max)
}
