//! How a table is written: what stands between its cells, and how many cells a row has.

use super::MOST_FIELDS;
use super::amount::read_either_way;
use super::records::{Cell, Records};
use serde::Serialize;

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Separator {
    /// A tab.
    Tab,
    /// `;`.
    Semicolon,
    /// `,`.
    Comma,
    /// `|`.
    Pipe,
    /// Spaces or tabs, as many as there are.
    Spaces,
}

/// Records that are looked at to find the separator.
const SAMPLE: usize = 1000;

/// The separator of a table, and the usual number of cells in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dialect {
    pub(super) separator: Separator,
    pub(super) width: usize,
    /// Where the table begins: 0, or behind a first line that names the separator, as spreadsheets
    /// write it (`sep=;`).
    pub(super) start: usize,
}

impl Dialect {
    /// The one that a text is most likely written in: most records have equally many cells, few of
    /// which have another separator in them, and many are numbers.
    pub(super) fn of(text: &str) -> Dialect {
        if let Some((separator, start)) = declared(text) {
            return Dialect { separator, width: Look::at(text, start, separator).width, start };
        }
        let mut best = Look::at(text, 0, Separator::Comma);
        let mut separator = Separator::Comma;
        let mut score = 0.0;
        for other in Separator::ALL {
            let look = Look::at(text, 0, other);
            if look.score() > score {
                (separator, score, best) = (other, look.score(), look);
            }
        }
        Dialect { separator, width: best.width, start: 0 }
    }
}

/// The separator that the first line names, and where the next line begins.
fn declared(text: &str) -> Option<(Separator, usize)> {
    let end = text.find(['\n', '\r'])?;
    let line = text[..end].trim_matches('"');
    line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep="))?;
    let separator = match &line[4..] {
        "\\t" => Separator::Tab,
        named => {
            // A spreadsheet may pad the line with the separator itself.
            let byte = named.bytes().next().filter(|&byte| named.bytes().all(|other| other == byte))?;
            Separator::ALL.into_iter().find(|separator| separator.is(byte))?
        }
    };
    let behind = if text[end..].starts_with("\r\n") { end + 2 } else { end + 1 };
    Some((separator, behind))
}

impl Separator {
    /// Every separator. Of two that fit equally well the first is taken.
    pub const ALL: [Separator; 5] =
        [Separator::Tab, Separator::Semicolon, Separator::Comma, Separator::Pipe, Separator::Spaces];

    /// Whether this byte separates.
    pub(super) fn is(self, byte: u8) -> bool {
        match self {
            Separator::Tab => byte == b'\t',
            Separator::Semicolon => byte == b';',
            Separator::Comma => byte == b',',
            Separator::Pipe => byte == b'|',
            Separator::Spaces => byte == b' ' || byte == b'\t',
        }
    }

    /// Whether a cell has what may be another separator in it, and is no number. A blank is part of
    /// many texts, and what stands before a blank is part of a sentence.
    fn leaves(self, cell: Cell, text: &str) -> bool {
        let other = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'|') && !self.is(byte);
        let cell_text = cell.text(text);
        let separates = |pair: &[u8]| other(pair[0]) && pair[1] != b' ';
        let last = cell_text.as_bytes().last().is_some_and(|&byte| other(byte));
        let any = last || cell_text.as_bytes().windows(2).any(separates);
        any && !cell.quoted && !read_either_way(&cell_text).is_number()
    }
}

/// A text as it looks under one separator.
struct Look {
    /// The usual number of cells of a record.
    width: usize,
    /// Share of the records that have as many, among all, and among those from the first such to
    /// the last: what stands above and below is no table.
    share: f64,
    share_within: f64,
    /// Share of their cells that have another separator in them.
    left: f64,
    /// Share of their cells that are numbers.
    numbers: f64,
}

impl Look {
    fn at(text: &str, start: usize, separator: Separator) -> Look {
        let (mut records, mut cells) = (Records::new(text, separator, start), Vec::new());
        let (mut plain, mut hashed) = (Widths::default(), Widths::default());
        while plain.all < SAMPLE {
            cells.clear();
            let Some(record) = records.next(&mut cells) else { break };
            let count = |is: &dyn Fn(Cell) -> bool| cells.iter().filter(|&&cell| is(cell)).count();
            let left = count(&|cell| separator.leaves(cell, text));
            let numbers = count(&|cell| read_either_way(&cell.text(text)).is_number());
            if record.hash { &mut hashed } else { &mut plain }.add(record.fields, left, numbers);
        }
        // Lines behind a number sign are rows where all are.
        let widths = if plain.all == 0 && hashed.usual(separator) > 1 { hashed } else { plain };
        let width = widths.usual(separator);
        let Width { records, first, last, left, numbers } = widths.of.get(width).copied().unwrap_or_default();
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let cells = records * width;
        Look {
            width,
            share: share(records, widths.all),
            share_within: share(records, last + 1 - first),
            left: share(left, cells),
            numbers: share(numbers, cells),
        }
    }

    fn score(&self) -> f64 {
        if self.width < 2 {
            return 0.0;
        }
        let fit = self.share_within * (1.0 - self.left);
        (1.0 + self.share) * fit * fit * (1.0 + self.numbers)
    }
}

/// Records with one number of cells.
#[derive(Clone, Copy, Default)]
struct Width {
    records: usize,
    /// Places of the first of them and the last.
    first: usize,
    last: usize,
    left: usize,
    numbers: usize,
}

/// How many records have how many cells.
#[derive(Default)]
struct Widths {
    of: Vec<Width>,
    all: usize,
}

impl Widths {
    fn add(&mut self, fields: usize, left: usize, numbers: usize) {
        let fields = fields.min(MOST_FIELDS + 1);
        self.of.resize(self.of.len().max(fields + 1), Width::default());
        let width = &mut self.of[fields];
        if width.records == 0 {
            width.first = self.all;
        }
        width.last = self.all;
        width.records += 1;
        width.left += left;
        width.numbers += numbers;
        self.all += 1;
    }

    /// The number of cells of a row: what most records have, or half as many with more numbers in
    /// them all: what stands above a table may be longer than the table. Lines of one cell are not
    /// counted beside others, unless they are nearly all. Of several numbers the smallest.
    fn usual(&self, separator: Separator) -> usize {
        let most = self.of.iter().map(|width| width.records).max().unwrap_or(0);
        let several = self.of.iter().skip(2).map(|width| width.records).max().unwrap_or(0);
        let only_several = separator != Separator::Spaces && several >= 2.max(most / 10);
        let (least, most) = if only_several { (2, several) } else { (0, most) };
        let mut best: Option<usize> = None;
        for (width, found) in self.of.iter().enumerate().skip(least) {
            let usual = found.records == most || (found.records >= 2 && 2 * found.records >= most);
            let rank = |width: usize| (self.of[width].numbers, self.of[width].records);
            if most > 0 && usual && best.is_none_or(|best| rank(width) > rank(best)) {
                best = Some(width);
            }
        }
        best.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found() {
        use Separator::{Comma, Pipe, Semicolon, Spaces, Tab};
        for (text, separator) in [
            ("a,b,c\n1,2,3\n4,5,6", Comma),
            ("a, b\n1, 2\n3, 4", Comma),
            ("1,5;2,3\n4,5;6", Semicolon),
            ("x;y;kind\n1,5;2,3;a\n4,5;6;b", Semicolon),
            ("1,5 2,3\n4,5 6,25", Spaces),
            ("1,5\t2,3\n4,5\t6", Tab),
            ("a\tb c\n1\t2\n3\t4", Tab),
            ("a|b\n1|2,5", Pipe),
            ("  1  2\n 13 14\n", Spaces),
            ("New York,Big Apple\nLos Angeles,Dream Factory", Comma),
            ("2026-11-25 10:00,5\n2026-11-25 11:00,6", Comma),
            ("\"a;b\",1\n\"c;d\",2", Comma),
            // The numbers of a table with decimal commas have as many commas in every line.
            ("05.03.;Miete;-950,00\n07.03.;Lohn;2100,00\n", Semicolon),
            ("7.301,25;1.118,75\n2.450,10;9.003,40\n", Semicolon),
            ("Meier, Eva;Bonn\nHuber, Jan;Graz\n", Semicolon),
            ("1,5|ja\n2,5|nein\n", Pipe),
            ("a\tHill, Tom\t5\nb\tBell, Ann\t6\n", Tab),
            ("k,v\n1,a;b\n2,c;d\n", Comma),
            ("5,a;b\n6,c;d\n", Comma),
            ("one\ntwo\n", Comma),
            ("", Comma),
        ] {
            assert_eq!(Dialect::of(text).separator, separator, "{text:?}");
        }
    }

    #[test]
    fn a_row_is_as_wide_as_most_whatever_stands_above() {
        let data = "1,2,3\n4,5,6\n7,8,9\n";
        let above = |line: &str, count: usize| Dialect::of(&format!("{}{data}", line.repeat(count))).width;
        assert_eq!([above("", 0), above("Device X\n", 9), above("Serial,12\n", 6)], [3, 3, 3]);
        assert_eq!(Dialect::of("1\n2\n3\n4,5\n").width, 1);
        assert_eq!(Dialect::of("1,2\n3,4\n5,6\n7,8\n9,9,9,9,9,9,9,9,9,9\n").width, 2);
    }

    #[test]
    fn the_first_line_may_name_the_separator() {
        use Separator::{Comma, Pipe, Semicolon, Tab};
        for (text, separator, start) in [
            ("sep=;\n1,2;3,4\n", Semicolon, 6),
            ("SEP=,\r\n1,2\n", Comma, 7),
            ("\"sep=|\"\na|b\n", Pipe, 8),
            ("sep=\t\na\tb\n", Tab, 6),
            ("sep=\\t\na\tb\n", Tab, 7),
            ("sep=;;;\na;b;c\n", Semicolon, 8),
        ] {
            let dialect = Dialect::of(text);
            assert_eq!((dialect.separator, dialect.start), (separator, start), "{text:?}");
        }
        for text in ["sep=\n1,2\n", "sep=:\n1,2\n", "separator\n1,2\n", "sep=;", "s\u{e9}p=;\n1"] {
            assert_eq!(Dialect::of(text).start, 0, "{text:?}");
        }
    }
}
