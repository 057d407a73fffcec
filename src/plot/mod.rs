//! Pictures, over any plotters backend: the loss curve, ROC curves, the network, the points on their axes, and heat
//! maps as RGBA bytes. None that belongs to a frame allocates. Titles and legends belong to the page: measuring text there forces a layout.

mod axes;
mod curve;
mod curve_axes;
mod figure;
mod heat;
mod hit;
mod links;
mod logarithm;
mod look;
mod marks;
mod network;
mod overlay;
mod plan;
mod points;
mod reading;
mod relief;
mod roc;
mod surface;
mod svg;
mod sweep;
mod text;
mod thumbnail;

pub use curve::{CurveChart, CurveView, Curves, draw_curve};
pub use figure::{WORDS, draw_figure};
pub use heat::{Ground, Range, Table, paint_answers, paint_more, reach};
pub use hit::hit;
pub use links::{Links, Spot, draws_all, links};
pub use look::{Colors, Look};
pub use marks::{Marks, draw_marks};
pub use network::{Still, draw_network};
pub use overlay::{draw_contours, draw_fit, draw_ring};
pub use points::{PlotArea, Scene, Targets, draw_points};
pub use reading::{Moment, Reading, draw_reading};
pub use relief::draw_relief;
pub use roc::draw_roc;
pub use surface::Surface;
pub use svg::Svg;
pub use sweep::draw_sweep;
pub use thumbnail::paint_points;
