//! The order in which training samples are visited.

use crate::nn::registry::choices;
use rand::seq::SliceRandom;

/// The first stream of a seed that an epoch's order is drawn from; data and weights have those below.
const FIRST_STREAM: u64 = 16;

choices! {
    /// In which order an epoch visits the samples.
    Order {
        /// Another one in each epoch, which seed and epoch decide.
        Shuffled "shuffled",
        /// Always the samples' own.
        Fixed "fixed",
    }
}

/// Every sample once per epoch; the last batch of an epoch may be smaller, or be left out.
#[derive(Clone)]
pub struct Batches {
    order: Vec<u32>,
    drawn: Option<(u64, Order)>,
    place: Place,
    seed: u64,
    /// In which order; a change takes effect with the next batch.
    pub kind: Order,
    /// Whether the samples that do not fill a last batch are left out. Never all of an epoch: where there are fewer samples than
    /// a batch holds, they are the batch.
    pub drop_last: bool,
}

/// How far training has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Epochs completed.
    pub epoch: u64,
    /// Samples of the epoch under way that have been visited.
    pub cursor: usize,
}

impl Batches {
    /// Over `samples` samples; `seed` fixes every epoch's order.
    pub fn new(samples: usize, seed: u64) -> Self {
        Batches {
            order: (0..samples as u32).collect(),
            drawn: None,
            place: Place::default(),
            seed,
            kind: Order::Shuffled,
            drop_last: false,
        }
    }

    /// Another number of samples from now on; the epoch under way starts again.
    pub fn resize(&mut self, samples: usize) {
        self.order = (0..samples as u32).collect();
        self.drawn = None;
        self.place.cursor = 0;
    }

    /// The next batch, and whether an epoch ends with it.
    pub fn next(&mut self, size: usize) -> (&[u32], bool) {
        let Place { epoch, cursor } = self.place;
        if self.drawn != Some((epoch, self.kind)) {
            for (place, sample) in self.order.iter_mut().enumerate() {
                *sample = place as u32;
            }
            if self.kind == Order::Shuffled {
                self.order.shuffle(&mut crate::nn::rng(self.seed, FIRST_STREAM + epoch));
            }
            self.drawn = Some((epoch, self.kind));
        }
        let end = self.order.len().min(cursor.saturating_add(size));
        let ends = self.order.len() - end < if self.drop_last { size } else { 1 };
        self.place = if ends { Place { epoch: epoch + 1, cursor: 0 } } else { Place { epoch, cursor: end } };
        (&self.order[cursor..end], ends)
    }

    /// How far training has come.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Goes back (or on) to a place; the batches from there are the same again.
    pub fn seek(&mut self, place: Place) {
        self.place = place;
    }

    /// How many batches of a size there are from here to the end of an epoch; 0 where that is behind.
    pub fn steps_to(&self, epoch: u64, size: usize) -> u64 {
        let (size, all) = (size.max(1), self.order.len());
        let batches = |samples: usize| {
            let whole = samples / size;
            if self.drop_last && whole > 0 { whole as u64 } else { samples.div_ceil(size) as u64 }
        };
        match epoch.checked_sub(self.place.epoch + 1) {
            Some(epochs) => epochs * batches(all) + batches(all - self.place.cursor),
            None => 0,
        }
    }

    /// Epochs, with the part of the one under way.
    pub fn epochs(&self) -> f64 {
        self.place.epoch as f64 + self.place.cursor as f64 / self.order.len().max(1) as f64
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
        assert_eq!((batches.place(), batches.epochs()), (Place { epoch: 2, cursor: 0 }, 2.0));
    }

    #[test]
    fn a_fixed_order_is_the_samples_own_and_small_rests_can_be_left_out() {
        let mut batches = Batches { kind: Order::Fixed, drop_last: true, ..Batches::new(7, 4) };
        assert_eq!(batches.next(3), (&[0, 1, 2][..], false));
        assert_eq!(batches.next(3), (&[3, 4, 5][..], true));
        assert_eq!(batches.next(3), (&[0, 1, 2][..], false));
        assert_eq!(batches.next(5), (&[3, 4, 5, 6][..], true), "a batch that grew in the midst of an epoch");
        assert_eq!(batches.next(9), (&[0, 1, 2, 3, 4, 5, 6][..], true), "all of them at least");
        assert_eq!(batches.next(7), (&[0, 1, 2, 3, 4, 5, 6][..], true));
        assert_eq!(batches.place().epoch, 4);
        batches.drop_last = false;
        batches.next(3);
        batches.next(3);
        assert_eq!(batches.next(3), (&[6][..], true));
    }

    #[test]
    fn steps_to_an_epoch_are_as_many_as_it_takes() {
        for (size, drop_last) in [(1, false), (3, false), (3, true), (7, true), (9, true), (9, false)] {
            let mut batches = Batches { drop_last, ..Batches::new(7, 4) };
            for before in 0..3 {
                (0..before).for_each(|_| _ = batches.next(size));
                for ahead in 0..3 {
                    let (from, epoch) = (batches.place(), batches.place().epoch + ahead);
                    let steps = batches.steps_to(epoch, size);
                    (0..steps).for_each(|_| _ = batches.next(size));
                    let there = if steps == 0 { from } else { Place { epoch, cursor: 0 } };
                    assert_eq!(batches.place(), there, "{size} {drop_last} {before} {ahead}");
                    assert_eq!(steps == 0, ahead == 0);
                    batches.seek(from);
                }
            }
        }
    }

    #[test]
    fn a_place_gives_the_same_batches_again() {
        let mut batches = Batches::new(23, 4);
        batches.next(10);
        let place = batches.place();
        let first: Vec<Vec<u32>> = (0..6).map(|_| batches.next(10).0.to_vec()).collect();
        batches.seek(place);
        let again: Vec<Vec<u32>> = (0..6).map(|_| batches.next(10).0.to_vec()).collect();
        assert_eq!(first, again);
    }
}
