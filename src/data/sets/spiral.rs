//! Two spirals, one inside the other.

use super::{Draw, Generator, Point, Problem, Rng, polar};
use std::f64::consts::{PI, TAU};

/// Two arms of 1.75 turns out to radius 5, half a turn apart.
pub struct Spiral;

impl Generator for Spiral {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn noise_unit(&self) -> f64 {
        // The arms are about 1.4 apart.
        1.0
    }

    fn point(&self, Draw { index, count, .. }: Draw, _rng: &mut Rng) -> Point {
        let first = index < count / 2;
        let (place, of) = if first { (index, count / 2) } else { (index - count / 2, count - count / 2) };
        let along = (place as f64 + 0.5) / of as f64;
        let x = polar(5.0 * along, 1.75 * TAU * along + if first { 0.0 } else { PI });
        Point { x, target: f64::from(u8::from(first)) }
    }
}
