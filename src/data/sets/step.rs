//! A step, over one coordinate.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The target is −½ left of the middle and ½ right of it, for points uniform within ±6.
pub struct Step;

impl Generator for Step {
    fn problem(&self) -> Problem {
        Problem::Regression
    }

    fn columns(&self) -> usize {
        1
    }

    fn noise_unit(&self) -> f64 {
        0.5
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = uniform(-6.0, 6.0, rng);
        Point { x: [x, 0.0], target: if x < 0.0 { -0.5 } else { 0.5 } }
    }
}
