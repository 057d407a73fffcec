//! The points of a data set on the axes of the plane, on a transparent ground.

use super::Colors;
use super::axes::{Axis, Chart, draw_axes};
use super::heat::{Range, between};
use super::surface::{Surface, refused};
use crate::data::{HALF_WIDTH, Point};
use crate::error::Result;
use crate::nn::metrics::MOST_CLASSES;
use plotters_backend::{BackendColor, DrawingErrorKind};
use serde::Serialize;

/// Where the plane lies on the canvas, in canvas pixels: the place for the heat map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlotArea {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What targets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {
    /// Numbers, or two classes: low ones are triangles, high ones circles.
    Numbers(Range),
    /// More than two classes, each with a colour and a shape.
    Classes,
}

impl Targets {
    /// The colour and the number of the shape that a target has.
    pub(super) fn mark(self, target: f64, colors: &Colors) -> (BackendColor, usize) {
        match self {
            Targets::Numbers(range) => {
                let place = range.place(target);
                (between(colors, place, 1.0), usize::from(place >= 0.5))
            }
            Targets::Classes => {
                let class = (target as usize).min(colors.classes.len() - 1);
                (colors.classes[class], class)
            }
        }
    }
}

/// Draws axes and points; `train` are filled, `test` hollow.
pub fn draw_points<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    targets: Targets,
    train: &[Point],
    test: &[Point],
) -> Result<PlotArea> {
    // The ends are left to the names of the axes.
    let label = |x: f64| (x.abs() < HALF_WIDTH).then_some(x);
    let axis = |room| Axis {
        range: -HALF_WIDTH..HALF_WIDTH,
        ticks: [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0].into_iter().collect(),
        label,
        room,
    };
    let chart = draw_axes(surface, colors, axis(28.0), axis(26.0), false)?;
    for (points, hollow) in [(test, true), (train, false)] {
        for point in points {
            let (color, shape) = targets.mark(point.target, colors);
            // From the outside in: a rim that stands out from any ground, the colour, a hole. Each
            // smaller shape leaves a ring of the one under it.
            let rings = [(4.0, colors.text), (3.0, color), (1.7, colors.background)];
            let rings = if hollow { &rings[..] } else { &rings[..2] };
            for &(size, color) in rings {
                mark(surface, &chart, point, shape, colors.px(size), color).map_err(refused)?;
            }
        }
    }
    Ok(chart.area)
}

/// Corners, the distance of every second one from the middle (as a part of the others'), and the angle of the first one in turns.
/// The second shape is a circle. Of equal look in size.
const SHAPES: [(usize, f64, f64, f64); MOST_CLASSES] = [
    (3, 1.25, 0.5, 0.25),   // triangle
    (0, 1.0, 1.0, 0.0),     // circle
    (4, 1.2, FLAT, 0.125),  // square
    (4, 1.3, FLAT, 0.0),    // diamond
    (4, 1.5, 0.4, 0.0),     // star of four
    (3, 1.25, 0.5, 0.75),   // triangle on its head
    (5, 1.15, 0.809, 0.25), // pentagon
    (4, 1.5, 0.4, 0.125),   // cross
    (5, 1.45, 0.45, 0.25),  // star of five
    (6, 1.1, 0.866, 0.0),   // hexagon
];

/// Of a square: its sides' middles.
const FLAT: f64 = std::f64::consts::FRAC_1_SQRT_2;

fn mark<B: Surface>(
    surface: &mut B,
    chart: &Chart,
    point: &Point,
    shape: usize,
    size: u32,
    color: BackendColor,
) -> std::result::Result<(), DrawingErrorKind<B::ErrorType>> {
    let (x, y) = chart.at(point.x[0], point.x[1]);
    let (corners, large, inner, turn) = SHAPES[shape];
    if corners == 0 {
        return surface.draw_circle((x, y), size, &color, true);
    }
    let outline = (0..2 * corners).map(|corner| {
        let radius = f64::from(size) * large * if corner % 2 == 0 { 1.0 } else { inner };
        let angle = (turn + corner as f64 / (2 * corners) as f64) * std::f64::consts::TAU;
        (x + (radius * libm::cos(angle)).round() as i32, y - (radius * libm::sin(angle)).round() as i32)
    });
    surface.fill_polygon(outline, &color)
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn count(notes: &Notes, like: fn(&Mark) -> bool) -> usize {
        notes.marks.iter().filter(|mark| like(mark)).count()
    }

    #[test]
    fn classes_differ_in_shape_and_sets_in_filling() {
        let colors = super::super::look::sample();
        let at = |x: f64, target| Point { x: [x, x], target };
        let mut notes = Notes::new(600, 600);
        let train = [at(1.0, 1.0), at(2.0, 1.0), at(-1.0, 0.0)];
        let area = draw_points(&mut notes, &colors, Targets::Numbers(Range::Unit), &train, &[at(3.0, 0.0)]).unwrap();
        let circles = |mark: &Mark| matches!(mark, Mark::Circle { .. });
        let polygons = |mark: &Mark| matches!(mark, Mark::Polygon { .. });
        assert_eq!(count(&notes, circles), 4, "two points of class 1, each with a rim");
        assert_eq!(count(&notes, polygons), 5, "two points of class 0, one with a hole");
        let low = |mark: &Mark| matches!(mark, Mark::Polygon { rgb: (0xe8, 0x71, 0x0a), .. });
        let high = |mark: &Mark| matches!(mark, Mark::Circle { rgb: (0x1a, 0x73, 0xe8), .. });
        assert_eq!((count(&notes, low), count(&notes, high)), (2, 2));
        assert!(area.width > 500 && area.width < 600 && area.height > 500 && area.x > 0 && area.y > 0);
    }

    #[test]
    fn ten_classes_differ_in_colour_and_shape() {
        let colors = super::super::look::sample();
        let mut drawn: Vec<String> = Vec::new();
        for class in 0..MOST_CLASSES {
            let mut notes = Notes::new(600, 600);
            let point = Point { x: [1.0, 1.0], target: class as f64 };
            draw_points(&mut notes, &colors, Targets::Classes, &[point], &[]).unwrap();
            let [rim, inside] = &notes.marks[notes.marks.len() - 2..] else { panic!("a rim and the colour") };
            let (Mark::Polygon { rgb, .. } | Mark::Circle { rgb, .. }) = inside else { panic!("{inside:?}") };
            assert_eq!(*rgb, colors.classes[class].rgb, "class {class}");
            drawn.push(format!("{rim:?} {:?}", SHAPES[class]));
        }
        for (class, shape) in drawn.iter().enumerate() {
            assert!(!drawn[..class].contains(shape), "class {class}");
        }
    }
}
