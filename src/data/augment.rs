//! Training points moved anew in every step, so that the network sees more of them than there are.

use super::Affine;
use crate::nn::registry::choices;
use crate::nn::{Rng, init};
use rand::RngExt;

choices! {
    /// Across which axis points are thrown, each with a chance of one half.
    Mirror {
        /// Never.
        None "none",
        /// Left and right: x₁ changes its sign.
        X1 "x1",
        /// Up and down: x₂ changes its sign.
        X2 "x2",
        /// Either, each on its own.
        Both "both",
    }
}

/// How training points are changed in a step. Targets stay: it fits what looks the same when it is moved so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Augment {
    /// Standard deviation of a normal shift in both directions, in units of the plane.
    pub jitter: f64,
    /// Largest turn around the middle, either way, in radians.
    pub rotation: f64,
    /// Across which axis points are thrown.
    pub mirror: Mirror,
}

impl Augment {
    /// Whether it changes anything.
    pub fn is_some(&self) -> bool {
        self.jitter > 0.0 || self.rotation > 0.0 || self.mirror != Mirror::None
    }

    /// Moves a point of any number of coordinates, as the network sees them: shifts are in its units. Turns and mirrors are the plane's.
    pub fn apply(&self, x: &mut [f64], scaling: &[Affine], rng: &mut Rng) {
        let scale = |column: usize| scaling.get(column).copied().unwrap_or(Affine::IDENTITY);
        if let &mut [a, b] = x {
            let moved = self.moved([scale(0).to_network(a), scale(1).to_network(b)], rng);
            x.copy_from_slice(&[scale(0).to_people(moved[0]), scale(1).to_people(moved[1])]);
        } else if self.jitter > 0.0 {
            for (column, x) in x.iter_mut().enumerate() {
                *x += self.jitter * scale(column).deviation * init::standard_normal(rng);
            }
        }
    }

    /// Where a point of the plane is moved.
    pub fn moved(&self, [mut a, mut b]: [f64; 2], rng: &mut Rng) -> [f64; 2] {
        let Augment { jitter, rotation, mirror } = *self;
        if matches!(mirror, Mirror::X1 | Mirror::Both) && rng.random() {
            a = -a;
        }
        if matches!(mirror, Mirror::X2 | Mirror::Both) && rng.random() {
            b = -b;
        }
        if rotation > 0.0 {
            let turn = (rng.random::<f64>() * 2.0 - 1.0) * rotation;
            let (sin, cos) = (libm::sin(turn), libm::cos(turn));
            (a, b) = (a * cos - b * sin, a * sin + b * cos);
        }
        if jitter > 0.0 {
            a += jitter * init::standard_normal(rng);
            b += jitter * init::standard_normal(rng);
        }
        [a, b]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Augment = Augment { jitter: 0.0, rotation: 0.0, mirror: Mirror::None };

    /// 1,000 times the point (3, 1), changed.
    fn changed(augment: Augment) -> Vec<[f64; 2]> {
        let mut rng = crate::nn::rng(4, 0);
        (0..1000).map(|_| augment.moved([3.0, 1.0], &mut rng)).collect()
    }

    #[test]
    fn each_change_does_what_it_says() {
        assert!(!NONE.is_some() && Augment { mirror: Mirror::X2, ..NONE }.is_some());
        assert!(changed(NONE).iter().all(|x| *x == [3.0, 1.0]));
        let share = |augment, of: [f64; 2]| changed(augment).iter().filter(|x| **x == of).count();
        for (mirror, x) in [(Mirror::X1, [-3.0, 1.0]), (Mirror::X2, [3.0, -1.0])] {
            let augment = Augment { mirror, ..NONE };
            assert!((450..550).contains(&share(augment, x)));
            assert_eq!(share(augment, x) + share(augment, [3.0, 1.0]), 1000);
        }
        assert!((200..300).contains(&share(Augment { mirror: Mirror::Both, ..NONE }, [-3.0, -1.0])));

        let turned = changed(Augment { rotation: 0.5, ..NONE });
        let angle = |x: &[f64; 2]| libm::atan2(x[1], x[0]) - libm::atan2(1.0, 3.0);
        assert!(turned.iter().all(|x| (x[0] * x[0] + x[1] * x[1] - 10.0).abs() < 1e-9 && angle(x).abs() <= 0.5));
        assert!(turned.iter().any(|x| angle(x) > 0.45) && turned.iter().any(|x| angle(x) < -0.45));

        let moved = changed(Augment { jitter: 0.2, ..NONE });
        let spread = moved.iter().map(|x| (x[0] - 3.0) * (x[0] - 3.0)).sum::<f64>() / 1000.0;
        assert!((spread.sqrt() - 0.2).abs() < 0.02, "{}", spread.sqrt());
    }

    #[test]
    fn other_points_than_the_planes_are_shifted_in_units_of_the_network() {
        let augment = Augment { jitter: 0.5, rotation: 3.0, mirror: Mirror::Both };
        let scaling = [Affine { mean: 100.0, deviation: 10.0 }, Affine::IDENTITY, Affine::IDENTITY];
        let mut rng = crate::nn::rng(4, 0);
        let mut sums = [0.0; 3];
        for _ in 0..1000 {
            let mut x = [100.0, 1.0, 2.0];
            augment.apply(&mut x, &scaling, &mut rng);
            sums[0] += (x[0] - 100.0) * (x[0] - 100.0);
            sums[1] += (x[1] - 1.0) * (x[1] - 1.0);
            sums[2] += (x[2] - 2.0) * (x[2] - 2.0);
        }
        let deviations = sums.map(|sum| (sum / 1000.0f64).sqrt());
        assert!((deviations[0] - 5.0).abs() < 0.5 && (deviations[1] - 0.5).abs() < 0.05, "{deviations:?}");
    }

    #[test]
    fn the_plane_may_be_scaled() {
        let augment = Augment { mirror: Mirror::X1, ..NONE };
        let scaling = [Affine { mean: 10.0, deviation: 2.0 }, Affine::IDENTITY];
        let mut rng = crate::nn::rng(4, 0);
        let mut seen = [0; 2];
        for _ in 0..100 {
            let mut x = [12.0, 1.0];
            augment.apply(&mut x, &scaling, &mut rng);
            assert!(x == [12.0, 1.0] || x == [8.0, 1.0], "{x:?}");
            seen[usize::from(x[0] == 8.0)] += 1;
        }
        assert!(seen.iter().all(|n| *n > 30));
    }
}
