//! Colours and scale, which the page decides.

use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use plotters_backend::BackendColor;
use serde::Deserialize;

/// How pictures look, as the page gives it: colours are `#rrggbb`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Look {
    /// Canvas pixels per CSS pixel; every font, margin and stroke grows with it.
    pub scale: f64,
    /// Behind the curve.
    pub background: String,
    /// Numbers and axes.
    pub text: String,
    /// Lines behind the curve.
    pub grid: String,
    /// Training loss.
    pub train: String,
    /// Test loss.
    pub test: String,
    /// Rings around points that are answered wrongly.
    pub wrong: String,
    /// Class 0, or −1.
    pub low: String,
    /// Undecided, or 0.
    pub middle: String,
    /// Class 1, or +1.
    pub high: String,
    /// The classes, where there are more than two: ten of them.
    pub classes: Vec<String>,
}

/// A [`Look`] that has been read.
#[derive(Clone)]
#[expect(missing_docs, reason = "the fields are Look's")]
pub struct Colors {
    pub scale: f64,
    pub background: BackendColor,
    pub text: BackendColor,
    pub grid: BackendColor,
    pub train: BackendColor,
    pub test: BackendColor,
    pub wrong: BackendColor,
    pub low: BackendColor,
    pub middle: BackendColor,
    pub high: BackendColor,
    pub classes: [BackendColor; MOST_CLASSES],
}

impl Look {
    /// Reads the colours.
    pub fn read(&self) -> Result<Colors> {
        if !(self.scale > 0.0 && self.scale <= 16.0) {
            return Err(Error::new(Kind::OutOfRange, "scale", self.scale, "a number above 0, up to 16"));
        }
        if self.classes.len() != MOST_CLASSES {
            let error = Error::new(Kind::WrongLength, "classes", self.classes.len(), format!("{MOST_CLASSES} colours"));
            return Err(error);
        }
        let mut classes = [rgb(0, 0, 0); MOST_CLASSES];
        for (class, text) in classes.iter_mut().zip(&self.classes) {
            *class = color("classes", text)?;
        }
        Ok(Colors {
            classes,
            scale: self.scale,
            background: color("background", &self.background)?,
            text: color("text", &self.text)?,
            grid: color("grid", &self.grid)?,
            train: color("train", &self.train)?,
            test: color("test", &self.test)?,
            wrong: color("wrong", &self.wrong)?,
            low: color("low", &self.low)?,
            middle: color("middle", &self.middle)?,
            high: color("high", &self.high)?,
        })
    }
}

impl Colors {
    /// CSS pixels as canvas pixels, at least one.
    pub(super) fn px(&self, css: f64) -> u32 {
        (css * self.scale).round().max(1.0) as u32
    }
}

/// A colour that nothing shows through.
pub(super) fn rgb(red: u8, green: u8, blue: u8) -> BackendColor {
    BackendColor { rgb: (red, green, blue), alpha: 1.0 }
}

fn color(field: &str, text: &str) -> Result<BackendColor> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
    match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(hex) => Ok(rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)),
        None => Err(Error::new(Kind::WrongType, field, format!("\"{text}\""), "a colour as #rrggbb")),
    }
}

#[cfg(test)]
pub(super) fn sample() -> Colors {
    let [background, text, grid, train, test, low, middle, high] =
        ["#ffffff", "#111111", "#dddddd", "#1f6feb", "#b35900", "#e8710a", "#f4f4f6", "#1a73e8"].map(str::to_owned);
    let classes = (0..MOST_CLASSES).map(|class| format!("#00{class:02}80")).collect();
    let wrong = "#cc0044".to_owned();
    Look { scale: 2.0, background, text, grid, train, test, wrong, low, middle, high, classes }
        .read()
        .unwrap_or_else(|_| unreachable!("valid colours"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_colours_and_refuses_others() {
        assert!(color("text", "#01ff0a").is_ok_and(|color| color.rgb == (1, 255, 10)));
        for wrong in ["", "#fff", "red", "#12345g", "#ééé"] {
            let Err(error) = color("text", wrong) else { panic!("{wrong} is read") };
            assert_eq!((error.kind, error.field.as_str()), (Kind::WrongType, "text"), "{wrong}");
        }
    }
}
