//! The names of the columns, wherever they stand.

use super::amount::amount;
use super::cell::Value;
use super::heads::Heads;
use super::reader::Reader;
use super::records::{Cell, Record};
use super::rows::Broken;
use super::sheet::{Beside, Lines};
use super::short;

/// Rows whose first cells are compared, where these may be row names.
const COMPARED: usize = 200;

/// The names of a table, and the lines around them.
pub(super) struct Header {
    /// Whether there are any.
    pub(super) found: bool,
    /// Of each column, no two alike; and whether the table has it.
    pub(super) names: Vec<(String, bool)>,
    /// The first row behind them.
    pub(super) rows_from: usize,
    /// Lines above and under the names.
    pub(super) beside: Vec<Lines>,
    /// Lines among these that begin with a number sign.
    pub(super) comments: u32,
}

impl Header {
    /// Finds the names, and takes the lines above them from those that are broken rows.
    pub(super) fn of(
        text: &str,
        readers: &[Reader],
        rows: &[Record],
        cells: &[Cell],
        broken: &mut Vec<Broken>,
    ) -> Header {
        let heads = Heads::of(readers, rows.len());
        let over_numbers = heads.names.is_some() && readers.iter().any(|reader| reader.numeric_from(heads.count));
        let beside_row_names = broken.iter().rposition(|line| line.record.line < rows[0].line);
        if let Some(at) = beside_row_names.filter(|_| !over_numbers)
            && let Some(names) = names_beside_row_names(text, readers.len(), &broken[at].record, rows, cells)
        {
            let line = broken.remove(at).record.line;
            let beside = above(line, broken, Vec::new());
            return Header { found: true, names: unique(names), rows_from: 0, beside, comments: 0 };
        }
        let Heads { names, count } = heads;
        let (hashed, plain): (Vec<usize>, Vec<usize>) =
            (0..count).filter(|&row| Some(row) != names).partition(|&row| rows[row].hash);
        let (over, under): (Vec<usize>, Vec<usize>) =
            plain.into_iter().partition(|&row| names.is_none_or(|names| row < names));
        let lines = |of: Vec<usize>| of.into_iter().map(|row| (rows[row].line, rows[row].last)).collect::<Vec<_>>();
        let mut beside = match names {
            Some(names) => above(rows[names].line, broken, lines(over)),
            None => range(lines(over), Beside::Above).into_iter().collect(),
        };
        beside.extend(range(lines(under), Beside::Under));
        let written = readers.iter().enumerate().map(|(column, reader)| {
            let name = names.map_or_else(String::new, |row| reader.glance(row));
            let behind = name.trim_start_matches('#').trim_start();
            let signed = column == 0 && names.is_some_and(|row| rows[row].hash) && !behind.is_empty();
            if signed { behind.to_owned() } else { name }
        });
        Header {
            found: names.is_some(),
            names: unique(written),
            rows_from: count,
            beside,
            comments: hashed.len() as u32,
        }
    }
}

/// The names that stand over all columns but the first, which has the names of the rows: R writes
/// tables so. Row names all differ.
fn names_beside_row_names(
    text: &str,
    width: usize,
    line: &Record,
    rows: &[Record],
    cells: &[Cell],
) -> Option<Vec<String>> {
    if line.fields + 1 != width || line.torn {
        return None;
    }
    let names = &cells[line.first..line.first + line.fields];
    let is_name = |cell: &Cell| {
        let name = cell.text(text);
        !name.is_empty() && (cell.quoted || amount(&name, false).0 == Value::Word)
    };
    if !names.iter().all(is_name) {
        return None;
    }
    let firsts: Vec<Cell> = rows.iter().take(COMPARED).map(|row| cells[row.first]).collect();
    let mut labels: Vec<_> = firsts.iter().map(|cell| cell.text(text)).collect();
    let label = |cell: &Cell| match amount(&cell.text(text), false).0 {
        Value::Number(number) => cell.quoted || number.fract() == 0.0,
        Value::Word => true,
        Value::Infinite | Value::Missing => false,
    };
    if !firsts.iter().all(label) {
        return None;
    }
    labels.sort_unstable();
    let all_differ = labels.windows(2).all(|pair| pair[0] != pair[1]);
    let names = || [String::new()].into_iter().chain(names.iter().map(|cell| short(&cell.text(text))));
    all_differ.then(|| names().collect())
}

/// The lines above the names: some that are as wide as a row, and all that are not, which are
/// broken rows no longer.
fn above(names: u32, broken: &mut Vec<Broken>, mut lines: Vec<(u32, u32)>) -> Vec<Lines> {
    broken.retain(|Broken { record, .. }| {
        let is_above = record.line < names;
        if is_above {
            lines.push((record.line, record.last));
        }
        !is_above
    });
    range(lines, Beside::Above).into_iter().collect()
}

/// Lines from the first to the last.
fn range(lines: Vec<(u32, u32)>, what: Beside) -> Option<Lines> {
    let first = lines.iter().map(|line| line.0).min()?;
    let last = lines.iter().map(|line| line.1).max()?;
    Some(Lines { first, last, what })
}

/// Names of columns, no two alike; one without is called by its place.
fn unique(written: impl IntoIterator<Item = String>) -> Vec<(String, bool)> {
    let mut names: Vec<(String, bool)> = Vec::new();
    for (place, written) in written.into_iter().enumerate() {
        let named = !written.is_empty();
        let name = if named { written } else { format!("x{}", place + 1) };
        let mut unique = name.clone();
        for number in 2.. {
            if names.iter().all(|(other, _)| *other != unique) {
                break;
            }
            unique = format!("{name} ({number})");
        }
        names.push((unique, named));
    }
    names
}
