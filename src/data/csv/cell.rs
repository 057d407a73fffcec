//! What stands in one cell: a number, nothing, or something else.

use lexical_parse_float::FromLexical;

/// Largest number. Single precision ends at 3.4e38, and what is squared on the way must stay below.
const LARGEST: f64 = 1e30;

/// What is written where a value is missing, besides nothing at all. In any case.
const MISSING: [&str; 6] = ["na", "n/a", "nan", "null", "?", "-"];

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

/// Of a cell's text without blanks around it. Thousands marks are part of no number: `1,234` may be either of two.
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
    if !starts || !text.bytes().all(written) || (decimal_comma && text.ends_with(',')) {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    if decimal_comma && text.contains(',') {
        return f64::from_lexical(&with_point(text)).ok();
    }
    f64::from_lexical(text.as_bytes()).ok()
}

fn with_point(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| if byte == b',' { b'.' } else { byte }).collect()
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
            ("1.234,5", Word, Word),
            ("1,234.5", Word, Word),
            ("1,234", Word, Number(1.234)),
            ("1 234", Word, Word),
            ("12%", Word, Word),
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
            ("1e31", Infinite, Infinite),
            ("1e999", Infinite, Infinite),
            ("1e-999", Number(0.0), Number(0.0)),
            ("", Missing, Missing),
            ("NA", Missing, Missing),
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
}
