//! Text as records of cells. Reads every text: what is no table gives a poor one.
//!
//! Cells are places in the text, so that nothing is copied before it is known what it is.

use super::MOST_FIELDS;
use super::dialect::Separator;
use std::borrow::Cow;

/// Longest text in quotes, in bytes. A quote whose end is farther away was never meant to be one:
/// it would swallow the rows behind it.
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
    /// The line that it ends in: a cell in quotes may go over several.
    pub(super) last: u32,
    /// Where its text begins, and where it ends.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it has a quote that does not end.
    pub(super) torn: bool,
    /// Whether it begins with a number sign outside quotes: a comment, names, or a cell that does
    /// (`#N/A`, `#ff0000`).
    pub(super) hash: bool,
}

/// Goes through a text, record by record.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: Separator,
    /// Whether quotes keep separators and line breaks within a cell.
    quotes: bool,
    at: usize,
    line: u32,
    /// What was passed over so far.
    pub(super) passed: Passed,
    /// Blank lines that no record has followed yet: those at the end of a text are nobody's
    /// concern.
    blank: u32,
}

/// Lines that are no records.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Passed {
    /// With nothing in them, or nothing but separators.
    pub(super) blank: u32,
    /// Beginning with `#`, and no rows.
    pub(super) comments: u32,
}

impl<'a> Records<'a> {
    /// Reads from a place on that a line begins at: the first, or the second.
    pub(super) fn new(text: &'a str, separator: Separator, start: usize) -> Self {
        let line = 1 + u32::from(start > 0);
        Records { text, separator, quotes: true, at: start, line, passed: Passed::default(), blank: 0 }
    }

    /// Reads a part of a text line by line, quotes or not.
    pub(super) fn lines(text: &'a str, separator: Separator) -> Self {
        Records { quotes: false, ..Records::new(text, separator, 0) }
    }

    /// The next record; its cells are added to the others. Rows of nothing are passed over.
    pub(super) fn next(&mut self, cells: &mut Vec<Cell>) -> Option<Record> {
        while let Some(byte) = self.byte() {
            let (line, start, first, hash) = (self.line, self.at, cells.len(), byte == b'#');
            let mut record = Record { line, last: line, fields: 0, first, start, end: start, torn: false, hash };
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
        (record.last, record.end) = (self.line, self.at);
        self.line_break();
    }

    fn cell(&mut self, record: &mut Record) -> Cell {
        if self.byte() == Some(b'"') && self.quotes {
            // Behind a number sign anything may be written: a quote there takes no other line.
            match self.quoted(record.hash) {
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
    fn quoted(&mut self, one_line: bool) -> Quoted {
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
                (b'\n' | b'\r', _) if one_line => return Quoted::Endless,
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
        let (mut records, mut cells, mut all) = (Records::new(text, separator, 0), Vec::new(), Vec::new());
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
        check("# all, of it\na , b\n , \n3,", Comma, &[(1, &["# all", "of it"]), (2, &["a", "b"]), (4, &["3", ""])]);
        check("#a,\"b\n1,\"c\"\n", Comma, &[(1, &["#a", "\"b"]), (2, &["1", "c"])]);
        check("\"a, \"\"b\"\"\",\"c\nd\" , e\n1,2,3", Comma, &[(1, &["a, \"b\"", "c\nd", "e"]), (3, &["1", "2", "3"])]);
        check("\"a\" b,5\"\n\"c,1\n", Comma, &[(1, &["\"a\" b", "5\""]), (2, &["\"c", "1"])]);
        check("\t1\t\t2 \n", Tab, &[(1, &["", "1", "", "2"])]);
        check("  1   2\t\"3 4\"  \n5 6 7", Spaces, &[(1, &["1", "2", "3 4"]), (2, &["5", "6", "7"])]);
        check("", Comma, &[]);
        check("\"", Comma, &[(1, &["\""])]);
    }

    #[test]
    fn blank_lines_between_records_are_counted() {
        for (text, blank) in [("1,2\n3,4\n", 0), ("\n1,2\n , \n\n3,4\n\n\n", 3), ("\n\n", 0)] {
            let (mut records, mut cells) = (Records::new(text, Separator::Comma, 0), Vec::new());
            while records.next(&mut cells).is_some() {}
            assert_eq!(records.passed, Passed { blank, comments: 0 }, "{text:?}");
        }
    }

    #[test]
    fn a_record_knows_its_last_line_and_its_text() {
        let text = "a,b\n1,\"x\r\ny\nz\"\n#c,d\n";
        let (mut records, mut cells) = (Records::new(text, Separator::Comma, 0), Vec::new());
        let all: Vec<Record> = std::iter::from_fn(|| records.next(&mut cells)).collect();
        let told = all.iter().map(|record| (record.line, record.last, &text[record.start..record.end], record.hash));
        let expected = [(1, 1, "a,b", false), (2, 4, "1,\"x\r\ny\nz\"", false), (5, 5, "#c,d", true)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_quote_without_end_takes_no_other_row() {
        let text = format!("a,b\n\"c,1\n{}", "d,2\n".repeat(3000));
        let (mut records, mut cells) = (Records::new(&text, Separator::Comma, 0), Vec::new());
        let all: Vec<Record> = std::iter::from_fn(|| records.next(&mut cells)).collect();
        assert_eq!(all.len(), 3002);
        assert_eq!(all.iter().filter(|record| record.torn).map(|record| record.line).collect::<Vec<_>>(), [2]);
        assert!(all.iter().all(|record| record.fields == 2));
    }
}
