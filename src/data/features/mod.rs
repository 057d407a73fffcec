//! What a network is fed: numbers made of a point's two coordinates.

pub mod formula;
pub mod operators;
mod parse;

pub use formula::Formula;

use crate::nn::registry::choices;
use crate::nn::{Batch, Scalar};

choices! {
    /// The features. A new one is a line here and its formula below. Sines and cosines are of the coordinates as they are, two turns
    /// across the plane, as TensorFlow Playground's.
    Feature {
        /// x₁.
        X1 "x1",
        /// x₂.
        X2 "x2",
        /// x₁².
        X1Squared "x1-squared",
        /// x₂².
        X2Squared "x2-squared",
        /// x₁ · x₂.
        X1X2 "x1x2",
        /// sin x₁.
        SinX1 "sin-x1",
        /// sin x₂.
        SinX2 "sin-x2",
        /// cos x₁.
        CosX1 "cos-x1",
        /// cos x₂.
        CosX2 "cos-x2",
    }
}

impl Feature {
    /// Of a point.
    fn of(self, [x1, x2]: [f64; 2]) -> f64 {
        match self {
            Feature::X1 => x1,
            Feature::X2 => x2,
            Feature::X1Squared => x1 * x1,
            Feature::X2Squared => x2 * x2,
            Feature::X1X2 => x1 * x2,
            Feature::SinX1 => libm::sin(x1),
            Feature::SinX2 => libm::sin(x2),
            Feature::CosX1 => libm::cos(x1),
            Feature::CosX2 => libm::cos(x2),
        }
    }
}

/// A network's inputs: some features, and behind them a formula's value where there is one.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The features, at least one.
    pub features: &'a [Feature],
    /// One more, if it is any.
    pub formula: &'a Formula,
}

impl Inputs<'_> {
    /// How many numbers a point becomes.
    pub fn count(self) -> usize {
        self.features.len() + usize::from(self.formula.is_some())
    }

    /// What a point becomes, one number after the other.
    #[inline]
    fn each(self, x: [f64; 2], mut give: impl FnMut(usize, f64)) {
        for (place, feature) in self.features.iter().enumerate() {
            give(place, feature.of(x));
        }
        if let Some(value) = self.formula.at(x) {
            give(self.features.len(), value);
        }
    }

    /// What a point becomes, `[count]`.
    pub fn of(self, x: [f64; 2]) -> Vec<f64> {
        let mut all = vec![0.0; self.count()];
        self.each(x, |place, value| all[place] = value);
        all
    }

    /// Writes what the points of a batch become into `to[count][stride]`. What is not finite is taken as 0: a formula may be so
    /// where there is no sample (`1/x1` on an axis), and the network's answer there is to be a number.
    pub fn write<T: Scalar>(self, mut point: impl FnMut(usize) -> [f64; 2], batch: Batch, to: &mut [T]) {
        for s in 0..batch.n {
            self.each(point(s), |place, value| {
                let value = T::from_f64(value);
                to[place * batch.stride + s] = if value.is_finite() { value } else { T::ZERO };
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    #[test]
    fn each_is_what_it_says() {
        let formula = Formula::parse("x1 - x2").unwrap();
        let all = Inputs { features: Feature::ALL, formula: &formula }.of([2.0, -3.0]);
        let sines = [libm::sin(2.0), libm::sin(-3.0), libm::cos(2.0), libm::cos(-3.0)];
        assert_eq!(all[..5], [2.0, -3.0, 4.0, 9.0, -6.0]);
        assert_eq!(all[5..9], sines);
        assert_eq!(all[9..], [5.0]);
    }

    #[test]
    fn columns_of_a_batch_and_nothing_that_is_not_finite() {
        let formula = Formula::parse("1 / x1").unwrap();
        let inputs = Inputs { features: &[Feature::X2, Feature::X1Squared], formula: &formula };
        let points = [[0.0, 1.0], [2.0, 3.0], [1e30, 4.0]];
        let mut to = [9.0f32; 12];
        inputs.write(|s| points[s], Batch { n: 3, stride: 4 }, &mut to);
        assert_eq!(to, [1.0, 3.0, 4.0, 9.0, 0.0, 4.0, 0.0, 9.0, 0.0, 0.5, 1e-30, 9.0]);
    }
}
