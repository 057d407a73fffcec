//! Numbers brought to mean 0 and deviation 1, as training part of a data set has them, and back.

use super::{Formula, Points};
use std::ops::Range;

/// A number's way to the network and back: less the mean, divided by the deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, of all samples and not corrected (scikit-learn's `StandardScaler`); 1 where all are alike.
    pub deviation: f64,
}

impl Affine {
    /// Changes nothing.
    pub const IDENTITY: Affine = Affine { mean: 0.0, deviation: 1.0 };

    /// What brings these numbers to mean 0 and deviation 1.
    pub fn fit(numbers: impl Iterator<Item = f64> + Clone) -> Affine {
        let count = numbers.clone().count();
        if count == 0 {
            return Affine::IDENTITY;
        }
        let mean = numbers.clone().sum::<f64>() / count as f64;
        let variance = numbers.map(|x| (x - mean) * (x - mean)).sum::<f64>() / count as f64;
        let deviation = variance.sqrt();
        let usable = mean.is_finite() && deviation.is_finite() && deviation > f64::EPSILON * mean.abs();
        Affine { mean: if mean.is_finite() { mean } else { 0.0 }, deviation: if usable { deviation } else { 1.0 } }
    }

    /// As the network sees it.
    #[inline]
    pub fn to_network(self, x: f64) -> f64 {
        (x - self.mean) / self.deviation
    }

    /// As people see it.
    #[inline]
    pub fn to_people(self, z: f64) -> f64 {
        z * self.deviation + self.mean
    }
}

/// How a data set's numbers reach the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaling {
    /// Of each coordinate, and behind them of the formula; empty where all stay as they are.
    pub columns: Vec<Affine>,
    /// Of targets that are numbers.
    pub target: Affine,
}

impl Scaling {
    /// Everything stays as it is.
    pub const NONE: Scaling = Scaling { columns: Vec::new(), target: Affine::IDENTITY };

    /// Fitted to some of the points: those that are trained on. Numbers of classes are left alone.
    pub fn fit(points: &Points, part: Range<usize>, numbers: bool, formula: &Formula) -> Scaling {
        let column = |column: usize| Affine::fit(part.clone().map(|place| points.x(place)[column]));
        let target =
            if numbers { Affine::fit(points.targets()[part.clone()].iter().copied()) } else { Affine::IDENTITY };
        let of_formula = Affine::fit(part.clone().filter_map(|place| formula.at(points.x(place))));
        Scaling { columns: (0..points.columns()).map(column).chain([of_formula]).collect(), target }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_training_part_has_mean_0_and_deviation_1() {
        let mut points = Points::new(3);
        for i in 0..10 {
            points.push(&[f64::from(i), 1e6 + f64::from(i % 3) * 1e-3, 7.0], 100.0 * f64::from(i));
        }
        points.push(&[1e9, 0.0, 0.0], 1e9);
        let scaling = Scaling::fit(&points, 0..10, true, &Formula::parse("x1 * 3").unwrap());
        for column in 0..2 {
            let scaled = || (0..10).map(|place| scaling.columns[column].to_network(points.x(place)[column]));
            let mean = scaled().sum::<f64>() / 10.0;
            let variance = scaled().map(|z| z * z).sum::<f64>() / 10.0;
            assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6, "{column}: {mean} {variance}");
        }
        assert_eq!(scaling.columns[2], Affine { mean: 7.0, deviation: 1.0 }, "all alike");
        assert!((scaling.columns[3].deviation - 3.0 * scaling.columns[0].deviation).abs() < 1e-9, "the formula's");
        assert!((scaling.target.to_people(scaling.target.to_network(250.0)) - 250.0).abs() < 1e-9);
        assert_eq!(Scaling::fit(&points, 0..10, false, &Formula::default()).target, Affine::IDENTITY);
        assert_eq!(Affine::fit([].into_iter()), Affine::IDENTITY);
    }

    #[test]
    fn enormous_numbers_stay_finite() {
        let scale = Affine::fit([1e308, 1e308, -1e308].into_iter());
        assert!(scale.mean.is_finite() && scale.deviation.is_finite() && scale.deviation > 0.0);
    }
}
