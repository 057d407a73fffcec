//! Axes with numbers, the same for every chart.

use super::surface::{Stroke, Surface, Writing, refused};
use super::text::{Text, tick};
use super::{Colors, PlotArea};
use crate::error::Result;
use plotters_backend::BackendCoord;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// One axis.
pub(super) struct Axis {
    /// What it spans.
    pub(super) range: Range<f64>,
    /// Where numbers stand.
    pub(super) ticks: Ticks,
    /// The number that stands there, or none.
    pub(super) label: fn(f64) -> Option<f64>,
    /// Room for the numbers, in CSS pixels.
    pub(super) room: f64,
}

/// Up to so many places on an axis.
const MOST_TICKS: usize = 32;

/// Places of numbers, in order.
#[derive(Clone, Copy, Default)]
pub(super) struct Ticks {
    places: [f64; MOST_TICKS],
    len: usize,
}

impl Ticks {
    pub(super) fn as_slice(&self) -> &[f64] {
        &self.places[..self.len]
    }
}

impl FromIterator<f64> for Ticks {
    /// The first ones, where there are too many.
    fn from_iter<I: IntoIterator<Item = f64>>(places: I) -> Self {
        let mut ticks = Ticks::default();
        for (place, to) in places.into_iter().zip(&mut ticks.places) {
            *to = place;
            ticks.len += 1;
        }
        ticks
    }
}

/// Where a chart lies on its surface, and what it spans.
pub(super) struct Chart {
    pub(super) area: PlotArea,
    x: Range<f64>,
    y: Range<f64>,
}

impl Chart {
    /// The pixel of a place. Away from the chart it may be as far as it likes, but for the pixels' type.
    pub(super) fn at(&self, x: f64, y: f64) -> BackendCoord {
        let part = |value: f64, range: &Range<f64>| (value - range.start) / (range.end - range.start);
        let pixels = |part: f64, length: u32| (part * f64::from(length - 1)).clamp(-1e6, 1e6).round() as i32;
        let PlotArea { x: left, y: top, width, height } = self.area;
        (left + pixels(part(x, &self.x), width), top + pixels(1.0 - part(y, &self.y), height))
    }
}

/// Draws axes on the surface; `lines` leads from the numbers of the vertical axis across the chart.
pub(super) fn draw_axes<B: Surface>(surface: &mut B, colors: &Colors, x: Axis, y: Axis, lines: bool) -> Result<Chart> {
    let (width, height) = surface.get_size();
    // A digit is about so wide.
    let digit = 6.5 * colors.scale;
    let numbers: [Option<Text>; MOST_TICKS] =
        std::array::from_fn(|place| y.ticks.as_slice().get(place).and_then(|&at| (y.label)(at)).map(tick));
    let longest = numbers.iter().flatten().map(Text::chars).max().unwrap_or(0) as f64 * digit;
    let (left, top) = (colors.px(y.room).max(colors.px(8.0) + longest as u32), colors.px(8.0));
    let (right, bottom) = (width.saturating_sub(colors.px(10.0)), height.saturating_sub(colors.px(x.room)));
    let (right, bottom) = (right.max(left + 2), bottom.max(top + 2));
    let area = PlotArea { x: left as i32, y: top as i32, width: right - left, height: bottom - top };
    let chart = Chart { area, x: x.range, y: y.range };
    let (left, top, right, bottom) = (left as i32, top as i32, right as i32 - 1, bottom as i32 - 1);
    let line = Stroke { color: colors.grid, width: colors.px(1.0) };
    let thin = Stroke { color: colors.grid, width: colors.px(0.5) };
    let (mark, away) = (colors.px(3.0) as i32, colors.px(6.0) as i32);

    let under = Writing::new(colors, Pos::new(HPos::Center, VPos::Top));
    let last = Writing::new(colors, Pos::new(HPos::Right, VPos::Top));
    for &tick_at in x.ticks.as_slice() {
        let (at, _) = chart.at(tick_at, chart.y.start);
        surface.draw_line((at, bottom), (at, bottom + mark), &line).map_err(refused)?;
        if let Some(number) = (x.label)(tick_at) {
            let text = tick(number);
            // A number that would reach beyond the edge ends there.
            let beyond = f64::from(at) + text.chars() as f64 * digit / 2.0 > f64::from(width);
            let (writing, at) = if beyond { (&last, width as i32) } else { (&under, at) };
            surface.draw_text(text.as_str(), writing, (at, bottom + away)).map_err(refused)?;
        }
    }
    let beside = Writing::new(colors, Pos::new(HPos::Right, VPos::Center));
    for (&tick_at, number) in y.ticks.as_slice().iter().zip(numbers) {
        let (_, at) = chart.at(chart.x.start, tick_at);
        if lines {
            surface.draw_line((left, at), (right, at), &thin).map_err(refused)?;
        }
        surface.draw_line((left - mark, at), (left, at), &line).map_err(refused)?;
        if let Some(number) = number {
            surface.draw_text(number.as_str(), &beside, (left - away, at)).map_err(refused)?;
        }
    }
    surface.draw_path([(left, top), (left, bottom), (right, bottom)], &line).map_err(refused)?;
    Ok(chart)
}

/// Round numbers within the range, about `most` of them: steps of 1, 2 or 5 times a power of ten.
pub(super) fn round_ticks(range: &Range<f64>, most: f64) -> Ticks {
    let least = (range.end - range.start) / most;
    let power = power_of_ten(libm::floor(libm::log10(least)));
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|n| n * power)
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(least);
    let (first, last) = (libm::ceil(range.start / step), libm::floor(range.end / step + 1e-9));
    let count = if step > 0.0 && last >= first { (last - first) as usize + 1 } else { 0 };
    (0..count.min(MOST_TICKS)).map(|i| (first + i as f64) * step).collect()
}

/// 10^x; exact for whole x.
pub(super) fn power_of_ten(x: f64) -> f64 {
    let whole = libm::floor(x);
    let power = (0..whole.abs().min(400.0) as u32).fold(1.0, |power, _| power * 10.0);
    let power = if whole < 0.0 { 1.0 / power } else { power };
    power * libm::exp((x - whole) * std::f64::consts::LN_10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let texts = |range: Range<f64>| {
            let ticks = round_ticks(&range, 5.0);
            ticks.as_slice().iter().map(|&at| tick(at).as_str().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(0.0..1.0), "0 0.2 0.4 0.6 0.8 1");
        assert_eq!(texts(0.0..0.73), "0 0.2 0.4 0.6");
        assert_eq!(texts(0.0..48_000.0), "0 10k 20k 30k 40k");
        assert_eq!(texts(-6.0..6.0), "−5 0 5");
        assert_eq!(texts(0.0..0.0), "");
        assert_eq!(texts(0.0..1e300).split(' ').count(), 6);
    }

    #[test]
    fn places_are_pixels_of_the_chart() {
        let area = PlotArea { x: 40, y: 10, width: 101, height: 51 };
        let chart = Chart { area, x: 0.0..10.0, y: -1.0..1.0 };
        assert_eq!((chart.at(0.0, -1.0), chart.at(10.0, 1.0), chart.at(5.0, 0.0)), ((40, 60), (140, 10), (90, 35)));
        assert!(chart.at(f64::MAX, f64::NEG_INFINITY).0 > 100_000, "far away, but a pixel");
    }
}
