//! A setting's value on its way in or out.

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;

/// A setting's value on its way in or out.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A choice's id.
    Text(String),
    /// A list of whole numbers.
    List(Vec<f64>),
    /// A list of choices' ids.
    Texts(Vec<String>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => write!(f, "\"{text}\""),
            Value::List(list) => write!(f, "{list:?}"),
            Value::Texts(list) => write!(f, "{list:?}"),
        }
    }
}

/// As JavaScript has it.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Value::Flag(flag) => flag.serialize(serializer),
            Value::Number(number) => number.serialize(serializer),
            Value::Text(text) => text.serialize(serializer),
            Value::List(list) => list.serialize(serializer),
            Value::Texts(list) => list.serialize(serializer),
        }
    }
}

/// By hand: what serde derives for an untagged enum takes ten times the code.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor { entry: false })
    }
}

/// Of a value; or of an entry of a list, which is no list itself, however deep what JavaScript gives may be.
struct ValueVisitor {
    entry: bool,
}

/// An entry of a list.
struct Item(Value);

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor { entry: true }).map(Item)
    }
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a text, true or false, or a list of numbers or of texts")
    }

    fn visit_bool<E>(self, flag: bool) -> std::result::Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_f64<E>(self, number: f64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Value, A::Error> {
        if self.entry {
            return Err(A::Error::custom("a number or a text"));
        }
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        while let Some(Item(value)) = seq.next_element()? {
            match value {
                Value::Number(number) if texts.is_empty() => numbers.push(number),
                Value::Text(text) if numbers.is_empty() => texts.push(text),
                _ => return Err(A::Error::custom("a list of numbers or of texts")),
            }
        }
        Ok(if texts.is_empty() { Value::List(numbers) } else { Value::Texts(texts) })
    }
}
