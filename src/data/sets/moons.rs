//! Two crescents, each reaching into the other.

use super::{Draw, Generator, Point, Problem, Rng, polar, uniform};
use std::f64::consts::{FRAC_PI_2, PI};

/// Half rings of radius 3.2 and width 0.8: class 1 open to the bottom, class 0 open to the top, their middles 3.2 and 1.6 apart. Those of scikit-learn's
/// `make_moons`, 3.2 times as large.
pub struct Moons;

impl Generator for Moons {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn noise_unit(&self) -> f64 {
        1.5
    }

    fn point(&self, Draw { index, count, .. }: Draw, rng: &mut Rng) -> Point {
        let upper = index < count / 2;
        let (radius, along) = (uniform(2.8, 3.6, rng), uniform(0.0, PI, rng));
        let [x1, x2] = polar(radius, along - FRAC_PI_2);
        let x = if upper { [x1 - 1.6, x2 - 0.8] } else { [x1 + 1.6, 0.8 - x2] };
        Point { x, target: f64::from(u8::from(upper)) }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::DataSet;

    #[test]
    fn crescents_reach_into_each_other() {
        let points = DataSet::Moons.generate(1000, 2, 0.0, 3);
        for point in &points {
            let (sign, centre) = if point.target == 1.0 { (1.0, [-1.6, -0.8]) } else { (-1.0, [1.6, 0.8]) };
            let (a, b) = (point.x[0] - centre[0], sign * (point.x[1] - centre[1]));
            assert!(b > -1e-9 && (2.8 - 1e-9..3.6 + 1e-9).contains(&(a * a + b * b).sqrt()), "{point:?}");
        }
        let lowest = |class: f64| points.iter().filter(|p| p.target == class).map(|p| p.x[1]).fold(9.0, f64::min);
        let highest = |class: f64| points.iter().filter(|p| p.target == class).map(|p| p.x[1]).fold(-9.0, f64::max);
        assert!(lowest(1.0) < highest(0.0) - 1.0, "no level line parts them");
    }
}
