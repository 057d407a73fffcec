//! Opens a saved session. The bytes come from outside: whatever they are, they become a session or an error.
//!
//! Bytes that cannot be read as a saved session are refused whole: where their form is broken, nothing tells settings from
//! noise. Bytes of a sound form can still hold a training state that no network can be in: a number that is not finite, or
//! another count of numbers than the network has. Then the settings, the user's own points and the curve are good, and
//! opening keeps them:
//!
//! - A network that cannot be restored begins anew, at its first weights, epoch 0 and step 0. Its old curve is no record of
//!   the new network, so it is handed out as a [`Pin`], to be drawn under the curve that begins.
//! - Moments to go back to (the step before, the best weights) are left out by themselves: training goes on from here.
//! - A curve that cannot have come about begins anew at the present moment, beside a network that is as it was.
//! - First weights that cannot be used give way to those that the settings draw.

use super::config::Config;
use super::events::{Event, What};
use super::history::History;
use super::metrics::Diverged;
use super::pin::Pin;
use super::run::{Seen, Session};
use super::saved::{
    FIELD, MOST, Saved, SavedCurve, SavedSeen, SavedWhat, Training, VERSION, WITH_FIRST, drawn_for, read_settings,
};
use super::settings::Setting;
use crate::error::{Error, Kind, Result};
use crate::nn::schedule::Scheduler;
use crate::nn::{Divergence, Scalar};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A session that was opened, and what of the saved one is not in it.
pub struct Opened<T: Scalar> {
    /// The session, ready to train.
    pub session: Session<T>,
    /// The parts that could not be used; none where all of it is there.
    pub left_out: Vec<Part>,
    /// The curve of the run whose network could not be restored, where it has more than its beginning.
    pub curve: Option<Pin>,
}

/// A part of a saved session that opening can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Part {
    /// Parameters, running statistics, the optimiser's memory, the place in training: the network begins anew.
    Training,
    /// The moments that training goes back to when it diverges or stops early, and the last step's gradient.
    Past,
    /// The loss curve and the changes marked on it.
    Curve,
    /// The first weights that were given: a reset draws others.
    FirstWeights,
}

#[cfg(test)]
impl<T: Scalar> Opened<T> {
    /// The session, where all of it is there.
    pub(super) fn whole(self) -> Session<T> {
        assert_eq!(self.left_out, [], "a part is left out");
        self.session
    }
}

/// A saved session whose form is sound; its training state has not been looked at.
struct Read<T> {
    config: Config,
    first: Option<Vec<f64>>,
    training: Option<Training<T>>,
}

impl<T: Scalar + Serialize + DeserializeOwned> Session<T> {
    /// Opens what [`Session::saved`] wrote, and leaves out the parts of its training state that are bad.
    ///
    /// # Errors
    /// Where the bytes are too many, from a newer version, or damaged so that settings and points cannot be read.
    pub fn opened(bytes: &[u8]) -> Result<Opened<T>> {
        let Read { config, first, training } = read(bytes)?;
        let (mut session, first_fits) = begun(config.clone(), first.as_deref());
        let (mut left_out, mut curve) = (Vec::new(), None);
        if let Some(training) = training {
            let of_past = training.past.as_ref().map(|past| &past.curve);
            match session.resume(&training) {
                Some(whole) => {
                    left_out.extend((!whole).then_some(Part::Past));
                    if of_past.is_none_or(|of_past| !session.resume_curve(of_past)) {
                        session.restart_history();
                        left_out.extend(of_past.map(|_| Part::Curve));
                    }
                }
                None => {
                    session = begun(config, first.as_deref()).0;
                    left_out.push(Part::Training);
                    if let Some(SavedCurve { history, .. }) = of_past {
                        left_out.extend((!history.is_sound()).then_some(Part::Curve));
                        curve = session.pinned(history);
                    }
                }
            }
        }
        left_out.extend((!first_fits).then_some(Part::FirstWeights));
        Ok(Opened { session, left_out, curve })
    }

    /// Takes up training where it was. Returns whether the moments to go back to came along, and `None` where the network
    /// cannot be restored: the session is of no use then.
    fn resume(&mut self, training: &Training<T>) -> Option<bool> {
        let Training { now, seen, watch, best, past } = training;
        let place = self.seen_again(seen)?;
        let before = match past {
            None => Some((place, place)),
            Some(past) => self.seen_again(&past.before_last).zip(self.seen_again(&past.at_mark)),
        };
        let moments = past.as_ref().map(|past| &past.trainer);
        let whole = before.is_some() && watch.is_sound() && self.trainer.resume(now, best.as_ref(), moments);
        if !whole && !self.trainer.resume(now, None, None) {
            return None;
        }
        self.watch = *watch;
        // Older links and files were left in the moment of stopping.
        if watch.is_over(place.place.epoch, self.config.patience) {
            self.watch.begin_again(place.place.epoch);
        }
        self.batches.seek(place.place);
        (self.samples_seen, self.scheduler) = (place.samples, place.scheduler);
        self.trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        (self.before_last, self.at_mark) = before.filter(|_| whole).unwrap_or((place, place));
        self.metrics = None;
        if !self.train.is_empty() && !self.loss_is_finite() {
            return None;
        }
        if !whole {
            self.watch_again();
        }
        Some(whole)
    }

    /// Takes up the curve where it was. Returns `false` and changes nothing where it cannot have come about.
    fn resume_curve(&mut self, curve: &SavedCurve) -> bool {
        let SavedCurve { batch_loss, diverged, stopped, history, events } = curve;
        let numbers = [*batch_loss, diverged.map(|diverged| diverged.1), *stopped];
        let Some(events) = events.iter().map(event).collect::<Option<Vec<Event>>>() else { return false };
        if !history.is_sound() || numbers.into_iter().flatten().any(|number| !number.is_finite()) {
            return false;
        }
        let what = |params| if params { Divergence::Params } else { Divergence::Loss };
        self.diverged = diverged.map(|(params, step)| Diverged { what: what(params), step });
        (self.batch_loss, self.stopped, self.history) = (*batch_loss, *stopped, history.clone());
        self.events.clear();
        events.into_iter().for_each(|event| self.events.put(event));
        true
    }

    /// The curve of a network that is no more, to be drawn under this session's.
    fn pinned(&self, history: &History) -> Option<Pin> {
        let records: Vec<_> = history.records().iter().copied().filter(|record| record.is_finite()).collect();
        let (loss, problem) = (self.config.loss, self.config.problem());
        (history.is_sound() && records.len() > 1).then_some(Pin { records, loss, problem })
    }

    /// A place in training, if this session can have been there.
    fn seen_again(&self, seen: &SavedSeen) -> Option<Seen> {
        let SavedSeen { place, samples, epoch, plateau } = *seen;
        let most = place.epoch.max(samples).max(epoch);
        if most >= 1 << 53 || place.cursor >= self.train.len().max(1) || !plateau.is_sound() {
            return None;
        }
        let scheduler =
            Scheduler { epoch, plateau, ..Scheduler::new(self.config.schedule, self.config.schedule_shape()) };
        Some(Seen { place, samples, scheduler })
    }
}

/// Reads the form of a saved session, its settings and its points.
fn read<T: DeserializeOwned + Scalar>(bytes: &[u8]) -> Result<Read<T>> {
    if bytes.len() > MOST {
        return Err(Error::new(Kind::TooLong, FIELD, bytes.len(), format!("at most {MOST} bytes")));
    }
    let with_first = match bytes.first() {
        Some(&VERSION) => false,
        Some(&WITH_FIRST) => true,
        Some(&other) if other > WITH_FIRST => {
            return Err(Error::new(Kind::Newer, FIELD, other, WITH_FIRST.to_string()));
        }
        _ => return Err(damaged("its beginning")),
    };
    let (saved, mut rest) = postcard::take_from_bytes::<Saved<T>>(&bytes[1..]).map_err(|_| damaged("its form"))?;
    let mut first: Option<Vec<f64>> = None;
    if with_first {
        let (params, end) = postcard::take_from_bytes::<Vec<T>>(rest).map_err(|_| damaged("its first weights"))?;
        (first, rest) = (Some(params.iter().map(|p| p.to_f64()).collect()), end);
    }
    if !rest.is_empty() {
        return Err(damaged("its end"));
    }
    let mut config = read_settings(&saved.settings, None)?;
    if let Some(packed) = &saved.own {
        let drawn = drawn_for(packed, &config);
        let table = Arc::new(packed.table(drawn.as_ref()).map_err(damaged)?);
        config = read_settings(&saved.settings, Some(table))?;
    }
    Ok(Read { config, first, training: saved.training })
}

/// A session at its first weights, and whether those that were given could be used.
fn begun<T: Scalar>(config: Config, first: Option<&[f64]>) -> (Session<T>, bool) {
    let mut session = Session::new(config);
    let fits = first.is_none_or(|first| session.begin_with(first).is_ok());
    (session, fits)
}

/// A change that was marked on the curve, if there is such a change.
fn event((epoch, what): &(f64, SavedWhat)) -> Option<Event> {
    let what = match what {
        SavedWhat::Setting(key) => What::Setting(Setting::named(key).ok()?.key),
        SavedWhat::Weights => What::Weights,
        SavedWhat::Data => What::Data,
    };
    epoch.is_finite().then_some(Event { epoch: *epoch, what })
}

fn damaged(part: &str) -> Error {
    Error::new(Kind::Damaged, FIELD, part, "what this program has saved, whole")
}
