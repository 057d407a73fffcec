//! A table as text that reads back as it was, and that no spreadsheet runs.

use super::cell::{Value, value};
use super::guard::guarded;
use std::fmt::Write;

/// A header and a row for each of `rows`: inputs, and behind them the name of the class, or numbers where there are no `classes`. Numbers are as
/// short as they can be without becoming others. Names that a spreadsheet would take for formulas stand behind an apostrophe.
pub fn write<'a>(
    names: &[String],
    target: &str,
    classes: &[String],
    rows: impl IntoIterator<Item = (&'a [f64], f64)>,
) -> String {
    let mut text = String::new();
    for name in names {
        put_name(name, &mut text);
        text.push(',');
    }
    put_name(target, &mut text);
    text.push('\n');
    for (x, answer) in rows {
        for &number in x {
            put_number(number, &mut text);
            text.push(',');
        }
        match classes.get(answer as usize) {
            Some(class) => put_class(class, &mut text),
            None => put_number(answer, &mut text),
        }
        text.push('\n');
    }
    text
}

fn put_number(number: f64, to: &mut String) {
    // Writing to a text cannot fail.
    let _ = write!(to, "{number}");
}

/// A name that looks like a number, or like nothing, is quoted: so it reads as a name.
fn put_name(name: &str, to: &mut String) {
    let name = guarded(name);
    put_text(&name, value(name.trim(), false) != Value::Word, to);
}

/// A class may be a number, which stays one: `-1` is no formula.
fn put_class(class: &str, to: &mut String) {
    match value(class, false) {
        Value::Number(_) => put_text(class, false, to),
        _ => put_text(&guarded(class), false, to),
    }
}

fn put_text(text: &str, quoted: bool, to: &mut String) {
    let quoted =
        quoted || text.starts_with('#') || text != text.trim() || text.contains(['"', ',', ';', '\t', '|', '\n', '\r']);
    if quoted {
        to.push('"');
        for c in text.chars() {
            to.push(c);
            if c == '"' {
                to.push(c);
            }
        }
        to.push('"');
    } else {
        to.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Sheet};
    use super::*;

    /// The cells of a table as spreadsheets take them apart (RFC 4180).
    fn cells(text: &str) -> Vec<String> {
        let (mut cells, mut cell, mut within) = (Vec::new(), String::new(), false);
        for c in text.chars() {
            match c {
                // A pair of quotes leaves and enters again.
                '"' if within || cell.is_empty() => within = !within,
                ',' | '\n' if !within => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        cells
    }

    #[test]
    fn no_text_begins_like_a_formula_and_all_of_it_reads_back() {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let names =
            owned(&["=HYPERLINK(\"http://x.y\";\"z\")", "-", "+1", "-2", "@me", "'=a", "a-b", "=a,b", "=a\n=b"]);
        let classes = owned(&["+", "-1+cmd|' /C calc'!A0", "=1", "@", "plain"]);
        let x: Vec<f64> = (0..names.len()).map(|at| at as f64 - 4.5).collect();
        let rows = (0..10).map(|row| (&x[..], f64::from(row % 5)));
        let text = write(&names, "=answer", &classes, rows);
        for cell in cells(&text) {
            let begins = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!begins || cell.parse::<f64>().is_ok(), "{cell} in\n{text}");
        }
        let sheet = Sheet::read(&text).unwrap();
        let chosen = sheet
            .select(&Choice { inputs: (0..names.len()).collect(), target: names.len(), as_classes: None })
            .unwrap();
        assert_eq!((chosen.names, chosen.target_name.as_str()), (names, "=answer"), "{text}");
        let mut sorted = classes;
        sorted.sort_unstable();
        assert_eq!(chosen.classes, sorted, "{text}");
        assert_eq!(chosen.x[..x.len()], x, "numbers stay numbers");
    }

    #[test]
    fn classes_that_are_numbers_stay_numbers() {
        let classes = ["-1".to_owned(), "1".to_owned()];
        let text = write(&["a".to_owned()], "t", &classes, [(&[-0.5][..], 0.0), (&[2.0], 1.0), (&[-1e-7], 0.0)]);
        assert_eq!(text, "a,t\n-0.5,-1\n2,1\n-0.0000001,-1\n");
    }
}
