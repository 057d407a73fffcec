//! The change of settings that helps: the first of some that is allowed and changes anything.

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

    /// The settings and their values.
    pub fn changes(&self) -> impl Iterator<Item = (&'static str, Value)> {
        self.0.iter().map(|(key, value)| (*key, value.clone()))
    }
}

/// The first of these that helps.
pub(super) fn first<const N: usize>(config: &Config, changes: [&[(&'static str, Value)]; N]) -> Fix {
    changes.into_iter().map(|change| of(config, change)).find(|fix| !fix.is_empty()).unwrap_or_default()
}

/// What of this change is new, where all of it is allowed.
pub(super) fn of(config: &Config, change: &[(&'static str, Value)]) -> Fix {
    let Ok(new) = config.with(change.iter().cloned()) else { return Fix::default() };
    let differs = |key: &str| match key {
        // One for all layers, or one for each, may say the same.
        "activation" => !new.activations().eq(config.activations()),
        key => Setting::named(key).is_ok_and(|setting| setting.get(&new) != setting.get(config)),
    };
    let works = |key: &str| Needs::of_setting(key).iter().all(|needs| needs.holds(&new));
    Fix(change.iter().filter(|(key, _)| differs(key) && works(key)).cloned().collect())
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
