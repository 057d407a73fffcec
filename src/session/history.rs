//! The loss over time, in bounded memory.

/// Most records that are kept.
pub(super) const MOST: usize = 1024;

/// The losses at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Epochs trained by then, with the part of the one under way.
    pub epoch: f64,
    /// Loss on the training samples.
    pub train: f64,
    /// Loss on the test samples.
    pub test: f64,
}

/// Records at a distance of whole epochs, which doubles whenever the memory is full.
#[derive(Clone, Debug)]
pub struct History {
    records: Vec<Record>,
    every: u64,
}

impl History {
    /// Begins with the losses before training.
    pub fn new(first: Record) -> Self {
        let mut records = Vec::with_capacity(MOST);
        records.push(first);
        History { records, every: 1 }
    }

    /// The records, oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the end of this epoch is to be recorded.
    pub fn wants(&self, epoch: u64) -> bool {
        epoch.is_multiple_of(self.every)
    }

    /// Adds a record. When memory is full, every four old ones become two: the lowest and the highest
    /// training loss among them, so that peaks and dips stay on the curve.
    pub fn push(&mut self, record: Record) {
        if self.records.len() == MOST {
            self.thin();
            self.every *= 2;
        }
        self.records.push(record);
    }

    fn thin(&mut self) {
        // The first record is the loss before training: it stays, and the rest is thinned.
        let mut kept = 1;
        let mut start = 1;
        while start < self.records.len() {
            let group = &self.records[start..self.records.len().min(start + 4)];
            let by_loss = |&a: &usize, &b: &usize| group[a].train.total_cmp(&group[b].train);
            let low = (0..group.len()).min_by(by_loss).unwrap_or(0);
            let high = (0..group.len()).rev().max_by(by_loss).unwrap_or(0);
            let (first, second) = (group[low.min(high)], group[low.max(high)]);
            start += group.len();
            self.records[kept] = first;
            kept += 1;
            if low != high {
                self.records[kept] = second;
                kept += 1;
            }
        }
        self.records.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_bounded_and_keeps_the_shape() {
        let curve = |epoch: u64| match epoch {
            700 => 9.0,
            40_960 => 0.5,
            _ => 2.0 + 1.0 / (epoch + 1) as f64,
        };
        let at = |epoch: u64| Record { epoch: epoch as f64, train: curve(epoch), test: 0.0 };
        let mut history = History::new(at(0));
        let mut recorded = Vec::new();
        for epoch in 1..1_000_000 {
            if history.wants(epoch) {
                recorded.push(epoch);
                history.push(at(epoch));
            }
            assert!(history.records().len() <= MOST);
        }
        let records = history.records();
        assert_eq!(records[0], at(0));
        assert!(records.windows(2).all(|w| w[0].epoch < w[1].epoch), "in order of time");
        assert!(records.iter().any(|r| r.train == 9.0), "the peak is still there");
        assert!(recorded.contains(&40_960) && records.iter().any(|r| r.train == 0.5), "and so is the dip");
        assert!(records.len() > MOST / 4);
        assert!(recorded.len() < 20_000, "{} records for a million epochs", recorded.len());
    }
}
