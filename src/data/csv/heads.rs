//! Which line has the columns' names, where there are lines above the rows.

use super::reader::{Is, Reader};
use super::units;

/// Most lines above the rows that are as wide as these.
pub(super) const MOST_HEADS: usize = 10;

/// Rows that are searched for a word again.
const SEARCHED: usize = 200;

/// Numbers that name columns as years.
const YEARS: std::ops::RangeInclusive<f64> = 1800.0..=2100.0;

/// A line of units has at least this share of them.
const SHARE_OF_UNITS: f64 = 0.75;

/// The lines above the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Heads {
    /// The one with names, if there is one.
    pub(super) names: Option<usize>,
    /// How many there are: the first row behind them.
    pub(super) count: usize,
}

impl Heads {
    /// Finds them: the last of them has words where the rows have numbers, and none above it is a
    /// row. Of several, a line of units stands under the names, any other line above them. A first
    /// line alone has names where more columns of numbers begin with a word than with a number,
    /// where there are only words, or where its numbers are those of the columns.
    pub(super) fn of(readers: &[Reader], rows: usize) -> Heads {
        let numeric = |from: usize| readers.iter().filter(move |reader| reader.numeric_from(from));
        let count = |from: usize, row: usize, is: Is| numeric(from).filter(|reader| reader.is(row) == is).count();
        let most = (1..=MOST_HEADS.min(rows.saturating_sub(1)))
            .filter(|&heads| heads == 1 || Head { readers, heads }.ends_them())
            .max_by_key(|&heads| (numeric(heads).count(), heads));
        let Some(heads) = most else { return Heads::default() };
        if heads == 1 {
            let names = numeric(1).count() == 0
                || count(1, 0, Is::Word) > count(1, 0, Is::Number)
                || (number_columns(readers, 0) && !number_columns(readers, 1));
            return Heads { names: names.then_some(0), count: usize::from(names) };
        }
        let under = Head { readers, heads }.is_under_names();
        let names = heads - 1 - usize::from(under);
        let named = count(heads, names, Is::Word) > count(heads, names, Is::Number);
        Heads { names: named.then_some(names), count: heads }
    }
}

/// Whether the numbers of a line count from column to column: they are years, beside words that do
/// not come again, or begin with 0 behind an empty cell, as pandas numbers columns.
fn number_columns(readers: &[Reader], line: usize) -> bool {
    let (columns, others): (Vec<&Reader>, Vec<&Reader>) =
        readers.iter().partition(|reader| reader.is(line) == Is::Number);
    let numbers: Vec<f64> = columns.iter().map(|reader| reader.number(line)).collect();
    let counts = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
    let years = !others.is_empty() && numbers.iter().all(|year| YEARS.contains(year));
    let value = |reader: &&Reader| reader.is(line) == Is::Word && reader.comes_again(line, SEARCHED);
    let numbered = readers[0].glance(line).is_empty() && others.len() == 1 && numbers.first() == Some(&0.0);
    counts && ((years && !others.iter().any(value)) || numbered)
}

/// So many first lines, taken as lines above the rows.
#[derive(Clone, Copy)]
struct Head<'a> {
    readers: &'a [Reader<'a>],
    heads: usize,
}

impl Head<'_> {
    fn is_numeric(self, reader: &&Reader) -> bool {
        reader.numeric_from(self.heads)
    }

    /// How many columns of numbers, and of others, have that in a line.
    fn count(self, line: usize, is: Is) -> (usize, usize) {
        let has = self.readers.iter().filter(|reader| reader.is(line) == is);
        let (numbers, others): (Vec<&Reader>, Vec<&Reader>) = has.partition(|reader| self.is_numeric(reader));
        (numbers.len(), others.len())
    }

    /// Whether the last of them is such a line, and none before it a row.
    fn ends_them(self) -> bool {
        let last = self.heads - 1;
        let ((words, others), (numbers, _)) = (self.count(last, Is::Word), self.count(last, Is::Number));
        let row = |line: usize| self.count(line, Is::Word).0 == 0 && self.count(line, Is::Number).0 > 0;
        if words == 0 || numbers > 0 || (0..last).any(row) {
            return false;
        }
        // A single word may be a slip in a row, and words that come again are values.
        let is_unit = |reader: &Reader| reader.is(last) != Is::Word || units::is_unit(&reader.glance(last));
        let plain =
            words > 1 || others == 0 || self.readers.iter().filter(|reader| self.is_numeric(reader)).all(is_unit);
        let value = |reader: &Reader| reader.is(last) == Is::Word && reader.comes_again(last, SEARCHED);
        plain && !self.readers.iter().any(|reader| !self.is_numeric(&reader) && value(reader))
    }

    /// Whether the last of them has units, or anything that is no name, and the one before may have
    /// the names.
    fn is_under_names(self) -> bool {
        let texts =
            |line: usize| self.readers.iter().map(move |reader| reader.glance(line)).filter(|text| !text.is_empty());
        let units = |line: usize| {
            let (units, all) =
                texts(line).fold((0, 0), |(units, all), text| (units + u32::from(units::is_unit(&text)), all + 1));
            f64::from(units) / f64::from(all.max(1_u32))
        };
        let last = self.heads - 1;
        let mut names: Vec<String> = texts(last).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() < all || (units(last) >= SHARE_OF_UNITS && units(last) >= units(last - 1))
    }
}
