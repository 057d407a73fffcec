//! A rate that falls when the loss no longer does.

use super::Shape;

/// How much lower than the lowest a loss must be to count as lower: PyTorch's `threshold`, relative.
const THRESHOLD: f64 = 1e-4;

/// Memory of PyTorch's `ReduceLROnPlateau(mode="min")` without cooldown: after more than `every` epochs without a lower loss the rate is
/// multiplied by `gamma`. Other than there, nothing is waited for while no loss was finite: without one the rate stays.
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

    /// Takes the loss at the end of an epoch; infinite where there is none.
    pub fn watch(&mut self, loss: f64, shape: &Shape) {
        if loss < self.lowest * (1.0 - THRESHOLD) {
            (self.lowest, self.waited) = (loss, 0);
        } else if self.lowest.is_finite() {
            self.waited += 1;
        }
        if self.waited > shape.every {
            self.factor *= shape.gamma;
            self.waited = 0;
        }
    }
}
