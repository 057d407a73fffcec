//! A column: its name, and its cells as numbers or as words.

use super::cell::{Value, value};
use super::flaws::Why;
use super::guard::unguarded;
use super::records::Cell;
use super::short;
use crate::data::scaling::is_constant;
use std::borrow::Cow;
use std::ops::Range;

/// Most different words of a column that are told apart: more are no classes.
const MOST_WORDS: usize = 20;

/// A column of numbers is one whose cells are numbers but for at most a tenth.
const SHARE_OF_NUMBERS: f64 = 0.9;

/// A column, row by row.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) values: Values,
}

/// What a column has.
#[derive(Clone, Debug)]
pub(super) enum Values {
    Numbers {
        /// Not a number where there is none.
        of: Vec<f64>,
        /// Rows with something else in them than a number or nothing, in order: why, and what.
        odd: Vec<(u32, Why, String)>,
    },
    Words {
        /// The different ones, as first seen. Long ones are shortened only where they are shown: they may begin alike.
        names: Vec<String>,
        /// Places among the names; [`MISSING`] and [`OTHER`] beside them.
        of: Vec<u8>,
        /// The first word, where there are numbers too: it keeps the column from being one of numbers.
        odd: Option<String>,
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

/// The cells of one column while it is not known yet whether the first is a name.
pub(super) struct Reader<'a> {
    text: &'a str,
    decimal_comma: bool,
    cells: Vec<Cell>,
    /// The cells that are numbers as such, all others as none.
    numbers: Vec<f64>,
    /// Whether nearly all are.
    pub(super) numeric: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, cells: Vec<Cell>, decimal_comma: bool) -> Self {
        let mut reader = Reader { text, decimal_comma, cells, numbers: Vec::new(), numeric: false };
        // The first may be a name, which says nothing about the others.
        let first_told = usize::from(reader.cells.len() > 1);
        let (mut present, mut numbers) = (0u32, 0u32);
        for (row, &cell) in reader.cells.iter().enumerate() {
            let value = reader.value(cell);
            reader.numbers.push(if let Value::Number(number) = value { number } else { f64::NAN });
            if row >= first_told {
                present += u32::from(value != Value::Missing);
                numbers += u32::from(matches!(value, Value::Number(_) | Value::Infinite));
            }
        }
        reader.numeric = present > 0 && f64::from(numbers) >= SHARE_OF_NUMBERS * f64::from(present);
        reader
    }

    fn text(&self, cell: Cell) -> Cow<'a, str> {
        cell.text(self.text)
    }

    fn value(&self, cell: Cell) -> Value {
        value(&self.text(cell), self.decimal_comma)
    }

    /// Whether the first cell looks like a name over numbers, or like one of them. None where it says nothing.
    pub(super) fn first_is_name(&self) -> Option<bool> {
        let (first, second) = (*self.cells.first()?, self.cells.get(1)?);
        if !self.numeric {
            return None;
        }
        match self.value(first) {
            Value::Word => Some(true),
            // Quotes around the first alone say that it is no number.
            _ if first.quoted && !second.quoted => Some(true),
            Value::Number(_) | Value::Infinite => Some(false),
            Value::Missing => None,
        }
    }

    /// A cell's text, not longer than there is room for.
    pub(super) fn glance(&self, row: usize) -> String {
        self.cells.get(row).map(|&cell| short(unguarded(&self.text(cell)))).unwrap_or_default()
    }

    /// The column, of some of the rows.
    pub(super) fn column(&self, name: String, rows: Range<usize>) -> Column {
        let cells = &self.cells[rows.clone()];
        let values = if self.numeric { self.numbers(cells, &self.numbers[rows]) } else { self.words(cells) };
        Column { name, values }
    }

    fn numbers(&self, cells: &[Cell], of: &[f64]) -> Values {
        let odd = |(row, (&cell, number)): (usize, (&Cell, &f64))| {
            if !number.is_nan() {
                return None;
            }
            let why = match self.value(cell) {
                Value::Infinite => Why::NotFinite,
                Value::Word => Why::NotANumber,
                Value::Missing | Value::Number(_) => return None,
            };
            Some((row as u32, why, short(&self.text(cell))))
        };
        Values::Numbers { of: of.to_vec(), odd: cells.iter().zip(of).enumerate().filter_map(odd).collect() }
    }

    fn words(&self, cells: &[Cell]) -> Values {
        let mut names: Vec<String> = Vec::new();
        let (mut word, mut mixed) = (None, false);
        let place = |&cell: &Cell| {
            let text = self.text(cell);
            match value(&text, self.decimal_comma) {
                Value::Missing => return MISSING,
                Value::Word => _ = word.get_or_insert_with(|| short(&text)),
                Value::Number(_) | Value::Infinite => mixed = true,
            }
            match names.iter().position(|known| *known == text) {
                Some(place) => place as u8,
                None if names.len() == MOST_WORDS => OTHER,
                None => {
                    names.push(text.into_owned());
                    names.len() as u8 - 1
                }
            }
        };
        let of = cells.iter().map(place).collect();
        let names = names.iter().map(|name| unguarded(name).to_owned()).collect();
        Values::Words { names, of, odd: word.filter(|_| mixed) }
    }
}
