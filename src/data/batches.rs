//! The order in which training samples are visited.

use crate::nn::Rng;
use rand::seq::SliceRandom;

/// Every sample once per epoch, in an order that is drawn anew for each. The last batch of an epoch
/// may be smaller.
pub struct Batches {
    order: Vec<u32>,
    cursor: usize,
    epoch: u64,
    rng: Rng,
}

impl Batches {
    /// Over `samples` samples; `seed` fixes every epoch's order.
    pub fn new(samples: usize, seed: u64) -> Self {
        let mut batches = Batches { order: Vec::new(), cursor: 0, epoch: 0, rng: crate::nn::rng(seed, 3) };
        batches.resize(samples);
        batches
    }

    /// Another number of samples from now on; the epoch under way starts again.
    pub fn resize(&mut self, samples: usize) {
        self.order = (0..samples as u32).collect();
        self.order.shuffle(&mut self.rng);
        self.cursor = 0;
    }

    /// The next batch, and whether an epoch ends with it.
    pub fn next(&mut self, size: usize) -> (&[u32], bool) {
        if self.cursor == self.order.len() {
            self.order.shuffle(&mut self.rng);
            self.cursor = 0;
        }
        let start = self.cursor;
        self.cursor = self.order.len().min(start.saturating_add(size));
        let ends = self.cursor == self.order.len();
        self.epoch += u64::from(ends);
        (&self.order[start..self.cursor], ends)
    }

    /// Epochs completed.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The share of the epoch under way that has been visited, 0 at its start and at its end.
    pub fn progress(&self) -> f64 {
        if self.cursor == self.order.len() { 0.0 } else { self.cursor as f64 / self.order.len() as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_epoch_visits_every_sample_once_in_another_order() {
        let mut batches = Batches::new(23, 4);
        let mut epoch = || {
            let mut seen = Vec::new();
            loop {
                let (batch, ends) = batches.next(10);
                seen.push(batch.to_vec());
                if ends {
                    break seen;
                }
            }
        };
        let (first, second) = (epoch(), epoch());
        for seen in [&first, &second] {
            assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 3]);
            let mut all = seen.concat();
            all.sort_unstable();
            assert_eq!(all, (0..23).collect::<Vec<_>>());
        }
        assert_ne!(first, second);
        assert_eq!((batches.epoch(), batches.progress()), (2, 0.0));
    }
}
