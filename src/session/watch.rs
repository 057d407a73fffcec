//! Early stopping: the lowest test loss so far, and how long ago that was.

/// The lowest test loss so far, and its epoch. While there was none, nothing is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Watch {
    /// Infinite while there was none: without test points, or where their loss overflows.
    lowest: f64,
    epoch: u64,
}

impl Watch {
    /// Begins to wait at this epoch.
    pub(super) fn new(loss: Option<f64>, epoch: u64) -> Self {
        Watch { lowest: loss.unwrap_or(f64::INFINITY), epoch }
    }

    /// Takes the test loss at the end of an epoch; returns whether it is lower than all before it. No loss is none that could be lower; it is waited for only
    /// where there was one before.
    pub(super) fn lower(&mut self, loss: Option<f64>, epoch: u64) -> bool {
        let lower = loss.is_some_and(|loss| loss < self.lowest);
        if lower || self.lowest == f64::INFINITY {
            *self = Watch::new(loss, epoch);
        }
        lower
    }

    /// Whether `patience` epochs have passed since the loss was lowest.
    pub(super) fn is_over(&self, epoch: u64, patience: u32) -> bool {
        patience > 0 && epoch >= self.epoch.saturating_add(u64::from(patience))
    }

    /// Waits for a loss below the same lowest one anew, from this epoch on.
    pub(super) fn begin_again(&mut self, epoch: u64) {
        self.epoch = epoch;
    }

    /// Returns whether it can have come about.
    pub(super) fn is_sound(&self) -> bool {
        !self.lowest.is_nan() && self.epoch < 1 << 53
    }

    /// Returns the epoch of the lowest loss.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_only_once_there_was_a_loss() {
        let mut watch = Watch::new(None, 0);
        for epoch in 1..50 {
            assert!(!watch.lower(None, epoch) && !watch.is_over(epoch, 1), "epoch {epoch}");
        }
        assert!(watch.lower(Some(2.0), 50));
        assert!(!watch.lower(Some(2.0), 51) && !watch.lower(None, 52));
        assert!(watch.is_over(52, 2) && !watch.is_over(52, 3) && !watch.is_over(52, 0));
        assert_eq!(watch.epoch(), 50);
        watch.begin_again(52);
        assert!(!watch.is_over(53, 2) && !watch.lower(Some(2.5), 54) && watch.is_over(54, 2));
    }
}
