//! What the session tells about itself.

use super::run::Session;
use crate::data::Scaling;
use crate::nn::metrics::{Confusion, Evaluation, evaluate, roc_auc};
use crate::nn::{Divergence, Scalar};
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
    /// Learning rate of the next step, by its schedule.
    pub lr: f64,
    /// Set when the last call met something that is not finite.
    pub diverged: Option<Diverged>,
    /// Set when the last call ended because the test loss no longer fell: the epoch whose weights are kept.
    pub stopped: Option<f64>,
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
    /// Classes; 0 where answers are numbers.
    pub classes: f64,
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
    /// Mean or sum, as the loss says; without penalties, class weights and smoothing.
    pub loss: Option<f64>,
    /// Share of right classes, 0 to 1.
    pub accuracy: Option<f64>,
    /// Coefficient of determination; of equal targets 1 where all answers are right, else 0.
    pub r2: Option<f64>,
    /// Mean absolute error in the units of the targets; of several answers the mean of theirs.
    pub mae: Option<f64>,
}

/// Everything that is counted about answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Report {
    /// On the training samples.
    pub train: SetReport,
    /// On the test samples.
    pub test: SetReport,
}

/// Everything about the answers to one set. Definitions and corner cases are scikit-learn's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SetReport {
    /// The figures of [`Metrics`].
    pub figures: Figures,
    /// Mean recall of the classes.
    pub balanced_accuracy: Option<f64>,
    /// Area under the ROC curve, of two classes.
    pub auc: Option<f64>,
    /// How often each class was said for samples of each class: a row for each class of samples. Empty for numbers.
    pub confusion: Vec<Vec<f64>>,
    /// Of each class against the others. Empty for numbers.
    pub classes: Vec<ClassScores>,
    /// The mean over the classes (scikit-learn's `average="macro"`), and all samples.
    pub mean: Option<ClassScores>,
}

/// How well a class is told from the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClassScores {
    /// Share of right ones among samples that were said to be of the class.
    pub precision: f64,
    /// Share of the class's samples that were found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Samples of the class.
    pub samples: f64,
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl Figures {
    /// Errors are told in the units of the targets: `scaling` undoes what the network was shown.
    fn new(samples: usize, evaluation: Option<Evaluation>, scaling: &Scaling) -> Figures {
        let (classes, numbers) = (evaluation.filter(|e| e.confusion.classes > 0), evaluation);
        let numbers = numbers.filter(|e| e.confusion.classes == 0);
        Figures {
            samples: samples as f64,
            loss: evaluation.and_then(|e| finite(e.loss)),
            accuracy: classes.and_then(|e| finite(e.confusion.accuracy())),
            r2: numbers.and_then(|e| finite(e.r2)),
            mae: numbers.and_then(|e| finite(e.mae(|output| scaling.target(output).deviation))),
        }
    }
}

impl From<crate::nn::metrics::Scores> for ClassScores {
    fn from(scores: crate::nn::metrics::Scores) -> Self {
        let crate::nn::metrics::Scores { precision, recall, f1, samples } = scores;
        ClassScores { precision, recall, f1, samples: f64::from(samples) }
    }
}

impl<T: Scalar> Session<T> {
    /// Losses and accuracy as they are now. Where the training loss, an output for a training sample, a running statistic or what the optimiser remembers is not
    /// finite, training goes back to where all were: such a session could not be opened again.
    pub fn metrics(&mut self) -> Metrics {
        if let Some(metrics) = self.metrics {
            return metrics;
        }
        let (mut metrics, mut sound) = self.figures();
        if !sound {
            // Every batch was finite, the sum over all is not: try the step before.
            self.trainer.undo();
            self.went_back(Divergence::Loss, self.before_last);
            (metrics, sound) = self.figures();
        }
        if !sound {
            // It was not better: the last parameters whose loss was found finite are kept.
            self.trainer.back_to_mark();
            self.went_back(Divergence::Loss, self.at_mark);
            (metrics, sound) = self.figures();
        }
        if sound && metrics.train.loss.is_some() {
            self.trainer.mark();
            self.at_mark = self.seen();
        }
        self.metrics = Some(metrics);
        metrics
    }

    /// Notes a gradient over training samples that is not finite although their loss is: no step can be taken from here.
    pub(super) fn tell_gradient(&mut self, finite: bool) {
        if !finite && self.diverged.is_none() {
            self.causes = None;
            self.diverged = Some(Diverged { what: Divergence::Loss, step: self.trainer.steps() as f64 });
        }
    }

    /// Everything that is counted about answers.
    pub fn report(&mut self) -> Report {
        // Both tell of the same parameters.
        self.metrics();
        Report { train: self.set_report(true), test: self.set_report(false) }
    }

    /// The figures, and whether training can go on from here, and could after it was saved and opened.
    fn figures(&mut self) -> (Metrics, bool) {
        let (train, test) = (self.evaluate(true), self.evaluate(false));
        let sound = train.is_none_or(|train| train.loss.is_finite() && train.finite) && self.trainer.is_finite();
        let metrics = Metrics {
            classes: self.config.classes() as f64,
            train: Figures::new(self.train.len(), train, &self.scaling),
            test: Figures::new(self.test.len(), test, &self.scaling),
        };
        (metrics, sound)
    }

    /// Returns whether the training loss and all outputs for training samples are finite; `false` without samples.
    pub(super) fn loss_is_finite(&mut self) -> bool {
        self.evaluate(true).is_some_and(|evaluation| evaluation.loss.is_finite() && evaluation.finite)
    }

    fn evaluate(&mut self, train: bool) -> Option<Evaluation> {
        let (loss, classes) = (self.config.loss, self.config.classes());
        let samples = if train { &self.train } else { &self.test };
        evaluate(self.trainer.network(), &mut self.portion, loss, classes, samples)
    }

    fn set_report(&mut self, train: bool) -> SetReport {
        let samples = if train { self.train.len() } else { self.test.len() };
        let evaluation = self.evaluate(train);
        let confusion = evaluation.map_or(Confusion::new(0), |e| e.confusion);
        let classes = confusion.classes;
        let counts = confusion.counts[..classes].iter();
        SetReport {
            figures: Figures::new(samples, evaluation, &self.scaling),
            balanced_accuracy: finite(confusion.balanced_accuracy()).filter(|_| classes > 0),
            auc: roc_auc(&mut self.ranked(train)),
            confusion: counts.map(|row| row[..classes].iter().map(|&n| f64::from(n)).collect()).collect(),
            classes: (0..classes).map(|class| confusion.scores(class).into()).collect(),
            mean: (classes > 0).then(|| confusion.macro_scores().into()),
        }
    }
}
