//! Round clouds, one for each class.

use super::{Draw, Generator, HALF_WIDTH, Point, Problem, Rng, polar};
use crate::nn::init::standard_normal;
use std::f64::consts::TAU;

/// As many clouds as there are classes, evenly on a circle of radius 4 from the top on; the standard deviation is such that neighbours
/// just touch, at most 0.8.
pub struct Blobs;

impl Generator for Blobs {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn usual_classes(&self) -> Option<u32> {
        Some(3)
    }

    fn noise_unit(&self) -> f64 {
        2.0
    }

    fn point(&self, draw: Draw, rng: &mut Rng) -> Point {
        let (class, classes) = (draw.class(), draw.classes as f64);
        let centre = polar(4.0, TAU * class as f64 / classes);
        // Neighbours are 8 sin(π / classes) apart: five standard deviations.
        let sigma = (8.0 * libm::sin(TAU / 2.0 / classes) / 5.0).min(0.8);
        let x = centre.map(|c| (c + sigma * standard_normal(rng)).clamp(-HALF_WIDTH, HALF_WIDTH));
        Point { x, target: class as f64 }
    }
}
