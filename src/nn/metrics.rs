//! How good a network is on a set of samples.

use super::loss::class_of;
use super::{Loss, Network, Samples, Scalar, Workspace};

/// Figures over a whole set. Nothing of a penalty is in them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation {
    /// The loss, reduced as the loss says.
    pub loss: f64,
    /// Share of samples whose class is right: by ½ for one output, else the largest. For targets of 0 and 1.
    pub accuracy: f64,
    /// Coefficient of determination, 1 − Σ(t − y)² / Σ(t − mean t)²; NaN when all targets are equal.
    pub r2: f64,
}

/// Evaluates all samples, in portions of the workspace's size. Sums of portions are kept in `f64`.
/// `None` where there is no sample.
pub fn evaluate<T: Scalar>(
    network: &Network<T>,
    workspace: &mut Workspace<T>,
    loss: Loss,
    samples: &Samples<T>,
) -> Option<Evaluation> {
    if samples.is_empty() {
        return None;
    }
    let (op, outputs) = (loss.op::<T>(), samples.outputs());
    let mut terms = T::ZERO;
    let (mut loss_sum, mut right, mut squares) = (0.0, 0usize, 0.0);
    let (mut targets, mut target_squares) = (0.0, 0.0);
    for start in (0..samples.len()).step_by(workspace.stride()) {
        let batch = workspace.load(samples, start..samples.len().min(start + workspace.stride()));
        network.forward(workspace, batch);
        loss_sum += network.loss_sum(workspace, op, batch).to_f64();
        terms += op.count(workspace.targets(outputs, None, batch));
        op.predict(workspace.out_mut(), outputs, batch);
        for s in 0..batch.n {
            for o in 0..outputs {
                let y = batch.row(workspace.out(), o)[s];
                let t = batch.row(&workspace.target, o)[s];
                // In f64 before they are squared: the spread of equal targets is to come out as 0.
                let (y, t) = (y.to_f64(), t.to_f64());
                squares += (y - t) * (y - t);
                targets += t;
                target_squares += t * t;
            }
            let said = class_of(workspace.out(), outputs, batch, s);
            right += usize::from(said == class_of(&workspace.target, outputs, batch, s));
        }
    }
    let spread = target_squares - targets * targets / (samples.len() * outputs) as f64;
    Some(Evaluation {
        loss: loss_sum * op.scale(terms).to_f64(),
        accuracy: right as f64 / samples.len() as f64,
        r2: if spread > 1e-12 * target_squares { 1.0 - squares / spread } else { f64::NAN },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::LayerSpec;

    #[test]
    fn figures_of_a_network_that_passes_its_input_on() {
        let mut network = Network::<f64>::new(1, &[LayerSpec::Dense { outputs: 1, bias: false }], 1);
        network.params[0] = 1.0;
        let samples = Samples::from_rows(&[[0.9], [0.2], [0.6], [0.4]], &[[1.0], [0.0], [0.0], [1.0]]);
        // A workspace of three forces a second, smaller portion.
        let mut workspace = Workspace::for_forward(&network, 3);
        let got = evaluate(&network, &mut workspace, Loss::Mse, &samples).unwrap();
        let squares = 0.01 + 0.04 + 0.36 + 0.36;
        assert!((got.loss - squares / 4.0).abs() < 1e-15);
        assert_eq!(got.accuracy, 0.5);
        assert!((got.r2 - (1.0 - squares)).abs() < 1e-15);
        assert_eq!(evaluate(&network, &mut workspace, Loss::Mse, &Samples::new(1, 1)), None);

        let equal = Samples::from_rows(&[[0.9], [0.2], [0.6]], &[[0.1], [0.1], [0.1]]);
        assert!(evaluate(&network, &mut workspace, Loss::Mse, &equal).unwrap().r2.is_nan());
    }
}
