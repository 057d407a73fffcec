//! What goes on in each layer: sizes and distributions of weights, outputs and gradients.

use super::layer::{LayerSpec, Mode, ParamKind};
use super::{Objective, Samples, Scalar};
use serde::Serialize;

/// Parts of a histogram.
const BINS: usize = 20;

/// Samples whose outputs are looked at, at most.
const MOST_SAMPLES: usize = 256;

/// A slope below this lets (almost) nothing through.
const FLAT: f64 = 0.01;

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
    /// `None` without numbers.
    pub fn new(values: &[f64]) -> Option<Summary> {
        let (&first, count) = (values.first()?, values.len());
        let mean = values.iter().sum::<f64>() / count as f64;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count as f64;
        let (min, max) = values.iter().fold((first, first), |(min, max), &v| (min.min(v), max.max(v)));
        let mut histogram = vec![0; BINS];
        for &value in values {
            let place = if max > min { (value - min) / (max - min) * BINS as f64 } else { 0.0 };
            histogram[(place as usize).min(BINS - 1)] += 1;
        }
        Some(Summary { count, mean, std: variance.sqrt(), min, max, histogram })
    }
}

/// One layer. Parameters and their gradients are there where the layer has any; shares where it is an activation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LayerStatistics {
    /// Which layer.
    pub layer: LayerSpec,
    /// Of its weights (or gains).
    pub weights: Option<Summary>,
    /// Of the objective's gradient with respect to those, over all samples.
    pub grads: Option<Summary>,
    /// Of what it puts out for up to 256 samples, as for an answer.
    pub outputs: Option<Summary>,
    /// Share of units whose slope is 0 for all of those samples: nothing before them learns through them.
    pub dead: Option<f64>,
    /// Share of units and samples whose slope is below 0.01.
    pub saturated: Option<f64>,
    /// √Σ(w − w before the last update)² / √Σw²: healthy training is often near 0.001.
    pub update_ratio: Option<f64>,
}

/// Of every layer. `before` are the parameters before the last update. Leaves the gradient over all samples in the objective.
pub fn statistics<T: Scalar>(objective: &mut Objective<T>, samples: &Samples<T>, before: &[T]) -> Vec<LayerStatistics> {
    objective.gradient(samples, Mode::Eval);
    let outputs = outputs(objective, samples);
    let network = &objective.network;
    let pick = |of: &[T], range: std::ops::Range<usize>| -> Vec<f64> { of[range].iter().map(|v| v.to_f64()).collect() };
    let mut all = Vec::new();
    for (l, (layer, range)) in network.layers().enumerate() {
        let multiplies = |kind: ParamKind| matches!(kind, ParamKind::Weight | ParamKind::Gain);
        let of = layer.params().into_iter().find(|(kind, _)| multiplies(*kind)).map(|(_, of)| of);
        let of = of.map_or(0..0, |of| range.start + of.start..range.start + of.end);
        let weights = pick(network.params(), of.clone());
        let old = pick(before, of.clone());
        let size = weights.iter().map(|w| w * w).sum::<f64>().sqrt();
        let moved = weights.iter().zip(&old).map(|(w, o)| (w - o) * (w - o)).sum::<f64>().sqrt();
        let (dead, saturated) = shares(network.specs()[l], &outputs[l], &outputs[l + 1], network.widths()[l]);
        let flat: Vec<f64> = outputs[l + 1].iter().map(|v| v.to_f64()).collect();
        all.push(LayerStatistics {
            layer: network.specs()[l],
            weights: Summary::new(&weights),
            grads: Summary::new(&pick(&objective.grads, of)),
            outputs: Summary::new(&flat),
            dead,
            saturated,
            update_ratio: (size > 0.0).then(|| moved / size),
        });
    }
    all
}

/// What each layer gets and gives: `[sample][unit]`, the features first.
fn outputs<T: Scalar>(objective: &mut Objective<T>, samples: &Samples<T>) -> Vec<Vec<T>> {
    let widths = objective.network.widths().to_vec();
    let mut all = vec![Vec::new(); widths.len()];
    let (most, room) = (samples.len().min(MOST_SAMPLES), objective.workspace.stride());
    for start in (0..most).step_by(room) {
        let batch = objective.workspace.load(samples, &(start..most.min(start + room)));
        objective.network.forward(&mut objective.workspace, batch);
        for (l, &width) in widths.iter().enumerate() {
            for s in 0..batch.n {
                all[l].extend((0..width).map(|u| batch.row(&objective.workspace.values[l], u)[s]));
            }
        }
    }
    all
}

/// Shares of dead units and of flat places; nothing where the layer is no activation.
fn shares<T: Scalar>(layer: LayerSpec, x: &[T], y: &[T], width: usize) -> (Option<f64>, Option<f64>) {
    let slopes = layer.slopes(x, y);
    if slopes.is_empty() {
        return (None, None);
    }
    let dead = (0..width).filter(|&u| slopes.iter().skip(u).step_by(width).all(|&s| s == T::ZERO)).count();
    let flat = slopes.iter().filter(|s| s.to_f64().abs() < FLAT).count();
    (Some(dead as f64 / width as f64), Some(flat as f64 / slopes.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, Loss, Network};

    #[test]
    fn a_summary_counts_every_number() {
        let summary = Summary::new(&[1.0, 2.0, 3.0, 4.0, 21.0]).unwrap();
        assert_eq!((summary.count, summary.mean, summary.min, summary.max), (5, 6.2, 1.0, 21.0));
        assert!((summary.std - 55.76f64.sqrt()).abs() < 1e-12);
        assert_eq!(summary.histogram[..4], [1, 1, 1, 1]);
        assert_eq!((summary.histogram[19], summary.histogram.iter().sum::<u32>()), (1, 5));
        assert_eq!(Summary::new(&[0.5; 3]).unwrap().histogram[0], 3, "equal numbers are in one part");
        assert_eq!(Summary::new(&[]), None);
    }

    /// Two ReLUs: one is below 0 for all samples, the other for one of both.
    #[test]
    fn dead_and_flat_units_are_found() {
        let layers = [LayerSpec::Dense { outputs: 2, bias: true }, LayerSpec::Activation(Activation::Relu)];
        let mut objective = Objective::<f64>::new(Network::new(1, &layers, 1), Loss::Mse, 4);
        objective.set_params(&[1.0, 1.0, 0.0, -9.0]);
        let samples = Samples::from_rows(&[[1.0], [-1.0]], &[[0.0, 0.0], [0.0, 0.0]]);
        let all = statistics(&mut objective, &samples, &[1.0, 0.9, 0.0, -9.0]);
        assert_eq!((all.len(), all[0].dead, all[0].saturated), (2, None, None));
        assert_eq!((all[1].dead, all[1].saturated), (Some(0.5), Some(0.75)));
        assert!((all[0].update_ratio.unwrap() - 0.1 / 2f64.sqrt()).abs() < 1e-15);
        assert_eq!((all[1].update_ratio, all[1].weights.is_none()), (None, true));
        let outputs = all[1].outputs.as_ref().unwrap();
        assert_eq!((outputs.count, outputs.max, outputs.mean), (4, 1.0, 0.25));
        // d/dw of the mean of y² over two samples and two outputs, where y = w x = 1 once.
        assert_eq!(all[0].grads.as_ref().unwrap().max, 0.5);
    }
}
