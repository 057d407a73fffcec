//! Pictures, over any plotters backend: the loss curve, the network, the points on their axes, and heat
//! maps as RGBA bytes. None of them allocates. Titles and legends belong to the page: measuring text there forces a layout.

mod axes;
mod curve;
mod heat;
mod look;
mod network;
mod overlay;
mod points;
mod relief;
mod surface;
mod text;
mod thumbnail;

pub use curve::{YScale, draw_curve};
pub use heat::{Range, Table, paint, paint_classes, paint_more, reach};
pub use look::{Colors, Look};
pub use network::{Links, draw_network, links};
pub use overlay::{draw_contours, draw_fit, draw_ring};
pub use points::{PlotArea, Scene, Targets, draw_points, ground};
pub use relief::draw_relief;
pub use surface::Surface;
pub use thumbnail::paint_points;
