//! What goes on in each layer of the picture: distributions of weights, outputs and gradients, units that let nothing through, the length of the last step.

use super::column::Column;
use super::layer::LayerSpec;
use super::samples::Spread;
use super::twins;
use super::{Batch, Network, Objective, Samples, Scalar, Workspace};
use serde::Serialize;

/// Parts of a histogram.
const BINS: usize = 20;

/// Samples that are looked at, at most: spread evenly over all there are.
pub const MOST_SAMPLES: usize = 256;

/// A slope below this lets (almost) nothing through.
pub(super) const FLAT: f64 = 0.01;

/// A distribution of numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Summary {
    /// How many.
    pub count: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, of the numbers themselves (divided by their count).
    pub std: f64,
    /// Smallest.
    pub min: f64,
    /// Largest.
    pub max: f64,
    /// How many there are in each twentieth of the way from smallest to largest.
    pub histogram: Vec<u32>,
}

impl Summary {
    /// Of all numbers in some rows. They are walked through twice: the second time where they lie is known.
    pub fn new<'a, T: Scalar>(rows: impl Iterator<Item = &'a [T]> + Clone) -> Summary {
        let (mut count, mut sum) = (0, 0.0);
        let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
        for row in rows.clone() {
            count += row.len();
            for value in row.iter().map(|value| value.to_f64()) {
                sum += value;
                (min, max) = (min.min(value), max.max(value));
            }
        }
        let mean = sum / count as f64;
        let scale = if max > min { BINS as f64 / (max - min) } else { 0.0 };
        let (mut squares, mut histogram) = (0.0, vec![0; BINS]);
        for value in rows.flatten().map(|value| value.to_f64()) {
            squares += (value - mean) * (value - mean);
            histogram[(((value - min) * scale) as usize).min(BINS - 1)] += 1;
        }
        Summary { count, mean, std: (squares / count as f64).sqrt(), min, max, histogram }
    }

    /// The size of the number farthest from 0.
    pub fn largest(&self) -> f64 {
        self.min.abs().max(self.max.abs())
    }

    /// Returns whether all numbers are finite: min and max leave NaN out, the mean does not.
    pub fn is_finite(&self) -> bool {
        self.mean.is_finite() && self.largest().is_finite()
    }

    /// √mean(x²).
    pub fn rms(&self) -> f64 {
        (self.mean * self.mean + self.std * self.std).sqrt()
    }
}

/// Figures of a [`Column`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ColumnStatistics {
    /// Of the dense layer's weights.
    pub weights: Summary,
    /// Of the objective's gradient with respect to those, over the samples looked at.
    pub grads: Summary,
    /// Of what the column puts out for those samples, as for an answer.
    pub outputs: Summary,
    /// Share of units whose slope is 0 for all of those samples: nothing before them learns through them. Nothing without an activation.
    pub dead: Option<f64>,
    /// Share of units and samples whose slope is below 0.01.
    pub saturated: Option<f64>,
    /// Units of a hidden layer with a twin: the same weights to them and from them (but for rounding), so that both get the same gradients.
    pub alike: usize,
    /// √Σ(w − w before the last update)² / √Σw²: healthy training is often near 0.001. Nothing where all weights are 0.
    pub update_ratio: Option<f64>,
}

impl ColumnStatistics {
    /// Returns whether all weights, gradients and outputs are finite.
    pub fn is_finite(&self) -> bool {
        [&self.weights, &self.grads, &self.outputs].into_iter().all(Summary::is_finite)
    }
}

/// Room to look at a network: training has its own, and what it has begun there goes on.
pub struct Survey<T> {
    /// Inputs and layers of the network that the room is for.
    shape: (usize, Vec<LayerSpec>),
    pub(super) workspace: Option<Workspace<T>>,
    /// What the workspace holds of the last look.
    pub(super) batch: Batch,
    /// The gradient at the last look, `[P]`.
    grads: Vec<T>,
    /// A unit's, and what they are multiplied by: `[sample]`.
    pub(super) slopes: Vec<T>,
    pub(super) ones: Vec<T>,
}

impl<T: Scalar> Default for Survey<T> {
    fn default() -> Self {
        let ones = vec![T::ONE; MOST_SAMPLES];
        let (shape, batch) = ((0, Vec::new()), Batch::of(0));
        Survey { shape, workspace: None, batch, grads: Vec::new(), slopes: ones.clone(), ones }
    }
}

impl<T: Scalar> Survey<T> {
    /// Of every column, first to last, by one pass over up to 256 samples; and what the objective is there. `before` are the parameters before the
    /// last update. Nothing where there is no sample.
    pub fn columns(
        &mut self,
        objective: &Objective<T>,
        samples: &Samples<T>,
        before: &[T],
    ) -> (T, Vec<ColumnStatistics>) {
        if samples.is_empty() {
            return (T::ZERO, Vec::new());
        }
        let network = objective.network();
        let mut workspace = self.room(network);
        let spread = Spread::over(samples.len(), MOST_SAMPLES);
        let (value, batch) = objective.look(&mut workspace, &mut self.grads, samples, &spread);
        let columns = network.columns().iter();
        let columns = columns.map(|column| self.column(network, &workspace, batch, before, column)).collect();
        (self.workspace, self.batch) = (Some(workspace), batch);
        (value, columns)
    }

    /// The room as it was, or another where the network is.
    fn room(&mut self, network: &Network<T>) -> Workspace<T> {
        let kept =
            self.workspace.take().filter(|_| self.shape.0 == network.inputs() && self.shape.1 == network.specs());
        kept.unwrap_or_else(|| {
            self.shape = (network.inputs(), network.specs().to_vec());
            self.grads = vec![T::ZERO; network.params().len()];
            Workspace::for_training(network, MOST_SAMPLES)
        })
    }

    fn column(
        &mut self,
        network: &Network<T>,
        workspace: &Workspace<T>,
        batch: Batch,
        before: &[T],
        Column { units, layers, weights, .. }: &Column,
    ) -> ColumnStatistics {
        let weights = &weights.range;
        let all = |of: &[T]| Summary::new(std::iter::once(&of[weights.clone()]));
        let summary = all(network.params());
        let size = summary.rms() * (summary.count as f64).sqrt();
        let moved = network.params()[weights.clone()].iter().zip(&before[weights.clone()]);
        let moved = moved.map(|(w, old)| w.to_f64() - old.to_f64()).map(|d| d * d).sum::<f64>().sqrt();
        let mut shares = layers.clone().filter_map(|l| self.shares(network, workspace, batch, l));
        let (dead, saturated) = shares.next().unzip();
        drop(shares);
        ColumnStatistics {
            grads: all(&self.grads),
            outputs: Summary::new((0..*units).map(|u| batch.row(workspace.values(layers.end), u))),
            weights: summary,
            dead,
            saturated,
            alike: twins::count(network, layers.end),
            update_ratio: (size > 0.0).then(|| moved / size),
        }
    }

    /// Shares of dead units and of flat places; nothing where layer `l` is no activation.
    fn shares(&mut self, network: &Network<T>, workspace: &Workspace<T>, batch: Batch, l: usize) -> Option<(f64, f64)> {
        let LayerSpec::Activation(activation) = network.specs()[l] else { return None };
        let (op, width) = (activation.op::<T>(), network.widths()[l]);
        let (ones, slopes) = (&self.ones[..batch.n], &mut self.slopes[..batch.n]);
        let flat = T::from_f64(FLAT);
        let (mut dead, mut saturated) = (0, 0);
        for unit in 0..width {
            let [x, y] = [l, l + 1].map(|layer| batch.row(workspace.values(layer), unit));
            op.backward(x, y, ones, slopes);
            dead += usize::from(slopes.iter().all(|&slope| slope == T::ZERO));
            saturated += slopes.iter().filter(|slope| slope.abs() < flat).count();
        }
        Some((dead as f64 / width as f64, saturated as f64 / (width * batch.n) as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, Loss, Mode};

    #[test]
    fn a_summary_counts_every_number() {
        let summary = Summary::new([&[1.0, 2.0][..], &[3.0, 4.0, 21.0]].into_iter());
        assert_eq!((summary.count, summary.mean, summary.min, summary.max), (5, 6.2, 1.0, 21.0));
        assert!((summary.std - 55.76f64.sqrt()).abs() < 1e-12 && (summary.rms() - 94.2f64.sqrt()).abs() < 1e-12);
        assert_eq!(summary.histogram[..4], [1, 1, 1, 1]);
        assert_eq!((summary.histogram[19], summary.histogram.iter().sum::<u32>()), (1, 5));
        assert_eq!(Summary::new([&[0.5f32; 3][..]].into_iter()).histogram[0], 3, "equal numbers are in one part");
        assert_eq!(Summary::new([&[-3.0, 2.0][..]].into_iter()).largest(), 3.0);
    }

    /// Two ReLUs: one is below 0 for all samples, the other for one of both.
    #[test]
    fn dead_and_flat_units_are_found() {
        let layers = [LayerSpec::Dense { outputs: 2, bias: true }, LayerSpec::Activation(Activation::Relu)];
        let mut objective = Objective::<f64>::new(Network::new(1, &layers, 1), Loss::Mse, 4);
        objective.set_params(&[1.0, 1.0, 0.0, -9.0]);
        let samples = Samples::from_rows(&[[1.0], [-1.0]], &[[0.0, 0.0], [0.0, 0.0]]);
        let (value, all) = Survey::default().columns(&objective, &samples, &[1.0, 0.9, 0.0, -9.0]);
        assert_eq!(
            (value, all.len()),
            (0.25, 1),
            "the mean of y² over two samples and two outputs, where y = w x = 1 once"
        );
        assert_eq!((all[0].dead, all[0].saturated), (Some(0.5), Some(0.75)));
        assert!((all[0].update_ratio.unwrap() - 0.1 / 2f64.sqrt()).abs() < 1e-15);
        let outputs = &all[0].outputs;
        assert_eq!((outputs.count, outputs.max, outputs.mean), (4, 1.0, 0.25));
        assert_eq!(all[0].grads.max, 0.5, "its derivative");
    }

    /// Of few samples it is the objective's own gradient; of many, that over some from all parts. The room serves another network too.
    #[test]
    fn the_gradient_is_the_objective_s() {
        let mut survey = Survey::default();
        for (inputs, n) in [(2, 100), (3, 256), (3, 1000)] {
            let layers = [
                LayerSpec::Dense { outputs: 3, bias: true },
                LayerSpec::BatchNorm,
                LayerSpec::Activation(Activation::Tanh),
                LayerSpec::Dense { outputs: 1, bias: true },
            ];
            let mut objective = Objective::<f64>::new(Network::new(inputs, &layers, 1), Loss::Mse, 32);
            objective.penalty.l2 = 0.1;
            let rows = |places: &mut dyn Iterator<Item = usize>| {
                let mut samples = Samples::new(inputs, 1);
                places.for_each(|s| {
                    let x: Vec<f64> = (0..inputs).map(|i| libm::sin(s as f64 * (0.7 + i as f64))).collect();
                    samples.push(&x, &[s as f64 / n as f64]);
                });
                samples
            };
            let params = objective.network().params().to_vec();
            let (value, columns) = survey.columns(&objective, &rows(&mut (0..n)), &params);
            let looked = n.min(MOST_SAMPLES);
            let expected = objective.gradient(&rows(&mut (0..looked).map(|s| s * n / looked)), Mode::Eval);
            assert!((value - expected).abs() < 1e-12, "{value} instead of {expected}");
            for (grad, expected) in survey.grads.iter().zip(objective.grads()) {
                assert!((grad - expected).abs() < 1e-12, "{n} samples: {grad} instead of {expected}");
            }
            assert_eq!((columns.len(), columns[0].dead, columns[1].dead), (2, Some(0.0), None));
            assert_eq!(columns[0].outputs.count, 3 * looked);
        }
    }
}
