//! The data sets. Each draws points without noise; noise is the same thing for all of them.

pub mod circle;
pub mod gauss;
pub mod multi_gauss;
pub mod plane;
pub mod spiral;
pub mod xor;

use super::{HALF_WIDTH, Point};
use crate::nn::registry::registry;
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
        Plane "plane" => plane::Plane,
        MultiGauss "multi-gauss" => multi_gauss::MultiGauss,
    }
}

/// What kind of answer is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Which of two classes: targets are 0 and 1.
    Classification,
    /// A number.
    Regression,
}

impl Choice for Problem {
    const ALL: &'static [Problem] = &[Problem::Classification, Problem::Regression];

    fn id(self) -> &'static str {
        match self {
            Problem::Classification => "classification",
            Problem::Regression => "regression",
        }
    }
}

impl serde::Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Draws points.
pub trait Generator: Sync {
    /// Classes or numbers.
    fn problem(&self) -> Problem;

    /// Standard deviation of the noise at 100 %, in units of the plane.
    fn noise_unit(&self) -> f64 {
        3.0
    }

    /// The `index`th point of `count`, without noise.
    fn point(&self, index: usize, count: usize, rng: &mut Rng) -> Point;
}

impl DataSet {
    /// Classes or numbers.
    pub fn problem(self) -> Problem {
        self.op().problem()
    }

    /// `count` points in random order; the same arguments give the same points. `noise` (0 to 1)
    /// moves points by a normal distribution in both directions and leaves their targets, so that a
    /// point may lie where another answer is right. A point never leaves the plane that is shown.
    pub fn generate(self, count: usize, noise: f64, seed: u64) -> Vec<Point> {
        let (mut rng, mut noise_rng) = (crate::nn::rng(seed, 1), crate::nn::rng(seed, 2));
        let sigma = noise * self.op().noise_unit();
        let mut points: Vec<Point> = (0..count).map(|i| self.op().point(i, count, &mut rng)).collect();
        for point in &mut points {
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
        for &set in DataSet::ALL {
            for noise in [0.0, 0.5] {
                let points = set.generate(400, noise, 5);
                assert_eq!(points, set.generate(400, noise, 5));
                assert_ne!(points, set.generate(400, noise, 6));
                assert_eq!(points.len(), 400);
                for p in &points {
                    assert!(p.x.iter().all(|x| x.abs() <= HALF_WIDTH), "{set:?}: {p:?}");
                    match set.problem() {
                        Problem::Classification => assert!(p.target == 0.0 || p.target == 1.0),
                        Problem::Regression => assert!(p.target.abs() <= 1.0),
                    }
                }
                if set.problem() == Problem::Classification {
                    let ones = points.iter().filter(|p| p.target == 1.0).count();
                    assert!((120..280).contains(&ones), "{set:?}: {ones} of class 1");
                }
            }
        }
    }

    #[test]
    fn noise_moves_points_and_keeps_targets() {
        for &set in DataSet::ALL {
            let (clean, noisy) = (set.generate(300, 0.0, 9), set.generate(300, 0.3, 9));
            let mut distance = 0.0;
            for (a, b) in clean.iter().zip(&noisy) {
                assert_eq!(a.target, b.target, "{set:?}");
                distance += ((a.x[0] - b.x[0]) * (a.x[0] - b.x[0]) + (a.x[1] - b.x[1]) * (a.x[1] - b.x[1])).sqrt();
            }
            let expected = 0.3 * set.op().noise_unit() * 1.25;
            assert!((distance / 300.0 - expected).abs() < 0.25 * expected, "{set:?} moved by {}", distance / 300.0);
        }
    }
}
