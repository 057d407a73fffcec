//! The user's own points, and windows on more coordinates than two.

use super::tests::{changed, trained_from};
use super::*;
use crate::data::{DataSet, Points, Table};
use crate::error::Kind;

/// Four columns of different size, three classes.
fn flowers() -> Table {
    let mut points = Points::new(4);
    for i in 0..150 {
        let class = f64::from(i % 3);
        let spread = |column: i32| libm::sin(f64::from(i * (column + 3)));
        points.push(
            &[5.0 + class + 0.4 * spread(0), 300.0 + 9.0 * spread(1), 0.01 * class + 0.003 * spread(2), 7.0],
            class,
        );
    }
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Table::read(names(&["length", "mass", "share", "constant"]), "kind".to_owned(), names(&["a", "b", "c"]), points)
}

fn reading(table: Table, link: &str) -> Session<f32> {
    Session::new(Config::from_link(link).unwrap().reading(table, true).unwrap())
}

#[test]
fn painting_goes_on_with_the_network_as_it_is() {
    let mut session = trained_from("noise=10");
    let (before, steps) = (session.params(), session.progress().step);
    let drawn = session.points().0.clone();
    let train = session.points().1;
    let config = session.painted([0.75, 0.25], 0.0).unwrap();
    let effect = session.configure(config);
    assert_eq!(effect, Effect { reset: false, data: true });
    assert_eq!((session.params(), session.progress().step), (before, steps));
    let (points, trained) = session.points();
    assert_eq!((points.len(), trained), (drawn.len() + 1, train + 1));
    assert_eq!((points.x(train), points.target(train)), (&[3.0, 3.0][..], 0.0), "a point to train on");
    assert_eq!((points.x(0), points.x(train + 1)), (drawn.x(0), drawn.x(train)), "the others are where they were");
    assert_eq!(session.config().data, DataSet::Own);
    session.advance(10, || true).unwrap();

    // There and back again: the first points, and the network still.
    let effect = changed(&mut session, "data", Value::Text("circle".to_owned()));
    assert_eq!(effect, Effect { reset: false, data: true });
    assert_eq!(session.points().0, &drawn);
    changed(&mut session, "data", Value::Text("own".to_owned()));
    assert_eq!(session.points().0.len(), drawn.len() + 1, "own points are not lost");
}

#[test]
fn points_are_moved_and_taken_away_where_they_lie() {
    let mut session = trained_from("samples=40");
    let [right, down] = session.view().part(session.points().0.x(3), 0.0);
    assert_eq!(session.nearest([right, down], 0.02), Some(3));
    let config = session.moved(3, [0.5, 0.5]).unwrap();
    session.configure(config);
    assert_eq!(session.points().0.x(3), [0.0, 0.0]);
    let config = session.erased([0.5, 0.5], 0.001).unwrap();
    session.configure(config);
    assert_eq!(session.points().0.len(), 39);
    let error = session.moved(99, [0.5, 0.5]).unwrap_err();
    assert_eq!((error.kind, error.field.as_str()), (Kind::OutOfRange, "point"));
    for (at, target) in [([f64::NAN, 0.0], 0.0), ([0.0, f64::INFINITY], 0.0), ([0.5, 0.5], 10.0), ([0.5, 0.5], -1.0)] {
        assert!(session.painted(at, target).is_err(), "{at:?} {target}");
    }
}

#[test]
fn an_empty_plane_can_be_looked_at_and_painted_on() {
    let mut session = trained_from("");
    let config = session.cleared().unwrap();
    session.configure(config);
    assert_eq!(session.points().0.len(), 0);
    let metrics = session.metrics();
    assert_eq!((metrics.train.loss, metrics.test.loss, metrics.train.samples), (None, None, 0.0));
    assert_eq!(session.advance(1, || true).unwrap_err().kind, Kind::NoPoints);
    assert!(session.gradients().iter().all(|g| *g == 0.0) && session.gradient_check(None, 1e-5).unwrap().is_empty());
    assert!(session.health(&mut Default::default()).columns.is_empty() && session.trace(0).is_err());
    assert!(session.progress().diverged.is_none());
    session.report();
    session.reset();
    session.grid(10, &mut Answers::default());
    for (at, class) in [([0.2, 0.2], 0.0), ([0.8, 0.8], 1.0), ([0.25, 0.2], 0.0)] {
        let config = session.painted(at, class).unwrap();
        session.configure(config);
    }
    session.advance(300, || true).unwrap();
    let metrics = session.metrics();
    assert!(metrics.train.loss.is_some_and(|loss| loss < 0.1) && metrics.test.loss.is_none(), "{metrics:?}");
    let curve: Vec<_> = session.curve().collect();
    assert!(curve.len() > 100, "the training loss has its curve without test points: {} records", curve.len());
    assert!(curve.iter().skip(1).all(|record| record.test.is_nan()));
    assert!(session.progress().diverged.is_none());
}

#[test]
fn a_third_class_makes_a_third_output() {
    let mut session = trained_from("");
    let config = session.painted([0.5, 0.5], 2.0).unwrap();
    assert!(session.configure(config).reset);
    assert_eq!((session.config().classes(), session.config().outputs()), (3, 3));
    let error = session.config().with([("classes", Value::Number(2.0))]).unwrap_err();
    assert_eq!((error.kind, error.field.as_str()), (Kind::OutOfRange, "classes"));
    changed(&mut session, "classes", Value::Number(5.0));
    assert_eq!(session.config().outputs(), 5);
    session.advance(10, || true).unwrap();
}

#[test]
fn a_table_of_more_columns_is_learned() {
    let mut session = reading(flowers(), "hidden=6&optimizer=adam&formula=x1*x2&lr=0.03&train_share=70");
    assert_eq!((session.config().classes(), session.config().outputs()), (3, 3));
    assert_eq!(session.network().inputs(), 5, "all columns, and a formula of the first two");
    let (points, train) = session.points();
    assert_eq!((points.columns(), points.len(), train), (4, 150, 105));
    // Standardised by the training part.
    for column in 0..3 {
        let mean = (0..105).map(|s| f64::from(session.train.x(s)[column])).sum::<f64>() / 105.0;
        assert!(mean.abs() < 1e-4, "{column}: {mean}");
    }
    for _ in 0..150 {
        session.epoch().unwrap();
    }
    let metrics = session.metrics();
    assert!(metrics.test.accuracy.is_some_and(|accuracy| accuracy > 0.9), "{metrics:?}");
    let about = session.about();
    assert_eq!((about.columns[1].as_str(), about.classes[2].as_str(), about.target.as_str()), ("mass", "c", "kind"));
    let point = session.points().0.x(0).to_vec();
    let answers = session.predict(&point).unwrap();
    assert!((answers.iter().sum::<f64>() - 1.0).abs() < 1e-5);
    assert!(session.predict(&[1.0, 2.0, 3.0]).is_err(), "four numbers a sample");
    let checks = session.gradient_check(None, 1e-5).unwrap();
    assert!(checks.iter().all(|check| check.relative_error() < 1e-6));
}

#[test]
fn windows_turn_to_other_columns_and_hold_the_rest() {
    let mut session = reading(flowers(), "hidden=6");
    session.turn([2, 1]).unwrap();
    let view = session.view().clone();
    assert!(view.x[0] < 0.0 && view.x[1] < 0.05 && view.y[0] > 280.0 && view.y[1] < 320.0, "{view:?}");
    let mut x = [0.0; 4];
    view.place([0.5, 0.5], &mut x);
    assert!((x[2] - (view.x[0] + view.x[1]) / 2.0).abs() < 1e-12 && (x[1] - 300.0).abs() < 10.0);
    assert!((x[0] - 6.0).abs() < 0.2 && (x[3] - 7.0).abs() < 1e-9, "the others are held at their means: {x:?}");
    let mut before = Answers::default();
    session.grid(20, &mut before);
    session.hold(0, 3.0).unwrap();
    let mut after = Answers::default();
    session.grid(20, &mut after);
    assert_ne!(before, after, "another slice");
    assert_eq!(session.turn([0, 4]).unwrap_err().kind, Kind::OutOfRange);
    assert_eq!(session.hold(0, f64::NAN).unwrap_err().kind, Kind::NotFinite);
    session.view_home();
    assert_eq!((session.view().axes, session.view().held[0]), ([2, 1], 3.0));
}

#[test]
fn features_of_the_plane_and_a_formula_that_does_not_fit_give_way() {
    let mut session = reading(flowers(), "features=x1-squared.x1x2&formula=x2");
    assert_eq!(session.network().inputs(), 5);
    let effect = changed(&mut session, "data", Value::Text("sine".to_owned()));
    assert!(effect.reset && !session.config().formula.is_some(), "x2 is not there");
    assert_eq!(session.network().inputs(), 1, "the square of x1");
    assert!(!session.config().standardise, "the plane needs it not");
    changed(&mut session, "data", Value::Text("own".to_owned()));
    assert!(session.config().standardise && session.config().classes() == 3);
}

#[test]
fn numbers_are_standardised_and_told_in_their_own_units() {
    let mut points = Points::new(3);
    for i in 0..200 {
        let [a, b] = [f64::from(i % 20), f64::from(i / 20)];
        points.push(&[a, b, 1.0], 50_000.0 + 1000.0 * a - 500.0 * b);
    }
    let columns = Table::names(3);
    let table = Table::read(columns, "price".to_owned(), Vec::new(), points);
    let mut session = reading(table, "hidden=none&lr=0.1");
    for _ in 0..60 {
        session.epoch().unwrap();
    }
    let metrics = session.metrics();
    assert!(
        metrics.test.r2.is_some_and(|r2| r2 > 0.99) && metrics.test.mae.is_some_and(|mae| mae < 400.0),
        "{metrics:?}"
    );
    let price = session.predict(&[10.0, 5.0, 1.0]).unwrap()[0];
    assert!((price - 57_500.0).abs() < 500.0, "{price}");
    let range = session.target_range();
    assert!(range == [45_500.0, 69_000.0], "{range:?}");
    assert_eq!(session.about().range, range);
}

#[test]
fn curves_are_fitted() {
    for link in ["data=sine&hidden=16&optimizer=adam&lr=0.02", "data=polynomial&hidden=16&optimizer=adam&lr=0.02"] {
        let mut session = trained_from(link);
        assert_eq!((session.network().inputs(), session.config().columns()), (1, 1));
        for _ in 0..300 {
            session.epoch().unwrap();
        }
        assert!(session.metrics().test.r2.is_some_and(|r2| r2 > 0.95), "{link}: {:?}", session.metrics());
        let mut line = Answers::default();
        session.line(101, &mut line);
        for place in [10, 50, 90] {
            let x = -6.0 + 0.12 * f64::from(place);
            let at = session.predict(&[x]).unwrap()[0];
            assert!((f64::from(line.values[place as usize]) - at).abs() < 1e-5);
        }
    }
    // A painted point's height is its number.
    let session = trained_from("data=sine");
    let config = session.painted([0.5, 0.25], 0.0).unwrap();
    let height = session.view().height(0.25);
    let place = config.own.train - 1;
    assert_eq!((config.own.points.x(place), config.own.points.target(place)), (&[0.0][..], height));
}

#[test]
fn a_probe_tells_answers_values_and_the_point_there() {
    let mut session = trained_from("");
    let probe = session.probe([0.5, 0.5]).unwrap();
    assert_eq!(probe.layers.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 2, 1]);
    let answers = session.predict(&probe.x).unwrap();
    assert!((probe.answers[1] - answers[0]).abs() < 1e-6 && (probe.answers[0] + answers[0] - 1.0).abs() < 1e-6);
    let [right, down] = session.view().part(session.points().0.x(7), 0.0);
    let probe = session.probe([right + 0.001, down]).unwrap();
    let (points, _) = session.points();
    let place = probe.point.expect("a point") as usize;
    assert_eq!((probe.x.as_slice(), probe.target), (points.x(place), Some(points.target(place))));
    assert!(session.probe([f64::NAN, 0.0]).is_err());
}

#[test]
fn wrong_answers_are_those_that_accuracy_counts() {
    for link in ["noise=40", "data=rings&noise=20", "data=spiral&loss=hinge", "loss=cross-entropy&noise=40"] {
        let mut session = trained_from(link);
        let (train, all) = (session.points().1, session.points().0.len());
        let metrics = session.metrics();
        for (part, figures) in [(0..train, metrics.train), (train..all, metrics.test)] {
            let (mut wrong, count) = (0, part.len());
            session.wrong(part.clone(), |place| {
                assert!(part.contains(&place));
                wrong += 1;
            });
            let accuracy = 1.0 - f64::from(wrong) / count as f64;
            assert!((accuracy - figures.accuracy.unwrap()).abs() < 1e-9, "{link}");
        }
    }
}

#[test]
fn another_share_or_seed_parts_own_points_anew() {
    let mut session = reading(flowers(), "");
    let before = session.points().0.clone();
    assert_eq!(session.points().1, 75);
    changed(&mut session, "train_share", Value::Number(80.0));
    assert_eq!(session.points().1, 120);
    assert!(session.points().0 == &before, "moves only the border");
    let effect = changed(&mut session, "data_seed", Value::Number(9.0));
    assert!(effect.data && !effect.reset && session.points().0 != &before && session.points().0.len() == 150);
}
