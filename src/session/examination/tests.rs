//! Checks that pass, checks of mistakes, and checks with nothing to compare.

use super::super::{Config, Keep};
use super::*;
use crate::data::csv::Sheet;

fn trained(link: &str) -> Session<f32> {
    let mut session = Session::new(Config::from_link(link).unwrap());
    session.advance(30, || true).unwrap();
    session
}

fn found(session: &Session<f32>, layer: Option<usize>, bug: Option<Bug>) -> Findings {
    let mut examination = session.examine(layer, bug).unwrap().unwrap();
    assert!(examination.findings(false).sweep.is_none());
    while !examination.advance(|| false) {}
    examination.findings(false)
}

#[test]
fn no_mistake_passes_and_each_mistake_fails_without_a_trace() {
    for link in ["", "data=xor&activation=relu&hidden=6-4", "data=plane&norm=layer&dropout=20&l2=0.01"] {
        let session = trained(link);
        let before = session.saved(Keep::All);
        let right = found(&session, None, None);
        assert!(right.passed && right.failed == 0 && right.worst.is_some(), "{link}: {right:?}");
        assert_eq!(right.checked, session.params().len());
        for &bug in Bug::ALL {
            let wrong = found(&session, None, Some(bug));
            assert!(!wrong.passed && wrong.failed > 0, "{link}, {bug:?}: {wrong:?}");
            assert!(wrong.worst.is_some_and(|worst| worst.error > 1e-4), "{link}, {bug:?}");
            assert_eq!(wrong.kinks, right.kinks, "{link}, {bug:?}: a mistake is no kink");
        }
        assert_eq!(right.shown, Bug::ALL, "{link}");
        assert_eq!(found(&session, None, None), right, "{link}: the same again");
        assert_eq!(session.saved(Keep::All), before, "{link}: the session is as it was");
    }
}

#[test]
fn findings_are_the_gradient_check_of_the_session() {
    let session = trained("hidden=3-2&norm=batch");
    let checks = session.gradient_check(None, EPS).unwrap();
    let rows = found(&session, None, None).rows;
    assert_eq!(rows.len(), checks.len());
    for row in &rows {
        let check = checks[row.param];
        assert_eq!((row.analytic, row.numeric, row.error), (check.analytic, check.numeric, check.relative_error()));
        let part = session.parts(row.layer, row.to).into_iter().find(|part| part.param == row.param);
        assert_eq!(part.map(|part| (part.kind, part.from)), Some((row.kind, row.from)), "{row:?}");
    }
    assert!(rows.windows(2).all(|pair| pair[0].error >= pair[1].error), "worst first");
}

/// A prepared session: settings, rows whose last column is a number to answer, first weights.
fn prepared(link: &str, rows: &str, params: &[f64]) -> Session<f32> {
    let table = Sheet::read(rows).unwrap().table_of_all(1, false).unwrap();
    Session::prepared(link, Some(table), Some(params)).unwrap()
}

#[test]
fn gradients_that_are_all_0_are_told_with_the_layer_that_blocks_them() {
    let told = |why, layer| Some(Nothing { why, layer });
    let rows = "x,y\n40,0.2\n50,0.4";
    for (link, params, layer, nothing) in [
        // 40 and more behind a sigmoid: 1, to the last digit.
        ("hidden=none&bias=false&output_activation=sigmoid&loss=half-sse", &[1.5][..], None, told(Flat::Saturated, 1)),
        ("hidden=none&output_activation=tanh&loss=mse", &[-1.0, 0.0], None, told(Flat::Saturated, 1)),
        ("hidden=none&output_activation=relu&loss=mse", &[-1.0, 0.0], None, told(Flat::Dead, 1)),
        ("hidden=1&activation=relu&loss=mse", &[-1.0, 0.0, 1.0, 0.0], Some(1), told(Flat::Dead, 1)),
        (
            "hidden=1&activation=relu&output_activation=hard-tanh&loss=mse",
            &[1.0, 0.0, 1.0, 0.0],
            Some(1),
            told(Flat::Saturated, 2),
        ),
        ("hidden=1&activation=relu&loss=mse", &[1.0, 0.0, 0.0, 0.0], Some(1), told(Flat::Zero, 1)),
        // The output's bias learns.
        ("hidden=1&activation=relu&loss=mse", &[-1.0, 0.0, 1.0, 0.0], None, None),
    ] {
        let session = prepared(link, rows, params);
        let right = found(&session, layer, None);
        assert_eq!((right.nothing, right.passed), (nothing, true), "{link}: {right:?}");
        let swept = right.sweep.unwrap().params;
        assert_eq!(swept == 0, nothing.is_some(), "{link}: {swept} parameters in the picture");
        let wrong = found(&session, layer, Some(Bug::Plus));
        assert_eq!((wrong.nothing, wrong.passed), (None, false), "{link}: a mistake is seen all the same");
    }
    assert_eq!(found(&trained(""), None, None).nothing, None);
}

#[test]
fn a_layer_alone() {
    let session = trained("hidden=3-2");
    let findings = found(&session, Some(2), None);
    assert_eq!((findings.of, findings.rows.iter().all(|row| row.layer == 2)), (8, true));
    assert!(session.examine(Some(3), None).is_ok());
    for layer in [0, 4] {
        let error = session.examine(Some(layer), None).err().unwrap();
        assert_eq!((error.kind, error.field.as_str()), (Kind::OutOfRange, "layer"));
    }
}

#[test]
fn what_a_network_hides_is_known() {
    // One layer: nothing goes on through weights, and there is no activation.
    let session = trained("hidden=none");
    assert_eq!(found(&session, None, None).shown, [Bug::Factor, Bug::Plus]);
    assert!(found(&session, None, Some(Bug::Slope)).passed);
}

#[test]
fn the_worst_of_many_are_listed() {
    let session = trained("hidden=8-8");
    let mut examination = session.examine(None, Some(Bug::Plus)).unwrap().unwrap();
    examination.advance(|| true);
    let findings = examination.findings(true);
    assert_eq!((findings.rows.len(), findings.failed), (LISTED, session.params().len()));
    assert!(findings.rows.windows(2).all(|pair| pair[0].param < pair[1].param), "in the network's order");
}
