//! Axes with numbers, the same for every chart: one type of chart keeps the code small.

use super::{Colors, refused};
use crate::error::Result;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;
use std::ops::Range;

/// The coordinates of every chart here.
pub(super) type Plane = Cartesian2d<Span, Span>;

/// A range of numbers with its ticks, as a plotters coordinate.
pub(super) struct Span {
    range: Range<f64>,
    ticks: Vec<f64>,
}

impl Ranged for Span {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let part = (value - self.range.start) / (self.range.end - self.range.start);
        let pixels = part * f64::from(limit.1 - limit.0);
        // Away from the chart a value may be as far as it likes, but for the pixels' type.
        limit.0 + pixels.clamp(-1e6, 1e6).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// One axis.
pub(super) struct Axis<'a> {
    /// What it spans.
    pub(super) range: Range<f64>,
    /// Where numbers stand.
    pub(super) ticks: Vec<f64>,
    /// The number at a tick.
    pub(super) label: &'a dyn Fn(&f64) -> String,
    /// Room for the numbers, in CSS pixels.
    pub(super) room: f64,
}

/// Draws axes on the area; `lines` leads from the numbers of the vertical axis across the chart.
pub(super) fn draw_axes<'a, B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    colors: &Colors,
    x: Axis<'_>,
    y: Axis<'_>,
    lines: bool,
) -> Result<ChartContext<'a, B, Plane>> {
    let mut chart = ChartBuilder::on(area)
        .margin_top(colors.px(8.0))
        .margin_right(colors.px(10.0))
        .x_label_area_size(colors.px(x.room))
        .y_label_area_size(colors.px(y.room))
        .build_cartesian_2d(Span { range: x.range, ticks: x.ticks }, Span { range: y.range, ticks: y.ticks })
        .map_err(refused::<B>)?;
    let mut mesh = chart.configure_mesh();
    mesh.disable_x_mesh();
    if !lines {
        mesh.disable_y_mesh();
    }
    mesh.light_line_style(TRANSPARENT)
        .bold_line_style(colors.grid.stroke_width(colors.px(0.5)))
        .axis_style(colors.grid.stroke_width(colors.px(1.0)))
        .label_style(("sans-serif", colors.px(11.0)).into_font().color(&colors.text))
        .set_all_tick_mark_size(colors.px(3.0))
        .x_label_formatter(x.label)
        .y_label_formatter(y.label)
        .draw()
        .map_err(refused::<B>)?;
    Ok(chart)
}

/// Round numbers within the range, about `most` of them: steps of 1, 2 or 5 times a power of ten.
pub(super) fn round_ticks(range: &Range<f64>, most: f64) -> Vec<f64> {
    let least = (range.end - range.start) / most;
    let power = power_of_ten(libm::floor(libm::log10(least)));
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|n| n * power)
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(least);
    let (first, last) = (libm::ceil(range.start / step), libm::floor(range.end / step + 1e-9));
    let count = if step > 0.0 && last >= first { (last - first) as usize + 1 } else { 0 };
    (0..count.min(100)).map(|i| (first + i as f64) * step).collect()
}

/// 10^x; exact for whole x.
pub(super) fn power_of_ten(x: f64) -> f64 {
    let whole = libm::floor(x);
    let power = (0..whole.abs().min(400.0) as u32).fold(1.0, |power, _| power * 10.0);
    let power = if whole < 0.0 { 1.0 / power } else { power };
    power * libm::exp((x - whole) * std::f64::consts::LN_10)
}

/// A number for an axis, with a real minus sign: at most three significant digits, with k, M or an exponent where that is shorter.
pub(super) fn tick(value: f64) -> String {
    plain(value).replace('-', "−")
}

fn plain(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if (1e6..1e9).contains(&size) {
        format!("{}M", short(value / 1e6))
    } else if (1e4..1e6).contains(&size) {
        format!("{}k", short(value / 1e3))
    } else if (1e-3..1e4).contains(&size) {
        short(value)
    } else {
        let text = format!("{value:.2e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        format!("{}e{exponent}", trimmed(digits))
    }
}

fn short(value: f64) -> String {
    let whole_digits = libm::floor(libm::log10(value.abs())) + 1.0;
    let decimals = (3.0 - whole_digits).clamp(0.0, 5.0) as usize;
    let text = format!("{value:.decimals$}");
    if decimals > 0 { trimmed(&text).to_owned() } else { text }
}

/// Without zeros behind the point.
fn trimmed(digits: &str) -> &str {
    digits.trim_end_matches('0').trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (12.0, "12"),
            (-6.0, "−6"),
            (1500.0, "1500"),
            (20_000.0, "20k"),
            (1_500_000.0, "1.5M"),
            (0.0001, "1e−4"),
            (0.125, "0.125"),
            (0.0015, "0.0015"),
            (1.5e-4, "1.5e−4"),
            (20.0, "20"),
            (600_000.0, "600k"),
            (6e11, "6e11"),
            (1e30, "1e30"),
        ] {
            assert_eq!(tick(value), text);
        }
    }

    #[test]
    fn ticks_are_round() {
        let texts = |range: Range<f64>| round_ticks(&range, 5.0).into_iter().map(tick).collect::<Vec<_>>().join(" ");
        assert_eq!(texts(0.0..1.0), "0 0.2 0.4 0.6 0.8 1");
        assert_eq!(texts(0.0..0.73), "0 0.2 0.4 0.6");
        assert_eq!(texts(0.0..48_000.0), "0 10k 20k 30k 40k");
        assert_eq!(texts(-6.0..6.0), "−5 0 5");
        assert_eq!(texts(0.0..0.0), "");
        assert_eq!(texts(0.0..1e300).split(' ').count(), 6);
    }
}
