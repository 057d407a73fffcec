//! The handle's gradient check in portions, for the panel that shows it.

use super::canvas::Paper;
use super::convert::{JsResult, place, text, thrown, to_ts};
use super::playground::{Playground, now};
use crate::error::{Error, Kind};
use crate::nn::Choice;
use crate::nn::planted::Bug;
use crate::plot;
use crate::session::Findings;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
impl Playground {
    /// Begins a gradient check of the network as it is now: of all parameters, or of those of one layer, from 1; with a mistake planted in
    /// its own backward pass, where one is named (`bugs()`). Whether there is something to check on.
    pub fn check_start(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "number | null")] layer: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] bug: JsValue,
    ) -> JsResult<bool> {
        let absent = |value: &JsValue| value.is_undefined() || value.is_null();
        let layer = if absent(&layer) { None } else { Some(place("layer", &layer)?) };
        let bug = if absent(&bug) { None } else { Some(mistake(&text("bug", &bug)?)?) };
        self.check = self.session.examine(layer, bug).map_err(thrown)?.map(Box::new);
        Ok(self.check.is_some())
    }

    /// Goes on with it for so many milliseconds, by one parameter at least. Whether it has come to its end, or there is none.
    pub fn check_advance(&mut self, budget_ms: f64) -> bool {
        let deadline = now() + budget_ms;
        self.check.as_mut().is_none_or(|check| check.advance(|| now() < deadline))
    }

    /// What it has found up to now, by the parameters' errors or their places; null where there is none.
    pub fn check_findings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"error\" | \"place\"")] order: JsValue,
    ) -> JsResult<Option<Ts<Findings>>> {
        let by_place = text("order", &order)? == "place";
        self.check.as_ref().map(|check| to_ts(&check.findings(by_place))).transpose()
    }

    /// Draws the error over ε on the whole canvas; nothing before the check has come to its end.
    pub fn draw_check(&self, canvas: HtmlCanvasElement) -> JsResult<()> {
        let mut surface = Paper::canvas(canvas, None)?;
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
