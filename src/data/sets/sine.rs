//! A wave, over one coordinate.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The target is sin x₁, for points uniform within ±6: two waves, nearly.
pub struct Sine;

impl Generator for Sine {
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
        Point { x: [x, 0.0], target: libm::sin(x) }
    }
}
