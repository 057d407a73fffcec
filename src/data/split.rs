//! Which points are trained on, and what the network is told of them.

use super::{Inputs, Points, Scaling};
use crate::nn::{Samples, Scalar};
use std::ops::Range;

/// How many points are trained on: their share, but at least one on either side where there are two. Another share of the same points moves
/// only those at the border.
pub fn train_count(points: usize, share: f64) -> usize {
    let most = points.saturating_sub(1).max(1).min(points);
    ((points as f64 * share).round() as usize).clamp(most.min(1), most)
}

/// A part of the points as samples of features and `outputs` targets, several of which are one for each class.
pub fn samples<T: Scalar>(
    points: &Points,
    part: Range<usize>,
    inputs: Inputs<'_>,
    outputs: usize,
    scaling: &Scaling,
) -> Samples<T> {
    let mut samples = Samples::new(inputs.count(), outputs);
    let mut features = vec![0.0; inputs.count()];
    for place in part {
        inputs.fill(points.x(place), &mut features);
        samples.push(&features, &targets(points, place, outputs, scaling));
    }
    samples
}

/// Returns what the outputs are to answer for a point, `[outputs]`: each number as the network sees it, or 1 at the
/// place of the class.
pub fn targets(points: &Points, place: usize, outputs: usize, scaling: &Scaling) -> Vec<f64> {
    if outputs == 1 + points.more() {
        return (0..outputs).map(|answer| scaling.target(answer).to_network(points.answer(place, answer))).collect();
    }
    let target = points.target(place);
    (0..outputs).map(|class| f64::from(u8::from(class as f64 == target))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Affine, Feature, Formula};

    #[test]
    fn shares() {
        for (share, train) in [(0.5, 10), (0.9, 18), (0.1, 2), (0.001, 1), (0.999, 19)] {
            assert_eq!(train_count(20, share), train, "share {share}");
        }
        assert_eq!([0, 1, 2].map(|points| train_count(points, 0.5)), [0, 1, 1]);
    }

    #[test]
    fn samples_are_parts_of_the_points() {
        let mut points = Points::new(2);
        (0..20).for_each(|i| points.push(&[f64::from(i), 0.0], f64::from(i % 3)));
        let inputs =
            Inputs { features: &[Feature::X1, Feature::X2], formula: &Formula::default(), columns: 2, scaling: &[] };
        let part = samples::<f64>(&points, 5..12, inputs, 3, &Scaling::NONE);
        assert_eq!((part.len(), part.x(0), part.y(0)), (7, &[5.0, 0.0][..], &[0.0, 0.0, 1.0][..]));
        let scale = Affine { mean: 1.0, deviation: 2.0 };
        let other = Affine { mean: -3.0, deviation: 0.25 };
        let scaling = Scaling { columns: Vec::new(), targets: vec![scale, other] };
        assert_eq!(samples::<f64>(&points, 5..6, inputs, 1, &scaling).y(0), [0.5]);
        points.answer_also(1, (0..20).map(f64::from).collect());
        assert_eq!(samples::<f64>(&points, 5..6, inputs, 2, &scaling).y(0), [0.5, 32.0], "each by its own scale");
    }
}
