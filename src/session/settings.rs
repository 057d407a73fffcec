//! The table of settings: what each is called, what it may be, how it is read and written. Links,
//! the page's controls, validation and tests all go through it.

use super::config::{Config, Speed};
use super::value::Value;
use crate::data::DataSet;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::{Activation, Choice, Initializer, Loss, Norm, Optimizer};
use serde::Serialize;
use std::fmt;

/// Where the page shows a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Beside the data.
    Data,
    /// Beside the network.
    Network,
    /// With the training controls.
    Training,
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
        /// Distance of a slider's or arrow key's steps (a logarithmic slider has none).
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
    shape: fn() -> Shape,
    get: fn(&Config) -> Value,
    set: fn(&mut Config, Checked),
}

/// A value of the right shape.
enum Checked {
    Flag(bool),
    Number(f64),
    /// Place among the choice's ids.
    Place(usize),
    List(Vec<u32>),
}

macro_rules! number {
    ($key:ident: $ty:ty, $group:ident, $min:literal to $max:literal by $step:literal, $scale:ident) => {
        Setting {
            key: stringify!($key),
            group: Group::$group,
            shape: || Shape::Number {
                min: $min,
                max: $max,
                step: $step,
                // Only a fractional type keeps a half.
                whole: f64::from(0.5 as $ty) == 0.0,
                scale: Scale::$scale,
            },
            get: |config| Value::Number(f64::from(config.$key)),
            set: |config, value| {
                if let Checked::Number(number) = value {
                    config.$key = number as $ty;
                }
            },
        }
    };
}

macro_rules! choice {
    ($key:ident: $ty:ty, $group:ident) => {
        Setting {
            key: stringify!($key),
            group: Group::$group,
            shape: || Shape::Choice { ids: <$ty>::ALL.iter().map(|c| c.id()).collect() },
            get: |config| Value::Text(config.$key.id().to_owned()),
            set: |config, value| {
                if let Checked::Place(place) = value {
                    config.$key = <$ty>::ALL[place];
                }
            },
        }
    };
}

macro_rules! flag {
    ($key:ident, $group:ident) => {
        Setting {
            key: stringify!($key),
            group: Group::$group,
            shape: || Shape::Flag,
            get: |config| Value::Flag(config.$key),
            set: |config, value| {
                if let Checked::Flag(flag) = value {
                    config.$key = flag;
                }
            },
        }
    };
}

/// Every setting, in the order in which the page shows them.
pub static SETTINGS: &[Setting] = &[
    choice!(data: DataSet, Data),
    number!(samples: u32, Data, 10.0 to 5000.0 by 10.0, Log),
    number!(noise: f64, Data, 0.0 to 50.0 by 1.0, Linear),
    number!(train_share: f64, Data, 10.0 to 90.0 by 5.0, Linear),
    number!(batch_size: u32, Data, 1.0 to 5000.0 by 1.0, Log),
    number!(data_seed: u32, Seed, 0.0 to 4294967295.0 by 1.0, Linear),
    Setting {
        key: "hidden",
        group: Group::Network,
        shape: || Shape::List { min: 1.0, max: 32.0, most: 8 },
        get: |config| Value::List(config.hidden.iter().map(|&units| f64::from(units)).collect()),
        set: |config, value| {
            if let Checked::List(list) = value {
                config.hidden = list;
            }
        },
    },
    choice!(activation: Activation, Training),
    number!(seed: u32, Seed, 0.0 to 4294967295.0 by 1.0, Linear),
    choice!(loss: Loss, Training),
    choice!(optimizer: Optimizer, Training),
    number!(lr: f64, Training, 0.00001 to 100.0 by 0.00001, Log),
    number!(l1: f64, Training, 0.0 to 1.0 by 0.001, Linear),
    number!(l2: f64, Training, 0.0 to 1.0 by 0.001, Linear),
    number!(dropout: f64, Training, 0.0 to 90.0 by 5.0, Linear),
    choice!(norm: Norm, Training),
    choice!(initializer: Initializer, Training),
    choice!(speed: Speed, View),
    flag!(show_test, View),
    flag!(log_loss, View),
];

impl Setting {
    /// The setting of that name.
    pub fn named(key: &str) -> Result<&'static Setting> {
        SETTINGS.iter().find(|s| s.key == key).ok_or_else(|| {
            let keys: Vec<_> = SETTINGS.iter().map(|s| s.key).collect();
            Error::new(Kind::UnknownSetting, key, key, keys.join(", "))
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
            (Shape::Choice { ids }, _) => ids.join(", "),
            _ => "true / false".to_owned(),
        }
    }

    /// Of its numbers, where it has any.
    fn limits(&self) -> Option<Limits> {
        match *self {
            Shape::Number { min, max, whole, .. } => Some(Limits { min, max, whole, most: None }),
            Shape::List { min, max, most } => Some(Limits { min, max, whole: true, most: Some(most) }),
            Shape::Choice { .. } | Shape::Flag => None,
        }
    }
}

/// More entries or characters than are read.
pub(super) fn too_long(field: &str, found: usize, most: usize) -> Error {
    let limits = Limits { min: 0.0, max: most as f64, whole: true, most: None };
    Error::new(Kind::TooLong, field, found, format!("at most {most}")).within(Some(limits))
}
