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
    /// Returns what lies at a place of `draw_network`'s picture, in pixels of its canvas: column,
    /// unit, and the place of a weight or bias among `params`. Empty where nothing lies. A line
    /// counts when it is at most `reach` CSS pixels away.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
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

    /// Selects a unit, or a parameter of it, for [`Playground::draw_marks`]; nothing without
    /// arguments.
    ///
    /// # Errors
    /// An argument that is no whole number from 0.
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

    /// Highlights numbers of `microscope` in [`Playground::draw_marks`], and every place where they
    /// are used again. Returns how many parameters' gradients and how many units use them.
    ///
    /// # Errors
    /// An object of another form.
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

    /// Returns whether the network's picture draws every weight. Of very many it draws only the
    /// largest.
    pub fn draws_all_weights(&self) -> bool {
        plot::draws_all(plot::links(self.session.network()))
    }

    /// Returns the number of units in a column of the network's picture: 0 is the inputs, then come
    /// the hidden layers, then the outputs.
    ///
    /// # Errors
    /// A column that is no whole number from 0.
    pub fn units(&self, column: given::Number) -> JsResult<usize> {
        Ok(self.session.units(place("column", &column)?))
    }

    /// Returns the parameters of a unit.
    ///
    /// # Errors
    /// A column or unit that is no whole number from 0.
    pub fn parts(&self, column: given::Number, unit: given::Number) -> JsResult<Ts<Parts>> {
        to_ts(&Parts { parts: self.session.parts(place("column", &column)?, place("unit", &unit)?) })
    }

    /// Returns a parameter's value; after a step also the gradient of its batch (with penalties,
    /// clipped) and the update. Empty where there is no such parameter.
    ///
    /// # Errors
    /// A place that is no whole number from 0.
    pub fn param(&self, param: given::Number) -> JsResult<Vec<f64>> {
        let Some((value, step)) = self.session.param(place("param", &param)?) else { return Ok(Vec::new()) };
        Ok([value].into_iter().chain(step.into_iter().flatten()).collect())
    }

    /// Sets one parameter, also while training goes on.
    ///
    /// # Errors
    /// A parameter that does not exist, or a value that makes the training loss infinite.
    pub fn set_param(&mut self, param: given::Number, value: given::Number) -> JsResult<()> {
        let (param, value) = (place("param", &param)?, number("value", &value)?);
        self.undo.params(&mut self.session, now()?, |session| session.set_param(param, value)).map_err(thrown)
    }

    /// Paints one unit's output over the plane, in `cells × cells` pixels, the canvas's new size.
    /// Returns the value that has the full colour (1 or more; its negative has the other colour),
    /// or 0 where there is no such unit and nothing is painted.
    ///
    /// # Errors
    /// No canvas, no look (see `set_look`), or not 1 to 500 cells.
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
