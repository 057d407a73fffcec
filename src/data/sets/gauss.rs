//! Two round clouds.

use super::{Draw, Generator, HALF_WIDTH, Point, Problem, Rng};
use crate::nn::init::standard_normal;

/// Class 1 around (2, 2), class 0 around (−2, −2); the standard deviation is 0.8 before noise.
pub struct Gauss;

impl Generator for Gauss {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn point(&self, Draw { index, count, .. }: Draw, rng: &mut Rng) -> Point {
        let first = index < count / 2;
        let centre = if first { 2.0 } else { -2.0 };
        // Five standard deviations reach the edge of the plane.
        let x = [0, 1].map(|_| (centre + 0.8 * standard_normal(rng)).clamp(-HALF_WIDTH, HALF_WIDTH));
        Point { x, target: f64::from(u8::from(first)) }
    }
}
