//! A playground as bytes, and back.

use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, bytes, flag, now};
use super::playground::Playground;
use crate::session::{Effect, Keep, Opened, Part, Pin, Session};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// What was left out of a saved session.
#[derive(Default, Serialize, Tsify)]
pub struct LeftOut {
    /// The parts that could not be used; none where all of it was opened.
    parts: Vec<Part>,
    /// Whether the old curve is pinned: its network could not be restored.
    pinned: bool,
}

#[wasm_bindgen]
impl Playground {
    /// Returns everything as bytes: with the past that undo, early stopping and the curve need
    /// where `all`, else only what it takes to go on.
    ///
    /// # Errors
    /// An argument that is neither true nor false.
    pub fn save(&mut self, all: given::Flag) -> JsResult<Vec<u8>> {
        let keep = if flag("all", &all)? { Keep::All } else { Keep::Present };
        // Where something is not finite, this goes back to where all was: what is saved can be opened.
        self.session.metrics();
        Ok(self.session.saved(keep))
    }

    /// Creates a playground from saved bytes. Training goes on to the same bits.
    ///
    /// # Errors
    /// Bytes from a newer version, or damaged so that settings and points cannot be read.
    pub fn from_saved(saved: given::Bytes) -> JsResult<Playground> {
        let Opened { session, left_out, curve } = opened(&saved)?;
        let mut playground = Playground::of(session);
        playground.salvaged(left_out, curve);
        Ok(playground)
    }

    /// Opens saved bytes in place of what is there, as one change that `undo` takes back.
    ///
    /// # Errors
    /// As for `from_saved`. Nothing has changed then.
    pub fn open(&mut self, saved: given::Bytes) -> JsResult<Ts<Effect>> {
        let Opened { session, left_out, curve } = opened(&saved)?;
        self.salvaged(left_out, curve);
        to_ts(&self.undo.open(&mut self.session, session, now()?))
    }

    /// Returns which parts of the session opened last were damaged and left out.
    pub fn left_out(&self) -> JsResult<Ts<LeftOut>> {
        to_ts(&self.left_out)
    }
}

impl Playground {
    /// Notes what was left out. The curve of a network that could not be restored is pinned.
    fn salvaged(&mut self, parts: Vec<Part>, curve: Option<Pin>) {
        self.left_out = LeftOut { parts, pinned: curve.is_some() };
        if curve.is_some() {
            self.curve.pin = curve;
        }
    }
}

fn opened(saved: &given::Bytes) -> JsResult<Opened<f32>> {
    Session::opened(&bytes("saved", saved)?).map_err(thrown)
}
