//! Health: what goes on in each column of the network, what that is a sign of, and which change of settings helps.
//!
//! `signs` reads a column's figures, `output` those of the outputs beside their targets, `scale` the size of inputs and targets, `stuck` the curve, `origin`
//! the first weights, `causes` why training diverged; `fix` finds the change.

mod causes;
mod fix;
mod origin;
mod output;
mod scale;
mod signs;
mod stuck;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trials;

pub use fix::Fix;
pub use signs::{Sign, SignId};

pub(super) use origin::Origin;

use super::config::Config;
use super::run::Session;
use super::settings::Group;
use crate::nn::Scalar;
use crate::nn::answers::Answers;
use crate::nn::sizes::Sizes;
use crate::nn::statistics::{ColumnStatistics, MOST_SAMPLES, Survey};
use fix::Remedies;
use serde::Serialize;

/// Everything that Health shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Health {
    /// Training samples that gradients and outputs are of: up to 256, spread evenly over all.
    pub samples: usize,
    /// The columns behind the inputs, first to last; none where there is no point to train on.
    pub columns: Vec<ColumnStatistics>,
    /// What they are signs of, the worst first; none where nothing is wrong.
    pub signs: Vec<Sign>,
    /// What is usual of a step.
    pub band: Band,
    /// How large everything was since the start.
    pub trend: Trend,
}

/// How far a step usually moves weights, as a part of their size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Band {
    /// From here on nobody need worry.
    pub low: f64,
    /// Up to here.
    pub high: f64,
    /// The ends of a scale that shows it.
    pub from: f64,
    /// See `from`.
    pub to: f64,
}

/// Weights usually move by about a thousandth of their size in a step; a factor of ten to either side is no cause for alarm. A rule of thumb.
const BAND: Band = Band { low: 1e-4, high: 1e-2, from: 1e-6, to: 1.0 };

/// Sizes over the steps, as decimal logarithms of root mean squares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Trend {
    /// The steps after which they were measured: at most 192, at even distances.
    pub steps: Vec<f64>,
    /// For each column.
    pub columns: Vec<ColumnTrend>,
    /// A whole power of ten below all of them (not under −12), the same for all columns, so that they can be compared.
    pub low: f64,
    /// One above all of them.
    pub high: f64,
}

/// The sizes of one column; null where all is 0, or beyond all numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnTrend {
    /// Of its weights.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub weights: Vec<Option<f64>>,
    /// Of what it put out for the step's batch, while training.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub outputs: Vec<Option<f64>>,
    /// Of the gradient that the step took.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub grads: Vec<Option<f64>>,
}

/// Share of training points answered rightly, or R², from which short steps are no sign of trouble.
const LEARNED: f64 = 0.95;

/// The lowest power of ten that a trend shows.
const LOWEST: f64 = -12.0;

impl Trend {
    fn new(sizes: &Sizes, columns: usize) -> Trend {
        let power = |size: f32| (size > 0.0 && size.is_finite()).then(|| libm::log10(f64::from(size)));
        let of = |column, part| sizes.of(column, part).map(power).collect::<Vec<_>>();
        let columns: Vec<ColumnTrend> = (0..columns)
            .map(|column| ColumnTrend { weights: of(column, 0), outputs: of(column, 1), grads: of(column, 2) })
            .collect();
        let powers = columns.iter().flat_map(|column| [&column.weights, &column.outputs, &column.grads]);
        let powers = powers.flatten().flatten();
        let (low, high) = powers.fold((0.0f64, f64::NEG_INFINITY), |(low, high), &p| (low.min(p), high.max(p)));
        let low = low.floor().max(LOWEST);
        Trend {
            steps: sizes.steps().iter().map(|&s| s as f64).collect(),
            columns,
            low,
            high: high.ceil().max(low + 1.0),
        }
    }
}

impl<T: Scalar> Session<T> {
    /// How the network is. Training is not disturbed: `room` is other room than its own.
    pub fn health(&mut self, room: &mut Survey<T>) -> Health {
        // Where training stands may be found out only now.
        let metrics = self.metrics();
        let (_, columns) = room.columns(&self.trainer.objective, &self.train, self.trainer.params_before());
        self.tell_gradient(columns.iter().all(ColumnStatistics::is_finite));
        let signs = if columns.is_empty() {
            Vec::new()
        } else if self.diverged.is_some() {
            // What a divergence leaves behind is the consequence of its cause. Costly, and the same until training goes on.
            let causes = self.causes.take().unwrap_or_else(|| self.find_causes());
            self.causes.insert(causes).clone()
        } else {
            let answers = room.answers(self.network());
            self.judged(&columns, answers.as_ref(), metrics.train.accuracy.or(metrics.train.r2))
        };
        self.offered = signs.iter().map(|sign| sign.fix.clone()).collect();
        Health {
            samples: self.train.len().min(MOST_SAMPLES),
            trend: Trend::new(&self.sizes, columns.len()),
            columns,
            signs,
            band: BAND,
        }
    }

    /// Signs of a network that has not diverged, whose answers have this score: accuracy or R².
    fn judged(&mut self, columns: &[ColumnStatistics], answers: Option<&Answers>, score: Option<f64>) -> Vec<Sign> {
        let moving = self.trainer.steps() > 0;
        let mut signs = signs::signs(columns, self.remedies(), moving);
        // Where nearly all is learned, steps may be as short as they like, inputs as large, and outputs as flat.
        if score.is_some_and(|score| score > LEARNED) {
            signs.retain(|sign| sign.id != SignId::Small);
            return self.with_origins(signs, moving);
        }
        if let Some((answers, output)) = answers.zip(columns.last()) {
            let better = || self.can_do_better(score);
            if let Some(sign) = output::sign(columns.len(), output, answers, self.remedies(), better) {
                // Its gradient fades, and steps become short.
                signs.retain(|sign| sign.id != SignId::Small);
                signs.insert(0, sign);
            }
        }
        if let Some(unscaled) = self.unscaled(moving) {
            // The others are its consequences, as a rule.
            signs.retain(|sign| matches!(sign.id, SignId::Equal | SignId::Unreachable));
            signs.insert(0, unscaled);
        }
        if moving && self.follows_from_stuck(&signs) {
            let creeps = signs.iter().any(|sign| sign.id == SignId::Small);
            if let Some(stuck) = self.stuck(score, creeps) {
                return vec![stuck];
            }
        }
        self.with_origins(signs, moving)
    }

    /// Whether a plateau leads to all of these: gradients fade, steps become short, and units have become flat where the first weights were not.
    fn follows_from_stuck(&mut self, signs: &[Sign]) -> bool {
        let outputs = self.config.hidden.len() + 1;
        signs.iter().all(|sign| match sign.id {
            SignId::Small | SignId::Vanishing => true,
            SignId::Saturated => sign.column < outputs && !self.began_flat(sign.column),
            _ => false,
        })
    }

    /// The same, with what the first weights tell of dead units.
    fn with_origins(&mut self, mut signs: Vec<Sign>, moving: bool) -> Vec<Sign> {
        if moving && let Some(at) = signs.iter().position(|sign| sign.id == SignId::Dead) {
            let dead = signs.remove(at);
            let dead = self.explained_dead(dead);
            signs.insert(if dead.id == SignId::Killed { 0 } else { at }, dead);
        }
        signs
    }

    /// What can be changed.
    fn remedies(&self) -> Remedies<'_> {
        Remedies::new(&self.config, &self.tried, self.first_weights().is_some())
    }

    /// A session that begins under another configuration. Of the first weights that were given it takes those that still count, unless they are to be `drawn`.
    pub(super) fn renewed(&self, config: Config, drawn: bool) -> Session<T> {
        let tried = self.tried_before(&config);
        let given = self.given.clone().filter(|_| !drawn);
        Session { tried, ..Session::beginning(config, given) }
    }

    /// Fixes that were tried, once the configuration is another: a fix that was offered is one more. Whatever else changes training is another story.
    pub(super) fn tried_before(&self, config: &Config) -> Vec<Fix> {
        let mut tried = self.tried.clone();
        if let Some(fix) = self.offered.iter().find(|fix| fix.leads(&self.config, config)) {
            tried.push(fix.clone());
        } else if config.own != self.config.own || config.differing(&self.config).any(|s| s.group != Group::View) {
            tried.clear();
        }
        tried
    }
}
