//! Tables that are read: handles, so that their numbers stay on this side.

use super::convert::{JsResult, numbers, place, text, thrown, to_ts};
use super::playground::{Playground, now};
use crate::data::csv::{self, Choice, Flaws, SheetReport};
use crate::session::Effect;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A table that was read of a text.
#[wasm_bindgen]
pub struct Sheet {
    sheet: csv::Sheet,
}

#[wasm_bindgen]
impl Sheet {
    /// Reads a table: separator, decimal sign and header are found out. Throws where it is too large, or has no row.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "string")] table: JsValue) -> JsResult<Sheet> {
        Ok(Sheet { sheet: csv::Sheet::read(&text("table", &table)?).map_err(thrown)? })
    }

    /// What was understood.
    pub fn report(&self) -> JsResult<Ts<SheetReport>> {
        to_ts(&self.sheet.report())
    }

    /// The rows that a choice of columns leaves out, and why.
    pub fn flaws(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number[]")] inputs: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] target: JsValue,
    ) -> JsResult<Ts<Flaws>> {
        to_ts(&self.sheet.flaws(&choice(&inputs, &target, None)?).map_err(thrown)?)
    }

    /// The rows that have a value in every chosen column: inputs, and a target as classes or as numbers (as it looks, unless said). Throws where the
    /// columns cannot be that.
    pub fn select(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number[]")] inputs: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] target: JsValue,
        as_classes: Option<bool>,
    ) -> JsResult<Selection> {
        let selection = self.sheet.select(&choice(&inputs, &target, as_classes)?).map_err(thrown)?;
        Ok(Selection { selection })
    }
}

/// What was chosen of a table.
#[wasm_bindgen]
pub struct Selection {
    selection: csv::Selection,
}

#[wasm_bindgen]
impl Selection {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.selection.targets.len()
    }

    /// Names of the classes; none where numbers are answered.
    pub fn classes(&self) -> Vec<String> {
        self.selection.classes.clone()
    }
}

#[wasm_bindgen]
impl Playground {
    /// Learns the rows of a table from now on, the network afresh. Standardised, every column has mean 0 and deviation 1 over the points that are trained on, and constant ones become 0.
    pub fn use_table(&mut self, selection: &Selection, standardise: bool) -> JsResult<Ts<Effect>> {
        let config = self.session.config().reading(selection.selection.table(), standardise).map_err(thrown)?;
        self.undo.seal();
        to_ts(&self.undo.configure(&mut self.session, config, &[], now()))
    }

    /// The points as they are, as a table of comma-separated values with names in the first row.
    pub fn data_csv(&self) -> String {
        let (about, (points, _)) = (self.session.about(), self.session.points());
        // Of several answers all but the last stand as further columns.
        let rows: Vec<Vec<f64>> = (0..points.len()).map(|place| points.numbers(place).collect()).collect();
        let rows = rows.iter().filter_map(|row| row.split_last()).map(|(target, x)| (x, *target));
        let (mut names, mut target) = (about.columns, about.target);
        if points.more() > 0 {
            names.extend(target.split(", ").map(str::to_owned));
            target = names.pop().unwrap_or_default();
        }
        csv::write(&names, &target, &about.classes, rows)
    }
}

fn choice(inputs: &JsValue, target: &JsValue, as_classes: Option<bool>) -> JsResult<Choice> {
    let inputs = numbers("inputs", inputs)?.into_iter().map(|at| place("inputs", &at.into()));
    Ok(Choice { inputs: inputs.collect::<JsResult<_>>()?, target: place("target", target)?, as_classes })
}
