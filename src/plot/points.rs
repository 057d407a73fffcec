//! The points of a data set on the axes of the plane, on a transparent ground.

use super::axes::{Axis, Plane, draw_axes, tick};
use super::heat::{Range, between};
use super::{Colors, refused};
use crate::data::{HALF_WIDTH, Point};
use crate::error::Result;
use crate::nn::metrics::MOST_CLASSES;
use plotters::prelude::*;
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
    pub(super) fn mark(self, target: f64, colors: &Colors) -> (RGBColor, usize) {
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
pub fn draw_points<B: DrawingBackend>(
    backend: B,
    colors: &Colors,
    targets: Targets,
    train: &[Point],
    test: &[Point],
) -> Result<PlotArea> {
    // The ends are left to the names of the axes.
    let label = |x: &f64| if x.abs() < HALF_WIDTH { tick(*x) } else { String::new() };
    let area = backend.into_drawing_area();
    let axis = |room| Axis {
        range: -HALF_WIDTH..HALF_WIDTH,
        ticks: vec![-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0],
        label: &label,
        room,
    };
    let mut chart = draw_axes(&area, colors, axis(28.0), axis(26.0), false)?;

    let (pixels_x, pixels_y) = chart.plotting_area().get_pixel_range();
    for (points, hollow) in [(test, true), (train, false)] {
        for point in points {
            let (color, shape) = targets.mark(point.target, colors);
            // From the outside in: a rim that stands out from any ground, the colour, a hole. Each
            // smaller shape leaves a ring of the one under it.
            let rings = [(4.0, colors.text), (3.0, color), (1.7, colors.background)];
            let rings = if hollow { &rings[..] } else { &rings[..2] };
            for &(size, color) in rings {
                mark(&mut chart, point, shape, colors.px(size), color).map_err(refused::<B>)?;
            }
        }
    }
    area.present().map_err(refused::<B>)?;
    let length = |range: &std::ops::Range<i32>| range.end.abs_diff(range.start);
    Ok(PlotArea { x: pixels_x.start, y: pixels_y.start, width: length(&pixels_x), height: length(&pixels_y) })
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

fn mark<B: DrawingBackend>(
    chart: &mut ChartContext<'_, B, Plane>,
    point: &Point,
    shape: usize,
    size: u32,
    color: RGBColor,
) -> std::result::Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let at = (point.x[0], point.x[1]);
    let (corners, large, inner, turn) = SHAPES[shape];
    if corners == 0 {
        chart.draw_series([Circle::new(at, size, color.filled())])?;
        return Ok(());
    }
    let outline: Vec<(i32, i32)> = (0..2 * corners)
        .map(|corner| {
            let radius = f64::from(size) * large * if corner % 2 == 0 { 1.0 } else { inner };
            let angle = (turn + corner as f64 / (2 * corners) as f64) * std::f64::consts::TAU;
            ((radius * libm::cos(angle)).round() as i32, (-radius * libm::sin(angle)).round() as i32)
        })
        .collect();
    chart.draw_series([EmptyElement::at(at) + Polygon::new(outline, color.filled())])?;
    Ok(())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn classes_differ_in_shape_and_sets_in_filling() {
        let colors = super::super::look::sample();
        let at = |x: f64, target| Point { x: [x, x], target };
        let mut svg = String::new();
        let backend = SVGBackend::with_string(&mut svg, (600, 600));
        let train = [at(1.0, 1.0), at(2.0, 1.0), at(-1.0, 0.0)];
        let area = draw_points(backend, &colors, Targets::Numbers(Range::Unit), &train, &[at(3.0, 0.0)]).unwrap();
        assert_eq!(svg.matches("<circle").count(), 4, "two points of class 1, each with a rim");
        assert_eq!(svg.matches("<polygon").count(), 5, "two points of class 0, one with a hole");
        assert!(svg.contains("fill=\"#E8710A\"") && svg.contains("fill=\"#1A73E8\""));
        assert!(area.width > 500 && area.width < 600 && area.height > 500 && area.x > 0 && area.y > 0);
    }

    #[test]
    fn ten_classes_differ_in_colour_and_shape() {
        let colors = super::super::look::sample();
        let mut drawn = Vec::new();
        for class in 0..MOST_CLASSES {
            let mut svg = String::new();
            let backend = SVGBackend::with_string(&mut svg, (600, 600));
            let point = Point { x: [1.0, 1.0], target: class as f64 };
            draw_points(backend, &colors, Targets::Classes, &[point], &[]).unwrap();
            let shapes = svg.lines().filter(|line| line.starts_with("<circle") || line.starts_with("<polygon"));
            let RGBColor(r, g, b) = colors.classes[class];
            let color = format!("#{r:02X}{g:02X}{b:02X}");
            assert!(svg.contains(&color), "class {class}");
            let shapes: Vec<String> = shapes.map(|line| line.replace(&color, "")).collect();
            assert_eq!(shapes.len(), 2, "a rim and the colour");
            drawn.push(shapes.concat());
        }
        for (class, shape) in drawn.iter().enumerate() {
            assert!(!drawn[..class].contains(shape), "class {class}");
        }
    }
}
