//! The microscope against the trace, against steps that are really taken, and against its own formulas.

use super::line::Named;
use super::shape::shape;
use super::*;
use crate::nn::{Activation, Choice, Loss, Optimizer};
use crate::session::Config;
use std::collections::HashMap;

/// What numbers and signs come to, read as a pocket calculator would.
struct Calculator {
    signs: Vec<Sign>,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Number(f64),
    Char(char),
}

impl Calculator {
    fn of(line: &Line) -> Option<f64> {
        (!line.pieces.is_empty()).then(|| Calculator::of_pieces(&line.pieces))
    }

    fn of_pieces(pieces: &[Piece]) -> f64 {
        let mut signs = Vec::new();
        for piece in pieces {
            match piece.value {
                Some(value) => signs.push(Sign::Number(value)),
                None => signs.extend(piece.text.chars().filter(|c| *c != ' ').map(Sign::Char)),
            }
        }
        let mut calculator = Calculator { signs, at: 0 };
        let value = calculator.sum();
        assert_eq!(calculator.at, calculator.signs.len(), "all of {pieces:?} is read");
        value
    }

    /// Whether the condition of a line in cases holds.
    fn holds(case: &[Piece]) -> bool {
        let compares = |piece: &Piece| ["<", ">", "≤", "≥"].into_iter().find(|sign| piece.text.contains(sign));
        let (at, sign) = case.iter().enumerate().find_map(|(at, piece)| Some((at, compares(piece)?))).unwrap();
        let (left, right) = case[at].text.split_once(sign).unwrap();
        let part = |text: &str| Piece { text: text.to_owned(), ..case[at].clone() };
        let [left, right] = [[&case[..at], &[part(left)]].concat(), [&[part(right)], &case[at + 1..]].concat()];
        let [left, right] = [left, right].map(|side| Calculator::of_pieces(&side));
        match sign {
            "<" => left < right,
            ">" => left > right,
            "≤" => left <= right,
            _ => left >= right,
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.signs.get(self.at) == Some(&Sign::Char(wanted));
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.take('+') {
                value += self.product();
            } else if self.take('−') {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.signed();
        loop {
            if self.take('·') {
                value *= self.signed();
            } else if self.take('/') {
                value /= self.signed();
            } else {
                return value;
            }
        }
    }

    fn signed(&mut self) -> f64 {
        if self.take('−') {
            return -self.signed();
        }
        let mut value = self.atom();
        loop {
            if self.take('²') {
                value *= value;
            } else if self.take('³') {
                value = value * value * value;
            } else if self.take('^') {
                value = libm::pow(value, self.atom());
            } else {
                return value;
            }
        }
    }

    fn atom(&mut self) -> f64 {
        if let Some(Sign::Number(value)) = self.signs.get(self.at) {
            self.at += 1;
            return *value;
        }
        let mut word = String::new();
        while let Some(Sign::Char(c)) = self
            .signs
            .get(self.at)
            .filter(|sign| matches!(sign, Sign::Char(c) if c.is_alphanumeric() || "½.√".contains(*c)))
        {
            if word == "√" || (word.parse::<f64>().is_ok() && !(c.is_ascii_digit() || *c == '.')) {
                break;
            }
            word.push(*c);
            self.at += 1;
        }
        if let Ok(number) = word.parse() {
            return number;
        }
        let mut arguments = Vec::new();
        if word.is_empty() && self.take('|') {
            let size = self.sum().abs();
            assert!(self.take('|'));
            return size;
        }
        match word.as_str() {
            "½" => return 0.5,
            "π" => return std::f64::consts::PI,
            _ => {}
        }
        if self.take('(') {
            arguments.push(self.sum());
            while self.take(',') {
                arguments.push(self.sum());
            }
            assert!(self.take(')'), "{:?}", &self.signs[self.at..]);
        } else {
            arguments.push(self.signed());
        }
        let x = arguments[0];
        match word.as_str() {
            "" => x,
            "√" => x.sqrt(),
            "exp" => libm::exp(x),
            "ln" => libm::log(x),
            "tanh" => libm::tanh(x),
            "sin" => libm::sin(x),
            "cos" => libm::cos(x),
            "σ" => 1.0 / (1.0 + libm::exp(-x)),
            "sgn" => {
                if x == 0.0 {
                    0.0
                } else {
                    x.signum()
                }
            }
            "max" => x.max(arguments[1]),
            "min" => x.min(arguments[1]),
            "erf" => libm::erf(x),
            other => panic!("\"{other}\" is no function"),
        }
    }
}

fn close(a: f64, b: f64, to: f64) -> bool {
    (a - b).abs() <= to * a.abs().max(b.abs()).max(1e-3)
}

/// Every line comes to its value; a number is the same wherever it stands; the gradient is the trace's; the step does what was told.
fn check(link: &str, steps: u64, params: impl Fn(usize) -> Vec<usize>) {
    let mut session = Session::<f64>::new(Config::from_link(link).unwrap());
    session.advance(steps, || true).unwrap();
    let all = session.params().len();
    for param in params(all) {
        let before = session.params();
        let seen = session.microscope(None, param).unwrap();
        assert_eq!(session.params(), before, "{link}: looking changes nothing");
        let at = |line: &Line| format!("{link}, parameter {param}: {line:?}");
        let mut known: HashMap<String, f64> = HashMap::new();
        for line in &seen.lines {
            match Calculator::of(line) {
                Some(value) => assert!(close(value, line.value, 1e-9), "{value} is not {}", at(line)),
                None => assert!(line.formula.contains(&line.value.to_string()), "a constant: {}", at(line)),
            }
            assert!(line.case.is_empty() || Calculator::holds(&line.case), "{}", at(line));
            // Huber's loss defines its cases beside; all others say which one holds.
            let cases = line.formula.contains("\\cases") && line.kind != Kind::Loss;
            assert_eq!(line.case.is_empty(), !cases, "{}", at(line));
            let numbers = line.pieces.iter().filter_map(|piece| piece.value.map(|value| (&piece.id, value)));
            for (id, value) in numbers.chain([(&line.id, line.value)]).filter(|(id, _)| !id.is_empty()) {
                let first = *known.entry(id.clone()).or_insert(value);
                assert!(close(first, value, 1e-12), "{id} is {first} before, now {value}: {}", at(line));
            }
        }
        let trace = session.trace(seen.sample).unwrap();
        let traced = trace.layers.iter().flat_map(|layer| &layer.params).find(|each| each.param == param).unwrap();
        let of = |kind| seen.lines.iter().filter(move |line| line.kind == kind);
        for line in of(Kind::Gradient).chain(of(Kind::Paths)) {
            assert_eq!(line.value, traced.grad, "{}", at(line));
        }
        assert_eq!(of(Kind::Gradient).count(), 1, "{link}");
        assert_eq!((of(Kind::Loss).count(), of(Kind::New).count()), (1, 1), "{link}");
        let stages = [Stage::Forward, Stage::Loss, Stage::Backward, Stage::Update];
        let order: Vec<_> =
            seen.lines.iter().map(|line| stages.iter().position(|stage| *stage == line.stage)).collect();
        assert!(order.is_sorted(), "{link}");
        session.advance(1, || true).unwrap();
        let told = of(Kind::New).next().unwrap().value;
        assert!(close(told, session.params()[param], 1e-9), "{link}: {told}, but it is {}", session.params()[param]);
        let taken = seen.lines.iter().rfind(|line| line.stage == Stage::Update && line.id.starts_with('g'));
        let gradient = session.trainer.grads()[param];
        assert!(close(taken.unwrap().value, gradient, 1e-7), "{link}: {taken:?}, but it is {gradient}");
        let slots = session.trainer.present().state.slots;
        for line in of(Kind::Memory) {
            let Some(slot) = line.id.strip_prefix('m').and_then(|slot| slot.parse::<usize>().ok()) else { continue };
            assert!(close(line.value, slots[slot * all + param], 1e-9), "{}", at(line));
        }
    }
}

fn some(all: usize) -> Vec<usize> {
    vec![0, all / 3, all - 2, all - 1]
}

#[test]
fn every_rule_comes_out_as_the_step_takes_it() {
    for &optimizer in Optimizer::ALL {
        for steps in [0, 3, 12] {
            check(&format!("optimizer={}&lr=0.01", optimizer.id()), steps, some);
        }
        check(
            &format!(
                "optimizer={}&lr=0.01&weight_decay=0.1&l1=0.01&l2=0.02&clip_norm=0.01&clip_value=0.002",
                optimizer.id()
            ),
            3,
            some,
        );
    }
    check("optimizer=rmsprop&momentum=0.5", 5, some);
}

#[test]
fn every_activation_and_loss_comes_out() {
    for &activation in Activation::ALL.iter().filter(|activation| activation.trains()) {
        check(&format!("activation={}&hidden=3-2", activation.id()), 2, |all| (0..all).collect());
    }
    for &loss in Loss::ALL {
        for task in ["data=xor", "data=rings&classes=4&class_weights=balanced", "data=plane"] {
            let link = format!("{task}&loss={}&hidden=3&lr=0.001", loss.id());
            if Config::from_link(&link).is_ok() {
                check(&link, 2, some);
            }
        }
    }
}

/// Every activation of the catalog is written out, with cases on both sides of their borders, and comes to what the engine has.
#[test]
fn every_activation_is_written_out() {
    for &activation in Activation::ALL {
        for z in [-30.0, -2.5, -1.0, -0.4, -1e-3, 0.0, 1e-3, 0.3, 1.0, 1.7, 12.0] {
            let (mut y, mut slope) = ([0.0], [0.0]);
            activation.op::<f64>().forward(&[z], &mut y);
            activation.op::<f64>().backward(&[z], &y, &[1.0], &mut slope);
            let [named_z, named_h] = [("z", z), ("h", y[0])].map(|(id, value)| Named::plain(id, id, value));
            let shape = shape(activation, "z", "h", z);
            for (text, value) in [(&shape.f, y[0]), (&shape.slope, slope[0])] {
                let of = Named::plain("r", "r", value);
                let line = Line::new(Stage::Forward, Kind::Activation, &of, text.clone());
                let line = if std::ptr::eq(text, &shape.f) {
                    shape.put_in(line, &named_z, &named_h)
                } else {
                    shape.put_in_slope(line, &named_z, &named_h)
                };
                let told = Calculator::of(&line).unwrap_or_else(|| {
                    assert!(
                        text.contains(&value.to_string()),
                        "{activation:?} at {z}: {text} names the constant {value}"
                    );
                    value
                });
                assert!(
                    (told - value).abs() <= 1e-13 * value.abs().max(1.0),
                    "{activation:?} at {z}: {told} for {value}, {line:?}"
                );
                assert!(line.case.is_empty() || Calculator::holds(&line.case), "{activation:?} at {z}: {line:?}");
                assert_eq!(line.case.is_empty(), !text.contains("\\cases"), "{activation:?}: {text}");
                assert!(
                    !text.contains('f') || text.contains("\\frac") || text.contains("\\erf"),
                    "{text} is written out"
                );
            }
        }
    }
}

#[test]
fn norms_switches_and_every_kind_of_step_come_out() {
    for link in [
        "norm=layer&hidden=6-5",
        "norm=batch&hidden=6-5",
        "dropout=30&hidden=6-5&off=102",
        "norm=batch&dropout=20&off=201&hidden=3-3-3",
        "hidden=none",
        "bias=false&hidden=3",
        "label_smoothing=0.1&loss=cross-entropy&data=rings&classes=3&class_weights=balanced",
        "label_smoothing=0.1&loss=bce&class_weights=balanced&train_share=30",
        "frozen=1&optimizer=adam",
        "in_place=true&hidden=3-3",
        "jitter=0.2&mirror=both&rotation=20",
        "samples=2000&train_share=90&batch_size=1000&hidden=4",
        "batch_size=1",
        "loss=half-sse&data=plane&lr=0.001&output_activation=tanh",
        "schedule=cosine&optimizer=momentum",
    ] {
        check(link, 3, some);
    }
    check("hidden=3-2&norm=layer", 3, |all| (0..all).collect());
    check("hidden=3-2&norm=batch", 3, |all| (0..all).collect());
    // A norm over more units than the column before has.
    check("hidden=5-9&norm=layer", 2, |all| (0..all).collect());
    check("data=sine&hidden=8&norm=batch", 2, |all| (0..all).collect());
    check("features=x1.x2.x1x2.sin-x1.cos-x2&hidden=7&norm=layer&bias=false", 2, |all| (0..all).collect());
}

/// A factor is used again by exactly the parameters whose gradients have it, and handed on to exactly the units that it reaches.
#[test]
fn what_is_used_again_is_found() {
    let session = Session::<f64>::new(Config::from_link("hidden=3-2&norm=batch").unwrap());
    let at = |column, unit, param| Place { column, unit, param };
    // 2-3-2-1: of column 1 the weights 0..6, biases 6..9, gains 9..12 and shifts; of column 2 6 weights from 15 on.
    let back = session.reuse(at(2, 1, None), Reach::Back);
    let own = [18, 19, 20, 22, 24, 26].map(|param| at(2, 1, Some(param)));
    assert_eq!(back, [&own[..], &[0, 1, 2].map(|unit| at(1, unit, None))].concat());
    let first = session.reuse(at(1, 0, None), Reach::Back);
    assert_eq!(first, [0, 1, 6, 9, 12].map(|param| at(1, 0, Some(param))), "features get no derivatives");
    let onward = session.reuse(at(1, 2, None), Reach::Onward);
    assert_eq!(onward, [at(2, 0, Some(17)), at(2, 0, None), at(2, 1, Some(20)), at(2, 1, None)]);
    assert_eq!(session.reuse(at(2, 1, Some(19)), Reach::Here), [at(1, 1, None), at(2, 1, None)], "a weight's ends");
    assert_eq!(session.reuse(at(2, 1, Some(22)), Reach::Here), [at(2, 1, None)], "a bias' unit");
    assert_eq!(session.reuse(at(3, 0, None), Reach::Onward), [], "behind the output is the loss");
    for nowhere in [at(9, 0, None), at(1, 9, None), at(0, 0, Some(3))] {
        assert!(session.reuse(nowhere, Reach::Back).is_empty(), "{nowhere:?}");
    }
}

#[test]
fn of_the_largest_network_few_lines_are_shown() {
    let session = Session::<f32>::new(Config::from_link("hidden=32-32-32-32-32-32-32-32&activation=tanh").unwrap());
    for param in [0, 500, 5000] {
        let seen = session.microscope(None, param).unwrap();
        assert!(seen.lines.len() < 140, "{}", seen.lines.len());
        assert!(seen.lines.iter().all(|line| line.pieces.iter().filter(|piece| piece.value.is_some()).count() < 12));
        assert!(seen.lines.iter().any(|line| line.pieces.iter().any(|piece| piece.more == 28)));
    }
    check("hidden=32-32-32-32&activation=tanh", 2, some);
}

#[test]
fn what_is_told_agrees_with_single_precision() {
    for &optimizer in Optimizer::ALL {
        let mut session = Session::<f32>::new(Config::from_link(&format!("optimizer={}", optimizer.id())).unwrap());
        session.advance(20, || true).unwrap();
        let seen = session.microscope(None, 4).unwrap();
        let bits: Vec<u64> = session.params().iter().map(|p| p.to_bits()).collect();
        assert_eq!(bits, session.params().iter().map(|p| p.to_bits()).collect::<Vec<_>>());
        session.advance(1, || true).unwrap();
        let told = seen.lines.iter().find(|line| line.kind == Kind::New).unwrap().value;
        assert!((told - session.params()[4]).abs() < 1e-6, "{optimizer:?}: {told} and {}", session.params()[4]);
    }
}

#[test]
fn wrong_places_are_refused_and_what_cannot_train_has_no_update() {
    let session = Session::<f32>::new(Config::from_link("activation=step").unwrap());
    assert_eq!(session.microscope(None, 10_000).unwrap_err().field, "param");
    assert_eq!(session.microscope(Some(1_000_000), 0).unwrap_err().field, "sample");
    let seen = session.microscope(Some(0), 0).unwrap();
    assert!(seen.gradient.is_none() && seen.lines.iter().all(|line| line.stage != Stage::Update));
}

/// Who reads the lines of a network that is too wide for all is told that some neurons have none.
#[test]
fn neurons_without_lines_are_told_of() {
    for (link, told) in [("hidden=2", false), ("hidden=3", false), ("hidden=8-8", true), ("hidden=none", false)] {
        let session = Session::<f32>::new(Config::from_link(link).unwrap());
        let seen = session.microscope(Some(0), 0).unwrap();
        assert_eq!(seen.notes.contains(&Note::Part), told, "{link}");
    }
}
