//! Numbers as short texts, without allocating.

use std::fmt::Write;

/// Room for a number as [`tick`] writes it.
#[derive(Clone, Copy, Default)]
pub(super) struct Text {
    bytes: [u8; 32],
    len: usize,
}

impl Text {
    /// What has been written.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    /// How long it is.
    pub(super) fn chars(&self) -> usize {
        self.as_str().chars().count()
    }

    /// Takes zeros behind the point away, and the point where nothing is left behind it.
    fn trim(&mut self) {
        if self.as_str().contains('.') {
            self.len = self.as_str().trim_end_matches('0').trim_end_matches('.').len();
        }
    }
}

impl Write for Text {
    /// What finds no room is an error. A minus sign is a real one.
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for c in text.chars() {
            let c = if c == '-' { '−' } else { c };
            let room = self.bytes.get_mut(self.len..self.len + c.len_utf8()).ok_or(std::fmt::Error)?;
            self.len += c.encode_utf8(room).len();
        }
        Ok(())
    }
}

/// A number for an axis: at most three significant digits, with k, M or an exponent where that is shorter.
pub(super) fn tick(value: f64) -> Text {
    let mut text = Text::default();
    // What has no room is cut: 32 bytes hold every number of this form.
    let _ = write(value, &mut text);
    text
}

fn write(value: f64, text: &mut Text) -> std::fmt::Result {
    let size = value.abs();
    if size == 0.0 || !size.is_finite() {
        write!(text, "{}", value + 0.0)
    } else if (1e6..1e9).contains(&size) {
        short(value / 1e6, text)?;
        text.write_str("M")
    } else if (1e4..1e6).contains(&size) {
        short(value / 1e3, text)?;
        text.write_str("k")
    } else if (1e-3..1e4).contains(&size) {
        short(value, text)
    } else {
        let exponent = libm::floor(libm::log10(size));
        // Rounding to two digits behind the point may reach the next power.
        let (digits, exponent) = match value / super::axes::power_of_ten(exponent) {
            digits if digits.abs() >= 9.995 => (digits / 10.0, exponent + 1.0),
            digits => (digits, exponent),
        };
        write!(text, "{digits:.2}")?;
        text.trim();
        write!(text, "e{exponent}")
    }
}

fn short(value: f64, text: &mut Text) -> std::fmt::Result {
    let whole_digits = libm::floor(libm::log10(value.abs())) + 1.0;
    let decimals = (3.0 - whole_digits).clamp(0.0, 5.0) as usize;
    write!(text, "{value:.decimals$}")?;
    text.trim();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (12.0, "12"),
            (-6.0, "−6"),
            (1500.0, "1500"),
            (20_000.0, "20k"),
            (1_500_000.0, "1.5M"),
            (0.0001, "1e−4"),
            (0.125, "0.125"),
            (0.0015, "0.0015"),
            (1.5e-4, "1.5e−4"),
            (20.0, "20"),
            (600_000.0, "600k"),
            (6e11, "6e11"),
            (1e30, "1e30"),
            (9.999e-9, "1e−8"),
            (-1.25e-300, "−1.25e−300"),
        ] {
            assert_eq!(tick(value).as_str(), text);
        }
        assert_eq!(tick(f64::NAN).as_str(), "NaN");
        assert_eq!(tick(f64::NEG_INFINITY).as_str(), "−inf");
        assert_eq!(tick(-0.0).as_str(), "0");
    }
}
