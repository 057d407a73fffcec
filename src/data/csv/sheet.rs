//! A table that was read: its columns, and the rows that could not be.

use super::column::{Column, Reader};
use super::dialect::{Separator, Widths, has_decimal_comma};
use super::flaws::{Flaw, Why};
use super::records::{Cell, Passed, Record, Records};
use super::{MOST_BYTES, MOST_FIELDS, MOST_ROWS};
use crate::error::{Error, Kind, Result};

/// The argument that has the text.
const FIELD: &str = "table";

/// Rows that are shown as they are written.
const GLANCE: usize = 6;

/// A table. Its rows have as many cells as its columns are.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(super) separator: Separator,
    pub(super) decimal_comma: bool,
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
    /// The first rows as they are written.
    pub(super) glance: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads a table. Refuses what is too large, and what has no row at all.
    pub fn read(text: &str) -> Result<Sheet> {
        if text.len() > MOST_BYTES {
            let found = format!("{:.1} MB", text.len() as f64 / 1e6);
            return Err(Error::new(Kind::TooLong, FIELD, found, format!("at most {} MB", MOST_BYTES / 1_000_000)));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let separator = Separator::of(text);
        let (records, cells, passed, cut) = split(text, separator);
        let (width, broken, good) = sort_out(&records)?;
        let decimal_comma = has_decimal_comma(text, separator, &cells);
        let readers: Vec<Reader> = (0..width)
            .map(|column| {
                let of_column = good.iter().map(|record| cells[record.first + column]).collect();
                Reader::new(text, of_column, decimal_comma)
            })
            .collect();
        let header = has_header(&readers, good.len());
        let from = usize::from(header);
        // The row beyond the most there may be was read in case the first is no row.
        let rows = (good.len() - from).min(MOST_ROWS);
        let names = names(&readers, header);
        let taken = from..from + rows;
        let columns = readers.iter().zip(names).map(|(reader, name)| reader.column(name, taken.clone())).collect();
        let glance = taken.clone().take(GLANCE).map(|row| readers.iter().map(|reader| reader.glance(row)).collect());
        Ok(Sheet {
            separator,
            decimal_comma,
            header,
            cut: cut || good.len() - from > rows,
            columns,
            lines: good[taken.clone()].iter().map(|record| record.line).collect(),
            broken,
            passed,
            glance: glance.collect(),
        })
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }
}

/// All records, one more than the most there may be, what was passed over between them, and whether there are still others.
fn split(text: &str, separator: Separator) -> (Vec<Record>, Vec<Cell>, Passed, bool) {
    let (mut source, mut records, mut cells) = (Records::new(text, separator), Vec::new(), Vec::new());
    while records.len() <= MOST_ROWS {
        match source.next(&mut cells) {
            Some(record) => records.push(record),
            None => return (records, cells, source.passed, false),
        }
    }
    (records, cells, source.passed, source.next(&mut Vec::new()).is_some())
}

/// How many columns there are, which records are no rows of them, and which are.
fn sort_out(records: &[Record]) -> Result<(usize, Vec<Flaw>, Vec<Record>)> {
    let mut widths = Widths::default();
    records.iter().for_each(|record| widths.add(record.fields));
    let (width, _) = widths.usual();
    if width == 0 {
        return Err(Error::new(Kind::Empty, FIELD, "", "rows of data"));
    }
    if width > MOST_FIELDS {
        let most = records.iter().map(|record| record.fields).max().unwrap_or(width);
        return Err(Error::new(Kind::TooLong, "columns", most, format!("at most {MOST_FIELDS} columns")));
    }
    let flaw = |record: &Record| {
        let (why, found) =
            if record.torn { (Why::Quote, String::new()) } else { (Why::Fields, record.fields.to_string()) };
        Flaw { line: record.line, column: None, why, found }
    };
    let (good, broken): (Vec<Record>, Vec<Record>) =
        records.iter().partition(|record| record.fields == width && !record.torn);
    Ok((width, broken.iter().map(flaw).collect(), good))
}

/// Whether the first row has names: where more columns of numbers begin with a word than with a number, or where there are only words.
fn has_header(readers: &[Reader], rows: usize) -> bool {
    let votes = |name: bool| readers.iter().filter(|reader| reader.first_is_name() == Some(name)).count();
    rows > 1 && (votes(true) > votes(false) || !readers.iter().any(|reader| reader.numeric))
}

/// Of each column, no two alike.
fn names(readers: &[Reader], header: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (place, reader) in readers.iter().enumerate() {
        let name = Some(reader.glance(0)).filter(|name| header && !name.is_empty());
        let name = name.unwrap_or_else(|| format!("x{}", place + 1));
        let mut unique = name.clone();
        for number in 2.. {
            if !names.contains(&unique) {
                break;
            }
            unique = format!("{name} ({number})");
        }
        names.push(unique);
    }
    names
}
