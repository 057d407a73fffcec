//! A disc inside a ring.

use super::{Draw, Generator, Point, Problem, Rng, polar, uniform};
use std::f64::consts::TAU;

/// Class 1 within radius 2.5, class 0 between 3.5 and 5.
pub struct Circle;

impl Generator for Circle {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn point(&self, Draw { index, count, .. }: Draw, rng: &mut Rng) -> Point {
        let inside = index < count / 2;
        let radius = if inside { uniform(0.0, 2.5, rng) } else { uniform(3.5, 5.0, rng) };
        let x = polar(radius, uniform(0.0, TAU, rng));
        Point { x, target: f64::from(u8::from(inside)) }
    }
}
