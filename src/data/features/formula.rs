//! A formula of the user's own. Never more than this: numbers, the two coordinates, operators and functions; nothing is run.

use super::operators::{Function, Operator};
use super::parse;
use crate::data::Points;
use crate::error::{Error, Kind, Result};
use serde::{Serialize, Serializer};

/// The setting that has it.
const FIELD: &str = "formula";

/// Largest value at a sample: what is far larger than the other inputs only makes training diverge.
const LARGEST: f64 = 1e6;

/// A formula as it was written and what it means; or none, which is written as nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formula {
    text: String,
    /// What a node is made of stands before it: the last is the whole.
    nodes: Vec<Node>,
}

/// A part of a formula; others are named by their places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    /// x₁, x₂ and so on.
    Coordinate(usize),
    Negative(usize),
    Joined(Operator, usize, usize),
    /// The second place is of no meaning to a function of one number.
    Changed(Function, usize, usize),
}

impl Formula {
    /// Longest, in characters.
    pub const LONGEST: usize = 200;

    /// Reads one:
    ///
    /// - numbers such as `2`, `.5`, `1e-3`; `x1`, `x2` and so on, `pi`, `e`;
    /// - `^` (from the right), `-` before a number, `*` and `/`, `+` and `-`, in this order, and last `<`, `>`, `<=`, `>=`, which give 1 or 0;
    /// - parentheses, and `sin cos tan exp ln sqrt abs sign tanh` of one number, `min max` of two.
    pub fn parse(text: &str) -> Result<Formula> {
        let text = text.trim_matches(' ');
        let nodes = if text.is_empty() { Vec::new() } else { parse::parse(text, FIELD)? };
        Ok(Formula { text: text.to_owned(), nodes })
    }

    /// As it was written, without spaces around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is one.
    pub fn is_some(&self) -> bool {
        !self.nodes.is_empty()
    }

    /// Its value at a point, which may be infinite or not a number; none where there is no formula.
    pub fn at(&self, x: &[f64]) -> Option<f64> {
        (!self.nodes.is_empty()).then(|| self.value(self.nodes.len() - 1, x))
    }

    fn value(&self, node: usize, x: &[f64]) -> f64 {
        match self.nodes[node] {
            Node::Number(number) => number,
            Node::Coordinate(place) => x.get(place).copied().unwrap_or(f64::NAN),
            Node::Negative(of) => -self.value(of, x),
            Node::Joined(operator, a, b) => operator.of(self.value(a, x), self.value(b, x)),
            Node::Changed(function, a, b) => {
                function.of(self.value(a, x), if function.takes_two() { self.value(b, x) } else { 0.0 })
            }
        }
    }

    /// How many coordinates a point must have for it.
    pub fn columns(&self) -> usize {
        let needed = |node: &Node| if let Node::Coordinate(place) = node { place + 1 } else { 0 };
        self.nodes.iter().map(needed).max().unwrap_or(0)
    }

    /// Refuses a formula that is not a number, or too large a one, at one of the points.
    pub fn check_at(&self, points: &Points) -> Result<()> {
        for x in (0..points.len()).map(|place| points.x(place)) {
            let value = self.at(x).unwrap_or_default();
            if value.is_nan() || value.abs() > LARGEST {
                let coordinates: Vec<String> = x.iter().take(2).map(|x| format!("{x:.4}")).collect();
                let more = if x.len() > 2 { ", …" } else { "" };
                let found = format!("f({}{more}) = {value:.3e}", coordinates.join(", "));
                return Err(Error::new(Kind::NotFinite, FIELD, found, "a number from -1e6 to 1e6 at every point"));
            }
        }
        Ok(())
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::{E, PI};

    #[test]
    fn means_what_it_says() {
        let (x1, x2) = (2.0, -3.0);
        for (text, value) in [
            ("x1", x1),
            (" x2 ", x2),
            ("1 + 2 * 3", 7.0),
            ("10 - 4 - 3", 3.0),
            ("24 / 4 / 2", 3.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-x1 ^ 2", -4.0),
            ("2 ^ -1", 0.5),
            ("(1 + 2) * 3", 9.0),
            ("--x1 − x2", 5.0),
            ("x1 > x2", 1.0),
            ("x1 <= 2", 1.0),
            ("x1 + 1 < 2 * x2", 0.0),
            ("(x1 >= 0) * (x2 < 0) + .5", 1.5),
            ("max(x1, min(7, x2 + 20))", 7.0),
            ("abs(x2) * sign(x2) - sign(0)", -3.0),
            ("sqrt(x1 * 8) + 1e1 + 2.5e-1 + 3.", 17.25),
            ("2*e - e*2", 0.0),
            ("ln(e) + pi", 1.0 + PI),
        ] {
            assert_eq!(Formula::parse(text).unwrap().at(&[x1, x2]), Some(value), "{text}");
        }
        let close = |text: &str, value: f64| {
            let found = Formula::parse(text).unwrap().at(&[x1, x2]).unwrap();
            assert!((found - value).abs() < 1e-15, "{text}: {found}");
        };
        close("sin(pi / 6) + cos(pi / 3)", 1.0);
        close("exp(1) / e", 1.0);
        close("tan(pi/4) - tanh(1)", 1.0 - (E * E - 1.0) / (E * E + 1.0));
        assert_eq!(Formula::parse("  ").unwrap(), Formula::default());
        assert_eq!(Formula::default().at(&[x1, x2]), None);
    }

    #[test]
    fn refuses_what_is_no_number_at_a_point() {
        let mut points = Points::new(2);
        [[1.0, 2.0], [0.0, -1.0]].iter().for_each(|x| points.push(x, 0.0));
        for (text, part) in [
            ("1 / x1", "f(0.0000, -1.0000) = inf"),
            ("ln(x2)", "= NaN"),
            ("sqrt(x2)", "= NaN"),
            ("1e7 * x2", "f(1.0000, 2.0000) = 2.000e7"),
        ] {
            let error = Formula::parse(text).unwrap().check_at(&points).unwrap_err();
            assert_eq!((error.kind, error.field.as_str()), (Kind::NotFinite, "formula"));
            assert!(error.found.contains(part), "{error}");
        }
        assert_eq!(Formula::parse("1 / (x1 + 1)").unwrap().check_at(&points), Ok(()));
    }
}
