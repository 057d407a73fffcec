//! What figures of the columns are signs of. No words: the page has those.

use super::BAND;
use super::fix::{Fix, Remedies, activation, initializer, round};
use crate::nn::statistics::ColumnStatistics;
use crate::nn::{Activation, Initializer};
use crate::session::value::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// What can be wrong. The first seven are causes of a divergence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SignId {
    /// Decay multiplies weights by less than −1 in a step.
    Decay,
    /// Values grow from layer to layer.
    Depth,
    /// Inputs or targets are large numbers.
    Scale,
    /// Learning rate times curvature is beyond what is stable.
    Overshoot,
    /// Steps whose length the rate alone decides are longer than the weights.
    Stride,
    /// The rate would have done at the start; then errors, gradients and weights drove each other up.
    Explosion,
    /// The same of an optimiser for which no stable rate is known.
    Growth,
    /// Inputs or targets are large numbers, and training suffers from it without diverging.
    Unscaled,
    /// No output reaches some of the targets.
    Unreachable,
    /// Neurons of a layer have the same weights to them and from them.
    Equal,
    /// What a layer puts out is nearly the same for all samples.
    Alike,
    /// Gradients hardly reach the first layer.
    Vanishing,
    /// Gradients grow on the way to the first layer.
    Exploding,
    /// Units whose slope is 0 for all samples.
    Dead,
    /// Such units, where the rate was beyond what is stable from the start.
    Killed,
    /// Units where the activation is flat; of outputs, where answers are wrong besides.
    Saturated,
    /// Steps that are too long beside the weights.
    Large,
    /// Steps that are too short.
    Small,
    /// The loss has been level for long, answers are wrong, and nothing else is the matter.
    Stuck,
}

/// Something that is wrong, the numbers that show it, and what helps.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Sign {
    /// What is wrong.
    pub id: SignId,
    /// In which column, from 1 for the first hidden layer; 0 where it is the whole network.
    pub column: usize,
    /// The numbers that show it, by name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub shown: BTreeMap<&'static str, f64>,
    /// Settings to change; none where nothing is known to help.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Partial<Config>"))]
    pub fix: Fix,
    /// Whether that helps from the first weights on only.
    pub restart: bool,
}

impl Sign {
    pub(super) fn new<const N: usize>(id: SignId, column: usize, shown: [(&'static str, f64); N], fix: Fix) -> Sign {
        Sign { id, column, shown: shown.into(), fix, restart: false }
    }

    /// Of a divergence.
    pub(super) fn cause<const N: usize>(id: SignId, shown: [(&'static str, f64); N], fix: Fix) -> Sign {
        Sign { restart: true, ..Sign::new(id, 0, shown, fix) }
    }
}

/// How many times smaller or larger the first column's largest gradient is than the last one's where gradients vanish or explode.
const VANISHES: f64 = 100.0;
const EXPLODES: f64 = 1000.0;

/// Shares of a layer from which its dead or flat units are told.
pub(super) const DEAD: f64 = 0.5;
pub(super) const FLAT: f64 = 0.7;

/// Outputs of a hidden layer that are spread by less say the same to everything.
const ALIKE: f64 = 0.02;

/// Signs that the columns' figures show, the worst first. `moving` where a step was taken that can be judged.
pub(super) fn signs(columns: &[ColumnStatistics], remedies: Remedies<'_>, moving: bool) -> Vec<Sign> {
    let Some((_, hidden)) = columns.split_last() else { return Vec::new() };
    let mut signs = Vec::new();
    signs.extend(of_weights(hidden, remedies));
    signs.extend(of_gradients(columns, remedies, moving));
    signs.extend((1..).zip(hidden).filter_map(|(column, figures)| of_units(column, figures, remedies)));
    if moving {
        signs.extend(of_steps(columns, remedies));
    }
    signs
}

fn of_weights(hidden: &[ColumnStatistics], remedies: Remedies<'_>) -> Option<Sign> {
    let xavier: &[_] = &[initializer(Initializer::XavierUniform)];
    if let Some((column, found)) = (1..).zip(hidden).find(|(_, each)| each.alike > 0) {
        let units = remedies.config.hidden[column - 1];
        let shown = [("alike", found.alike as f64), ("units", f64::from(units))];
        return Some(Sign::new(SignId::Equal, column, shown, remedies.first([xavier, &[remedies.other_seed()]])));
    }
    // One sample does not show what another would give.
    let several =
        |column: usize, each: &ColumnStatistics| each.outputs.count > remedies.config.hidden[column - 1] as usize;
    let alike = |each: &ColumnStatistics| each.outputs.std < ALIKE && !each.dead.is_some_and(|dead| dead > 0.0);
    let (column, found) = (1..).zip(hidden).find(|&(column, each)| several(column, each) && alike(each))?;
    let fix = remedies.first([xavier, &remedies.drawn(), &[activation(Activation::Tanh)], &[remedies.norm()]]);
    Some(Sign::new(SignId::Alike, column, [("spread", found.outputs.std)], fix))
}

fn of_gradients(columns: &[ColumnStatistics], remedies: Remedies<'_>, moving: bool) -> Option<Sign> {
    let [first, .., last] = columns else { return None };
    let (first, last) = (first.grads.largest(), last.grads.largest());
    let shown = [("first", first), ("last", last)];
    if last > VANISHES * first {
        let relu = [activation(Activation::Relu), initializer(Initializer::HeUniform)];
        return Some(Sign::new(SignId::Vanishing, 1, shown, remedies.first([&relu, &[remedies.norm()]])));
    }
    if last > 0.0 && first > EXPLODES * last {
        let (xavier, clip) = ([initializer(Initializer::XavierUniform)], [("clip_norm", Value::Number(1.0))]);
        let norm = [remedies.norm()];
        // Of a network that has learned something, as much as possible stays.
        let changes: [&[_]; 3] = if moving { [&clip, &norm, &xavier] } else { [&xavier, &clip, &norm] };
        return Some(Sign::new(SignId::Exploding, 1, shown, remedies.first(changes)));
    }
    None
}

fn of_units(column: usize, figures: &ColumnStatistics, remedies: Remedies<'_>) -> Option<Sign> {
    let (leaky, norm) = ([activation(Activation::LeakyRelu)], [remedies.norm()]);
    let (dead, flat) = (figures.dead?, figures.saturated?);
    if dead >= DEAD {
        let fix = remedies.first([&leaky, &norm, &remedies.drawn()]);
        return Some(Sign::new(SignId::Dead, column, [("share", dead)], fix));
    }
    if dead > 0.0 || flat < FLAT {
        return None;
    }
    let fix = remedies.first([&[initializer(Initializer::XavierUniform)], &remedies.drawn(), &norm, &leaky]);
    Some(Sign::new(SignId::Saturated, column, [("share", flat)], fix))
}

fn of_steps(columns: &[ColumnStatistics], remedies: Remedies<'_>) -> Option<Sign> {
    let lr = remedies.config.lr;
    let ratios = (1..).zip(columns).filter_map(|(column, each)| Some((column, each.update_ratio?)));
    let moving: Vec<(usize, f64)> = ratios.filter(|(_, ratio)| *ratio > 0.0).collect();
    let told = |id, (column, ratio), by: f64| {
        let fix = remedies.of(&[("lr", Value::Number(round(lr * by)))]);
        Sign::new(id, column, [("ratio", ratio), ("lr", lr)], fix)
    };
    if let Some(&far) = moving.iter().find(|(_, ratio)| *ratio > 10.0 * BAND.high) {
        return Some(told(SignId::Large, far, 0.1));
    }
    let near = moving.iter().all(|(_, ratio)| *ratio <= BAND.low / 10.0);
    moving.first().filter(|_| near).map(|&first| told(SignId::Small, first, 10.0))
}
