//! A rate that falls when the loss no longer does.

use super::Shape;

/// How much lower than the lowest a loss must be to count as lower: PyTorch's `threshold`, relative.
const THRESHOLD: f64 = 1e-4;

/// Smallest fall of the rate that is made: PyTorch's `eps`. Without a lowest rate it keeps the rate from fading to 0.
const LEAST_FALL: f64 = 1e-8;

/// Memory of PyTorch's `ReduceLROnPlateau(mode="min")` without cooldown: after more than `every` epochs without a lower loss the rate is
/// multiplied by `gamma`, but not below `low`. A rate that is lower from the start stays as it is. Unlike there, the rate also stays
/// while no loss was finite.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Plateau {
    /// What the base rate is multiplied by.
    pub factor: f64,
    lowest: f64,
    waited: u32,
}

impl Default for Plateau {
    fn default() -> Self {
        Plateau { factor: 1.0, lowest: f64::INFINITY, waited: 0 }
    }
}

impl Plateau {
    /// Whether it can have come about.
    pub fn is_sound(&self) -> bool {
        self.factor.is_finite() && self.factor >= 0.0 && !self.lowest.is_nan()
    }

    /// Losses to come are not to be compared with those before; the rate stays where it is.
    pub fn forget(&mut self) {
        (self.lowest, self.waited) = (f64::INFINITY, 0);
    }

    /// Takes the loss at the end of an epoch whose rate was `lr`; infinite where there is none.
    pub fn watch(&mut self, loss: f64, lr: f64, shape: &Shape) {
        if loss < self.lowest * (1.0 - THRESHOLD) {
            (self.lowest, self.waited) = (loss, 0);
        } else if self.lowest.is_finite() {
            self.waited += 1;
        }
        if self.waited > shape.every {
            if lr - (lr * shape.gamma).max(shape.low) > LEAST_FALL {
                self.factor *= shape.gamma;
            }
            self.waited = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Schedule, Scheduler};
    use super::*;
    use crate::nn::Choice;

    /// Rates of `epochs` epochs whose loss never falls.
    fn rates(base: f64, gamma: f64, low: f64, epochs: usize) -> Vec<f64> {
        let mut scheduler = Scheduler::new(Schedule::Plateau, Shape { every: 1, gamma, mult: 1, low });
        let one = |_| {
            let lr = scheduler.lr(base);
            scheduler.epoch_ended(base, 1.0);
            lr
        };
        (0..epochs).map(one).collect()
    }

    /// `ReduceLROnPlateau` by its source: falls that are no larger than `eps` are not made.
    fn of_pytorch(base: f64, gamma: f64, low: f64, epochs: usize) -> Vec<f64> {
        let (mut lr, mut best, mut bad) = (base, f64::INFINITY, 0);
        let one = |_| {
            let before = lr;
            if 1.0 < best * (1.0 - 1e-4) {
                (best, bad) = (1.0, 0);
            } else {
                bad += 1;
            }
            if bad > 1 {
                bad = 0;
                let new = (lr * gamma).max(low);
                if lr - new > 1e-8 {
                    lr = new;
                }
            }
            before
        };
        (0..epochs).map(one).collect()
    }

    #[test]
    fn rates_without_any_progress_are_those_of_pytorch() {
        for (base, gamma, low) in [
            (0.1, 0.1, 0.0),
            (0.03, 0.5, 0.0),
            (0.1, 0.3, 0.0005),
            (0.01, 0.5, 0.2),
            (1e-8, 0.1, 0.0),
            (3.0, 0.9, 1e-3),
        ] {
            let (got, right) = (rates(base, gamma, low, 400), of_pytorch(base, gamma, low, 400));
            for (epoch, (got, right)) in got.iter().zip(&right).enumerate() {
                assert!((got / right - 1.0).abs() < 1e-12, "{base} {gamma} {low}, epoch {epoch}: {got} {right}");
            }
        }
    }

    #[test]
    fn a_rate_below_the_lowest_never_climbs() {
        for &schedule in Schedule::ALL {
            let shape = Shape { every: 7, gamma: 0.5, mult: 2, low: 0.5 };
            let (mut low, mut none) =
                (Scheduler::new(schedule, shape), Scheduler::new(schedule, Shape { low: 0.0, ..shape }));
            for epoch in 0..60 {
                let (with, without) = (low.lr(0.01), none.lr(0.01));
                assert!(without <= with && with <= 0.01, "{schedule:?}, epoch {epoch}: {with} {without}");
                low.epoch_ended(0.01, 1.0);
                none.epoch_ended(0.01, 1.0);
            }
        }
    }
}
