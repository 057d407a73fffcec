//! What is shown is finite, or a divergence is told: in sessions with wild settings and enormous or tiny numbers.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::*;
use crate::data::csv::{Sheet, Why};
use crate::data::{Points, Table};
use crate::error::Kind;
use crate::nn::{Activation, Choice, Initializer, Loss, Norm, Optimizer};
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Debug;

/// The first number of a report that is not finite, with what stands before it.
fn odd(report: &impl Debug) -> Option<String> {
    let text = format!("{report:?}");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = text.match_indices("NaN").chain(text.match_indices("inf"));
    let mut odd = words.filter(|(at, word)| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + word.len()..].chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    });
    odd.next().map(|(at, _)| {
        text[text.floor_char_boundary(at.saturating_sub(120))..text.floor_char_boundary(at + 40)].to_owned()
    })
}

/// Everything that panels show of a session, by name; each with what of it is not finite.
fn shown(session: &mut Session<f32>) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut look = |name, odd: Option<String>| all.extend(odd.map(|odd| (name, odd)));
    look("metrics", odd(&session.metrics()));
    look("report", odd(&session.report()));
    look("progress", odd(&session.progress()));
    look("roc", odd(&session.roc()));
    look("about", odd(&session.about()));
    look("params", odd(&session.params()));
    look("gradients", odd(&session.gradients()));
    let mut health = session.health(&mut Default::default());
    // No number ends the range of a ReLU: that is what its sign tells.
    health.signs.retain(|sign| sign.id != SignId::Unreachable);
    look("health", odd(&health));
    let params = session.params().len();
    for param in [0, params / 2, params - 1] {
        look("a parameter", odd(&session.param(param)));
        look("microscope", odd(&session.microscope(None, param).unwrap()));
    }
    look("trace", odd(&session.trace(0).unwrap()));
    look("gradient check", odd(&session.gradient_check(None, 1e-5).unwrap()));
    let mut check = session.examine(None, None).unwrap().unwrap();
    while !check.advance(|| true) {}
    look("findings", odd(&check.findings(false)));
    // What is not a number in a record is none: no test samples, or no accuracy.
    let records: Vec<[f64; 3]> = session.curve().map(|record| [record.epoch, record.train, record.lr]).collect();
    look("curve", odd(&records));
    all
}

/// Holds that all of it is finite, or that the session says it diverged.
fn hold(session: &mut Session<f32>, case: &str) -> Result<(), TestCaseError> {
    let odd = shown(session);
    prop_assert!(odd.is_empty() || session.progress().diverged.is_some(), "{case}: {odd:?}");
    Ok(())
}

/// A table of two inputs whose numbers have these sizes; the last column is a class or a number.
fn table(sizes: [f64; 3], classes: bool, rows: &[[f64; 3]]) -> Table {
    let mut points = Points::new(2);
    for (row, of) in rows.iter().enumerate() {
        let target = if classes { (row % 2) as f64 } else { of[2] * sizes[2] };
        points.push(&[of[0] * sizes[0], of[1] * sizes[1]], target);
    }
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Table::read(names(&["a", "b"]), "t".to_owned(), if classes { names(&["x", "y"]) } else { Vec::new() }, points)
}

/// A hinge is 0 beyond its margin, however far: its loss does not tell an infinite output.
#[test]
fn an_infinite_output_is_told_though_the_loss_is_finite() {
    let sure = [[-1.0, 0.0, 0.0], [1.0, 0.0, 0.0]].repeat(4);
    let table = table([1e18, 1.0, 1.0], true, &sure);
    let config = Config::default().reading(table, false).unwrap();
    let config = config.with([("hidden", Value::List(vec![])), ("loss", Value::Text("hinge".to_owned()))]).unwrap();
    let mut session = Session::<f32>::new(config);
    let mut params = session.params();
    params.fill(0.0);
    params[0] = 1e15;
    session.set_params(&params).unwrap();
    assert_eq!((session.metrics().train.loss, session.progress().diverged), (Some(0.0), None));
    params[0] = 1e30;
    assert!(session.set_params(&params).is_err(), "the outputs would be infinite");
    // So would they be behind a step.
    session.trainer.objective.set_params(&params.iter().map(|&p| p as f32).collect::<Vec<_>>());
    session.metrics = None;
    session.metrics();
    assert!(session.progress().diverged.is_some() && session.params()[0] == f64::from(1e15f32));
}

/// Errors of 1e18 have finite squares, but their products with weights have not.
#[test]
fn a_gradient_that_overflows_is_told_where_it_is_looked_at() {
    let rows = [[0.5, 0.25, 1.0], [-0.5, 0.5, -1.0], [0.25, -0.5, 0.5], [-0.25, 1.0, 1.0]];
    let config = Config::default().reading(table([1e18, 1e18, 1e18], false, &rows.repeat(3)), false).unwrap();
    let config = config.with([("hidden", Value::List(vec![2.0])), ("activation", text_list("linear"))]).unwrap();
    for health in [false, true] {
        let mut session = Session::<f32>::new(config.clone());
        let mut params = session.params();
        // What reaches the outputs is small, what comes back from them is not.
        params.fill(0.0);
        let last = params.len() - 3;
        params[last] = 1e10;
        session.set_params(&params).unwrap();
        session.metrics();
        assert_eq!(session.progress().diverged, None, "the loss is finite");
        if health {
            session.health(&mut Default::default());
        } else {
            assert!(odd(&session.gradients()).is_some());
        }
        assert_eq!(session.progress().diverged.map(|diverged| diverged.step), Some(0.0));
        // A step from here breaks off, and says the same.
        assert!(session.advance(1, || true).unwrap().diverged.is_some());
    }
}

fn text_list(id: &str) -> Value {
    Value::Texts(vec![id.to_owned()])
}

/// PyTorch's clipping would make such a gradient 0.
#[test]
fn a_gradient_whose_norm_overflows_is_clipped_to_its_length() {
    let rows = [[1.0, 0.5, 1.0], [-1.0, 0.25, -1.0]].repeat(4);
    let config = Config::default().reading(table([1e12, 1e12, 1e12], false, &rows), false).unwrap();
    let config = config.with([("hidden", Value::List(vec![])), ("clip_norm", Value::Number(1.0))]).unwrap();
    let mut session = Session::<f32>::new(config);
    session.set_params(&vec![0.0; session.params().len()]).unwrap();
    assert!(session.gradients()[0].abs() > 2e19, "its square overflows");
    assert_eq!(session.advance(1, || true).unwrap().diverged, None);
    let norm = session.trainer.grads().iter().map(|g| f64::from(g * g)).sum::<f64>().sqrt();
    assert!((norm - 1.0).abs() < 1e-6, "{norm}");
}

#[test]
fn numbers_whose_squares_overflow_are_refused_with_their_cell() {
    let refused = |error: crate::error::Error| (error.kind, error.field, error.found);
    let out = |field: &str, found: &str| (Kind::OutOfRange, field.to_owned(), found.to_owned());
    // Read: the row is left out, with its line and column.
    let sheet = Sheet::read("a,b,t\n1,2,3\n4,2e19,5\n6,7,8\n9,1e18,1\n").unwrap();
    let flaws = sheet.flaws(&sheet.suggest()).unwrap();
    let first = &flaws.first[0];
    assert_eq!((flaws.count, first.line, first.column.as_deref(), first.why), (1, 3, Some("b"), Why::NotFinite));
    // Of a table that is taken whole, or made elsewhere.
    assert_eq!(refused(sheet.table_of_all(1, false).unwrap_err()), out("b", "2e19 in line 3"));
    let rows = [[1.0, 0.5, 1.0], [-1.0, 0.25, -1.0], [0.5, 1.0, 0.5]];
    for (sizes, column, found) in [
        ([1e19, 1.0, 1.0], "a", "1e19 in row 1"),
        ([1.0, 1.5e18, 1.0], "b", "1.5e18 in row 3"),
        ([1.0, 1.0, 1e30], "t", "1e30 in row 1"),
    ] {
        for standardise in [false, true] {
            let table = table(sizes, false, &rows);
            assert_eq!(refused(Config::default().reading(table, standardise).unwrap_err()), out(column, found));
        }
        let prepared = Session::<f32>::prepared("", Some(table(sizes, false, &rows)), None);
        assert_eq!(prepared.err().map(refused), Some(out(column, found)));
    }
    // By hand.
    let session = Session::<f32>::new(Config::from_link("data=plane").unwrap());
    assert_eq!(refused(session.painted([0.5, 0.5], -2e19).unwrap_err()), out("paint", "-2e19"));
    assert_eq!(session.painted([1e20, 0.5], 0.0).unwrap_err().kind, Kind::OutOfRange);
    assert_eq!(session.moved(0, [0.5, -1e20]).unwrap_err().field, "move");
    assert!(session.painted([0.5, 0.5], 1e18).is_ok());
}

fn size() -> impl Strategy<Value = f64> {
    // Powers of ten without the platform's.
    (0usize..=48).prop_map(|power| format!("1e{}", power as i32 - 30).parse().unwrap())
}

fn of<C: Choice + Debug>() -> impl Strategy<Value = C> {
    select(C::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wild_sessions_show_finite_numbers_or_tell_a_divergence(
        (sizes, classes, standardise) in ([size(), size(), size()], any::<bool>(), any::<bool>()),
        rows in proptest::collection::vec([-1.0..1.0f64, -1.0..1.0f64, -1.0..1.0f64], 4..24),
        (lr, wild) in (0usize..10, any::<bool>()),
        (loss, norm, activation, optimizer) in (of::<Loss>(), of::<Norm>(), of::<Activation>(), of::<Optimizer>()),
        (output, initializer) in (of::<Activation>(), of::<Initializer>()),
        hidden in proptest::collection::vec(1u32..4, 0..4),
        (clip, l2, steps) in (select(vec![0.0, 0.001, 1000.0]), select(vec![0.0, 1.0]), 0u64..60),
    ) {
        let mut config = Config::default().reading(table(sizes, classes, &rows), standardise).unwrap();
        let text = |id: &str| Value::Text(id.to_owned());
        let changes = [
            ("loss", text(loss.id())),
            ("norm", text(norm.id())),
            ("activation", Value::Texts(vec![activation.id().to_owned()])),
            ("optimizer", text(optimizer.id())),
            ("output_activation", text(output.id())),
            ("initializer", text(initializer.id())),
            ("hidden", Value::List(hidden.iter().map(|&units| f64::from(units)).collect())),
            ("clip_norm", Value::Number(clip)),
            ("l2", Value::Number(l2)),
            ("init_scale", Value::Number(if wild { 10.0 } else { 1.0 })),
        ];
        // A choice that does not fit the others is left out.
        for change in changes {
            config = config.with([change]).unwrap_or(config);
        }
        config.lr = [1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6][lr];
        let case = format!("{} of {sizes:?}, {} rows", config.to_link(), rows.len());
        let mut session = Session::<f32>::new(config);
        hold(&mut session, &case)?;
        for part in [1, steps, 20] {
            let _ = session.advance(part, || true);
            session.metrics();
            hold(&mut session, &case)?;
        }
    }
}
