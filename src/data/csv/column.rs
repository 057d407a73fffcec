//! A column: its name, and its cells as numbers or as words.

use super::amount::Sign;
use super::flaws::Why;
use super::labels::RowLabel;
use crate::data::scaling::is_constant;
use std::borrow::Cow;

/// Words for no and yes, in lower case.
const TRUTHS: [[&str; 2]; 10] = [
    ["no", "yes"],
    ["false", "true"],
    ["n", "y"],
    ["f", "t"],
    ["off", "on"],
    ["nein", "ja"],
    ["non", "oui"],
    ["falsch", "wahr"],
    ["否", "是"],
    ["假", "真"],
];

/// A column, row by row.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether the table has the name: others are called by their places.
    pub(super) named: bool,
    pub(super) values: Values,
    /// Whether decimals stand behind a comma.
    pub(super) decimal_comma: bool,
    /// Why it only labels the rows, if it does.
    pub(super) label: Option<RowLabel>,
}

/// What a column has.
#[derive(Clone, Debug)]
pub(super) enum Values {
    Numbers {
        /// Not a number where there is none.
        of: Vec<f64>,
        /// What stands beside the numbers.
        beside: Sign,
        /// Rows with something else in them than a number or nothing, in order: why, and what.
        odd: Vec<(u32, Why, String)>,
    },
    Words {
        /// The different ones, as first seen. Long ones are shortened only where they are shown:
        /// they may begin alike.
        names: Vec<String>,
        /// Places among the names; [`MISSING`] and [`OTHER`] beside them.
        of: Vec<u8>,
        /// The first word that keeps the column from being one of numbers, where there are numbers
        /// too or it is nearly one: row, why, and what.
        odd: Option<(u32, Why, String)>,
    },
}

/// No word.
pub(super) const MISSING: u8 = u8::MAX;

/// A word beyond those that are told apart.
pub(super) const OTHER: u8 = u8::MAX - 1;

impl Column {
    /// Whether it has numbers.
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self.values, Values::Numbers { .. })
    }

    /// Returns whether it has two numbers or more, and all are equal but for rounding.
    pub(super) fn is_constant(&self) -> bool {
        let Values::Numbers { of, .. } = &self.values else { return false };
        let present = of.iter().copied().filter(|number| !number.is_nan());
        present.clone().count() > 1 && is_constant(present)
    }

    /// Whether it can be learned from: it has numbers, or no and yes.
    pub(super) fn can_be_input(&self) -> bool {
        self.is_numeric() || self.truth().is_some()
    }

    /// Its words for no and for yes, as first seen, where it has these and no others.
    pub(super) fn truth(&self) -> Option<[&str; 2]> {
        let Values::Words { names, .. } = &self.values else { return None };
        let first = |word: &str| names.iter().find(|name| name.to_lowercase() == word);
        let known = |pair: &[&str; 2]| names.iter().all(|name| pair.contains(&name.to_lowercase().as_str()));
        let [no, yes] = TRUTHS.iter().find(|pair| known(pair))?;
        Some([first(no)?, first(yes)?])
    }

    /// Its numbers, not a number where there is none; no and yes are 0 and 1. None where it has
    /// other words.
    pub(super) fn numbers(&self) -> Option<Cow<'_, [f64]>> {
        match &self.values {
            Values::Numbers { of, .. } => Some(Cow::Borrowed(of)),
            Values::Words { names, of, .. } => {
                let yes = self.truth()?[1].to_lowercase();
                let numbers: Vec<f64> = names.iter().map(|name| f64::from(name.to_lowercase() == yes)).collect();
                Some(of.iter().map(|&name| numbers.get(usize::from(name)).copied().unwrap_or(f64::NAN)).collect())
            }
        }
    }

    /// Whether a row has a value here.
    pub(super) fn has(&self, row: usize) -> bool {
        match &self.values {
            Values::Numbers { of, .. } => !of[row].is_nan(),
            Values::Words { of, .. } => of[row] != MISSING,
        }
    }

    /// Why a row has none, and what is there instead.
    pub(super) fn lacks(&self, row: usize) -> (Why, String) {
        let odd = match &self.values {
            Values::Numbers { odd, .. } => {
                odd.binary_search_by_key(&(row as u32), |(row, ..)| *row).ok().map(|at| &odd[at])
            }
            Values::Words { .. } => None,
        };
        odd.map_or((Why::Missing, String::new()), |(_, why, found)| (*why, found.clone()))
    }

    /// Rows without a value.
    pub(super) fn missing(&self, rows: usize) -> usize {
        (0..rows).filter(|&row| !self.has(row)).count()
    }
}
