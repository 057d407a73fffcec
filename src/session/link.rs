//! A configuration as the readable text of a link, and back.

use super::config::Config;
use super::settings::{SETTINGS, Setting, Shape, too_long};
use super::value::Value;
use crate::data::Table;
use crate::error::{Kind, Result};
use lexical_parse_float::FromLexical;
use std::sync::Arc;

/// Longest link that is read, in bytes.
const MOST: usize = 3000;

/// How an empty list is written.
const NONE: &str = "none";

impl Config {
    /// `key=value&…`, with defaults left out.
    pub fn to_link(&self) -> String {
        let usual = Config::default();
        // What is read later brings the same things along.
        let bringing = |keys: &[&str]| {
            let some = SETTINGS.iter().filter(|setting| keys.contains(&setting.key));
            usual.with(some.map(|setting| (setting.key, setting.get(self)))).unwrap_or_else(|_| usual.clone())
        };
        let (of_data, base) = (bringing(&["data"]), bringing(&["data", "classes", "optimizer", "schedule"]));
        let mut link = form_urlencoded::Serializer::new(String::new());
        for setting in SETTINGS {
            let value = setting.get(self);
            let before = match setting.key {
                "data" | "optimizer" | "schedule" => &usual,
                "classes" => &of_data,
                _ => &base,
            };
            if value != setting.get(before) {
                link.append_pair(setting.key, &written(&value));
            }
        }
        link.finish()
    }

    /// The same with every setting, defaults too.
    pub(super) fn to_whole_link(&self) -> String {
        let mut link = form_urlencoded::Serializer::new(String::new());
        for setting in SETTINGS {
            link.append_pair(setting.key, &written(&setting.get(self)));
        }
        link.finish()
    }

    /// Reads what [`Config::to_link`] wrote, or a person. [`super::Asked`] reads on where something is wrong.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn from_link(link: &str) -> Result<Config> {
        // A link has no points in it: the user's own begin with none.
        Config::from_link_about(link, Config::default().own)
    }

    /// The same, about points of the user's own.
    pub(super) fn from_link_about(link: &str, own: Arc<Table>) -> Result<Config> {
        let changes = pairs(link)?.iter().map(|(key, text)| change(key, text)).collect::<Result<Vec<_>>>()?;
        let about = Config { own: Arc::clone(&own), ..Config::default() };
        // Points stay as they are: neither parted anew nor taken over from a data set.
        Ok(Config { own, ..about.with(changes)? })
    }
}

/// Splits a link into names and texts.
pub(super) fn pairs(link: &str) -> Result<Vec<(String, String)>> {
    if link.len() > MOST {
        return Err(too_long("link", link.len(), MOST));
    }
    Ok(form_urlencoded::parse(link.as_bytes()).into_owned().collect())
}

/// Reads a setting and its value; their limits are not checked yet.
pub(super) fn change(key: &str, text: &str) -> Result<(&'static str, Value)> {
    let setting = Setting::named(key)?;
    Ok((setting.key, read(setting, text)?))
}

fn written(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) if list.is_empty() => NONE.to_owned(),
        Value::Texts(list) => list.join("."),
        Value::List(list) => list.iter().map(f64::to_string).collect::<Vec<_>>().join("-"),
    }
}

fn read(setting: &Setting, text: &str) -> Result<Value> {
    let shape = setting.shape();
    let wrong = || setting.error(Kind::WrongType, format!("\"{text}\""), &shape);
    let number = |text: &str| f64::from_lexical(text.as_bytes()).map_err(|_| wrong());
    Ok(match shape {
        Shape::Number { .. } => Value::Number(number(text)?),
        Shape::Choice { .. } | Shape::Formula { .. } => Value::Text(text.to_owned()),
        Shape::Set { .. } if text.is_empty() => Value::Texts(Vec::new()),
        Shape::Choices { .. } | Shape::Set { .. } => Value::Texts(text.split('.').map(str::to_owned).collect()),
        Shape::List { .. } if text == NONE => Value::List(Vec::new()),
        Shape::List { .. } => Value::List(text.split('-').map(number).collect::<Result<_>>()?),
        Shape::Flag => Value::Flag(text.parse().map_err(|_| wrong())?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for link in [
            "",
            "data=spiral&noise=12.5&hidden=8-8-3&activation=relu&lr=0.00001",
            "data=plane&hidden=none&loss=half-sse",
            "data=multi-gauss",
            "data=spiral&classes=3",
            "data=blobs&classes=2",
            "classes=7",
            "data=own",
            "data=own&classes=4",
            "data=sine&noise=20&standardise=true&contours=true&hard=true&show_wrong=true&relief=true",
            "features=x1.x2.x1x2",
            "hidden=none&frozen=1",
            "norm=layer&frozen=1-3&off=102-104-201",
            "features=sin-x1&formula=sin%28x1%29+%2B+x2%5E2",
            "samples=5000&train_share=90&batch_size=1&data_seed=4294967295&seed=0&l1=0.001&l2=1&speed=1&show_test=true&log_loss=true&log_epoch=true&show_accuracy=true&show_lr=true",
        ] {
            let config = Config::from_link(link).unwrap();
            let written = config.to_link();
            assert_eq!(Config::from_link(&written).unwrap(), config);
            assert_eq!(written.split('&').count(), link.split('&').count(), "{link} became {written}");
        }
        assert_eq!(Config::from_link("").unwrap(), Config::default());
    }

    #[test]
    fn refuses_with_the_setting_at_fault() {
        let long = "9".repeat(4000);
        let rows: &[(&str, Kind, &str)] = &[
            ("nois=3", Kind::UnknownSetting, "nois"),
            ("noise=3&noise=4", Kind::Duplicate, "noise"),
            ("noise=much", Kind::WrongType, "noise"),
            ("noise=", Kind::WrongType, "noise"),
            ("noise=51", Kind::OutOfRange, "noise"),
            ("lr=NaN", Kind::NotFinite, "lr"),
            ("lr=inf", Kind::NotFinite, "lr"),
            ("lr=0", Kind::OutOfRange, "lr"),
            ("samples=1e9", Kind::OutOfRange, "samples"),
            ("samples=20.5", Kind::OutOfRange, "samples"),
            ("seed=-1", Kind::OutOfRange, "seed"),
            ("data=moon", Kind::NotAChoice, "data"),
            ("data=<script>alert(1)</script>", Kind::NotAChoice, "data"),
            ("hidden=4-99", Kind::OutOfRange, "hidden"),
            ("hidden=0", Kind::OutOfRange, "hidden"),
            ("hidden=1-1-1-1-1-1-1-1-1", Kind::TooLong, "hidden"),
            ("hidden=4,2", Kind::WrongType, "hidden"),
            ("frozen=4", Kind::DoesNotFit, "frozen"),
            ("hidden=none&frozen=2", Kind::DoesNotFit, "frozen"),
            ("off=105", Kind::DoesNotFit, "off"),
            ("off=200", Kind::DoesNotFit, "off"),
            ("off=301", Kind::DoesNotFit, "off"),
            ("off=4", Kind::OutOfRange, "off"),
            ("show_test=yes", Kind::WrongType, "show_test"),
            ("features=", Kind::Empty, "features"),
            ("features=x1.x3", Kind::NotAChoice, "features"),
            ("formula=x1+x2", Kind::Syntax, "formula"),
            ("formula=x1-", Kind::Incomplete, "formula"),
            ("formula=ln(x1)", Kind::NotFinite, "formula"),
            ("formula=x3", Kind::DoesNotFit, "formula"),
            ("data=sine&formula=x2", Kind::DoesNotFit, "formula"),
            ("data=plane&loss=bce", Kind::DoesNotFit, "loss"),
            ("%ff%fe=1", Kind::UnknownSetting, "\u{fffd}\u{fffd}"),
            (&long, Kind::TooLong, "link"),
        ];
        for (link, kind, field) in rows {
            let error = Config::from_link(link).expect_err(link);
            assert_eq!((error.kind, error.field.as_str()), (*kind, *field), "{error}");
            assert!(error.to_string().len() < 400, "{error}");
        }
    }
}
