//! How one configuration becomes another.

use super::config::Config;
use super::needs::Needs;
use super::settings::{SETTINGS, Setting, Shape};
use super::value::Value;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::{Activation, Loss, Norm, Optimizer};

/// What a choice brings with it, unless it is named beside it.
const BRINGS: &[(&str, &[&str])] = &[
    ("optimizer", &["lr", "momentum", "beta1", "beta2", "rho", "eps", "weight_decay"]),
    ("schedule", &["schedule_every", "schedule_gamma", "schedule_mult", "schedule_low"]),
];

impl Config {
    /// Changes the named settings, all or none. A data set brings its usual classes, an optimiser its usual hyperparameters and a schedule its usual shape; another kind of
    /// answer (numbers, two classes, more) brings its usual loss; what does not fit any more gives way to what does. Whatever is named stands, or is refused.
    pub fn with<'a>(&self, changes: impl IntoIterator<Item = (&'a str, Value)>) -> Result<Config> {
        let mut config = self.clone();
        let mut named: Vec<&str> = Vec::new();
        for (key, value) in changes {
            let setting = Setting::named(key)?;
            if named.contains(&setting.key) {
                return Err(Error::new(Kind::Duplicate, key, value, "one value"));
            }
            named.push(setting.key);
            setting.set(&mut config, value)?;
        }
        config.bring(self, &named);
        for setting in SETTINGS {
            let Shape::Choice { ids } = setting.shape() else { continue };
            let Value::Text(id) = setting.get(&config) else { continue };
            let fits =
                |id: &str, config: &Config| Needs::of_choice(setting.key, id).iter().all(|needs| needs.holds(config));
            if fits(&id, &config) {
                continue;
            }
            let fitting: Vec<&str> = ids.into_iter().filter(|id| fits(id, &config)).collect();
            if named.contains(&setting.key) {
                return Err(Error::new(Kind::DoesNotFit, setting.key, id, fitting.join(", ")));
            }
            setting.set(&mut config, Value::Text(fitting.first().copied().unwrap_or_default().to_owned()))?;
        }
        if config.in_place && config.optimizer != Optimizer::Sgd {
            return Err(Error::new(Kind::DoesNotFit, "in_place", true, "the optimiser sgd with it"));
        }
        if config.norm == Norm::Batch && config.batch_size == 1 {
            let limits = Limits { min: 2.0, max: 5000.0, whole: true, most: None };
            let error = Error::new(Kind::DoesNotFit, "batch_size", 1, "at least 2 with batch normalisation");
            return Err(error.within(Some(limits)));
        }
        config.tidy_activations();
        config.check_formula(self)?;
        Ok(config)
    }

    /// What changed choices bring.
    fn bring(&mut self, old: &Config, named: &[&str]) {
        let usual = Config::usual(self.optimizer, self.schedule);
        // As many as were chosen stay.
        if self.data != old.data && old.classes == old.data.usual_classes() && !named.contains(&"classes") {
            self.classes = self.data.usual_classes();
        }
        let kind = |config: &Config| config.classes().min(3);
        if kind(self) != kind(old) && !named.contains(&"loss") {
            self.loss = match kind(self) {
                0 => Loss::Mse,
                2 => Loss::Bce,
                // More classes than two.
                _ => Loss::CrossEntropy,
            };
        }
        if self.optimizer != Optimizer::Sgd && !named.contains(&"in_place") {
            self.in_place = false;
        }
        let changed: Vec<&str> = self.differing(old).map(|setting| setting.key).collect();
        for (_, brought) in BRINGS.iter().filter(|(key, _)| changed.contains(key)) {
            for setting in SETTINGS.iter().filter(|s| brought.contains(&s.key) && !named.contains(&s.key)) {
                // Weight decay is as much a choice against learning by heart as a part of a rule: chosen, it stays.
                let chosen = setting.key == "weight_decay" && old.weight_decay != old.optimizer.defaults().weight_decay;
                if !chosen {
                    setting.copy(&usual, self);
                }
            }
        }
    }

    /// Refuses a formula that has no value, or an enormous one, at a point. Whatever decides the points is part of what is changed.
    fn check_formula(&self, old: &Config) -> Result<()> {
        let of_points = ["formula", "data", "classes", "samples", "noise", "data_seed"];
        if !self.formula.is_some() || !self.differing(old).any(|setting| of_points.contains(&setting.key)) {
            return Ok(());
        }
        self.formula.check_at(self.points().iter().map(|point| point.x))
    }

    /// One activation for all layers, or one for each: no other way to say the same.
    fn tidy_activations(&mut self) {
        let each: Vec<Activation> = self.activations().collect();
        match each.first() {
            Some(first) if each.iter().any(|activation| activation != first) => self.activation = each,
            Some(&first) => self.activation = vec![first],
            None => self.activation.truncate(1),
        }
    }

    /// The settings whose values differ from another configuration's.
    pub fn differing(&self, other: &Config) -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(move |s| s.get(self) != s.get(other))
    }
}
