//! What is put aside of a change, so that it can be taken back: as little as brings back what was.

use super::config::Config;
use super::configure::Effect;
use super::history::{MOST, Record};
use super::prepared::Given;
use super::run::Session;
use super::settings::{Group, Setting, Shape};
use crate::data::Table;
use crate::nn::Scalar;
use serde::Serialize;
use std::mem::replace;
use std::sync::Arc;

/// What kind of change it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ChangeKind {
    /// Of settings.
    Settings,
    /// Of points, by hand.
    Points,
    /// Back to the first weights, under the same settings.
    Reset,
    /// Of parameters, by hand.
    Params,
    /// Something saved was opened.
    Opened,
}

/// A change, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Change {
    /// What it was.
    pub kind: ChangeKind,
    /// The settings that were changed, in the order of the table; not those that came along.
    pub keys: Vec<&'static str>,
}

/// What undo or redo has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Undone {
    /// The change that was taken back, or made again.
    pub change: Change,
    /// Another network stands there now, as it was left.
    pub swapped: bool,
    /// `reset`: that network could not be kept, and is at its first weights.
    pub effect: Effect,
}

/// What brings back what was before a change; swapped with what is, what was after it.
pub(super) enum Aside<T: Scalar> {
    /// Settings that the network lives on under.
    Config(Box<Config>),
    /// The network and all that belongs to it.
    Session(Box<Session<T>>),
    /// The settings of a session that took too much room, and the first weights that it was given.
    Afresh(Box<Config>, Option<Given<T>>),
    /// Parameters, by their places.
    Params(Vec<(usize, T)>),
}

/// A change that can be taken back.
pub(super) struct Entry<T: Scalar> {
    pub(super) change: Change,
    pub(super) aside: Aside<T>,
    /// When it was made, in milliseconds.
    pub(super) time: f64,
}

/// Milliseconds within which a control that is moved on makes one change.
const TOGETHER: f64 = 1000.0;

impl Change {
    /// From one configuration to another by changing the settings named, or by changing points where there are none; to the same one it is a reset.
    pub(super) fn between(before: &Config, after: &Config, named: &[&str]) -> Change {
        let keys = after.differing(before).map(|setting| setting.key).filter(|key| named.contains(key)).collect();
        let kind = match (before == after, named) {
            (true, _) => ChangeKind::Reset,
            (false, []) => ChangeKind::Points,
            (false, _) => ChangeKind::Settings,
        };
        Change { kind, keys }
    }

    /// Whether it may be a piece of a movement: of a slider, a brush, a wheel.
    fn moves(&self) -> bool {
        let slides =
            |setting: &Setting| matches!(setting.shape(), Shape::Number { .. }) && setting.group != Group::Seed;
        !matches!(self.kind, ChangeKind::Reset | ChangeKind::Opened)
            && self.keys.iter().all(|key| Setting::named(key).is_ok_and(slides))
    }
}

impl<T: Scalar> Entry<T> {
    /// Whether a later change is more of the same.
    pub(super) fn goes_on_with(&self, next: &Entry<T>) -> bool {
        let fits = match (&self.aside, &next.aside) {
            (Aside::Params(before), Aside::Params(after)) => before.iter().map(|p| p.0).eq(after.iter().map(|p| p.0)),
            // What the piece in between has started afresh, nobody has seen.
            (Aside::Session(_) | Aside::Afresh(..), _) | (_, Aside::Config(_)) => true,
            _ => false,
        };
        fits && self.change == next.change && self.change.moves() && (0.0..TOGETHER).contains(&(next.time - self.time))
    }

    /// Whether what it brings back is there already.
    pub(super) fn is_nothing(&self, session: &Session<T>) -> bool {
        match &self.aside {
            Aside::Config(config) => **config == session.config,
            Aside::Params(values) => values.iter().all(|&(param, value)| session.network().params()[param] == value),
            Aside::Session(_) | Aside::Afresh(..) => false,
        }
    }

    /// Changes places with what is. Nothing where that is refused: parameters that now make the loss infinite.
    pub(super) fn swap(&mut self, session: &mut Session<T>) -> Option<Undone> {
        let (mut swapped, mut effect) = (false, Effect { reset: false, data: false });
        match &mut self.aside {
            Aside::Config(config) => {
                let now = session.config.clone();
                let (done, old) = session.exchange(replace(config, now));
                effect = done;
                if let Some(old) = old {
                    (swapped, self.aside) = (true, Aside::Session(Box::new(old)));
                }
            }
            Aside::Session(other) => {
                session.change_places(other);
                (swapped, effect.data) = (true, true);
            }
            Aside::Afresh(config, given) => {
                let mut old = Session::beginning(Config::clone(config), given.take());
                session.change_places(&mut old);
                (swapped, effect) = (true, Effect { reset: true, data: true });
                self.aside = Aside::Session(Box::new(old));
            }
            Aside::Params(values) => {
                let mut params = session.params();
                for (param, value) in values.iter_mut() {
                    let now = T::from_f64(replace(params.get_mut(*param)?, value.to_f64()));
                    *value = now;
                }
                if session.set_params(&params).is_err() {
                    return None;
                }
            }
        }
        Some(Undone { change: self.change.clone(), swapped, effect })
    }

    /// Bytes of the session that it keeps, about.
    pub(super) fn bytes(&self) -> usize {
        if let Aside::Session(session) = &self.aside { session.bytes() } else { 0 }
    }

    /// The user's points that it keeps.
    pub(super) fn table(&self) -> Option<&Arc<Table>> {
        match &self.aside {
            Aside::Config(config) | Aside::Afresh(config, _) => Some(&config.own),
            Aside::Session(session) => Some(&session.config.own),
            Aside::Params(_) => None,
        }
    }

    /// Lets its session go, and keeps what it began with.
    pub(super) fn shed(&mut self) {
        if let Aside::Session(session) = &self.aside {
            self.aside = Aside::Afresh(Box::new(session.config.clone()), session.given.clone());
        }
    }
}

impl<T: Scalar> Session<T> {
    /// Bytes that it takes, about: what grows with the network and its data.
    pub(super) fn bytes(&self) -> usize {
        let network = self.network();
        let samples = self.train.len() + self.test.len();
        let sample = (network.inputs() + network.outputs()) * size_of::<T>();
        let points = self.points.bytes() + samples * (sample + size_of::<u32>());
        self.trainer.bytes() + self.portion.bytes() + points + self.sizes.bytes() + MOST * size_of::<Record>()
    }
}
