//! Outputs behind an activation, held against their targets: what they cannot reach, and what is wrong where they are flat.

use super::statistics::{FLAT, Survey};
use super::{LayerSpec, Network, Scalar};

/// Parts of the outputs' range from which an answer is wrong, and a target outside of the range.
const WRONG: f64 = 0.25;
const OUTSIDE: f64 = 0.02;

/// Outputs behind an activation, beside their targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Ends of the activation's values.
    pub range: [f64; 2],
    /// Smallest and largest target.
    pub targets: [f64; 2],
    /// Share of targets that no output reaches: outside of the range by more than 2 % of its width (of the targets', where it has no end).
    pub outside: f64,
    /// Share of answers that are off by more than a quarter of that width, from what can be reached.
    pub wrong: f64,
    /// Share of answers that are wrong where the slope is below 0.01.
    pub stuck: f64,
}

impl<T: Scalar> Survey<T> {
    /// How the outputs' activation stands to the targets at the last look; nothing where the outputs have none.
    pub fn answers(&mut self, network: &Network<T>) -> Option<Answers> {
        let (Some(workspace), Some(&LayerSpec::Activation(activation))) = (&self.workspace, network.specs().last())
        else {
            return None;
        };
        let (op, batch, last) = (activation.op::<T>(), self.batch, network.specs().len());
        let [low, high] = op.range();
        let targets = |unit: usize| batch.row(&workspace.target, unit).iter().map(|target| target.to_f64());
        let all = || (0..network.outputs()).flat_map(targets);
        let (least, most) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(t), b.max(t)));
        let width = if (high - low).is_finite() { high - low } else { (most - least).max(most.abs()).max(least.abs()) };
        let (ones, slopes) = (&self.ones[..batch.n], &mut self.slopes[..batch.n]);
        let (mut outside, mut wrong, mut stuck) = (0, 0, 0);
        for unit in 0..network.outputs() {
            let [x, y] = [last - 1, last].map(|layer| batch.row(workspace.values(layer), unit));
            op.backward(x, y, ones, slopes);
            for ((y, slope), target) in y.iter().zip(slopes.iter()).zip(targets(unit)) {
                let reachable = target.clamp(low, high);
                let is_wrong = (y.to_f64() - reachable).abs() > WRONG * width;
                outside += usize::from((target - reachable).abs() > OUTSIDE * width);
                wrong += usize::from(is_wrong);
                stuck += usize::from(is_wrong && slope.to_f64().abs() < FLAT);
            }
        }
        let share = |count: usize| count as f64 / (batch.n * network.outputs()) as f64;
        let (outside, wrong, stuck) = (share(outside), share(wrong), share(stuck));
        Some(Answers { range: [low, high], targets: [least, most], outside, wrong, stuck })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, Loss, Objective, Samples};

    /// One weight, no bias, behind an activation; inputs and targets of four samples.
    fn answers(activation: Activation, weight: f64, x: [f64; 4], y: [f64; 4]) -> Option<Answers> {
        let layers = [LayerSpec::Dense { outputs: 1, bias: false }, LayerSpec::Activation(activation)];
        let mut objective = Objective::<f64>::new(Network::new(1, &layers, 1), Loss::Mse, 4);
        objective.set_params(&[weight]);
        let mut survey = Survey::default();
        survey.columns(&objective, &Samples::from_rows(&x.map(|x| [x]), &y.map(|y| [y])), &[weight]);
        survey.answers(objective.network())
    }

    #[test]
    fn what_is_wrong_where_outputs_are_flat_is_counted() {
        let found = answers(Activation::Tanh, 10.0, [1.0, -1.0, 2.0, 0.01], [1.0, 1.0, -1.0, 0.9]).unwrap();
        let expected = Answers { range: [-1.0, 1.0], targets: [-1.0, 1.0], outside: 0.0, wrong: 0.75, stuck: 0.5 };
        assert_eq!(found, expected, "the last is wrong where it is steep");
    }

    /// An error counts from what can be reached; the width of a range without an end is that of the targets.
    #[test]
    fn targets_out_of_reach_are_counted() {
        let found = answers(Activation::Sigmoid, 50.0, [1.0, 2.0, 3.0, -1.0], [5.0, 1.01, 0.5, -3.0]).unwrap();
        assert_eq!((found.outside, found.wrong, found.stuck, found.targets), (0.5, 0.25, 0.25, [-3.0, 5.0]));
        let found = answers(Activation::Relu, 1.0, [-1.0, -2.0, 3.0, 10.0], [4.0, -0.1, 3.0, -10.0]).unwrap();
        assert_eq!((found.range, found.outside), ([0.0, f64::INFINITY], 0.25));
        assert_eq!((found.wrong, found.stuck), (0.5, 0.25));
        assert_eq!(answers(Activation::Linear, 1.0, [0.0; 4], [9.0; 4]).unwrap().outside, 0.0);
    }
}
