//! What the handle takes back and makes again.

use super::convert::{JsResult, to_ts};
use super::playground::Playground;
use crate::session::{Undoable, Undone};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Takes the last change back. Returns which; nothing where there is none.
    pub fn undo(&mut self) -> JsResult<Option<Ts<Undone>>> {
        self.undo.undo(&mut self.session).as_ref().map(to_ts).transpose()
    }

    /// Makes the last undone change again. Returns which; nothing where there is none.
    pub fn redo(&mut self) -> JsResult<Option<Ts<Undone>>> {
        self.undo.redo(&mut self.session).as_ref().map(to_ts).transpose()
    }

    /// Returns the changes that `undo` and `redo` would take.
    pub fn undoable(&self) -> JsResult<Ts<Undoable>> {
        to_ts(&self.undo.next())
    }

    /// Ends the present change: the next one is undone by itself. Otherwise numbers changed within
    /// a second are one change.
    pub fn seal_change(&mut self) {
        self.undo.seal();
    }
}
