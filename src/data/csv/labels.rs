//! Columns that only label the rows: their numbers, their names. Nothing can be learned from them
//! that holds for another row.
//!
//! The rule: a column labels the rows where
//! - it is the first one and the only one without a name, as pandas and R write row names, and has
//!   whole numbers, or words that all differ;
//! - its name is one of an identifier (`id`, `user_id`, `PassengerId`, `No.`, `rownames`, `序号`),
//!   unless it has a few values that come again, as classes do;
//! - its whole numbers count: from 4 rows on up or down by one, from 6 rows on in any order, from
//!   20 rows on also with gaps where they go one way;
//! - its words all differ, from 4 rows on.
//!
//! Time, age and coordinates may count (`x`, `year`, `day`, `age`, `t`): a column with such a name
//! is none by its numbers. Which columns are suggested is decided with this
//! ([`super::Sheet::suggest`]): where no other column can be learned from, one that counts is
//! suggested all the same, as in a table of an x and a y; row names and identifiers are only beside
//! a single column of numbers, which may be a series.

use super::column::{Column, OTHER, Values};
use crate::nn::metrics::MOST_CLASSES;
use serde::Serialize;

/// Why a column only labels the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum RowLabel {
    /// The first column, without a name, and with whole numbers or another word in each row.
    Unnamed,
    /// Named like an identifier.
    Identifier,
    /// Whole numbers that count the rows.
    Counts,
    /// Another word in each row.
    Words,
}

/// Words that name an identifier where they are the first or the last of a name.
const IDENTIFIERS: &[&str] = &["id", "ids", "uid", "uuid", "guid"];

/// Whole names of columns that number the rows, letters and digits alone, where all values differ.
#[rustfmt::skip]
const NUMBERING: &[&str] = &[
    "index", "idx", "no", "nr", "num", "number", "row", "rowno", "rownr", "rownum", "rownumber", "rowname",
    "rownames", "rowindex", "obs", "obsno", "observation", "case", "caseno", "record", "recordno", "recno",
    "sno", "srno", "slno", "sn", "serial", "serialno", "serialnumber", "seq", "seqno", "sequence", "counter",
    "lfd", "lfdnr", "laufendenummer", "nummer", "zeile", "numero", "序号", "编号", "行号", "学号", "号码",
];

/// Last words of names that number something, where all values differ; those of Chinese names stand
/// without a space.
const NUMBERS: &[&str] = &["no", "nr"];
const CHINESE_NUMBERS: &[&str] = &["序号", "编号"];

/// Words in the names of quantities that may well count.
#[rustfmt::skip]
const QUANTITIES: &[&str] = &[
    "x", "y", "z", "t", "time", "date", "year", "years", "yr", "month", "months", "week", "weeks", "day",
    "days", "hour", "hours", "minute", "minutes", "min", "second", "seconds", "sec", "age", "jahr", "tag",
    "monat", "alter", "年", "年份", "年龄", "月", "月份", "天", "天数", "小时", "时间",
];

/// Fewest rows that are counted in order, in any order, with gaps, and that have a word each.
const IN_ORDER: usize = 4;
const IN_ANY_ORDER: usize = 6;
const WITH_GAPS: usize = 20;
const OF_WORDS: usize = 4;

/// Largest span of numbers that count with gaps, in rows.
const SPAN: f64 = 2.0;

impl Column {
    /// Tells why the column at a place only labels the rows, if it does.
    pub(super) fn row_label(&self, place: usize, others_named: bool) -> Option<RowLabel> {
        let values = Told::of(&self.values)?;
        let words = words_of(&self.name);
        let is = |known: &[&str], word: Option<&String>| word.is_some_and(|word| known.contains(&word.as_str()));
        let ends = is(IDENTIFIERS, words.first()) || is(IDENTIFIERS, words.last());
        let chinese = CHINESE_NUMBERS.iter().any(|word| self.name.ends_with(word));
        let numbering =
            is(NUMBERING, Some(&words.concat())) || is(NUMBERS, words.last()) || chinese || is_sign(&self.name);
        // Pandas calls a column without a name "Unnamed: 0".
        let pandas = self.named && words.first().is_some_and(|word| word == "unnamed");
        let unnamed = pandas || (!self.named && others_named && place == 0);
        if unnamed && (values.differ || !values.words) {
            Some(RowLabel::Unnamed)
        } else if self.named && ((ends && !values.classes) || (numbering && values.differ)) {
            Some(RowLabel::Identifier)
        } else if values.counts && !(self.named && words.iter().any(|word| is(QUANTITIES, Some(word)))) {
            Some(RowLabel::Counts)
        } else {
            (values.words && values.differ && values.rows >= OF_WORDS).then_some(RowLabel::Words)
        }
    }
}

/// What a column of whole numbers or words has.
struct Told {
    rows: usize,
    words: bool,
    /// Whether no value comes again.
    differ: bool,
    /// Whether these may be classes: a few values that come again.
    classes: bool,
    /// Whether these are whole numbers that count.
    counts: bool,
}

impl Told {
    /// None of a column without values, or with numbers that are not whole.
    fn of(values: &Values) -> Option<Told> {
        match values {
            Values::Words { names, of, .. } => {
                let rows = of.iter().filter(|&&name| name != super::column::MISSING).count();
                let differ = rows == names.len() && !of.contains(&OTHER);
                // Of very many words only the first are told apart: that these are all different is
                // as much as can be known.
                let many = of.contains(&OTHER) && names.len() == of.iter().take_while(|&&name| name != OTHER).count();
                let differ = rows > 0 && (differ || many);
                Some(Told { rows, words: true, differ, classes: !differ, counts: false })
            }
            Values::Numbers { of, .. } => {
                let given: Vec<f64> = of.iter().copied().filter(|number| !number.is_nan()).collect();
                if given.is_empty() || given.iter().any(|number| number.fract() != 0.0) {
                    return None;
                }
                let mut sorted = given.clone();
                sorted.sort_unstable_by(f64::total_cmp);
                sorted.dedup();
                let (rows, differ) = (given.len(), sorted.len() == given.len());
                let span = sorted[sorted.len() - 1] - sorted[0] + 1.0;
                let steps = |fits: fn(f64) -> bool| given.windows(2).all(|pair| fits(pair[1] - pair[0]));
                let dense = differ && span == rows as f64;
                let in_order = dense && (steps(|step| step == 1.0) || steps(|step| step == -1.0));
                let one_way = differ && (steps(|step| step > 0.0) || steps(|step| step < 0.0));
                let counts = (in_order && rows >= IN_ORDER)
                    || (dense && rows >= IN_ANY_ORDER)
                    || (one_way && rows >= WITH_GAPS && span <= SPAN * rows as f64);
                Some(Told { rows, words: false, differ, classes: !differ && sorted.len() <= MOST_CLASSES, counts })
            }
        }
    }
}

/// Whether a name is a sign that stands for "number".
fn is_sign(name: &str) -> bool {
    matches!(name.trim(), "#" | "№" | "N°" | "n°" | "Nº")
}

/// The words of a name in lower case: it is parted at what is neither letter nor digit, before a
/// capital behind a small letter, and between ASCII and other letters.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.chars() {
        let parts = before
            .is_none_or(|before| (before.is_lowercase() && c.is_uppercase()) || before.is_ascii() != c.is_ascii());
        if c.is_alphanumeric() {
            if parts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c.is_alphanumeric().then_some(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_into_words() {
        for (name, words) in [
            ("user_id", &["user", "id"][..]),
            ("PassengerId", &["passenger", "id"]),
            ("Sample No.", &["sample", "no"]),
            ("用户ID", &["用户", "id"]),
            ("ID", &["id"]),
            ("x1", &["x1"]),
            ("#", &[]),
        ] {
            assert_eq!(words_of(name), words, "{name}");
        }
    }
}
