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
    /// Draws the loss curve over the whole canvas, with the lines that the settings choose.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_loss(&mut self, canvas: &given::Canvas) -> JsResult<()> {
        self.curve.records.clear();
        self.curve.records.extend(self.session.curve());
        let mut surface = Paper::canvas(canvas)?;
        let view = CurveView::of(self.session.config());
        let chart = plot::draw_curve(&mut surface, self.colors()?, self.curves(), view).map_err(thrown)?;
        self.curve.chart = Some(chart);
        Ok(())
    }

    /// Returns the values of the curve that was drawn last, at the record nearest to a pixel or an
    /// epoch, or `after` records later (negative: earlier). Stops at the curve's ends. Returns
    /// nothing where nothing is drawn.
    ///
    /// # Errors
    /// An argument of the wrong type.
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

    /// Draws a line and dots at the record nearest to `epoch`, on a transparent canvas of the
    /// curve's size. Clears it without `epoch`.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_reading(&self, canvas: &given::Canvas, epoch: Option<given::Number>) -> JsResult<()> {
        let mut surface = Paper::canvas(canvas)?;
        let (Some(chart), Some(epoch)) = (&self.curve.chart, epoch) else { return Ok(()) };
        let Some(place) = chart.nearest_epoch(&self.curve.records, number("epoch", &epoch)?) else { return Ok(()) };
        plot::draw_reading(&mut surface, self.colors()?, chart, self.curves(), place).map_err(thrown)
    }

    /// Pins the present curve, to be drawn under later ones; unpins it where `keep` is false.
    pub fn pin(&mut self, keep: given::Flag) -> JsResult<()> {
        self.curve.pin = flag("keep", &keep)?.then(|| self.session.pin());
        Ok(())
    }

    /// Returns the last record of the pinned run; nothing without one.
    pub fn pinned(&self) -> JsResult<Option<Ts<Pinned>>> {
        let pinned = self.curve.pin.as_ref().and_then(|pin| Some((pin, pin.records.last()?)));
        pinned.map(|(pin, last)| to_ts(&Pinned { last: last.into(), loss: pin.loss.id() })).transpose()
    }

    /// Draws the curve with a legend over the whole canvas. `words` has seven texts: learning rate,
    /// quality on test and on training samples, loss on test and on training samples, the pinned
    /// run, the horizontal axis.
    ///
    /// # Errors
    /// No canvas, no look (see `set_look`), or another number of texts.
    pub fn draw_figure(&mut self, canvas: &given::Canvas, words: given::Texts) -> JsResult<()> {
        self.figure(&mut Paper::canvas(canvas)?, &texts("words", &words)?)
    }

    /// Returns the curve with a legend as a vector picture (SVG) of `width` × `height` pixels.
    /// `words` as for `draw_figure`.
    ///
    /// # Errors
    /// A size below 120 × 80 or above 16,384, no look, or another number of texts.
    pub fn loss_svg(&mut self, width: given::Number, height: given::Number, words: given::Texts) -> JsResult<String> {
        let (width, height) = (place_u32("width", &width)?, place_u32("height", &height)?);
        let mut surface = Paper::svg(width, height, self.colors()?.scale)?;
        self.figure(&mut surface, &texts("words", &words)?)?;
        Ok(if let Paper::Svg(svg) = surface { svg.finish() } else { String::new() })
    }

    /// Returns the curve, and the pinned one, as comma-separated values with a header.
    pub fn loss_csv(&mut self) -> String {
        curve_csv(&self.session.pin(), self.curve.pin.as_ref())
    }

    /// Draws the ROC curves of training and test samples over the whole canvas. Returns whether
    /// there is one: both of two classes need a sample.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
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
