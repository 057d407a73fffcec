//! Everything that can be set. [`super::SETTINGS`] says how.

use crate::data::{Affine, DataSet, Feature, Formula, Inputs, Mirror, Order, Problem, Table, Task};
use crate::error::{Error, Kind, Result};
use crate::nn::registry::choices;
use crate::nn::{Activation, Choice, Initializer, Loss, Norm, Optimizer, Schedule};
use serde::Serialize;
use std::sync::Arc;

/// Declares [`Config`] with the TypeScript type of each field whose Rust type is an enum of ids.
macro_rules! config {
    ($($(#[$doc:meta])* $field:ident: $ty:ty $(as $ts:literal)?,)+) => {
        /// The state of the playground but for what training has made of it. The same configuration gives
        /// the same data, the same first weights and the same steps, bit for bit, on every machine.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub struct Config {
            $($(#[$doc])* $(#[cfg_attr(target_arch = "wasm32", tsify(type = $ts))])? pub $field: $ty,)+
            /// The user's own points, where there are any. No setting: too large for a link.
            #[serde(skip)]
            pub own: Arc<Table>,
        }
    };
}

config! {
    /// What to learn.
    data: DataSet as "string",
    /// Classes, of data sets that have as many as they are told.
    classes: u32,
    /// Points in all, training and test.
    samples: u32,
    /// How far points are moved, in percent of the data set's noise unit.
    noise: f64,
    /// Points that are trained on, in percent.
    train_share: f64,
    /// Samples per step; more than there are means all.
    batch_size: u32,
    /// Whether each coordinate, and each answer that is a number, is brought to mean 0 and deviation 1 over the training
    /// points. Features are made of the standardised coordinates; a formula of the given ones, and its value is standardised.
    standardise: bool,
    /// In which order an epoch visits the samples.
    order: Order as "string",
    /// Whether samples that do not fill a last batch are left out.
    drop_last: bool,
    /// What a sample of each class counts.
    class_weights: ClassWeights as "string",
    /// Standard deviation of a shift of training points in each step, in units of the plane.
    jitter: f64,
    /// Largest turn of training points in each step, in degrees.
    rotation: f64,
    /// Across which axis training points may be thrown.
    mirror: Mirror as "string",
    /// Fixes the points.
    data_seed: u32,
    /// What the network is fed of a point: each at most once, in the order of the registry.
    features: Vec<Feature> as "string[]",
    /// One more feature, where there is one.
    formula: Formula as "string",
    /// Units of each hidden layer.
    hidden: Vec<u32>,
    /// Of the hidden layers: one for all, or one for each.
    activation: Vec<Activation> as "string[]",
    /// Of the outputs.
    output_activation: Activation as "string",
    /// Between each hidden layer's sums and its activation.
    norm: Norm as "string",
    /// Whether sums have a bias.
    bias: bool,
    /// Layers that training leaves as they are, from 1 for the first hidden one; the last is the output's.
    frozen: Vec<u32>,
    /// Hidden units that give 0 to the next layer: 100 times the layer's number and the unit's, both from 1.
    off: Vec<u32>,
    /// How the first weights are drawn.
    initializer: Initializer as "string",
    /// Scale of the initialisers that have one.
    init_scale: f64,
    /// How the first biases are drawn.
    bias_initializer: Initializer as "string",
    /// Scale of the biases' initialiser.
    bias_scale: f64,
    /// Fixes the first weights and the order of samples.
    seed: u32,
    /// What training lowers.
    loss: Loss as "string",
    /// How gradients move weights.
    optimizer: Optimizer as "string",
    /// Learning rate.
    lr: f64,
    /// How much of the last update goes on.
    momentum: f64,
    /// How much of the mean gradient is kept.
    beta1: f64,
    /// How much of the mean squared gradient is kept.
    beta2: f64,
    /// The same, of Adadelta and RMSprop.
    rho: f64,
    /// Added to a divisor.
    eps: f64,
    /// Strength of decoupled weight decay.
    weight_decay: f64,
    /// Largest norm of the gradient; 0 for any.
    clip_norm: f64,
    /// Largest size of each number of the gradient; 0 for any.
    clip_value: f64,
    /// The wrong rule of [`crate::nn::Trainer::in_place`].
    in_place: bool,
    /// How the learning rate changes from epoch to epoch.
    schedule: Schedule as "string",
    /// Epochs of a stair, wave, warm-up, cycle, or of patience.
    schedule_every: u32,
    /// What the rate is multiplied by, or starts from.
    schedule_gamma: f64,
    /// How many times longer each wave is than the one before.
    schedule_mult: u32,
    /// Lowest rate.
    schedule_low: f64,
    /// Strength of the penalty on Σ|w|.
    l1: f64,
    /// Strength of the penalty on ½ Σw².
    l2: f64,
    /// Hidden units left out at random while training, in percent.
    dropout: f64,
    /// How far targets of classes are moved towards each other.
    label_smoothing: f64,
    /// Epochs without a lower test loss after which training stops; 0 for never.
    patience: u32,
    /// How fast the page trains.
    speed: Speed as "string",
    /// Whether the picture shows test points too.
    show_test: bool,
    /// Whether the picture shows each place's class and not how sure the answer is.
    hard: bool,
    /// Whether the answer is shown as a landscape.
    relief: bool,
    /// Whether the picture has lines of equal answers.
    contours: bool,
    /// Whether wrongly answered points are marked.
    show_wrong: bool,
    /// Whether the loss curve's axis is logarithmic.
    log_loss: bool,
    /// Whether the curve's epochs lie by their logarithm.
    log_epoch: bool,
    /// Whether accuracy, or R², is drawn with the loss curve.
    show_accuracy: bool,
    /// Whether the learning rate is drawn above the loss curve.
    show_lr: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self::usual(Optimizer::Sgd, Schedule::Constant)
    }
}

impl Config {
    /// The defaults, with what an optimiser and a schedule usually come with.
    pub(super) fn usual(optimizer: Optimizer, schedule: Schedule) -> Self {
        let (hyper, shape) = (optimizer.defaults(), schedule.op().defaults());
        Config {
            data: DataSet::Circle,
            classes: DataSet::Circle.usual_classes(),
            samples: 500,
            noise: 0.0,
            train_share: 50.0,
            batch_size: 10,
            order: Order::Shuffled,
            drop_last: false,
            class_weights: ClassWeights::None,
            jitter: 0.0,
            rotation: 0.0,
            mirror: Mirror::None,
            data_seed: 1,
            standardise: false,
            features: vec![Feature::X1, Feature::X2],
            formula: Formula::default(),
            hidden: vec![4, 2],
            activation: vec![Activation::Tanh],
            output_activation: Activation::Linear,
            norm: Norm::None,
            bias: true,
            frozen: Vec::new(),
            off: Vec::new(),
            initializer: Initializer::XavierUniform,
            init_scale: 0.5,
            bias_initializer: Initializer::Zeros,
            bias_scale: 0.1,
            seed: 1,
            loss: Loss::Bce,
            optimizer,
            lr: hyper.lr,
            momentum: hyper.momentum,
            beta1: hyper.beta1,
            beta2: hyper.beta2,
            rho: hyper.rho,
            eps: hyper.eps,
            weight_decay: hyper.weight_decay,
            clip_norm: 0.0,
            clip_value: 0.0,
            in_place: false,
            schedule,
            schedule_every: shape.every,
            schedule_gamma: shape.gamma,
            schedule_mult: shape.mult,
            schedule_low: shape.low,
            l1: 0.0,
            l2: 0.0,
            dropout: 0.0,
            label_smoothing: 0.0,
            patience: 0,
            speed: Speed::Max,
            show_test: false,
            hard: false,
            relief: false,
            contours: false,
            show_wrong: false,
            own: Arc::new(Table::empty()),
            log_loss: false,
            log_epoch: false,
            show_accuracy: false,
            show_lr: false,
        }
    }
}

impl Config {
    /// Classes or numbers; the data set decides.
    pub fn problem(&self) -> Problem {
        if self.data == DataSet::Own { self.own.problem } else { self.data.problem() }
    }

    /// Coordinates of a point.
    pub fn columns(&self) -> usize {
        if self.data == DataSet::Own { self.own.columns.len() } else { self.data.columns() }
    }

    /// What is learned.
    pub fn task(&self) -> Task {
        match self.data {
            DataSet::Own => self.own.task,
            set => Task::Set(set, self.classes() as u32),
        }
    }

    /// Classes; 0 where answers are numbers.
    pub fn classes(&self) -> usize {
        match self.problem() {
            Problem::Regression => 0,
            Problem::Classification if self.data.any_classes() => self.classes as usize,
            Problem::Classification => 2,
        }
    }

    /// Inputs of the network, for points whose coordinates reach it so.
    pub fn inputs<'a>(&'a self, scaling: &'a [Affine]) -> Inputs<'a> {
        Inputs { features: &self.features, formula: &self.formula, columns: self.columns(), scaling }
    }

    /// Outputs of the network.
    pub fn outputs(&self) -> usize {
        match self.problem() {
            Problem::Classification => self.loss.outputs(self.classes()),
            Problem::Regression if self.data == DataSet::Own => 1 + self.own.points.more(),
            Problem::Regression => 1,
        }
    }

    /// The activation of each hidden layer, first to last.
    pub fn activations(&self) -> impl Iterator<Item = Activation> {
        let last = self.activation.last().copied().unwrap_or(Activation::Linear);
        (0..self.hidden.len()).map(move |layer| self.activation.get(layer).copied().unwrap_or(last))
    }

    /// Refuses what can be looked at but not trained.
    pub fn can_train(&self) -> Result<()> {
        let output = Some(("output_activation", self.output_activation));
        let layers = self.activations().map(|activation| ("activation", activation)).chain(output);
        for (field, activation) in layers {
            if !activation.trains() {
                return Err(Error::new(Kind::CannotTrain, field, activation.id(), "an activation with a slope"));
            }
        }
        Ok(())
    }
}

choices! {
    /// Training speeds of the page: the ids are steps a second, or `max`.
    Speed {
        /// One step a second.
        One "1",
        /// Five.
        Five "5",
        /// Thirty.
        Thirty "30",
        /// Two hundred.
        TwoHundred "200",
        /// Two thousand.
        TwoThousand "2000",
        /// As many as fit.
        Max "max",
    }
}

choices! {
    /// What a sample of each class counts.
    ClassWeights {
        /// All the same.
        None "none",
        /// The less the more samples its class has: scikit-learn's `class_weight="balanced"`.
        Balanced "balanced",
    }
}
