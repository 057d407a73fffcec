//! The one error type: what was found, what was expected, what to do.

use serde::Serialize;
use std::fmt;

/// What kind of thing is wrong. Messages in other languages are chosen by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No setting of that name.
    UnknownSetting,
    /// A setting given twice.
    Duplicate,
    /// Not a number, a list, yes or no, as the setting wants.
    WrongType,
    /// A list of nothing where something must be chosen.
    Empty,
    /// A number outside the setting's limits.
    OutOfRange,
    /// None of the setting's choices.
    NotAChoice,
    /// A formula with something in it that cannot stand there.
    Syntax,
    /// A formula that ends too early.
    Incomplete,
    /// More text or more entries than are read, or parts within parts.
    TooLong,
    /// An array of another length than the network wants.
    WrongLength,
    /// Infinite or not a number.
    NotFinite,
    /// A choice that the other settings do not allow.
    DoesNotFit,
    /// Training a network that cannot learn.
    CannotTrain,
    /// Training without a point to train on.
    NoPoints,
    /// A column of words where numbers are needed.
    NoNumbers,
    /// Fewer classes than two, or more than are told apart.
    ClassCount,
    /// A table with hardly a row that can be used.
    TooFewRows,
    /// Something saved that is not as it was written.
    Damaged,
    /// Something that a newer version has saved.
    Newer,
    /// A canvas that cannot be drawn on.
    Canvas,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[
        Kind::UnknownSetting,
        Kind::Duplicate,
        Kind::WrongType,
        Kind::Empty,
        Kind::OutOfRange,
        Kind::NotAChoice,
        Kind::Syntax,
        Kind::Incomplete,
        Kind::TooLong,
        Kind::WrongLength,
        Kind::NotFinite,
        Kind::DoesNotFit,
        Kind::CannotTrain,
        Kind::NoPoints,
        Kind::NoNumbers,
        Kind::ClassCount,
        Kind::TooFewRows,
        Kind::Damaged,
        Kind::Newer,
        Kind::Canvas,
    ];
}

/// A refusal. Nothing has changed when it is returned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Error {
    /// What kind of thing is wrong.
    pub kind: Kind,
    /// The setting or argument at fault.
    pub field: String,
    /// What was there.
    pub found: String,
    /// What would have done.
    pub expected: String,
    /// The same as numbers, where it is a range: for messages in other languages.
    pub limits: Option<Limits>,
    /// Where in a text it is wrong: the number of a character, from 1.
    pub place: Option<u16>,
}

/// A range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Smallest.
    pub min: f64,
    /// Largest.
    pub max: f64,
    /// Whole numbers only.
    pub whole: bool,
    /// How many of them, where a list of them is expected.
    pub most: Option<usize>,
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Limits { min, max, whole, most } = self;
        if let Some(most) = most {
            write!(f, "at most {most} times ")?;
        }
        write!(f, "{} from {min} to {max}", if *whole { "a whole number" } else { "a number" })
    }
}

/// What fails here fails with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Longest piece of somebody else's text that a message repeats.
const MOST_QUOTED: usize = 40;

impl Error {
    /// `found` is cut to a length that fits a message.
    pub fn new(kind: Kind, field: impl Into<String>, found: impl fmt::Display, expected: impl Into<String>) -> Self {
        let found = quoted(&found.to_string());
        Error { kind, field: quoted(&field.into()), found, expected: expected.into(), limits: None, place: None }
    }

    /// The same error, with its expectation as numbers.
    pub fn within(self, limits: Option<Limits>) -> Self {
        Error { limits, ..self }
    }
}

fn quoted(text: &str) -> String {
    if text.chars().count() <= MOST_QUOTED {
        return text.to_owned();
    }
    text.chars().take(MOST_QUOTED).chain(['…']).collect()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error { kind, field, found, expected, place, .. } = self;
        let place = place.unwrap_or_default();
        match kind {
            Kind::UnknownSetting => write!(f, "there is no setting \"{field}\"; try {expected}"),
            Kind::Duplicate => write!(f, "{field} is given more than once; give it once"),
            Kind::Empty => write!(f, "{field}: nothing is chosen; choose at least one of {expected}"),
            Kind::Syntax => write!(f, "{field}: found {found} at character {place}, expected there: {expected}"),
            Kind::Incomplete => write!(f, "{field}: it ends at character {place}, expected there: {expected}"),
            Kind::Canvas => write!(f, "the canvas cannot be drawn on ({found}); expected {expected}"),
            Kind::Damaged => write!(f, "{field}: {found} cannot be read; expected {expected}"),
            Kind::Newer => {
                write!(f, "{field}: found version {found}, expected {expected}; load the page again for a newer one")
            }
            _ => write!(f, "{field}: found {found}, expected {expected}"),
        }
    }
}

impl std::error::Error for Error {}
