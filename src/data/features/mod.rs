//! What a network is fed: numbers made of a point's coordinates.

pub mod formula;
pub mod operators;
mod parse;

pub use formula::Formula;

use super::{Affine, MOST_COLUMNS};
use crate::nn::registry::choices;
use crate::nn::{Batch, Scalar};

choices! {
    /// The features. A new one is a line here and its formula below. They are made of the coordinates as they are, or of the standardised ones where
    /// data are standardised. Sines and cosines make two turns across the plane, as TensorFlow Playground's.
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
    /// Whether it can be made of points with so many coordinates: of two any, of one those that need no other, of more none.
    pub fn made_of(self, columns: usize) -> bool {
        match columns {
            1 => matches!(self, Feature::X1 | Feature::X1Squared | Feature::SinX1 | Feature::CosX1),
            columns => columns == 2,
        }
    }

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

/// A network's inputs: of points with two coordinates some features; of points with one those features that need no other, or the coordinate
/// itself; of points with more, all coordinates. Behind them a formula's value where there is one.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The features, at least one.
    pub features: &'a [Feature],
    /// One more, if it is any. It is told a point's coordinates as they are.
    pub formula: &'a Formula,
    /// How many coordinates a point has.
    pub columns: usize,
    /// How each coordinate reaches the network, and last the formula's value; empty where they stay as they are.
    pub scaling: &'a [Affine],
}

impl Inputs<'_> {
    /// How many numbers a point becomes.
    pub fn count(self) -> usize {
        let made = match self.columns {
            1 | 2 => self.features().count().max(1),
            more => more,
        };
        made + usize::from(self.formula.is_some())
    }

    /// The features that are made of these points.
    pub fn features(&self) -> impl Iterator<Item = Feature> {
        let columns = self.columns;
        self.features.iter().copied().filter(move |feature| feature.made_of(columns))
    }

    fn scaled(&self, x: &[f64], column: usize) -> f64 {
        self.scaling.get(column).map_or(x[column], |scale| scale.to_network(x[column]))
    }

    /// What a point becomes, one number after the other.
    #[inline]
    fn each(self, x: &[f64], mut give: impl FnMut(usize, f64)) {
        let mut count = 0;
        let mut push = |value| {
            give(count, value);
            count += 1;
        };
        match x.len() {
            2 => {
                let z = [self.scaled(x, 0), self.scaled(x, 1)];
                self.features.iter().for_each(|feature| push(feature.of(z)));
            }
            1 => {
                let z = [self.scaled(x, 0), 0.0];
                let mut features = self.features().peekable();
                if features.peek().is_none() {
                    push(z[0]);
                }
                features.for_each(|feature| push(feature.of(z)));
            }
            more => (0..more).for_each(|column| push(self.scaled(x, column))),
        }
        if let Some(value) = self.formula.at(x) {
            push(self.scaling.get(self.columns).map_or(value, |scale| scale.to_network(value)));
        }
    }

    /// Writes what a point becomes, `[count]`.
    pub fn fill(self, x: &[f64], to: &mut [f64]) {
        self.each(x, |place, value| to[place] = value);
    }

    /// What a point becomes, `[count]`.
    pub fn of(self, x: &[f64]) -> Vec<f64> {
        let mut all = vec![0.0; self.count()];
        self.fill(x, &mut all);
        all
    }

    /// Writes what the points of a batch become into `to[count][stride]`; `point` writes the coordinates of one. What is not finite is taken
    /// as 0: a formula may be so where there is no sample (`1/x1` on an axis), and the network's answer there is to be a number.
    pub fn write<T: Scalar>(self, mut point: impl FnMut(usize, &mut [f64]), batch: Batch, to: &mut [T]) {
        let mut x = [0.0; MOST_COLUMNS];
        let x = &mut x[..self.columns];
        for s in 0..batch.n {
            point(s, x);
            self.each(x, |place, value| {
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
        let all = Inputs { features: Feature::ALL, formula: &formula, columns: 2, scaling: &[] }.of(&[2.0, -3.0]);
        let sines = [libm::sin(2.0), libm::sin(-3.0), libm::cos(2.0), libm::cos(-3.0)];
        assert_eq!(all[..5], [2.0, -3.0, 4.0, 9.0, -6.0]);
        assert_eq!(all[5..9], sines);
        assert_eq!(all[9..], [5.0]);
    }

    #[test]
    fn columns_of_a_batch_and_nothing_that_is_not_finite() {
        let formula = Formula::parse("1 / x1").unwrap();
        let features = &[Feature::X2, Feature::X1Squared];
        let inputs = Inputs { features, formula: &formula, columns: 2, scaling: &[] };
        let points = [[0.0, 1.0], [2.0, 3.0], [1e30, 4.0]];
        let mut to = [9.0f32; 12];
        inputs.write(|s, x| x.copy_from_slice(&points[s]), Batch { n: 3, stride: 4 }, &mut to);
        assert_eq!(to, [1.0, 3.0, 4.0, 9.0, 0.0, 4.0, 0.0, 9.0, 0.0, 0.5, 1e-30, 9.0]);
    }

    #[test]
    fn of_one_coordinate_and_of_many() {
        let formula = Formula::parse("x1 * 2").unwrap();
        let inputs = |features, columns| Inputs { features, formula: &formula, columns, scaling: &[] };
        let of = |features, x: &[f64]| inputs(features, x.len()).of(x);
        assert_eq!(of(&[Feature::X1, Feature::X2, Feature::X1Squared], &[3.0]), [3.0, 9.0, 6.0]);
        assert_eq!(of(&[Feature::X2], &[3.0]), [3.0, 6.0], "something is left");
        assert_eq!(of(&[Feature::X1X2], &[3.0, 4.0, 5.0]), [3.0, 4.0, 5.0, 6.0], "all columns");
    }

    #[test]
    fn scaling_comes_before_features_and_after_the_formula() {
        let formula = Formula::parse("x1").unwrap();
        let scaling = [Affine { mean: 1.0, deviation: 2.0 }, Affine::IDENTITY, Affine { mean: 6.0, deviation: 0.5 }];
        let inputs = Inputs { features: &[Feature::X1Squared], formula: &formula, columns: 2, scaling: &scaling };
        assert_eq!(inputs.of(&[7.0, 0.0]), [9.0, 2.0]);
    }
}
