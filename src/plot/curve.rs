//! Loss over epochs, and what is asked for beside it: accuracy, learning rate, what was changed when, a pinned run.

use super::Colors;
use super::axes::Chart;
use super::curve_axes::{axes, draw_flags, draw_quality_axis, draw_strip};
use super::heat::mixed;
use super::logarithm::log_epoch;
use super::surface::{Stroke, Surface, fill, refused};
use crate::data::Problem;
use crate::error::Result;
use crate::session::{Config, Event, Pin, Record};
use plotters_backend::{BackendColor, BackendCoord};

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Curves<'a> {
    /// The present run.
    pub records: &'a [Record],
    /// What was changed in it.
    pub events: &'a [Event],
    /// Whether its quality is an accuracy or R².
    pub problem: Problem,
    /// Another run under it.
    pub pinned: Option<&'a Pin>,
}

/// How it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CurveView {
    /// Losses by powers of ten; losses of 0 lie at the lower edge.
    pub log_loss: bool,
    /// Epochs by the logarithm of one more than them.
    pub log_epoch: bool,
    /// Accuracy or R² on an axis at the right, from 0 to 1; what is below 0 lies at the lower edge.
    pub accuracy: bool,
    /// The learning rate on a strip of its own above, by powers of ten.
    pub lr: bool,
}

/// Where the parts of a picture lie, so that it can be read.
#[derive(Clone, Debug)]
pub struct CurveChart {
    /// What was asked for.
    pub(super) view: CurveView,
    pub(super) loss: Chart,
    pub(super) quality: Option<Chart>,
    pub(super) lr: Option<Chart>,
}

/// What a line is of, which says where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Loss,
    Quality,
    Lr,
}

/// One line of a picture.
pub(super) struct Series {
    pub(super) of: Of,
    pub(super) value: fn(&Record) -> f64,
    pub(super) color: fn(&Colors) -> BackendColor,
    width: f64,
    /// Drawn and left out, in CSS pixels; and of the pinned run, which is thinner.
    dashes: [(f64, f64); 2],
}

/// Smallest loss that a logarithmic axis shows.
pub(super) const LOWEST: f64 = 1e-9;

/// In the order in which they are drawn: what matters most lies on top.
pub(super) const SERIES: [Series; 5] = [
    Series { of: Of::Lr, value: |r| r.lr, color: |c| c.text, width: 1.5, dashes: TRAIN },
    Series { of: Of::Quality, value: |r| r.test_quality, color: quality, width: 1.25, dashes: TEST },
    Series { of: Of::Quality, value: |r| r.train_quality, color: quality, width: 1.5, dashes: TRAIN },
    Series { of: Of::Loss, value: |r| r.test, color: |c| c.test, width: 1.5, dashes: TEST },
    Series { of: Of::Loss, value: |r| r.train, color: |c| c.train, width: 2.0, dashes: TRAIN },
];

const TRAIN: [(f64, f64); 2] = [(0.0, 0.0), (7.0, 3.0)];
const TEST: [(f64, f64); 2] = [(5.0, 4.0), (1.0, 3.0)];

impl Series {
    /// Draws its line, as one of the pinned run or of the present one.
    pub(super) fn draw<B: Surface>(
        &self,
        surface: &mut B,
        colors: &Colors,
        pinned: bool,
        path: &mut dyn Iterator<Item = BackendCoord>,
    ) -> Result<()> {
        let px = |css: f64| if css > 0.0 { colors.px(css) } else { 0 };
        let (on, off) = self.dashes[usize::from(pinned)];
        let (color, width) = ((self.color)(colors), if pinned { 1.0 } else { self.width });
        let color = if pinned { mixed(colors.background, color, 0.6) } else { color };
        surface.dash(px(on), px(off));
        let drawn = surface.draw_path(path, &Stroke { color, width: px(width) }).map_err(refused);
        surface.dash(0, 0);
        drawn
    }
}

/// The colour of accuracy or R², on training and test samples.
pub(super) fn quality(colors: &Colors) -> BackendColor {
    colors.classes[2]
}

impl CurveView {
    /// As the settings say.
    pub fn of(config: &Config) -> Self {
        let &Config { log_loss, log_epoch, show_accuracy: accuracy, show_lr: lr, .. } = config;
        CurveView { log_loss, log_epoch, accuracy, lr }
    }

    pub(super) fn x(self, epoch: f64) -> f64 {
        if self.log_epoch { log_epoch(epoch) } else { epoch }
    }

    pub(super) fn y(self, loss: f64) -> f64 {
        if self.log_loss { libm::log10(loss.max(LOWEST)) } else { loss }
    }
}

impl Curves<'_> {
    /// The records of the pinned run, whose quality is left out where it is of another kind; and those of the present one.
    pub(super) fn runs(&self) -> [(&[Record], bool, bool); 2] {
        let pinned = self.pinned.map_or((&[][..], false), |pin| (&pin.records[..], pin.problem == self.problem));
        [(pinned.0, true, pinned.1), (self.records, false, true)]
    }
}

impl CurveChart {
    /// Where a line has a record, if both are there.
    pub(super) fn at(&self, series: &Series, record: &Record) -> Option<BackendCoord> {
        let value = Some((series.value)(record)).filter(|value| value.is_finite())?;
        let (chart, y) = match series.of {
            Of::Loss => (Some(&self.loss), self.view.y(value)),
            Of::Quality => (self.quality.as_ref(), value.max(0.0)),
            Of::Lr => (self.lr.as_ref(), libm::log10(value.max(LOWEST)).max(self.lr.as_ref()?.y.start)),
        };
        chart.map(|chart| chart.at(self.view.x(record.epoch), y))
    }

    /// Whether there is a chart for such lines.
    fn has(&self, of: Of) -> bool {
        match of {
            Of::Loss => true,
            Of::Quality => self.quality.is_some(),
            Of::Lr => self.lr.is_some(),
        }
    }

    /// The horizontal place of an epoch.
    pub(super) fn x_of(&self, epoch: f64) -> i32 {
        self.loss.at(self.view.x(epoch), self.loss.y.start).0
    }
}

/// Fills the surface: training losses as full lines, test losses as dashed ones, numbers on the axes. Of the pinned run all
/// is thinner, paler and dashed.
pub fn draw_curve<B: Surface>(surface: &mut B, colors: &Colors, curves: Curves, view: CurveView) -> Result<CurveChart> {
    fill(surface, colors.background)?;
    draw_curve_between(surface, colors, curves, view, [0.0; 2])
}

/// Draws it between stretches at the upper and the lower edge that are left free, in CSS pixels.
pub(super) fn draw_curve_between<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    curves: Curves,
    view: CurveView,
    free: [f64; 2],
) -> Result<CurveChart> {
    let chart = axes(surface, colors, curves, view, free)?;
    if let Some(lr) = &chart.lr {
        draw_strip(surface, colors, lr)?;
    }
    if let Some(chart) = &chart.quality {
        draw_quality_axis(surface, colors, chart, curves.problem)?;
    }
    for (records, pinned, comparable) in curves.runs() {
        for series in &SERIES {
            let mut path = records.iter().filter_map(|record| chart.at(series, record));
            if chart.has(series.of) && (comparable || series.of != Of::Quality) && !records.is_empty() {
                series.draw(surface, colors, pinned, &mut path)?;
            }
        }
    }
    draw_flags(surface, colors, &chart, curves.events)?;
    Ok(chart)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::look::sample;
    use super::super::surface::notes::{Mark, Notes};
    use super::*;
    use crate::nn::Loss;
    use crate::session::What;

    /// A record whose test loss is ½.
    pub(in crate::plot) fn record(epoch: f64, train: f64) -> Record {
        Record { epoch, train, test: 0.5, train_quality: 0.9, test_quality: 0.8, lr: 0.1 }
    }

    pub(in crate::plot) fn falling() -> Vec<Record> {
        (0..100).map(|i| record(f64::from(i), 1.0 / f64::from(i + 1))).collect()
    }

    pub(in crate::plot) fn only(records: &[Record]) -> Curves<'_> {
        Curves { records, events: &[], problem: Problem::Classification, pinned: None }
    }

    fn notes(curves: Curves, view: CurveView) -> Notes {
        let mut notes = Notes::new(600, 300);
        draw_curve(&mut notes, &sample(), curves, view).expect("notes can be taken");
        notes
    }

    /// The lines of so many points: colour, width, whether dashed.
    fn lines(notes: &Notes, count: usize) -> Vec<((u8, u8, u8), u32, bool)> {
        let line = |mark: &Mark| match *mark {
            Mark::Path { points, rgb, width, dashed } if points == count => Some((rgb, width, dashed)),
            _ => None,
        };
        notes.marks.iter().filter_map(line).collect()
    }

    const TRAIN_RGB: (u8, u8, u8) = (0x1f, 0x6f, 0xeb);
    const TEST_RGB: (u8, u8, u8) = (0xb3, 0x59, 0x00);

    #[test]
    fn draws_what_is_asked_for() {
        let records = falling();
        for log_loss in [false, true] {
            let plain = notes(only(&records), CurveView { log_loss, ..CurveView::default() });
            assert_eq!(lines(&plain, 100), [(TEST_RGB, 3, true), (TRAIN_RGB, 4, false)]);
            assert!(plain.texts().len() >= 6, "numbers on the axes");
            assert_eq!(plain.texts().contains(&"0.1"), log_loss);
        }
        let view = CurveView { log_epoch: true, accuracy: true, lr: true, ..CurveView::default() };
        let all = notes(only(&records), view);
        let (green, text) = (quality(&sample()).rgb, sample().text.rgb);
        assert_eq!(
            lines(&all, 100),
            [(text, 3, false), (green, 3, true), (green, 3, false), (TEST_RGB, 3, true), (TRAIN_RGB, 4, false)]
        );
        for number in ["0.1", "50", "100", "10"] {
            assert!(all.texts().contains(&number), "{number} is on an axis: {:?}", all.texts());
        }
    }

    #[test]
    fn a_pinned_run_lies_under_the_present_one() {
        let (records, before) = (falling(), [0.0, 200.0, 300.0, 400.0].map(|epoch| record(epoch, 0.2)).to_vec());
        let mut pin = Pin { records: before, loss: Loss::Bce, problem: Problem::Classification };
        let view = CurveView { accuracy: true, ..CurveView::default() };
        let both = notes(Curves { pinned: Some(&pin), ..only(&records) }, view);
        let under = lines(&both, 4);
        assert_eq!(under[..4].iter().filter(|line| line.2 && line.1 == 2).count(), 4, "thin and dashed: {under:?}");
        let pale = |color| mixed(sample().background, color, 0.6).rgb;
        assert_eq!((under[2].0, under[3].0), (pale(sample().test), pale(sample().train)));
        assert_eq!(lines(&both, 100).len(), 4);
        assert!(both.texts().contains(&"400"), "the axis reaches as far as the longer run: {:?}", both.texts());

        pin.problem = Problem::Regression;
        let both = notes(Curves { pinned: Some(&pin), ..only(&records) }, view);
        let green = quality(&sample());
        assert!(
            lines(&both, 4).iter().all(|line| line.0 != mixed(sample().background, green, 0.6).rgb),
            "R² is no accuracy"
        );
    }

    #[test]
    fn changes_have_a_flag_each() {
        let records = falling();
        let event = |epoch| Event { epoch, what: What::Setting("lr") };
        let events = [event(10.0), event(10.0), event(50.0), event(5000.0)];
        let notes = notes(Curves { events: &events, ..only(&records) }, CurveView::default());
        let flags = notes.marks.iter().filter(|mark| matches!(mark, Mark::Polygon { corners: 3, .. })).count();
        assert_eq!(flags, 2, "one for each moment on the picture");
    }

    #[test]
    fn survives_any_record() {
        for records in [
            vec![],
            vec![record(0.0, 0.0)],
            vec![record(0.0, f64::NAN)],
            vec![record(3.0, 1e30), record(4.0, 0.0)],
            vec![record(0.0, 1e-30); 3],
            vec![Record { lr: 0.0, train_quality: f64::NAN, test_quality: -1e30, ..record(2.0, 1.0) }; 2],
        ] {
            for bits in 0..16 {
                let [log_loss, log_epoch, accuracy, lr] = [1, 2, 4, 8].map(|bit| bits & bit > 0);
                let view = CurveView { log_loss, log_epoch, accuracy, lr };
                assert!(!notes(only(&records), view).marks.is_empty());
            }
        }
    }
}
