//! Everything that can be set. [`super::SETTINGS`] says how.

use super::settings::{SETTINGS, Setting};
use super::value::Value;
use crate::data::{DataSet, Problem};
use crate::error::{Error, Kind, Result};
use crate::nn::loss;
use crate::nn::{Activation, Choice, Initializer, LayerSpec, Loss, Network, Norm, Optimizer, Scalar, Start};
use serde::Serialize;

/// The state of the playground but for what training has made of it. The same configuration gives
/// the same data, the same first weights and the same steps, bit for bit, on every machine.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Config {
    /// What to learn.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub data: DataSet,
    /// Points in all, training and test.
    pub samples: u32,
    /// How far points are moved, in percent of the data set's noise unit.
    pub noise: f64,
    /// Points that are trained on, in percent.
    pub train_share: f64,
    /// Samples per step; more than there are means all.
    pub batch_size: u32,
    /// Fixes the points.
    pub data_seed: u32,
    /// Units of each hidden layer.
    pub hidden: Vec<u32>,
    /// Of the hidden layers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub activation: Activation,
    /// How the first weights are drawn.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub initializer: Initializer,
    /// Between each hidden layer's sums and its activation.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub norm: Norm,
    /// Hidden units left out at random while training, in percent.
    pub dropout: f64,
    /// Fixes the first weights and the order of samples.
    pub seed: u32,
    /// What training lowers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub loss: Loss,
    /// How gradients move weights.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub optimizer: Optimizer,
    /// Learning rate.
    pub lr: f64,
    /// Strength of the penalty on Σ|w|.
    pub l1: f64,
    /// Strength of the penalty on ½ Σw².
    pub l2: f64,
    /// How fast the page trains.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub speed: Speed,
    /// Whether the picture shows test points too.
    pub show_test: bool,
    /// Whether the loss curve's axis is logarithmic.
    pub log_loss: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data: DataSet::Circle,
            samples: 500,
            noise: 0.0,
            train_share: 50.0,
            batch_size: 10,
            data_seed: 1,
            hidden: vec![4, 2],
            activation: Activation::Tanh,
            initializer: Initializer::XavierUniform,
            norm: Norm::None,
            dropout: 0.0,
            seed: 1,
            loss: Loss::Bce,
            optimizer: Optimizer::Sgd,
            lr: 0.1,
            l1: 0.0,
            l2: 0.0,
            speed: Speed::Max,
            show_test: false,
            log_loss: false,
        }
    }
}

impl Config {
    /// Classes or numbers; the data set decides.
    pub fn problem(&self) -> Problem {
        self.data.problem()
    }

    /// The loss that fits a problem when none is named.
    pub fn usual_loss(problem: Problem) -> Loss {
        match problem {
            Problem::Classification => Loss::Bce,
            Problem::Regression => Loss::Mse,
        }
    }

    /// Whether a loss takes the targets of a problem.
    pub fn fits(loss: Loss, problem: Problem) -> bool {
        problem == Problem::Classification || loss.kind() == loss::Kind::Numbers
    }

    /// Outputs of the network.
    pub fn outputs(&self) -> usize {
        match self.problem() {
            Problem::Classification => self.loss.outputs(2),
            Problem::Regression => 1,
        }
    }

    /// The network at its start.
    pub fn network<T: Scalar>(&self) -> Network<T> {
        let start = Start { weights: self.initializer, ..Start::default() };
        Network::starting(2, &self.layers(), start, u64::from(self.seed))
    }

    /// Changes the named settings, all or none. A data set of the other problem brings the loss that
    /// fits it, and an optimiser its usual learning rate, unless those are named beside them.
    pub fn with<'a>(&self, changes: impl IntoIterator<Item = (&'a str, Value)>) -> Result<Config> {
        let mut config = self.clone();
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in changes {
            let setting = Setting::named(key)?;
            if seen.contains(&setting.key) {
                return Err(Error::new(Kind::Duplicate, key, value, "one value"));
            }
            seen.push(setting.key);
            setting.set(&mut config, value)?;
        }
        if !seen.contains(&"loss") && config.problem() != self.problem() {
            config.loss = Config::usual_loss(config.problem());
        }
        if !seen.contains(&"lr") && config.optimizer != self.optimizer {
            config.lr = config.optimizer.defaults().lr;
        }
        if !Config::fits(config.loss, config.problem()) {
            let fits = |loss: &&Loss| Config::fits(**loss, config.problem());
            let fitting: Vec<_> = Loss::ALL.iter().filter(fits).map(|l| l.id()).collect();
            return Err(Error::new(Kind::LossMismatch, "loss", config.loss.id(), fitting.join(", ")));
        }
        Ok(config)
    }

    /// The settings whose values differ from another configuration's.
    pub fn differing(&self, other: &Config) -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(move |s| s.get(self) != s.get(other))
    }

    /// The network's layers: hidden ones with normalisation, activation and dropout, and linear outputs.
    pub fn layers(&self) -> Vec<LayerSpec> {
        let mut layers = Vec::new();
        for &units in &self.hidden {
            layers.push(LayerSpec::Dense { outputs: units as usize, bias: true });
            if self.norm != Norm::None {
                layers.push(LayerSpec::Norm(self.norm));
            }
            layers.push(LayerSpec::Activation(self.activation));
            if self.dropout > 0.0 {
                layers.push(LayerSpec::Dropout(self.dropout / 100.0));
            }
        }
        layers.push(LayerSpec::Dense { outputs: self.outputs(), bias: true });
        layers
    }
}

/// Training speeds of the page: the ids are steps a second, or `max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// One step a second.
    One,
    /// Five.
    Five,
    /// Thirty.
    Thirty,
    /// Two hundred.
    TwoHundred,
    /// Two thousand.
    TwoThousand,
    /// As many as fit.
    Max,
}

impl Choice for Speed {
    const ALL: &'static [Speed] =
        &[Speed::One, Speed::Five, Speed::Thirty, Speed::TwoHundred, Speed::TwoThousand, Speed::Max];

    fn id(self) -> &'static str {
        match self {
            Speed::One => "1",
            Speed::Five => "5",
            Speed::Thirty => "30",
            Speed::TwoHundred => "200",
            Speed::TwoThousand => "2000",
            Speed::Max => "max",
        }
    }
}

impl Serialize for Speed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
