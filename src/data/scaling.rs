//! Standardisation: numbers brought to mean 0 and deviation 1 over the training part of a data set, and back.

use super::{Formula, Points};
use std::ops::Range;

/// A column's standardisation: `z = (x − mean) / deviation`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Mean of the column.
    pub mean: f64,
    /// Standard deviation over all samples, dividing by their number as scikit-learn's `StandardScaler` does; 1 of
    /// constant columns.
    pub deviation: f64,
}

impl Affine {
    /// Changes nothing.
    pub const IDENTITY: Affine = Affine { mean: 0.0, deviation: 1.0 };

    /// Fits mean and deviation to a column. The mean of equal numbers is that number itself, so that they all become 0.
    pub fn fit(numbers: impl Iterator<Item = f64> + Clone) -> Affine {
        let spread = Spread::of(numbers);
        let deviation = spread.variance.sqrt();
        let usable = spread.mean.is_finite() && deviation.is_finite() && !spread.is_constant();
        Affine {
            mean: if spread.mean.is_finite() { spread.mean } else { 0.0 },
            deviation: if usable { deviation } else { 1.0 },
        }
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

/// Returns whether a column is constant but for rounding, by scikit-learn's bound (`_is_constant_feature`).
pub fn is_constant(numbers: impl Iterator<Item = f64> + Clone) -> bool {
    Spread::of(numbers).is_constant()
}

/// Count, mean and variance of a column.
struct Spread {
    count: f64,
    mean: f64,
    variance: f64,
}

impl Spread {
    /// Takes two passes for the mean, counted from the first number: equal numbers differ from it by exactly 0.
    fn of(numbers: impl Iterator<Item = f64> + Clone) -> Spread {
        let count = numbers.clone().count() as f64;
        let Some(first) = numbers.clone().next() else {
            return Spread { count, mean: 0.0, variance: 0.0 };
        };
        let about = |centre: f64| centre + numbers.clone().map(|x| x - centre).sum::<f64>() / count;
        let mean = about(about(first));
        let variance = numbers.map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        Spread { count, mean, variance }
    }

    /// Tests `variance ≤ n·ε·variance + (n·mean·ε)²`: what rounding alone may leave of equal numbers.
    fn is_constant(&self) -> bool {
        let rounding = self.count * self.mean * f64::EPSILON;
        self.variance <= self.count * f64::EPSILON * self.variance + rounding * rounding
    }
}

/// How a data set's numbers reach the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaling {
    /// Scale of each coordinate, and behind them of the formula; empty where all stay as they are.
    pub columns: Vec<Affine>,
    /// Scale of each answer that is a number; empty where answers are classes or stay as they are.
    pub targets: Vec<Affine>,
}

impl Scaling {
    /// Everything stays as it is.
    pub const NONE: Scaling = Scaling { columns: Vec::new(), targets: Vec::new() };

    /// Fits to some of the points: those that are trained on. Each answer has its own mean and deviation; numbers of
    /// classes are left alone.
    pub fn fit(points: &Points, part: Range<usize>, numbers: bool, formula: &Formula) -> Scaling {
        let column = |column: usize| Affine::fit(part.clone().map(|place| points.x(place)[column]));
        let answer = |answer: usize| Affine::fit(part.clone().map(|place| points.answer(place, answer)));
        let answers = if numbers { 1 + points.more() } else { 0 };
        let of_formula = Affine::fit(part.clone().filter_map(|place| formula.at(points.x(place))));
        Scaling {
            columns: (0..points.columns()).map(column).chain([of_formula]).collect(),
            targets: (0..answers).map(answer).collect(),
        }
    }

    /// Scale of one answer.
    pub fn target(&self, answer: usize) -> Affine {
        self.targets.get(answer).copied().unwrap_or(Affine::IDENTITY)
    }
}

// proptest is for native tests.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::strategy::Strategy;

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
        assert!((scaling.target(0).to_people(scaling.target(0).to_network(250.0)) - 250.0).abs() < 1e-9);
        assert_eq!(Scaling::fit(&points, 0..10, false, &Formula::default()).target(0), Affine::IDENTITY);
        assert_eq!(Affine::fit([].into_iter()), Affine::IDENTITY);
    }

    #[test]
    fn enormous_numbers_stay_finite() {
        let scale = Affine::fit([1e308, 1e308, -1e308].into_iter());
        assert!(scale.mean.is_finite() && scale.deviation.is_finite() && scale.deviation > 0.0);
    }

    #[test]
    fn each_answer_has_its_own_mean_and_deviation() {
        let mut points = Points::new(1);
        (0..4).for_each(|i| points.push(&[f64::from(i)], f64::from(i)));
        points.answer_also(2, vec![10.0, 5.0, 30.0, 5.0, 20.0, 5.0, 1e9, 1e9]);
        let scaling = Scaling::fit(&points, 0..3, true, &Formula::default());
        let deviations = [2.0 / 3.0, 200.0 / 3.0, 1.0].map(f64::sqrt);
        for (answer, (mean, deviation)) in [1.0, 20.0, 5.0].into_iter().zip(deviations).enumerate() {
            let scale = scaling.target(answer);
            assert!((scale.mean - mean).abs() < 1e-12 && (scale.deviation - deviation).abs() < 1e-12, "{scale:?}");
        }
        assert_eq!(scaling.targets.len(), 3);
    }

    #[test]
    fn columns_that_differ_by_rounding_alone_are_constant() {
        let near = |x: f64, ulps: i64| f64::from_bits((x.to_bits() as i64 + ulps) as u64);
        for (numbers, constant) in [
            (vec![0.1; 18], true),
            (vec![0.3, 0.1 + 0.2, 0.3, 0.3], true),
            (vec![1e9, near(1e9, 1), near(1e9, -1)], true),
            (vec![1e9, 1e9 + 1e-3, 1e9 - 1e-3], false),
            (vec![0.0, 0.0], true),
            (vec![0.0, 1e-30], false),
            (vec![-1e-12, 1e-12], false),
            (vec![0.1, 0.1, 0.1000001], false),
            (vec![42.0], true),
            (vec![], true),
        ] {
            assert_eq!(is_constant(numbers.iter().copied()), constant, "{numbers:?}");
            let Affine { deviation, .. } = Affine::fit(numbers.iter().copied());
            assert_eq!(deviation == 1.0, constant, "{numbers:?}: {deviation}");
        }
    }

    #[test]
    fn a_mean_far_from_0_leaves_the_deviation_its_digits() {
        let scale = Affine::fit((0..1000).map(|i| 1e9 + f64::from(i % 2)));
        assert!((scale.mean - (1e9 + 0.5)).abs() < 1e-6 && (scale.deviation - 0.5).abs() < 1e-9, "{scale:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_constant_column_becomes_exactly_0(
            constant in proptest::prop_oneof![
                proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
                -1e3..1e3f64,
                (-1000i32..1000).prop_map(|hundredths| f64::from(hundredths) / 100.0),
            ],
            count in 1usize..3000,
            test in -1e3..1e3f64,
        ) {
            let scale = Affine::fit(std::iter::repeat_n(constant, count));
            proptest::prop_assert_eq!(scale, Affine { mean: constant, deviation: 1.0 });
            proptest::prop_assert_eq!(scale.to_network(constant), 0.0);
            // Another value in the test part stays of ordinary size.
            let off = scale.to_network(constant + test);
            proptest::prop_assert!(off.abs() <= test.abs() + (test.abs() + constant.abs()) * f64::EPSILON, "{}", off);
        }
    }
}
