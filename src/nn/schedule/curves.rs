//! The schedules that follow from the number of the epoch, as formulas.
//!
//! Symbols: `lr` the base rate, `t` the epoch from 0, `E` [`Shape::every`], `γ` [`Shape::gamma`], `low` [`Shape::low`].

use super::{Part, ScheduleOp, Shape};
use std::f64::consts::PI;

/// A schedule as data: defaults, what it reads, and the rate of an epoch.
pub struct Curve {
    defaults: Shape,
    uses: &'static [Part],
    lr: fn(f64, u64, &Shape) -> f64,
}

impl ScheduleOp for Curve {
    fn defaults(&self) -> Shape {
        self.defaults
    }

    fn uses(&self) -> &'static [Part] {
        self.uses
    }

    fn lr(&self, lr: f64, epoch: u64, shape: &Shape) -> f64 {
        (self.lr)(lr, epoch, shape)
    }
}

const fn shape(every: u32, gamma: f64) -> Shape {
    Shape { every, gamma, mult: 1, low: 0.0 }
}

/// Always `lr`.
pub static CONSTANT: Curve = Curve { defaults: shape(100, 0.1), uses: &[], lr: |lr, _, _| lr };

/// `lr · γ^⌊t / E⌋`; PyTorch's `StepLR`.
pub static STEP: Curve = Curve {
    defaults: shape(100, 0.1),
    uses: &[Part::Every, Part::Gamma],
    lr: |lr, t, s| lr * libm::pow(s.gamma, (t / u64::from(s.every)) as f64),
};

/// `lr · γᵗ`; PyTorch's `ExponentialLR`, which has no default for `γ`.
pub static EXPONENTIAL: Curve =
    Curve { defaults: shape(100, 0.99), uses: &[Part::Gamma], lr: |lr, t, s| lr * libm::pow(s.gamma, t as f64) };

/// From `lr` to `low` in half a wave of `E` epochs, and back in the next (Loshchilov and Hutter 2017); PyTorch's `CosineAnnealingLR`,
/// which climbs where `low` is above `lr`: here the rate stays `lr` then.
pub static COSINE: Curve = Curve {
    defaults: shape(300, 0.1),
    uses: &[Part::Every, Part::Low],
    lr: |lr, t, s| wave(lr, s.low, t as f64 / f64::from(s.every)),
};

/// The same half-wave again and again, each `mult` times as long as the one before (SGDR); PyTorch's `CosineAnnealingWarmRestarts`.
pub static RESTARTS: Curve = Curve {
    defaults: Shape { mult: 2, ..shape(50, 0.1) },
    uses: &[Part::Every, Part::Mult, Part::Low],
    lr: |lr, t, s| {
        let (mut left, mut length) = (t, u64::from(s.every));
        if s.mult <= 1 {
            left %= length;
        }
        while left >= length {
            left -= length;
            length = length.saturating_mul(u64::from(s.mult));
        }
        wave(lr, s.low, left as f64 / length as f64)
    },
};

/// From `γ · lr` in a straight line to `lr` within `E` epochs, then `lr`; PyTorch's `LinearLR`, whose `γ` is ⅓ and `E` is 5.
pub static WARM_UP: Curve = Curve {
    defaults: shape(20, 0.1),
    uses: &[Part::Every, Part::Gamma],
    lr: |lr, t, s| {
        let part = (t as f64 / f64::from(s.every)).min(1.0);
        lr * (s.gamma + (1.0 - s.gamma) * part)
    },
};

/// Up from `lr / 25` to `lr` within 30 % of `E` epochs and down to `lr / 250,000`, along half-waves (Smith and Topin 2018); PyTorch's
/// `OneCycleLR`, there counted in steps and an error beyond its end: here the last rate stays.
pub static ONE_CYCLE: Curve = Curve {
    defaults: shape(300, 0.1),
    uses: &[Part::Every],
    lr: |lr, t, s| {
        let (first, last) = (lr / 25.0, lr / 25.0 / 1e4);
        let top = 0.3 * f64::from(s.every) - 1.0;
        let end = f64::from(s.every) - 1.0;
        let t = t as f64;
        if t <= top { wave(first, lr, t / top) } else { wave(lr, last, ((t - top) / (end - top)).min(1.0)) }
    },
};

/// See [`super::Plateau`]: its rate follows from losses, not from the epoch.
pub static PLATEAU: Curve =
    Curve { defaults: shape(30, 0.5), uses: &[Part::Every, Part::Gamma, Part::Low], lr: |lr, _, _| lr };

/// Half a cosine wave from `from` (at 0) to `to` (at 1).
fn wave(from: f64, to: f64, at: f64) -> f64 {
    to + (from - to) * (1.0 + libm::cos(PI * at)) / 2.0
}

#[cfg(test)]
mod tests {
    use super::super::{Schedule, Scheduler};
    use crate::nn::Choice;

    #[test]
    fn rates_are_positive_and_finite_for_every_shape() {
        for &schedule in Schedule::ALL {
            for every in [1, 2, 3, 17, 1000] {
                for (gamma, mult, low) in [(0.01, 1, 0.0), (1.0, 3, 0.05), (0.5, 5, 1.0)] {
                    let shape = super::Shape { every, gamma, mult, low };
                    let mut scheduler = Scheduler::new(schedule, shape);
                    for epoch in 0..3000 {
                        let lr = scheduler.lr(0.1);
                        assert!(lr.is_finite() && (0.0..=1.0).contains(&lr), "{schedule:?}, {shape:?}, {epoch}: {lr}");
                        scheduler.epoch_ended(0.1, 1.0);
                    }
                }
            }
        }
    }
}
