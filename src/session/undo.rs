//! Undo and redo of every change of settings, data and weights.
//!
//! A change that keeps the network is taken back by its settings: training goes on with the weights there are. One that starts afresh has
//! put the whole session aside, and gives it back bit for bit: weights, what the optimiser remembers, counters, curve. Training is no change:
//! what was trained between two of them is not taken back with a setting.

use super::aside::{Aside, Change, ChangeKind, Entry, Undone};
use super::config::Config;
use super::configure::{Effect, RESETS};
use super::run::Session;
use crate::error::Result;
use crate::nn::Scalar;
use serde::Serialize;
use std::mem::take;
use std::sync::Arc;

/// Most changes that can be taken back.
const MOST: usize = 100;

/// Bytes that sessions and tables put aside may take.
const ROOM: usize = 32 << 20;

/// What can be taken back, and what can be made again.
pub struct Undo<T: Scalar> {
    /// Oldest first.
    past: Vec<Entry<T>>,
    /// What is to be made again next stands last.
    future: Vec<Entry<T>>,
    sealed: bool,
    pub(super) room: usize,
}

/// The changes that undo and redo would take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Undoable {
    /// What undo would take back.
    pub undo: Option<Change>,
    /// What redo would make again.
    pub redo: Option<Change>,
}

impl<T: Scalar> Default for Undo<T> {
    fn default() -> Self {
        Undo { past: Vec::new(), future: Vec::new(), sealed: false, room: ROOM }
    }
}

impl<T: Scalar> Undo<T> {
    /// [`Session::configure`], to be taken back. `named` are the settings that were changed, and not those that came along; none where points were, by
    /// hand. `time` is when, in milliseconds: a slider that is drawn along makes one change, and so does a brush.
    pub fn configure(&mut self, session: &mut Session<T>, config: Config, named: &[&str], time: f64) -> Effect {
        if config == session.config {
            return Effect::default();
        }
        let (before, change) = (session.config.clone(), Change::between(&session.config, &config, named));
        let (effect, old) = session.exchange(config);
        let aside = old.map_or(Aside::Config(Box::new(before)), |old| Aside::Session(Box::new(old)));
        self.push(Entry { change, aside, time }, session);
        effect
    }

    /// Starts afresh, to be taken back: at the first weights of a configuration, the same as now or another. First weights that were given count
    /// unless a setting that decides the draw is named.
    pub fn restart(&mut self, session: &mut Session<T>, config: Config, named: &[&str], time: f64) -> Effect {
        let change = Change::between(&session.config, &config, named);
        let drawn = named.iter().any(|key| RESETS.contains(key));
        let mut old = session.renewed(config, drawn);
        session.change_places(&mut old);
        let (now, then) = (session.progress(), old.progress());
        let same = (now.epoch, now.step, now.samples_seen) == (then.epoch, then.step, then.samples_seen)
            && session.network().params() == old.network().params();
        if change.kind != ChangeKind::Reset || !same {
            self.push(Entry { change, aside: Aside::Session(Box::new(old)), time }, session);
        }
        Effect { reset: true, data: true }
    }

    /// Another session takes this one's place, to be taken back.
    pub fn open(&mut self, session: &mut Session<T>, mut other: Session<T>, time: f64) -> Effect {
        session.change_places(&mut other);
        let change = Change { kind: ChangeKind::Opened, keys: Vec::new() };
        self.push(Entry { change, aside: Aside::Session(Box::new(other)), time }, session);
        Effect { reset: true, data: true }
    }

    /// Changes parameters by hand, to be taken back. What is refused has changed nothing.
    pub fn params<R>(
        &mut self,
        session: &mut Session<T>,
        time: f64,
        change: impl FnOnce(&mut Session<T>) -> Result<R>,
    ) -> Result<R> {
        let before = session.network().params().to_vec();
        let done = change(session)?;
        let after = session.network().params().iter();
        let changed = before.into_iter().enumerate().zip(after).filter(|((_, before), after)| before != *after);
        let changed: Vec<(usize, T)> = changed.map(|(before, _)| before).collect();
        if !changed.is_empty() {
            let change = Change { kind: ChangeKind::Params, keys: Vec::new() };
            self.push(Entry { change, aside: Aside::Params(changed), time }, session);
        }
        Ok(done)
    }

    /// The next change is one of its own, however soon it comes.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Takes the last change back; nothing where there is none.
    pub fn undo(&mut self, session: &mut Session<T>) -> Option<Undone> {
        let undone = exchange(&mut self.past, &mut self.future, session);
        self.exchanged(session);
        undone
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, session: &mut Session<T>) -> Option<Undone> {
        let redone = exchange(&mut self.future, &mut self.past, session);
        self.exchanged(session);
        redone
    }

    /// What undo and redo would do.
    pub fn next(&self) -> Undoable {
        let last = |entries: &[Entry<T>]| entries.last().map(|entry| entry.change.clone());
        Undoable { undo: last(&self.past), redo: last(&self.future) }
    }

    fn push(&mut self, entry: Entry<T>, session: &Session<T>) {
        self.future.clear();
        let sealed = take(&mut self.sealed);
        match self.past.last_mut().filter(|last| !sealed && last.goes_on_with(&entry)) {
            Some(last) => last.time = entry.time,
            None => self.past.push(entry),
        }
        // A slider that is back where it was has changed nothing.
        self.past.pop_if(|last| last.is_nothing(session));
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.make_room(session);
    }

    fn exchanged(&mut self, session: &Session<T>) {
        self.sealed = true;
        self.make_room(session);
    }

    /// Lets sessions go until the others fit, those first that are the furthest to be had back; where tables of points are too large still, whole
    /// changes. Never the next of undo and redo.
    fn make_room(&mut self, session: &Session<T>) {
        let mut bytes = self.sessions();
        for entries in [&mut self.past, &mut self.future] {
            let far = entries.len().saturating_sub(1);
            for entry in &mut entries[..far] {
                if bytes <= self.room {
                    break;
                }
                bytes -= entry.bytes();
                entry.shed();
            }
        }
        while self.sessions() + self.tables(session) > self.room {
            let Some(entries) = [&mut self.past, &mut self.future].into_iter().find(|entries| entries.len() > 1) else {
                return;
            };
            entries.remove(0);
        }
    }

    fn sessions(&self) -> usize {
        self.past.iter().chain(&self.future).map(Entry::bytes).sum()
    }

    /// Bytes of the users' tables that only changes keep.
    pub(super) fn tables(&self, session: &Session<T>) -> usize {
        let mut last = &session.config.own;
        let mut bytes = 0;
        for table in self.past.iter().rev().chain(&self.future).filter_map(|entry| entry.table()) {
            if !Arc::ptr_eq(table, last) && !Arc::ptr_eq(table, &session.config.own) {
                bytes += table.points.bytes();
            }
            last = table;
        }
        bytes
    }
}

/// Takes the last of one list, and puts what was into the other. An entry that is refused is left out.
fn exchange<T: Scalar>(from: &mut Vec<Entry<T>>, to: &mut Vec<Entry<T>>, session: &mut Session<T>) -> Option<Undone> {
    while let Some(mut entry) = from.pop() {
        if let Some(undone) = entry.swap(session) {
            to.push(entry);
            return Some(undone);
        }
    }
    None
}
