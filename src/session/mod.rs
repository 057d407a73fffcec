//! The application's model: a [`Config`] becomes data, a trainer and their history.

mod about;
mod aside;
mod asked;
mod build;
mod change;
#[cfg(test)]
mod change_tests;
mod config;
mod configure;
mod edit;
mod events;
mod examination;
#[cfg(test)]
mod feature_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod finite_tests;
mod grid;
mod health;
mod history;
mod link;
mod metrics;
mod microscope;
mod needs;
mod opened;
#[cfg(test)]
mod own_tests;
mod parts;
mod pin;
mod points;
mod prepared;
mod roc;
mod run;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod salvage_tests;
mod saved;
#[cfg(test)]
mod saved_tests;
#[cfg(test)]
mod scaling_tests;
mod settings;
#[cfg(test)]
mod stopping_tests;
mod table;
mod tensorflow;
#[cfg(test)]
mod tests;
mod undo;
#[cfg(test)]
mod undo_tests;
#[cfg(test)]
mod unsound_tests;
mod value;
mod view;
mod watch;
mod weights;

pub use about::{About, AnswerKind, Glance, glance};
pub use aside::{Change, ChangeKind, Undone};
pub use asked::Asked;
pub use config::{ClassWeights, Config, Speed};
pub use configure::Effect;
pub use events::{Event, What};
pub use examination::{Examination, Examined, Findings, Flat, Nothing};
pub use grid::Answers;
pub use health::{Band, ColumnTrend, Fix, Health, Sign, SignId, Trend};
pub use history::{History, Record};
pub use metrics::{ClassScores, Diverged, Figures, Metrics, Progress, Report, SetReport};
pub use microscope::{Count, Kind as LineKind, Line, Microscope, Note, Piece, Place, Reach, SampleGradient, Stage};
pub use needs::Needs;
pub use opened::{Opened, Part};
pub use pin::{Pin, curve_csv};
pub use points::Probe;
pub use run::Session;
pub use saved::Keep;
pub use settings::{Group, SETTINGS, Scale, Setting, Shape};
pub use tensorflow::Difference;
pub use undo::{Undo, Undoable};
pub use value::Value;
pub use view::View;
