//! What is asked about a place among the points.

use super::about::AnswerKind;
use super::run::Session;
use crate::data::LARGEST;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::Scalar;
use serde::Serialize;
use std::ops::Range;

/// What the network says of one place, and how.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Probe {
    /// Its coordinates.
    pub x: Vec<f64>,
    /// A probability for each class, where the loss knows any; else the network's raw outputs: the
    /// classes' scores, one alone for two classes, or the number.
    pub answers: Vec<f64>,
    /// The class that the network says.
    pub class: Option<f64>,
    /// The score from which on class 1 is said, where one score tells two classes apart.
    pub boundary: Option<f64>,
    /// What each unit gives, column by column of the network's picture: inputs, hidden layers, outputs.
    pub layers: Vec<Vec<f64>>,
    /// The point that lies nearest, if one lies near: its number.
    pub point: Option<f64>,
    /// What that point's answer should be.
    pub target: Option<f64>,
}

/// How near a point must lie to be meant, as a part of the window's width.
const NEAR: f64 = 0.025;

impl<T: Scalar> Session<T> {
    /// What the network says of the place at these parts of the window.
    pub fn probe(&mut self, at: [f64; 2]) -> Result<Probe> {
        finite("probe", &at)?;
        let mut x = vec![0.0; self.points.columns()];
        self.view.place(at, &mut x);
        let point = self.nearest(at, NEAR);
        if let Some(point) = point {
            x.copy_from_slice(self.points.x(point));
        }
        let (layers, class) = self.values_at(&x);
        let outputs = layers.last().map(Vec::as_slice).unwrap_or_default();
        let kind = self.answer_kind();
        let answers = match (kind, outputs) {
            (AnswerKind::Numbers, all) => {
                all.iter().enumerate().map(|(answer, &y)| self.scaling.target(answer).to_people(y)).collect()
            }
            (AnswerKind::Probabilities, &[p]) => vec![1.0 - p, p],
            (_, all) => all.to_vec(),
        };
        let boundary = (kind == AnswerKind::Scores && outputs.len() == 1).then(|| self.config.loss.kind().boundary());
        let class = (kind != AnswerKind::Numbers).then_some(class as f64);
        let target = point.map(|point| self.points.target(point));
        Ok(Probe { x, answers, class, boundary, layers, point: point.map(|point| point as f64), target })
    }

    /// The point that lies nearest to a place of the window, if any lies within this part of its width.
    pub fn nearest(&self, at: [f64; 2], within: f64) -> Option<usize> {
        let distance = |place| self.view.distance_squared(self.points.x(place), self.points.target(place), at);
        let near = (0..self.points.len()).map(|place| (place, distance(place)));
        near.filter(|(_, distance)| *distance <= within * within).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(p, _)| p)
    }

    /// Names the points among these that are answered with another class than theirs.
    pub fn wrong(&mut self, points: Range<usize>, mut give: impl FnMut(usize)) {
        self.points_through(points, |points, first, _, classes| {
            for (place, &class) in (first..).zip(classes) {
                if points.target(place) != f64::from(class) {
                    give(place);
                }
            }
        });
    }
}

/// Refuses coordinates and targets that are too large to be learned from.
pub(super) fn learnable(field: &str, x: &[f64], target: f64) -> Result<()> {
    match x.iter().chain([&target]).find(|number| number.is_nan() || number.abs() > LARGEST) {
        Some(number) => {
            let limits = Limits { min: -LARGEST, max: LARGEST, whole: false, most: None };
            let error = Error::new(Kind::OutOfRange, field, format!("{number:e}"), limits.to_string());
            Err(error.within(Some(limits)))
        }
        None => Ok(()),
    }
}

/// Refuses what is no finite number.
pub(super) fn finite(field: &str, numbers: &[f64]) -> Result<()> {
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(number) => Err(Error::new(Kind::NotFinite, field, number, "finite numbers")),
        None => Ok(()),
    }
}
