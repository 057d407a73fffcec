//! Whether decimals stand behind a point or a comma.
//!
//! `1,5` and `1,234.5` say it themselves; `1,234` may be either of two numbers. A column is read
//! the way that makes numbers of more of its cells. One that is read both ways alike follows the
//! other columns; where these say nothing, or both, a person is shown the two readings.

use super::amount::{Sign, amount};
use super::cell::Value;
use super::dialect::Separator;
use super::records::Cell;
use super::short;
use serde::Serialize;

/// Cells that are shown as they read both ways.
const SHOWN: usize = 3;

/// One way counts as decided by a table where it has this many times the other's cells.
const DECIDED: usize = 10;

/// Numbers that can be read in two ways, of which nothing in the table decides one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Doubt {
    /// Place of the column that they are in.
    pub column: usize,
    /// The first of them as they are written.
    pub cells: Vec<String>,
    /// Their numbers with a decimal point.
    pub with_point: Vec<f64>,
    /// Their numbers with a decimal comma.
    pub with_comma: Vec<f64>,
}

/// How the decimals of a table are written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decimals {
    /// Whether behind a comma, in columns that do not say otherwise.
    pub(super) comma: bool,
    /// Likewise for each column.
    pub(super) columns: Vec<bool>,
    pub(super) doubt: Option<Doubt>,
}

/// What the cells of a column say.
#[derive(Default)]
struct Evidence {
    /// Cells that are numbers with a decimal point only, and with a comma only.
    point: usize,
    comma: usize,
    /// Those that may be either, and have a point or a comma.
    points: usize,
    commas: usize,
    /// Whether any of these is an amount of money.
    money: bool,
    /// Whole numbers without a mark: with two or three digits, and with more.
    short: usize,
    long: usize,
    /// The first of those that may be either.
    first: Vec<Cell>,
}

impl Decimals {
    /// Finds out how the decimals of columns are written, unless a person said so: columns that
    /// leave no doubt are read as they must be all the same.
    pub(super) fn of(text: &str, separator: Separator, columns: &[Vec<Cell>], said: Option<bool>) -> Decimals {
        let columns: Vec<Evidence> = columns.iter().map(|cells| Evidence::of(text, separator, cells)).collect();
        let sum = |part: fn(&Evidence) -> usize| columns.iter().map(part).sum::<usize>();
        let (point, comma) = (sum(|found| found.point), sum(|found| found.comma));
        let decided = point.min(comma) * DECIDED < point.max(comma);
        let vote = |found: &Evidence| {
            let cells = (found.points + found.commas) as i64;
            if found.likely_comma(separator) { cells } else { -cells }
        };
        let likely = if point == comma { columns.iter().map(vote).sum::<i64>() > 0 } else { comma > point };
        let doubtful =
            columns.iter().position(|found| !decided && found.point == found.comma && !found.first.is_empty());
        let comma = said.unwrap_or(likely);
        Decimals {
            comma,
            columns: columns.iter().map(|found| found.own().unwrap_or(comma)).collect(),
            doubt: doubtful.map(|at| columns[at].doubt(text, at)),
        }
    }
}

impl Evidence {
    fn of(text: &str, separator: Separator, cells: &[Cell]) -> Evidence {
        let mut found = Evidence::default();
        let (mut numbers, mut words) = (0, 0);
        for &cell in cells {
            let text = cell.text(text);
            let (point, beside) = amount(&text, false);
            if !text.contains(['.', ',']) {
                numbers += usize::from(point.is_number());
                words += usize::from(point == Value::Word);
                if let Value::Number(number) = point {
                    found.short += usize::from((10.0..1000.0).contains(&number.abs()));
                    found.long += usize::from(number.abs() >= 1000.0);
                }
                continue;
            }
            let (comma, _) = amount(&text, true);
            match (point.is_number(), comma.is_number()) {
                (false, false) => words += 1,
                (true, false) => found.point += 1,
                (false, true) => found.comma += 1,
                // Where commas separate, decimals stand behind a point: whoever writes a comma
                // there has to quote.
                (true, true) if separator == Separator::Comma && !cell.quoted => found.point += 1,
                (true, true) => {
                    *if text.contains(',') { &mut found.commas } else { &mut found.points } += 1;
                    found.money |= matches!(beside, Sign::Money(_));
                    if found.first.len() < SHOWN {
                        found.first.push(cell);
                    }
                }
            }
        }
        numbers += found.point + found.comma + found.points + found.commas;
        if words > numbers { Evidence::default() } else { found }
    }

    fn own(&self) -> Option<bool> {
        (self.point != self.comma).then_some(self.comma > self.point)
    }

    /// Which reading of `1.234` and `1,234` is likelier. Whole numbers beside them show whether
    /// thousands are parted. Else a comma parts thousands unless semicolons separate, as those with
    /// a decimal comma write; and a point stands before decimals unless it is in an amount of
    /// money.
    fn likely_comma(&self, separator: Separator) -> bool {
        let points = self.points > self.commas;
        match (self.short > 0, self.long > 0) {
            (true, false) => points,
            (_, true) => !points,
            (false, false) if points => self.money,
            (false, false) => separator == Separator::Semicolon,
        }
    }

    fn doubt(&self, text: &str, column: usize) -> Doubt {
        let texts: Vec<_> = self.first.iter().map(|cell| cell.text(text)).collect();
        let read = |comma: bool| {
            let number =
                |text| if let (Value::Number(number), _) = amount(text, comma) { number } else { f64::INFINITY };
            texts.iter().map(|text| number(text)).collect()
        };
        let cells = texts.iter().map(|text| short(text)).collect();
        Doubt { column, cells, with_point: read(false), with_comma: read(true) }
    }
}
