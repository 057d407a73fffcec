//! The error of the definition's quotient over ε, both logarithmic: where truncation and rounding meet.

use super::Colors;
use super::axes::{Axis, Chart, Ticks, draw_axes, power_of_ten};
use super::logarithm::log_ticks;
use super::surface::{Stroke, Surface, Writing, draw_line, fill, refused, write_text};
use crate::error::Result;
use crate::nn::sweep::Sweep;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord};
use std::ops::Range;

/// Smallest error that is shown: below are only those of 0.
const LOWEST: f64 = 1e-16;

/// Fills the surface: double precision as a full line, single precision as a dashed one, a ring around the lowest point of each; thin lines with
/// the slopes that truncation (ε²) and rounding (1/ε) have.
pub fn draw_sweep<B: Surface>(surface: &mut B, colors: &Colors, sweep: &Sweep) -> Result<()> {
    fill(surface, colors.background)?;
    let places: Vec<f64> = sweep.eps.iter().map(|eps| libm::log10(*eps)).collect();
    let (Some(&right), Some(&left)) = (places.first(), places.last()) else { return Ok(()) };
    let heights =
        [&sweep.double, &sweep.single].map(|errors| errors.iter().map(|error| height(*error)).collect::<Vec<_>>());
    let x = Axis { range: left..right, ticks: powers(left, right), label: |at| Some(power_of_ten(at)), room: 24.0 };
    let range = range(heights.iter().flatten());
    let y = Axis { ticks: log_ticks(&range), range, label: |at| Some(power_of_ten(at)), room: 30.0 };
    let chart = draw_axes(surface, colors, x, y, true)?;

    let end = places.len() - 1;
    // From the ends of the line of double precision, where each kind of error is alone; not beside one that does not follow it.
    let follows = |slope: Option<f64>, ideal: f64| slope.is_some_and(|slope| (slope - ideal).abs() < 0.3);
    if follows(sweep.truncation[0], 2.0) {
        guide(surface, colors, &chart, (places[0], heights[0][0]), 2.0, "ε²")?;
    }
    if follows(sweep.rounding[0], -1.0) {
        guide(surface, colors, &chart, (places[end], heights[0][end]), -1.0, "1/ε")?;
    }
    for (of, (color, width, dashes)) in
        [(1, (colors.test, 1.5, (5.0, 4.0))), (0, (colors.train, 2.0, (0.0, 0.0)))] as [(usize, Line); 2]
    {
        let px = |css: f64| if css > 0.0 { colors.px(css) } else { 0 };
        let path: Vec<BackendCoord> = places.iter().zip(&heights[of]).map(|(x, y)| chart.at(*x, *y)).collect();
        surface.dash(px(dashes.0), px(dashes.1));
        let drawn = draw_line(surface, &path, Stroke { color, width: px(width) });
        surface.dash(0, 0);
        drawn?;
        for at in &path {
            surface.draw_circle(*at, colors.px(1.5), &color, true).map_err(refused)?;
        }
        let lowest = heights[of][sweep.best[of]];
        // Where no ε is better than others by far, there is no lowest point to speak of.
        if heights[of].iter().any(|height| *height > lowest + 1.0) {
            let ring = Stroke { color, width: colors.px(2.0) };
            surface.draw_circle(path[sweep.best[of]], colors.px(6.0), &ring, false).map_err(refused)?;
        }
    }
    Ok(())
}

/// Colour, width, and what of a line is drawn and left out.
type Line = (BackendColor, f64, (f64, f64));

fn height(error: f64) -> f64 {
    libm::log10(error.max(LOWEST))
}

/// Whole powers of ten around the values, at least four of them.
fn range<'a>(heights: impl Iterator<Item = &'a f64>) -> Range<f64> {
    let (mut low, mut high) = (0.0, -4.0);
    for &height in heights.filter(|height| height.is_finite()) {
        low = height.min(low);
        high = height.max(high);
    }
    libm::floor(low.min(high - 4.0))..libm::ceil(high) + 0.3
}

/// Every second power of ten.
fn powers(left: f64, right: f64) -> Ticks {
    let (left, right) = (libm::round(left) as i32, libm::round(right) as i32);
    (left..=right).step_by(2).map(f64::from).collect()
}

/// A thin line of this slope from a point towards the middle, as far as the chart goes, and its name beside its upper end.
fn guide<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    chart: &Chart,
    (x, y): (f64, f64),
    slope: f64,
    name: &str,
) -> Result<()> {
    // A little above the curve, so that both are seen.
    let y = y + 0.9;
    if !(chart.y.start + 2.0..=chart.y.end).contains(&y) {
        return Ok(());
    }
    let inwards = if slope > 0.0 { -1.0 } else { 1.0 };
    let steps = ((y - chart.y.start) / slope.abs()).min(3.0);
    let ends = [chart.at(x, y), chart.at(x + inwards * steps, y - steps * slope.abs())];
    surface.dash(colors.px(1.0), colors.px(3.0));
    let drawn = draw_line(surface, &ends, Stroke { color: colors.text, width: colors.px(1.0) });
    surface.dash(0, 0);
    drawn?;
    let side = if slope > 0.0 { HPos::Right } else { HPos::Left };
    let away = colors.px(4.0) as i32 * inwards as i32;
    write_text(surface, name, &Writing::new(colors, Pos::new(side, VPos::Bottom)), (ends[0].0 + away, ends[0].1))
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;
    use crate::nn::sweep::{PLACES, eps_at};

    /// Errors of ε² and 1e-16/ε together, of ε² and 1e-7/ε.
    fn sweep() -> Sweep {
        let eps: Vec<f64> = (0..PLACES).map(eps_at).collect();
        let errors = |rounding: f64| eps.iter().map(|e| (e * e + rounding / e).min(1.0)).collect::<Vec<f64>>();
        Sweep {
            double: errors(1e-16),
            single: errors(1e-7),
            params: 3,
            best: [9, 5],
            truncation: [Some(2.0), None],
            rounding: [Some(-1.0), None],
            eps,
        }
    }

    #[test]
    fn both_precisions_their_lowest_points_and_both_slopes_are_drawn() {
        let mut notes = Notes::new(800, 400);
        draw_sweep(&mut notes, &super::super::look::sample(), &sweep()).unwrap();
        let long = |mark: &&Mark| matches!(mark, Mark::Path { points: PLACES, .. });
        let dashes: Vec<bool> =
            notes.marks.iter().filter(long).map(|mark| matches!(mark, Mark::Path { dashed: true, .. })).collect();
        assert_eq!(dashes, [true, false], "single precision dashed, double above it");
        let rings: Vec<BackendCoord> = notes
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Circle { at, radius: 12, .. } = mark { Some(*at) } else { None })
            .collect();
        let [single, double] = rings[..] else { panic!("two rings: {rings:?}") };
        assert!(double.0 < single.0 && double.1 > single.1, "double is best at a smaller ε, and better");
        let texts = notes.texts();
        for text in ["1e−12", "1e−6", "ε²", "1/ε"] {
            assert!(texts.contains(&text), "{text} in {texts:?}");
        }
    }

    #[test]
    fn a_mistake_has_neither_slopes_nor_a_lowest_point() {
        let mut flat = sweep();
        flat.double.fill(0.9);
        flat.single.fill(0.9);
        (flat.truncation, flat.rounding) = ([Some(0.0), None], [Some(0.0), None]);
        let mut notes = Notes::new(800, 400);
        draw_sweep(&mut notes, &super::super::look::sample(), &flat).unwrap();
        assert!(!notes.texts().iter().any(|text| text.contains('ε')));
        assert!(!notes.marks.iter().any(|mark| matches!(mark, Mark::Circle { radius: 12, .. })));
    }

    #[test]
    fn errors_of_nothing_and_of_too_much_are_drawn_too() {
        for error in [0.0, f64::INFINITY, f64::NAN, 1e9] {
            let mut flat = sweep();
            flat.double.fill(error);
            draw_sweep(&mut Notes::new(300, 160), &super::super::look::sample(), &flat).unwrap();
        }
    }
}
