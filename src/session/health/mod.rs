//! Health: what goes on in each column of the network, what that is a sign of, and which change of settings helps.
//!
//! `signs` reads a column's figures, `causes` why training diverged, `fix` finds the change.

mod causes;
mod fix;
mod signs;
#[cfg(test)]
mod tests;

pub use fix::Fix;
pub use signs::{Sign, SignId};

use super::run::Session;
use crate::nn::Scalar;
use crate::nn::sizes::Sizes;
use crate::nn::statistics::{ColumnStatistics, MOST_SAMPLES, Survey};
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
        let mut signs = Vec::new();
        if self.diverged.is_some() && !columns.is_empty() {
            // Costly, and the same until training goes on.
            let causes = self.causes.take().unwrap_or_else(|| self.find_causes());
            signs.clone_from(&causes);
            self.causes = Some(causes);
        }
        // What a divergence leaves behind is the consequence of its cause.
        if signs.is_empty() {
            let moving = self.trainer.steps() > 0 && self.diverged.is_none();
            signs = signs::signs(&columns, &self.config, moving);
            // Where nearly all is learned, steps may be as short as they like.
            let learned = metrics.train.accuracy.or(metrics.train.r2).is_some_and(|share| share > LEARNED);
            signs.retain(|sign| !(learned && sign.id == SignId::Small));
            if moving
                && let Some(at) = signs.iter().position(|sign| sign.id == SignId::Dead)
                && let Some(killed) = self.killed(&signs[at])
            {
                signs.remove(at);
                signs.insert(0, killed);
            }
        }
        Health {
            samples: self.train.len().min(MOST_SAMPLES),
            trend: Trend::new(&self.sizes, columns.len()),
            columns,
            signs,
            band: BAND,
        }
    }
}
