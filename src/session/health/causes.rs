//! Why training diverged: told apart by what is measured at the first weights and at those that were kept.

use super::fix::{Remedies, initializer, round};
use super::signs::{Sign, SignId};
use crate::nn::curvature::curvature;
use crate::nn::loss::Reduction;
use crate::nn::samples::{Chosen, Spread};
use crate::nn::sizes::rms;
use crate::nn::statistics::{ColumnStatistics, MOST_SAMPLES, Survey};
use crate::nn::{Initializer, Objective, Penalty, Samples, Scalar};
use crate::session::config::Config;
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
        let case = Case::of(self);
        let decay = case.decay();
        let other = case.depth().or_else(|| case.scale()).or_else(|| case.overshoot());
        let other =
            if decay.is_some() { other } else { other.or_else(|| case.stride()).or_else(|| Some(case.grown())) };
        decay.into_iter().chain(other).collect()
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

/// A divergence: the settings that led to it, and what they began with.
pub(super) struct Case<'a, T: Scalar> {
    pub(super) session: &'a Session<T>,
    lr: f64,
    /// What is kept is from after so many steps.
    step: f64,
    /// [`crate::nn::Optimizer::stable`].
    stable: Option<f64>,
    /// By how much of themselves weights shrink in a step, divided by the rate.
    strength: f64,
    /// What `lr · strength` must not exceed.
    most_decay: f64,
    pub(super) start: Start,
}

impl<'a, T: Scalar> Case<'a, T> {
    pub(super) fn of(session: &'a Session<T>) -> Self {
        let (config, trainer) = (&session.config, &session.trainer);
        let stable = config.optimizer.stable(&trainer.hyper);
        // Decoupled decay multiplies weights by 1 − lr λ whatever the rule; a penalty's gradient λ w does so where steps follow the gradient.
        let penalty = if stable.is_some() { config.l2 } else { 0.0 };
        Case {
            session,
            lr: trainer.hyper.lr,
            step: trainer.steps() as f64,
            stable,
            strength: if config.in_place { 0.0 } else { trainer.decay + penalty },
            most_decay: if penalty > 0.0 { stable.unwrap_or(2.0) } else { 2.0 },
            start: Start::measured(session),
        }
    }

    fn config(&self) -> &Config {
        &self.session.config
    }

    fn remedies(&self) -> Remedies<'_> {
        self.session.remedies()
    }

    /// Learning rate times curvature, and what that must not exceed; nothing where steps do not follow the gradient.
    fn rates(&self) -> Option<(f64, f64)> {
        let (limit, curvature) = self.stable.zip(self.start.curvature)?;
        Some((self.lr * curvature, limit))
    }

    /// The same where it is exceeded.
    fn overshooting(&self) -> Option<(f64, f64)> {
        self.rates().filter(|(product, limit)| product > limit)
    }

    /// From new first weights a rate with room to spare: batches bend more sharply than all samples together.
    fn slower(&self) -> (&'static str, Value) {
        let tenth = self.lr / 10.0;
        let safe = |curvature: f64| [tenth, 0.5 / curvature, 0.5 / self.strength].into_iter().fold(self.lr, f64::min);
        ("lr", Value::Number(round(self.start.curvature.map_or(tenth, safe))))
    }

    /// Each step turns weights round and makes them longer.
    fn decay(&self) -> Option<Sign> {
        let product = self.lr * self.strength;
        if product <= self.most_decay {
            return None;
        }
        let mut change = vec![("l2", Value::Number(0.0)), ("weight_decay", Value::Number(0.0))];
        change.extend(self.overshooting().map(|_| self.slower()));
        let shown = [
            ("step", self.step),
            ("lr", self.lr),
            ("strength", self.strength),
            ("product", product),
            ("factor", 1.0 - product),
        ];
        Some(Sign::cause(SignId::Decay, shown, self.remedies().of(&change)))
    }

    /// Values grow from layer to layer.
    fn depth(&self) -> Option<Sign> {
        let Start { growth, inputs, gradient, .. } = self.start;
        if growth <= GROWS {
            return None;
        }
        let remedies = self.remedies();
        let he = [initializer(Initializer::HeUniform)];
        let changes: [&[_]; 3] = [&he, &[remedies.norm()], &[("clip_norm", Value::Number(1.0))]];
        let shown = [("step", self.step), ("first", inputs), ("last", inputs * growth), ("gradient", gradient)];
        Some(Sign::cause(SignId::Depth, shown, remedies.first(changes)))
    }

    /// Inputs or targets are large, and the rate would have done for standardised ones.
    fn scale(&self) -> Option<Sign> {
        let Start { inputs, targets, loss, gradient, .. } = self.start;
        let fix = self.remedies().of(&[("standardise", Value::Flag(true))]);
        if inputs.max(targets) <= LARGE || fix.is_empty() {
            return None;
        }
        let standardised = self.session.renewed(self.config().with(fix.changes()).ok()?, false);
        if let Some(limit) = self.stable {
            Start::measured(&standardised).curvature.filter(|curvature| self.lr * curvature <= limit)?;
        }
        let shown = [
            ("step", self.step),
            ("inputs", inputs),
            ("targets", targets),
            ("loss", loss),
            ("gradient", gradient),
            ("lr", self.lr),
        ];
        Some(Sign::cause(SignId::Scale, shown, fix))
    }

    /// Each step lands farther from the minimum than it began.
    pub(super) fn overshoot(&self) -> Option<Sign> {
        let (product, limit) = self.overshooting()?;
        let fix = self.remedies().first([&[self.slower()], &[("standardise", Value::Flag(true))]]);
        let (lr, step) = (self.lr, self.step);
        let shown = [("step", step), ("lr", lr), ("curvature", product / lr), ("product", product), ("limit", limit)];
        Some(Sign::cause(SignId::Overshoot, shown, fix))
    }

    /// Steps are as long as the rate, and weights are shorter.
    fn stride(&self) -> Option<Sign> {
        let (lr, weights) = (self.lr, self.start.weights);
        if self.rates().is_some() || lr <= weights {
            return None;
        }
        let fix = self.remedies().of(&[("lr", Value::Number(round((lr / 10.0).min(weights / 100.0))))]);
        let shown = [("step", self.step), ("lr", lr), ("weights", weights), ("ratio", lr / weights)];
        Some(Sign::cause(SignId::Stride, shown, fix))
    }

    /// None of these: the loss has grown.
    fn grown(&self) -> Sign {
        let session = self.session;
        // What is kept may be from before the last finite step.
        let (kept, columns) = measured(&session.explained(MOST_SAMPLES), &session.some(MOST_SAMPLES));
        let last = session.batch_loss.map_or(kept, |batch| batch.max(kept));
        let gradient = session.trainer.grads().iter().map(|g| g.to_f64().abs()).fold(largest(&columns), f64::max);
        let fix = self.remedies().first([&[("clip_norm", Value::Number(1.0))], &[self.slower()]]);
        let (step, first, lr) = (self.step, self.start.loss, self.lr);
        let shown = [("step", step), ("first", first), ("last", last), ("gradient", gradient), ("lr", lr)];
        let Some((product, limit)) = self.rates() else { return Sign::cause(SignId::Growth, shown, fix) };
        let mut cause = Sign::cause(SignId::Explosion, shown, fix);
        cause.shown.extend([("product", product), ("limit", limit)]);
        cause
    }
}

/// What the run began with: at the first weights that were given, or that the settings draw.
pub(super) struct Start {
    /// The largest of the loss, without penalties; nothing where it is beyond all numbers.
    pub(super) curvature: Option<f64>,
    loss: f64,
    /// The largest gradient.
    gradient: f64,
    /// Root mean squares of inputs, of targets that are numbers, and of the weights.
    inputs: f64,
    targets: f64,
    weights: f64,
    /// How many times the size of the inputs the last hidden layer's outputs have.
    growth: f64,
    /// Share of each column's units that are dead, and of its places that are flat.
    pub(super) dead: Vec<f64>,
    pub(super) flat: Vec<f64>,
}

impl Start {
    fn measured<T: Scalar>(session: &Session<T>) -> Start {
        let config = &session.config;
        let mut objective = Objective::new(config.network::<f64>(), config.loss, CURVED);
        if let Some(first) = session.first_weights() {
            objective.set_params(&first.iter().map(|p| p.to_f64()).collect::<Vec<_>>());
        }
        config.set_objective(&mut objective, &session.points.targets()[..session.train.len()]);
        objective.penalty = Penalty::default();
        let samples = session.some(MOST_SAMPLES);
        let inputs = rms((0..samples.len()).map(|s| samples.x(s)));
        let targets = session.size_of_targets();
        let (loss, columns) = measured(&objective, &samples);
        let hidden = &columns[..columns.len() - 1];
        let bend = session.sharpest(&mut objective);
        Start {
            curvature: Some(bend).filter(|bend| bend.is_finite()),
            loss,
            gradient: largest(&columns),
            growth: hidden.last().map_or(0.0, |last| last.outputs.rms() / inputs),
            weights: rms(network_weights(&objective)),
            dead: columns.iter().map(|column| column.dead.unwrap_or(0.0)).collect(),
            flat: columns.iter().map(|column| column.saturated.unwrap_or(0.0)).collect(),
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
    network.columns().iter().map(|column| &network.params()[column.weights.range.clone()])
}

fn largest(columns: &[ColumnStatistics]) -> f64 {
    columns.iter().map(|column| column.grads.largest()).fold(0.0, f64::max)
}
