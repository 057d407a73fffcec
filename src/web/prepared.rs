//! A playground as somebody prepared it for others, and how far it is to a place in training.

use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, flag, now, numbers, place, text};
use super::playground::Playground;
use crate::data::csv::Sheet;
use crate::session::{Effect, Session};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Starts afresh under a link's settings, as one change that `undo` takes back.
    ///
    /// `table` is the text of a table. Its last `targets` columns (one, unless said) are predicted,
    /// as numbers or, where `as_classes` says so, as classes, from the others. Every row is a
    /// training sample, in its order and as it is. `params` replace the weights that would be
    /// drawn; `reset` goes back to them.
    ///
    /// # Errors
    /// The first thing wrong in link, table or parameters. Nothing has changed then.
    pub fn prepare(
        &mut self,
        link: given::Text,
        table: Option<given::Text>,
        targets: Option<given::Number>,
        as_classes: Option<given::Flag>,
        params: Option<given::Numbers>,
    ) -> JsResult<Ts<Effect>> {
        let targets = targets.map_or(Ok(1), |targets| place("targets", &targets))?;
        let as_classes = as_classes.map_or(Ok(false), |as_classes| flag("as_classes", &as_classes))?;
        let read = |table: given::Text| {
            let sheet = Sheet::read(&text("table", &table)?).map_err(thrown)?;
            sheet.table_of_all(targets, as_classes).map_err(thrown)
        };
        let rows = table.map(read).transpose()?;
        let params = params.map(|params| numbers("params", &params)).transpose()?;
        let session = Session::prepared(&text("link", &link)?, rows, params.as_deref()).map_err(thrown)?;
        to_ts(&self.undo.open(&mut self.session, session, now()?))
    }

    /// Returns the number of steps from here to the end of an epoch; 0 where it has passed.
    ///
    /// # Errors
    /// An epoch that is no whole number from 0.
    pub fn steps_to(&self, epoch: given::Number) -> JsResult<f64> {
        Ok(self.session.steps_to(place("epoch", &epoch)? as u64) as f64)
    }
}
