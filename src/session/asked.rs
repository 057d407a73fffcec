//! A link as far as it is understood: one wrong setting takes none of the others away.

use super::change::twice;
use super::config::Config;
use super::link;
use super::settings::Setting;
use super::tensorflow::{Difference, Translated};
use super::value::Value;
use crate::data::DataSet;
use crate::error::{Error, Result};
use crate::nn::Choice;
use serde::Serialize;

/// What a link asks for, and what of it cannot be had.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Asked {
    /// The defaults, but for the settings of the link that were understood.
    pub config: Config,
    /// How many settings that are.
    pub taken: u32,
    /// Whether each of these is as the link says: none gave way to another one.
    pub exact: bool,
    /// What is wrong with each of the others: first what is wrong by itself, in the order of the link, then what does not fit the rest.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(
            type = "{ kind: string; field: string; found: string; expected: string; limits: { min: number; max: number; whole: boolean; most: number | null } | null; place: number | null }[]"
        )
    )]
    pub left_out: Vec<Error>,
    /// Whether it was made of somebody's own points, which no link has room for: the usual data set stands in.
    pub own: bool,
    /// Where it is a link of TensorFlow Playground: what is different there.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[] | null"))]
    pub differences: Option<Vec<Difference>>,
}

type Change = (&'static str, Value);

impl Asked {
    /// Reads the part of a link behind `#`.
    pub fn read(link: &str) -> Asked {
        match link::pairs(link) {
            Ok(pairs) => Asked::of(pairs),
            Err(error) => Asked::settled(Vec::new(), vec![error]),
        }
    }

    fn of(pairs: Vec<(String, String)>) -> Asked {
        let (pairs, mut errors, differences) = match Translated::of(&pairs) {
            Some(Translated { pairs, errors, differences }) => (pairs, errors, Some(differences)),
            None => (pairs, Vec::new(), None),
        };
        let (mut changes, mut own) = (Vec::new(), false);
        for (place, (key, text)) in pairs.iter().enumerate() {
            let others = |pairs: &[(String, String)]| pairs.iter().any(|(other, _)| other == key);
            if others(&pairs[..place]) {
                continue;
            }
            match checked(key, text, others(&pairs[place + 1..])) {
                Ok(("data", Value::Text(id))) if id == DataSet::Own.id() => own = true,
                Ok(change) => changes.push(change),
                Err(error) => errors.push(error),
            }
        }
        Asked { own, differences, ..Asked::settled(changes, errors) }
    }

    /// Lets go of one setting after the other that does not fit the rest.
    fn settled(mut changes: Vec<Change>, mut left_out: Vec<Error>) -> Asked {
        loop {
            match Config::default().with(changes.iter().cloned()) {
                Ok(config) => {
                    let exact = changes.iter().all(|change| stands(change, &config));
                    let taken = changes.len() as u32;
                    return Asked { config, taken, exact, left_out, own: false, differences: None };
                }
                Err(error) => {
                    let before = changes.len();
                    changes.retain(|(key, _)| *key != error.field);
                    // What is wrong with none of them is wrong with all.
                    if changes.len() == before {
                        changes.clear();
                    }
                    left_out.push(error);
                }
            }
        }
    }
}

/// Reads one setting and checks it by itself.
fn checked(key: &str, text: &str, again: bool) -> Result<Change> {
    let setting = Setting::named(key)?;
    if again {
        return Err(twice(key, text));
    }
    let (key, value) = link::change(key, text)?;
    setting.set(&mut Config::default(), value.clone())?;
    Ok((key, value))
}

/// Whether a configuration has what a link says.
fn stands((key, value): &Change, config: &Config) -> bool {
    let mut said = config.clone();
    let Ok(setting) = Setting::named(key) else { return false };
    let set = setting.set(&mut said, value.clone()).is_ok();
    // One for all layers, or one for each, may say the same; more than there are layers say more.
    let fits = *key != "activation" || said.activation.len() <= config.hidden.len().max(1);
    said.tidy_activations();
    set && fits && setting.get(&said) == setting.get(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn fields(asked: &Asked) -> Vec<&str> {
        asked.left_out.iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn a_link_without_fault_is_read_as_by_from_link() {
        for link in [
            "",
            "data=spiral&noise=12&hidden=8-8-3&activation=relu.relu.relu",
            "data=plane&hidden=none&loss=mae",
            "seed=7",
        ] {
            let asked = Asked::read(link);
            assert_eq!(asked.config, Config::from_link(link).unwrap(), "{link}");
            assert_eq!((asked.left_out.len(), asked.exact, asked.own), (0, true, false), "{link}");
            assert_eq!(asked.taken as usize, link.split('&').filter(|pair| !pair.is_empty()).count());
        }
    }

    #[test]
    fn every_fault_is_told_with_its_limits_and_all_else_is_taken() {
        let rows: &[(&str, &[&str], &str)] = &[
            ("p=1&q=2&seed=0.5&hidden=8,8&noise=20", &["p", "q", "seed", "hidden"], "noise=20"),
            ("lr=1e9&l2=-1&dropout=95&data=xor&momentum=x", &["lr", "l2", "dropout", "momentum"], "data=xor"),
            ("noise=3&noise=4&lr=0.2", &["noise"], "lr=0.2"),
            ("data=plane&loss=bce&norm=batch&batch_size=1", &["loss", "batch_size"], "data=plane&norm=batch"),
            ("frozen=4&off=301&hidden=3", &["frozen", "off"], "hidden=3"),
            ("formula=x3&features=x9", &["features", "formula"], ""),
            ("features=&optimizer=adm&lr=0.5", &["features", "optimizer"], "lr=0.5"),
        ];
        for (link, wrong, rest) in rows {
            let asked = Asked::read(link);
            assert_eq!(fields(&asked), *wrong, "{link}");
            assert_eq!(asked.config.to_link(), *rest, "{link}");
            assert!(asked.exact, "{link}");
        }
        let asked = Asked::read("seed=0.5&hidden=8,8");
        let limits: Vec<_> = asked.left_out.iter().map(|error| error.limits.unwrap()).collect();
        assert_eq!(
            (limits[0].max, limits[0].whole, limits[1].max, limits[1].most),
            (4294967295.0, true, 32.0, Some(8))
        );
    }

    #[test]
    fn many_faults_are_all_told() {
        let link: Vec<String> = (0..300).map(|at| format!("s{at}=1")).collect();
        let asked = Asked::read(&format!("{}&noise=5", link.join("&")));
        assert_eq!((asked.left_out.len(), asked.taken, asked.config.noise), (300, 1, 5.0));
        let asked = Asked::read(&"z".repeat(4000));
        assert_eq!((asked.left_out.len(), asked.taken, asked.left_out[0].kind), (1, 0, Kind::TooLong));
    }

    #[test]
    fn what_gave_way_to_a_default_is_not_as_the_link_says() {
        assert!(!Asked::read("hidden=4-99-4&activation=relu.tanh.relu").exact, "two layers have two of the three");
        assert!(Asked::read("hidden=4-4-4&activation=relu.tanh.relu&lr=x").exact);
        let own = Asked::read("data=own&classes=3&lr=0.7");
        assert_eq!((own.own, own.config.data, own.config.lr, own.taken), (true, DataSet::Circle, 0.7, 2));
    }
}
