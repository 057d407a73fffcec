//! What the handle tells about the network: everything that is counted, traced and checked.

use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, number, numbers, place};
use super::playground::Playground;
use crate::nn::gradcheck::Check;
use crate::nn::trace::Trace;
use crate::session::{Health, Microscope, Report};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// Distance of the difference quotient's points of a gradient check, unless another is given.
const EPS: f64 = 1e-5;

/// Backpropagation held against the definition of the derivative: an entry for each parameter that was checked.
#[derive(Serialize, Tsify)]
pub struct GradientCheck {
    /// Place among `params()`.
    pub param: Vec<f64>,
    /// Gradients by backpropagation.
    pub analytic: Vec<f64>,
    /// Gradients by difference quotients in double precision.
    pub numeric: Vec<f64>,
    /// Their relative errors.
    pub error: Vec<f64>,
    /// Whether the objective is smooth there: at a kink is no derivative to compare with.
    pub smooth: Vec<bool>,
    /// The largest relative error, over the parameters where the objective is smooth.
    pub worst: f64,
    /// Parameters at a kink.
    pub kinks: f64,
}

#[wasm_bindgen]
impl Playground {
    /// Accuracy, precision, recall, F1, confusion matrix, area under the ROC curve, errors of numbers: on training and test samples.
    pub fn report(&mut self) -> JsResult<Ts<Report>> {
        to_ts(&self.session.report())
    }

    /// Every number of one forward and backward pass of a sample as for an answer, in double precision. Samples count from 0: those that are
    /// trained on, then those of the test.
    pub fn trace(&self, sample: given::Number) -> JsResult<Ts<Trace>> {
        to_ts(&self.session.trace(place("sample", &sample)?).map_err(thrown)?)
    }

    /// The next training step, seen from a parameter and a sample (without one, the first of the next batch): every equation from the features to the
    /// parameter's new value, with symbols and numbers, in double precision. Nothing changes.
    pub fn microscope(&self, param: given::Number, sample: Option<given::Number>) -> JsResult<Ts<Microscope>> {
        let sample = sample.map(|sample| place("sample", &sample)).transpose()?;
        to_ts(&self.session.microscope(sample, place("param", &param)?).map_err(thrown)?)
    }

    /// Of each column: how weights, gradients and outputs are distributed, how large they were since the start, how many units are dead or
    /// saturated, and how far the last update went; what that is a sign of, and which settings to change. Training goes on undisturbed.
    pub fn health(&mut self) -> JsResult<Ts<Health>> {
        to_ts(&self.session.health(&mut self.survey))
    }

    /// Holds backpropagation against difference quotients in double precision, on up to 32 training samples: for the
    /// parameters at the given places, or all. In training mode: dropout leaves out the same units each time, batch norm takes the
    /// samples' own statistics. `eps` is the distance of the quotient's points, 1e-5 unless given.
    /// All parameters of the largest network take seconds: where that is too long, name some of them, or use `check_start` and
    /// `check_advance`, which do it in portions.
    pub fn gradient_check(
        &self,
        params: Option<given::Numbers>,
        eps: Option<given::Number>,
    ) -> JsResult<Ts<GradientCheck>> {
        let places = |params: &given::Numbers| -> JsResult<Vec<usize>> {
            numbers("params", params)?.into_iter().map(|param| place("params", &param.into())).collect()
        };
        let params = params.as_ref().map(places).transpose()?;
        let eps = eps.map_or(Ok(EPS), |eps| number("eps", &eps))?;
        let checks = self.session.gradient_check(params.as_deref(), eps).map_err(thrown)?;
        to_ts(&GradientCheck {
            param: checks.iter().map(|c| c.param as f64).collect(),
            analytic: checks.iter().map(|c| c.analytic).collect(),
            numeric: checks.iter().map(|c| c.numeric).collect(),
            error: checks.iter().map(Check::relative_error).collect(),
            smooth: checks.iter().map(|c| c.smooth).collect(),
            worst: checks.iter().filter(|c| c.smooth).map(Check::relative_error).fold(0.0, f64::max),
            kinks: checks.iter().filter(|c| !c.smooth).count() as f64,
        })
    }
}
