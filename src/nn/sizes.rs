//! How large weights, outputs and gradients of each column were over the steps: root mean squares, in bounded memory.
//!
//! What a step leaves behind is measured, its gradient and the outputs of its batch, so that nothing is computed for it but sums of squares.
//! And few steps are: whenever the memory is full every other moment goes, and from then on half as many come. Each time the number of steps
//! doubles, [`MOST`] / 2 are measured, however many there are.

use super::{Network, Scalar, Trainer};

/// Most moments that are kept.
pub const MOST: usize = 192;

/// What is measured of a column: weights, outputs, gradients.
pub const PARTS: usize = 3;

/// Sizes at moments whose distance doubles whenever the memory is full.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    columns: usize,
    every: u64,
    steps: Vec<u64>,
    /// `[moment][column][part]`.
    values: Vec<f32>,
}

impl Sizes {
    /// Nothing yet, of a network with so many columns.
    pub fn new(columns: usize) -> Self {
        let values = Vec::with_capacity(MOST * columns * PARTS);
        Sizes { columns, every: 1, steps: Vec::with_capacity(MOST), values }
    }

    /// Everything is forgotten.
    pub fn clear(&mut self) {
        self.every = 1;
        self.steps.clear();
        self.values.clear();
    }

    /// What was measured after that step was taken back.
    pub fn back_to(&mut self, step: u64) {
        let kept = self.steps.partition_point(|&known| known <= step);
        self.steps.truncate(kept);
        self.values.truncate(kept * self.columns * PARTS);
    }

    /// Measures the step that was just taken, if it is the turn of it.
    #[inline]
    pub fn after_step<T: Scalar>(&mut self, trainer: &Trainer<T>) {
        // A power of two: no division in a step.
        if trainer.steps() & (self.every - 1) == 0 {
            self.measure(trainer);
        }
    }

    /// The steps that were measured, in order: sizes are those right after them.
    pub fn steps(&self) -> &[u64] {
        &self.steps
    }

    /// A part's sizes in a column: 0 weights, 1 outputs, 2 gradients.
    pub fn of(&self, column: usize, part: usize) -> impl Iterator<Item = f32> {
        self.values.iter().skip(column * PARTS + part).step_by(self.columns * PARTS).copied()
    }

    /// Bytes that its buffers take.
    pub fn bytes(&self) -> usize {
        self.steps.capacity() * size_of::<u64>() + self.values.capacity() * size_of::<f32>()
    }

    #[inline(never)]
    fn measure<T: Scalar>(&mut self, trainer: &Trainer<T>) {
        let (step, width) = (trainer.steps(), self.columns * PARTS);
        // What comes after was taken back.
        self.back_to(step.saturating_sub(1));
        if self.steps.len() == MOST {
            self.every *= 2;
            let (every, mut to) = (self.every, 0);
            for from in 0..MOST {
                if self.steps[from] & (every - 1) == 0 {
                    self.steps[to] = self.steps[from];
                    self.values.copy_within(from * width..(from + 1) * width, to * width);
                    to += 1;
                }
            }
            self.steps.truncate(to);
        }
        self.values.truncate(self.steps.len() * width);
        if step & (self.every - 1) != 0 {
            return;
        }
        self.steps.push(step);
        let (network, workspace, batch) = (trainer.network(), trainer.objective.workspace(), trainer.last);
        for column in network.columns() {
            let end = column.layers.end;
            let outputs = (0..network.widths()[end]).map(|u| batch.row(workspace.values(end), u));
            let one = |of: &[T]| rms(std::iter::once(&of[column.weights.range.clone()]));
            let sizes = [one(network.params()), rms(outputs), one(trainer.grads())];
            self.values.extend(sizes.map(|size| size as f32));
        }
    }
}

/// For a network of as many columns as there are.
impl<T: Scalar> From<&Network<T>> for Sizes {
    fn from(network: &Network<T>) -> Self {
        Sizes::new(network.columns().len())
    }
}

/// √mean(x²), 0 of nothing. In double precision: squares of what is about to diverge have no room in single.
pub(crate) fn rms<'a, T: Scalar>(rows: impl Iterator<Item = &'a [T]>) -> f64 {
    let (mut count, mut squares) = (0, 0.0);
    for row in rows {
        count += row.len();
        squares += row.iter().map(|value| value.to_f64() * value.to_f64()).sum::<f64>();
    }
    (squares / count.max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, LayerSpec, Loss, Optimizer, Samples};

    fn trainer() -> Trainer<f64> {
        let layers = [
            LayerSpec::Dense { outputs: 2, bias: false },
            LayerSpec::Activation(Activation::Tanh),
            LayerSpec::Dense { outputs: 1, bias: false },
        ];
        Trainer::new(Network::new(1, &layers, 1), Loss::Mse, Optimizer::Sgd, 4)
    }

    #[test]
    fn what_a_step_leaves_behind_is_measured() {
        let (mut trainer, samples) = (trainer(), Samples::from_rows(&[[1.0], [-2.0], [9.0]], &[[0.5], [1.0], [0.0]]));
        let before = trainer.network().params().to_vec();
        trainer.step(&samples, 0..2).unwrap();
        let mut sizes = Sizes::from(trainer.network());
        sizes.after_step(&trainer);
        let root = |numbers: &[f64]| (numbers.iter().map(|x| x * x).sum::<f64>() / numbers.len() as f64).sqrt();
        let hidden: Vec<f64> =
            [1.0, -2.0].iter().flat_map(|x| before[..2].iter().map(move |w| libm::tanh(w * x))).collect();
        let outputs: Vec<f64> = hidden.chunks(2).map(|h| h[0] * before[2] + h[1] * before[3]).collect();
        let (params, grads) = (trainer.network().params(), trainer.grads());
        let expected = [
            [root(&params[..2]), root(&hidden), root(&grads[..2])],
            [root(&params[2..]), root(&outputs), root(&grads[2..])],
        ];
        assert_eq!(sizes.steps(), [1]);
        for (column, parts) in expected.iter().enumerate() {
            for (part, expected) in parts.iter().enumerate() {
                let got: Vec<f32> = sizes.of(column, part).collect();
                assert!((f64::from(got[0]) - expected).abs() < 1e-6, "{column} {part}: {got:?} instead of {expected}");
            }
        }
    }

    #[test]
    fn the_memory_is_bounded_and_evenly_spaced() {
        let (mut trainer, samples) = (trainer(), Samples::from_rows(&[[1.0], [-2.0]], &[[0.5], [1.0]]));
        let mut sizes = Sizes::from(trainer.network());
        let room = (sizes.steps.capacity(), sizes.values.capacity());
        for step in 1..=10_000 {
            trainer.step(&samples, 0..2).unwrap();
            sizes.after_step(&trainer);
            let steps = sizes.steps();
            assert!(
                steps.len() <= MOST && (step < MOST as u64 || steps.len() >= MOST / 2),
                "{} at {step}",
                steps.len()
            );
            assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == steps[0]), "{steps:?}");
            assert!(step - steps.last().unwrap() < steps[0]);
            assert_eq!(sizes.of(1, 2).count(), steps.len());
        }
        assert_eq!(room, (sizes.steps.capacity(), sizes.values.capacity()));
        // What was taken back goes when training goes on.
        trainer.restart(1);
        (0..sizes.steps()[0]).for_each(|_| {
            trainer.step(&samples, 0..2).unwrap();
        });
        sizes.after_step(&trainer);
        assert_eq!(sizes.steps().len(), 1);
        sizes.clear();
        assert_eq!((sizes.steps().len(), sizes.of(0, 0).count()), (0, 0));
    }
}
