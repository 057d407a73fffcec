//! What a change of configuration does to a session.

use super::config::Config;
use super::needs::Needs;
use super::run::{Drawn, PORTION, Session};
use super::settings::{Group, Setting};
use super::view::View;
use crate::nn::schedule::Scheduler;
use crate::nn::{Scalar, Workspace};
use serde::Serialize;
use std::mem::swap;

/// What starts afresh although the network may have as many parameters as before.
pub(super) const RESETS: &[&str] =
    &["features", "formula", "seed", "initializer", "init_scale", "bias_initializer", "bias_scale"];

/// What a change of configuration did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Effect {
    /// The network is back at its first weights and the counters at 0.
    pub reset: bool,
    /// The points changed, or which of them are trained on.
    pub data: bool,
}

impl Config {
    /// The settings that differ from another configuration's, and have an effect under one of both.
    fn changed(&self, other: &Config) -> impl Iterator<Item = &'static Setting> {
        self.differing(other).filter(move |setting| {
            let needs = Needs::of_setting(setting.key);
            [self, other].iter().any(|config| needs.iter().all(|needs| needs.holds(config)))
        })
    }

    /// Whether training starts afresh between this configuration and another: the network, the task, or the draw of the first weights differs.
    pub(super) fn starts_otherwise(&self, other: &Config) -> bool {
        let draws = || self.changed(other).any(|setting| RESETS.contains(&setting.key));
        self.layers_differ(other) || self.task() != other.task() || draws()
    }
}

impl<T: Scalar> Session<T> {
    /// Takes a new configuration. The network keeps its weights unless it becomes another network
    /// (features, hidden layers, first weights) or another task (data set); all else takes effect from the next step.
    pub fn configure(&mut self, config: Config) -> Effect {
        self.exchange(config).0
    }

    /// The same. Where it starts afresh, gives the session that was.
    pub(super) fn exchange(&mut self, config: Config) -> (Effect, Option<Self>) {
        // Where training stands is settled under the old settings.
        self.metrics();
        let changed: Vec<&'static Setting> = config.changed(&self.config).collect();
        let config_changes_training = config.differing(&self.config).any(|s| s.group != Group::View);
        let noted: Vec<&'static str> = changed.iter().filter(|s| s.group != Group::View).map(|s| s.key).collect();
        let any = |keys: &[&str]| changed.iter().any(|setting| keys.contains(&setting.key));
        let edited = !std::sync::Arc::ptr_eq(&config.own, &self.config.own);
        let effect = Effect {
            reset: config.starts_otherwise(&self.config),
            data: edited || any(&["data", "classes", "samples", "noise", "train_share", "data_seed", "standardise"]),
        };
        if effect.reset {
            let mut old = self.renewed(config, false);
            self.change_places(&mut old);
            return (effect, Some(old));
        }
        self.tried = self.tried_before(&config);
        self.config = config;
        if config_changes_training {
            (self.diverged, self.stopped) = (None, None);
            self.trainer.abandon();
        }
        if effect.data {
            let Drawn { points, scaling, train, test } = Drawn::new(&self.config);
            if points.columns() != self.points.columns() {
                self.view = View::home(&self.config, &points, train.len());
            }
            (self.points, self.scaling, self.train, self.test) = (points, scaling, train, test);
            self.batches.resize(self.train.len());
        }
        if any(&["activation", "output_activation", "dropout", "off"]) {
            let network = self.config.network();
            self.portion = Workspace::for_forward(&network, PORTION);
            self.trainer.swap_network(network);
        }
        if any(&["optimizer"]) {
            self.trainer.set_optimizer(self.config.optimizer);
        }
        if any(&["schedule"]) {
            self.scheduler = Scheduler::new(self.config.schedule, self.config.schedule_shape());
        }
        self.apply();
        // Another schedule is not to be undone with a step.
        (self.before_last.scheduler, self.at_mark.scheduler) = (self.scheduler, self.scheduler);
        if effect.data || any(&["activation", "output_activation", "off", "loss"]) {
            self.start_comparing_again();
        } else if any(&["patience", "frozen"]) {
            self.watch_again();
        }
        if any(&["loss"]) {
            // Values of two losses do not belong on one curve.
            self.restart_history();
        }
        self.note_settings(&noted, edited);
        (effect, None)
    }

    /// The other session comes, this one goes. What is in view stays where it is the same task: a window is nothing that was changed.
    pub(super) fn change_places(&mut self, other: &mut Self) {
        if self.config.task() == other.config.task() && self.points.columns() == other.points.columns() {
            other.view.clone_from(&self.view);
        }
        swap(self, other);
    }

    /// The losses to come are not to be compared with those before: other data, another function of them, or other parameters.
    pub(super) fn start_comparing_again(&mut self) {
        self.trainer.settle();
        self.before_last = self.seen();
        self.losses_start_again();
    }

    /// The same where only the last step can still be taken back as it was.
    pub(super) fn losses_start_again(&mut self) {
        self.metrics = None;
        self.trainer.mark();
        self.at_mark = self.seen();
        self.scheduler.plateau.forget();
        self.watch_again();
    }

    /// Settings that the parts of the session keep for themselves.
    pub(super) fn apply(&mut self) {
        self.config.set_rule(&mut self.trainer);
        self.trainer.resize(batch_of(&self.config, self.train.len()));
        self.config.set_objective(&mut self.trainer.objective, &self.points.targets()[..self.train.len()]);
        self.scheduler.shape = self.config.schedule_shape();
        self.trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        (self.batches.kind, self.batches.drop_last) = (self.config.order, self.config.drop_last);
    }
}

/// Samples of a step.
pub(super) fn batch_of(config: &Config, train: usize) -> usize {
    // Where there is no point yet, there will be some.
    (config.batch_size as usize).min(train).max(1)
}
