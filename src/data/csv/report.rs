//! What was understood of a table, for people to see.

use super::column::{OTHER, Values};
use super::dialect::Separator;
use super::sheet::Sheet;
use super::short;
use serde::Serialize;

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SheetReport {
    /// What stands between cells.
    pub separator: Separator,
    /// Whether decimals stand behind a comma.
    pub decimal_comma: bool,
    /// Whether the first row has the columns' names.
    pub header: bool,
    /// Rows, without those that have too few or too many cells.
    pub rows: u32,
    /// Those that have too few or too many cells, or a quote that does not end: left out whatever is chosen.
    pub broken: u32,
    /// Blank lines before and between rows.
    pub blank: u32,
    /// Lines that begin with `#`.
    pub comments: u32,
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
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
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
    /// The first word of a column that has numbers too.
    pub odd: Option<String>,
}

impl Sheet {
    /// What was understood.
    pub fn report(&self) -> SheetReport {
        let columns = self.columns.iter().map(|column| {
            let (words, more, odd) = match &column.values {
                Values::Numbers { .. } => (Vec::new(), false, None),
                Values::Words { names, of, odd } => {
                    (names.iter().map(|name| short(name)).collect(), of.contains(&OTHER), odd.clone())
                }
            };
            let missing = column.missing(self.rows()) as u32;
            let (name, numeric, constant) = (column.name.clone(), column.is_numeric(), column.is_constant());
            ColumnReport { name, numeric, constant, missing, words, more, odd }
        });
        let choice = self.suggest();
        SheetReport {
            inputs: choice.inputs,
            target: choice.target,
            separator: self.separator,
            decimal_comma: self.decimal_comma,
            header: self.header,
            rows: self.rows() as u32,
            broken: self.broken.len() as u32,
            blank: self.passed.blank,
            comments: self.passed.comments,
            cut: self.cut,
            columns: columns.collect(),
            glance: self.glance.clone(),
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
