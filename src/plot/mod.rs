//! Pictures, over any plotters backend: the loss curve, the network, the points on their axes, and heat
//! maps as RGBA bytes. Titles and legends belong to the page: measuring text there forces a layout.

mod axes;
mod curve;
mod heat;
mod look;
mod network;
mod points;
mod thumbnail;

pub use curve::{YScale, draw_curve};
pub use heat::{Range, paint, paint_classes};
pub use look::{Colors, Look};
pub use network::{Links, draw_network};
pub use points::{PlotArea, Targets, draw_points};
pub use thumbnail::paint_points;

use crate::error::{Error, Kind};
use plotters::prelude::{DrawingAreaErrorKind, DrawingBackend};

/// A backend's refusal as this crate's error.
fn refused<B: DrawingBackend>(error: DrawingAreaErrorKind<B::ErrorType>) -> Error {
    Error::new(Kind::Canvas, "canvas", error, "a canvas that can be drawn on")
}
