//! The user's own points.

use super::{Draw, Generator, Point, Problem, Rng};

/// Nothing is drawn: the points are those of [`crate::data::Table`], which knows what is learned.
pub struct Own;

impl Generator for Own {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn usual_classes(&self) -> Option<u32> {
        Some(2)
    }

    fn point(&self, _draw: Draw, _rng: &mut Rng) -> Point {
        Point { x: [0.0; 2], target: 0.0 }
    }
}
