//! A polynomial, over one coordinate.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The target is u³ − 2u + ½u² − ¼ where u is x₁ / 3.5, divided by 3: a crest, a trough, and steep ends; for points uniform within ±6.
pub struct Polynomial;

impl Generator for Polynomial {
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
        let u = x / 3.5;
        Point { x: [x, 0.0], target: (((u + 0.5) * u - 2.0) * u - 0.25) / 3.0 }
    }
}
