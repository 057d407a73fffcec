//! A saddle.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The target is x₁ · x₂ / 25, for points uniform within ±5: up along one diagonal, down along the other.
pub struct Saddle;

impl Generator for Saddle {
    fn problem(&self) -> Problem {
        Problem::Regression
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = [0, 1].map(|_| uniform(-5.0, 5.0, rng));
        Point { x, target: x[0] * x[1] / 25.0 }
    }
}
