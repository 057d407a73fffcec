//! The bindings: the class that JavaScript sees, its canvases and its errors.
//!
//! Every call that can fail returns a `Result` whose error is a JS `Error` with `kind`, `field`,
//! `found` and `expected`. No argument is converted before Rust is entered, and whatever an argument, a canvas or the clock throws is caught ([`given`]): a handle is never
//! left borrowed.

mod canvas;
mod check;
mod convert;
mod curves;
mod explain;
pub mod given;
mod network;
mod pictures;
mod playground;
mod points;
mod prepared;
mod saved;
mod tables;
mod undo;

pub use check::bugs;
pub use playground::Playground;
pub use tables::{Selection, Sheet};

use crate::catalog::{Catalog, catalog as build};
use crate::meant;
use crate::session::{Asked, Config};
use convert::{JsResult, thrown, to_ts};
use given::text;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns every setting and choice with limits, defaults and conditions.
#[wasm_bindgen]
pub fn catalog() -> JsResult<Ts<Catalog>> {
    to_ts(&build())
}

/// Returns the settings of a link.
///
/// # Errors
/// The first setting that is wrong. `read_link` tells of all.
#[wasm_bindgen]
pub fn config_from_link(link: given::Text) -> JsResult<Ts<Config>> {
    to_ts(&Config::from_link(&text("link", &link)?).map_err(thrown)?)
}

/// Returns what of a link is understood, and everything that is not.
///
/// # Errors
/// An argument that is no text.
#[wasm_bindgen]
pub fn read_link(link: given::Text) -> JsResult<Ts<Asked>> {
    to_ts(&Asked::read(&text("link", &link)?))
}

/// Suggests the closest of the names in `known` (separated by commas) for a misspelt one; nothing
/// when none is close.
///
/// # Errors
/// An argument that is no text.
#[wasm_bindgen]
pub fn meant(name: given::Text, known: given::Text) -> JsResult<Option<String>> {
    let (name, known) = (text("name", &name)?, text("known", &known)?);
    Ok(meant::meant(&name, known.split(',')).map(str::to_owned))
}

#[wasm_bindgen(start)]
fn start() {
    // The trap that follows says only "unreachable": what happened goes to the console first.
    std::panic::set_hook(Box::new(|info| drop(console_error(&info.to_string()))));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = console, js_name = error)]
    fn console_error(message: &str) -> Result<(), JsValue>;
}
