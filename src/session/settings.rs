//! What a setting is: its name, what it may be, how it is checked, read and written. Links, the page's controls, validation
//! and tests all go through the table of them.

use super::config::Config;
pub use super::table::SETTINGS;
use super::value::Value;
use crate::data::Formula;
use crate::error::{Error, Kind, Limits, Result};
use crate::meant::{elsewhere, meant};
use serde::Serialize;
use std::fmt;

/// Where the page shows a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Beside the data.
    Data,
    /// How training points are used: under a button beside the data.
    Samples,
    /// What the network is fed: above its picture.
    Features,
    /// Above the network.
    Training,
    /// What the network is made of and how it starts: under a button above it.
    Network,
    /// What belongs to the update rule: under a button.
    Optimizer,
    /// How the learning rate changes: under a button.
    Schedule,
    /// What keeps the network from learning by heart: under a button.
    Regularisation,
    /// With the pictures: no effect on training.
    View,
    /// No control of its own: changed by a button.
    Seed,
}

/// What a setting may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Shape {
    /// A number from `min` to `max`.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Distance of a slider's or arrow key's steps. A logarithmic slider has none; where it begins at 0, this is its next place.
        step: f64,
        /// Whole numbers only.
        whole: bool,
        /// Of a slider.
        scale: Scale,
    },
    /// One of some ids.
    Choice {
        /// The ids, in order.
        ids: Vec<&'static str>,
    },
    /// One to `most` of some ids.
    Choices {
        /// The ids, in order.
        ids: Vec<&'static str>,
        /// Longest.
        most: usize,
    },
    /// At least one of some ids, each at most once; their order means nothing.
    Set {
        /// The ids, in order.
        ids: Vec<&'static str>,
    },
    /// A formula in x₁ and x₂, or an empty text.
    Formula {
        /// Longest, in characters.
        most: usize,
    },
    /// A list of whole numbers from `min` to `max`, at most `most` of them.
    List {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Longest.
        most: usize,
    },
    /// Yes or no.
    Flag,
}

/// How a slider's way is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Equal differences.
    Linear,
    /// Equal ratios.
    Log,
}

/// One setting.
pub struct Setting {
    /// Its name in [`Config`], links and messages.
    pub key: &'static str,
    /// Where the page shows it.
    pub group: Group,
    pub(super) shape: fn() -> Shape,
    pub(super) get: fn(&Config) -> Value,
    pub(super) set: fn(&mut Config, Checked),
}

/// A value of the right shape.
pub(super) enum Checked {
    Flag(bool),
    Number(f64),
    /// Place among the choice's ids.
    Place(usize),
    /// The same, several times.
    Places(Vec<usize>),
    List(Vec<u32>),
    Formula(Formula),
}

/// What a name that is near to none could have been.
const LISTED: &str = "a name that catalog() lists";

/// What other playgrounds and libraries call settings, however near or far that is from the name here; without capitals.
const ELSEWHERE: &[(&str, &str)] = &[
    ("learning_rate", "lr"),
    ("learningrate", "lr"),
    ("batch", "batch_size"),
    ("batchsize", "batch_size"),
    ("dataset", "data"),
    ("layers", "hidden"),
    ("hidden_layers", "hidden"),
    ("networkshape", "hidden"),
    ("perctraindata", "train_share"),
    ("regularizationrate", "l2"),
    ("betas", "beta1"),
    ("epsilon", "eps"),
    ("numsamples", "samples"),
];

impl Setting {
    /// The setting of that name.
    pub fn named(key: &str) -> Result<&'static Setting> {
        SETTINGS.iter().find(|s| s.key == key).ok_or_else(|| {
            let elsewhere = elsewhere(&key.to_ascii_lowercase(), ELSEWHERE);
            let meant = elsewhere.or_else(|| meant(key, SETTINGS.iter().map(|s| s.key)));
            Error::new(Kind::UnknownSetting, key, key, meant.unwrap_or(LISTED))
        })
    }

    /// What it may be.
    pub fn shape(&self) -> Shape {
        (self.shape)()
    }

    /// Its value.
    pub fn get(&self, config: &Config) -> Value {
        (self.get)(config)
    }

    /// Checks a value and sets it.
    pub fn set(&self, config: &mut Config, value: Value) -> Result<()> {
        let checked = self.check(value)?;
        (self.set)(config, checked);
        Ok(())
    }

    /// Takes the value of one configuration over into another.
    pub(super) fn copy(&self, from: &Config, to: &mut Config) {
        // What a configuration has is valid.
        let _ = self.set(to, self.get(from));
    }

    fn check(&self, value: Value) -> Result<Checked> {
        let shape = self.shape();
        match (&shape, value) {
            (Shape::Number { .. }, Value::Number(number)) => {
                self.in_range(number, &shape)?;
                Ok(Checked::Number(number))
            }
            (Shape::Choice { ids }, Value::Text(id)) => match ids.iter().position(|known| *known == id) {
                Some(place) => Ok(Checked::Place(place)),
                None => Err(self.error(Kind::NotAChoice, Value::Text(id), &shape)),
            },
            // One id alone stands for a list of it.
            (Shape::Choices { .. } | Shape::Set { .. }, Value::Text(id)) => self.check(Value::Texts(vec![id])),
            (Shape::Choices { most, .. }, Value::Texts(list)) if list.len() > *most => {
                Err(too_long(self.key, list.len(), *most))
            }
            (Shape::Choices { ids, .. }, Value::Texts(list)) => Ok(Checked::Places(self.places(ids, &list, &shape)?)),
            // JavaScript's empty list could be one of anything.
            (Shape::Set { .. }, Value::List(list)) if list.is_empty() => self.check(Value::Texts(Vec::new())),
            (Shape::Set { .. }, Value::Texts(list)) if list.is_empty() => Err(self.error(Kind::Empty, "none", &shape)),
            (Shape::Set { ids }, Value::Texts(list)) => {
                let places = self.places(ids, &list, &shape)?;
                Ok(Checked::Places((0..ids.len()).filter(|place| places.contains(place)).collect()))
            }
            (Shape::Formula { .. }, Value::Text(text)) => Ok(Checked::Formula(Formula::parse(&text)?)),
            (Shape::List { most, .. }, Value::List(list)) if list.len() > *most => {
                Err(too_long(self.key, list.len(), *most))
            }
            (Shape::List { .. }, Value::List(list)) => {
                list.iter().try_for_each(|&number| self.in_range(number, &shape))?;
                Ok(Checked::List(list.into_iter().map(|number| number as u32).collect()))
            }
            (Shape::Flag, Value::Flag(flag)) => Ok(Checked::Flag(flag)),
            (_, value) => Err(self.error(Kind::WrongType, value, &shape)),
        }
    }

    /// Of each id among all of them.
    fn places(&self, ids: &[&str], list: &[String], shape: &Shape) -> Result<Vec<usize>> {
        let place = |id: &String| ids.iter().position(|known| known == id);
        let unknown = |id: &String| self.error(Kind::NotAChoice, Value::Text(id.clone()), shape);
        list.iter().map(|id| place(id).ok_or_else(|| unknown(id))).collect()
    }

    fn in_range(&self, number: f64, shape: &Shape) -> Result<()> {
        let Some(Limits { min, max, whole, .. }) = shape.limits() else { return Ok(()) };
        if number >= min && number <= max && (!whole || number.fract() == 0.0) {
            return Ok(());
        }
        let kind = if number.is_finite() { Kind::OutOfRange } else { Kind::NotFinite };
        let limits = shape.limits().map(|limits| Limits { most: None, ..limits });
        let expected = limits.map_or_else(String::new, |limits| limits.to_string());
        Err(Error::new(kind, self.key, number, expected).within(limits))
    }

    /// An error about this setting, whose shape is what was expected.
    pub(super) fn error(&self, kind: Kind, found: impl fmt::Display, shape: &Shape) -> Error {
        Error::new(kind, self.key, found, shape.describe()).within(shape.limits())
    }
}

impl Shape {
    /// In words, for messages.
    pub fn describe(&self) -> String {
        match (self, self.limits()) {
            (_, Some(limits)) => limits.to_string(),
            (Shape::Choice { ids } | Shape::Choices { ids, .. } | Shape::Set { ids }, _) => ids.join(", "),
            (Shape::Formula { .. }, _) => "a formula such as \"sin(x1) * x2\"".to_owned(),
            _ => "true / false".to_owned(),
        }
    }

    /// What there is to choose from.
    pub fn ids(&self) -> &[&'static str] {
        match self {
            Shape::Choice { ids } | Shape::Choices { ids, .. } | Shape::Set { ids } => ids,
            _ => &[],
        }
    }

    /// Of its numbers, where it has any.
    fn limits(&self) -> Option<Limits> {
        match *self {
            Shape::Number { min, max, whole, .. } => Some(Limits { min, max, whole, most: None }),
            Shape::List { min, max, most } => Some(Limits { min, max, whole: true, most: Some(most) }),
            _ => None,
        }
    }
}

/// More entries or characters than are read.
pub(super) fn too_long(field: &str, found: usize, most: usize) -> Error {
    let limits = Limits { min: 0.0, max: most as f64, whole: true, most: None };
    Error::new(Kind::TooLong, field, found, format!("at most {most}")).within(Some(limits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_told_with_the_one_that_was_meant_or_where_they_are_listed() {
        for (name, expected) in [
            ("nois", "noise"),
            ("learning_rate", "lr"),
            ("networkshape", "hidden"),
            ("colour", LISTED),
            ("utm_source", LISTED),
            ("l3", "lr"),
            ("", LISTED),
            (&"x".repeat(4000), LISTED),
        ] {
            let error = Setting::named(name).err().unwrap();
            assert_eq!((error.kind, error.expected.as_str()), (Kind::UnknownSetting, expected), "{name}");
        }
    }
}
