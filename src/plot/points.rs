//! The points of a data set on the axes of the plane, on a transparent ground.

use super::axes::{Axis, Plane, draw_axes, tick};
use super::heat::{Range, between};
use super::{Colors, refused};
use crate::data::{HALF_WIDTH, Point};
use crate::error::Result;
use plotters::prelude::*;
use plotters::style::RGBAColor;
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
    let mut chart = draw_axes(&area, colors, axis(20.0), axis(26.0), false)?;

    // A rim keeps points apart from a ground of their own colour, and pale ones from a pale ground.
    let rim = match range {
        Range::Unit => colors.background.mix(0.9),
        Range::Signed => colors.text.mix(0.85),
    };
    let (pixels_x, pixels_y) = chart.plotting_area().get_pixel_range();
    for (points, hollow) in [(test, true), (train, false)] {
        for point in points {
            let place = range.place(point.target);
            let color = between(colors, place, 1.0).to_rgba();
            let (fill, rim) = if hollow { (colors.background.to_rgba(), color) } else { (color, rim) };
            mark(&mut chart, point, place >= 0.5, colors, fill, rim).map_err(refused::<B>)?;
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
    colors: &Colors,
    fill: RGBAColor,
    rim: RGBAColor,
) -> std::result::Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let at = (point.x[0], point.x[1]);
    let (inner, outer) = (colors.px(2.6), colors.px(3.8));
    // The larger shape under the smaller one shows as its rim.
    if high {
        chart.draw_series([Circle::new(at, outer, rim.filled()), Circle::new(at, inner, fill.filled())])?;
    } else {
        let (inner, outer) = (inner + colors.px(0.6), outer + colors.px(1.2));
        chart.draw_series([
            TriangleMarker::new(at, outer, rim.filled()),
            TriangleMarker::new(at, inner, fill.filled()),
        ])?;
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
        assert_eq!(svg.matches("<polygon").count(), 4, "two points of class 0");
        assert!(svg.contains("fill=\"#E8710A\"") && svg.contains("fill=\"#1A73E8\""));
        assert!(area.width > 500 && area.width < 600 && area.height > 500 && area.x > 0 && area.y > 0);
    }
}
