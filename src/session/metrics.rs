//! What the session tells about itself.

use crate::nn::Divergence;
use crate::nn::metrics::Evaluation;
use serde::Serialize;

/// Where training stands: cheap, told after every call that trains.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Progress {
    /// Epochs completed.
    pub epoch: f64,
    /// Steps (updates) taken.
    pub step: f64,
    /// Samples trained on, each as often as it was.
    pub samples_seen: f64,
    /// Loss of the last batch before its update; null before the first.
    pub batch_loss: Option<f64>,
    /// Set when the last call met something that is not finite.
    pub diverged: Option<Diverged>,
}

/// Training met a number that is infinite or not a number, and went back to the last step without one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Diverged {
    /// What was not finite.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"loss\" | \"params\""))]
    pub what: Divergence,
    /// The step whose parameters are kept.
    pub step: f64,
}

/// The losses and how good the answers are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Metrics {
    /// On the training samples.
    pub train: Figures,
    /// On the test samples.
    pub test: Figures,
}

/// Figures of one set. What does not apply is null.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Figures {
    /// How many samples there are.
    pub samples: f64,
    /// Mean or sum, as the loss says; without penalties.
    pub loss: Option<f64>,
    /// Share of right classes, 0 to 1.
    pub accuracy: Option<f64>,
    /// Coefficient of determination.
    pub r2: Option<f64>,
}

impl Figures {
    /// Of an evaluation; `classes` says which figure tells the quality.
    pub(super) fn new(samples: usize, evaluation: Evaluation, classes: bool) -> Figures {
        let finite = |value: f64| value.is_finite().then_some(value);
        Figures {
            samples: samples as f64,
            loss: finite(evaluation.loss),
            accuracy: finite(evaluation.accuracy).filter(|_| classes),
            r2: finite(evaluation.r2).filter(|_| !classes),
        }
    }
}
