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
    /// Returns accuracy, precision, recall, F1, confusion matrix and area under the ROC curve, or
    /// the errors of a regression, on training and test samples.
    pub fn report(&mut self) -> JsResult<Ts<Report>> {
        to_ts(&self.session.report())
    }

    /// Returns every number of one sample's forward and backward pass, in double precision, as for
    /// a prediction. Samples are counted from 0: training samples, then test samples.
    ///
    /// # Errors
    /// A sample that does not exist.
    pub fn trace(&self, sample: given::Number) -> JsResult<Ts<Trace>> {
        to_ts(&self.session.trace(place("sample", &sample)?).map_err(thrown)?)
    }

    /// Returns the next training step in detail, from the features to the new value of one
    /// parameter, in double precision: every equation with its numbers. Follows `sample`, or the
    /// first one of the next batch. Leaves training as it is.
    ///
    /// # Errors
    /// A parameter or a sample that does not exist, or no training point.
    pub fn microscope(&self, param: given::Number, sample: Option<given::Number>) -> JsResult<Ts<Microscope>> {
        let sample = sample.map(|sample| place("sample", &sample)).transpose()?;
        to_ts(&self.session.microscope(sample, place("param", &param)?).map_err(thrown)?)
    }

    /// Returns a diagnosis of each layer: distributions of weights, gradients and outputs, their
    /// sizes since the start, dead and saturated units, the size of the last update; and findings
    /// with the settings that would help. Leaves training as it is.
    pub fn health(&mut self) -> JsResult<Ts<Health>> {
        to_ts(&self.session.health(&mut self.survey))
    }

    /// Compares backpropagation with central difference quotients, in double precision, on up to 32
    /// training samples. Checks the parameters at the places `params`, or all, with the step `eps`
    /// (10⁻⁵ unless given).
    ///
    /// # Errors
    /// A parameter that does not exist, or a step that is not above 0.
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
