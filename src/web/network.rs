//! The handle's network, to point at, look at closely and edit.

use super::canvas;
use super::convert::{JsResult, number, place, thrown, to_ts};
use super::pictures::{check_cells, no_look};
use super::playground::{Playground, now};
use crate::plot::{self, Range, Spot, Table};
use crate::session::Part;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The parameters of one unit of the network.
#[derive(Serialize, Tsify)]
pub struct Parts {
    /// A weight for each unit of the column before, then bias, gain and shift where it has them.
    pub parts: Vec<Part>,
}

#[wasm_bindgen]
impl Playground {
    /// What lies at a place of `draw_network`'s picture, in pixels of its canvas: column and unit; and a weight's or bias' place among `params()`, where it
    /// is one. Nothing where nothing is. Lines may be `reach` CSS pixels away.
    pub fn spot_at(&self, canvas: &HtmlCanvasElement, x: f64, y: f64, reach: f64) -> JsResult<Vec<f64>> {
        let scale = self.colors.as_ref().ok_or_else(no_look)?.scale;
        let layers = plot::links(self.session.network());
        let spot = plot::hit((canvas.width(), canvas.height()), scale, layers, (x, y), reach);
        let numbers = |spot: Spot| [spot.column, spot.unit].into_iter().chain(spot.param);
        Ok(spot.into_iter().flat_map(numbers).map(|number| number as f64).collect())
    }

    /// Marks a unit, or a parameter of it, in the network's pictures from now on; nothing where nothing is given.
    pub fn select(&mut self, column: Option<u32>, unit: Option<u32>, param: Option<u32>) {
        let selected = column.zip(unit).map(|(column, unit)| (column as usize, unit as usize));
        self.selected = selected.map(|(column, unit)| Spot { column, unit, param: param.map(|param| param as usize) });
    }

    /// Whether every weight has its line in the network's picture; of very many only the largest have, without dashes.
    pub fn draws_all_weights(&self) -> bool {
        plot::draws_all(plot::links(self.session.network()))
    }

    /// Units of a column of the network's picture: the inputs, each hidden layer, the outputs.
    pub fn units(&self, #[wasm_bindgen(unchecked_param_type = "number")] column: JsValue) -> JsResult<usize> {
        Ok(self.session.units(place("column", &column)?))
    }

    /// The parameters of a unit of a column of the network's picture.
    pub fn parts(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] column: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] unit: JsValue,
    ) -> JsResult<Ts<Parts>> {
        to_ts(&Parts { parts: self.session.parts(place("column", &column)?, place("unit", &unit)?) })
    }

    /// A parameter's value; and the gradient that the last step took (its batch's, with penalties, clipped) and how far it moved, where there was a
    /// step. Nothing where there is no such parameter.
    pub fn param(&self, #[wasm_bindgen(unchecked_param_type = "number")] param: JsValue) -> JsResult<Vec<f64>> {
        let Some((value, step)) = self.session.param(place("param", &param)?) else { return Ok(Vec::new()) };
        Ok([value].into_iter().chain(step.into_iter().flatten()).collect())
    }

    /// Sets one parameter, while training goes on too: nothing else changes. Throws where the training loss would not be finite.
    pub fn set_param(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] param: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] value: JsValue,
    ) -> JsResult<()> {
        let (param, value) = (place("param", &param)?, number("value", &value)?);
        self.undo.params(&mut self.session, now(), |session| session.set_param(param, value)).map_err(thrown)
    }

    /// Paints what one unit gives over the plane, in its tile's colours: `cells × cells` pixels, the canvas' own size. Gives the value that has the
    /// full colour, its negative that has the other: 1 or more; 0 where there is no such unit, and nothing is painted.
    pub fn draw_unit(&mut self, canvas: &HtmlCanvasElement, cells: u32, column: u32, unit: u32) -> JsResult<f32> {
        check_cells(cells)?;
        self.session.unit_map(column as usize, unit as usize, cells as usize, &mut self.grid);
        if self.grid.is_empty() {
            return Ok(0.0);
        }
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        let output = column as usize > self.session.config().hidden.len();
        let most = if output { 1.0 } else { plot::reach(&self.grid) };
        let range = if output { plot::ground(&self.session).unwrap_or(Range::Unit) } else { Range::Signed };
        self.rgba.clear();
        plot::paint_more(&self.grid, &Table::new(range, colors), most, &mut self.rgba);
        canvas::put(canvas, &self.rgba, cells)?;
        Ok(most)
    }
}
