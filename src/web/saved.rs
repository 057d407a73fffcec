//! A playground as bytes, and back.

use super::convert::{JsResult, bytes, thrown, to_ts};
use super::playground::{Playground, now};
use crate::session::{Effect, Keep, Session};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Playground {
    /// Everything as bytes, for `open`: settings, the user's own points, parameters, what the optimiser remembers, the place in training. What is opened
    /// takes the same steps, bit for bit. With `all` also the curve, the marks on it, the last step's gradient, and what a divergence goes back to: a link has no
    /// room for these. Never what undo would take back, the pinned run, and the window on the plane.
    pub fn save(&mut self, all: bool) -> Vec<u8> {
        // Where something is not finite, this goes back to where all was: what is saved can be opened.
        self.session.metrics();
        self.session.saved(if all { Keep::All } else { Keep::Present })
    }

    /// A playground as it was saved. Throws where these are no bytes of `save`.
    pub fn from_saved(#[wasm_bindgen(unchecked_param_type = "Uint8Array")] saved: JsValue) -> JsResult<Playground> {
        Ok(Playground::of(opened(&saved)?))
    }

    /// Takes the place of what is there, as one change that `undo` takes back. Throws where these are no bytes of `save`; nothing has changed then.
    pub fn open(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] saved: JsValue,
    ) -> JsResult<Ts<Effect>> {
        let session = opened(&saved)?;
        to_ts(&self.undo.open(&mut self.session, session, now()))
    }
}

fn opened(saved: &JsValue) -> JsResult<Session<f32>> {
    Session::opened(&bytes("saved", saved)?).map_err(thrown)
}
