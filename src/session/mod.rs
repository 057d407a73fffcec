//! The application's model: a [`Config`] becomes data, a trainer and their history.

mod config;
mod grid;
mod history;
mod link;
mod metrics;
mod run;
mod settings;
#[cfg(test)]
mod tests;
mod value;
mod weights;

pub use config::{Config, Speed};
pub use history::{History, Record};
pub use metrics::{Diverged, Figures, Metrics, Progress};
pub use run::{Effect, Session};
pub use settings::{Group, SETTINGS, Scale, Setting, Shape};
pub use value::Value;
