//! How one configuration becomes another.

use super::config::Config;
use super::needs::Needs;
use super::settings::{SETTINGS, Setting, Shape};
use super::value::Value;
use crate::data::{DataSet, MOST_COLUMNS, Table, Task};
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::{Activation, Loss, Norm, Optimizer};
use std::fmt;
use std::sync::Arc;

/// What a choice brings with it, unless it is named beside it.
const BRINGS: &[(&str, &[&str])] = &[
    ("optimizer", &["lr", "momentum", "beta1", "beta2", "rho", "eps", "weight_decay"]),
    ("schedule", &["schedule_every", "schedule_gamma", "schedule_mult", "schedule_low"]),
];

/// Refuses a setting that is given more than once.
pub(super) fn twice(key: &str, found: impl fmt::Display) -> Error {
    Error::new(Kind::Duplicate, key, found, "one value")
}

impl Config {
    /// Changes the named settings, all or none. A data set brings its usual classes, an optimiser its usual hyperparameters and a schedule its usual shape; another kind of
    /// answer (numbers, two classes, more) brings its usual loss; what does not fit any more gives way to what does. Whatever is named stands, or is refused.
    pub fn with<'a>(&self, changes: impl IntoIterator<Item = (&'a str, Value)>) -> Result<Config> {
        let mut config = self.clone();
        let mut named: Vec<&str> = Vec::new();
        for (key, value) in changes {
            let setting = Setting::named(key)?;
            if named.contains(&setting.key) {
                return Err(twice(key, value));
            }
            named.push(setting.key);
            setting.set(&mut config, value)?;
        }
        config.take_over_points(self, &named)?;
        config.settle(self, &named)?;
        Ok(config)
    }

    /// Brings what changed choices bring, and lets go of what does not fit, unless it is named.
    fn settle(&mut self, old: &Config, named: &[&str]) -> Result<()> {
        let config = self;
        config.bring(old, named);
        for setting in SETTINGS {
            let Shape::Choice { ids } = setting.shape() else { continue };
            let Value::Text(id) = setting.get(config) else { continue };
            let fits =
                |id: &str, config: &Config| Needs::of_choice(setting.key, id).iter().all(|needs| needs.holds(config));
            if fits(&id, config) {
                continue;
            }
            let fitting: Vec<&str> = ids.into_iter().filter(|id| fits(id, config)).collect();
            if named.contains(&setting.key) {
                return Err(Error::new(Kind::DoesNotFit, setting.key, id, fitting.join(", ")));
            }
            setting.set(config, Value::Text(fitting.first().copied().unwrap_or_default().to_owned()))?;
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
        config.tidy_layers(old, named)?;
        config.check_formula(old, named)
    }

    /// What changed choices bring.
    fn bring(&mut self, old: &Config, named: &[&str]) {
        let usual = Config::usual(self.optimizer, self.schedule);
        // As many as were chosen stay.
        let drawn = self.data != DataSet::Own;
        if drawn && self.data != old.data && old.classes == old.data.usual_classes() && !named.contains(&"classes") {
            self.classes = self.data.usual_classes();
        }
        // A table's columns differ in size, those of the plane do not.
        if self.data != old.data && !named.contains(&"standardise") {
            self.standardise = matches!(self.task(), Task::Read(_));
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

    /// The points as they are, as a table of the user's own.
    pub fn as_table(&self) -> Table {
        if self.data == DataSet::Own {
            return Table::clone(&self.own);
        }
        let (points, train) = self.points();
        let columns = Table::names(points.columns());
        let target = if self.classes() > 0 { "class" } else { "y" }.to_owned();
        Table { columns, target, classes: Vec::new(), problem: self.problem(), points, train, task: self.task() }
    }

    /// Own points are those that there were before, or the ones on the picture. Another share or seed parts them anew.
    fn take_over_points(&mut self, old: &Config, named: &[&str]) -> Result<()> {
        if self.data != DataSet::Own {
            return Ok(());
        }
        if old.data != DataSet::Own {
            if !self.own.is_some() {
                self.own = Arc::new(old.as_table());
            }
            if !named.contains(&"classes") {
                self.classes = self.own.classes_in_use();
            }
        }
        if self.classes < self.own.classes_in_use() && self.problem() == crate::data::Problem::Classification {
            let limits = Limits { min: f64::from(self.own.classes_in_use()), max: 10.0, whole: true, most: None };
            let error = Error::new(Kind::OutOfRange, "classes", self.classes, limits.to_string());
            return Err(error.within(Some(limits)));
        }
        let share = self.train_share / 100.0;
        if self.data_seed != old.data_seed {
            self.own = Arc::new(self.own.shuffled(share, u64::from(self.data_seed)));
        } else if self.train_share != old.train_share {
            self.own = Arc::new(Table::clone(&self.own).shared(share));
        }
        Ok(())
    }

    /// Refuses a formula of coordinates that there are not, or that has no value, or an enormous one, at a point. Whatever decides the points
    /// is part of what is changed. One that was there before gives way to points that have not its coordinates.
    fn check_formula(&mut self, old: &Config, named: &[&str]) -> Result<()> {
        let of_points = ["formula", "data", "classes", "samples", "noise", "data_seed"];
        let changed = !Arc::ptr_eq(&self.own, &old.own) || self.differing(old).any(|s| of_points.contains(&s.key));
        if !self.formula.is_some() || !changed {
            return Ok(());
        }
        let (needed, columns) = (self.formula.columns(), self.columns());
        if needed > columns {
            if !named.contains(&"formula") {
                self.formula = crate::data::Formula::default();
                return Ok(());
            }
            let there = Table::names(columns.min(MOST_COLUMNS)).join(", ");
            return Err(Error::new(Kind::DoesNotFit, "formula", format!("x{needed}"), there));
        }
        self.formula.check_at(&self.points().0)
    }

    /// The same but for its points, which are of the same task: some were painted, moved or taken away.
    pub fn edited(&self, table: Table) -> Result<Config> {
        let classes = if table.problem == crate::data::Problem::Classification {
            self.classes().max(table.classes_in_use() as usize) as u32
        } else {
            self.classes
        };
        self.owning(table, classes)
    }

    /// The same but for its points, which are another task's, and parted as the settings say: its features, formula and loss give way where they do not fit.
    ///
    /// # Errors
    /// Where a number is beyond [`crate::data::LARGEST`], or a setting that is named does not fit.
    pub fn reading(&self, table: Table, standardise: bool) -> Result<Config> {
        table.check_sizes()?;
        let table = table.shuffled(self.train_share / 100.0, u64::from(self.data_seed));
        let classes = table.classes_in_use();
        Config { standardise, ..self.clone() }.owning(table, classes)
    }

    fn owning(&self, table: Table, classes: u32) -> Result<Config> {
        let mut config = Config { data: DataSet::Own, own: Arc::new(table), classes, ..self.clone() };
        config.settle(self, &["data", "classes", "standardise"])?;
        Ok(config)
    }

    /// One activation for all layers, or one for each: no other way to say the same.
    pub(super) fn tidy_activations(&mut self) {
        let each: Vec<Activation> = self.activations().collect();
        match each.first() {
            Some(first) if each.iter().any(|activation| activation != first) => self.activation = each,
            Some(&first) => self.activation = vec![first],
            None => self.activation.truncate(1),
        }
    }

    /// Drops what is said of layers and units that there are no more, or refuses it where it was named. What is said of the output stays with it.
    fn tidy_layers(&mut self, old: &Config, named: &[&str]) -> Result<()> {
        let output = self.hidden.len() as u32 + 1;
        let hidden = self.hidden.clone();
        let layer_is = |&layer: &u32| layer <= output;
        let unit_is = |&unit: &u32| {
            let layer = (unit / 100) as usize - 1;
            hidden.get(layer).is_some_and(|units| (1..=*units).contains(&(unit % 100)))
        };
        if !named.contains(&"frozen") && self.hidden.len() != old.hidden.len() {
            let of_old = old.hidden.len() as u32 + 1;
            let moved = |&layer: &u32| if layer == of_old { Some(output) } else { Some(layer).filter(|l| *l < output) };
            self.frozen = self.frozen.iter().filter_map(moved).collect();
        }
        if !named.contains(&"off") {
            self.off.retain(unit_is);
        }
        let no_layer = self.frozen.iter().find(|layer| !layer_is(layer)).map(|layer| ("frozen", layer));
        let no_unit = || self.off.iter().find(|unit| !unit_is(unit)).map(|unit| ("off", unit));
        if let Some((key, number)) = no_layer.or_else(no_unit) {
            return Err(Error::new(
                Kind::DoesNotFit,
                key,
                number,
                "layers from 1, and units such as 204, that there are",
            ));
        }
        // In order, each once.
        self.frozen = (1..=output).filter(|layer| self.frozen.contains(layer)).collect();
        self.off = (101..=832).filter(|unit| self.off.contains(unit)).collect();
        Ok(())
    }

    /// The settings whose values differ from another configuration's.
    pub fn differing(&self, other: &Config) -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(move |s| s.get(self) != s.get(other))
    }
}
