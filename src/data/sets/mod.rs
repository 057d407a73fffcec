//! The data sets. Each draws points without noise; noise is the same thing for all of them.

pub mod blobs;
pub mod checkerboard;
pub mod circle;
pub mod curve;
pub mod gauss;
pub mod moons;
pub mod multi_gauss;
pub mod own;
pub mod plane;
pub mod rings;
pub mod ripple;
pub mod saddle;
pub mod spiral;
pub mod xor;

use super::{HALF_WIDTH, Point};
use crate::nn::registry::{choices, registry};
use crate::nn::{Choice, Rng, init};
use rand::RngExt;
use rand::seq::SliceRandom;

registry! {
    /// The data sets. A new one is a file beside this one and a line here.
    DataSet, dyn Generator {
        Circle "circle" => circle::Circle,
        Xor "xor" => xor::Xor,
        Gauss "gauss" => gauss::Gauss,
        Spiral "spiral" => spiral::Spiral,
        Moons "moons" => moons::Moons,
        Checkerboard "checkerboard" => checkerboard::Checkerboard,
        Blobs "blobs" => blobs::Blobs,
        Rings "rings" => rings::Rings,
        Plane "plane" => plane::Plane,
        MultiGauss "multi-gauss" => multi_gauss::MultiGauss,
        Saddle "saddle" => saddle::Saddle,
        Ripple "ripple" => ripple::Ripple,
        Sine "sine" => curve::SINE,
        Step "step" => curve::STEP,
        Polynomial "polynomial" => curve::POLYNOMIAL,
        Own "own" => own::Own,
    }
}

choices! {
    /// What kind of answer is learned.
    Problem {
        /// Which class: targets are 0, 1, …
        Classification "classification",
        /// A number.
        Regression "regression",
    }
}

/// Which point is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Its place.
    pub index: usize,
    /// How many points there are.
    pub count: usize,
    /// How many classes there are.
    pub classes: usize,
}

impl Draw {
    /// The class of the point where all classes have as many points, give or take one.
    pub fn class(self) -> usize {
        self.index * self.classes / self.count
    }
}

/// Draws points.
pub trait Generator: Sync {
    /// Classes or numbers.
    fn problem(&self) -> Problem;

    /// Coordinates that a point has: two, or the first one alone.
    fn columns(&self) -> usize {
        2
    }

    /// Standard deviation of the noise at 100 %, in units of the plane; of targets, where points have one coordinate.
    fn noise_unit(&self) -> f64 {
        3.0
    }

    /// Of a set that has as many classes as it is told: how many it usually has. None where they are always two, or where answers are numbers.
    fn usual_classes(&self) -> Option<u32> {
        None
    }

    /// One point, without noise.
    fn point(&self, draw: Draw, rng: &mut Rng) -> Point;
}

impl DataSet {
    /// Classes or numbers.
    pub fn problem(self) -> Problem {
        self.op().problem()
    }

    /// The sets whose points are drawn: all but the user's own.
    pub fn drawn() -> impl Iterator<Item = DataSet> {
        DataSet::ALL.iter().copied().filter(|set| *set != DataSet::Own)
    }

    /// Coordinates of its points; the user's own have as many as their table says.
    pub fn columns(self) -> usize {
        self.op().columns()
    }

    /// Whether it has as many classes as it is told, or always two.
    pub fn any_classes(self) -> bool {
        self.op().usual_classes().is_some()
    }

    /// The classes that it brings along when it is chosen; three for the next one to take over where it cares for none.
    pub fn usual_classes(self) -> u32 {
        self.op().usual_classes().unwrap_or(3)
    }

    /// `count` points in random order; the same arguments give the same points. `noise` (0 to 1)
    /// moves points by a normal distribution in both directions and leaves their targets, so that a
    /// point may lie where another answer is right. A point never leaves the plane that is shown. Over one coordinate it is the target
    /// that is moved, as measurements of a curve are.
    pub fn generate(self, count: usize, classes: usize, noise: f64, seed: u64) -> Vec<Point> {
        let (mut rng, mut noise_rng) = (crate::nn::rng(seed, 1), crate::nn::rng(seed, 2));
        let sigma = noise * self.op().noise_unit();
        let mut points: Vec<Point> =
            (0..count).map(|index| self.op().point(Draw { index, count, classes }, &mut rng)).collect();
        for point in &mut points {
            if self.columns() == 1 {
                point.target += sigma * init::standard_normal(&mut noise_rng);
                continue;
            }
            for x in &mut point.x {
                // Drawn even without noise: a little more of it moves every point a little further.
                *x = moved(*x, sigma, &mut noise_rng);
            }
        }
        points.shuffle(&mut rng);
        points
    }
}

/// Moves a coordinate; what would leave the plane is mirrored back in at its edge.
fn moved(x: f64, sigma: f64, rng: &mut Rng) -> f64 {
    let to = x + sigma * init::standard_normal(rng);
    let mirrored = if to > HALF_WIDTH {
        2.0 * HALF_WIDTH - to
    } else if to < -HALF_WIDTH {
        -2.0 * HALF_WIDTH - to
    } else {
        to
    };
    mirrored.clamp(-HALF_WIDTH, HALF_WIDTH)
}

/// Uniform in [low, high).
fn uniform(low: f64, high: f64, rng: &mut Rng) -> f64 {
    low + (high - low) * rng.random::<f64>()
}

/// A point at `radius` and `angle` (radians, clockwise from the top).
fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::sin(angle), radius * libm::cos(angle)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_seeded_inside_the_plane_and_rightly_labelled() {
        for set in DataSet::drawn() {
            for (noise, classes) in [(0.0, 2), (0.5, 2), (0.0, 3), (0.2, 10)] {
                if classes > 2 && !set.any_classes() {
                    continue;
                }
                let points = set.generate(400, classes, noise, 5);
                assert_eq!(points, set.generate(400, classes, noise, 5));
                assert_ne!(points, set.generate(400, classes, noise, 6));
                assert_eq!(points.len(), 400);
                let mut counts = vec![0; classes];
                for p in &points {
                    assert!(p.x.iter().all(|x| x.abs() <= HALF_WIDTH), "{set:?}: {p:?}");
                    match set.problem() {
                        Problem::Classification => counts[p.target as usize] += 1,
                        Problem::Regression => assert!(p.target.abs() <= 1.0 || noise > 0.0, "{set:?}: {p:?}"),
                    }
                    assert!(set.problem() == Problem::Regression || p.target.fract() == 0.0, "{set:?}: {p:?}");
                }
                if set.problem() == Problem::Classification {
                    let fair = 400 / classes;
                    assert!(counts.iter().all(|n| (fair * 3 / 5..fair * 7 / 5).contains(n)), "{set:?}: {counts:?}");
                }
            }
        }
    }

    #[test]
    fn noise_moves_points_and_keeps_targets() {
        for set in DataSet::drawn().filter(|set| set.columns() == 2) {
            let (clean, noisy) = (set.generate(300, 2, 0.0, 9), set.generate(300, 2, 0.3, 9));
            let mut distance = 0.0;
            for (a, b) in clean.iter().zip(&noisy) {
                assert_eq!(a.target, b.target, "{set:?}");
                distance += ((a.x[0] - b.x[0]) * (a.x[0] - b.x[0]) + (a.x[1] - b.x[1]) * (a.x[1] - b.x[1])).sqrt();
            }
            let expected = 0.3 * set.op().noise_unit() * 1.25;
            assert!((distance / 300.0 - expected).abs() < 0.25 * expected, "{set:?} moved by {}", distance / 300.0);
        }
    }

    #[test]
    fn over_one_coordinate_noise_moves_targets() {
        let curves: Vec<DataSet> = DataSet::drawn().filter(|set| set.columns() == 1).collect();
        assert_eq!(curves.len(), 3);
        for set in curves {
            let (clean, noisy) = (set.generate(300, 2, 0.0, 9), set.generate(300, 2, 0.4, 9));
            let pairs = || clean.iter().zip(&noisy);
            assert!(pairs().all(|(a, b)| a.x == b.x), "{set:?}");
            let variance = pairs().map(|(a, b)| (a.target - b.target) * (a.target - b.target)).sum::<f64>() / 300.0;
            assert!((variance.sqrt() - 0.2).abs() < 0.03, "{set:?}: {}", variance.sqrt());
        }
    }
}
