//! The handle's network, to point at, look at closely and edit.

use super::canvas;
use super::convert::{JsResult, copied, number, place, thrown, to_ts, unreadable};
use super::pictures::{check_cells, no_look};
use super::playground::{Playground, now};
use crate::nn::UnitParam;
use crate::plot::{self, Ground, Range, Spot, Table};
use crate::session::{Place, Reach};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The parameters of one unit of the network.
#[derive(Serialize, Tsify)]
pub struct Parts {
    /// A weight for each unit of the column before, then bias, gain and shift where it has them.
    pub parts: Vec<UnitParam>,
}

/// Numbers that are to shine in the network's picture.
#[derive(Deserialize, Tsify)]
pub struct Lights {
    /// Each with its place.
    pub lights: Vec<Light>,
    /// What belongs to them and shines less.
    pub beside: Vec<Place>,
}

/// A number that is to shine.
#[derive(Deserialize, Tsify)]
pub struct Light {
    /// Where it is.
    pub place: Place,
    /// Where it is used again.
    pub reach: Reach,
}

/// A line of the microscope has fewer numbers.
const MOST_LIGHTS: u32 = 1000;

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

    /// Marks a unit, or a parameter of it, in [`Playground::draw_marks`] from now on; nothing where nothing is given.
    pub fn select(&mut self, column: Option<u32>, unit: Option<u32>, param: Option<u32>) {
        let selected = column.zip(unit).map(|(column, unit)| (column as usize, unit as usize));
        self.selected = selected.map(|(column, unit)| Spot { column, unit, param: param.map(|param| param as usize) });
    }

    /// Lights numbers of `microscope()` in [`Playground::draw_marks`] from now on, and all places where they are used again; nothing where none is given. Gives for
    /// how many parameters' gradients and for how many units they are used.
    pub fn light(&mut self, lights: Ts<Lights>) -> JsResult<Vec<u32>> {
        let lights = copied("lights", &lights.into(), MOST_LIGHTS, "an object of lights")?;
        let lights = Ts::<Lights>::new_unchecked(lights).to_rust();
        let Lights { lights, beside } = lights.map_err(|error| thrown(unreadable("lights", error)))?;
        let spot = |Place { column, unit, param }: Place| Spot { column, unit, param };
        let again = |light: &Light| self.session.reuse(light.place, light.reach);
        let used: Vec<Spot> = lights.iter().flat_map(again).map(spot).collect();
        let counts =
            [true, false].map(|params| used.iter().filter(|spot| spot.param.is_some() == params).count() as u32);
        let used = used.into_iter().chain(beside.into_iter().map(spot)).collect();
        self.lit = [lights.iter().map(|light| spot(light.place)).collect(), used];
        Ok(counts.to_vec())
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
        let range = if output { Ground::of(&self.session).range() } else { Range::Signed };
        self.rgba.clear();
        plot::paint_more(&self.grid, &Table::new(range, colors), most, &mut self.rgba);
        canvas::put(canvas, &self.rgba, cells)?;
        Ok(most)
    }
}
