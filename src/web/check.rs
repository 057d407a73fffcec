//! The handle's gradient check in portions, for the panel that shows it.

use super::canvas::Paper;
use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, now, number, one_of, place, text};
use super::playground::Playground;
use crate::error::{Error, Kind};
use crate::nn::Choice;
use crate::nn::planted::Bug;
use crate::plot;
use crate::session::Findings;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Starts a gradient check of the network as it is now, to be advanced in portions. Checks all
    /// parameters, or those of `layer`, counted from 1. `bug` plants a named mistake (see `bugs`)
    /// in the check's own backward pass. Returns whether there is a training sample to check on.
    ///
    /// # Errors
    /// A layer that does not exist, or an unknown bug.
    pub fn check_start(&mut self, layer: Option<given::Number>, bug: Option<given::Text>) -> JsResult<bool> {
        let layer = layer.map(|layer| place("layer", &layer)).transpose()?;
        let bug = bug.map(|bug| mistake(&text("bug", &bug)?)).transpose()?;
        self.check = self.session.examine(layer, bug).map_err(thrown)?.map(Box::new);
        Ok(self.check.is_some())
    }

    /// Advances the check for `budget_ms` milliseconds, and by at least one parameter. Returns
    /// whether it has finished, or was never started.
    ///
    /// # Errors
    /// A clock that gives no time.
    pub fn check_advance(&mut self, budget_ms: given::Number) -> JsResult<bool> {
        let deadline = now()? + number("budget_ms", &budget_ms)?;
        // A clock that has stopped ends the portion: the next one tells of it.
        let in_time = || now().is_ok_and(|time| time < deadline);
        Ok(self.check.as_mut().is_none_or(|check| check.advance(in_time)))
    }

    /// Returns the check's findings so far, ordered by relative error or by the parameters' places;
    /// nothing without a check.
    ///
    /// # Errors
    /// An unknown order.
    pub fn check_findings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"error\" | \"place\"")] order: given::Text,
    ) -> JsResult<Option<Ts<Findings>>> {
        let by_place = one_of("order", &order, [("error", false), ("place", true)])?;
        self.check.as_ref().map(|check| to_ts(&check.findings(by_place))).transpose()
    }

    /// Draws the error over ε on the whole canvas; only a blank before the check has finished.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_check(&self, canvas: &given::Canvas) -> JsResult<()> {
        let mut surface = Paper::canvas(canvas)?;
        let sweep = self.check.as_ref().and_then(|check| check.findings(false).sweep);
        sweep.map_or(Ok(()), |sweep| plot::draw_sweep(&mut surface, self.colors()?, &sweep).map_err(thrown))
    }

    /// Discards the check.
    pub fn check_end(&mut self) {
        self.check = None;
    }
}

/// Returns the mistakes that a gradient check can be given to find.
#[wasm_bindgen]
pub fn bugs() -> Vec<String> {
    Bug::ALL.iter().map(|bug| bug.id().to_owned()).collect()
}

fn mistake(id: &str) -> JsResult<Bug> {
    Bug::from_id(id).ok_or_else(|| {
        let ids: Vec<&str> = Bug::ALL.iter().map(|bug| bug.id()).collect();
        thrown(Error::new(Kind::NotAChoice, "bug", id, ids.join(", ")))
    })
}
