//! What stands in one cell: a number, nothing, or something else.

use crate::data::LARGEST;
use lexical_parse_float::FromLexical;
use std::borrow::Cow;

/// Longest text of a number with marks between its thousands, in bytes.
const LONGEST_GROUPED: usize = 64;

/// What is written where a value is missing, besides nothing at all. In any case.
const MISSING: [&str; 8] = ["na", "n/a", "#n/a", "<na>", "nan", "null", "?", "-"];

/// How infinity is written.
const INFINITE: [&str; 3] = ["inf", "infinity", "∞"];

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    /// Infinite, or too large to be learned from.
    Infinite,
    Missing,
    Word,
}

impl Value {
    /// Whether it is a number, be it one that is too large.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Value::Number(_) | Value::Infinite)
    }
}

/// Reads a cell's text, without blanks around it, as a plain number. Thousands may be parted by the
/// sign that does not stand before the decimals (`1,234.5`, with a decimal comma `1.234,5`), by
/// blanks or by apostrophes.
pub(super) fn value(text: &str, decimal_comma: bool) -> Value {
    // What begins with a digit is none of these, and most cells do.
    let digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !digit && (text.is_empty() || MISSING.iter().any(|marker| text.eq_ignore_ascii_case(marker))) {
        return Value::Missing;
    }
    // A proper minus sign, as word processors put it.
    let (minus, digits) = match text.strip_prefix('−') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    match number(digits, decimal_comma) {
        Some(number) if number.abs() <= LARGEST => Value::Number(if minus { -number } else { number }),
        Some(_) => Value::Infinite,
        None => Value::Word,
    }
}

fn number(text: &str, decimal_comma: bool) -> Option<f64> {
    let unsigned = text.trim_start_matches(['+', '-']);
    if text.len() > unsigned.len() + 1 {
        return None;
    }
    let sign = if decimal_comma { b',' } else { b'.' };
    let written = |byte: u8| byte.is_ascii_digit() || byte == sign || matches!(byte, b'e' | b'E' | b'+' | b'-');
    if INFINITE.iter().any(|infinite| unsigned.eq_ignore_ascii_case(infinite)) {
        return Some(f64::INFINITY);
    }
    let starts = unsigned.bytes().find(|&byte| byte != sign).is_some_and(|byte| byte.is_ascii_digit());
    // "1," is a number before a comma, not one with it.
    if !starts || (decimal_comma && text.ends_with(',')) {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    let text = if text.bytes().all(written) { Cow::Borrowed(text) } else { Cow::Owned(without_groups(text, sign)?) };
    if decimal_comma && text.contains(',') {
        return f64::from_lexical(text.replace(',', ".").as_bytes()).ok();
    }
    f64::from_lexical(text.as_bytes()).ok()
}

/// The same number without what parts its thousands; none where nothing does, or not as it should:
/// groups of three digits, in India of two before the last three.
fn without_groups(text: &str, sign: u8) -> Option<String> {
    if text.len() > LONGEST_GROUPED {
        return None;
    }
    let (minus, unsigned) = text.strip_prefix('-').map_or(("", text), |unsigned| ("-", unsigned));
    let (whole, decimals) = unsigned.split_once(char::from(sign)).unwrap_or((unsigned, ""));
    let mark = whole.chars().find(|c| !c.is_ascii_digit())?;
    let parts = match mark {
        ',' | '.' => u32::from(sign) != u32::from(mark),
        _ => matches!(mark, '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'),
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let [first, middle @ .., last] = groups.as_slice() else { return None };
    let all_of = |length: usize| middle.iter().all(|group| group.len() == length);
    let counted = all_of(3) || (mark == ',' && first.len() <= 2 && all_of(2));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && last.len() == 3 && counted;
    if !parts || !fits || !groups.iter().all(|group| digits(group)) || !digits(decimals) {
        return None;
    }
    let behind = if decimals.is_empty() { "" } else { &unsigned[whole.len()..] };
    Some(format!("{minus}{}{behind}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbers_missing_or_words() {
        use Value::{Infinite, Missing, Number, Word};
        for (text, point, comma) in [
            ("1", Number(1.0), Number(1.0)),
            ("-2.5", Number(-2.5), Word),
            ("−2,5", Word, Number(-2.5)),
            ("+.5", Number(0.5), Word),
            (",5", Word, Number(0.5)),
            ("5.", Number(5.0), Word),
            ("5,", Word, Word),
            ("1e3", Number(1000.0), Number(1000.0)),
            ("1.5E-3", Number(0.0015), Word),
            ("12%", Word, Word),
            ("$5", Word, Word),
            ("0x10", Word, Word),
            ("--1", Word, Word),
            ("1-2", Word, Word),
            ("e5", Word, Word),
            (".", Word, Word),
            (".e1", Word, Word),
            ("2026-11-25", Word, Word),
            ("inf", Infinite, Infinite),
            ("-Infinity", Infinite, Infinite),
            ("∞", Infinite, Infinite),
            ("1e18", Number(1e18), Number(1e18)),
            ("1.1e18", Infinite, Word),
            ("-2e19", Infinite, Infinite),
            ("1e30", Infinite, Infinite),
            ("1e999", Infinite, Infinite),
            ("1e-999", Number(0.0), Number(0.0)),
            ("", Missing, Missing),
            ("NA", Missing, Missing),
            ("#N/A", Missing, Missing),
            ("n/a", Missing, Missing),
            ("NaN", Missing, Missing),
            ("NULL", Missing, Missing),
            ("?", Missing, Missing),
            ("-", Missing, Missing),
            ("setosa", Word, Word),
        ] {
            assert_eq!(value(text, false), point, "{text}");
            assert_eq!(value(text, true), comma, "{text} with a decimal comma");
        }
    }

    #[test]
    fn thousands_may_be_parted_but_only_as_thousands_are() {
        use Value::{Number, Word};
        for (text, point, comma) in [
            ("1,234", Number(1234.0), Number(1.234)),
            ("1.234", Number(1.234), Number(1234.0)),
            ("-1.234,5", Word, Number(-1234.5)),
            ("1,234.5", Number(1234.5), Word),
            ("+12,345,678.25", Number(12_345_678.25), Word),
            ("12.345.678", Word, Number(12_345_678.0)),
            ("12,34,567", Number(1_234_567.0), Word),
            ("1 234", Number(1234.0), Number(1234.0)),
            ("1 234,5", Word, Number(1234.5)),
            ("1\u{a0}234\u{a0}567", Number(1_234_567.0), Number(1_234_567.0)),
            ("1\u{202f}234,5", Word, Number(1234.5)),
            ("−1'234.50", Number(-1234.5), Word),
            ("1’234", Number(1234.0), Number(1234.0)),
            ("0.123", Number(0.123), Word),
            ("0,123", Word, Number(0.123)),
            ("1234.567", Number(1234.567), Word),
            ("1234,567", Word, Number(1234.567)),
            ("1,23", Word, Number(1.23)),
            ("1,2345", Word, Number(1.2345)),
            ("1,234,56", Word, Word),
            ("1.234.56", Word, Word),
            ("1,234 567", Word, Word),
            ("1.5,234", Word, Word),
            ("01.02.2024", Word, Word),
            ("192.168.0.1", Word, Word),
            ("020 123", Word, Word),
            ("555 1234", Word, Word),
            ("1 2", Word, Word),
            ("1,,234", Word, Word),
            ("1\n234", Word, Word),
        ] {
            assert_eq!(value(text, false), point, "{text}");
            assert_eq!(value(text, true), comma, "{text} with a decimal comma");
        }
    }
}
