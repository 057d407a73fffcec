//! The loss curve.

use super::Colors;
use super::axes::{Axis, Ticks, draw_axes, power_of_ten, round_ticks};
use super::surface::{Stroke, Surface, fill, refused};
use crate::error::Result;
use crate::session::Record;

/// How losses are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YScale {
    /// From 0.
    Linear,
    /// By powers of ten; losses of 0 lie at the lower edge.
    Log,
}

/// Smallest loss that a logarithmic axis shows.
const LOWEST: f64 = 1e-9;

/// Fills the surface: training loss as a full line, test loss as a dashed one, numbers on both axes.
pub fn draw_curve<B: Surface>(surface: &mut B, colors: &Colors, records: &[Record], scale: YScale) -> Result<()> {
    let first = records.first().map_or(0.0, |r| r.epoch);
    let last = records.last().map_or(0.0, |r| r.epoch);
    let x = first..last.max(first + 1.0);
    let losses = || records.iter().flat_map(|r| [r.train, r.test]).filter(|loss| loss.is_finite());
    let most = losses().fold(LOWEST, f64::max);
    let height = |loss: f64| match scale {
        YScale::Linear => loss,
        YScale::Log => libm::log10(loss.max(LOWEST)),
    };
    let (y, ticks) = match scale {
        YScale::Linear => {
            let y = 0.0..most * 1.05;
            let ticks = round_ticks(&y, 4.0);
            (y, ticks)
        }
        YScale::Log => {
            let (low, high) = (height(losses().fold(most, f64::min)) - 0.1, height(most) + 0.1);
            // At least one decade, or the axis has no number to show.
            let y = low.min(high - 1.0)..high;
            // Two decades or fewer have numbers between the powers of ten, too, which may begin below the axis.
            let (between, from) = if y.end - y.start < 2.0 {
                (&[1.0, 2.0, 5.0][..], libm::floor(y.start))
            } else {
                (&[1.0][..], y.start)
            };
            let powers = round_ticks(&(from..y.end), 5.0);
            let powers = powers.as_slice().iter().filter(|power| power.fract() == 0.0);
            let ticks = powers.flat_map(|power| between.iter().map(move |n| power + libm::log10(*n)));
            let ticks: Ticks = ticks.filter(|tick| y.contains(tick)).collect();
            (y, ticks)
        }
    };
    let loss = match scale {
        YScale::Linear => |y: f64| Some(y),
        YScale::Log => |y: f64| Some(power_of_ten(y)),
    };

    fill(surface, colors.background)?;
    let x = Axis { ticks: round_ticks(&x, 6.0), range: x, label: Some, room: 22.0 };
    let chart = draw_axes(surface, colors, x, Axis { range: y, ticks, label: loss, room: 40.0 }, true)?;
    let series = |loss: fn(&Record) -> f64| {
        let finite = records.iter().map(move |r| (r.epoch, loss(r))).filter(|(_, loss)| loss.is_finite());
        let chart = &chart;
        finite.map(move |(epoch, loss)| chart.at(epoch, height(loss)))
    };
    surface.dash(colors.px(5.0), colors.px(4.0));
    let test = Stroke { color: colors.test, width: colors.px(1.5) };
    surface.draw_path(series(|r| r.test), &test).map_err(refused)?;
    surface.dash(0, 0);
    let train = Stroke { color: colors.train, width: colors.px(2.0) };
    surface.draw_path(series(|r| r.train), &train).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn notes(records: &[Record], scale: YScale) -> Notes {
        let mut notes = Notes::new(600, 300);
        draw_curve(&mut notes, &super::super::look::sample(), records, scale).expect("notes can be taken");
        notes
    }

    #[test]
    fn draws_both_lines_and_numbers() {
        let record = |i: u32| Record { epoch: f64::from(i), train: 1.0 / f64::from(i + 1), test: 0.5 };
        let records: Vec<Record> = (0..100).map(record).collect();
        for scale in [YScale::Linear, YScale::Log] {
            let notes = notes(&records, scale);
            let train = Mark::Path { points: 100, rgb: (0x1f, 0x6f, 0xeb), width: 4, dashed: false };
            let test = Mark::Path { points: 100, rgb: (0xb3, 0x59, 0x00), width: 3, dashed: true };
            assert!(notes.marks.ends_with(&[test, train]), "{:?}", notes.marks);
            assert!(notes.texts().len() >= 6, "numbers on the axes");
        }
        assert!(notes(&records, YScale::Log).texts().contains(&"0.1"));
    }

    #[test]
    fn survives_any_record() {
        let at = |epoch, train| Record { epoch, train, test: 0.0 };
        for records in [
            vec![],
            vec![at(0.0, 0.0)],
            vec![at(0.0, f64::NAN)],
            vec![at(3.0, 1e30), at(4.0, 0.0)],
            vec![at(0.0, 1e-30); 3],
        ] {
            for scale in [YScale::Linear, YScale::Log] {
                assert!(!notes(&records, scale).marks.is_empty());
            }
        }
    }
}
