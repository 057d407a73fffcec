//! Where things stand in the picture of a network.

use super::links::Links;
use plotters_backend::BackendCoord;

/// Columns of equal width, and tiles that fit into them.
pub(super) struct Plan {
    width: f64,
    height: f64,
    columns: usize,
    /// Half a tile's side.
    pub(super) half: f64,
    /// A bias mark's side.
    pub(super) mark: f64,
}

impl Plan {
    /// Of a picture of that size in pixels, `scale` of them to a CSS pixel.
    pub(super) fn new<'a>(size: (u32, u32), scale: f64, layers: impl Iterator<Item = Links<'a>>) -> Self {
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let (columns, tallest) =
            layers.fold((1, 1), |(columns, tallest), l| (columns + 1, tallest.max(l.inputs).max(l.outputs)));
        let half = (height / tallest as f64 * 0.38).min(width / columns as f64 * 0.3).min(17.0 * scale).max(1.0);
        Plan { width, height, columns, half, mark: (half * 0.6).max(2.0 * scale) }
    }

    /// The middle of a tile.
    pub(super) fn at(&self, column: usize, unit: usize, units: usize) -> (f64, f64) {
        let x = (column as f64 + 0.5) / self.columns as f64 * self.width;
        (x, (unit as f64 + 0.5) / units as f64 * self.height)
    }

    /// Where the line of a weight begins and ends.
    pub(super) fn ends(&self, column: usize, layer: &Links<'_>, place: usize) -> [(f64, f64); 2] {
        let (from, to) = layer.joined(place);
        let (from, to) = (self.at(column, from, layer.inputs), self.at(column + 1, to, layer.outputs));
        [(from.0 + self.half, from.1), (to.0 - self.half, to.1)]
    }

    /// The corners of a bias mark, in the lower left of a tile.
    pub(super) fn mark(&self, at: (f64, f64)) -> [(f64, f64); 2] {
        let (left, bottom) = (at.0 - self.half, at.1 + self.half);
        [(left, bottom - self.mark), (left + self.mark, bottom)]
    }
}

/// How strong a weight is, 0 to 1.
pub(super) fn strength(weight: f32) -> f64 {
    f64::from(weight).abs().min(4.0) / 4.0
}

/// The width of a weight's line, in CSS pixels.
pub(super) fn thickness(strength: f64) -> f64 {
    0.6 + 4.4 * strength
}

/// Straight parts of a curve.
const PARTS: usize = 16;

/// Points of a curve that leaves and arrives level: y follows 3t² − 2t³.
pub(super) fn curve(ends: [(f64, f64); 2]) -> [BackendCoord; PARTS + 1] {
    std::array::from_fn(|part| pixel(along(ends, part as f64 / PARTS as f64)))
}

/// The point of that curve at `t` of its way.
fn along([from, to]: [(f64, f64); 2], t: f64) -> (f64, f64) {
    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t * t * (3.0 - 2.0 * t))
}

/// How far a place is from that curve, nearly: from its tangent there.
pub(super) fn distance(ends: [(f64, f64); 2], (x, y): (f64, f64)) -> f64 {
    let run = (ends[1].0 - ends[0].0).max(1.0);
    let t = ((x - ends[0].0) / run).clamp(0.0, 1.0);
    let on = along(ends, t);
    let slope = (ends[1].1 - ends[0].1) / run * 6.0 * t * (1.0 - t);
    let (across, beyond) = ((y - on.1) / (1.0 + slope * slope).sqrt(), x - on.0);
    (across * across + beyond * beyond).sqrt()
}

pub(super) fn pixel((x, y): (f64, f64)) -> BackendCoord {
    (x.round() as i32, y.round() as i32)
}
