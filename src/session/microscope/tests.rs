//! The microscope against the trace, against steps that are really taken, and against its own formulas.

use super::*;
use crate::nn::{Activation, Choice, Loss, Optimizer};
use crate::session::Config;
use std::collections::HashMap;

/// What a line's numbers come to, read as a pocket calculator would; nothing where it names a function without writing it out.
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
        let mut signs = Vec::new();
        for piece in &line.pieces {
            match piece.value {
                Some(value) => signs.push(Sign::Number(value)),
                None => signs.extend(piece.text.chars().filter(|c| *c != ' ').map(Sign::Char)),
            }
        }
        if signs.is_empty() || signs.iter().any(|sign| matches!(sign, Sign::Char('f'))) {
            return None;
        }
        let mut calculator = Calculator { signs, at: 0 };
        let value = calculator.sum();
        assert_eq!(calculator.at, calculator.signs.len(), "all of {line:?} is read");
        Some(value)
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
            if word.parse::<f64>().is_ok() && !(c.is_ascii_digit() || *c == '.') {
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
        if word.is_empty() && self.take('[') {
            let left = self.sum();
            let less = self.take('<');
            assert!(less || self.take('>'));
            let right = self.sum();
            assert!(self.take(']'));
            return f64::from(u8::from(if less { left < right } else { left > right }));
        }
        if word == "½" {
            return 0.5;
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
            "softsign" => x / (1.0 + x.abs()),
            "H" => {
                if x.abs() < 1.0 {
                    0.5 * x * x
                } else {
                    x.abs() - 0.5
                }
            }
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
            if let Some(value) = Calculator::of(line) {
                assert!(close(value, line.value, 1e-5), "{value} is not {}", at(line));
            }
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
