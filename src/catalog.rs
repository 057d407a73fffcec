//! Every registry as data: what the page's menus, the documentation and the tests iterate.

use crate::data::{DataSet, Problem};
use crate::error::Kind;
use crate::nn::{Choice, Optimizer};
use crate::session::{Config, Group, Needs, SETTINGS, Setting, Shape};
use serde::Serialize;

/// All there is to choose and to set.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Catalog {
    /// The settings, in the order in which the page shows them.
    pub settings: Vec<Entry>,
    /// The data sets and their problems.
    pub data_sets: Vec<DataSetEntry>,
    /// The optimisers, and the learning rate that each brings along.
    pub optimizers: Vec<OptimizerEntry>,
    /// The ids of the problems.
    pub problems: Vec<&'static str>,
    /// Every kind of error, for messages.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub error_kinds: Vec<Kind>,
    /// The configuration that a link without any setting gives.
    pub defaults: Config,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Entry {
    /// Its name in configurations, links and message keys.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "keyof Config"))]
    pub key: &'static str,
    /// Where the page shows it.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(
            type = "\"data\" | \"features\" | \"samples\" | \"training\" | \"network\" | \"optimizer\" | \"schedule\" | \"regularisation\" | \"view\" | \"seed\""
        )
    )]
    pub group: Group,
    /// What it may be.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(
            type = "{ type: \"number\"; min: number; max: number; step: number; whole: boolean; scale: \"linear\" | \"log\" } | { type: \"choice\"; ids: string[] } | { type: \"choices\"; ids: string[]; most: number } | { type: \"set\"; ids: string[] } | { type: \"formula\"; most: number } | { type: \"list\"; min: number; max: number; most: number } | { type: \"flag\" }"
        )
    )]
    pub shape: Shape,
    /// The first setting with the same choices, where there are any: it has their names in message keys.
    pub words: &'static str,
    /// What other settings must be for this one to have an effect: all of them.
    pub needs: Vec<Needs>,
    /// The choices that make no sense, or have no effect, with every other setting.
    pub only: Vec<Only>,
}

/// A choice that fits only some other settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Only {
    /// The choice.
    pub id: &'static str,
    /// What other settings must be: all of them.
    pub needs: Vec<Needs>,
}

impl Entry {
    fn new(setting: &Setting) -> Entry {
        let shape = setting.shape();
        let ids = shape.ids().to_vec();
        let first = SETTINGS.iter().find(|other| other.shape().ids() == ids);
        let needs = |id| [Needs::of_choice(setting.key, id), Needs::of_effect(setting.key, id)].concat();
        let only = ids.into_iter().map(|id| Only { id, needs: needs(id) });
        Entry {
            key: setting.key,
            group: setting.group,
            shape,
            words: first.map_or(setting.key, |first| first.key),
            needs: Needs::of_setting(setting.key),
            only: only.filter(|only| !only.needs.is_empty()).collect(),
        }
    }
}

/// One data set.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DataSetEntry {
    /// As in the setting `data`.
    pub id: &'static str,
    /// Classes or numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"classification\" | \"regression\""))]
    pub problem: Problem,
}

/// One optimiser.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OptimizerEntry {
    /// As in the setting `optimizer`.
    pub id: &'static str,
    /// Its usual learning rate.
    pub lr: f64,
}

/// The catalog.
pub fn catalog() -> Catalog {
    Catalog {
        settings: SETTINGS.iter().map(Entry::new).collect(),
        data_sets: DataSet::ALL.iter().map(|set| DataSetEntry { id: set.id(), problem: set.problem() }).collect(),
        optimizers: Optimizer::ALL
            .iter()
            .map(|rule| OptimizerEntry { id: rule.id(), lr: rule.defaults().lr })
            .collect(),
        problems: Problem::ALL.iter().map(|problem| problem.id()).collect(),
        error_kinds: Kind::ALL.to_vec(),
        defaults: Config::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_fit_for_links() {
        for setting in SETTINGS {
            let shape = setting.shape();
            let ids = shape.ids();
            for (place, id) in ids.iter().enumerate() {
                assert!(!ids[..place].contains(id), "{id} twice");
                assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
            }
        }
    }

    #[test]
    fn settings_with_the_same_choices_share_their_words() {
        let words = |key| catalog().settings.into_iter().find(|entry| entry.key == key).unwrap().words;
        assert_eq!([words("activation"), words("output_activation")], ["activation"; 2]);
        assert_eq!(words("bias_initializer"), "initializer");
        assert_eq!(words("loss"), "loss");
    }

    #[test]
    fn serialises_as_the_page_reads_it() {
        let json = serde_json::to_value(catalog()).unwrap();
        assert_eq!(json["settings"][0]["shape"]["type"], "choice");
        assert_eq!(json["settings"][0]["shape"]["ids"][0], "circle");
        assert_eq!(json["settings"][1]["needs"][0]["key"], "data");
        assert_eq!(json["settings"][2]["shape"]["scale"], "log");
        let only = json["settings"].as_array().unwrap().iter().find(|entry| entry["key"] == "loss").unwrap();
        assert_eq!(only["only"][0]["id"], "bce");
        assert_eq!(only["only"][0]["needs"][0]["key"], "problem");
        assert!(json["data_sets"].as_array().unwrap().iter().any(|set| set["problem"] == "regression"));
        assert_eq!(json["error_kinds"][0], "unknown-setting");
        assert_eq!(json["defaults"]["hidden"], serde_json::json!([4, 2]));
    }
}
