//! What a curve says at a place: the nearest record in figures, and where it lies on the picture.

use super::Colors;
use super::curve::{CurveChart, Curves, Of, SERIES};
use super::surface::{Stroke, Surface, draw_line, refused};
use crate::error::Result;
use crate::session::{Record, What};
use serde::Serialize;

/// The figures of a record. What is no number is null.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Moment {
    /// Epochs trained by then.
    pub epoch: f64,
    /// Training loss.
    pub train: Option<f64>,
    /// Test loss.
    pub test: Option<f64>,
    /// Accuracy or R² on the training samples.
    pub train_quality: Option<f64>,
    /// The same on the test samples.
    pub test_quality: Option<f64>,
    /// Learning rate from then on.
    pub lr: f64,
}

/// A record, the pinned run's record nearest to it, and what was changed about then.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Reading {
    /// Which of the records it is, from 0.
    pub place: usize,
    /// How many there are.
    pub count: usize,
    /// Horizontal place, in pixels.
    pub x: i32,
    /// The present run.
    pub present: Moment,
    /// The pinned run.
    pub pinned: Option<Moment>,
    /// What was changed.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "({ what: \"setting\"; key: keyof Config } | { what: \"weights\" | \"data\" })[]")
    )]
    pub changes: Vec<What>,
}

/// So near, in CSS pixels, a flag belongs to a record.
const NEAR: f64 = 4.0;

impl From<&Record> for Moment {
    fn from(record: &Record) -> Self {
        let &Record { epoch, train, test, train_quality, test_quality, lr } = record;
        let finite = |value: f64| value.is_finite().then_some(value);
        let [train, test, train_quality, test_quality] = [train, test, train_quality, test_quality].map(finite);
        Moment { epoch, train, test, train_quality, test_quality, lr }
    }
}

impl CurveChart {
    /// The record nearest to a horizontal place in pixels; none where there is no record.
    pub fn nearest(&self, records: &[Record], pixel: f64) -> Option<usize> {
        nearest(records, self.loss.x_at(pixel), |record| self.view.x(record.epoch))
    }

    /// The record nearest to an epoch.
    pub fn nearest_epoch(&self, records: &[Record], epoch: f64) -> Option<usize> {
        nearest(records, self.view.x(epoch), |record| self.view.x(record.epoch))
    }

    /// What the curves say at the record of that place; none where there is no such record.
    pub fn read(&self, colors: &Colors, curves: Curves, place: usize) -> Option<Reading> {
        let record = curves.records.get(place)?;
        let x = self.x_of(record.epoch);
        let near = |epoch: f64| {
            let away = (self.x_of(epoch) - x).unsigned_abs();
            away <= colors.px(NEAR) || self.nearest_epoch(curves.records, epoch) == Some(place)
        };
        let mut changes = Vec::new();
        for event in curves.events.iter().filter(|event| near(event.epoch)) {
            if !changes.contains(&event.what) {
                changes.push(event.what);
            }
        }
        let pinned = curves.pinned.and_then(|pin| pin.records.get(self.nearest_epoch(&pin.records, record.epoch)?));
        let (present, pinned) = (record.into(), pinned.map(Moment::from));
        Some(Reading { place, count: curves.records.len(), x, present, pinned, changes })
    }
}

/// Draws a line through the record of that place, and a dot on every curve there.
pub fn draw_reading<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    chart: &CurveChart,
    curves: Curves,
    place: usize,
) -> Result<()> {
    let Some(record) = curves.records.get(place) else { return Ok(()) };
    let x = chart.x_of(record.epoch);
    let top = chart.lr.as_ref().map_or(chart.loss.area.y, |lr| lr.area.y);
    let bottom = chart.loss.area.y + chart.loss.area.height as i32;
    let line = Stroke { color: colors.text, width: colors.px(1.0) };
    draw_line(surface, &[(x, top), (x, bottom)], line)?;
    let pinned = curves.pinned.and_then(|pin| {
        let record = pin.records.get(chart.nearest_epoch(&pin.records, record.epoch)?)?;
        Some((record, pin.problem == curves.problem))
    });
    for (record, comparable, size) in
        pinned.map(|(record, comparable)| (record, comparable, 2.0)).into_iter().chain([(record, true, 3.0)])
    {
        for series in SERIES.iter().filter(|series| comparable || series.of != Of::Quality) {
            let Some(at) = chart.at(series, record) else { continue };
            surface.draw_circle(at, colors.px(size + 1.0), &colors.background, true).map_err(refused)?;
            surface.draw_circle(at, colors.px(size), &(series.color)(colors), true).map_err(refused)?;
        }
    }
    Ok(())
}

/// The record whose place is nearest; records are in order.
fn nearest(records: &[Record], place: f64, place_of: impl Fn(&Record) -> f64) -> Option<usize> {
    let after = records.partition_point(|record| place_of(record) < place);
    let distance = |at: &usize| (place_of(&records[*at]) - place).abs();
    let (before, after) = (after.saturating_sub(1), after.min(records.len().saturating_sub(1)));
    [before, after].into_iter().filter(|at| *at < records.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

#[cfg(test)]
mod tests {
    use super::super::curve::tests::{falling, only, record};
    use super::super::look::sample;
    use super::super::surface::notes::{Mark, Notes};
    use super::super::{CurveView, draw_curve};
    use super::*;
    use crate::data::Problem;
    use crate::nn::Loss;
    use crate::session::{Event, Pin};

    fn drawn(curves: Curves, view: CurveView) -> CurveChart {
        draw_curve(&mut Notes::new(600, 300), &sample(), curves, view).unwrap()
    }

    #[test]
    fn the_nearest_record_is_found_from_any_pixel() {
        let records = falling();
        for log_epoch in [false, true] {
            let chart = drawn(only(&records), CurveView { log_epoch, ..CurveView::default() });
            for (place, record) in records.iter().enumerate() {
                let x = chart.x_of(record.epoch);
                let found = chart.nearest(&records, f64::from(x)).unwrap();
                assert!(chart.x_of(records[found].epoch).abs_diff(x) <= 1, "pixel {x} of record {place}, not {found}");
                assert_eq!(chart.nearest_epoch(&records, record.epoch), Some(place));
            }
            assert_eq!(chart.nearest(&records, -50.0), Some(0));
            assert_eq!(chart.nearest(&records, f64::INFINITY), Some(99));
        }
        // By the picture, not by the epoch: on a logarithmic axis the middle between 0 and 99 is 9.
        let two = [record(0.0, 1.0), record(99.0, 1.0)];
        let chart = drawn(only(&two), CurveView { log_epoch: true, ..CurveView::default() });
        assert_eq!([8.0, 10.0].map(|epoch| chart.nearest_epoch(&two, epoch)), [Some(0), Some(1)]);
        assert_eq!(chart.nearest(&[], 3.0), None);
        assert_eq!(chart.read(&sample(), only(&two), 2), None);
    }

    #[test]
    fn a_reading_has_figures_changes_and_the_pinned_run() {
        let records = falling();
        let pin = Pin {
            records: vec![record(0.0, 2.0), record(20.0, 0.75), record(40.0, f64::NAN)],
            loss: Loss::Bce,
            problem: Problem::Classification,
        };
        let event = |epoch, what| Event { epoch, what };
        let lr = What::Setting("lr");
        let events = [event(2.0, What::Data), event(19.6, lr), event(19.8, lr), event(20.2, What::Weights)];
        let curves = Curves { events: &events, pinned: Some(&pin), ..only(&records) };
        let view = CurveView { accuracy: true, ..CurveView::default() };
        let chart = drawn(curves, view);
        let reading = chart.read(&sample(), curves, 20).unwrap();
        assert_eq!((reading.place, reading.count, reading.x), (20, 100, chart.x_of(20.0)));
        assert_eq!(reading.present, Moment::from(&records[20]));
        assert_eq!(reading.pinned.and_then(|moment| moment.train), Some(0.75));
        assert_eq!(reading.changes, [lr, What::Weights]);
        let late = chart.read(&sample(), curves, 90).unwrap();
        assert_eq!(
            (late.pinned.map(|moment| (moment.epoch, moment.train)), late.changes),
            (Some((40.0, None)), vec![])
        );
        let json = serde_json::to_value(reading.changes).unwrap();
        assert_eq!(json, serde_json::json!([{ "what": "setting", "key": "lr" }, { "what": "weights" }]));

        let mut notes = Notes::new(600, 300);
        draw_reading(&mut notes, &sample(), &chart, curves, 20).unwrap();
        let dots: Vec<i32> = notes
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Circle { at, .. } = mark { Some(at.0) } else { None })
            .collect();
        assert_eq!(dots, vec![reading.x; 16], "four curves of two runs, each dot with its rim");
    }
}
