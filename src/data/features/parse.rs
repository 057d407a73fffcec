//! Reads a formula, by descent: each part of the grammar is a function. Says where it is wrong, what is there, and what could be.

use super::formula::{Formula, Node};
use super::operators::{Function, Operator};
use crate::data::MOST_COLUMNS;
use crate::error::{Error, Kind, Limits, Result};
use crate::meant::{elsewhere, meant};
use crate::nn::Choice;
use lexical_parse_float::FromLexical;

/// Deepest: parentheses, signs and powers within each other.
const DEEPEST: usize = 32;

/// The numbers that have names, and the first coordinates: those of the plane.
const NAMED: [(&str, Node); 4] = [
    ("x1", Node::Coordinate(0)),
    ("x2", Node::Coordinate(1)),
    ("pi", Node::Number(std::f64::consts::PI)),
    ("e", Node::Number(std::f64::consts::E)),
];

/// Examples of what can be joined, and of what has a name: an error is no place for the whole grammar.
const OPERAND: &str = "x1, 0.5, sin(x1), …";
const NAMES: &str = "x1, pi, sin(x1), …";
const OPERATORS: &str = "+, *, <, …";

/// What other languages call functions that are here.
const ELSEWHERE: &[(&str, &str)] = &[("log", "ln"), ("pow", "^"), ("power", "^"), ("fabs", "abs")];

/// The nodes of a formula that is not empty. Its setting's name is for errors.
pub(super) fn parse(text: &str, field: &'static str) -> Result<Vec<Node>> {
    let chars: Vec<char> = text.chars().map(|c| if c == '−' { '-' } else { c }).collect();
    let mut parser = Parser { chars, at: 0, depth: 0, nodes: Vec::new(), field };
    if parser.chars.len() > Formula::LONGEST {
        return Err(parser.too_much(parser.chars.len(), Formula::LONGEST));
    }
    parser.expression(0)?;
    if parser.next().is_some() {
        return Err(parser.wrong(OPERATORS.to_owned()));
    }
    Ok(parser.nodes)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    nodes: Vec<Node>,
    field: &'static str,
}

impl Parser {
    /// Operands, joined by operators that bind at least so tightly. The place of the whole among the nodes.
    fn expression(&mut self, tight: u8) -> Result<usize> {
        let mut left = self.operand()?;
        let mut compared = false;
        while let Some(operator) = self.operator_ahead().filter(|operator| operator.binds() >= tight) {
            let compares = operator.binds() < Operator::Plus.binds();
            if compares && compared {
                return Err(self.wrong("(x1 < 1) < x2".to_owned()));
            }
            compared |= compares;
            self.at += operator.id().len();
            let right = if operator == Operator::Power {
                self.deeper(|parser| parser.expression(operator.binds()))?
            } else {
                self.expression(operator.binds() + 1)?
            };
            left = self.push(Node::Joined(operator, left, right));
        }
        Ok(left)
    }

    /// A number, a name, a function of something, something in parentheses, or the negative of one of them.
    fn operand(&mut self) -> Result<usize> {
        match self.next() {
            Some('-') => {
                self.at += 1;
                let of = self.deeper(|parser| parser.expression(Operator::Power.binds()))?;
                Ok(self.push(Node::Negative(of)))
            }
            Some('(') => {
                self.at += 1;
                let within = self.deeper(|parser| parser.expression(0))?;
                self.expect(')')?;
                Ok(within)
            }
            Some('0'..='9' | '.') => self.number(),
            Some('a'..='z' | 'A'..='Z') => self.name(),
            // What other languages write.
            Some('*') if self.at > 0 && self.chars[self.at - 1] == '*' => Err(self.wrong("x1^2".to_owned())),
            _ => Err(self.wrong(OPERAND.to_owned())),
        }
    }

    fn number(&mut self) -> Result<usize> {
        let start = self.at;
        let mut end = self.while_at(start, |c| c.is_ascii_digit() || c == '.');
        // An e that no digit follows is the number e, which may not stand here.
        if self.chars.get(end) == Some(&'e') {
            let sign = usize::from(matches!(self.chars.get(end + 1), Some('+' | '-')));
            let digits = self.while_at(end + 1 + sign, |c| c.is_ascii_digit());
            if digits > end + 1 + sign {
                end = digits;
            }
        }
        let text: String = self.chars[start..end].iter().collect();
        match f64::from_lexical(text.as_bytes()) {
            Ok(number) if number.is_finite() => {
                self.at = end;
                Ok(self.push(Node::Number(number)))
            }
            _ => Err(self.error(Kind::Syntax, text, "0.5, 2, 1e6".to_owned())),
        }
    }

    fn name(&mut self) -> Result<usize> {
        let end = self.while_at(self.at, |c| c.is_ascii_alphanumeric());
        let name: String = self.chars[self.at..end].iter().collect();
        if let Some((_, node)) = NAMED.iter().find(|(named, _)| *named == name) {
            self.at = end;
            return Ok(self.push(*node));
        }
        if let Some(place) = coordinate(&name) {
            self.at = end;
            return Ok(self.push(Node::Coordinate(place)));
        }
        let Some(function) = Function::from_id(&name) else {
            let known = NAMED.iter().map(|(name, _)| *name).chain(Function::ALL.iter().map(|function| function.id()));
            let meant = elsewhere(&name, ELSEWHERE).or_else(|| meant(&name, known));
            return Err(self.wrong(meant.unwrap_or(NAMES).to_owned()));
        };
        self.at = end;
        self.expect('(')?;
        let first = self.deeper(|parser| parser.expression(0))?;
        let mut second = 0;
        if function.takes_two() {
            self.expect(',')?;
            second = self.deeper(|parser| parser.expression(0))?;
        }
        self.expect(')')?;
        Ok(self.push(Node::Changed(function, first, second)))
    }

    /// The next character that is no space.
    fn next(&mut self) -> Option<char> {
        self.at = self.while_at(self.at, |c| c == ' ');
        self.chars.get(self.at).copied()
    }

    /// Where the characters from a place on no longer are such.
    fn while_at(&self, start: usize, such: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|&&c| such(c)).count()
    }

    fn operator_ahead(&mut self) -> Option<Operator> {
        self.next()?;
        let rest = &self.chars[self.at..];
        Operator::ALL
            .iter()
            .copied()
            .find(|operator| operator.id().chars().eq(rest.iter().copied().take(operator.id().len())))
    }

    fn expect(&mut self, sign: char) -> Result<()> {
        if self.next() != Some(sign) {
            return Err(self.wrong(sign.to_string()));
        }
        self.at += 1;
        Ok(())
    }

    fn deeper(&mut self, part: impl FnOnce(&mut Self) -> Result<usize>) -> Result<usize> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.too_much(self.depth, DEEPEST));
        }
        let node = part(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// What is next should have been something else.
    fn wrong(&mut self, expected: String) -> Error {
        let Some(first) = self.next() else {
            return self.error(Kind::Incomplete, String::new(), expected);
        };
        let word = self.while_at(self.at, |c| c.is_ascii_alphanumeric());
        let found = if word > self.at { self.chars[self.at..word].iter().collect() } else { first.to_string() };
        self.error(Kind::Syntax, found, expected)
    }

    fn error(&self, kind: Kind, found: String, expected: String) -> Error {
        Error { place: u16::try_from(self.at + 1).ok(), ..Error::new(kind, self.field, found, expected) }
    }

    fn too_much(&self, found: usize, most: usize) -> Error {
        let limits = Limits { min: 0.0, max: most as f64, whole: true, most: None };
        Error::new(Kind::TooLong, self.field, found, format!("at most {most}")).within(Some(limits))
    }
}

/// The place of a coordinate beyond those of the plane.
fn coordinate(name: &str) -> Option<usize> {
    let number = name.strip_prefix('x').filter(|digits| !digits.starts_with('0'))?;
    number.parse().ok().filter(|number| (3..=MOST_COLUMNS).contains(number)).map(|number: usize| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_what_and_what_else() {
        for (text, kind, place, found, expected) in [
            ("x1 +", Kind::Incomplete, 5, "", OPERAND),
            ("(x1", Kind::Incomplete, 4, "", ")"),
            ("x33", Kind::Syntax, 1, "x33", NAMES),
            ("sine(x1)", Kind::Syntax, 1, "sine", "sin"),
            ("1 + sqr(x1)", Kind::Syntax, 5, "sqr", "sqrt"),
            ("y", Kind::Syntax, 1, "y", NAMES),
            ("x0", Kind::Syntax, 1, "x0", "x1"),
            ("2x1", Kind::Syntax, 2, "x1", OPERATORS),
            ("2e", Kind::Syntax, 2, "e", "*"),
            ("x1 x2", Kind::Syntax, 4, "x2", OPERATORS),
            ("x1 + * 2", Kind::Syntax, 6, "*", OPERAND),
            ("x1 ** 2", Kind::Syntax, 5, "*", "x1^2"),
            ("log(x1)", Kind::Syntax, 1, "log", "ln"),
            ("x1)", Kind::Syntax, 3, ")", "+"),
            ("sin x1", Kind::Syntax, 5, "x1", "("),
            ("min(x1)", Kind::Syntax, 7, ")", ","),
            ("sin(x1, x2)", Kind::Syntax, 7, ",", ")"),
            ("0 < x1 < 1", Kind::Syntax, 8, "<", "(x1 < 1) < x2"),
            ("1.2.3", Kind::Syntax, 1, "1.2.3", "0.5"),
            (".", Kind::Syntax, 1, ".", "0.5"),
            ("1e999", Kind::Syntax, 1, "1e999", "1e6"),
            ("x1 = 2", Kind::Syntax, 4, "=", OPERATORS),
            ("alert(1)", Kind::Syntax, 1, "alert", NAMES),
            ("x1² + 1", Kind::Syntax, 3, "²", OPERATORS),
            ("()", Kind::Syntax, 2, ")", "x1"),
        ] {
            let error = Formula::parse(text).expect_err(text);
            assert_eq!((error.kind, error.place, error.found.as_str()), (kind, Some(place), found), "{text}: {error}");
            assert!(error.expected.contains(expected) && error.expected.len() < 25, "{text}: {error}");
        }
    }

    #[test]
    fn has_limits() {
        let nested = |signs: usize, open: &str, close: &str| format!("{}1{}", open.repeat(signs), close.repeat(signs));
        for (open, close) in [("(", ")"), ("-", ""), ("2^", ""), ("abs(", ")")] {
            assert!(Formula::parse(&nested(32, open, close)).is_ok(), "{open}");
            assert_eq!(Formula::parse(&nested(33, open, close)).unwrap_err().kind, Kind::TooLong, "{open}");
        }
        let sum = |terms: usize| vec!["1"; terms].join("+");
        assert_eq!(Formula::parse(&(sum(100) + " ")).unwrap().at(&[0.0; 2]), Some(100.0));
        assert_eq!(Formula::parse(&sum(101)).unwrap_err().kind, Kind::TooLong);
    }
}
