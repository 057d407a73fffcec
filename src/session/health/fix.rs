//! The change of settings that helps: the first of some that is allowed and changes anything.

use crate::nn::{Activation, Choice, Initializer, Norm};
use crate::session::config::Config;
use crate::session::needs::Needs;
use crate::session::settings::Setting;
use crate::session::value::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// Settings to change, as [`Config::with`] takes them; none where nothing is known to help.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Fix(BTreeMap<&'static str, Value>);

impl Fix {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it makes one configuration another.
    pub(super) fn leads(&self, from: &Config, to: &Config) -> bool {
        !self.is_empty() && from.with(self.changes()).is_ok_and(|new| new == *to)
    }

    /// The settings and their values.
    pub fn changes(&self) -> impl Iterator<Item = (&'static str, Value)> {
        self.0.iter().map(|(key, value)| (*key, value.clone()))
    }
}

/// A change of settings, as it is proposed.
pub(super) type Change<'a> = &'a [(&'static str, Value)];

/// What can be changed of a session, and what was changed in vain.
#[derive(Clone, Copy)]
pub(super) struct Remedies<'a> {
    pub(super) config: &'a Config,
    /// Fixes that were taken, and nothing else was changed since.
    tried: &'a [Fix],
    /// Whether the first weights were given: no initialiser has drawn them.
    given: bool,
}

impl<'a> Remedies<'a> {
    pub(super) fn new(config: &'a Config, tried: &'a [Fix], given: bool) -> Self {
        Remedies { config, tried, given }
    }

    /// The first of these that is allowed, changes anything, and was not tried.
    pub(super) fn first<const N: usize>(&self, changes: [Change<'_>; N]) -> Fix {
        changes.into_iter().map(|change| self.of(change)).find(|fix| !fix.is_empty()).unwrap_or_default()
    }

    /// The first of these whose settings no fix has changed.
    pub(super) fn first_kind<const N: usize>(&self, changes: [Change<'_>; N]) -> Fix {
        let tried = |fix: &Fix| self.tried.iter().any(|tried| tried.0.keys().eq(fix.0.keys()));
        let fixes = changes.into_iter().map(|change| self.of(change));
        fixes.into_iter().find(|fix| !fix.is_empty() && !tried(fix)).unwrap_or_default()
    }

    /// What of this change is new, where all of it is allowed and it was not tried.
    pub(super) fn of(&self, change: Change<'_>) -> Fix {
        let config = self.config;
        let Ok(new) = config.with(change.iter().cloned()) else { return Fix::default() };
        let differs = |key: &str| match key {
            // One for all layers, or one for each, may say the same.
            "activation" => !new.activations().eq(config.activations()),
            key => Setting::named(key).is_ok_and(|setting| setting.get(&new) != setting.get(config)),
        };
        let works = |key: &str| Needs::of_setting(key).iter().all(|needs| needs.holds(&new));
        let fix = Fix(change.iter().filter(|(key, _)| differs(key) && works(key)).cloned().collect());
        if self.tried.contains(&fix) { Fix::default() } else { fix }
    }

    /// A normalisation: that of layers says nothing about two units, which it makes 1 and −1 whatever comes in.
    pub(super) fn norm(&self) -> (&'static str, Value) {
        let narrow = self.config.hidden.iter().any(|&units| units <= 2);
        ("norm", text(if narrow { Norm::Batch } else { Norm::Layer }.id()))
    }

    /// Another draw of the first weights.
    pub(super) fn other_seed(&self) -> (&'static str, Value) {
        ("seed", Value::Number(f64::from(self.config.seed.wrapping_add(1))))
    }

    /// The same where first weights were given; else nothing.
    pub(super) fn drawn(&self) -> Vec<(&'static str, Value)> {
        if self.given { vec![self.other_seed()] } else { Vec::new() }
    }
}

/// An activation for all hidden layers.
pub(super) fn activation(activation: Activation) -> (&'static str, Value) {
    ("activation", Value::Texts(vec![activation.id().to_owned()]))
}

/// An initialiser.
pub(super) fn initializer(initializer: Initializer) -> (&'static str, Value) {
    ("initializer", text(initializer.id()))
}

/// A choice.
pub(super) fn text(id: &str) -> Value {
    Value::Text(id.to_owned())
}

/// A number that reads well: two digits.
pub(super) fn round(number: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(number)) - 1.0);
    // By way of text: 0.3 and not 0.30000000000000004.
    format!("{:e}", (number / unit).round()).parse::<f64>().map_or(number, |digits| tidy(digits * unit))
}

/// The same number without the last digits, which arithmetic leaves behind.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}
