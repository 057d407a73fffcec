//! The handle's curves: drawn, read, kept, taken away.

use super::canvas::Paper;
use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, flag, number, one_of, place_u32, texts};
use super::playground::Playground;
use crate::error::{Error, Kind};
use crate::nn::Choice;
use crate::plot::{self, CurveChart, CurveView, Curves, Moment, Reading};
use crate::session::{Pin, Record, curve_csv};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// What was drawn last, so that it can be read; and the run that is pinned.
#[derive(Default)]
pub(super) struct Kept {
    records: Vec<Record>,
    chart: Option<CurveChart>,
    pub(super) pin: Option<Pin>,
}

/// A pinned run: how it ended.
#[derive(Serialize, Tsify)]
pub struct Pinned {
    /// Its last record.
    pub last: Moment,
    /// The id of its loss.
    pub loss: &'static str,
}

#[wasm_bindgen]
impl Playground {
    /// Draws the loss curve over the whole canvas, and what the settings ask for beside it.
    pub fn draw_loss(&mut self, canvas: &given::Canvas) -> JsResult<()> {
        self.curve.records.clear();
        self.curve.records.extend(self.session.curve());
        let mut surface = Paper::canvas(canvas)?;
        let view = CurveView::of(self.session.config());
        let chart = plot::draw_curve(&mut surface, self.colors()?, self.curves(), view).map_err(thrown)?;
        self.curve.chart = Some(chart);
        Ok(())
    }

    /// What the curve that was drawn last says at a record: the one nearest to a horizontal place, in canvas pixels, or to an epoch, and so
    /// many after it. Null before the first drawing.
    pub fn read_loss(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"pixel\" | \"epoch\"")] what: given::Text,
        at: given::Number,
        after: given::Number,
    ) -> JsResult<Option<Ts<Reading>>> {
        let by_pixel = one_of("what", &what, [("pixel", true), ("epoch", false)])?;
        let (at, after) = (number("at", &at)?, number("after", &after)?);
        let (Some(chart), records) = (&self.curve.chart, &self.curve.records) else { return Ok(None) };
        let nearest = if by_pixel { chart.nearest(records, at) } else { chart.nearest_epoch(records, at) };
        let Some(nearest) = nearest else { return Ok(None) };
        // Beyond the ends are the ends.
        let place = ((nearest as f64 + after).max(0.0) as usize).min(records.len() - 1);
        chart.read(self.colors()?, self.curves(), place).map(|reading| to_ts(&reading)).transpose()
    }

    /// Draws a line and dots at the record nearest to an epoch, on a transparent canvas as large as the curve's; nothing without an epoch.
    pub fn draw_reading(&self, canvas: &given::Canvas, epoch: Option<given::Number>) -> JsResult<()> {
        let mut surface = Paper::canvas(canvas)?;
        let (Some(chart), Some(epoch)) = (&self.curve.chart, epoch) else { return Ok(()) };
        let Some(place) = chart.nearest_epoch(&self.curve.records, number("epoch", &epoch)?) else { return Ok(()) };
        plot::draw_reading(&mut surface, self.colors()?, chart, self.curves(), place).map_err(thrown)
    }

    /// Keeps the present curve, which is drawn under all others from now on; or lets it go.
    pub fn pin(&mut self, keep: given::Flag) -> JsResult<()> {
        self.curve.pin = flag("keep", &keep)?.then(|| self.session.pin());
        Ok(())
    }

    /// How the pinned run ended; null where none is pinned.
    pub fn pinned(&self) -> JsResult<Option<Ts<Pinned>>> {
        let pinned = self.curve.pin.as_ref().and_then(|pin| Some((pin, pin.records.last()?)));
        pinned.map(|(pin, last)| to_ts(&Pinned { last: last.into(), loss: pin.loss.id() })).transpose()
    }

    /// Draws the curve with a legend over the whole canvas. Its words are those for the learning rate, the quality on test and on training
    /// samples, the loss on both, the pinned run's lines, and the horizontal axis.
    pub fn draw_figure(&mut self, canvas: &given::Canvas, words: given::Texts) -> JsResult<()> {
        self.figure(&mut Paper::canvas(canvas)?, &texts("words", &words)?)
    }

    /// The same as a scalable picture (SVG), so many pixels large.
    pub fn loss_svg(&mut self, width: given::Number, height: given::Number, words: given::Texts) -> JsResult<String> {
        let (width, height) = (place_u32("width", &width)?, place_u32("height", &height)?);
        let mut surface = Paper::svg(width, height, self.colors()?.scale)?;
        self.figure(&mut surface, &texts("words", &words)?)?;
        Ok(if let Paper::Svg(svg) = surface { svg.finish() } else { String::new() })
    }

    /// The curve, and the pinned one, as comma-separated values with a header.
    pub fn loss_csv(&mut self) -> String {
        curve_csv(&self.session.pin(), self.curve.pin.as_ref())
    }

    /// Draws the ROC curves of training and test samples over the whole canvas. Whether there is one: of two classes that both
    /// have samples.
    pub fn draw_roc(&mut self, canvas: &given::Canvas) -> JsResult<bool> {
        let curves = self.session.roc();
        let [train, test] = curves.each_ref().map(|curve| curve.as_deref().unwrap_or_default());
        let mut surface = Paper::canvas(canvas)?;
        plot::draw_roc(&mut surface, self.colors()?, [train, test]).map_err(thrown)?;
        Ok(curves.iter().any(Option::is_some))
    }

    fn figure(&mut self, surface: &mut Paper, words: &[String]) -> JsResult<()> {
        let words = words.first_chunk().ok_or_else(|| {
            let found = words.len();
            thrown(Error::new(Kind::WrongLength, "words", found, format!("{} texts", plot::WORDS)))
        })?;
        let run = self.session.pin();
        let (curves, view) = (self.curves_of(&run.records), CurveView::of(self.session.config()));
        plot::draw_figure(surface, self.colors()?, curves, view, words).map_err(thrown)
    }

    fn curves(&self) -> Curves<'_> {
        self.curves_of(&self.curve.records)
    }

    fn curves_of<'a>(&'a self, records: &'a [Record]) -> Curves<'a> {
        let (events, problem) = (self.session.events(), self.session.config().problem());
        Curves { records, events, problem, pinned: self.curve.pin.as_ref() }
    }
}
