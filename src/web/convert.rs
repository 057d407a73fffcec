//! Values and errors on their way across the border.

use crate::error::{Error, Kind};
use crate::session::Value;
use js_sys::{Array, Float64Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use std::fmt;
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};

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
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    let js = value.serialize(&serializer).map_err(|error| thrown(unreadable("report", error)))?;
    Ok(Ts::new_unchecked(js))
}

/// Most numbers that are read at once: more would not fit beside what is made of them.
const MOST: u32 = 10_000_000;

/// Numbers from JavaScript: a `Float64Array`, or a plain array.
pub(super) fn numbers(field: &str, value: &JsValue) -> JsResult<Vec<f64>> {
    let wrong =
        |found: String| thrown(Error::new(Kind::WrongType, field, found, "a Float64Array, or an array of numbers"));
    let length = if let Some(array) = value.dyn_ref::<Float64Array>() {
        array.length()
    } else if let Some(array) = value.dyn_ref::<Array>() {
        array.length()
    } else {
        return Err(wrong(described(value)));
    };
    if length > MOST {
        return Err(thrown(Error::new(Kind::TooLong, field, length, format!("at most {MOST} numbers"))));
    }
    if let Some(array) = value.dyn_ref::<Float64Array>() {
        return Ok(array.to_vec());
    }
    let array: &Array = value.unchecked_ref();
    array.iter().map(|value| value.as_f64().ok_or_else(|| wrong(described(&value)))).collect()
}

/// Bytes. More than are read are refused before they are copied.
pub(super) fn bytes(field: &str, value: &JsValue) -> JsResult<Vec<u8>> {
    let wrong = || thrown(Error::new(Kind::WrongType, field, described(value), "a Uint8Array"));
    let array = value.dyn_ref::<Uint8Array>().ok_or_else(wrong)?;
    if array.length() > MOST {
        return Err(thrown(Error::new(Kind::TooLong, field, array.length(), format!("at most {MOST} bytes"))));
    }
    Ok(array.to_vec())
}

/// A number.
pub(super) fn number(field: &str, value: &JsValue) -> JsResult<f64> {
    value.as_f64().ok_or_else(|| thrown(Error::new(Kind::WrongType, field, described(value), "a number")))
}

/// A count or a place: a whole number from 0.
pub(super) fn place(field: &str, value: &JsValue) -> JsResult<usize> {
    let number = number(field, value)?;
    // Beyond these, not every whole number has a place of its own.
    if (0.0..4_294_967_296.0).contains(&number) && number.fract() == 0.0 {
        return Ok(number as usize);
    }
    Err(thrown(Error::new(Kind::OutOfRange, field, number, "a whole number from 0")))
}

/// A text.
pub(super) fn text(field: &str, value: &JsValue) -> JsResult<String> {
    value.as_string().ok_or_else(|| thrown(Error::new(Kind::WrongType, field, described(value), "a text")))
}

/// What kind of thing a value is, for messages.
fn described(value: &JsValue) -> String {
    if value.is_null() { "null".to_owned() } else { value.js_typeof().as_string().unwrap_or_default() }
}

/// The settings named in a plain object, and their values.
pub(super) fn changes(object: &JsValue) -> JsResult<Vec<(String, Value)>> {
    if object.is_undefined() || object.is_null() {
        return Ok(Vec::new());
    }
    let Some(object) = object.dyn_ref::<Object>().filter(|object| is_plain(object)) else {
        let found = described(object);
        return Err(thrown(Error::new(Kind::WrongType, "config", found, "an object of settings")));
    };
    let mut changes = Vec::new();
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        let key = entry.get(0).as_string().unwrap_or_default();
        let value = entry.get(1);
        // Bytes would be read as a text.
        let known = !value.is_object() || Array::is_array(&value);
        let value = Some(value.clone()).filter(|_| known).and_then(|value| serde_wasm_bindgen::from_value(value).ok());
        let value = value.ok_or_else(|| {
            let found = described(&entry.get(1));
            thrown(Error::new(Kind::WrongType, &key, found, "a number, a text, true or false, or a list of numbers"))
        })?;
        changes.push((key, value));
    }
    Ok(changes)
}

/// Whether an object is one of settings, not a list, a map or a date.
fn is_plain(object: &Object) -> bool {
    let prototype = Object::get_prototype_of(object);
    prototype.is_null() || Object::get_prototype_of(&prototype).is_null()
}

/// An argument that serde could not read.
pub(super) fn unreadable(field: &str, error: impl fmt::Display) -> Error {
    Error::new(Kind::WrongType, field, error, "a value of the type in the .d.ts")
}
