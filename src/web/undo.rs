//! What the handle takes back and makes again.

use super::convert::{JsResult, to_ts};
use super::playground::Playground;
use crate::session::{Undoable, Undone};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Takes the last change of settings, data or parameters back; nothing where there is none. What was trained since stays, unless the change started
    /// afresh: then the network that was before it is there again, and goes on to the same bits. At most 100 changes are kept.
    pub fn undo(&mut self) -> JsResult<Option<Ts<Undone>>> {
        self.undo.undo(&mut self.session).as_ref().map(to_ts).transpose()
    }

    /// Makes the change again that was taken back last. None is left once there was another change.
    pub fn redo(&mut self) -> JsResult<Option<Ts<Undone>>> {
        self.undo.redo(&mut self.session).as_ref().map(to_ts).transpose()
    }

    /// What `undo` and `redo` would do; `null` for nothing.
    pub fn undoable(&self) -> JsResult<Ts<Undoable>> {
        to_ts(&self.undo.next())
    }

    /// The next change is one of its own. Otherwise a number that changes again within a second goes on with the change before, as a slider
    /// does that is drawn along.
    pub fn seal_change(&mut self) {
        self.undo.seal();
    }
}
