//! Arguments as JavaScript gave them, and what reads them.
//!
//! A parameter typed `f64`, `bool` or `&str` would be converted between JavaScript and Rust, by code of others (`valueOf`) that may free the handle which is being called; and
//! what is thrown while Rust holds a handle leaves it borrowed for ever. So no parameter of a binding is typed: each is one of the types below, and is read here, where every call
//! that may throw is caught.

use super::convert::{JsResult, thrown};
use crate::error::{Error, Kind};
use crate::session::Value;
use js_sys::{Array, Float64Array, JsString, Reflect, Uint8Array};
use std::fmt;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// Most numbers that are read at once: more would not fit beside what is made of them.
const MOST: u32 = 10_000_000;

/// Most entries of a list among settings, and most settings in an object: none has nearly as many.
const MOST_ENTRIES: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// A number.
    #[wasm_bindgen(typescript_type = "number")]
    pub type Number;
    /// Yes or no.
    #[wasm_bindgen(typescript_type = "boolean")]
    pub type Flag;
    /// A text.
    #[wasm_bindgen(typescript_type = "string")]
    pub type Text;
    /// Texts.
    #[wasm_bindgen(typescript_type = "string[]")]
    pub type Texts;
    /// Numbers.
    #[wasm_bindgen(typescript_type = "Float64Array | number[]")]
    pub type Numbers;
    /// Bytes.
    #[wasm_bindgen(typescript_type = "Uint8Array")]
    pub type Bytes;
    /// A canvas to draw on.
    #[wasm_bindgen(typescript_type = "HTMLCanvasElement")]
    pub type Canvas;
    /// Some settings of a configuration.
    #[wasm_bindgen(typescript_type = "Partial<Config>")]
    pub type Changes;

    #[wasm_bindgen(catch, js_name = structuredClone)]
    fn structured_clone(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn performance_now() -> Result<JsValue, JsValue>;
}

/// The time in milliseconds, from any beginning.
pub(super) fn now() -> JsResult<f64> {
    let time = performance_now().ok().and_then(|time| time.as_f64()).filter(|time| time.is_finite());
    let wrong = || Error::new(Kind::WrongType, "performance.now", "no time", "a number of milliseconds");
    time.ok_or_else(|| thrown(wrong()))
}

/// A copy of what came from outside, without getters and traps of proxies: those run code of others, and what that throws would pass through Rust and leave the
/// handle borrowed for ever. A list may have `most` entries.
pub(super) fn copied(field: &str, value: &JsValue, most: u32, expected: &str) -> JsResult<JsValue> {
    let unread = |_| thrown(Error::new(Kind::WrongType, field, "an object that cannot be read", expected));
    if value.is_function() || value.is_symbol() {
        return Err(thrown(Error::new(Kind::WrongType, field, described(value), expected)));
    }
    if let Some(text) = value.dyn_ref::<JsString>() {
        check_length(field, f64::from(text.length()), MOST, "characters")?;
    }
    if !value.is_object() {
        return Ok(value.clone());
    }
    let length = Reflect::get(value, &"length".into()).map_err(unread)?.as_f64();
    check_length(field, length.unwrap_or(0.0), most, "entries")?;
    structured_clone(value).map_err(unread)
}

fn check_length(field: &str, found: f64, most: u32, what: &str) -> JsResult<()> {
    if found <= f64::from(most) {
        return Ok(());
    }
    Err(thrown(Error::new(Kind::TooLong, field, found, format!("at most {most} {what}"))))
}

/// Numbers from JavaScript: a `Float64Array`, or a plain array.
pub(super) fn numbers(field: &str, value: &JsValue) -> JsResult<Vec<f64>> {
    let expected = "a Float64Array, or an array of numbers";
    let wrong = |value: &JsValue| thrown(Error::new(Kind::WrongType, field, described(value), expected));
    let value = copied(field, value, MOST, expected)?;
    if let Some(array) = value.dyn_ref::<Float64Array>() {
        return Ok(array.to_vec());
    }
    let array = value.dyn_ref::<Array>().ok_or_else(|| wrong(&value))?;
    array.iter().map(|value| value.as_f64().ok_or_else(|| wrong(&value))).collect()
}

/// Bytes. More than are read are refused before they are copied.
pub(super) fn bytes(field: &str, value: &JsValue) -> JsResult<Vec<u8>> {
    let expected = "a Uint8Array";
    let value = copied(field, value, MOST, expected)?;
    let wrong = || thrown(Error::new(Kind::WrongType, field, described(&value), expected));
    Ok(value.dyn_ref::<Uint8Array>().ok_or_else(wrong)?.to_vec())
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

/// A place that a `u32` holds: [`place`] reads no other.
pub(super) fn place_u32(field: &str, value: &JsValue) -> JsResult<u32> {
    Ok(place(field, value)? as u32)
}

/// Yes or no.
pub(super) fn flag(field: &str, value: &JsValue) -> JsResult<bool> {
    value.as_bool().ok_or_else(|| thrown(Error::new(Kind::WrongType, field, described(value), "true or false")))
}

/// One of a few texts.
pub(super) fn one_of<T: Copy>(field: &str, value: &JsValue, choices: [(&str, T); 2]) -> JsResult<T> {
    let found = text(field, value)?;
    let chosen = choices.iter().find(|(id, _)| *id == found).map(|(_, choice)| *choice);
    let expected = || choices.map(|(id, _)| id).join(" or ");
    chosen.ok_or_else(|| thrown(Error::new(Kind::NotAChoice, field, found, expected())))
}

/// Texts.
pub(super) fn texts(field: &str, value: &JsValue) -> JsResult<Vec<String>> {
    let expected = "an array of texts";
    let wrong = |value: &JsValue| thrown(Error::new(Kind::WrongType, field, described(value), expected));
    let value = copied(field, value, MOST_ENTRIES, expected)?;
    let array = value.dyn_ref::<Array>().ok_or_else(|| wrong(&value))?;
    array.iter().map(|value| value.as_string().ok_or_else(|| wrong(&value))).collect()
}

/// A text.
pub(super) fn text(field: &str, value: &JsValue) -> JsResult<String> {
    copied(field, value, MOST_ENTRIES, "a text")?
        .as_string()
        .ok_or_else(|| thrown(Error::new(Kind::WrongType, field, described(value), "a text")))
}

/// What kind of thing a value is, for messages.
pub(super) fn described(value: &JsValue) -> String {
    if value.is_null() { "null".to_owned() } else { value.js_typeof().as_string().unwrap_or_default() }
}

/// The settings named in a plain object, and their values.
pub(super) fn changes(object: &JsValue) -> JsResult<Vec<(String, Value)>> {
    if object.is_undefined() || object.is_null() {
        return Ok(Vec::new());
    }
    let expected = "an object of settings";
    let wrong = |found: String| thrown(Error::new(Kind::WrongType, "config", found, expected));
    let unread = |_| wrong("an object that cannot be read".to_owned());
    if !object.is_object() || !is_plain(object).map_err(unread)? {
        return Err(wrong(described(object)));
    }
    let keys = Reflect::own_keys(object).map_err(unread)?;
    check_length("config", f64::from(keys.length()), MOST_ENTRIES, "settings")?;
    let entries = keys.iter().filter_map(|key| key.as_string().map(|text| (key, text)));
    entries.map(|(key, text)| Ok((text.clone(), setting(&text, Reflect::get(object, &key))?))).collect()
}

/// A setting's value, or what was thrown when it was asked for.
fn setting(key: &str, value: Result<JsValue, JsValue>) -> JsResult<Value> {
    let expected = "a number, a text, true or false, or a list of numbers";
    let wrong = |found: String| thrown(Error::new(Kind::WrongType, key, found, expected));
    let value = value.map_err(|_| wrong("a value that cannot be read".to_owned()))?;
    let value = copied(key, &value, MOST_ENTRIES, expected)?;
    // Bytes would be read as a text.
    let known = !value.is_object() || Array::is_array(&value);
    let read = Some(value.clone()).filter(|_| known).and_then(|value| serde_wasm_bindgen::from_value(value).ok());
    read.ok_or_else(|| wrong(described(&value)))
}

/// Whether an object is one of settings, not a list, a map or a date.
fn is_plain(object: &JsValue) -> Result<bool, JsValue> {
    let prototype = Reflect::get_prototype_of(object)?;
    Ok(prototype.is_null() || Reflect::get_prototype_of(&prototype)?.is_null())
}

/// An argument that serde could not read.
pub(super) fn unreadable(field: &str, error: impl fmt::Display) -> Error {
    Error::new(Kind::WrongType, field, error, "a value of the type in the .d.ts")
}
