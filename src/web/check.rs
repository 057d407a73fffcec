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
    /// Begins a gradient check of the network as it is now: of all parameters, or of those of one layer, from 1; with a mistake planted in
    /// its own backward pass, where one is named (`bugs()`). Whether there is something to check on.
    pub fn check_start(&mut self, layer: Option<given::Number>, bug: Option<given::Text>) -> JsResult<bool> {
        let layer = layer.map(|layer| place("layer", &layer)).transpose()?;
        let bug = bug.map(|bug| mistake(&text("bug", &bug)?)).transpose()?;
        self.check = self.session.examine(layer, bug).map_err(thrown)?.map(Box::new);
        Ok(self.check.is_some())
    }

    /// Goes on with it for so many milliseconds, by one parameter at least. Whether it has come to its end, or there is none.
    pub fn check_advance(&mut self, budget_ms: given::Number) -> JsResult<bool> {
        let deadline = now()? + number("budget_ms", &budget_ms)?;
        // A clock that has stopped ends the portion: the next one tells of it.
        let in_time = || now().is_ok_and(|time| time < deadline);
        Ok(self.check.as_mut().is_none_or(|check| check.advance(in_time)))
    }

    /// What it has found up to now, by the parameters' errors or their places; null where there is none.
    pub fn check_findings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"error\" | \"place\"")] order: given::Text,
    ) -> JsResult<Option<Ts<Findings>>> {
        let by_place = one_of("order", &order, [("error", false), ("place", true)])?;
        self.check.as_ref().map(|check| to_ts(&check.findings(by_place))).transpose()
    }

    /// Draws the error over ε on the whole canvas; nothing before the check has come to its end.
    pub fn draw_check(&self, canvas: &given::Canvas) -> JsResult<()> {
        let mut surface = Paper::canvas(canvas)?;
        let sweep = self.check.as_ref().and_then(|check| check.findings(false).sweep);
        sweep.map_or(Ok(()), |sweep| plot::draw_sweep(&mut surface, self.colors()?, &sweep).map_err(thrown))
    }

    /// Lets the check go.
    pub fn check_end(&mut self) {
        self.check = None;
    }
}

/// The mistakes that a gradient check can be given to find.
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
