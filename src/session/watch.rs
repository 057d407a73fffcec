//! Early stopping: how long the test loss has not fallen.

/// The lowest loss so far, and when it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Watch {
    lowest: f64,
    epoch: u64,
}

impl Watch {
    /// From this loss at this epoch on.
    pub(super) fn new(loss: f64, epoch: u64) -> Self {
        Watch { lowest: loss, epoch }
    }

    /// Whether a loss is lower than all before it; remembers it if it is.
    pub(super) fn lower(&mut self, loss: f64, epoch: u64) -> bool {
        let lower = loss < self.lowest;
        if lower {
            *self = Watch::new(loss, epoch);
        }
        lower
    }

    /// When the loss was lowest.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }
}
