//! Reports and errors on their way out.

use super::given::unreadable;
use crate::error::Error;
use js_sys::Reflect;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

/// What a binding returns: the error is a JS `Error` with `kind`, `field`, `found`, `expected`, `limits`, `place`.
pub(super) type JsResult<T> = Result<T, JsValue>;

/// This crate's error as a JS `Error`.
pub(super) fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.to_string());
    js.set_name("ChainruleError");
    let kind = serde_wasm_bindgen::to_value(&error.kind).unwrap_or(JsValue::UNDEFINED);
    let limits = serde_wasm_bindgen::to_value(&error.limits).unwrap_or(JsValue::UNDEFINED);
    let place = error.place.map_or(JsValue::NULL, JsValue::from);
    let texts = [("field", error.field), ("found", error.found), ("expected", error.expected)];
    let texts = texts.map(|(key, text)| (key, JsValue::from(text)));
    for (key, value) in [("kind", kind), ("limits", limits), ("place", place)].into_iter().chain(texts) {
        // Setting a property of an object just made cannot fail.
        let _ = Reflect::set(&js, &key.into(), &value);
    }
    js.into()
}

/// A report, typed for JavaScript. Absent numbers are `null`.
pub(super) fn to_ts<T: Serialize + Tsify>(value: &T) -> JsResult<Ts<T>> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    let js = value.serialize(&serializer).map_err(|error| thrown(unreadable("report", error)))?;
    Ok(Ts::new_unchecked(js))
}
