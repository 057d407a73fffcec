//! Which records are rows of the table, and why the others are not.

use super::MOST_FIELDS;
use super::amount::read_either_way;
use super::cell::Value;
use super::dialect::Dialect;
use super::flaws::Flaw;
use super::records::{Cell, Record, Records};
use super::sheet::FIELD;
use crate::error::{Error, Kind, Result};

/// Rows that are looked at to see which columns have numbers.
const LOOKED_AT: usize = 100;

/// The records of a table.
pub(super) struct Rows {
    pub(super) good: Vec<Record>,
    /// Those that are no rows, by line.
    pub(super) broken: Vec<Broken>,
    /// How many columns there are.
    pub(super) width: usize,
    /// Rows behind a number sign, which somebody has taken out.
    pub(super) comments: u32,
}

/// A record that is no row, and why.
pub(super) struct Broken {
    pub(super) record: Record,
    pub(super) flaw: Flaw,
}

impl Rows {
    /// Sorts records out. A row has the usual number of cells; empty ones behind these count for
    /// nothing, so that all lines or some may end in a separator.
    pub(super) fn of(text: &str, dialect: Dialect, records: Vec<Record>, cells: &[Cell]) -> Result<Rows> {
        let none = || Error::new(Kind::Empty, FIELD, "", "rows of data");
        if dialect.width > MOST_FIELDS {
            let most = records.iter().map(|record| record.fields).max().unwrap_or(dialect.width);
            return Err(Error::new(Kind::TooLong, "columns", most, format!("at most {MOST_FIELDS} columns")));
        }
        let filled = |record: &Record| {
            let cells = &cells[record.first..record.first + record.fields.min(MOST_FIELDS)];
            cells.iter().rposition(|cell| !cell.text(text).is_empty()).map_or(0, |last| last + 1)
        };
        let usual = records.iter().filter(|record| record.fields == dialect.width);
        let width = usual.map(filled).max().filter(|&width| width > 0).ok_or_else(none)?;
        let is_row = |record: &Record| {
            let surplus = record.fields > width && record.fields <= MOST_FIELDS && filled(record) <= width;
            (record.fields == width || surplus) && !record.torn
        };
        let (good, mut bad): (Vec<Record>, Vec<Record>) = records.into_iter().partition(is_row);
        let known = Known::of(text, width, &good, cells);
        let (over, good): (Vec<Record>, Vec<Record>) =
            good.into_iter().partition(|record| known.goes_over_rows(record, dialect));
        bad.extend(over);
        bad.sort_unstable_by_key(|record| record.line);
        let tell = |record: Record| {
            let over = known.goes_over_rows(&record, dialect);
            Broken { record, flaw: if over { Flaw::over_lines(&record) } else { Flaw::of(&record) } }
        };
        let broken = bad.into_iter().map(tell).collect();
        let all = good.len();
        let good: Vec<Record> = good.into_iter().filter(|record| !known.was_taken_out(record, cells)).collect();
        // Words behind number signs, and nothing else, are comments.
        let is_word = |cell: &Cell| !read_either_way(&cell.text(text)).is_number();
        let is_comment = |record: &Record| record.hash && cells[record.first..][..record.fields].iter().all(is_word);
        if good.iter().all(is_comment) {
            return Err(none());
        }
        Ok(Rows { comments: (all - good.len()) as u32, good, broken, width })
    }
}

/// What the first rows have.
struct Known<'a> {
    text: &'a str,
    /// Whether each column has numbers in half of them or more: the first may be names.
    numeric: Vec<bool>,
}

impl<'a> Known<'a> {
    fn of(text: &'a str, width: usize, rows: &[Record], cells: &[Cell]) -> Self {
        let mut counts = vec![(0, 0); width];
        for record in rows.iter().filter(|record| !record.hash).take(LOOKED_AT) {
            for (count, &cell) in counts.iter_mut().zip(&cells[record.first..]) {
                let value = read_either_way(&cell.text(text));
                count.0 += usize::from(value.is_number());
                count.1 += usize::from(value == Value::Word);
            }
        }
        Known { text, numeric: counts.iter().map(|&(numbers, words)| numbers > 0 && numbers >= words).collect() }
    }

    /// Whether a record has a cell in quotes that goes over several lines, each of which would be a
    /// row without the quotes: one is missing, or too many.
    fn goes_over_rows(&self, record: &Record, dialect: Dialect) -> bool {
        if record.line == record.last {
            return false;
        }
        let text = &self.text[record.start..record.end];
        let (mut lines, mut cells) = (Records::lines(text, dialect.separator), Vec::new());
        std::iter::from_fn(|| {
            cells.clear();
            let line = lines.next(&mut cells)?;
            let values = cells.iter().zip(&self.numeric).filter(|&(_, &numeric)| numeric);
            let values: Vec<Value> = values.map(|(&cell, _)| read_either_way(&cell.text(text))).collect();
            let empty = !values.is_empty() && values.iter().all(|&value| value == Value::Missing);
            Some(line.fields == dialect.width && !empty && !values.contains(&Value::Word))
        })
        .all(|is_row| is_row)
    }

    /// Whether a row stands behind a number sign, and would be one without it. Cells of its own may
    /// begin with the sign: these are no numbers in a column of numbers.
    fn was_taken_out(&self, record: &Record, cells: &[Cell]) -> bool {
        let first = cells[record.first].text(self.text);
        let number = first.strip_prefix('#').unwrap_or(&first).trim_start();
        record.hash && self.numeric.first() == Some(&true) && read_either_way(number).is_number()
    }
}
