//! What is around the curves: axes, the learning rate's strip, flags.

use super::Colors;
use super::axes::{Axis, Chart, Margins, draw_axes_within, power_of_ten, round_ticks};
use super::curve::{CurveChart, CurveView, Curves, LOWEST, quality};
use super::heat::mixed;
use super::logarithm::{epoch_of, epoch_ticks, log_ticks};
use super::surface::{Stroke, Surface, Writing, draw_line, refused, write_text};
use super::text::tick;
use crate::data::Problem;
use crate::error::Result;
use crate::session::Event;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

/// What the curves span, in one pass: what is not a number is left out.
struct Extent {
    epochs: [f64; 2],
    losses: [f64; 2],
    rates: [f64; 2],
}

impl Extent {
    fn of(curves: Curves) -> Self {
        const NOTHING: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];
        let mut extent = Extent { epochs: NOTHING, losses: NOTHING, rates: NOTHING };
        for (records, ..) in curves.runs() {
            for record in records {
                widen(&mut extent.epochs, record.epoch);
                widen(&mut extent.losses, record.train);
                widen(&mut extent.losses, record.test);
                widen(&mut extent.rates, record.lr);
            }
        }
        extent
    }
}

fn widen([low, high]: &mut [f64; 2], value: f64) {
    if value.is_finite() {
        (*low, *high) = (low.min(value), high.max(value));
    }
}

/// The axes that the curves and the view ask for.
pub(super) fn axes<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    curves: Curves,
    view: CurveView,
    free: [f64; 2],
) -> Result<CurveChart> {
    let Extent { epochs: [first, last], losses: [least, most], rates } = Extent::of(curves);
    let first = if first.is_finite() { first } else { 0.0 };
    let (last, most) = (last.max(first + 1.0), most.max(LOWEST));
    let x = view.x(first)..view.x(last);
    let x = if view.log_epoch {
        Axis { range: x, ticks: epoch_ticks(first, last), label: |at| Some(epoch_of(at)), room: 22.0 + free[1] }
    } else {
        Axis { ticks: round_ticks(&x, 6.0), range: x, label: Some, room: 22.0 + free[1] }
    };
    let y = if view.log_loss {
        let (low, high) = (view.y(least.min(most)) - 0.1, view.y(most) + 0.1);
        // At least one decade, or the axis has no number to show.
        let range = low.min(high - 1.0)..high;
        Axis { ticks: log_ticks(&range), range, label: |at| Some(power_of_ten(at)), room: 40.0 }
    } else {
        let range = 0.0..most * 1.05;
        Axis { ticks: round_ticks(&range, 4.0), range, label: Some, room: 40.0 }
    };
    let strip = if view.lr { STRIP + 10.0 } else { 0.0 };
    let margins = Margins { top: 8.0 + free[0] + strip, right: if view.accuracy { 32.0 } else { 10.0 } };
    let loss = draw_axes_within(surface, colors, x, y, true, margins)?;
    let quality = view.accuracy.then(|| Chart { y: 0.0..1.0, ..loss.clone() });
    let lr = view.lr.then(|| {
        let [low, high] = if rates[0] <= rates[1] { rates } else { [0.1; 2] };
        let (low, high) = (libm::log10(low.max(LOWEST)), libm::log10(high.max(LOWEST)));
        // A constant rate lies in the middle.
        let y = if high - low < 1e-6 { low - 1.0..high + 1.0 } else { low.max(high - MOST_DECADES)..high };
        let mut chart = Chart { y, ..loss.clone() };
        (chart.area.y, chart.area.height) = (colors.px(8.0 + free[0]) as i32, colors.px(STRIP));
        chart
    });
    Ok(CurveChart { view, loss, quality, lr })
}

/// Powers of ten on the strip: rates that fall to 0 would make a line of all others. What is lower lies at the lower edge.
const MOST_DECADES: f64 = 3.0;

/// Height of the learning rate's strip, in CSS pixels.
const STRIP: f64 = 22.0;

/// The ground of the learning rate, with its lowest and highest value.
pub(super) fn draw_strip<B: Surface>(surface: &mut B, colors: &Colors, chart: &Chart) -> Result<()> {
    let line = Stroke { color: colors.grid, width: colors.px(1.0) };
    let (left, top) = chart.at(chart.x.start, chart.y.end);
    let (right, bottom) = chart.at(chart.x.end, chart.y.start);
    draw_line(surface, &[(left, top), (left, bottom), (right, bottom)], line)?;
    let beside = Writing::new(colors, Pos::new(HPos::Right, VPos::Center));
    // One number in the middle of a range that was made around it.
    let middle = (chart.y.start + chart.y.end) / 2.0;
    let constant = chart.y.end - chart.y.start == 2.0;
    let rates = if constant { [middle; 2] } else { [chart.y.start, chart.y.end] };
    for &rate in &rates[usize::from(constant)..] {
        let (_, at) = chart.at(chart.x.start, rate);
        let text = tick(power_of_ten(rate));
        write_text(surface, text.as_str(), &beside, (left - colors.px(6.0) as i32, at))?;
    }
    Ok(())
}

/// Numbers at the right: percent, or R².
pub(super) fn draw_quality_axis<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    chart: &Chart,
    problem: Problem,
) -> Result<()> {
    let color = quality(colors);
    let line = Stroke { color, width: colors.px(1.0) };
    let writing = Writing { color, ..Writing::new(colors, Pos::new(HPos::Left, VPos::Center)) };
    for place in [0.0, 0.5, 1.0] {
        let (right, at) = chart.at(chart.x.end, place);
        draw_line(surface, &[(right, at), (right + colors.px(3.0) as i32, at)], line)?;
        let text = tick(if problem == Problem::Classification { 100.0 * place } else { place });
        write_text(surface, text.as_str(), &writing, (right + colors.px(6.0) as i32, at))?;
    }
    Ok(())
}

/// A small flag at the upper edge where something was changed.
pub(super) fn draw_flags<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    chart: &CurveChart,
    events: &[Event],
) -> Result<()> {
    let (top, size) = (chart.loss.area.y, colors.px(4.0) as i32);
    let line = Stroke { color: mixed(colors.background, colors.text, 0.5), width: colors.px(0.5) };
    let inside = |x: &i32| (chart.loss.area.x..=chart.loss.area.x + chart.loss.area.width as i32).contains(x);
    let mut before = None;
    for x in events.iter().map(|event| chart.x_of(event.epoch)).filter(inside) {
        if before.replace(x) == Some(x) {
            continue;
        }
        draw_line(surface, &[(x, top), (x, top + chart.loss.area.height as i32)], line)?;
        let corners = [(x - size, top - size), (x + size, top - size), (x, top + size)];
        surface.fill_polygon(corners, &colors.text).map_err(refused)?;
    }
    Ok(())
}
