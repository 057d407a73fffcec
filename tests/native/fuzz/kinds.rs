//! The kinds of things that come from outside, and what is done with what was read.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::chance::Chance;
use super::{Kind, mutate};
use chainrule::data::Formula;
use chainrule::data::csv::{Choice, Sheet};
use chainrule::error::Error;
use chainrule::session::{Asked, Config, Keep, Session, Undo, Value};

/// How seldom what was read is trained too: making a session takes a hundred times as long as reading what it is made of.
const SELDOM: usize = 20;

/// Settings behind `#`.
pub(super) struct Links;

const LINK: &[&str] = &[
    "&",
    "=",
    "%",
    "%00",
    "%f0%9f",
    "+",
    "-",
    ".",
    "hidden",
    "data=",
    "8-8",
    "none",
    "true",
    "own",
    "__proto__",
    "?",
    "#",
    "&&",
    "lr=1&",
    "networkShape=8,8&",
    "&regularization=L1&regularizationRate=0.01",
    "&problem=regression",
    "&x=false",
];

impl Kind for Links {
    fn input(&self, chance: &mut Chance) -> Vec<u8> {
        let link = valid(chance).to_link();
        mutate::text(&link, LINK, chance).into_bytes()
    }

    fn read(&self, input: &[u8], chance: &mut Chance) -> Result<(), Error> {
        let text = String::from_utf8_lossy(input);
        let (asked, config) = (Asked::read(&text), Config::from_link(&text));
        assert_eq!(Config::from_link(&asked.config.to_link()).as_ref(), Ok(&asked.config));
        // All that is wrong is told, and nothing else.
        if asked.differences.is_none() && !asked.own {
            assert_eq!(asked.left_out.is_empty(), config.is_ok());
            assert!(config.as_ref().is_err() || config.as_ref() == Ok(&asked.config));
        }
        let config = config?;
        assert_eq!(Config::from_link(&config.to_link()).as_ref(), Ok(&config));
        if chance.once_in(SELDOM) {
            started(config);
        }
        Ok(())
    }
}

/// A configuration that stands, whatever was tried to come to it.
fn valid(chance: &mut Chance) -> Config {
    let mut config = Config::default();
    for _ in 0..chance.below(4) {
        let changes: Vec<_> = (0..1 + chance.below(3)).map(|_| chance.setting()).collect();
        let changes = changes.into_iter().map(|setting| (setting.key, chance.value(setting)));
        config = config.with(changes.collect::<Vec<_>>()).unwrap_or(config);
    }
    config
}

/// Takes a configuration as the page does, and takes it back: the session that was comes back to the bit.
fn started(config: Config) {
    let mut session = Session::<f32>::new(Config::default());
    let mut undo = Undo::default();
    let params = session.params();
    undo.configure(&mut session, config, &[], 0.0);
    // Some settings cannot train, and say so.
    let _ = session.advance(3, || true);
    assert!(session.params().iter().all(|p| p.is_finite()));
    let was_reset = undo.undo(&mut session).is_some_and(|undone| undone.swapped);
    assert_eq!(session.config(), &Config::default());
    assert!(!was_reset || session.params() == params);
}

/// Changes of a configuration, as objects of JavaScript have them.
pub(super) struct Settings;

impl Kind for Settings {
    fn input(&self, chance: &mut Chance) -> Vec<u8> {
        // The case itself: changes are no text.
        chance.bits().to_le_bytes().to_vec()
    }

    fn read(&self, _: &[u8], chance: &mut Chance) -> Result<(), Error> {
        let config = valid(chance);
        let changes: Vec<(String, Value)> = (0..1 + chance.below(5))
            .map(|_| {
                let setting = chance.setting();
                let key =
                    if chance.once_in(12) { mutate::text(setting.key, LINK, chance) } else { setting.key.to_owned() };
                let value = if chance.once_in(5) { chance.any_value() } else { chance.value(setting) };
                (key, value)
            })
            .collect();
        let changed = config.with(changes.iter().map(|(key, value)| (key.as_str(), value.clone())))?;
        assert_eq!(Config::from_link(&changed.to_link()).map(|again| again.to_link()), Ok(changed.to_link()));
        if chance.once_in(SELDOM) {
            started(changed);
        }
        Ok(())
    }
}

/// Formulas of the user's own.
pub(super) struct Formulas;

const FORMULA: &[&str] = &[
    "x1", "x2", "pi", "e", "sin(", "min(", "max(", "tanh", "(", ")", ",", "+", "-", "−", "*", "/", "^", "<", ">=", "=",
    " ", "²", "中", "-(", "1/", "abs(", "ln(",
];

impl Kind for Formulas {
    fn input(&self, chance: &mut Chance) -> Vec<u8> {
        let valid =
            "sin(2*x1) - x2/3|(x1 > 0) + x2^2/40|max(x1, x2)^2/(1 + abs(x1))|1/(1 + exp(-x1))|-x1^-2^x2|min(pi*x1, e)|";
        let mut text = chance.pick(&valid.split('|').collect::<Vec<_>>()).to_owned();
        if chance.once_in(3) {
            text = (0..chance.below(40)).map(|_| chance.pick(FORMULA)).collect();
        }
        mutate::text(&text, FORMULA, chance).into_bytes()
    }

    fn read(&self, input: &[u8], chance: &mut Chance) -> Result<(), Error> {
        let text = String::from_utf8_lossy(input).into_owned();
        let formula = Formula::parse(&text)?;
        assert_eq!(Formula::parse(formula.text()).as_ref(), Ok(&formula));
        formula.at(&[0.5, -2.0]);
        let config = Config::default().with([("formula", Value::Text(text))])?;
        if chance.once_in(SELDOM) {
            started(config);
        }
        Ok(())
    }
}

/// Tables that are pasted or dropped.
pub(super) struct Tables;

const TABLE: &[&str] = &[
    ",", ";", "\t", "|", " ", "\n", "\r\n", "\r", "\"", "\"\"", "\"a,b\"", "#", "\u{feff}", "NA", "?", "∞", "−1",
    "1,5", "setosa", "\0", ",,", "\n\n",
];

impl Kind for Tables {
    fn input(&self, chance: &mut Chance) -> Vec<u8> {
        let known = [
            include_str!("../../../www/data/iris.csv"),
            include_str!("../../../www/data/wine.csv"),
            "a;b;kind\n1,5;2;x\n2,5;3;y\n3,5;oops;x\n1;2;x\n4;5;y\n",
            "1 2\n3 4\n5 6\n",
            "t\tv\n1\t\"2\"\n2\t3\n",
        ];
        let table = chance.pick(&known);
        // A few lines of it: so the rest is not what takes the time.
        let lines = 1 + chance.below(25);
        let few: String = table.split_inclusive('\n').take(lines).collect();
        let mut text = mutate::text(&few, TABLE, chance);
        if chance.once_in(20_000) && !text.is_empty() {
            text = text.repeat(5_000_000 / text.len());
        }
        text.into_bytes()
    }

    fn read(&self, input: &[u8], chance: &mut Chance) -> Result<(), Error> {
        let sheet = Sheet::read(&String::from_utf8_lossy(input))?;
        let report = sheet.report();
        assert_eq!(report.rows as usize, sheet.rows());
        let suggested = sheet.suggest();
        let any = |chance: &mut Chance| chance.below(report.columns.len() + 2);
        let other = Choice {
            inputs: (0..chance.below(6)).map(|_| any(chance)).collect(),
            target: any(chance),
            as_classes: chance.pick(&[None, Some(true), Some(false)]),
        };
        let choice = if chance.once_in(3) { other } else { suggested };
        let flaws = sheet.flaws(&choice)?;
        let selection = sheet.select(&choice)?;
        assert!(flaws.first.len() <= flaws.count as usize);
        assert!(selection.x.iter().chain(&selection.targets).all(|x| x.is_finite()));
        let config = Config::default().reading(selection.table(), chance.once_in(2))?;
        if input.len() > 1_000_000 || chance.once_in(SELDOM) {
            started(config);
        }
        Ok(())
    }
}

/// Sessions that were kept in the browser, in a link or in a file.
pub(super) struct Saved {
    valid: Vec<Vec<u8>>,
}

impl Saved {
    pub(super) fn new() -> Self {
        let links = [
            "samples=20&hidden=2",
            "samples=30&optimizer=adam&hidden=3-2&patience=3",
            "samples=24&norm=batch&optimizer=nadam&schedule=plateau",
            "samples=20&data=sine&hidden=none&features=x1&loss=mse",
            "samples=40&data=rings&classes=3&dropout=20&norm=layer",
        ];
        let mut valid = Vec::new();
        for link in links {
            let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
            session.advance(25, || true).unwrap();
            valid.extend([session.saved(Keep::Present), session.saved(Keep::All)]);
            let painted = session.painted([1.0, 1.0], 1.0).unwrap();
            session.configure(painted);
            session.advance(5, || true).unwrap();
            valid.extend([session.saved(Keep::Present), session.saved(Keep::All)]);
        }
        Saved { valid }
    }
}

impl Kind for Saved {
    fn input(&self, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.valid[chance.below(self.valid.len())].clone();
        let other = chance.below(self.valid.len());
        mutate::bytes(&mut bytes, &self.valid[other], chance);
        bytes
    }

    fn read(&self, input: &[u8], _: &mut Chance) -> Result<(), Error> {
        let mut session = Session::<f32>::opened(input)?.session;
        // What was opened is a session like any other.
        let _ = session.advance(2, || true);
        session.report();
        assert!(session.params().iter().all(|p| p.is_finite()));
        // The beginning may be without figures: there may have been no points.
        assert!(session.curve().skip(1).all(|record| record.is_finite()));
        let again = Session::<f32>::opened(&session.saved(Keep::All))?;
        assert_eq!(again.left_out, [], "what was salvaged is saved whole");
        Ok(())
    }
}
