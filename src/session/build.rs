//! What a configuration means to the engine: layers, objective, update rule.

use super::config::{ClassWeights, Config};
use crate::data::{Augment, DataSet, Points, Scaling, split};
use crate::nn::optim::Hyper;
use crate::nn::schedule::Shape;
use crate::nn::trainer::Clip;
use crate::nn::{Activation, LayerSpec, Network, Objective, Penalty, Scalar, Start, Trainer};

impl Config {
    /// All points, and how many of them are trained on: the first ones.
    pub(super) fn points(&self) -> (Points, usize) {
        if self.data == DataSet::Own {
            return (self.own.points.clone(), self.own.train);
        }
        // Data sets of numbers have no classes: they are told of two.
        let classes = self.classes().max(2);
        let points = self.data.generate(self.samples as usize, classes, self.noise / 100.0, u64::from(self.data_seed));
        let train = split::train_count(points.len(), self.train_share / 100.0);
        (Points::of_plane(self.data.columns(), &points), train)
    }

    /// How many points are not trained on.
    pub(super) fn test_points(&self) -> usize {
        if self.data == DataSet::Own {
            return self.own.points.len() - self.own.train;
        }
        let points = self.samples as usize;
        points - split::train_count(points, self.train_share / 100.0)
    }

    /// How numbers reach the network, fitted to the points that are trained on.
    pub(super) fn scaling(&self, points: &Points, train: usize) -> Scaling {
        if self.standardise {
            Scaling::fit(points, 0..train, self.classes() == 0, &self.formula)
        } else {
            Scaling::NONE
        }
    }

    /// The network's layers: hidden ones with normalisation, activation, units switched off and dropout, then the outputs with theirs.
    pub fn layers(&self) -> Vec<LayerSpec> {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: self.bias };
        let mut layers = Vec::new();
        for (layer, (&units, activation)) in (1..).zip(self.hidden.iter().zip(self.activations())) {
            layers.push(dense(units as usize));
            layers.extend(self.norm.layer());
            layers.push(LayerSpec::Activation(activation));
            let off = self.off.iter().filter(|&&unit| unit / 100 == layer);
            match off.fold(0, |off, unit| off | 1 << (unit % 100 - 1)) {
                0 => {}
                off => layers.push(LayerSpec::Gate(off)),
            }
            if self.dropout > 0.0 {
                layers.push(LayerSpec::Dropout(self.dropout / 100.0));
            }
        }
        layers.push(dense(self.outputs()));
        if self.output_activation != Activation::Linear {
            layers.push(LayerSpec::Activation(self.output_activation));
        }
        layers
    }

    /// Whether the parameters of another configuration's network are other ones.
    pub(super) fn layers_differ(&self, other: &Config) -> bool {
        let shape = |config: &Config| (config.hidden.clone(), config.outputs(), config.norm, config.bias);
        shape(self) != shape(other)
    }

    /// The network at its start.
    pub fn network<T: Scalar>(&self) -> Network<T> {
        let start = Start {
            weights: self.initializer,
            weight_scale: self.init_scale,
            biases: self.bias_initializer,
            bias_scale: self.bias_scale,
        };
        Network::starting(self.inputs(&[]).count(), &self.layers(), start, u64::from(self.seed))
    }

    /// Sets what belongs to the objective, for training points of these classes.
    pub(super) fn set_objective<T: Scalar>(&self, objective: &mut Objective<T>, train: &[f64]) {
        objective.loss = self.loss;
        objective.penalty = Penalty { l1: T::from_f64(self.l1), l2: T::from_f64(self.l2) };
        objective.seed = u64::from(self.seed);
        let classes = self.classes();
        objective.smoothing = if classes > 0 { T::from_f64(self.label_smoothing) } else { T::ZERO };
        objective.class_weights.clear();
        if self.class_weights == ClassWeights::Balanced && classes > 0 {
            let count = |class: usize| train.iter().filter(|target| **target == class as f64).count();
            // A class without a sample has no weight to be found.
            let weight = |class| train.len() as f64 / (classes * count(class).max(1)) as f64;
            objective.class_weights.extend((0..classes).map(|class| T::from_f64(weight(class))));
        }
    }

    /// Sets the update rule.
    pub(super) fn set_rule<T: Scalar>(&self, trainer: &mut Trainer<T>) {
        let &Config { lr, momentum, beta1, beta2, rho, eps, weight_decay, .. } = self;
        trainer.hyper = Hyper { lr, momentum, beta1, beta2, rho, eps, weight_decay };
        trainer.decay = weight_decay;
        trainer.clip = Clip { norm: self.clip_norm, value: self.clip_value };
        let layers = (1..).zip(trainer.network().columns());
        let frozen = layers.filter(|(layer, _)| self.frozen.contains(layer));
        trainer.frozen = frozen.map(|(_, column)| column.params.clone()).collect();
        trainer.in_place = self.in_place && self.optimizer == crate::nn::Optimizer::Sgd;
    }

    /// The shape of the schedule.
    pub(super) fn schedule_shape(&self) -> Shape {
        Shape {
            every: self.schedule_every,
            gamma: self.schedule_gamma,
            mult: self.schedule_mult,
            low: self.schedule_low,
        }
    }

    /// How training points are changed in a step.
    pub(super) fn augment(&self) -> Augment {
        Augment { jitter: self.jitter, rotation: self.rotation.to_radians(), mirror: self.mirror }
    }
}
