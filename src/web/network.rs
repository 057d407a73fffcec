//! The handle's network, to point at, look at closely and edit.

use super::canvas::Board;
use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, copied, now, number, place, unreadable};
use super::pictures::{no_look, number_of_cells};
use super::playground::Playground;
use crate::nn::UnitParam;
use crate::plot::{self, Ground, Range, Spot, Table};
use crate::session::{Place, Reach};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

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
    pub fn spot_at(
        &self,
        canvas: &given::Canvas,
        x: given::Number,
        y: given::Number,
        reach: given::Number,
    ) -> JsResult<Vec<f64>> {
        let (at, reach) = ((number("x", &x)?, number("y", &y)?), number("reach", &reach)?);
        let scale = self.colors.as_ref().ok_or_else(no_look)?.scale;
        let layers = plot::links(self.session.network());
        let spot = plot::hit(Board::of(canvas)?.size, scale, layers, at, reach);
        let numbers = |spot: Spot| [spot.column, spot.unit].into_iter().chain(spot.param);
        Ok(spot.into_iter().flat_map(numbers).map(|number| number as f64).collect())
    }

    /// Marks a unit, or a parameter of it, in [`Playground::draw_marks`] from now on; nothing where nothing is given.
    pub fn select(
        &mut self,
        column: Option<given::Number>,
        unit: Option<given::Number>,
        param: Option<given::Number>,
    ) -> JsResult<()> {
        let column = column.map(|column| place("column", &column)).transpose()?;
        let unit = unit.map(|unit| place("unit", &unit)).transpose()?;
        let param = param.map(|param| place("param", &param)).transpose()?;
        self.selected = column.zip(unit).map(|(column, unit)| Spot { column, unit, param });
        Ok(())
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
    pub fn units(&self, column: given::Number) -> JsResult<usize> {
        Ok(self.session.units(place("column", &column)?))
    }

    /// The parameters of a unit of a column of the network's picture.
    pub fn parts(&self, column: given::Number, unit: given::Number) -> JsResult<Ts<Parts>> {
        to_ts(&Parts { parts: self.session.parts(place("column", &column)?, place("unit", &unit)?) })
    }

    /// A parameter's value; and the gradient that the last step took (its batch's, with penalties, clipped) and how far it moved, where there was a
    /// step. Nothing where there is no such parameter.
    pub fn param(&self, param: given::Number) -> JsResult<Vec<f64>> {
        let Some((value, step)) = self.session.param(place("param", &param)?) else { return Ok(Vec::new()) };
        Ok([value].into_iter().chain(step.into_iter().flatten()).collect())
    }

    /// Sets one parameter, while training goes on too: nothing else changes. Throws where the training loss would not be finite.
    pub fn set_param(&mut self, param: given::Number, value: given::Number) -> JsResult<()> {
        let (param, value) = (place("param", &param)?, number("value", &value)?);
        self.undo.params(&mut self.session, now()?, |session| session.set_param(param, value)).map_err(thrown)
    }

    /// Paints what one unit gives over the plane, in its tile's colours: `cells × cells` pixels, the canvas' own size. Gives the value that has the
    /// full colour, its negative that has the other: 1 or more; 0 where there is no such unit, and nothing is painted.
    pub fn draw_unit(
        &mut self,
        canvas: &given::Canvas,
        cells: given::Number,
        column: given::Number,
        unit: given::Number,
    ) -> JsResult<f32> {
        let (mut board, cells) = (Board::of(canvas)?, number_of_cells(&cells)?);
        let (column, unit) = (place("column", &column)?, place("unit", &unit)?);
        self.session.unit_map(column, unit, cells as usize, &mut self.grid);
        if self.grid.is_empty() {
            return Ok(0.0);
        }
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        let output = column > self.session.config().hidden.len();
        let most = if output { 1.0 } else { plot::reach(&self.grid) };
        let range = if output { Ground::of(&self.session).range() } else { Range::Signed };
        self.rgba.clear();
        plot::paint_more(&self.grid, &Table::new(range, colors), most, &mut self.rgba);
        board.put(&self.rgba, cells)?;
        Ok(most)
    }
}
