//! A wave that runs out from the middle.

use super::{Draw, Generator, Point, Problem, Rng, uniform};
use std::f64::consts::FRAC_PI_2;

/// The target is cos(½π r) at the distance r from the middle, for points uniform within ±5: a crest in the middle, a ring of troughs at 2,
/// one of crests at 4.
pub struct Ripple;

impl Generator for Ripple {
    fn problem(&self) -> Problem {
        Problem::Regression
    }

    fn noise_unit(&self) -> f64 {
        1.0
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = [0, 1].map(|_| uniform(-5.0, 5.0, rng));
        Point { x, target: libm::cos(FRAC_PI_2 * (x[0] * x[0] + x[1] * x[1]).sqrt()) }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::DataSet;

    #[test]
    fn a_crest_in_the_middle_and_troughs_around_it() {
        let mut seen = [0; 2];
        for point in DataSet::Ripple.generate(2000, 2, 0.0, 3) {
            let radius = (point.x[0] * point.x[0] + point.x[1] * point.x[1]).sqrt();
            if radius < 0.5 || (radius - 4.0).abs() < 0.5 {
                assert!(point.target > 0.7, "{point:?}");
                seen[0] += 1;
            } else if (radius - 2.0).abs() < 0.5 {
                assert!(point.target < -0.7, "{point:?}");
                seen[1] += 1;
            }
        }
        assert!(seen.iter().all(|n| *n > 50));
    }
}
