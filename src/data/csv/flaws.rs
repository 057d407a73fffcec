//! What is wrong with rows that are left out.

use super::choice::Choice;
use super::records::Record;
use super::sheet::Sheet;
use crate::error::Result;
use serde::Serialize;

/// Most of them that are told one by one.
const MOST_TOLD: usize = 200;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Why {
    /// More or fewer cells than the others.
    Fields,
    /// A quote that does not end.
    Quote,
    /// A cell in quotes that goes over lines each of which would be a row without the quotes.
    Lines,
    /// Nothing where a value must be.
    Missing,
    /// Something else in a column of numbers.
    NotANumber,
    /// A number with the other sign before its decimals in a column of numbers.
    DecimalSign,
    /// A number with percent or a currency beside it that the others have not, or without what
    /// these have.
    OtherSign,
    /// A number with a unit behind it in a column of numbers.
    Unit,
    /// Infinite, or beyond 10¹⁸: its square could overflow.
    NotFinite,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Flaw {
    /// The line of the text that it begins in, from 1.
    pub line: u32,
    /// The column at fault, if it is one.
    pub column: Option<String>,
    /// What is wrong.
    pub why: Why,
    /// What is there, how many cells, or the last line.
    pub found: String,
}

/// The rows that are left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Flaws {
    /// How many.
    pub count: u32,
    /// How many for which reason; what comes first in the table stands first.
    pub reasons: Vec<Reason>,
    /// The first ones, by line.
    pub first: Vec<Flaw>,
}

/// How many rows are left out for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    /// What is wrong with them.
    pub why: Why,
    /// How many.
    pub count: u32,
}

impl Flaw {
    /// A record that has another number of cells than a row, or a quote that does not end.
    pub(super) fn of(record: &Record) -> Flaw {
        let (why, found) =
            if record.torn { (Why::Quote, String::new()) } else { (Why::Fields, record.fields.to_string()) };
        Flaw { line: record.line, column: None, why, found }
    }

    /// A record with a cell that goes over rows.
    pub(super) fn over_lines(record: &Record) -> Flaw {
        Flaw { line: record.line, column: None, why: Why::Lines, found: record.last.to_string() }
    }
}

impl Sheet {
    /// The rows that a choice of columns leaves out: those that are torn, and those without a value
    /// in a chosen column, one reason each.
    pub fn flaws(&self, choice: &Choice) -> Result<Flaws> {
        self.check_places(choice)?;
        let mut flaws = Flaws { count: 0, reasons: Vec::new(), first: Vec::new() };
        let mut broken = self.broken.iter().peekable();
        let mut tell = |flaw: Flaw| {
            flaws.count += 1;
            match flaws.reasons.iter_mut().find(|reason| reason.why == flaw.why) {
                Some(reason) => reason.count += 1,
                None => flaws.reasons.push(Reason { why: flaw.why, count: 1 }),
            }
            if flaws.first.len() < MOST_TOLD {
                flaws.first.push(flaw);
            }
        };
        for (row, &line) in self.lines.iter().enumerate() {
            while let Some(flaw) = broken.next_if(|flaw| flaw.line < line) {
                tell(flaw.clone());
            }
            if let Some(at) = choice.columns().find(|&at| !self.columns[at].has(row)) {
                let column = &self.columns[at];
                let (why, found) = column.lacks(row);
                tell(Flaw { line, column: Some(column.name.clone()), why, found });
            }
        }
        broken.for_each(|flaw| tell(flaw.clone()));
        Ok(flaws)
    }
}
