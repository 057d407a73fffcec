//! The loss curve.

use super::{Colors, refused, tick};
use crate::error::Result;
use crate::session::Record;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::prelude::*;
use std::ops::Range;

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
    let last = records.last().map_or(0.0, |r| r.epoch);
    let first = records.first().map_or(0.0, |r| r.epoch);
    let x = first..last.max(first + 1.0);
    let losses = || records.iter().flat_map(|r| [r.train, r.test]).filter(|loss| loss.is_finite());
    let most = losses().fold(LOWEST, f64::max);
    match scale {
        YScale::Linear => lines(backend, colors, records, x, 0.0..most * 1.05),
        YScale::Log => {
            let least = losses().fold(most, f64::min).max(LOWEST);
            // At least one decade, or the axis has no number to show.
            let (low, high) = (least * 0.8, most * 1.25);
            let low = if high / low < 10.0 { high / 10.0 } else { low };
            lines(backend, colors, records, x, (low..high).log_scale())
        }
    }
}

fn lines<B: DrawingBackend, Y>(backend: B, colors: &Colors, records: &[Record], x: Range<f64>, y: Y) -> Result<()>
where
    Y: AsRangedCoord<Value = f64>,
    Y::CoordDescType: ValueFormatter<f64>,
{
    let area = backend.into_drawing_area();
    area.fill(&colors.background).map_err(refused::<B>)?;
    let mut chart = ChartBuilder::on(&area)
        .margin_top(colors.px(8.0))
        .margin_right(colors.px(14.0))
        .x_label_area_size(colors.px(22.0))
        .y_label_area_size(colors.px(40.0))
        .build_cartesian_2d(x, y)
        .map_err(refused::<B>)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(colors.grid.stroke_width(colors.px(0.5)))
        .axis_style(colors.grid.stroke_width(colors.px(1.0)))
        .label_style(("sans-serif", colors.px(11.0)).into_font().color(&colors.text))
        .set_all_tick_mark_size(colors.px(3.0))
        .x_labels(6)
        .y_labels(5)
        .x_label_formatter(&|epoch| tick(*epoch))
        .y_label_formatter(&|loss| tick(*loss))
        .draw()
        .map_err(refused::<B>)?;
    let series =
        |loss: fn(&Record) -> f64| records.iter().map(move |r| (r.epoch, loss(r))).filter(|(_, loss)| loss.is_finite());
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
