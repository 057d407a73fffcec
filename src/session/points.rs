//! What is asked about a place among the points.

use super::run::Session;
use crate::error::{Error, Kind, Result};
use crate::nn::Scalar;
use serde::Serialize;
use std::ops::Range;

/// What the network says of one place, and how.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Probe {
    /// Its coordinates.
    pub x: Vec<f64>,
    /// A probability for each class, or the number.
    pub answers: Vec<f64>,
    /// The likeliest class.
    pub class: Option<f64>,
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
        let layers = self.values_at(&x);
        let outputs = layers.last().map(Vec::as_slice).unwrap_or_default();
        let answers = match (self.config.classes(), outputs) {
            (0, all) => all.iter().enumerate().map(|(answer, &y)| self.scaling.target(answer).to_people(y)).collect(),
            (2, &[p]) => vec![1.0 - p, p],
            (_, all) => all.to_vec(),
        };
        let class = (self.config.classes() > 0).then(|| likeliest(&answers) as f64);
        let target = point.map(|point| self.points.target(point));
        Ok(Probe { x, answers, class, layers, point: point.map(|point| point as f64), target })
    }

    /// The point that lies nearest to a place of the window, if any lies within this part of its width.
    pub fn nearest(&self, at: [f64; 2], within: f64) -> Option<usize> {
        let distance = |place| self.view.distance_squared(self.points.x(place), self.points.target(place), at);
        let near = (0..self.points.len()).map(|place| (place, distance(place)));
        near.filter(|(_, distance)| *distance <= within * within).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(p, _)| p)
    }

    /// Names the points among these that are answered with another class than theirs.
    pub fn wrong(&mut self, points: Range<usize>, mut give: impl FnMut(usize)) {
        self.points_through(points, true, |points, first, rows| {
            for s in 0..rows[0].len() {
                let class = match rows {
                    [p] => usize::from(p[s] >= T::from_f64(0.5)),
                    rows => (1..rows.len()).fold(0, |best, of| if rows[of][s] > rows[best][s] { of } else { best }),
                };
                if points.target(first + s) != class as f64 {
                    give(first + s);
                }
            }
        });
    }
}

/// The place of the largest number.
fn likeliest(answers: &[f64]) -> usize {
    (0..answers.len()).max_by(|&a, &b| answers[a].total_cmp(&answers[b]).then(b.cmp(&a))).unwrap_or(0)
}

/// Refuses what is no finite number.
pub(super) fn finite(field: &str, numbers: &[f64]) -> Result<()> {
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(number) => Err(Error::new(Kind::NotFinite, field, number, "finite numbers")),
        None => Ok(()),
    }
}
