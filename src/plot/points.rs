//! The points of a data set on the axes of the plane, on a transparent ground.

use super::axes::{Axis, Plane, draw_axes, tick};
use super::heat::{Range, between};
use super::{Colors, refused};
use crate::data::{HALF_WIDTH, Point};
use crate::error::Result;
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

/// Draws axes and points. High targets are circles, low ones triangles (beside their colour);
/// `train` are filled, `test` hollow.
pub fn draw_points<B: DrawingBackend>(
    backend: B,
    colors: &Colors,
    range: Range,
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
            let place = range.place(point.target);
            let color = between(colors, place, 1.0);
            // From the outside in: a rim that stands out from any ground, the colour, a hole. Each
            // smaller shape leaves a ring of the one under it.
            let rings = [(4.0, colors.text), (3.0, color), (1.7, colors.background)];
            let rings = if hollow { &rings[..] } else { &rings[..2] };
            for &(size, color) in rings {
                mark(&mut chart, point, place >= 0.5, colors.px(size), color).map_err(refused::<B>)?;
            }
        }
    }
    area.present().map_err(refused::<B>)?;
    let length = |range: &std::ops::Range<i32>| range.end.abs_diff(range.start);
    Ok(PlotArea { x: pixels_x.start, y: pixels_y.start, width: length(&pixels_x), height: length(&pixels_y) })
}

fn mark<B: DrawingBackend>(
    chart: &mut ChartContext<'_, B, Plane>,
    point: &Point,
    high: bool,
    size: u32,
    color: RGBColor,
) -> std::result::Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let at = (point.x[0], point.x[1]);
    if high {
        chart.draw_series([Circle::new(at, size, color.filled())])?;
    } else {
        // A triangle looks smaller than the circle around it.
        chart.draw_series([TriangleMarker::new(at, size * 5 / 4, color.filled())])?;
    }
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
        let area = draw_points(backend, &colors, Range::Unit, &train, &[at(3.0, 0.0)]).unwrap();
        assert_eq!(svg.matches("<circle").count(), 4, "two points of class 1, each with a rim");
        assert_eq!(svg.matches("<polygon").count(), 5, "two points of class 0, one with a hole");
        assert!(svg.contains("fill=\"#E8710A\"") && svg.contains("fill=\"#1A73E8\""));
        assert!(area.width > 500 && area.width < 600 && area.height > 500 && area.x > 0 && area.y > 0);
    }
}
