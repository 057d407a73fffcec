//! How a table is written: what stands between its cells, and before decimals.

use super::MOST_FIELDS;
use super::cell::{Value, value};
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
const SAMPLE: usize = 100;

impl Separator {
    /// Every separator. Of two that fit equally well the first is taken.
    pub const ALL: [Separator; 5] =
        [Separator::Tab, Separator::Semicolon, Separator::Comma, Separator::Pipe, Separator::Spaces];

    /// The one that a text is most likely written with: rows have equally many cells under it, and cells are numbers.
    pub(super) fn of(text: &str) -> Separator {
        let mut best = (Separator::Comma, 0.0);
        for separator in Separator::ALL {
            let score = separator.score(text);
            if score > best.1 {
                best = (separator, score);
            }
        }
        best.0
    }

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

    fn score(self, text: &str) -> f64 {
        let (mut records, mut cells) = (Records::new(text, self), Vec::new());
        let mut widths = Widths::default();
        let (mut numbers, mut seen) = (0, 0);
        for _ in 0..SAMPLE {
            cells.clear();
            let Some(record) = records.next(&mut cells) else { break };
            widths.add(record.fields);
            seen += cells.len();
            let is_number = |cell: &&Cell| {
                let text = cell.text(text);
                [false, self != Separator::Comma].iter().any(|&comma| matches!(value(&text, comma), Value::Number(_)))
            };
            numbers += cells.iter().filter(is_number).count();
        }
        let (width, share) = widths.usual();
        if width < 2 { 0.0 } else { share * share * (1.0 + f64::from(numbers as u32) / f64::from(seen as u32)) }
    }
}

/// Whether decimals stand behind a comma: where more cells are numbers with one than with a point. Where a comma separates, it never does:
/// `"1,234"` would rather be a thousand.
pub(super) fn has_decimal_comma(text: &str, separator: Separator, cells: &[Cell]) -> bool {
    let written = |sign: char| {
        let is = |cell: &&Cell| {
            let text = cell.text(text);
            text.contains(sign) && matches!(value(&text, sign == ','), Value::Number(_))
        };
        cells.iter().filter(is).count()
    };
    separator != Separator::Comma && written(',') > written('.')
}

/// How many records have how many cells.
#[derive(Default)]
pub(super) struct Widths {
    counts: Vec<usize>,
}

impl Widths {
    pub(super) fn add(&mut self, fields: usize) {
        let fields = fields.min(MOST_FIELDS + 1);
        self.counts.resize(self.counts.len().max(fields + 1), 0);
        self.counts[fields] += 1;
    }

    /// The usual number of cells (of several the smallest), and the share of records that have it.
    pub(super) fn usual(&self) -> (usize, f64) {
        let most = self.counts.iter().copied().max().unwrap_or(0);
        let all: usize = self.counts.iter().sum();
        let width = self.counts.iter().position(|&count| count == most).unwrap_or(0);
        (width, most as f64 / all.max(1) as f64)
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
            ("one\ntwo\n", Comma),
            ("", Comma),
        ] {
            assert_eq!(Separator::of(text), separator, "{text:?}");
        }
    }
}
