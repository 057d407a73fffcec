//! The table of settings: a new one is a field of [`super::Config`] and a line here.

use super::config::{ClassWeights, Speed};
use super::settings::{Checked, Group, Scale, Setting, Shape};
use super::value::Value;
use crate::data::{DataSet, Feature, Formula, Mirror, Order};
use crate::nn::{Activation, Choice, Initializer, Loss, Norm, Optimizer, Schedule};

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

macro_rules! list {
    ($key:ident, $group:ident, $min:literal to $max:literal, $most:literal) => {
        Setting {
            key: stringify!($key),
            group: Group::$group,
            shape: || Shape::List { min: $min, max: $max, most: $most },
            get: |config| Value::List(config.$key.iter().map(|&number| f64::from(number)).collect()),
            set: |config, value| {
                if let Checked::List(list) = value {
                    config.$key = list;
                }
            },
        }
    };
}

/// Every setting, in the order in which the page shows them.
pub static SETTINGS: &[Setting] = &[
    choice!(data: DataSet, Data),
    number!(classes: u32, Data, 2.0 to 10.0 by 1.0, Linear),
    number!(samples: u32, Data, 10.0 to 5000.0 by 10.0, Log),
    number!(noise: f64, Data, 0.0 to 50.0 by 1.0, Linear),
    number!(train_share: f64, Data, 10.0 to 90.0 by 5.0, Linear),
    number!(batch_size: u32, Data, 1.0 to 5000.0 by 1.0, Log),
    flag!(standardise, Samples),
    choice!(order: Order, Samples),
    flag!(drop_last, Samples),
    choice!(class_weights: ClassWeights, Samples),
    number!(jitter: f64, Samples, 0.0 to 3.0 by 0.05, Linear),
    number!(rotation: f64, Samples, 0.0 to 180.0 by 5.0, Linear),
    choice!(mirror: Mirror, Samples),
    number!(data_seed: u32, Seed, 0.0 to 4294967295.0 by 1.0, Linear),
    Setting {
        key: "features",
        group: Group::Features,
        shape: || Shape::Set { ids: Feature::ALL.iter().map(|f| f.id()).collect() },
        get: |config| Value::Texts(config.features.iter().map(|f| f.id().to_owned()).collect()),
        set: |config, value| {
            if let Checked::Places(places) = value {
                config.features = places.into_iter().map(|place| Feature::ALL[place]).collect();
            }
        },
    },
    Setting {
        key: "formula",
        group: Group::Features,
        shape: || Shape::Formula { most: Formula::LONGEST },
        get: |config| Value::Text(config.formula.text().to_owned()),
        set: |config, value| {
            if let Checked::Formula(formula) = value {
                config.formula = formula;
            }
        },
    },
    list!(hidden, Network, 1.0 to 32.0, 8),
    Setting {
        key: "activation",
        group: Group::Training,
        shape: || Shape::Choices { ids: Activation::ALL.iter().map(|a| a.id()).collect(), most: 8 },
        get: |config| Value::Texts(config.activation.iter().map(|a| a.id().to_owned()).collect()),
        set: |config, value| {
            if let Checked::Places(places) = value {
                config.activation = places.into_iter().map(|place| Activation::ALL[place]).collect();
            }
        },
    },
    choice!(norm: Norm, Network),
    list!(frozen, Network, 1.0 to 9.0, 9),
    list!(off, Network, 101.0 to 832.0, 256),
    choice!(initializer: Initializer, Network),
    number!(init_scale: f64, Network, 0.001 to 10.0 by 0.001, Log),
    flag!(bias, Network),
    choice!(bias_initializer: Initializer, Network),
    number!(bias_scale: f64, Network, -2.0 to 2.0 by 0.01, Linear),
    number!(seed: u32, Seed, 0.0 to 4294967295.0 by 1.0, Linear),
    choice!(loss: Loss, Training),
    choice!(output_activation: Activation, Network),
    choice!(optimizer: Optimizer, Training),
    number!(lr: f64, Training, 0.00001 to 100.0 by 0.00001, Log),
    number!(momentum: f64, Optimizer, 0.0 to 0.999 by 0.001, Linear),
    number!(beta1: f64, Optimizer, 0.0 to 0.999 by 0.001, Linear),
    number!(beta2: f64, Optimizer, 0.0 to 0.9999 by 0.0001, Linear),
    number!(rho: f64, Optimizer, 0.0 to 0.999 by 0.001, Linear),
    number!(eps: f64, Optimizer, 0.000000000001 to 1.0 by 0.000000000001, Log),
    number!(weight_decay: f64, Optimizer, 0.0 to 1.0 by 0.00001, Log),
    number!(clip_norm: f64, Optimizer, 0.0 to 1000.0 by 0.001, Log),
    number!(clip_value: f64, Optimizer, 0.0 to 1000.0 by 0.001, Log),
    flag!(in_place, Optimizer),
    choice!(schedule: Schedule, Schedule),
    number!(schedule_every: u32, Schedule, 1.0 to 10000.0 by 1.0, Log),
    number!(schedule_gamma: f64, Schedule, 0.001 to 1.0 by 0.001, Linear),
    number!(schedule_mult: u32, Schedule, 1.0 to 10.0 by 1.0, Linear),
    number!(schedule_low: f64, Schedule, 0.0 to 1.0 by 0.0000001, Log),
    number!(l1: f64, Regularisation, 0.0 to 1.0 by 0.00001, Log),
    number!(l2: f64, Regularisation, 0.0 to 1.0 by 0.00001, Log),
    number!(dropout: f64, Regularisation, 0.0 to 90.0 by 5.0, Linear),
    number!(label_smoothing: f64, Regularisation, 0.0 to 0.5 by 0.01, Linear),
    number!(patience: u32, Regularisation, 0.0 to 10000.0 by 1.0, Log),
    choice!(speed: Speed, View),
    flag!(show_test, View),
    flag!(hard, View),
    flag!(contours, View),
    flag!(relief, View),
    flag!(show_wrong, View),
    flag!(log_loss, View),
    flag!(log_epoch, View),
    flag!(show_accuracy, View),
    flag!(show_lr, View),
];
