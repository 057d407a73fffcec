//! Large numbers, before they make training diverge.

use super::fix::Fix;
use super::signs::{Sign, SignId};
use crate::data::Problem;
use crate::nn::samples::{Chosen, Spread};
use crate::nn::sizes::rms;
use crate::nn::statistics::MOST_SAMPLES;
use crate::nn::{Norm, Scalar};
use crate::session::run::Session;
use crate::session::value::Value;

/// Root mean square of a feature, or of targets, from which it asks for standardising. Points of the plane and their squares are below.
const LARGE: f64 = 30.0;

impl<T: Scalar> Session<T> {
    /// Inputs or targets that are so large that sums saturate, units die or steps overshoot; where standardising is still to be had.
    pub(super) fn unscaled(&self, moving: bool) -> Option<Sign> {
        let fix: Fix = self.remedies().of(&[("standardise", Value::Flag(true))]);
        // Sums that are normalised do not know how large inputs are.
        let normed = self.config.norm == Norm::Batch && !self.config.hidden.is_empty();
        if fix.is_empty() || normed {
            return None;
        }
        let feature = |i: usize| rms(self.looked_at().map(|s| &self.train.x(s)[i..=i]));
        let inputs = (0..self.train.inputs()).map(feature).fold(0.0, f64::max);
        let targets = self.size_of_targets();
        if inputs.max(targets) < LARGE {
            return None;
        }
        let mut sign = Sign::new(SignId::Unscaled, 0, [("inputs", inputs)], fix);
        sign.shown.extend(Some(("targets", targets)).filter(|(_, size)| *size > 0.0));
        Some(Sign { restart: moving, ..sign })
    }

    /// Root mean square of targets that are numbers; 0 where they are classes.
    pub(super) fn size_of_targets(&self) -> f64 {
        let numbers = self.config.problem() == Problem::Regression;
        if numbers { rms(self.looked_at().map(|s| self.train.y(s))) } else { 0.0 }
    }

    /// Places of the training samples that Health looks at.
    fn looked_at(&self) -> impl Iterator<Item = usize> {
        let spread = Spread::over(self.train.len(), MOST_SAMPLES);
        (0..spread.count()).map(move |place| spread.at(place))
    }
}
