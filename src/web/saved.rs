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
    /// Everything as bytes, for `open`: settings, the user's own points, parameters, what the optimiser remembers, the place in training. What is opened
    /// takes the same steps, bit for bit. With `all` also the curve, the marks on it, the last step's gradient, and what a divergence goes back to: a link has no
    /// room for these. Never what undo would take back, the pinned run, and the window on the plane.
    pub fn save(&mut self, all: given::Flag) -> JsResult<Vec<u8>> {
        let keep = if flag("all", &all)? { Keep::All } else { Keep::Present };
        // Where something is not finite, this goes back to where all was: what is saved can be opened.
        self.session.metrics();
        Ok(self.session.saved(keep))
    }

    /// A playground as it was saved. What of it cannot be used is left out, and told by `left_out`. Throws where these are no bytes of `save`.
    pub fn from_saved(saved: given::Bytes) -> JsResult<Playground> {
        let Opened { session, left_out, curve } = opened(&saved)?;
        let mut playground = Playground::of(session);
        playground.salvaged(left_out, curve);
        Ok(playground)
    }

    /// Takes the place of what is there, as one change that `undo` takes back. What of it cannot be used is left out, and told by `left_out`. Throws where
    /// these are no bytes of `save`; nothing has changed then.
    pub fn open(&mut self, saved: given::Bytes) -> JsResult<Ts<Effect>> {
        let Opened { session, left_out, curve } = opened(&saved)?;
        self.salvaged(left_out, curve);
        to_ts(&self.undo.open(&mut self.session, session, now()?))
    }

    /// What was left out of the saved session that was opened last, because it could not be used.
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
