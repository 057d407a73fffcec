//! A table that was read: its columns, and the rows that could not be.

use super::column::Column;
use super::decimals::{Decimals, Doubt};
use super::dialect::{Dialect, Separator};
use super::flaws::Flaw;
use super::header::Header;
use super::reader::Reader;
use super::records::{Cell, Passed, Record, Records};
use super::rows::Rows;
use super::{MOST_BYTES, MOST_ROWS};
use crate::error::{Error, Kind, Result};
use serde::Serialize;

/// The argument that has the text.
pub(super) const FIELD: &str = "table";

/// Rows that are shown as they are written.
const GLANCE: usize = 6;

/// A table. Its rows have as many cells as its columns are.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(super) separator: Separator,
    pub(super) decimal_comma: bool,
    pub(super) doubt: Option<Doubt>,
    pub(super) header: bool,
    /// Whether there were more rows than are taken.
    pub(super) cut: bool,
    pub(super) columns: Vec<Column>,
    /// The line that each row begins in.
    pub(super) lines: Vec<u32>,
    /// Rows that are no rows of the table, by line.
    pub(super) broken: Vec<Flaw>,
    /// Lines that are no rows of anything.
    pub(super) passed: Passed,
    /// Lines beside the table, by line.
    pub(super) beside: Vec<Lines>,
    /// The first rows as they are written.
    pub(super) glance: Vec<Vec<String>>,
}

/// Lines beside a table that are told by their numbers, and are no rows that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Lines {
    /// The first line, from 1.
    pub first: u32,
    /// The last line.
    pub last: u32,
    /// What they are.
    pub what: Beside,
}

/// What lines beside a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Beside {
    /// A first line that names the separator.
    Separator,
    /// Lines above the names.
    Above,
    /// A line of units, or the like, under the names.
    Under,
}

impl Sheet {
    /// Reads a table. Refuses what is too large, and what has no row at all.
    pub fn read(text: &str) -> Result<Sheet> {
        Sheet::read_with(text, None)
    }

    /// Reads a table whose decimals stand behind a comma, or behind a point, wherever its numbers
    /// can be read both ways; none leaves it to the table.
    ///
    /// # Errors
    /// Refuses what is too large, and what has no row at all.
    pub fn read_with(text: &str, decimal_comma: Option<bool>) -> Result<Sheet> {
        if text.len() > MOST_BYTES {
            let found = format!("{:.1} MB", text.len() as f64 / 1e6);
            return Err(Error::new(Kind::TooLong, FIELD, found, format!("at most {} MB", MOST_BYTES / 1_000_000)));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let dialect = Dialect::of(text);
        let separator = dialect.separator;
        let (records, cells, mut passed, cut) = split(text, dialect);
        let Rows { good, mut broken, width, comments } = Rows::of(text, dialect, records, &cells)?;
        passed.comments += comments;
        let place = |record: &Record, column: usize| cells[record.first + column];
        let columns: Vec<Vec<Cell>> =
            (0..width).map(|column| good.iter().map(|record| place(record, column)).collect()).collect();
        let decimals = Decimals::of(text, separator, &columns, decimal_comma);
        let commas = decimals.columns.iter();
        let readers: Vec<Reader> =
            columns.into_iter().zip(commas).map(|(cells, &comma)| Reader::new(text, cells, comma)).collect();
        let header = Header::of(text, &readers, &good, &cells, &mut broken);
        passed.comments += header.comments;
        // The row beyond the most there may be was read in case the first is no row.
        let from = header.rows_from;
        let rows = (good.len() - from).min(MOST_ROWS);
        let taken = from..from + rows;
        let mut columns: Vec<Column> =
            readers.iter().zip(header.names).map(|(reader, name)| reader.column(name, taken.clone())).collect();
        // Nothing stands before the outer bar of a Markdown table.
        let outer = separator == Separator::Pipe && columns.len() > 1;
        let skipped = usize::from(outer && !columns[0].named && columns[0].missing(rows) == rows);
        columns.drain(..skipped);
        let others_named = columns.iter().skip(1).all(|column| column.named);
        for (place, column) in columns.iter_mut().enumerate() {
            column.label = column.row_label(place, others_named);
        }
        let mut beside = header.beside;
        if dialect.start > 0 {
            beside.insert(0, Lines { first: 1, last: 1, what: Beside::Separator });
        }
        let glance = taken.clone().take(GLANCE).map(|row| {
            let shown = readers.iter().skip(skipped);
            shown.map(|reader| reader.glance(row)).collect()
        });
        Ok(Sheet {
            separator,
            decimal_comma: decimals.comma,
            doubt: decimals.doubt,
            header: header.found,
            cut: cut || good.len() - from > rows,
            columns,
            lines: good[taken.clone()].iter().map(|record| record.line).collect(),
            broken: broken.into_iter().map(|line| line.flaw).collect(),
            passed,
            beside,
            glance: glance.collect(),
        })
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }
}

/// All records, one more than the most there may be, what was passed over between them, and whether
/// there are still others. A line behind a number sign is one only where it has as many cells as a
/// row; above the rows it may have one more, the sign itself.
fn split(text: &str, dialect: Dialect) -> (Vec<Record>, Vec<Cell>, Passed, bool) {
    let (mut source, mut records, mut cells) =
        (Records::new(text, dialect.separator, dialect.start), Vec::new(), Vec::new());
    let mut above = true;
    let mut comments = 0;
    while records.len() <= MOST_ROWS {
        let Some(mut record) = source.next(&mut cells) else {
            return (records, cells, Passed { comments, ..source.passed }, false);
        };
        if record.hash && (record.fields != dialect.width || dialect.width == 1) {
            let sign = cells.get(record.first).is_some_and(|cell| cell.text(text) == "#");
            if !(above && sign && record.fields == dialect.width + 1) {
                comments += 1;
                cells.truncate(record.first);
                continue;
            }
            cells.remove(record.first);
            record.fields -= 1;
        }
        above &= record.hash || record.fields != dialect.width;
        records.push(record);
    }
    (records, cells, Passed { comments, ..source.passed }, source.next(&mut Vec::new()).is_some())
}
