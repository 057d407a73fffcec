//! A table as text that reads back as it was.

use super::cell::{Value, value};
use std::fmt::Write;

/// A header and a row for each of `rows`: inputs, and behind them the name of the class, or numbers where there are no `classes`. Numbers are as
/// short as they can be without becoming others.
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
            Some(class) => put_word(class, false, &mut text),
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
    put_word(name, value(name.trim(), false) != Value::Word, to);
}

fn put_word(word: &str, quoted: bool, to: &mut String) {
    let quoted =
        quoted || word.starts_with('#') || word != word.trim() || word.contains(['"', ',', ';', '\t', '|', '\n', '\r']);
    if quoted {
        to.push('"');
        for c in word.chars() {
            to.push(c);
            if c == '"' {
                to.push(c);
            }
        }
        to.push('"');
    } else {
        to.push_str(word);
    }
}
