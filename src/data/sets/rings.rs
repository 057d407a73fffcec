//! Rings around each other, one for each class.

use super::{Draw, Generator, Point, Problem, Rng, polar, uniform};
use std::f64::consts::TAU;

/// The inmost class is a disc, the others are rings around it, out to radius 5.5; a fifth of the way from ring to ring is left empty.
pub struct Rings;

impl Generator for Rings {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn usual_classes(&self) -> Option<u32> {
        Some(3)
    }

    fn noise_unit(&self) -> f64 {
        1.5
    }

    fn point(&self, draw: Draw, rng: &mut Rng) -> Point {
        let class = draw.class();
        let width = 5.5 / draw.classes as f64;
        let inner = if class == 0 { 0.0 } else { 0.2 };
        let radius = (class as f64 + uniform(inner, 1.0, rng)) * width;
        Point { x: polar(radius, uniform(0.0, TAU, rng)), target: class as f64 }
    }
}
