//! The handle: one session, its look, and buffers that are used again for every frame.

use super::canvas;
use super::convert::{JsResult, changes, thrown, to_ts, unreadable};
use crate::data::Problem;
use crate::error::{Error, Kind};
use crate::nn::gradcheck::Check;
use crate::nn::layer::ParamKind;
use crate::plot::{self, Colors, Links, Look, PlotArea, Range, YScale};
use crate::session::{Config, Metrics, Progress, Record, Session, Value};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Parameters that a gradient check looks at, at most.
const MOST_CHECKED: usize = 256;

/// Distance of the two points of a gradient check.
const EPS: f64 = 1e-5;

/// A neural network, its data and its history. Trains in `f32`; numbers cross as `f64`.
#[wasm_bindgen]
pub struct Playground {
    session: Session<f32>,
    colors: Option<Colors>,
    grid: Vec<f32>,
    rgba: Vec<u8>,
    records: Vec<Record>,
}

/// What a change of settings did.
#[derive(Serialize, Tsify)]
pub struct Effect {
    /// The network is back at its first weights and the counters at 0.
    pub reset: bool,
    /// The points changed, or which of them are trained on.
    pub data: bool,
}

/// Backpropagation held against the definition of the derivative.
#[derive(Serialize, Tsify)]
pub struct GradientCheck {
    /// Place of each checked parameter among `params()`.
    pub param: Vec<f64>,
    /// Gradients by backpropagation.
    pub analytic: Vec<f64>,
    /// Gradients by central differences in double precision.
    pub numeric: Vec<f64>,
    /// The largest relative error, over the parameters where the objective is smooth.
    pub worst: f64,
    /// Parameters at a kink, where there is no derivative to compare with.
    pub kinks: f64,
}

#[wasm_bindgen]
extern "C" {
    /// Some settings of a configuration.
    #[wasm_bindgen(typescript_type = "Partial<Config>")]
    pub type Changes;

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now() -> f64;
}

#[wasm_bindgen]
impl Playground {
    /// A playground under the default configuration but for the settings given. Throws where one is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(config: Option<Changes>) -> JsResult<Playground> {
        let config = with(&Config::default(), &config.map(JsValue::from).unwrap_or_default())?;
        Ok(Playground {
            session: Session::new(config),
            colors: None,
            grid: Vec::new(),
            rgba: Vec::new(),
            records: Vec::new(),
        })
    }

    /// The configuration, whole.
    pub fn config(&self) -> JsResult<Ts<Config>> {
        to_ts(self.session.config())
    }

    /// Changes the settings given, all or none. Resets the network only where it must.
    pub fn configure(&mut self, config: Changes) -> JsResult<Ts<Effect>> {
        let config = with(self.session.config(), &config)?;
        let crate::session::Effect { reset, data } = self.session.configure(config);
        to_ts(&Effect { reset, data })
    }

    /// The configuration as the readable part of a link, defaults left out.
    pub fn link(&self) -> String {
        self.session.config().to_link()
    }

    /// Back to the first weights, the same ones again.
    pub fn reset(&mut self) {
        self.session.reset();
    }

    /// Takes one step: one batch, one update.
    pub fn step(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.advance(1, || true))
    }

    /// Takes steps to the end of the epoch.
    pub fn epoch(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.epoch())
    }

    /// Takes steps for so many milliseconds, at most `max_steps`. Takes one, unless `max_steps` is below 1,
    /// however little time there is.
    pub fn train(&mut self, budget_ms: f64, max_steps: Option<f64>) -> JsResult<Ts<Progress>> {
        for (field, number) in [("budget_ms", budget_ms), ("max_steps", max_steps.unwrap_or(0.0))] {
            if number.is_nan() {
                return Err(thrown(Error::new(Kind::NotFinite, field, "NaN", "a number")));
            }
        }
        let deadline = now() + budget_ms;
        // The clock costs as much as a small step: it is read again after as many steps as took about
        // a quarter of a millisecond.
        let (mut stride, mut left, mut read) = (1u32, 1u32, now());
        let in_time = || {
            left -= 1;
            if left > 0 {
                return true;
            }
            let time = now();
            if time - read < 0.25 {
                stride = (stride * 2).min(4096);
            } else if time - read > 0.5 {
                stride = (stride / 2).max(1);
            }
            (read, left) = (time, stride);
            time < deadline
        };
        to_ts(&self.session.advance(max_steps.map_or(u64::MAX, |steps| steps as u64), in_time))
    }

    /// Predictions for `inputs`, two numbers per sample: probabilities of class 1, or numbers.
    pub fn predict(&mut self, inputs: &[f64]) -> JsResult<Vec<f64>> {
        self.session.predict(inputs).map_err(thrown)
    }

    /// Outputs of the network: one, or one for each class.
    pub fn outputs(&self) -> usize {
        self.session.config().outputs()
    }

    /// All parameters: for each layer its weights, one row per unit, then its biases; gains and shifts of a norm
    /// after those.
    pub fn params(&self) -> Vec<f64> {
        self.session.params()
    }

    /// Replaces all parameters.
    pub fn set_params(&mut self, params: &[f64]) -> JsResult<()> {
        self.session.set_params(params).map_err(thrown)
    }

    /// The gradient of loss and penalty over all training samples, in the order of `params()`.
    pub fn gradients(&mut self) -> Vec<f64> {
        self.session.gradients()
    }

    /// The loss over all training samples, without penalty.
    pub fn loss(&mut self) -> Option<f64> {
        self.session.metrics().train.loss
    }

    /// Where training stands.
    pub fn progress(&self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.progress())
    }

    /// Loss and accuracy on training and test samples.
    pub fn metrics(&mut self) -> JsResult<Ts<Metrics>> {
        to_ts(&self.session.metrics())
    }

    /// Holds backpropagation against central differences in double precision: up to 256 parameters,
    /// on up to 32 training samples.
    pub fn gradient_check(&self) -> JsResult<Ts<GradientCheck>> {
        let checks = self.session.gradient_check(MOST_CHECKED, EPS);
        to_ts(&GradientCheck {
            param: checks.iter().map(|c| c.param as f64).collect(),
            analytic: checks.iter().map(|c| c.analytic).collect(),
            numeric: checks.iter().map(|c| c.numeric).collect(),
            worst: checks.iter().filter(|c| c.smooth).map(Check::relative_error).fold(0.0, f64::max),
            kinks: checks.iter().filter(|c| !c.smooth).count() as f64,
        })
    }

    /// Sets colours and scale of all pictures from now on.
    pub fn set_look(&mut self, look: Ts<Look>) -> JsResult<()> {
        let look = look.to_rust().map_err(|error| thrown(unreadable("look", error)))?;
        self.colors = Some(look.read().map_err(thrown)?);
        Ok(())
    }

    /// Draws the loss curve over the whole canvas.
    pub fn draw_loss(&mut self, canvas: HtmlCanvasElement) -> JsResult<()> {
        self.records.clear();
        self.records.extend(self.session.curve());
        let scale = if self.session.config().log_loss { YScale::Log } else { YScale::Linear };
        plot::draw_curve(canvas::backend(canvas)?, self.colors()?, &self.records, scale).map_err(thrown)
    }

    /// Paints the network's answer over the plane: `cells × cells` pixels, the canvas' own size.
    pub fn draw_boundary(&mut self, canvas: &HtmlCanvasElement, cells: u32) -> JsResult<()> {
        if !(1..=500).contains(&cells) {
            return Err(thrown(Error::new(Kind::OutOfRange, "cells", cells, "a whole number from 1 to 500")));
        }
        self.session.grid(cells as usize, &mut self.grid);
        let range = self.range();
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        plot::paint(&self.grid, range, colors, &mut self.rgba);
        canvas::put(canvas, &self.rgba, cells)
    }

    /// Draws axes and points on a transparent ground; says where on the canvas the plane lies.
    pub fn draw_points(&self, canvas: HtmlCanvasElement) -> JsResult<Ts<PlotArea>> {
        let (points, train) = self.session.points();
        let (train, test) = points.split_at(train);
        let test = if self.session.config().show_test { test } else { &[] };
        let backend = canvas::backend(canvas)?;
        to_ts(&plot::draw_points(backend, self.colors()?, self.range(), train, test).map_err(thrown)?)
    }

    /// Draws the network: columns of units, weights as lines between them.
    pub fn draw_network(&self, canvas: HtmlCanvasElement) -> JsResult<()> {
        let network = self.session.network();
        let mut layers = Vec::new();
        let mut inputs = network.inputs();
        let dense = |kind: &ParamKind| matches!(kind, ParamKind::Weight | ParamKind::Bias);
        let mut blocks = network.blocks().iter().filter(|(kind, _)| dense(kind));
        while let (Some((_, weights)), Some((_, biases))) = (blocks.next(), blocks.next()) {
            let (weights, biases) = (&network.params()[weights.clone()], &network.params()[biases.clone()]);
            layers.push(Links { inputs, outputs: biases.len(), weights, biases });
            inputs = biases.len();
        }
        plot::draw_network(canvas::backend(canvas)?, self.colors()?, &layers).map_err(thrown)
    }

    fn colors(&self) -> JsResult<&Colors> {
        self.colors.as_ref().ok_or_else(no_look)
    }

    fn range(&self) -> Range {
        match self.session.config().problem() {
            Problem::Classification => Range::Unit,
            Problem::Regression => Range::Signed,
        }
    }
}

fn no_look() -> JsValue {
    thrown(Error::new(Kind::Canvas, "look", "none", "set_look before the first drawing"))
}

fn with(config: &Config, object: &JsValue) -> JsResult<Config> {
    let changes: Vec<(String, Value)> = changes(object)?;
    config.with(changes.iter().map(|(key, value)| (key.as_str(), value.clone()))).map_err(thrown)
}
