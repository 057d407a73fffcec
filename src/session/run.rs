//! A session: data, trainer and history under one configuration.

use super::config::Config;
use super::history::{History, Record};
use super::metrics::{Diverged, Figures, Metrics, Progress};
use super::settings::Group;
use crate::data::{Batches, Place, Point, Problem, split};
use crate::nn::metrics::{Evaluation, evaluate};
use crate::nn::optim::Hyper;
use crate::nn::{Divergence, Penalty, Samples, Scalar, Trainer, Workspace};

/// Samples that are evaluated at once.
const PORTION: usize = 256;

/// What a change of configuration did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The network is back at its first weights and the counters at 0.
    pub reset: bool,
    /// The points changed, or which of them are trained on.
    pub data: bool,
}

/// What has been trained on: taken back together with the parameters.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    place: Place,
    samples: u64,
}

/// Trains one network on one data set.
pub struct Session<T: Scalar> {
    pub(super) config: Config,
    pub(super) points: Vec<Point>,
    pub(super) train: Samples<T>,
    test: Samples<T>,
    pub(super) trainer: Trainer<T>,
    pub(super) portion: Workspace<T>,
    batches: Batches,
    samples_seen: u64,
    /// Where training stood before the last step, and when the losses were last found finite.
    before_last: Seen,
    at_mark: Seen,
    batch_loss: Option<f64>,
    diverged: Option<Diverged>,
    history: History,
    pub(super) metrics: Option<Metrics>,
}

impl<T: Scalar> Session<T> {
    /// Draws data and first weights.
    pub fn new(config: Config) -> Self {
        let points = draw(&config);
        let (train, test) = split::split(&points, config.train_share / 100.0, config.outputs());
        let network = config.network();
        let batches = Batches::new(train.len(), u64::from(config.seed));
        let nothing = Record { epoch: 0.0, train: 0.0, test: 0.0 };
        let mut session = Session {
            portion: Workspace::for_forward(&network, PORTION),
            trainer: Trainer::new(network, config.loss, config.optimizer, batch_room(&config, train.len())),
            config,
            points,
            train,
            test,
            batches,
            samples_seen: 0,
            before_last: Seen::default(),
            at_mark: Seen::default(),
            batch_loss: None,
            diverged: None,
            history: History::new(nothing),
            metrics: None,
        };
        session.apply_hyper();
        session.restart_history();
        session
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// All points, those that are trained on first; and how many those are.
    pub fn points(&self) -> (&[Point], usize) {
        (&self.points, self.train.len())
    }

    /// Takes a new configuration. The network keeps its weights unless it becomes another network
    /// (hidden layers, seed) or another task (data set); all else takes effect from the next step.
    pub fn configure(&mut self, config: Config) -> Effect {
        let changed: Vec<&str> = config.differing(&self.config).map(|s| s.key).collect();
        let config_changes_training = config.differing(&self.config).any(|s| s.group != Group::View);
        let any = |keys: &[&str]| changed.iter().any(|key| keys.contains(key));
        let effect = Effect {
            reset: any(&["data", "hidden", "seed", "initializer", "norm"]) || config.outputs() != self.config.outputs(),
            data: any(&["data", "samples", "noise", "train_share", "data_seed"]),
        };
        if effect.reset {
            *self = Session::new(config);
            return effect;
        }
        self.config = config;
        if config_changes_training {
            self.diverged = None;
        }
        if effect.data {
            self.points = draw(&self.config);
            (self.train, self.test) =
                split::split(&self.points, self.config.train_share / 100.0, self.config.outputs());
            self.batches.resize(self.train.len());
        }
        if any(&["activation", "dropout"]) {
            let network = self.config.network();
            self.portion = Workspace::for_forward(&network, PORTION);
            self.trainer.swap_network(network);
        }
        if any(&["optimizer"]) {
            self.trainer.set_optimizer(self.config.optimizer);
        }
        self.trainer.resize(batch_room(&self.config, self.train.len()));
        self.apply_hyper();
        if any(&["loss"]) {
            // Values of two losses do not belong on one curve.
            self.restart_history();
        }
        if effect.data || any(&["activation", "loss"]) {
            self.metrics = None;
        }
        effect
    }

    /// Back to the first weights, the same ones again.
    pub fn reset(&mut self) {
        let seed = u64::from(self.config.seed);
        self.trainer.restart(seed);
        self.batches = Batches::new(self.train.len(), seed);
        self.samples_seen = 0;
        self.before_last = Seen::default();
        self.at_mark = Seen::default();
        self.batch_loss = None;
        self.diverged = None;
        self.restart_history();
    }

    /// Takes up to `steps` steps while `keep_going` says so (asked before each step but the first),
    /// and stops at once where something is not finite.
    pub fn advance(&mut self, steps: u64, mut keep_going: impl FnMut() -> bool) -> Progress {
        self.diverged = None;
        for taken in 0..steps {
            if taken > 0 && !keep_going() {
                break;
            }
            if self.step_once().is_err() {
                break;
            }
        }
        self.progress()
    }

    /// Takes steps until an epoch ends.
    pub fn epoch(&mut self) -> Progress {
        let epoch = self.batches.place().epoch;
        self.diverged = None;
        while self.batches.place().epoch == epoch && self.step_once().is_ok() {}
        self.progress()
    }

    /// Where training stands.
    pub fn progress(&self) -> Progress {
        Progress {
            epoch: self.batches.place().epoch as f64,
            step: self.trainer.steps() as f64,
            samples_seen: self.samples_seen as f64,
            batch_loss: self.batch_loss,
            diverged: self.diverged,
        }
    }

    /// Losses and accuracy as they are now.
    pub fn metrics(&mut self) -> Metrics {
        if let Some(metrics) = self.metrics {
            return metrics;
        }
        let (mut train, mut test) = self.evaluate();
        if !train.loss.is_finite() {
            // Every batch was finite, the sum over all is not: try the step before.
            self.trainer.undo();
            self.stopped(Divergence::Loss, self.before_last);
            (train, test) = self.evaluate();
        }
        if !train.loss.is_finite() {
            // It was not better: the last parameters whose loss was found finite are kept.
            self.trainer.back_to_mark();
            self.stopped(Divergence::Loss, self.at_mark);
            (train, test) = self.evaluate();
        }
        if train.loss.is_finite() {
            self.trainer.mark();
            self.at_mark = self.seen();
        }
        let classes = self.config.problem() == Problem::Classification;
        let metrics = Metrics {
            train: Figures::new(self.train.len(), train, classes),
            test: Figures::new(self.test.len(), test, classes),
        };
        self.metrics = Some(metrics);
        metrics
    }

    /// The records of the curve, ending with the present moment.
    pub fn curve(&mut self) -> impl Iterator<Item = Record> {
        let epoch = self.batches.epochs();
        let Metrics { train, test } = self.metrics();
        let now = train.loss.zip(test.loss).map(|(train, test)| Record { epoch, train, test });
        // Data or parameters may have changed since the last record; what lies ahead was taken back.
        let records = self.history.records().iter().copied();
        records.filter(move |record| now.is_none_or(|now| record.epoch < now.epoch)).chain(now)
    }

    fn step_once(&mut self) -> Result<(), Divergence> {
        let now = self.seen();
        let (batch, ends) = self.batches.next(self.config.batch_size as usize);
        let n = batch.len() as u64;
        self.metrics = None;
        match self.trainer.step(&self.train, batch.iter().map(|&sample| sample as usize)) {
            Ok(loss) => self.batch_loss = Some(loss.to_f64()),
            Err(what) => {
                // A parameter shows this step's update to be wrong, a loss the one before it.
                let back = if what == Divergence::Params { now } else { self.before_last };
                self.stopped(what, back);
                return Err(what);
            }
        }
        self.before_last = now;
        self.samples_seen += n;
        let epoch = self.batches.place().epoch;
        if ends && self.history.wants(epoch) {
            let Metrics { train, test } = self.metrics();
            if let Some(diverged) = self.diverged {
                return Err(diverged.what);
            }
            if let Some((train, test)) = train.loss.zip(test.loss) {
                self.history.push(Record { epoch: epoch as f64, train, test });
            }
        }
        Ok(())
    }

    fn seen(&self) -> Seen {
        Seen { place: self.batches.place(), samples: self.samples_seen }
    }

    /// Training stopped; the trainer has gone back, and so do the counters.
    fn stopped(&mut self, what: Divergence, back: Seen) {
        self.samples_seen = back.samples;
        self.before_last = back;
        self.batches.seek(back.place);
        self.diverged = Some(Diverged { what, step: self.trainer.steps() as f64 });
    }

    pub(super) fn evaluate(&mut self) -> (Evaluation, Evaluation) {
        let loss = self.config.loss;
        let none = Evaluation { loss: f64::NAN, accuracy: f64::NAN, r2: f64::NAN };
        let mut figures = |samples| evaluate(self.trainer.network(), &mut self.portion, loss, samples).unwrap_or(none);
        (figures(&self.train), figures(&self.test))
    }

    fn restart_history(&mut self) {
        self.metrics = None;
        let Metrics { train, test } = self.metrics();
        let epoch = self.batches.epochs();
        let loss = |figures: Figures| figures.loss.unwrap_or(f64::NAN);
        self.history = History::new(Record { epoch, train: loss(train), test: loss(test) });
    }

    fn apply_hyper(&mut self) {
        let Penalty { l1, l2 } = self.penalty();
        self.trainer.loss = self.config.loss;
        self.trainer.hyper = Hyper { lr: self.config.lr, ..self.config.optimizer.defaults() };
        self.trainer.decay = self.trainer.hyper.weight_decay;
        self.trainer.seed = u64::from(self.config.seed);
        self.trainer.penalty = Penalty { l1: T::from_f64(l1), l2: T::from_f64(l2) };
    }

    pub(super) fn penalty(&self) -> Penalty<f64> {
        Penalty { l1: self.config.l1, l2: self.config.l2 }
    }
}

fn draw(config: &Config) -> Vec<Point> {
    config.data.generate(config.samples as usize, config.noise / 100.0, u64::from(config.data_seed))
}

fn batch_room(config: &Config, train: usize) -> usize {
    (config.batch_size as usize).min(train)
}
