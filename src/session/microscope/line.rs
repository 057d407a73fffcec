//! A line of the microscope: one equation, with its symbols and with its numbers.

use serde::Serialize;

/// A unit of the network's picture, or a parameter of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Place {
    /// 0 for the features, then the layers.
    pub column: usize,
    /// From the top.
    pub unit: usize,
    /// A parameter of the unit.
    pub param: Option<usize>,
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
    /// The same with numbers, in a row.
    pub pieces: Vec<Piece>,
    /// The result.
    pub value: f64,
    /// Where the result is in the picture.
    pub place: Option<Place>,
}

/// A number with its symbol.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) place: Option<Place>,
}

impl Named {
    /// Of no unit.
    pub(super) fn plain(id: impl Into<String>, name: impl Into<String>, value: f64) -> Self {
        Named { id: id.into(), name: name.into(), value, place: None }
    }

    /// The same number in the picture.
    pub(super) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}

impl Line {
    /// A line without numbers yet.
    pub(super) fn new(stage: Stage, kind: Kind, of: &Named, formula: impl Into<String>) -> Self {
        let Named { id, name, value, place } = of.clone();
        Line { stage, kind, id, name, formula: formula.into(), pieces: Vec::new(), value, place }
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

    /// Adds the sum of so many terms without a place of their own.
    pub(super) fn more(mut self, count: usize, sum: f64) -> Self {
        self.signs(" + ");
        self.push(&Named::plain("", "", sum), count);
        self
    }

    fn signs(&mut self, text: &str) {
        if !text.is_empty() {
            let (text, id, name) = (text.to_owned(), String::new(), String::new());
            self.pieces.push(Piece { text, value: None, id, name, more: 0, place: None });
        }
    }

    fn push(&mut self, number: &Named, more: usize) {
        let Named { id, name, value, place } = number.clone();
        self.pieces.push(Piece { text: String::new(), value: Some(value), id, name, more, place });
    }
}
