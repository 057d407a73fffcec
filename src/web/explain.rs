//! What the handle tells about the network: everything that is counted, traced and checked.

use super::convert::{JsResult, thrown, to_ts};
use super::playground::Playground;
use crate::error::{Error, Kind};
use crate::nn::gradcheck::Check;
use crate::nn::trace::Trace;
use crate::session::{Report, Statistics};
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

    /// Every number of one forward and backward pass of a sample, in double precision. Samples count from 0: those that are
    /// trained on, then those of the test.
    pub fn trace(&self, sample: f64) -> JsResult<Ts<Trace>> {
        if sample < 0.0 || sample.fract() != 0.0 || !sample.is_finite() {
            return Err(thrown(Error::new(Kind::OutOfRange, "sample", sample, "a whole number from 0")));
        }
        to_ts(&self.session.trace(sample as usize).map_err(thrown)?)
    }

    /// Of each layer: how weights, gradients and outputs are distributed, how many units are dead or saturated, and how far the
    /// last update went.
    pub fn statistics(&mut self) -> JsResult<Ts<Statistics>> {
        to_ts(&self.session.statistics())
    }

    /// Holds backpropagation against difference quotients in double precision, on up to 32 training samples: for the
    /// parameters at the given places, or all. `eps` is the distance of the quotient's points, 1e-5 unless given.
    pub fn gradient_check(&self, params: Option<Vec<u32>>, eps: Option<f64>) -> JsResult<Ts<GradientCheck>> {
        let params: Option<Vec<usize>> = params.map(|params| params.into_iter().map(|place| place as usize).collect());
        let checks = self.session.gradient_check(params.as_deref(), eps.unwrap_or(EPS)).map_err(thrown)?;
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
