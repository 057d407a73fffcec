//! A session: data, trainer and history under one configuration.

use super::config::Config;
use super::configure::batch_of;
use super::events::Events;
use super::health::{Fix, Origin, Sign};
use super::history::{History, Record};
use super::metrics::{Diverged, Metrics, Progress};
use super::prepared::Given;
use super::view::View;
use super::watch::Watch;
use crate::data::{Augment, Batches, Inputs, Place, Points, Scaling, split};
use crate::error::{Error, Kind, Result};
use crate::nn::schedule::Scheduler;
use crate::nn::sizes::Sizes;
use crate::nn::{Batch, Divergence, Samples, Scalar, Trainer, Workspace, step};

/// Samples that are evaluated at once.
pub(super) const PORTION: usize = 32;

/// The streams of a seed that training points are changed by, one for each step; those of dropout come before.
const FIRST_STREAM: u64 = 1 << 41;

/// What belongs to a place in training: taken back together with the parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) place: Place,
    pub(super) samples: u64,
    pub(super) scheduler: Scheduler,
}

/// What a portion of a step was.
#[derive(PartialEq)]
enum Part {
    /// Others are to come before the network changes.
    Within,
    /// It completed the step.
    Last,
    /// It completed the step or broke it off, and training ends.
    End,
}

/// What augmentation needs to know of a step.
pub(super) struct Moving<'a> {
    pub(super) points: &'a Points,
    pub(super) inputs: Inputs<'a>,
    pub(super) augment: Augment,
    pub(super) batch: &'a [u32],
    pub(super) seed: u64,
    pub(super) steps: u64,
}

impl Moving<'_> {
    /// Writes the features of the samples from place `first` of the batch on, where they are moved.
    pub(super) fn write<T: Scalar>(&self, features: &mut [T], of: Batch, first: usize) {
        if !self.augment.is_some() {
            return;
        }
        let mut rng = crate::nn::rng(self.seed, step::stream(FIRST_STREAM, self.steps, first));
        let point = |s: usize, x: &mut [f64]| {
            for (x, stored) in x.iter_mut().zip(self.points.x(self.batch[first + s] as usize)) {
                *x = T::from_f64(*stored).to_f64();
            }
            self.augment.apply(x, self.inputs.scaling, &mut rng);
        };
        self.inputs.write(point, of, features);
    }
}

/// A configuration's points, and the samples that the network is told of them.
pub(super) struct Drawn<T> {
    pub(super) points: Points,
    pub(super) scaling: Scaling,
    pub(super) train: Samples<T>,
    pub(super) test: Samples<T>,
}

impl<T: Scalar> Drawn<T> {
    pub(super) fn new(config: &Config) -> Self {
        let (points, train) = config.points();
        let scaling = config.scaling(&points, train);
        let (inputs, outputs) = (config.inputs(&scaling.columns), config.outputs());
        let samples = |part| split::samples(&points, part, inputs, outputs, &scaling);
        let (train, test) = (samples(0..train), samples(train..points.len()));
        Drawn { train, test, points, scaling }
    }
}

/// Trains one network on one data set.
pub struct Session<T: Scalar> {
    pub(super) config: Config,
    pub(super) points: Points,
    pub(super) scaling: Scaling,
    pub(super) view: View,
    pub(super) train: Samples<T>,
    pub(super) test: Samples<T>,
    pub(super) trainer: Trainer<T>,
    pub(super) given: Option<Given<T>>,
    pub(super) portion: Workspace<T>,
    pub(super) batches: Batches,
    pub(super) samples_seen: u64,
    pub(super) scheduler: Scheduler,
    pub(super) watch: Watch,
    /// Where training stood before the last step, and when the losses were last found finite.
    pub(super) before_last: Seen,
    pub(super) at_mark: Seen,
    pub(super) batch_loss: Option<f64>,
    pub(super) diverged: Option<Diverged>,
    /// Why it diverged, once somebody asked.
    pub(super) causes: Option<Vec<Sign>>,
    /// What the first weights tell, once somebody asked.
    pub(super) origin: Option<Origin>,
    /// Fixes that Health has offered last, and those that were taken.
    pub(super) offered: Vec<Fix>,
    pub(super) tried: Vec<Fix>,
    pub(super) stopped: Option<f64>,
    pub(super) history: History,
    pub(super) events: Events,
    pub(super) sizes: Sizes,
    pub(super) metrics: Option<Metrics>,
}

impl<T: Scalar> Session<T> {
    /// Draws data and first weights.
    pub fn new(config: Config) -> Self {
        let Drawn { points, scaling, train, test } = Drawn::new(&config);
        let network = config.network();
        let scheduler = Scheduler::new(config.schedule, config.schedule_shape());
        let start = Seen { place: Place::default(), samples: 0, scheduler };
        let nothing = Record {
            epoch: 0.0,
            train: 0.0,
            test: 0.0,
            train_quality: f64::NAN,
            test_quality: f64::NAN,
            lr: config.lr,
        };
        let mut session = Session {
            portion: Workspace::for_forward(&network, PORTION),
            sizes: Sizes::from(&network),
            trainer: Trainer::new(network, config.loss, config.optimizer, batch_of(&config, train.len())),
            batches: Batches::new(train.len(), u64::from(config.seed)),
            view: View::home(&config, &points, train.len()),
            given: None,
            config,
            points,
            scaling,
            train,
            test,
            samples_seen: 0,
            scheduler,
            watch: Watch::default(),
            before_last: start,
            at_mark: start,
            batch_loss: None,
            diverged: None,
            causes: None,
            origin: None,
            offered: Vec::new(),
            tried: Vec::new(),
            stopped: None,
            history: History::new(nothing),
            events: Events::new(),
            metrics: None,
        };
        session.apply();
        session.restart_history();
        session.watch_again();
        session
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// All points, those that are trained on first; and how many those are.
    pub fn points(&self) -> (&Points, usize) {
        (&self.points, self.train.len())
    }

    /// How a point becomes the network's inputs.
    pub fn inputs(&self) -> Inputs<'_> {
        self.config.inputs(&self.scaling.columns)
    }

    /// Back to the first weights, the same ones again: those that were given, or else those that the settings draw.
    pub fn reset(&mut self) {
        self.trainer.restart(u64::from(self.config.seed));
        if let Some(first) = self.first_weights().map(<[T]>::to_vec) {
            self.trainer.set_params(&first);
            self.trainer.settle();
            self.trainer.mark_best();
        }
        self.batches.seek(Place::default());
        self.samples_seen = 0;
        self.scheduler = Scheduler::new(self.config.schedule, self.config.schedule_shape());
        self.apply();
        self.before_last = self.seen();
        self.at_mark = self.seen();
        (self.batch_loss, self.diverged, self.stopped) = (None, None, None);
        self.sizes.clear();
        self.restart_history();
        self.watch_again();
    }

    /// Takes up to `steps` steps while `keep_going` says so, and stops at once where something is not finite, or where the test loss has not fallen for long.
    pub fn advance(&mut self, steps: u64, mut keep_going: impl FnMut() -> bool) -> Result<Progress> {
        self.begin()?;
        let (mut taken, mut asks) = (0, false);
        while taken < steps && (!asks || keep_going()) {
            asks = true;
            match self.step_part() {
                Part::Within => {}
                Part::Last => taken += 1,
                Part::End => break,
            }
        }
        Ok(self.progress())
    }

    /// Takes steps until an epoch ends.
    pub fn epoch(&mut self) -> Result<Progress> {
        let epoch = self.batches.place().epoch;
        self.begin()?;
        while self.batches.place().epoch == epoch && self.step_part() != Part::End {}
        Ok(self.progress())
    }

    /// Training goes on, whatever has stopped it before.
    fn begin(&mut self) -> Result<()> {
        self.config.can_train()?;
        if self.train.is_empty() {
            return Err(Error::new(Kind::NoPoints, "data", 0, "at least one point to train on"));
        }
        self.diverged = None;
        self.stopped = None;
        Ok(())
    }

    /// Where training stands.
    pub fn progress(&self) -> Progress {
        Progress {
            epoch: self.batches.place().epoch as f64,
            step: self.trainer.steps() as f64,
            samples_seen: self.samples_seen as f64,
            batch_loss: self.batch_loss,
            lr: self.scheduler.lr(self.config.lr),
            diverged: self.diverged,
            stopped: self.stopped,
        }
    }

    /// The records of the curve, ending with the present moment.
    pub fn curve(&mut self) -> impl Iterator<Item = Record> {
        let metrics = self.metrics();
        let now = Some(self.record(&metrics)).filter(Record::is_finite);
        // Data or parameters may have changed since the last record; what lies ahead was taken back. A beginning whose loss overflows is shown only
        // while nothing else is.
        let records = self.history.records().iter().copied();
        let alone = now.is_none() && records.len() == 1;
        let there = move |record: &Record| alone || record.is_finite();
        records.filter(there).filter(move |record| now.is_none_or(|now| record.epoch < now.epoch)).chain(now)
    }

    /// Takes a portion of a step, which is all of it where the batch is small.
    fn step_part(&mut self) -> Part {
        let now = self.seen();
        let (batch, ends) = self.batches.next(self.config.batch_size as usize);
        let n = batch.len() as u64;
        let (inputs, augment) = (self.config.inputs(&self.scaling.columns), self.config.augment());
        let (seed, steps) = (u64::from(self.config.seed), self.trainer.steps());
        // Points are moved, not features: these are made of where the points are then.
        let moving = Moving { points: &self.points, inputs, augment, batch, seed, steps };
        let moved = |features: &mut [T], of: Batch, first: usize| moving.write(features, of, first);
        match self.trainer.step_part(&self.train, &batch, moved) {
            None => {
                self.batches.seek(now.place);
                return Part::Within;
            }
            Some(Ok(loss)) => self.batch_loss = Some(loss.to_f64()),
            Some(Err(what)) => {
                self.metrics = None;
                // A parameter shows this step's update to be wrong, a loss the one before it.
                let back = if what == Divergence::Params { now } else { self.before_last };
                self.went_back(what, back);
                // What is told of the divergence is of the parameters that are kept: the loss over all samples may not be finite there either.
                self.metrics();
                return Part::End;
            }
        }
        self.sizes.after_step(&self.trainer);
        self.metrics = None;
        self.before_last = now;
        self.samples_seen += n;
        if !ends || self.epoch_ended() { Part::Last } else { Part::End }
    }

    /// Records losses, and shows them to what watches them. Whether training may go on.
    fn epoch_ended(&mut self) -> bool {
        let epoch = self.batches.place().epoch;
        let watched = self.config.patience > 0 || self.scheduler.wants_loss();
        let (mut test_loss, mut ended) = (None, None);
        if watched || self.history.wants(epoch) {
            let metrics = self.metrics();
            if self.diverged.is_some() {
                return false;
            }
            // There may be no test points, or their loss may overflow while the training loss is finite: training goes on.
            test_loss = metrics.test.loss;
            ended = Some(metrics);
        }
        self.scheduler.epoch_ended(self.config.lr, test_loss.unwrap_or(f64::INFINITY));
        self.trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        if let Some(metrics) = ended.filter(|_| self.history.wants(epoch)) {
            // With the learning rate of what comes now.
            let record = self.record(&metrics);
            if record.is_finite() {
                self.history.push(record);
            }
        }
        if self.config.patience == 0 {
            return true;
        }
        if self.watch.lower(test_loss, epoch) {
            self.trainer.mark_best();
        } else if self.watch.is_over(epoch, self.config.patience) {
            self.trainer.back_to_best();
            self.metrics = None;
            self.stopped = Some(self.watch.epoch() as f64);
            // Whoever trains on, here or from a link, waits as long again.
            self.watch.begin_again(epoch);
            return false;
        }
        true
    }

    /// Early stopping counts from now on.
    pub(super) fn watch_again(&mut self) {
        if self.config.patience > 0 {
            self.watch = Watch::new(self.metrics().test.loss, self.batches.place().epoch);
            self.trainer.mark_best();
        }
    }

    pub(super) fn seen(&self) -> Seen {
        Seen { place: self.batches.place(), samples: self.samples_seen, scheduler: self.scheduler }
    }

    /// Training stopped; the trainer has gone back, and so do the counters.
    pub(super) fn went_back(&mut self, what: Divergence, back: Seen) {
        self.samples_seen = back.samples;
        self.scheduler = back.scheduler;
        self.trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        self.before_last = back;
        self.batches.seek(back.place);
        self.causes = None;
        self.sizes.back_to(self.trainer.steps());
        self.diverged = Some(Diverged { what, step: self.trainer.steps() as f64 });
    }

    /// The present moment.
    fn record(&self, metrics: &Metrics) -> Record {
        Record::new(self.batches.epochs(), self.scheduler.lr(self.config.lr), metrics)
    }

    pub(super) fn restart_history(&mut self) {
        self.metrics = None;
        let metrics = self.metrics();
        self.history = History::new(self.record(&metrics));
        self.events.clear();
    }
}
