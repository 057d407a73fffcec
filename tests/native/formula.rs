//! Formulas, any text and any valid one: nothing panics or hangs, and a value is what the formula's tree says.

use chainrule::data::Formula;
use chainrule::error::Kind;
use chainrule::nn::Scalar;
use chainrule::session::{Config, Session, Value};
use proptest::prelude::*;
use proptest::sample::select;

/// A formula as a tree, which knows its text and its value on its own.
#[derive(Clone, Debug)]
enum Tree {
    Number(f64),
    Named(&'static str),
    Negative(Box<Tree>),
    Joined(&'static str, Box<Tree>, Box<Tree>),
    One(&'static str, Box<Tree>),
    Two(&'static str, Box<Tree>, Box<Tree>),
}

const OPERATORS: &[&str] = &["+", "-", "*", "/", "^", "<", ">", "<=", ">="];

impl Tree {
    /// With the parentheses that are needed, and no others; `tight` is how tightly what is around it binds.
    fn text(&self, tight: u8) -> String {
        match self {
            Tree::Number(number) => number.to_string(),
            Tree::Named(name) => (*name).to_owned(),
            Tree::Negative(of) => bracketed(format!("-{}", of.text(4)), tight > 3),
            Tree::Joined(operator, a, b) => {
                let own = match *operator {
                    "+" | "-" => 2,
                    "*" | "/" => 3,
                    "^" => 4,
                    _ => 1,
                };
                // Powers group from the right, all others from the left; comparisons do not chain.
                let (left, right) = match own {
                    4 => (5, 4),
                    1 => (2, 2),
                    own => (own, own + 1),
                };
                bracketed(format!("{} {operator} {}", a.text(left), b.text(right)), own < tight)
            }
            Tree::One(name, a) => format!("{name}({})", a.text(0)),
            Tree::Two(name, a, b) => format!("{name}({}, {})", a.text(0), b.text(0)),
        }
    }

    fn value(&self, x: [f64; 2]) -> f64 {
        let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
        match self {
            Tree::Number(number) => *number,
            Tree::Named("x1") => x[0],
            Tree::Named("x2") => x[1],
            Tree::Named("pi") => std::f64::consts::PI,
            Tree::Named(_) => std::f64::consts::E,
            Tree::Negative(of) => -of.value(x),
            Tree::Joined(operator, a, b) => {
                let (a, b) = (a.value(x), b.value(x));
                match *operator {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" => a / b,
                    "^" => libm::pow(a, b),
                    "<" => truth(a < b),
                    ">" => truth(a > b),
                    "<=" => truth(a <= b),
                    _ => truth(a >= b),
                }
            }
            Tree::One(name, a) => {
                let a = a.value(x);
                match *name {
                    "sin" => libm::sin(a),
                    "cos" => libm::cos(a),
                    "tan" => libm::tan(a),
                    "exp" => libm::exp(a),
                    "ln" => libm::log(a),
                    "sqrt" => libm::sqrt(a),
                    "abs" => libm::fabs(a),
                    "tanh" => Scalar::tanh(a),
                    _ => truth(a > 0.0) - truth(a < 0.0),
                }
            }
            Tree::Two(name, a, b) => {
                let (a, b) = (a.value(x), b.value(x));
                match *name {
                    "min" if a > b => b,
                    "max" if a < b => b,
                    _ => a,
                }
            }
        }
    }
}

fn bracketed(text: String, brackets: bool) -> String {
    if brackets { format!("({text})") } else { text }
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0u32..100).prop_map(|n| Tree::Number(f64::from(n) / 8.0)),
        select(vec!["x1", "x2", "pi", "e"]).prop_map(Tree::Named),
    ];
    leaf.prop_recursive(6, 40, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|of| Tree::Negative(Box::new(of))),
            (select(OPERATORS), two.clone()).prop_map(|(o, (a, b))| Tree::Joined(o, Box::new(a), Box::new(b))),
            (select(vec!["sin", "cos", "tan", "exp", "ln", "sqrt", "abs", "sign", "tanh"]), inner)
                .prop_map(|(name, a)| Tree::One(name, Box::new(a))),
            (select(vec!["min", "max"]), two).prop_map(|(name, (a, b))| Tree::Two(name, Box::new(a), Box::new(b))),
        ]
    })
}

/// Text that comes near a formula more often than not.
fn scrap() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(vec![
            "x1", "x2", "pi", "e", "sin", "min(", "max", "tanh(", "(", ")", ",", "+", "-", "−", "*", "/", "^", "<", ">=", "=", " ", "2", ".5",
            "1e9", "1e-", "..", "²", "中",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_formula_is_worth_what_its_tree_is(tree in tree(), x1 in -6.0..6.0f64, x2 in -6.0..6.0f64) {
        let text = tree.text(0);
        match Formula::parse(&text) {
            Ok(formula) => {
                let (found, value) = (formula.at(&[x1, x2]).unwrap(), tree.value([x1, x2]));
                prop_assert!(found == value || (found.is_nan() && value.is_nan()), "{}: {} is not {}", text, found, value);
            }
            Err(error) => prop_assert!(error.kind == Kind::TooLong && text.len() > 200, "{}: {}", text, error),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in scrap()) {
        match Formula::parse(&text) {
            Ok(formula) => {
                let again = Formula::parse(formula.text()).unwrap();
                prop_assert_eq!(&again, &formula);
                formula.at(&[0.5, -2.0]);
            }
            Err(error) => {
                prop_assert_eq!(error.field.as_str(), "formula");
                let long = text.chars().count() as u16 + 1;
                prop_assert!(error.kind == Kind::TooLong || error.place.is_some_and(|at| (1..=long).contains(&at)), "{}", error);
                prop_assert!(!error.expected.is_empty() && error.to_string().len() < 400);
            }
        }
    }

    #[test]
    fn a_link_keeps_features_and_formula(text in scrap(), tree in tree(), valid in any::<bool>(), some in 1usize..512) {
        let ids = ["x1", "x2", "x1-squared", "x2-squared", "x1x2", "sin-x1", "sin-x2", "cos-x1", "cos-x2"];
        let some = ids.iter().enumerate().filter(|(place, _)| some >> place & 1 == 1).map(|(_, id)| (*id).to_owned());
        let text = if valid { tree.text(0) } else { text };
        let changes = [("features", Value::Texts(some.collect())), ("formula", Value::Text(text))];
        match Config::default().with(changes) {
            Ok(config) => {
                let link = config.to_link();
                let again = Config::from_link(&link);
                prop_assert_eq!(again.as_ref(), Ok(&config), "{}", link);
                let mut session = Session::<f32>::new(config);
                session.advance(3, || true).unwrap();
                prop_assert!(session.params().iter().all(|p| p.is_finite()));
            }
            Err(error) => {
                prop_assert_eq!(error.field.as_str(), "formula", "{}", error);
                // "x12" is a column, though there are two here.
                let kinds = [Kind::Syntax, Kind::Incomplete, Kind::TooLong, Kind::NotFinite, Kind::DoesNotFit];
                prop_assert!(kinds.contains(&error.kind), "{}", error);
            }
        }
    }
}
