//! Pictures, over any plotters backend: the loss curve, the network, the points on their axes, and heat
//! maps as RGBA bytes. Titles and legends belong to the page: measuring text there forces a layout.

mod curve;
mod heat;
mod look;
mod network;
mod points;

pub use curve::{YScale, draw_curve};
pub use heat::{Range, paint};
pub use look::{Colors, Look};
pub use network::{Links, draw_network};
pub use points::{PlotArea, draw_points};

use crate::error::{Error, Kind};
use plotters::prelude::{DrawingAreaErrorKind, DrawingBackend};

/// A backend's refusal as this crate's error.
fn refused<B: DrawingBackend>(error: DrawingAreaErrorKind<B::ErrorType>) -> Error {
    Error::new(Kind::Canvas, "canvas", error, "a canvas that can be drawn on")
}

/// A number for an axis: at most three significant digits, exponents where they are shorter.
fn tick(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs();
    if size >= 1e6 {
        return format!("{}M", short(value / 1e6));
    }
    if size >= 1e4 {
        return format!("{}k", short(value / 1e3));
    }
    if size < 1e-3 {
        return format!("{value:.0e}");
    }
    short(value)
}

fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (12.0, "12"),
            (-6.0, "-6"),
            (1500.0, "1500"),
            (20_000.0, "20k"),
            (1_500_000.0, "1.5M"),
            (0.0001, "1e-4"),
            (0.125, "0.125"),
        ] {
            assert_eq!(tick(value), text);
        }
    }
}
