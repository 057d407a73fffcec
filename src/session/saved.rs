//! A session as bytes, and back: settings, the user's own points, the network and its place in training. What is opened takes the same steps as what was saved,
//! bit for bit. The bytes come from outside: whatever they are, they become a session or an error.

use super::config::Config;
use super::events::{Event, What};
use super::history::History;
use super::metrics::Diverged;
use super::run::{Seen, Session};
use super::settings::Setting;
use super::watch::Watch;
use crate::data::packed::Packed;
use crate::data::{Place, Points, Table};
use crate::error::{Error, Kind, Result};
use crate::nn::schedule::{Plateau, Scheduler};
use crate::nn::trainer::{Kept, Past};
use crate::nn::{Divergence, Scalar};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The first byte: how the others are to be read.
const VERSION: u8 = 1;

/// The first byte where the first weights that were given stand behind the rest.
const WITH_FIRST: u8 = 2;

/// Most bytes that are read: a table of the largest size beside the largest network.
const MOST: usize = 8 << 20;

/// What is kept beside the present moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What a link has room for: training goes on as it would have. The curve begins anew, and a divergence does not go back behind this moment.
    Present,
    /// The curve, the changes marked on it, the last step's gradient, and what a divergence goes back to.
    All,
}

#[derive(Serialize, Deserialize)]
struct Saved<T> {
    settings: String,
    /// Where there are points of the user's own.
    own: Option<Packed>,
    /// Nothing where the network is at its first weights.
    training: Option<Training<T>>,
}

#[derive(Serialize, Deserialize)]
struct Training<T> {
    now: Kept<T>,
    seen: SavedSeen,
    watch: Watch,
    /// What early stopping goes back to, where there is any.
    best: Option<Kept<T>>,
    past: Option<SavedPast<T>>,
}

#[derive(Serialize, Deserialize)]
struct SavedPast<T> {
    trainer: Past<T>,
    before_last: SavedSeen,
    at_mark: SavedSeen,
    batch_loss: Option<f64>,
    diverged: Option<(bool, f64)>,
    stopped: Option<f64>,
    history: History,
    events: Vec<(f64, SavedWhat)>,
}

#[derive(Serialize, Deserialize)]
enum SavedWhat {
    Setting(String),
    Weights,
    Data,
}

#[derive(Serialize, Deserialize)]
struct SavedSeen {
    place: Place,
    samples: u64,
    epoch: u64,
    plateau: Plateau,
}

impl<T: Scalar + Serialize + DeserializeOwned> Session<T> {
    /// The session as bytes, for [`Session::opened`]. What undo would take back and the window on the plane are left out.
    pub fn saved(&self, keep: Keep) -> Vec<u8> {
        let config = &self.config;
        let own = config.own.is_some().then(|| {
            let packed = Packed::new(&config.own, None);
            drawn_for(&packed, config).map_or(packed, |drawn| Packed::new(&config.own, Some(&drawn)))
        });
        let training = (self.trainer.steps() > 0 || !self.is_at_start()).then(|| Training {
            now: self.trainer.present(),
            seen: SavedSeen::new(&self.seen()),
            watch: self.watch,
            best: (config.patience > 0).then(|| self.trainer.best().clone()),
            past: (keep == Keep::All).then(|| self.saved_past()),
        });
        let saved = Saved { settings: settings_text(config), own, training };
        // Writing to memory fails at nothing.
        let bytes = postcard::to_allocvec(&saved).unwrap_or_default();
        match self.first_weights() {
            None => [&[VERSION], &bytes[..]].concat(),
            Some(first) => [&[WITH_FIRST], &bytes[..], &postcard::to_allocvec(first).unwrap_or_default()].concat(),
        }
    }

    /// A session from bytes.
    pub fn opened(bytes: &[u8]) -> Result<Session<T>> {
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
        let mut first: Option<Vec<T>> = None;
        if with_first {
            let (params, end) = postcard::take_from_bytes(rest).map_err(|_| damaged("its first weights"))?;
            (first, rest) = (Some(params), end);
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
        let mut session = Session::new(config);
        if let Some(first) = first {
            let first: Vec<f64> = first.iter().map(|p| p.to_f64()).collect();
            session.begin_with(&first).map_err(|_| damaged("its first weights"))?;
        }
        if let Some(training) = saved.training {
            session.resume(training)?;
        }
        Ok(session)
    }

    fn is_at_start(&self) -> bool {
        let params = self.network().params();
        self.first_weights().map_or_else(|| self.config.network::<T>().params() == params, |first| first == params)
    }

    fn saved_past(&self) -> SavedPast<T> {
        let what = |what: What| match what {
            What::Setting(key) => SavedWhat::Setting(key.to_owned()),
            What::Weights => SavedWhat::Weights,
            What::Data => SavedWhat::Data,
        };
        SavedPast {
            trainer: self.trainer.past(),
            before_last: SavedSeen::new(&self.before_last),
            at_mark: SavedSeen::new(&self.at_mark),
            batch_loss: self.batch_loss,
            diverged: self.diverged.map(|diverged| (diverged.what == Divergence::Params, diverged.step)),
            stopped: self.stopped,
            history: self.history.clone(),
            events: self.events().iter().map(|event| (event.epoch, what(event.what))).collect(),
        }
    }

    fn resume(&mut self, training: Training<T>) -> Result<()> {
        let Training { now, seen, watch, best, past } = training;
        let place = self.seen_again(&seen)?;
        self.watch = watch;
        // Older links and files were left in the moment of stopping.
        if watch.is_over(place.place.epoch, self.config.patience) {
            self.watch.begin_again(place.place.epoch);
        }
        if !self.trainer.resume(&now, best.as_ref(), past.as_ref().map(|past| &past.trainer)) {
            return Err(damaged("its parameters"));
        }
        self.batches.seek(place.place);
        (self.samples_seen, self.scheduler) = (place.samples, place.scheduler);
        self.trainer.hyper.lr = self.scheduler.lr(self.config.lr);
        (self.before_last, self.at_mark, self.metrics) = (place, place, None);
        if !self.train.is_empty() && !self.loss_is_finite() {
            return Err(damaged("its parameters"));
        }
        let Some(past) = past else {
            self.restart_history();
            return Ok(());
        };
        (self.before_last, self.at_mark) = (self.seen_again(&past.before_last)?, self.seen_again(&past.at_mark)?);
        let SavedPast { batch_loss, diverged, stopped, history, events, .. } = past;
        let numbers = [batch_loss, diverged.map(|diverged| diverged.1), stopped];
        if !history.is_sound() || numbers.into_iter().flatten().any(|number| !number.is_finite()) {
            return Err(damaged("its curve"));
        }
        let what = |params| if params { Divergence::Params } else { Divergence::Loss };
        self.diverged = diverged.map(|(params, step)| Diverged { what: what(params), step });
        (self.batch_loss, self.stopped, self.history) = (batch_loss, stopped, history);
        self.events.clear();
        for (epoch, what) in events {
            let what = match what {
                SavedWhat::Setting(key) => What::Setting(Setting::named(&key).map_err(|_| damaged("its events"))?.key),
                SavedWhat::Weights => What::Weights,
                SavedWhat::Data => What::Data,
            };
            if !epoch.is_finite() {
                return Err(damaged("its events"));
            }
            self.events.put(Event { epoch, what });
        }
        Ok(())
    }

    /// A place in training, if this session can have been there.
    fn seen_again(&self, seen: &SavedSeen) -> Result<Seen> {
        let SavedSeen { place, samples, epoch, plateau } = *seen;
        let most = place.epoch.max(samples).max(epoch);
        if most >= 1 << 53 || place.cursor >= self.train.len().max(1) || !plateau.is_sound() {
            return Err(damaged("its place in training"));
        }
        let scheduler =
            Scheduler { epoch, plateau, ..Scheduler::new(self.config.schedule, self.config.schedule_shape()) };
        Ok(Seen { place, samples, scheduler })
    }
}

impl SavedSeen {
    fn new(seen: &Seen) -> Self {
        let Seen { place, samples, scheduler } = *seen;
        SavedSeen { place, samples, epoch: scheduler.epoch, plateau: scheduler.plateau }
    }
}

/// What errors are about.
const FIELD: &str = "saved";

fn damaged(part: &str) -> Error {
    Error::new(Kind::Damaged, FIELD, part, "what this program has saved, whole")
}

/// The points that a table began as, where the settings still draw them.
fn drawn_for(packed: &Packed, config: &Config) -> Option<Points> {
    let (data, classes) = packed.began_as()?;
    let classes = if data.any_classes() { classes.clamp(2, 10) } else { config.classes };
    Some(Config { data, classes, ..config.clone() }.points().0)
}

/// The settings as short as they are read back to the same ones.
fn settings_text(config: &Config) -> String {
    let short = config.to_link();
    let own = Some(Arc::clone(&config.own));
    if read_settings(&short, own).is_ok_and(|read| read == *config) { short } else { config.to_whole_link() }
}

/// Settings, checked with the points that they are about.
fn read_settings(text: &str, own: Option<Arc<Table>>) -> Result<Config> {
    Config::from_link_about(text, own.unwrap_or_else(|| Config::default().own))
}
