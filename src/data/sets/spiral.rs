//! Spirals, one inside the other.

use super::{Draw, Generator, Point, Problem, Rng, polar};
use std::f64::consts::TAU;

/// An arm for each class, from the middle out to radius 5, evenly turned against each other. Two arms make 1.75 turns each, more arms make fewer, so that
/// neighbours are always as far apart. Class 0 is the last arm.
pub struct Spiral;

impl Generator for Spiral {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn usual_classes(&self) -> Option<u32> {
        Some(2)
    }

    fn noise_unit(&self) -> f64 {
        // The arms are about 1.4 apart.
        1.0
    }

    fn point(&self, Draw { index, count, classes }: Draw, _rng: &mut Rng) -> Point {
        // An arm ends where the next begins, both rounded down.
        let begin = |arm: usize| arm * count / classes;
        let arm = ((index + 1) * classes - 1) / count;
        let along = ((index - begin(arm)) as f64 + 0.5) / (begin(arm + 1) - begin(arm)) as f64;
        let (arms, turn) = (classes as f64, arm as f64 / classes as f64);
        let x = polar(5.0 * along, 3.5 / arms * TAU * along + turn * TAU);
        Point { x, target: (classes - 1 - arm) as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataSet;

    #[test]
    fn arms_are_evenly_turned_and_equally_long() {
        for classes in 2..=10 {
            for count in [classes, 97, 500] {
                let mut counts = vec![0; classes];
                for index in 0..count {
                    let point = Spiral.point(Draw { index, count, classes }, &mut crate::nn::rng(0, 0));
                    counts[point.target as usize] += 1;
                    let radius = (point.x[0] * point.x[0] + point.x[1] * point.x[1]).sqrt();
                    let turn =
                        3.5 / classes as f64 * radius / 5.0 + (classes as f64 - 1.0 - point.target) / classes as f64;
                    let [x1, x2] = polar(radius, TAU * turn);
                    assert!((x1 - point.x[0]).abs() < 1e-9 && (x2 - point.x[1]).abs() < 1e-9, "{point:?}");
                }
                assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{counts:?}");
            }
        }
        assert_eq!(DataSet::Spiral.usual_classes(), 2);
    }
}
