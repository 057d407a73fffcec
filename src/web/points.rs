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
    /// Returns what the data are: names of coordinates and classes, and their ranges.
    pub fn about(&self) -> JsResult<Ts<About>> {
        to_ts(&self.session.about())
    }

    /// Returns which part of the plane the pictures show.
    pub fn view(&self) -> JsResult<Ts<View>> {
        to_ts(self.session.view())
    }

    /// Shows the whole plane again.
    pub fn view_home(&mut self) {
        self.session.view_home();
    }

    /// Returns whether another part of the plane is shown than at first.
    pub fn zoomed(&self) -> bool {
        self.session.zoomed()
    }

    /// Shows `factor` times less of the plane. The place (`right`, `down`) stays where it is.
    ///
    /// # Errors
    /// A factor that is not above 0, or a place that is not finite.
    pub fn zoom(&mut self, factor: given::Number, right: given::Number, down: given::Number) -> JsResult<()> {
        self.session.zoom(number("factor", &factor)?, at(&right, &down)?).map_err(thrown)
    }

    /// Moves the window by parts of its width and height.
    ///
    /// # Errors
    /// A way that is not finite.
    pub fn pan(&mut self, right: given::Number, down: given::Number) -> JsResult<()> {
        self.session.pan(at(&right, &down)?).map_err(thrown)
    }

    /// Turns the landscape by `around` and tilts it by `up`, in radians.
    ///
    /// # Errors
    /// An angle that is not finite.
    pub fn walk(&mut self, around: given::Number, up: given::Number) -> JsResult<()> {
        self.session.walk(number("around", &around)?, number("up", &up)?).map_err(thrown)
    }

    /// Puts other coordinates on the axes, by their places.
    ///
    /// # Errors
    /// A coordinate that does not exist, or twice the same.
    pub fn turn(&mut self, x: given::Number, y: given::Number) -> JsResult<()> {
        self.session.turn([place("x", &x)?, place("y", &y)?]).map_err(thrown)
    }

    /// Holds a coordinate that is on no axis at a value.
    ///
    /// # Errors
    /// A coordinate that does not exist or is on an axis, or a value that is not finite.
    pub fn hold(&mut self, column: given::Number, value: given::Number) -> JsResult<()> {
        self.session.hold(place("column", &column)?, number("value", &value)?).map_err(thrown)
    }

    /// Returns the network's prediction for a place, each layer's outputs, and the point that lies
    /// there, where one is near.
    ///
    /// # Errors
    /// A place that is not finite.
    pub fn probe(&mut self, right: given::Number, down: given::Number) -> JsResult<Ts<Probe>> {
        to_ts(&self.session.probe(at(&right, &down)?).map_err(thrown)?)
    }

    /// Returns the number of the nearest point within a part of the window's width; nothing where
    /// none is so near.
    ///
    /// # Errors
    /// An argument that is no number.
    pub fn nearest(&self, right: given::Number, down: given::Number, within: given::Number) -> JsResult<Option<usize>> {
        Ok(self.session.nearest(at(&right, &down)?, number("within", &within)?))
    }

    /// Adds a training point: of class `target`, or with that number; over one coordinate its
    /// height is the number. The data become the user's own; the network goes on.
    ///
    /// # Errors
    /// A place or a target that does not fit the data, or too many points.
    pub fn paint_point(
        &mut self,
        right: given::Number,
        down: given::Number,
        target: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.painted(at(&right, &down)?, number("target", &target)?))
    }

    /// Removes the points within a part of the window's width.
    ///
    /// # Errors
    /// A place that is not finite.
    pub fn erase_points(
        &mut self,
        right: given::Number,
        down: given::Number,
        within: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.erased(at(&right, &down)?, number("within", &within)?))
    }

    /// Moves a point.
    ///
    /// # Errors
    /// A point that does not exist, or a place that is not finite.
    pub fn move_point(
        &mut self,
        point: given::Number,
        right: given::Number,
        down: given::Number,
    ) -> JsResult<Ts<Effect>> {
        self.edit(self.session.moved(place("point", &point)?, at(&right, &down)?))
    }

    /// Removes all points.
    ///
    /// # Errors
    /// A clock that gives no time.
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
