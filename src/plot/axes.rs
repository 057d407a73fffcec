//! Axes with numbers, the same for every chart.

use super::surface::{Stroke, Surface, Writing, draw_line, write_text};
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
    /// Where numbers stand. One that has no room beside an earlier one is left out.
    pub(super) ticks: Ticks,
    /// The number that stands there, or none.
    pub(super) label: fn(f64) -> Option<f64>,
    /// Room for the numbers, in CSS pixels.
    pub(super) room: f64,
}

/// Up to so many places on an axis.
const MOST_TICKS: usize = 32;

/// Places of numbers, those first that matter most.
#[derive(Clone, Copy, Default)]
pub(super) struct Ticks {
    places: [f64; MOST_TICKS],
    len: usize,
}

impl Ticks {
    /// One more, while there is room.
    pub(super) fn push(&mut self, place: f64) {
        if let Some(to) = self.places.get_mut(self.len) {
            *to = place;
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[f64] {
        &self.places[..self.len]
    }
}

impl FromIterator<f64> for Ticks {
    /// The first ones, where there are too many.
    fn from_iter<I: IntoIterator<Item = f64>>(places: I) -> Self {
        let mut ticks = Ticks::default();
        places.into_iter().for_each(|place| ticks.push(place));
        ticks
    }
}

/// Where a chart lies on its surface, and what it spans.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) area: PlotArea,
    pub(super) x: Range<f64>,
    pub(super) y: Range<f64>,
}

impl Chart {
    /// The pixel of a place. Away from the chart it may be as far as it likes, but for the pixels' type.
    pub(super) fn at(&self, x: f64, y: f64) -> BackendCoord {
        let part = |value: f64, range: &Range<f64>| (value - range.start) / (range.end - range.start);
        let pixels = |part: f64, length: u32| (part * f64::from(length - 1)).clamp(-1e6, 1e6).round() as i32;
        let PlotArea { x: left, y: top, width, height } = self.area;
        (left + pixels(part(x, &self.x), width), top + pixels(1.0 - part(y, &self.y), height))
    }

    /// What lies at a horizontal place, in pixels; at the nearest edge, if it is beside the chart.
    pub(super) fn x_at(&self, pixel: f64) -> f64 {
        let part = (pixel - f64::from(self.area.x)) / f64::from((self.area.width - 1).max(1));
        self.x.start + part.clamp(0.0, 1.0) * (self.x.end - self.x.start)
    }
}

/// Stretches of an axis that have a number already.
#[derive(Default)]
struct Taken {
    stretches: [(i32, i32); MOST_TICKS],
    len: usize,
}

impl Taken {
    /// Takes a stretch, unless it would touch another.
    fn take(&mut self, from: i32, to: i32) -> bool {
        let free = self.len < MOST_TICKS && self.stretches[..self.len].iter().all(|&(a, b)| to < a || from > b);
        if free {
            self.stretches[self.len] = (from, to);
            self.len += 1;
        }
        free
    }
}

/// Room around a chart and its numbers, in CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct Margins {
    pub(super) top: f64,
    pub(super) right: f64,
}

/// Draws axes on the surface; `lines` leads from the numbers of the vertical axis across the chart.
pub(super) fn draw_axes<B: Surface>(surface: &mut B, colors: &Colors, x: Axis, y: Axis, lines: bool) -> Result<Chart> {
    draw_axes_within(surface, colors, x, y, lines, Margins { top: 8.0, right: 10.0 })
}

/// The same, with room around them.
pub(super) fn draw_axes_within<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    x: Axis,
    y: Axis,
    lines: bool,
    margins: Margins,
) -> Result<Chart> {
    let (width, height) = surface.get_size();
    // A digit is about so wide.
    let digit = 6.5 * colors.scale;
    let numbers: [Option<Text>; MOST_TICKS] =
        std::array::from_fn(|place| y.ticks.as_slice().get(place).and_then(|&at| (y.label)(at)).map(tick));
    let longest = numbers.iter().flatten().map(Text::chars).max().unwrap_or(0) as f64 * digit;
    let (left, top) = (colors.px(y.room).max(colors.px(8.0) + longest as u32), colors.px(margins.top));
    let (right, bottom) = (width.saturating_sub(colors.px(margins.right)), height.saturating_sub(colors.px(x.room)));
    let (right, bottom) = (right.max(left + 2), bottom.max(top + 2));
    let area = PlotArea { x: left as i32, y: top as i32, width: right - left, height: bottom - top };
    let chart = Chart { area, x: x.range, y: y.range };
    let (left, top, right, bottom) = (left as i32, top as i32, right as i32 - 1, bottom as i32 - 1);
    let line = Stroke { color: colors.grid, width: colors.px(1.0) };
    let thin = Stroke { color: colors.grid, width: colors.px(0.5) };
    let (mark, away) = (colors.px(3.0) as i32, colors.px(6.0) as i32);

    let mut taken = Taken::default();
    let under = Writing::new(colors, Pos::new(HPos::Center, VPos::Top));
    let last = Writing::new(colors, Pos::new(HPos::Right, VPos::Top));
    for &tick_at in x.ticks.as_slice() {
        let (at, _) = chart.at(tick_at, chart.y.start);
        draw_line(surface, &[(at, bottom), (at, bottom + mark)], line)?;
        if let Some(number) = (x.label)(tick_at) {
            let text = tick(number);
            let half = (text.chars() as f64 * digit / 2.0) as i32;
            // A number that would reach beyond the edge ends there.
            let beyond = at + half > width as i32;
            let (writing, at, middle) =
                if beyond { (&last, width as i32, width as i32 - half) } else { (&under, at, at) };
            if taken.take(middle - half - mark, middle + half + mark) {
                write_text(surface, text.as_str(), writing, (at, bottom + away))?;
            }
        }
    }
    let (mut taken, half) = (Taken::default(), colors.px(6.0) as i32);
    let beside = Writing::new(colors, Pos::new(HPos::Right, VPos::Center));
    for (&tick_at, number) in y.ticks.as_slice().iter().zip(numbers) {
        let (_, at) = chart.at(chart.x.start, tick_at);
        if lines {
            draw_line(surface, &[(left, at), (right, at)], thin)?;
        }
        draw_line(surface, &[(left - mark, at), (left, at)], line)?;
        if let Some(number) = number.filter(|_| taken.take(at - half, at + half)) {
            write_text(surface, number.as_str(), &beside, (left - away, at))?;
        }
    }
    draw_line(surface, &[(left, top), (left, bottom), (right, bottom)], line)?;
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
    use super::super::surface::notes::Notes;
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
        assert_eq!([40.0, 90.0, 140.0, 0.0, 999.0].map(|pixel| chart.x_at(pixel)), [0.0, 5.0, 10.0, 0.0, 10.0]);
    }

    #[test]
    fn numbers_do_not_collide() {
        let axis = || Axis { range: 0.0..30.0, ticks: (0..30).map(f64::from).collect(), label: Some, room: 20.0 };
        let mut notes = Notes::new(300, 160);
        draw_axes(&mut notes, &super::super::look::sample(), axis(), axis(), false).unwrap();
        let texts = notes.texts();
        assert_eq!(texts.join(" "), "0 4 8 12 17 22 27 0 8 16 24", "below and beside");
        let mut taken = Taken::default();
        assert_eq!(
            [(0, 9), (20, 29), (8, 12), (10, 19), (25, 40)].map(|(a, b)| taken.take(a, b)),
            [true, true, false, true, false]
        );
    }
}
