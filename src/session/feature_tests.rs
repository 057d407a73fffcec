//! What features change, everywhere a network is fed.

use super::tests::changed;
use super::*;
use crate::data::{Feature, Formula};
use crate::error::Kind;
use crate::nn::Activation;

const LINK: &str = "features=x1-squared.x1x2.cos-x2&formula=x1/(1%2Bx2%5E2)&hidden=3";

/// By hand, in the order of the registry and the formula last.
fn fed([x1, x2]: [f64; 2]) -> [f64; 4] {
    [x1 * x1, x1 * x2, libm::cos(x2), x1 / (1.0 + x2 * x2)]
}

#[test]
fn samples_answers_traces_and_the_grid_are_fed_the_same() {
    let mut session = Session::<f64>::new(Config::from_link(LINK).unwrap());
    assert_eq!(session.network().inputs(), 4);
    session.advance(50, || true).unwrap();
    let params = session.params();
    let answer = |x: [f64; 2]| {
        let hidden: Vec<f64> = (0..3)
            .map(|unit| {
                let weights = &params[4 * unit..][..4];
                let sum: f64 = weights.iter().zip(fed(x)).map(|(w, x)| w * x).sum();
                libm::tanh(sum + params[12 + unit])
            })
            .collect();
        let sum: f64 = hidden.iter().zip(&params[15..18]).map(|(h, w)| h * w).sum();
        1.0 / (1.0 + libm::exp(-(sum + params[18])))
    };
    assert_eq!(session.config().activation, [Activation::Tanh]);
    let (points, train) = session.points();
    let (points, train) = (points.clone(), train);
    for sample in (0..points.len()).step_by(50) {
        let point = [points.x(sample)[0], points.x(sample)[1]];
        assert_eq!(session.trace(sample).unwrap().layers[0].x, fed(point));
        let stored = if sample < train { session.train.x(sample) } else { session.test.x(sample - train) };
        assert_eq!(stored, fed(point));
        assert!((session.predict(&point).unwrap()[0] - answer(point)).abs() < 1e-12);
    }
    let mut grid = Answers::default();
    session.grid(7, &mut grid);
    let at = |place: usize| (place as f64 + 0.5) / 7.0 * 12.0 - 6.0;
    for (cell, value) in grid.values.iter().enumerate() {
        assert!((f64::from(*value) - answer([at(cell % 7), -at(cell / 7)])).abs() < 1e-6, "{cell}");
    }
    let errors = session.gradient_check(None, 1e-5).unwrap();
    assert!(errors.iter().all(|check| check.relative_error() < 1e-7));
}

/// Points are moved, and what the network is fed is made of where they are then.
#[test]
fn augmentation_moves_points_before_features() {
    let link = "features=x1-squared&hidden=none&optimizer=sgd&samples=20&order=fixed";
    let run = |more: &str| {
        let mut session = Session::<f64>::new(Config::from_link(&format!("{link}{more}")).unwrap());
        session.advance(40, || true).unwrap();
        session.params()
    };
    assert_eq!(run(""), run("&mirror=both"), "a square does not see a mirror");
    assert_ne!(run(""), run("&rotation=30"));
    assert_ne!(run(""), run("&jitter=0.2"));
}

#[test]
fn a_formula_of_two_coordinates_is_as_good_as_their_feature() {
    let run = |link: &str| {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        session.advance(200, || true).unwrap();
        session.params()
    };
    assert_eq!(run("features=x1.x1x2"), run("features=x1&formula=x1*x2"));
    assert_eq!(run("features=x2.x1.x2"), run(""), "a set has no order and nothing twice");
}

#[test]
fn a_formula_is_checked_at_the_points_and_nothing_changes() {
    let fits = Config::from_link("data=rings&formula=1%2Fx1").unwrap();
    let error = fits.with([("formula", Value::Text("ln(x1)".into()))]).unwrap_err();
    assert_eq!((error.kind, error.field.as_str()), (Kind::NotFinite, "formula"));
    // Other points, where the formula is as it was.
    let root = Config::from_link("data=gauss&samples=10&formula=sqrt(3.5%2Bx1)").unwrap();
    let error = root.with([("samples", Value::Number(5000.0))]).unwrap_err();
    assert_eq!((error.kind, error.field.as_str()), (Kind::NotFinite, "formula"));
    assert!(root.with([("samples", Value::Number(5000.0)), ("formula", Value::Text(String::new()))]).is_ok());
    assert_eq!(root.formula, Formula::parse("sqrt(3.5+x1)").unwrap());
}

/// Where there is no sample, a formula may be anything: the answer there is a number all the same.
#[test]
fn what_is_not_finite_is_fed_as_0() {
    let mut session = Session::<f32>::new(Config::from_link("formula=1%2Fx1&features=x2&jitter=0.5").unwrap());
    session.advance(100, || true).unwrap();
    let mut grid = Answers::default();
    session.grid(5, &mut grid);
    assert!(grid.values.iter().all(|answer| answer.is_finite()), "the middle column lies on the axis");
    let answers = session.predict(&[0.0, 1.0, 1e-30, 1.0, 1e30, 1e30]).unwrap();
    assert!(answers.iter().all(|answer| answer.is_finite()), "{answers:?}");
}

#[test]
fn features_start_afresh_and_are_kept_in_order() {
    let mut session = Session::<f32>::new(Config::default());
    session.advance(50, || true).unwrap();
    let ids = |ids: &[&str]| Value::Texts(ids.iter().map(|id| (*id).to_owned()).collect());
    let effect = changed(&mut session, "features", ids(&["x1x2", "x1"]));
    assert_eq!(effect, Effect { reset: true, data: false }, "as many parameters, another function");
    assert_eq!(session.config().features, [Feature::X1, Feature::X1X2]);
    let effect = changed(&mut session, "formula", Value::Text(" x2 ".into()));
    assert!(effect.reset && session.network().inputs() == 3);
    for nothing in [Value::List(Vec::new()), Value::Texts(Vec::new())] {
        let error = session.config().with([("features", nothing)]).unwrap_err();
        assert_eq!((error.kind, error.field.as_str()), (Kind::Empty, "features"));
    }
}
