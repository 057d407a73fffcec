//! Networks that outputs, inputs or their start hold back: what is named, and that the change that is offered helps.

use super::*;
use crate::data::csv::Sheet;
use crate::session::{Undo, Value};

fn health(session: &mut Session<f32>) -> Health {
    session.health(&mut Survey::default())
}

fn of_link(link: &str) -> Session<f32> {
    Session::new(Config::from_link(link).unwrap())
}

/// A prepared session: settings, rows whose last column is answered, first weights.
fn of_rows(link: &str, rows: &str, classes: bool, params: Option<&[f64]>) -> Session<f32> {
    let table = Sheet::read(rows).unwrap().table_of_all(1, classes).unwrap();
    Session::prepared(link, Some(table), params).unwrap()
}

fn score(session: &mut Session<f32>) -> f64 {
    let figures = session.metrics().train;
    figures.accuracy.or(figures.r2).unwrap()
}

/// Takes what a sign offers, as the page does.
fn take(session: &mut Session<f32>, sign: &Sign) {
    session.configure(session.config().with(sign.fix.changes()).unwrap());
    if sign.restart {
        session.reset();
    }
}

fn keys(sign: &Sign) -> Vec<&'static str> {
    sign.fix.changes().map(|(key, _)| key).collect()
}

const TWO: &str = "x,t\n0,n\n1,n\n2,y\n3,y";
const THREE: &str = "a,b,t\n0,0,a\n0,1,a\n5,0,b\n5,1,b\n0,5,c\n1,5,c";
const SLOPE: &str = "x,y\n-2,-3\n-1,-1\n0,1\n1,3\n2,5";
const XOR: &str = "a,b,t\n0,0,n\n0,1,y\n1,0,y\n1,1,n";

/// What is named of the outputs, the setting to change, and the network: settings, rows, whether the answers are classes, first weights. The change takes the
/// sign away, and training makes answers right that it did not make right before.
#[test]
fn outputs_that_hold_learning_back_are_named_and_the_fix_lets_it_go_on() {
    let (loss, linear, none) = ("loss", "output_activation", "hidden=none&batch_size=8&output_activation");
    let thrown = [4.0, 9.0, -9.0, -5.0, 7.0, -8.0, 9.0, 9.0, 9.0];
    for (id, fix, link, rows, classes, params) in [
        (
            SignId::Saturated,
            linear,
            "tanh&loss=mse&lr=0.1",
            "a,t\n-1,-0.9\n-0.8,-0.7\n0.8,0.7\n1,0.9",
            false,
            &[-9.0, 0.5][..],
        ),
        (SignId::Saturated, linear, "hard-tanh&loss=mae&lr=0.05", "x,t\n-1,-0.5\n1,0.5\n2,1", false, &[-5.0, 0.0]),
        (SignId::Saturated, loss, "sigmoid&loss=mse&lr=0.3", TWO, true, &[-12.0, 18.0]),
        (SignId::Saturated, loss, "sigmoid&loss=half-sse&lr=0.1", THREE, true, &thrown),
        (SignId::Dead, linear, "relu&loss=mse&lr=0.1", "x,y\n1,2\n2,4\n3,6", false, &[-2.0, -0.5]),
        (SignId::Unreachable, linear, "sigmoid&loss=mse&lr=0.1", SLOPE, false, &[0.5, 0.0]),
        (SignId::Unreachable, linear, "relu&loss=half-sse&lr=0.03", SLOPE, false, &[0.5, 0.0]),
        (
            SignId::Unreachable,
            linear,
            "sigmoid&loss=mse&standardise=true&lr=0.1",
            "x,y\n1,700\n2,900\n3,1100\n4,1300",
            false,
            &[0.5, 0.0],
        ),
    ] {
        let mut session = of_rows(&format!("{none}={link}"), rows, classes, Some(params));
        for steps in [0, 3_000] {
            session.advance(steps, || true).unwrap();
            let signs = health(&mut session).signs;
            let sign = signs.first().unwrap_or_else(|| panic!("{link}: nothing after {steps} steps"));
            assert_eq!((sign.id, sign.column, keys(sign)), (id, 1, vec![fix]), "{link}: {signs:?}");
            assert!(signs.iter().all(|sign| sign.id != SignId::Small), "{link}: {signs:?}");
            if id == SignId::Unreachable {
                let shown = |key| sign.shown[key];
                assert!(shown("least") < shown("low") || shown("most") > shown("high"), "{sign:?}");
            }
        }
        let before = score(&mut session);
        assert!(before < 0.9, "{link}: {before} without the fix");
        let sign = health(&mut session).signs.remove(0);
        take(&mut session, &sign);
        session.advance(6_000, || true).unwrap();
        assert!(score(&mut session) > 0.95, "{link}: {} after {before}", score(&mut session));
        let left = health(&mut session).signs;
        assert!(left.iter().all(|sign| sign.id != id), "{link}: {left:?}");
    }
}

/// Flat is where outputs belong that are right, and as right as noise allows.
#[test]
fn outputs_that_are_saturated_and_right_are_no_sign() {
    for link in ["tanh&data=gauss", "sigmoid&data=blobs&classes=2", "sigmoid&data=circle&noise=50"] {
        let mut session = of_link(&format!("hidden=8&loss=mse&lr=0.3&output_activation={link}"));
        session.advance(10_000, || true).unwrap();
        let found = health(&mut session);
        assert!(found.columns[1].saturated.unwrap() > 0.05, "{link}: {:?}", found.columns[1].saturated);
        assert!(found.signs.iter().all(|sign| sign.column != 2), "{link}: {:?}", found.signs);
    }
}

/// A table as people have them, of a hundred rows: a first column of that size, and what it decides.
fn rows_of(size: f64, numbers: bool) -> String {
    let row = |i: i32| {
        let (x, b) = (size * f64::from(i), i % 7);
        let answer = if numbers { 3.0 * x + f64::from(b) } else { f64::from(u8::from(i < 40)) };
        format!("{x},{b},{answer}\n")
    };
    format!("x,b,t\n{}", (0..100).map(row).collect::<String>())
}

#[test]
fn large_numbers_are_named_before_they_do_harm() {
    for (link, size, numbers) in [
        ("hidden=3&activation=sigmoid&lr=0.1", 4.0, false),
        ("hidden=8&activation=tanh&optimizer=adam&lr=0.01", 30.0, false),
        ("hidden=6&activation=tanh&loss=mse&lr=0.00001", 1.0, true),
    ] {
        let mut session = of_rows(link, &rows_of(size, numbers), !numbers, None);
        for steps in [0, 20] {
            session.advance(steps, || true).unwrap();
            let signs = health(&mut session).signs;
            assert_eq!(signs.len(), 1, "{link}: what follows from it is left out: {signs:?}");
            let sign = &signs[0];
            assert_eq!(
                (sign.id, keys(sign), sign.restart),
                (SignId::Unscaled, vec!["standardise"], steps > 0),
                "{link}"
            );
            assert!(sign.shown["inputs"] > 30.0 && sign.shown.contains_key("targets") == numbers, "{sign:?}");
        }
        let sign = health(&mut session).signs.remove(0);
        take(&mut session, &sign);
        session.configure(session.config().with([("lr", Value::Number(0.03))]).unwrap());
        session.advance(10_000, || true).unwrap();
        assert!(score(&mut session) > 0.9, "{link}: {}", score(&mut session));
        assert!(health(&mut session).signs.iter().all(|sign| sign.id != SignId::Unscaled), "{link}");
    }
    // Sums that are normalised over the batch, a table that is standardised, a table of small numbers.
    for (link, size) in [("hidden=6&norm=batch", 9.0), ("hidden=6&standardise=true", 9.0), ("hidden=6", 0.02)] {
        let signs = health(&mut of_rows(link, &rows_of(size, false), true, None)).signs;
        assert!(signs.iter().all(|sign| sign.id != SignId::Unscaled), "{link}: {signs:?}");
    }
}

/// A layer norm makes of two units 1 and −1, whatever comes in.
#[test]
fn a_layer_norm_is_no_remedy_for_two_units() {
    for (hidden, norm) in [("2", "batch"), ("3", "layer"), ("8-1", "batch"), ("8-4", "layer")] {
        let config = Config::from_link(&format!("hidden={hidden}")).unwrap();
        assert_eq!(Remedies::new(&config, &[], false).norm(), ("norm", Value::Text(norm.to_owned())), "{hidden}");
    }
}

/// Twins are found among weights that were given too, and at any step.
#[test]
fn neurons_alike_are_found_by_their_rows_at_any_step() {
    // Neurons 1 and 3 of three: weights [3][2], biases [3]; then [1][3], [1].
    let pair = [0.4, -0.7, 0.9, 0.2, 0.4, -0.7, 0.1, 0.0, 0.1, 0.8, -0.5, 0.8, 0.0];
    for (link, alike, fix, given) in [
        ("data=circle&hidden=5&activation=sigmoid&initializer=zeros&lr=0.3", 5.0, "initializer", None),
        ("data=moons&hidden=3&initializer=constant&optimizer=adam&lr=0.01", 3.0, "initializer", None),
        ("hidden=3&lr=0.3&batch_size=4", 2.0, "seed", Some(&pair[..])),
    ] {
        let mut session = given.map_or_else(|| of_link(link), |params| of_rows(link, XOR, true, Some(params)));
        let equal =
            |session: &mut Session<f32>| health(session).signs.into_iter().find(|sign| sign.id == SignId::Equal);
        for steps in [0, 1, 1_000] {
            session.advance(steps, || true).unwrap();
            let sign = equal(&mut session).unwrap_or_else(|| panic!("{link} after {steps}"));
            assert_eq!((sign.shown["alike"], sign.column, keys(&sign)), (alike, 1, vec![fix]), "{link}");
        }
        let sign = equal(&mut session).unwrap();
        take(&mut session, &sign);
        for steps in [0, 1_000] {
            session.advance(steps, || true).unwrap();
            assert_eq!(equal(&mut session), None, "{link}");
        }
    }
    // The two weights of a single neuron make no twins.
    let signs = health(&mut of_link("hidden=1&initializer=constant")).signs;
    assert!(signs.iter().all(|sign| sign.id != SignId::Equal), "{signs:?}");
}

/// Exclusive or by two neurons, from forty starts: those that do not get there are stuck, the others are not, and each change that is offered helps most of them.
#[test]
fn a_start_that_leads_nowhere_is_told_and_what_is_offered_helps() {
    let squared = "hidden=2&activation=sigmoid&output_activation=sigmoid&loss=mse&lr=1";
    for (link, steps) in [("hidden=2&activation=tanh&lr=0.3", 6_000), (squared, 20_000)] {
        let (mut stuck, mut helped) = (0, [0; 2]);
        for seed in 1..=40 {
            let mut session = of_rows(&format!("{link}&batch_size=4&seed={seed}"), XOR, true, None);
            session.advance(steps, || true).unwrap();
            let solved = score(&mut session) == 1.0;
            let signs = health(&mut session).signs;
            assert_eq!(signs.iter().any(|sign| sign.id == SignId::Stuck), !solved, "{link}, seed {seed}: {signs:?}");
            if solved {
                continue;
            }
            stuck += 1;
            let sign = &signs[0];
            assert_eq!((sign.shown["reach"], sign.column, signs.len()), (1.0, 0, 1), "{link}, seed {seed}");
            assert!(sign.shown["right"] <= 0.75 && sign.shown["epochs"] >= 50.0 && sign.shown["loss"] > 0.0);
            let seed = vec![("seed", Value::Number(f64::from(seed) + 100.0))];
            for (helped, change) in helped.iter_mut().zip([sign.fix.changes().collect(), seed]) {
                let mut again = Session::<f32>::new(session.config().with(change).unwrap());
                again.advance(steps, || true).unwrap();
                *helped += usize::from(score(&mut again) == 1.0);
            }
        }
        assert!((4..=24).contains(&stuck), "{link}: {stuck} of 40");
        assert!(helped[0] * 4 >= stuck * 3 && helped[1] * 3 > stuck, "{link}: {helped:?} of {stuck}");
    }
}

/// What has changed nothing is not offered again, until something else has changed.
#[test]
fn remedies_that_did_not_help_are_not_offered_again() {
    let mut session = of_link("data=spiral&hidden=2&activation=sigmoid&loss=mse&lr=0.03&noise=20");
    let stuck = |session: &mut Session<f32>| {
        let signs = health(session).signs;
        signs.iter().find(|sign| sign.id == SignId::Stuck).cloned().unwrap_or_else(|| panic!("stuck: {signs:?}"))
    };
    let (mut undo, mut offered) = (Undo::default(), Vec::new());
    for _ in 0..4 {
        session.advance(4_000, || true).unwrap();
        let sign = stuck(&mut session);
        offered.push(keys(&sign));
        let config = session.config().with(sign.fix.changes()).unwrap();
        undo.configure(&mut session, config, &keys(&sign), 0.0);
    }
    assert_eq!(offered, [vec!["hidden"], vec!["seed"], vec!["loss"], vec![]]);
    // Another look of the page is no other training.
    session.configure(session.config().with([("show_test", Value::Flag(true))]).unwrap());
    assert_eq!(session.tried.len(), 3);
    session.reset();
    assert_eq!(session.tried.len(), 3);
    session.configure(session.config().with([("batch_size", Value::Number(9.0))]).unwrap());
    session.advance(4_000, || true).unwrap();
    assert_eq!(keys(&stuck(&mut session)), ["hidden"]);
    // What was taken back may be tried again.
    (0..3).for_each(|_| drop(undo.undo(&mut session)));
    assert_eq!(keys(&stuck(&mut session)), ["hidden"]);
}

/// Units that were dead at the first weights are told so, with the curvature there: no step has killed them.
#[test]
fn units_that_were_dead_from_the_start_are_told_so() {
    let rows = "a,b,sum\n1,2,3\n2,2,4\n1,3,4\n2,3,5";
    // Sums below 0: the answer is the output's bias, and the loss a parabola of it.
    let given = [-1.0, -1.0, -0.5, -1.5, -1.0, -0.5, 1.0, 1.0, 0.0];
    let mut session = of_rows("hidden=2&activation=relu&loss=mse&lr=0.02&batch_size=4", rows, false, Some(&given));
    assert_eq!(health(&mut session).signs[0].id, SignId::Dead);
    session.advance(300, || true).unwrap();
    let signs = health(&mut session).signs;
    let sign = &signs[0];
    assert_eq!((sign.id, sign.restart, sign.shown["start"]), (SignId::Dead, false, 1.0), "{signs:?}");
    assert!((sign.shown["curvature"] - 2.0).abs() < 1e-6, "{sign:?}");
    let before = score(&mut session);
    take(&mut session, sign);
    session.advance(20_000, || true).unwrap();
    assert!(health(&mut session).signs.iter().all(|sign| sign.id != SignId::Dead));
    assert!(score(&mut session) > before + 0.2, "{} after {before}", score(&mut session));
}

/// What one sample gives says nothing about another.
#[test]
fn a_single_sample_is_no_sign_that_activations_do_not_differ() {
    let given = [0.15, 0.2, 0.25, 0.3, 0.3, 0.3, 0.4, 0.45, 0.6];
    for (rows, told) in [("a,b,t\n0.05,0.1,0.1", false), ("a,b,t\n0.05,0.1,0.1\n0.06,0.1,0.4", true)] {
        let signs = health(&mut of_rows("hidden=2&activation=sigmoid&loss=mse", rows, false, Some(&given))).signs;
        assert_eq!(signs.iter().any(|sign| sign.id == SignId::Alike), told, "{rows}: {signs:?}");
    }
}
