//! What must be chosen elsewhere for a setting to have an effect, or for a choice to make sense.

use super::config::Config;
use super::settings::Setting;
use super::value::Value;
use crate::data::{DataSet, Problem};
use crate::nn::loss::Kind;
use crate::nn::optim::Name;
use crate::nn::schedule::Part;
use crate::nn::{Activation, Choice, Initializer, Loss, Optimizer, Schedule};
use serde::Serialize;

/// One of some ids, in another setting; `problem` (`classification`, `regression`) and `test` (test points: `some`, `none`) count as settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Needs {
    /// The other setting.
    pub key: &'static str,
    /// What it must be; `true` or `false` where it is one of those, `some` or `none` where it is a list.
    pub ids: Vec<&'static str>,
}

fn those<C: Choice>(key: &'static str, fits: impl Fn(C) -> bool) -> Vec<Needs> {
    vec![Needs { key, ids: C::ALL.iter().filter(|choice| fits(**choice)).map(|choice| choice.id()).collect() }]
}

fn uses(name: Name) -> Vec<Needs> {
    those("optimizer", |optimizer: Optimizer| optimizer.uses().contains(&name))
}

fn shaped_by(part: Part) -> Vec<Needs> {
    those("schedule", |schedule: Schedule| schedule.op().uses().contains(&part))
}

fn classes() -> Vec<Needs> {
    those("problem", |problem: Problem| problem == Problem::Classification)
}

fn layered() -> Vec<Needs> {
    vec![Needs { key: "hidden", ids: vec!["some"] }]
}

fn simultaneous() -> Vec<Needs> {
    vec![Needs { key: "in_place", ids: vec!["false"] }]
}

/// Something to compare: early stopping and the plateau watch the test loss.
fn tested() -> Vec<Needs> {
    vec![Needs { key: "test", ids: vec!["some"] }]
}

fn biased() -> Vec<Needs> {
    vec![Needs { key: "bias", ids: vec!["true"] }]
}

impl Needs {
    /// For the setting to have an effect: all of them.
    pub fn of_setting(key: &str) -> Vec<Needs> {
        let scaled = |initializer: Initializer| initializer.op().uses_scale();
        match key {
            "classes" => [those("data", |set: DataSet| set.any_classes()), classes()].concat(),
            "samples" | "noise" => those("data", |set: DataSet| set != DataSet::Own),
            "hard" | "show_wrong" => classes(),
            "momentum" => uses(Name::Momentum),
            "beta1" => uses(Name::Beta1),
            "beta2" => uses(Name::Beta2),
            "rho" => uses(Name::Rho),
            "eps" => uses(Name::Eps),
            "in_place" => those("optimizer", |optimizer: Optimizer| optimizer == Optimizer::Sgd),
            "schedule_every" => shaped_by(Part::Every),
            "schedule_gamma" => shaped_by(Part::Gamma),
            "schedule_mult" => shaped_by(Part::Mult),
            "schedule_low" => shaped_by(Part::Low),
            "label_smoothing" | "class_weights" => classes(),
            "weight_decay" | "clip_norm" | "clip_value" | "l1" | "l2" => simultaneous(),
            "activation" | "norm" | "dropout" => layered(),
            "init_scale" => those("initializer", scaled),
            "bias_initializer" => biased(),
            "patience" => tested(),
            "bias_scale" => [biased(), those("bias_initializer", scaled)].concat(),
            _ => Vec::new(),
        }
    }

    /// For the choice to make sense, all of them: without, it is refused.
    pub fn of_choice(key: &str, id: &str) -> Vec<Needs> {
        match key {
            "loss" if Loss::from_id(id).is_some_and(|loss| loss.kind() != Kind::Numbers) => classes(),
            "output_activation" if id != Activation::Linear.id() => {
                those("loss", |loss: Loss| loss.kind() == Kind::Numbers)
            }
            _ => Vec::new(),
        }
    }

    /// For the choice to have an effect, all of them: without, it does nothing.
    pub fn of_effect(key: &str, id: &str) -> Vec<Needs> {
        if key == "schedule" && id == Schedule::Plateau.id() { tested() } else { Vec::new() }
    }

    /// Whether a configuration has it.
    pub fn holds(&self, config: &Config) -> bool {
        let has = |id: &str| self.ids.contains(&id);
        match self.key {
            "problem" => return has(config.problem().id()),
            "test" => return has(if config.test_points() > 0 { "some" } else { "none" }),
            _ => {}
        }
        match Setting::named(self.key).map(|setting| setting.get(config)) {
            Ok(Value::Text(id)) => has(&id),
            Ok(Value::List(list)) => has(if list.is_empty() { "none" } else { "some" }),
            Ok(other) => has(&other.to_string()),
            Err(_) => false,
        }
    }
}
