//! The cells of a column while it is not known yet what it is.

use super::amount::{Sign, amount, why_no_number};
use super::cell::Value;
use super::column::{Column, MISSING, OTHER, Values};
use super::flaws::Why;
use super::guard::unguarded;
use super::heads::MOST_HEADS;
use super::records::Cell;
use super::short;
use std::borrow::Cow;
use std::ops::Range;

/// Most different words of a column that are told apart: more are no classes.
const MOST_WORDS: usize = 20;

/// A column of numbers is one whose cells are numbers but for at most a tenth.
const SHARE_OF_NUMBERS: f64 = 0.9;

/// What a cell is in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Number,
    Missing,
    Word,
}

/// The cells of one column while it is not known yet where its names end.
pub(super) struct Reader<'a> {
    text: &'a str,
    decimal_comma: bool,
    beside: Sign,
    cells: Vec<Cell>,
    /// The cells that are numbers as such, all others as none.
    numbers: Vec<f64>,
    /// What each of the first cells is.
    first: Vec<Is>,
    /// Cells that are numbers, and those that have anything, behind each of the first ones.
    behind: Vec<(u32, u32)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, cells: Vec<Cell>, decimal_comma: bool) -> Self {
        let beside = usual_sign(text, &cells, decimal_comma);
        let none = (Vec::new(), Vec::new(), Vec::new());
        let mut reader = Reader { text, decimal_comma, beside, cells, numbers: none.0, first: none.1, behind: none.2 };
        let (mut numbers, mut present) = (0, 0);
        for row in 0..reader.cells.len() {
            let value = reader.value(reader.cells[row]);
            reader.numbers.push(if let Value::Number(number) = value { number } else { f64::NAN });
            if row <= MOST_HEADS {
                let is = if reader.quoted_alone(row) { Is::Word } else { Is::of(value) };
                reader.first.push(is);
                reader.behind.push((numbers, present));
            }
            numbers += u32::from(value.is_number());
            present += u32::from(value != Value::Missing);
        }
        for behind in &mut reader.behind {
            *behind = (numbers - behind.0, present - behind.1);
        }
        reader
    }

    fn text(&self, cell: Cell) -> Cow<'a, str> {
        cell.text(self.text)
    }

    fn value(&self, cell: Cell) -> Value {
        match amount(&self.text(cell), self.decimal_comma) {
            (Value::Number(_), beside) if !self.beside.fits(beside) => Value::Word,
            (value, _) => value,
        }
    }

    /// Whether a cell is quoted and the next is not: that says that it is no number.
    fn quoted_alone(&self, row: usize) -> bool {
        self.cells[row].quoted && self.cells.get(row + 1).is_some_and(|next| !next.quoted)
    }

    /// Whether nearly all cells from one of the first rows on are numbers.
    pub(super) fn numeric_from(&self, row: usize) -> bool {
        let (numbers, present) = self.behind.get(row).copied().unwrap_or_default();
        present > 0 && f64::from(numbers) >= SHARE_OF_NUMBERS * f64::from(present)
    }

    /// What one of the first cells is: a name over numbers is a word, even where it has digits and
    /// stands in quotes.
    pub(super) fn is(&self, row: usize) -> Is {
        self.first.get(row).copied().unwrap_or(Is::Missing)
    }

    /// A cell's number, not a number where it has none.
    pub(super) fn number(&self, row: usize) -> f64 {
        self.numbers.get(row).copied().unwrap_or(f64::NAN)
    }

    /// A cell as it is written, not longer than there is room for.
    pub(super) fn glance(&self, row: usize) -> String {
        self.cells.get(row).map(|&cell| short(unguarded(&self.text(cell)))).unwrap_or_default()
    }

    /// Whether a cell's word stands in one of the next rows again.
    pub(super) fn comes_again(&self, row: usize, rows: usize) -> bool {
        let word = self.text(self.cells[row]);
        self.cells.iter().skip(row + 1).take(rows).any(|&cell| self.text(cell) == word)
    }

    /// The column, of some of the rows.
    pub(super) fn column(&self, (name, named): (String, bool), rows: Range<usize>) -> Column {
        let cells = &self.cells[rows.clone()];
        // The first row may be a name that was not seen as one.
        let numeric = self.numeric_from(rows.start.max(usize::from(self.cells.len() > 1)));
        let values = if numeric { self.numbers(cells, &self.numbers[rows]) } else { self.words(cells) };
        Column { name, named, values, decimal_comma: self.decimal_comma, label: None }
    }

    fn numbers(&self, cells: &[Cell], of: &[f64]) -> Values {
        let odd = |(row, (&cell, number)): (usize, (&Cell, &f64))| {
            if !number.is_nan() {
                return None;
            }
            let why = match self.value(cell) {
                Value::Infinite => Why::NotFinite,
                Value::Word => self.why(cell),
                Value::Missing | Value::Number(_) => return None,
            };
            Some((row as u32, why, short(&self.text(cell))))
        };
        let odd = cells.iter().zip(of).enumerate().filter_map(odd).collect();
        Values::Numbers { of: of.to_vec(), beside: self.beside, odd }
    }

    fn words(&self, cells: &[Cell]) -> Values {
        let mut names: Vec<String> = Vec::new();
        let (mut odd, mut mixed) = (None, false);
        let mut place = |(row, &cell): (usize, &Cell)| {
            let text = self.text(cell);
            match self.value(cell) {
                Value::Missing => return MISSING,
                Value::Word => _ = odd.get_or_insert_with(|| (row as u32, self.why(cell), short(&text))),
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
        let of = cells.iter().enumerate().map(&mut place).collect();
        let names = names.iter().map(|name| unguarded(name).to_owned()).collect();
        Values::Words { names, of, odd: odd.filter(|(_, why, _)| mixed || *why != Why::NotANumber) }
    }

    fn why(&self, cell: Cell) -> Why {
        why_no_number(&self.text(cell), self.decimal_comma, self.beside)
    }
}

impl Is {
    fn of(value: Value) -> Is {
        match value {
            Value::Number(_) | Value::Infinite => Is::Number,
            Value::Missing => Is::Missing,
            Value::Word => Is::Word,
        }
    }
}

/// What stands beside the numbers of a column: percent where most have it, else the currency of
/// most that have one.
fn usual_sign(text: &str, cells: &[Cell], decimal_comma: bool) -> Sign {
    let mut counts: Vec<(Sign, usize)> = vec![(Sign::None, 0), (Sign::Percent, 0)];
    for cell in cells {
        if let (Value::Number(_), beside) = amount(&cell.text(text), decimal_comma) {
            match counts.iter_mut().find(|(known, _)| *known == beside) {
                Some((_, count)) => *count += 1,
                None => counts.push((beside, 1)),
            }
        }
    }
    let money = counts[2..].iter().copied().rev().max_by_key(|(_, count)| *count);
    match (counts[0].1, counts[1].1, money) {
        (bare, percent, money) if percent > bare.max(money.map_or(0, |(_, count)| count)) => Sign::Percent,
        (.., Some((money, _))) => money,
        _ => Sign::None,
    }
}
