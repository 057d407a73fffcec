//! A line of the microscope: one equation, with its symbols and with its numbers.

use serde::{Deserialize, Serialize};

/// A unit of the network's picture, or a parameter of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Place {
    /// 0 for the features, then the layers.
    pub column: usize,
    /// From the top.
    pub unit: usize,
    /// A parameter of the unit.
    pub param: Option<usize>,
}

/// How far a number of a place is a factor of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Reach {
    /// No further: a parameter is used by the units at its ends.
    #[default]
    Here,
    /// A unit's value: each weight behind it is multiplied by it, forward in the next unit's sum and backward in its own gradient.
    Onward,
    /// What has come back to a unit: a factor of the gradient of each of its parameters, and of what is handed on to each unit before.
    Back,
}

/// A part of a training step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Stage {
    /// From the features to the outputs.
    Forward,
    /// How far the outputs are off.
    Loss,
    /// From the loss back to the parameter.
    Backward,
    /// From the gradient to the new value.
    Update,
}

/// What a line tells; the page has words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Kind {
    /// Weights times inputs, and the bias.
    Sum,
    /// A normalised unit.
    Norm,
    /// The activation of a unit.
    Activation,
    /// A unit that is switched off.
    Gate,
    /// What a raw output stands for.
    Prediction,
    /// The loss.
    Loss,
    /// Where the backward pass begins.
    Start,
    /// A local derivative.
    Slope,
    /// A derivative times a local one.
    Through,
    /// Paths that join.
    Join,
    /// The gradient of the parameter.
    Gradient,
    /// The same over all paths, written out.
    Paths,
    /// Of the batch.
    Batch,
    /// With penalties.
    Penalty,
    /// Of a layer that does not learn.
    Frozen,
    /// Shortened or cut.
    Clip,
    /// Decoupled weight decay.
    Decay,
    /// What the update rule remembers.
    Memory,
    /// What the rule works out on the way.
    Rule,
    /// The new value.
    New,
}

/// A number within a line, or what stands between numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Piece {
    /// Signs; empty where it is a number.
    pub text: String,
    /// The number.
    pub value: Option<f64>,
    /// The same number has the same name everywhere.
    pub id: String,
    /// Its symbol, as TeX.
    pub name: String,
    /// How many terms it sums up that have no place of their own; 0 for a number of its own.
    pub more: usize,
    /// Where it is in the picture.
    pub place: Option<Place>,
    /// Where it is used again.
    pub reach: Reach,
}

/// One equation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Line {
    /// The stage it belongs to.
    pub stage: Stage,
    /// What it tells.
    pub kind: Kind,
    /// Names its result, see [`Piece::id`].
    pub id: String,
    /// The result's symbol, as TeX.
    pub name: String,
    /// What it is equal to, as TeX.
    pub formula: String,
    /// The same with numbers, in a row; none where the result is a constant.
    pub pieces: Vec<Piece>,
    /// Of a formula in cases the condition that holds, with its numbers.
    pub case: Vec<Piece>,
    /// The result.
    pub value: f64,
    /// Where the result is in the picture.
    pub place: Option<Place>,
    /// Where it is used again.
    pub reach: Reach,
}

/// A number with its symbol.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) place: Option<Place>,
    pub(super) reach: Reach,
}

impl Named {
    /// Of no unit.
    pub(super) fn plain(id: impl Into<String>, name: impl Into<String>, value: f64) -> Self {
        Named { id: id.into(), name: name.into(), value, place: None, reach: Reach::Here }
    }

    /// The same number in the picture.
    pub(super) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same number, used again so far.
    pub(super) fn reaching(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }
}

impl Line {
    /// A line without numbers yet.
    pub(super) fn new(stage: Stage, kind: Kind, of: &Named, formula: impl Into<String>) -> Self {
        let Named { id, name, value, place, reach } = of.clone();
        Line {
            stage,
            kind,
            id,
            name,
            formula: formula.into(),
            pieces: Vec::new(),
            case: Vec::new(),
            value,
            place,
            reach,
        }
    }

    /// Adds signs with numbers between: each `{}` of the text is the next number.
    pub(super) fn with(mut self, text: &str, numbers: &[&Named]) -> Self {
        let mut signs = text.split("{}");
        self.signs(signs.next().unwrap_or_default());
        for (number, signs) in numbers.iter().zip(signs) {
            self.push(number, 0);
            self.signs(signs);
        }
        self
    }

    /// [`Line::with`], where the numbers are named by letters: `{o}`.
    pub(super) fn with_letters(mut self, text: &str, numbers: &[(char, &Named)]) -> Self {
        for part in text.split_inclusive('}') {
            let (signs, letter) = part.split_once('{').unwrap_or((part, ""));
            let number = numbers.iter().find(|(name, _)| letter.starts_with(*name));
            self = self.with(signs, &[]);
            if let Some((_, number)) = number {
                self = self.with("{}", &[number]);
            }
        }
        self
    }

    /// The condition under which this is so, written in the same way.
    pub(super) fn in_case(mut self, text: &str, numbers: &[(char, &Named)]) -> Self {
        let pieces = std::mem::take(&mut self.pieces);
        self = self.with_letters(text, numbers);
        self.case.extend(std::mem::replace(&mut self.pieces, pieces));
        self
    }

    /// Adds the sum of so many terms without a place of their own.
    pub(super) fn more(mut self, count: usize, sum: f64) -> Self {
        self.signs(" + ");
        self.push(&Named::plain("", "", sum), count);
        self
    }

    fn signs(&mut self, text: &str) {
        if !text.is_empty() {
            let (text, id, name) = (text.to_owned(), String::new(), String::new());
            self.pieces.push(Piece { text, value: None, id, name, more: 0, place: None, reach: Reach::Here });
        }
    }

    fn push(&mut self, number: &Named, more: usize) {
        let Named { id, name, value, place, reach } = number.clone();
        self.pieces.push(Piece { text: String::new(), value: Some(value), id, name, more, place, reach });
    }
}
