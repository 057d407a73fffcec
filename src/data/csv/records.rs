//! Text as records of cells. Reads every text: what is no table gives a poor one.
//!
//! Cells are places in the text, so that nothing is copied before it is known what it is.

use super::MOST_FIELDS;
use super::dialect::Separator;
use std::borrow::Cow;

/// Longest text in quotes, in bytes. A quote whose end is farther away was never meant to be one: it would swallow the rows behind it.
const LONGEST_QUOTED: usize = 4096;

/// Where a cell's text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    start: u32,
    end: u32,
    /// In quotes, which are not part of it.
    pub(super) quoted: bool,
}

impl Cell {
    /// Its text, without blanks around it.
    pub(super) fn text(self, all: &str) -> Cow<'_, str> {
        let text = &all[self.start as usize..self.end as usize];
        if self.quoted && text.contains('"') {
            // Within quotes they stand in pairs: of each the first is kept.
            let mut second = false;
            let single = |c: &char| {
                second = *c == '"' && !second;
                *c != '"' || second
            };
            return Cow::Owned(text.trim().chars().filter(single).collect());
        }
        Cow::Borrowed(text.trim())
    }
}

/// One record, and where its cells are among all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// The line that it begins in, from 1.
    pub(super) line: u32,
    /// How many cells it has; those beyond the most there may be are not kept.
    pub(super) fields: usize,
    /// The place of its first cell.
    pub(super) first: usize,
    /// Whether it has a quote that does not end.
    pub(super) torn: bool,
}

/// Goes through a text, record by record.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: Separator,
    at: usize,
    line: u32,
    /// What was passed over so far.
    pub(super) passed: Passed,
    /// Blank lines that no record has followed yet: those at the end of a text are nobody's concern.
    blank: u32,
}

/// Lines that are no records.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Passed {
    /// With nothing in them, or nothing but separators.
    pub(super) blank: u32,
    /// Beginning with `#`.
    pub(super) comments: u32,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: Separator) -> Self {
        Records { text, separator, at: 0, line: 1, passed: Passed::default(), blank: 0 }
    }

    /// The next record; its cells are added to the others. Comments and rows of nothing are passed over.
    pub(super) fn next(&mut self, cells: &mut Vec<Cell>) -> Option<Record> {
        while let Some(byte) = self.byte() {
            if byte == b'#' {
                self.pass(|byte| !is_break(byte));
                self.line_break();
                self.passed.comments += 1;
                continue;
            }
            let mut record = Record { line: self.line, fields: 0, first: cells.len(), torn: false };
            self.record(&mut record, cells);
            if cells[record.first..].iter().all(|cell| cell.text(self.text).is_empty()) && record.fields <= MOST_FIELDS
            {
                cells.truncate(record.first);
                self.blank += 1;
                continue;
            }
            self.passed.blank += std::mem::take(&mut self.blank);
            return Some(record);
        }
        None
    }

    fn record(&mut self, record: &mut Record, cells: &mut Vec<Cell>) {
        loop {
            self.pass_blanks();
            let ends = self.byte().is_none_or(is_break);
            if ends && self.separator == Separator::Spaces {
                break;
            }
            let cell = self.cell(record);
            record.fields += 1;
            if record.fields <= MOST_FIELDS {
                cells.push(cell);
            }
            if self.byte().is_none_or(is_break) {
                break;
            }
            self.at += 1;
        }
        self.line_break();
    }

    fn cell(&mut self, record: &mut Record) -> Cell {
        if self.byte() == Some(b'"') {
            match self.quoted() {
                Quoted::Cell(cell) => return cell,
                Quoted::Endless => record.torn = true,
                Quoted::Part => {}
            }
        }
        let start = self.at;
        let separator = self.separator;
        self.pass(|byte| !is_break(byte) && !separator.is(byte));
        Cell { start: start as u32, end: self.at as u32, quoted: false }
    }

    /// A cell in quotes. Goes on only where there is one.
    fn quoted(&mut self) -> Quoted {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let last = bytes.len().min(start + LONGEST_QUOTED);
        let (mut end, mut breaks) = (start, 0);
        loop {
            if end >= last {
                return Quoted::Endless;
            }
            match (bytes[end], bytes.get(end + 1)) {
                (b'"', Some(b'"')) => end += 1,
                (b'"', _) => break,
                (b'\n', _) => breaks += 1,
                (b'\r', next) if next != Some(&b'\n') => breaks += 1,
                _ => {}
            }
            end += 1;
        }
        let before = self.at;
        self.at = end + 1;
        if self.separator != Separator::Spaces {
            self.pass_blanks();
        }
        if self.byte().is_some_and(|byte| !is_break(byte) && !self.separator.is(byte)) {
            self.at = before;
            return Quoted::Part;
        }
        self.line += breaks;
        Quoted::Cell(Cell { start: start as u32, end: end as u32, quoted: true })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn pass(&mut self, which: impl Fn(u8) -> bool) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| !which(byte)).unwrap_or(rest.len());
    }

    fn pass_blanks(&mut self) {
        let tabs = self.separator != Separator::Tab;
        self.pass(|byte| byte == b' ' || (tabs && byte == b'\t'));
    }

    fn line_break(&mut self) {
        let Some(byte) = self.byte() else { return };
        self.at += 1;
        if byte == b'\r' && self.byte() == Some(b'\n') {
            self.at += 1;
        }
        self.line += 1;
    }
}

enum Quoted {
    Cell(Cell),
    /// The quotes are part of a cell that goes on behind them.
    Part,
    Endless,
}

fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: Separator) -> Vec<(u32, Vec<String>)> {
        let (mut records, mut cells, mut all) = (Records::new(text, separator), Vec::new(), Vec::new());
        while let Some(record) = records.next(&mut cells) {
            let row = cells[record.first..].iter().map(|cell| cell.text(text).into_owned()).collect();
            all.push((record.line, row));
        }
        all
    }

    fn check(text: &str, separator: Separator, rows: &[(u32, &[&str])]) {
        let rows: Vec<_> =
            rows.iter().map(|(line, row)| (*line, row.iter().map(|c| (*c).to_owned()).collect())).collect();
        assert_eq!(read(text, separator), rows, "{text:?}");
    }

    #[test]
    fn records_are_split_and_know_their_lines() {
        use Separator::{Comma, Spaces, Tab};
        check("a,b\n1,2\n", Comma, &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n\r\n1,2\r3,4", Comma, &[(1, &["a", "b"]), (3, &["1", "2"]), (4, &["3", "4"])]);
        check("# all of it\na , b\n#1,2\n , \n3,", Comma, &[(2, &["a", "b"]), (5, &["3", ""])]);
        check("\"a, \"\"b\"\"\",\"c\nd\" , e\n1,2,3", Comma, &[(1, &["a, \"b\"", "c\nd", "e"]), (3, &["1", "2", "3"])]);
        check("\"a\" b,5\"\n\"c,1\n", Comma, &[(1, &["\"a\" b", "5\""]), (2, &["\"c", "1"])]);
        check("\t1\t\t2 \n", Tab, &[(1, &["", "1", "", "2"])]);
        check("  1   2\t\"3 4\"  \n5 6 7", Spaces, &[(1, &["1", "2", "3 4"]), (2, &["5", "6", "7"])]);
        check("", Comma, &[]);
        check("\"", Comma, &[(1, &["\""])]);
    }

    #[test]
    fn lines_that_are_no_records_are_counted() {
        for (text, blank, comments) in
            [("1,2\n3,4\n", 0, 0), ("# a\n\n1,2\n , \n\n#b\n3,4\n\n\n", 3, 2), ("1,2\n#3,4", 0, 1), ("\n\n", 0, 0)]
        {
            let (mut records, mut cells) = (Records::new(text, Separator::Comma), Vec::new());
            while records.next(&mut cells).is_some() {}
            assert_eq!(records.passed, Passed { blank, comments }, "{text:?}");
        }
    }

    #[test]
    fn a_quote_without_end_takes_no_other_row() {
        let text = format!("a,b\n\"c,1\n{}", "d,2\n".repeat(3000));
        let (mut records, mut cells) = (Records::new(&text, Separator::Comma), Vec::new());
        let all: Vec<Record> = std::iter::from_fn(|| records.next(&mut cells)).collect();
        assert_eq!(all.len(), 3002);
        assert_eq!(all.iter().filter(|record| record.torn).map(|record| record.line).collect::<Vec<_>>(), [2]);
        assert!(all.iter().all(|record| record.fields == 2));
    }
}
