//! Training points moved anew in every step, so that the network sees more of them than there are.

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

    /// Where a point is moved.
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
}
