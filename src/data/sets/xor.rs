//! Four quadrants, opposite ones alike.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// Class 1 where both coordinates have the same sign. A gap of 0.3 on either side of the axes.
pub struct Xor;

impl Generator for Xor {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = [0, 1].map(|_| {
            let x = uniform(-5.0, 5.0, rng);
            if x > 0.0 { x + 0.3 } else { x - 0.3 }
        });
        Point { x, target: f64::from(u8::from(x[0] * x[1] > 0.0)) }
    }
}
