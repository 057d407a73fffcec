//! A network that got stuck: its loss has been level for long, and its answers are worse than those of the nearest neighbours.

use super::signs::{Sign, SignId};
use crate::nn::neighbours::reachable;
use crate::nn::{Activation, Choice, Loss, Scalar};
use crate::session::history::Record;
use crate::session::run::Session;
use crate::session::value::Value;

/// Epochs for which the loss must have been level.
const LONG: f64 = 50.0;

/// Part of itself by which a level loss may have fallen between the third and the last quarter of that time.
const LEVEL: f64 = 0.01;

/// How much better answers must be possible, as a share of samples or a part of R².
const BETTER: f64 = 0.1;

/// Strength of a penalty that holds answers back by itself.
const TAME: f64 = 0.003;

/// Most units that a layer may have.
const WIDEST: u32 = 32;

impl<T: Scalar> Session<T> {
    /// Whether answers of a score (accuracy or R²) are worse than these samples allow.
    pub(super) fn can_do_better(&self, score: Option<f64>) -> bool {
        score.is_none_or(|score| score < self.reachable() - BETTER)
    }

    fn reachable(&self) -> f64 {
        reachable(&self.train, self.config.classes() > 0)
    }

    /// The loss has been level since half of the time that training has gone on undisturbed, and answers could be better. Only what is not convex gets stuck.
    /// `creeps` where steps are so short that a loss that never fell shows nothing.
    pub(super) fn stuck(&mut self, score: Option<f64>, creeps: bool) -> Option<Sign> {
        let bends = self.config.activations().any(|activation| activation != Activation::Linear);
        let held = !self.config.frozen.is_empty() || self.config.l1.max(self.config.l2) > TAME;
        let (score, level) = (score?, self.level(creeps)?);
        if !bends || held || !self.can_do_better(Some(score)) {
            return None;
        }
        let remedies = self.remedies();
        let wider = self.config.hidden.iter().map(|&units| f64::from((2 * units).clamp(4, WIDEST))).collect();
        let softmax = if self.config.classes() == 2 { Loss::Bce } else { Loss::CrossEntropy };
        let fix = remedies.first_kind([
            &[("hidden", Value::List(wider))],
            &[remedies.other_seed()],
            &[("loss", Value::Text(softmax.id().to_owned()))],
        ]);
        let kind = if self.config.classes() > 0 { "right" } else { "r2" };
        let shown =
            [("loss", level.loss), ("epochs", level.epochs), (kind, score.max(0.0)), ("reach", self.reachable())];
        Some(Sign::new(SignId::Stuck, 0, shown, fix))
    }

    /// How long the loss has been level, where it has been for long.
    fn level(&mut self, creeps: bool) -> Option<Level> {
        let since = self.events().last().map_or(0.0, |event| event.epoch);
        let records: Vec<Record> = self.curve().filter(|record| record.epoch >= since).collect();
        let (first, last) = (records.first()?, records.last()?);
        let epochs = last.epoch - first.epoch;
        let mean = |from: f64, to: f64| {
            let at = |part: f64| first.epoch + part * epochs;
            let within = records.iter().filter(|record| (at(from)..=at(to)).contains(&record.epoch));
            let (sum, count) = within.fold((0.0, 0.0), |(sum, count), record| (sum + record.train, count + 1.0));
            sum / count
        };
        let (third, fourth) = (mean(0.5, 0.75), mean(0.75, 1.0));
        let level = epochs >= 2.0 * LONG && third - fourth < LEVEL * fourth;
        (level && !(creeps && first.train - fourth < LEVEL * fourth))
            .then(|| Level { loss: fourth, epochs: (epochs / 2.0).floor() })
    }
}

/// A loss, and for how many epochs it has been the same.
struct Level {
    loss: f64,
    epochs: f64,
}
