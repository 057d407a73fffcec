//! Hills and hollows.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The sum of six Gaussians of height ±1 and standard deviation 1, for points uniform within ±5.
pub struct MultiGauss;

const PEAKS: [([f64; 2], f64); 6] = [
    ([-4.0, 2.5], 1.0),
    ([0.0, 2.5], -1.0),
    ([4.0, 2.5], 1.0),
    ([-4.0, -2.5], -1.0),
    ([0.0, -2.5], 1.0),
    ([4.0, -2.5], -1.0),
];

impl Generator for MultiGauss {
    fn problem(&self) -> Problem {
        Problem::Regression
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = [0, 1].map(|_| uniform(-5.0, 5.0, rng));
        let bell = |centre: [f64; 2]| {
            let (dx, dy) = (x[0] - centre[0], x[1] - centre[1]);
            libm::exp(-(dx * dx + dy * dy) / 2.0)
        };
        let target = PEAKS.iter().map(|&(centre, sign)| sign * bell(centre)).sum();
        Point { x, target }
    }
}
