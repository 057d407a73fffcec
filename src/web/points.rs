//! The handle's points: what they are, what is shown of them, what is asked about a place, and how they are changed.
//!
//! A place is given by two parts of the window: 0 to 1 from its left edge, 0 to 1 from its upper one.

use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, now, number, place};
use super::playground::Playground;
use crate::session::{About, Config, Effect, Probe, View};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// What the data are: names of coordinates and classes, and their ranges.
    pub fn about(&self) -> JsResult<Ts<About>> {
        to_ts(&self.session.about())
    }

    /// Which part of which plane the pictures show.
    pub fn view(&self) -> JsResult<Ts<View>> {
        to_ts(self.session.view())
    }

    /// Shows all of it again.
    pub fn view_home(&mut self) {
        self.session.view_home();
    }

    /// Whether another part of the plane is shown than at first.
    pub fn zoomed(&self) -> bool {
        self.session.zoomed()
    }

    /// Shows `factor` times less of the plane; the place stays where it is.
    pub fn zoom(&mut self, factor: given::Number, right: given::Number, down: given::Number) -> JsResult<()> {
        self.session.zoom(number("factor", &factor)?, at(&right, &down)?).map_err(thrown)
    }

    /// Moves the window by parts of its width and height.
    pub fn pan(&mut self, right: given::Number, down: given::Number) -> JsResult<()> {
        self.session.pan(at(&right, &down)?).map_err(thrown)
    }

    /// Looks at the landscape from elsewhere: so far around it and so much from higher up, in radians.
    pub fn walk(&mut self, around: given::Number, up: given::Number) -> JsResult<()> {
        self.session.walk(number("around", &around)?, number("up", &up)?).map_err(thrown)
    }

    /// Puts other coordinates on the axes, by their places.
    pub fn turn(&mut self, x: given::Number, y: given::Number) -> JsResult<()> {
        self.session.turn([place("x", &x)?, place("y", &y)?]).map_err(thrown)
    }

    /// Holds a coordinate that is on no axis at a value.
    pub fn hold(&mut self, column: given::Number, value: given::Number) -> JsResult<()> {
        self.session.hold(place("column", &column)?, number("value", &value)?).map_err(thrown)
    }

    /// What the network says of a place, and how; of the point that lies there, where one is near.
    pub fn probe(&mut self, right: given::Number, down: given::Number) -> JsResult<Ts<Probe>> {
        to_ts(&self.session.probe(at(&right, &down)?).map_err(thrown)?)
    }

    /// The number of the point that lies nearest, if one lies within a part of the window's width.
    pub fn nearest(&self, right: given::Number, down: given::Number, within: given::Number) -> JsResult<Option<usize>> {
        Ok(self.session.nearest(at(&right, &down)?, number("within", &within)?))
    }

    /// Adds a point to train on: of a class, or with a number; over one coordinate the height is its number. Whatever the data were, they are the user's
    /// own from now on; the network goes on as it is.
    pub fn paint_point(
        &mut self,
        right: given::Number,
        down: given::Number,
        target: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.painted(at(&right, &down)?, number("target", &target)?))
    }

    /// Takes the points away that lie within a part of the window's width.
    pub fn erase_points(
        &mut self,
        right: given::Number,
        down: given::Number,
        within: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.erased(at(&right, &down)?, number("within", &within)?))
    }

    /// Moves a point.
    pub fn move_point(
        &mut self,
        point: given::Number,
        right: given::Number,
        down: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.moved(place("point", &point)?, at(&right, &down)?))
    }

    /// Takes all points away.
    pub fn clear_points(&mut self) -> JsResult<Ts<Effect>> {
        self.edit(self.session.cleared())
    }

    fn edit(&mut self, config: crate::error::Result<Config>) -> JsResult<Ts<Effect>> {
        to_ts(&self.undo.configure(&mut self.session, config.map_err(thrown)?, &[], now()?))
    }
}

/// A place in the window, or a way over it.
fn at(right: &given::Number, down: &given::Number) -> JsResult<[f64; 2]> {
    Ok([number("right", right)?, number("down", down)?])
}
