//! Texts that are units or types, as lines under the names of columns have them.

/// Units that are written as they stand here.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "s", "sec", "min", "h", "hr", "day", "days", "yr", "Pa", "bar", "psi", "atm", "Torr", "mmHg", "m", "in",
    "ft", "yd", "mi", "g", "t", "lb", "lbs", "oz", "K", "C", "F", "°C", "°F", "°", "deg", "degC", "degF", "rad",
    "V", "A", "W", "Wh", "J", "eV", "cal", "N", "Nm", "Hz", "L", "l", "mol", "M", "%", "‰", "ppm", "ppb", "rpm",
    "lx", "lm", "cd", "T", "Ω", "ohm", "S", "dB", "dBm", "Bq", "Sv", "mph", "pH", "px", "counts", "au",
];

/// What stands before a unit: thousands of it, thousandths.
#[rustfmt::skip]
const PREFIXES: &[&str] = &[
    "n", "µ", "μ", "u", "m", "c", "d", "h", "k", "M", "G", "T", "p", "da",
];

/// Types of columns, as some programs write them under the names.
#[rustfmt::skip]
const TYPES: &[&str] = &[
    "float", "double", "int", "integer", "numeric", "number", "continuous", "discrete", "string", "text",
    "char", "bool", "boolean", "factor",
];

/// Returns `true` for a mark that stands for no unit: dashes, as under the names of a Markdown table (`:--`), or a word.
fn is_none(text: &str) -> bool {
    let dashes = text.trim_matches(':');
    text == "none" || (!dashes.is_empty() && dashes.chars().all(|c| matches!(c, '-' | '–' | '—')))
}

/// Whether a text is a unit (`m/s`, `kg·m^-3`, `[°C]`, `-`) or a type (`float`).
pub(super) fn is_unit(text: &str) -> bool {
    let text = text.trim();
    let within = [('[', ']'), ('(', ')'), ('<', '>')];
    if within.iter().any(|&(open, close)| text.starts_with(open) && text.ends_with(close)) || is_none(text) {
        return true;
    }
    let simple = |unit: &str| UNITS.contains(&unit) || unit.is_empty();
    let prefixed =
        |unit: &str| PREFIXES.iter().any(|prefix| unit.strip_prefix(prefix).is_some_and(|rest| UNITS.contains(&rest)));
    let power = |c: char| c.is_ascii_digit() || matches!(c, '^' | '-' | '−' | '⁻' | '¹' | '²' | '³');
    let one = |unit: &str| {
        let base = unit.trim_end_matches(power);
        simple(base) || prefixed(base)
    };
    let parts = text.split(['/', '*', '·', '.', ' ']);
    let lower = text.to_lowercase();
    !text.is_empty()
        && (TYPES.contains(&lower.as_str()) || (text.chars().any(|c| !power(c)) && parts.into_iter().all(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_names() {
        for unit in [
            "s",
            "kPa",
            "m/s",
            "kg/m3",
            "m s^-2",
            "kg·m⁻³",
            "°C",
            "[V]",
            "(mm)",
            "-",
            "%",
            "µm",
            "Float",
            "1/s",
            "mmol/L",
        ] {
            assert!(is_unit(unit), "{unit}");
        }
        for name in ["time", "Ux", "k", "p", "x1", "temperature", "5", "", "mass (kg)", "dev", "2019", "Anna", "a b"] {
            assert!(!is_unit(name), "{name}");
        }
    }
}
