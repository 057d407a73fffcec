//! Which points are trained on.

use super::{Inputs, Point};
use crate::nn::{Samples, Scalar};

/// Parts points, which are in random order, into training and test samples. At least one point is on
/// either side. Several `outputs` are one for each class. Another share of the same points moves only those at the border.
pub fn split<T: Scalar>(
    points: &[Point],
    train_share: f64,
    inputs: Inputs<'_>,
    outputs: usize,
) -> (Samples<T>, Samples<T>) {
    let train = ((points.len() as f64 * train_share).round() as usize).clamp(1, points.len().saturating_sub(1).max(1));
    let (train, test) = points.split_at(train.min(points.len()));
    (samples(train, inputs, outputs), samples(test, inputs, outputs))
}

/// Points as samples of features and `outputs` targets.
pub fn samples<T: Scalar>(points: &[Point], inputs: Inputs<'_>, outputs: usize) -> Samples<T> {
    let mut samples = Samples::new(inputs.count(), outputs);
    for point in points {
        samples.push(&inputs.of(point.x), &targets(point.target, outputs));
    }
    samples
}

/// What `outputs` outputs are to answer: the number itself, or 1 at the place of the class.
pub fn targets(target: f64, outputs: usize) -> Vec<f64> {
    if outputs == 1 {
        return vec![target];
    }
    (0..outputs).map(|class| f64::from(u8::from(class as f64 == target))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Feature, Formula};

    #[test]
    fn shares() {
        let points: Vec<Point> = (0..20).map(|i| Point { x: [f64::from(i), 0.0], target: 0.0 }).collect();
        for (share, train) in [(0.5, 10), (0.9, 18), (0.1, 2), (0.001, 1), (0.999, 19)] {
            let inputs = Inputs { features: &[Feature::X1, Feature::X2], formula: &Formula::default() };
            let (a, b) = split::<f64>(&points, share, inputs, 1);
            assert_eq!((a.len(), b.len()), (train, 20 - train), "share {share}");
            assert_eq!(a.x(0), [0.0, 0.0]);
        }
    }
}
