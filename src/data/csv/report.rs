//! What was understood of a table, for people to see.

use super::column::{Column, OTHER, Values};
use super::decimals::Doubt;
use super::dialect::Separator;
use super::flaws::Why;
use super::labels::RowLabel;
use super::sheet::{Lines, Sheet};
use super::short;
use serde::Serialize;

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SheetReport {
    /// What stands between cells.
    pub separator: Separator,
    /// Whether decimals stand behind a comma, in columns that do not say otherwise.
    pub decimal_comma: bool,
    /// The first column whose numbers can be read in two ways, of which nothing in the table
    /// decides one.
    pub doubt: Option<Doubt>,
    /// Whether a line has the columns' names.
    pub header: bool,
    /// Rows, without those that have too few or too many cells.
    pub rows: u32,
    /// Those that have too few or too many cells, or a quote that does not end: left out whatever
    /// is chosen.
    pub broken: u32,
    /// Blank lines before and between rows.
    pub blank: u32,
    /// Lines that begin with `#` and are no rows.
    pub comments: u32,
    /// Other lines beside the table, by line.
    pub beside: Vec<Lines>,
    /// Whether there were more rows, which are not taken.
    pub cut: bool,
    /// The columns.
    pub columns: Vec<ColumnReport>,
    /// Places of the columns that are most likely learned from.
    pub inputs: Vec<usize>,
    /// That of the one that is most likely learned.
    pub target: usize,
    /// The first rows as they are written, cell by cell.
    pub glance: Vec<Vec<String>>,
}

/// How a column was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ColumnReport {
    /// Its name; no two are alike.
    pub name: String,
    /// Whether it has numbers.
    pub numeric: bool,
    /// Whether all its numbers are equal but for rounding: nothing can be learned from them.
    pub constant: bool,
    /// Rows without a value.
    pub missing: u32,
    /// Different words, as first seen; none of a column of numbers.
    pub words: Vec<String>,
    /// Whether there are more of them.
    pub more: bool,
    /// What keeps a column from being one of numbers, where it has numbers too or is nearly one.
    pub odd: Option<Odd>,
    /// The words for no and yes of a column that has no others: it can be learned from, as 0 and 1.
    pub truth: Option<Truth>,
    /// Why it only labels the rows, if it does: such a column is not suggested.
    pub label: Option<RowLabel>,
    /// The sign beside its numbers, which are taken without it.
    pub sign: Option<String>,
    /// Whether its decimals stand behind a comma.
    pub decimal_comma: bool,
}

/// A cell that is no number.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Odd {
    /// The line of its row, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub why: Why,
    /// What it has.
    pub found: String,
}

/// Two words that are 0 and 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Truth {
    /// The word for 0.
    pub no: String,
    /// The word for 1.
    pub yes: String,
}

impl Sheet {
    /// What was understood.
    pub fn report(&self) -> SheetReport {
        let choice = self.suggest();
        SheetReport {
            inputs: choice.inputs,
            target: choice.target,
            separator: self.separator,
            decimal_comma: self.decimal_comma,
            doubt: self.doubt.clone(),
            header: self.header,
            rows: self.rows() as u32,
            broken: self.broken.len() as u32,
            blank: self.passed.blank,
            comments: self.passed.comments,
            beside: self.beside.clone(),
            cut: self.cut,
            columns: self.columns.iter().map(|column| self.column_report(column)).collect(),
            glance: self.glance.clone(),
        }
    }

    fn column_report(&self, column: &Column) -> ColumnReport {
        let odd = |(row, why, found): &(u32, Why, String)| Odd {
            line: self.lines[*row as usize],
            why: *why,
            found: found.clone(),
        };
        let (words, more, odd, sign) = match &column.values {
            Values::Numbers { beside, .. } => (Vec::new(), false, None, beside.sign()),
            Values::Words { names, of, odd: first } => {
                (names.iter().map(|name| short(name)).collect(), of.contains(&OTHER), first.as_ref().map(odd), None)
            }
        };
        ColumnReport {
            name: column.name.clone(),
            numeric: column.is_numeric(),
            constant: column.is_constant(),
            missing: column.missing(self.rows()) as u32,
            words,
            more,
            odd,
            truth: column.truth().map(|[no, yes]| Truth { no: no.to_owned(), yes: yes.to_owned() }),
            label: column.label,
            sign: sign.map(str::to_owned),
            decimal_comma: column.decimal_comma,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_equal_numbers_are_told_as_constant() {
        let text = "a,b,c,d,e\n0.1,5,x,0.30000000000000004,7\n0.1,,x,0.3,NA\n0.1,5,x,0.3,\n0.1,6,x,0.3,?\n";
        let report = Sheet::read(text).unwrap().report();
        let constant: Vec<bool> = report.columns.iter().map(|column| column.constant).collect();
        assert_eq!(constant, [true, false, false, true, false], "one number alone is not told as constant");
    }
}
