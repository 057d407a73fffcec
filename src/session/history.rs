//! Losses, accuracy and learning rate over time, in bounded memory.

use super::metrics::Metrics;

/// Epochs whose records always stay.
const EARLY: f64 = 128.0;

/// Most records that are kept.
pub(super) const MOST: usize = 1024;

/// Figures at one moment.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Record {
    /// Epochs trained by then, with the part of the one under way.
    pub epoch: f64,
    /// Loss on the training samples.
    pub train: f64,
    /// Loss on the test samples.
    pub test: f64,
    /// Accuracy on the training samples, or R² where answers are numbers; NaN where there is none.
    pub train_quality: f64,
    /// The same on the test samples.
    pub test_quality: f64,
    /// Learning rate from then on.
    pub lr: f64,
}

impl Record {
    /// What is not a number in `metrics` is NaN here.
    pub fn new(epoch: f64, lr: f64, metrics: &Metrics) -> Self {
        let Metrics { train, test, .. } = metrics;
        let number = |figure: Option<f64>| figure.unwrap_or(f64::NAN);
        Record {
            epoch,
            train: number(train.loss),
            test: number(test.loss),
            train_quality: number(train.accuracy.or(train.r2)),
            test_quality: number(test.accuracy.or(test.r2)),
            lr,
        }
    }

    /// Whether it can be shown: the training loss is a number. There may be no test points, or their loss may be beyond all numbers while training goes on.
    pub fn is_finite(&self) -> bool {
        self.train.is_finite() && !self.test.is_infinite()
    }
}

/// Records at a distance of whole epochs, which doubles whenever the memory is full.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct History {
    records: Vec<Record>,
    every: u64,
}

impl History {
    /// Begins with the figures before training.
    pub fn new(first: Record) -> Self {
        let mut records = Vec::with_capacity(MOST);
        records.push(first);
        History { records, every: 1 }
    }

    /// Whether it can have come about: in order of time, of finite losses but for the beginning (where there may be no test points), not too long.
    pub fn is_sound(&self) -> bool {
        let Some(first) = self.records.first() else { return false };
        let in_order = self.records.windows(2).all(|pair| pair[0].epoch < pair[1].epoch);
        let finite = self.records.iter().skip(1).all(|record| record.is_finite() && record.lr.is_finite());
        self.records.len() <= MOST
            && first.epoch >= 0.0
            && first.lr.is_finite()
            && in_order
            && finite
            && self.every.is_power_of_two()
    }

    /// The records, oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the end of this epoch is to be recorded.
    pub fn wants(&self, epoch: u64) -> bool {
        epoch.is_multiple_of(self.every)
    }

    /// Adds a record in place of those that are not before it: training went back behind them. When memory is full, every eight old ones become up to four: those of the lowest and the highest
    /// training and test loss among them, so that peaks and dips of both stay on the curve.
    pub fn push(&mut self, record: Record) {
        self.records.truncate(self.records.partition_point(|earlier| earlier.epoch < record.epoch));
        if self.records.len() == MOST {
            self.thin();
            self.every *= 2;
        }
        self.records.push(record);
    }

    /// Adds a record wherever it belongs, as damage does.
    #[cfg(test)]
    pub fn append(&mut self, record: Record) {
        self.records.push(record);
    }

    fn thin(&mut self) {
        // The first epochs stay, with the moment before training: logarithmic epochs have room for them.
        let mut kept = self.records.iter().take_while(|record| record.epoch <= EARLY).count();
        let mut start = kept;
        while start < self.records.len() {
            let end = self.records.len().min(start + 8);
            let group = &self.records[start..end];
            let mut stays = [false; 8];
            for loss in [|record: &Record| record.train, |record: &Record| record.test] {
                let by_loss = |&a: &usize, &b: &usize| loss(&group[a]).total_cmp(&loss(&group[b]));
                let lowest = (0..group.len()).min_by(by_loss);
                let highest = (0..group.len()).rev().max_by(by_loss);
                lowest.into_iter().chain(highest).for_each(|place| stays[place] = true);
            }
            for place in (start..end).filter(|place| stays[place - start]) {
                self.records[kept] = self.records[place];
                kept += 1;
            }
            start = end;
        }
        self.records.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(epoch: u64, train: f64, test: f64) -> Record {
        Record { epoch: epoch as f64, train, test, train_quality: 0.5, test_quality: 0.5, lr: 0.1 }
    }

    #[test]
    fn a_record_replaces_those_that_are_not_before_it() {
        let mut history = History::new(at(0, 3.0, 3.0));
        [1, 2, 3, 2].into_iter().for_each(|epoch| history.push(at(epoch, 2.0, 2.0)));
        let epochs: Vec<f64> = history.records().iter().map(|record| record.epoch).collect();
        assert_eq!((epochs, history.is_sound()), (vec![0.0, 1.0, 2.0], true));
    }

    #[test]
    fn stays_bounded_and_keeps_the_shape() {
        let train = |epoch: u64| match epoch {
            700 => 9.0,
            40_960 => 0.5,
            _ => 2.0 + 1.0 / (epoch + 1) as f64,
        };
        let test = |epoch: u64| match epoch {
            900 => 8.0,
            81_920 => 0.25,
            _ => 3.0,
        };
        let mut history = History::new(at(0, train(0), test(0)));
        let mut recorded = Vec::new();
        for epoch in 1..1_000_000 {
            if history.wants(epoch) {
                recorded.push(epoch);
                history.push(at(epoch, train(epoch), test(epoch)));
            }
            assert!(history.records().len() <= MOST);
        }
        let records = history.records();
        assert_eq!(records[0], at(0, train(0), test(0)));
        let early = records.iter().take_while(|record| record.epoch <= EARLY).count();
        assert_eq!(early, 129, "the first epochs, each");
        assert!(records.windows(2).all(|w| w[0].epoch < w[1].epoch), "in order of time");
        for (epoch, what) in [(700, "peak"), (40_960, "dip"), (900, "peak of the test"), (81_920, "dip of the test")] {
            assert!(recorded.contains(&epoch));
            assert!(records.contains(&at(epoch, train(epoch), test(epoch))), "the {what} is still there");
        }
        assert!(records.len() > MOST / 4);
        assert!(recorded.len() < 20_000, "{} records for a million epochs", recorded.len());
    }
}
