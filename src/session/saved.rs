//! Saves a session as bytes: settings, the user's own points, the network and its place in training. What is opened
//! ([`super::opened`]) takes the same steps as what was saved, bit for bit.

use super::config::Config;
use super::events::What;
use super::history::History;
use super::run::{Seen, Session};
use super::watch::Watch;
use crate::data::packed::Packed;
use crate::data::{Place, Points, Table};
use crate::error::Result;
use crate::nn::schedule::Plateau;
use crate::nn::trainer::{Kept, Past};
use crate::nn::{Divergence, Scalar};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The first byte: how the others are to be read.
pub(super) const VERSION: u8 = 1;

/// The first byte where the first weights that were given stand behind the rest.
pub(super) const WITH_FIRST: u8 = 2;

/// Most bytes that are read: a table of the largest size beside the largest network.
pub(super) const MOST: usize = 8 << 20;

/// The argument that errors about saved sessions name.
pub(super) const FIELD: &str = "saved";

/// What is kept beside the present moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What a link has room for: training goes on as it would have. The curve begins anew, and a divergence does not go back behind this moment.
    Present,
    /// The curve, the changes marked on it, the last step's gradient, and what a divergence goes back to.
    All,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Saved<T> {
    pub(super) settings: String,
    /// Where there are points of the user's own.
    pub(super) own: Option<Packed>,
    /// Nothing where the network is at its first weights.
    pub(super) training: Option<Training<T>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Training<T> {
    pub(super) now: Kept<T>,
    pub(super) seen: SavedSeen,
    pub(super) watch: Watch,
    /// What early stopping goes back to, where there is any.
    pub(super) best: Option<Kept<T>>,
    pub(super) past: Option<SavedPast<T>>,
}

/// What [`Keep::All`] adds.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedPast<T> {
    pub(super) trainer: Past<T>,
    pub(super) before_last: SavedSeen,
    pub(super) at_mark: SavedSeen,
    pub(super) curve: SavedCurve,
}

/// What was told of the run so far. Written without a frame of its own, as all parts are.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedCurve {
    pub(super) batch_loss: Option<f64>,
    pub(super) diverged: Option<(bool, f64)>,
    pub(super) stopped: Option<f64>,
    pub(super) history: History,
    pub(super) events: Vec<(f64, SavedWhat)>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum SavedWhat {
    Setting(String),
    Weights,
    Data,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedSeen {
    pub(super) place: Place,
    pub(super) samples: u64,
    pub(super) epoch: u64,
    pub(super) plateau: Plateau,
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
            curve: SavedCurve {
                batch_loss: self.batch_loss,
                diverged: self.diverged.map(|diverged| (diverged.what == Divergence::Params, diverged.step)),
                stopped: self.stopped,
                history: self.history.clone(),
                events: self.events().iter().map(|event| (event.epoch, what(event.what))).collect(),
            },
        }
    }
}

impl SavedSeen {
    fn new(seen: &Seen) -> Self {
        let Seen { place, samples, scheduler } = *seen;
        SavedSeen { place, samples, epoch: scheduler.epoch, plateau: scheduler.plateau }
    }
}

/// The points that a table began as, where the settings still draw them.
pub(super) fn drawn_for(packed: &Packed, config: &Config) -> Option<Points> {
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
pub(super) fn read_settings(text: &str, own: Option<Arc<Table>>) -> Result<Config> {
    Config::from_link_about(text, own.unwrap_or_else(|| Config::default().own))
}
