//! Text that a spreadsheet would take for a formula and run. It is written behind an apostrophe, as OWASP recommends against *CSV injection*, and read
//! without it: `=1+1` becomes `'=1+1`, and `'=1+1` becomes `''=1+1`, so that every text reads back as it was.

use std::borrow::Cow;

/// First characters of a formula; spreadsheets in East Asia take those of full width as well.
const TRIGGERS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

const GUARD: char = '\'';

/// A cell's text that no spreadsheet runs.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`guarded`] was given.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Tests for a formula behind blanks, control characters, a byte-order mark and guards.
fn is_formula(text: &str) -> bool {
    let passed = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == GUARD;
    text.trim_start_matches(passed).starts_with(TRIGGERS)
}

// proptest is for native tests.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_nothing_else_is() {
        for text in ["=1+1", "+a", "-", "@SUM(A1)", " =1", "\t=1", "\r\n-x", "\u{feff}=1", "\0=1", "'=1", "＝1", "－甲"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "'", "a=1", "1-2", "'tis", "x@y", "−5", "#=1", "(=1)", "甲-乙"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back(text in "[ \t'=+@x＝-]{0,6}|.{0,8}") {
            let guarded = guarded(&text);
            proptest::prop_assert_eq!(unguarded(&guarded), text.as_str());
        }
    }
}
