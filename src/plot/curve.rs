//! The loss curve.

use super::axes::{Axis, draw_axes, power_of_ten, round_ticks, tick};
use super::{Colors, refused};
use crate::error::Result;
use crate::session::Record;
use plotters::prelude::*;

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

/// Fills the backend's area: training loss as a full line, test loss as a dashed one, numbers on both axes.
pub fn draw_curve<B: DrawingBackend>(backend: B, colors: &Colors, records: &[Record], scale: YScale) -> Result<()> {
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
            let powers = round_ticks(&(from..y.end), 5.0).into_iter().filter(|power| power.fract() == 0.0);
            let ticks = powers.flat_map(|power| between.iter().map(move |n| power + libm::log10(*n)));
            let ticks = ticks.filter(|tick| y.contains(tick)).collect();
            (y, ticks)
        }
    };
    let loss_label = |y: &f64| match scale {
        YScale::Linear => tick(*y),
        YScale::Log => tick(power_of_ten(*y)),
    };

    let area = backend.into_drawing_area();
    area.fill(&colors.background).map_err(refused::<B>)?;
    let x = Axis { ticks: round_ticks(&x, 6.0), range: x, label: &|epoch| tick(*epoch), room: 22.0 };
    let y = Axis { range: y, ticks, label: &loss_label, room: 40.0 };
    let mut chart = draw_axes(&area, colors, x, y, true)?;
    let series = |loss: fn(&Record) -> f64| {
        let finite = records.iter().map(move |r| (r.epoch, loss(r))).filter(|(_, loss)| loss.is_finite());
        finite.map(|(epoch, loss)| (epoch, height(loss))).collect::<Vec<_>>()
    };
    let (dash, gap) = (colors.px(5.0), colors.px(4.0));
    let test = colors.test.stroke_width(colors.px(1.5));
    chart.draw_series(DashedLineSeries::new(series(|r| r.test), dash, gap, test)).map_err(refused::<B>)?;
    let train = colors.train.stroke_width(colors.px(2.0));
    chart.draw_series(LineSeries::new(series(|r| r.train), train)).map_err(refused::<B>)?;
    area.present().map_err(refused::<B>)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn svg(records: &[Record], scale: YScale) -> String {
        let mut svg = String::new();
        let colors = super::super::look::sample();
        draw_curve(SVGBackend::with_string(&mut svg, (600, 300)), &colors, records, scale)
            .expect("an SVG can be drawn on");
        svg
    }

    #[test]
    fn draws_both_lines_and_numbers() {
        let record = |i: u32| Record { epoch: f64::from(i), train: 1.0 / f64::from(i + 1), test: 0.5 };
        let records: Vec<Record> = (0..100).map(record).collect();
        for scale in [YScale::Linear, YScale::Log] {
            let svg = svg(&records, scale);
            assert!(svg.contains("stroke=\"#1F6FEB\""), "training loss\n{svg}");
            assert!(svg.contains("stroke=\"#B35900\""), "test loss");
            assert!(svg.matches("<text").count() >= 6, "numbers on the axes");
        }
        assert!(svg(&records, YScale::Log).contains("\n0.1\n"));
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
                assert!(svg(&records, scale).contains("<svg"));
            }
        }
    }
}
