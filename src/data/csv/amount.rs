//! Numbers with a percent or currency sign beside them, and amounts as bookkeepers write them.

use super::cell::{Value, value};
use super::flaws::Why;

/// Longest text of an amount, in bytes.
const LONGEST: usize = 64;

/// Most letters of a currency.
const MOST_LETTERS: usize = 3;

/// Signs and codes of currencies; what begins another one stands behind it.
#[rustfmt::skip]
const CURRENCIES: &[&str] = &[
    "US$", "HK$", "NT$", "A$", "C$", "R$", "S$", "$", "€", "£", "¥", "￥", "元", "₹", "₽", "₩", "₺", "₴", "₫",
    "฿", "₪", "₦", "₱", "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RMB", "INR", "RUB", "BRL", "KRW", "SEK",
    "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "NZD", "MXN", "TRY", "ZAR", "SGD", "HKD",
    "kr.", "kr", "zł", "Kč", "Ft", "Fr.", "Rs.", "Rs", "руб.", "руб", "лв",
];

/// What stands beside a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sign {
    /// None.
    #[default]
    None,
    /// `%`. The number is taken as it is written: 12 % are 12.
    Percent,
    /// A currency.
    Money(&'static str),
}

impl Sign {
    /// The sign as it is written; none where there is nothing.
    pub(super) fn sign(self) -> Option<&'static str> {
        match self {
            Sign::None => None,
            Sign::Percent => Some("%"),
            Sign::Money(sign) => Some(sign),
        }
    }

    /// Whether a number with `other` beside it fits into a column whose numbers have this. Ledgers
    /// put the currency beside some of a column's amounts only.
    pub(super) fn fits(self, other: Sign) -> bool {
        self == other || (other == Sign::None && matches!(self, Sign::Money(_)))
    }
}

/// Reads a cell's text as a number, and tells what stands beside it. Amounts in brackets, or before
/// a minus, are below zero where a sign, decimals or thousands show that they are amounts.
pub(super) fn amount(text: &str, decimal_comma: bool) -> (Value, Sign) {
    let plain = value(text, decimal_comma);
    if plain != Value::Word || !may_be_amount(text) {
        return (plain, Sign::None);
    }
    match signed_amount(text, decimal_comma) {
        Some((number, beside)) => (Value::Number(number), beside),
        None => (Value::Word, Sign::None),
    }
}

/// Whether a text that is no plain number has digits, and not much beside them: most words are seen
/// to be none by this.
fn may_be_amount(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-');
    text.len() <= LONGEST
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && (text.ends_with('-') || !text.bytes().all(plain))
        && text.chars().filter(|c| c.is_alphabetic()).count() <= MOST_LETTERS
}

fn signed_amount(text: &str, decimal_comma: bool) -> Option<(f64, Sign)> {
    let mut rest = text;
    let (mut below, mut signs, mut booked, mut beside) = (false, 0, false, Sign::None);
    loop {
        if let Some((sign, inner)) = currency(rest).filter(|_| beside == Sign::None) {
            (beside, rest) = (Sign::Money(sign), inner.trim());
        } else if let Some(inner) = rest.strip_suffix(['%', '％']).filter(|_| beside == Sign::None) {
            (beside, rest) = (Sign::Percent, inner.trim());
        } else if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            (rest, below, booked) = (inner.trim(), true, true);
            signs += 1;
        } else if let Some(inner) = rest.strip_prefix(['-', '−', '+']) {
            (below, rest) = (below || !rest.starts_with('+'), inner.trim());
            signs += 1;
        } else if let Some(inner) = rest.strip_suffix(['-', '−']) {
            (rest, below, booked) = (inner.trim(), true, true);
            signs += 1;
        } else {
            break;
        }
    }
    let marked = beside != Sign::None || rest.bytes().any(|byte| !byte.is_ascii_digit());
    // Without anything beside it, and without brackets or a minus behind it, it would have been a
    // plain number.
    if signs > 1 || !marked || (beside == Sign::None && !booked) {
        return None;
    }
    match value(rest, decimal_comma) {
        Value::Number(number) => Some((if below { -number } else { number }, beside)),
        _ => None,
    }
}

/// The currency at either end of a text, and what else there is.
fn currency(text: &str) -> Option<(&'static str, &str)> {
    let either = |sign: &&str| text.strip_prefix(*sign).or_else(|| text.strip_suffix(*sign));
    CURRENCIES.iter().find_map(|sign| either(sign).map(|rest| (*sign, rest)))
}

/// Reads a cell's text as a number with a decimal point or, where it is none, with a decimal comma,
/// whatever stands beside it.
pub(super) fn read_either_way(text: &str) -> Value {
    match amount(text, false).0 {
        Value::Word if text.contains(['.', ',']) => amount(text, true).0,
        value => value,
    }
}

/// Tells why a text is no number in a column that has such signs beside its numbers.
pub(super) fn why_no_number(text: &str, decimal_comma: bool, beside: Sign) -> Why {
    let (same, with) = amount(text, decimal_comma);
    if same.is_number() && !beside.fits(with) {
        return Why::OtherSign;
    }
    if amount(text, !decimal_comma).0.is_number() {
        return Why::DecimalSign;
    }
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'));
    let letters = unit.trim_start().chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '°' | 'µ'));
    let digits = unit.bytes().any(|byte| byte.is_ascii_digit());
    let number = value(&text[..text.len() - unit.len()], decimal_comma).is_number();
    if number && letters && !digits { Why::Unit } else { Why::NotANumber }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_what_stands_beside_them() {
        use Sign::{Money, None, Percent};
        for (text, comma, number, beside) in [
            ("12", false, 12.0, None),
            ("12%", false, 12.0, Percent),
            ("−0,5 %", true, -0.5, Percent),
            ("$1,200", false, 1200.0, Money("$")),
            ("$ 1,200.50", false, 1200.5, Money("$")),
            ("-$5", false, -5.0, Money("$")),
            ("$-5", false, -5.0, Money("$")),
            ("($1,200.50)", false, -1200.5, Money("$")),
            ("$(7)", false, -7.0, Money("$")),
            ("(1,200)", false, -1200.0, None),
            ("1.234,50 €", true, 1234.5, Money("€")),
            ("€ 1.234,50-", true, -1234.5, Money("€")),
            ("1.234,50-", true, -1234.5, None),
            ("CHF 1'234.50", false, 1234.5, Money("CHF")),
            ("1\u{a0}234,50\u{a0}zł", true, 1234.5, Money("zł")),
            ("¥1,000", false, 1000.0, Money("¥")),
            ("+5 USD", false, 5.0, Money("USD")),
            ("Rs. 500", false, 500.0, Money("Rs.")),
        ] {
            assert_eq!(amount(text, comma), (Value::Number(number), beside), "{text}");
        }
        for text in [
            "(5)", "5-", "$", "%", "$5%", "$$5", "5%%", "(-5)", "((5.0))", "--5.0", "A001", "5 kg", "kr", "12-05",
            "$a5",
        ] {
            assert_eq!(amount(text, false), (Value::Word, None), "{text}");
        }
    }

    #[test]
    fn reasons_are_given_for_what_is_no_number() {
        use Sign::{Money, None, Percent};
        for (text, comma, beside, why) in [
            ("2,5", false, None, Why::DecimalSign),
            ("2.5", true, None, Why::DecimalSign),
            ("$2.5", true, None, Why::DecimalSign),
            ("5%", false, None, Why::OtherSign),
            ("5", false, Percent, Why::OtherSign),
            ("€5", false, Money("$"), Why::OtherSign),
            ("12 kg", false, None, Why::Unit),
            ("-3.5°C", false, None, Why::Unit),
            ("2.5.1", false, None, Why::NotANumber),
            ("12 x 13", false, None, Why::NotANumber),
            ("oops", false, None, Why::NotANumber),
            ("kg", false, None, Why::NotANumber),
        ] {
            assert_eq!(why_no_number(text, comma, beside), why, "{text}");
        }
    }
}
