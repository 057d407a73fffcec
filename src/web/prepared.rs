//! A playground as somebody prepared it for others, and how far it is to a place in training.

use super::convert::{JsResult, numbers, place, text, thrown, to_ts};
use super::playground::{Playground, now};
use crate::data::csv::Sheet;
use crate::session::{Effect, Session};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Starts afresh under a link's settings, as one change that `undo` takes back. Of a table's text, where there is one, the last `targets` columns are answered (as
    /// classes, or as numbers), the others learned from; all rows are trained on, in their order, as they are. `params` take the place of those that would
    /// be drawn; `reset` goes back to them. Throws at the first thing wrong; nothing has changed then.
    pub fn prepare(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] link: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | null")] table: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] targets: JsValue,
        as_classes: bool,
        #[wasm_bindgen(unchecked_optional_param_type = "Float64Array | number[] | null")] params: JsValue,
    ) -> JsResult<Ts<Effect>> {
        let none = |value: &JsValue| value.is_undefined() || value.is_null();
        let mut rows = None;
        if !none(&table) {
            let sheet = Sheet::read(&text("table", &table)?).map_err(thrown)?;
            rows = Some(sheet.table_of_all(place("targets", &targets)?, as_classes).map_err(thrown)?);
        }
        let params = if none(&params) { None } else { Some(numbers("params", &params)?) };
        let session = Session::prepared(&text("link", &link)?, rows, params.as_deref()).map_err(thrown)?;
        to_ts(&self.undo.open(&mut self.session, session, now()))
    }

    /// How many steps there are from here to the end of an epoch; 0 where that is behind.
    pub fn steps_to(&self, #[wasm_bindgen(unchecked_param_type = "number")] epoch: JsValue) -> JsResult<f64> {
        Ok(self.session.steps_to(place("epoch", &epoch)? as u64) as f64)
    }
}
