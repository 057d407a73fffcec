//! Early stopping and the plateau watch the test loss, and do nothing where there is none.

use super::tests::changed;
use super::watch::Watch;
use super::*;
use crate::data::{Points, Table};

/// A line of points, the first `train` of which are trained on; numbers are answered.
fn line(targets: &[f64], train: usize) -> Table {
    let mut points = Points::new(1);
    for (place, target) in targets.iter().enumerate() {
        points.push(&[place as f64 / 4.0], *target);
    }
    Table { train, ..Table::read(vec!["a".to_owned()], "t".to_owned(), Vec::new(), points) }
}

fn session(link: &str, table: Table) -> Session<f32> {
    let config = Config::from_link_about(&format!("data=own&standardise=false&{link}"), table.into()).unwrap();
    Session::new(config)
}

/// Trains so many epochs and returns the rates.
fn rates(session: &mut Session<f32>, epochs: u64) -> Vec<f64> {
    (0..epochs).map(|_| session.epoch().unwrap().lr).collect()
}

const FEW: [f64; 6] = [0.1, 0.3, 0.2, 0.6, 0.5, 0.9];

#[test]
fn without_test_points_neither_does_anything() {
    for link in ["patience=2", "patience=1&schedule=plateau&schedule_every=1&schedule_gamma=0.1"] {
        let link = format!("loss=mse&hidden=3&lr=0.05&batch_size=2&{link}");
        let (mut watched, mut plain) = (session(&link, line(&FEW, 6)), session(&link, line(&FEW, 6)));
        changed(&mut plain, "patience", Value::Number(0.0));
        changed(&mut plain, "schedule", Value::Text("constant".to_owned()));
        for epoch in 1..=40 {
            let (told, wanted) = (watched.epoch().unwrap(), plain.epoch().unwrap());
            assert_eq!(told, wanted, "{link}, epoch {epoch}");
            assert_eq!((told.stopped, told.lr), (None, 0.05));
        }
        assert_eq!(watched.params(), plain.params(), "{link}");
    }
}

#[test]
fn an_infinite_test_loss_is_none() {
    let wild = [0.1, 0.3, 0.2, 3e30];
    let mut session =
        session("loss=mse&hidden=none&lr=0.05&patience=3&schedule=plateau&schedule_every=2", line(&wild, 3));
    let first = session.params();
    assert_eq!(session.metrics().test.loss, None);
    assert_eq!(rates(&mut session, 30), [0.05; 30]);
    assert_eq!(session.progress().stopped, None);
    assert_ne!(session.params(), first);
}

#[test]
fn both_end_with_the_last_test_point_and_begin_with_the_next() {
    let link = "loss=mse&hidden=none&lr=0.5&patience=4&schedule=plateau&schedule_every=1&schedule_gamma=0.5";
    let mut session = session(link, line(&FEW, 3));
    session.epoch().unwrap();
    let without = Table { train: 3, ..line(&FEW[..3], 3) };
    session.configure(session.config().edited(without).unwrap());
    let lr = session.progress().lr;
    assert_eq!(rates(&mut session, 30), vec![lr; 30], "no test point is left");
    assert_eq!(session.progress().stopped, None);
    // Far from what is learned, a test loss rises when training goes on.
    session.configure(session.config().edited(line(&[0.1, 0.3, 0.2, -9.0], 3)).unwrap());
    let stopped = (0..200).find_map(|_| session.epoch().unwrap().stopped);
    assert!(stopped.is_some_and(|epoch| epoch >= 31.0), "{stopped:?}");
    assert!(session.progress().lr < lr);
}

#[test]
fn what_needs_test_points_says_so() {
    let needs = |key: &str| Needs::of_setting(key);
    let plateau = Needs::of_effect("schedule", "plateau");
    assert_eq!(
        (needs("patience"), plateau.len(), Needs::of_effect("schedule", "cosine").len()),
        (plateau.clone(), 1, 0)
    );
    for (table, there) in [(line(&FEW, 6), false), (line(&FEW, 5), true), (line(&[], 0), false), (line(&FEW, 0), true)]
    {
        assert_eq!(plateau[0].holds(session("loss=mse", table).config()), there);
    }
    for link in ["", "samples=10&train_share=90", "data=sine&train_share=10", "data=blobs&samples=13"] {
        let config = Config::from_link(link).unwrap();
        let (points, train) = config.points();
        assert_eq!((config.test_points(), plateau[0].holds(&config)), (points.len() - train, true), "{link}");
    }
    // It stays chosen, and may be chosen.
    let config = session("loss=mse&schedule=plateau", line(&FEW, 6)).config().clone();
    assert_eq!(config.schedule, crate::nn::Schedule::Plateau);
    let entry = crate::catalog::catalog().settings.into_iter().find(|entry| entry.key == "schedule").unwrap();
    assert_eq!((entry.only.len(), entry.only[0].id, &entry.only[0].needs), (1, "plateau", &plateau));
}

/// Links of runs that early stopping has ended.
const STOPPING: &[&str] = &[
    "data=moons&noise=40&samples=40&hidden=12-12&lr=0.03&optimizer=adam&patience=4",
    "data=spiral&noise=30&samples=60&hidden=16&optimizer=nadam&norm=batch&patience=7&dropout=10",
    "data=plane&noise=50&samples=20&hidden=16-8&lr=0.2&patience=2&schedule=plateau&schedule_every=1",
];

fn stopped(link: &str) -> Session<f32> {
    let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
    assert!((0..3000).any(|_| session.epoch().unwrap().stopped.is_some()), "{link} stops");
    session
}

#[test]
fn a_link_made_after_early_stopping_goes_on_as_the_original() {
    for link in STOPPING {
        for keep in [Keep::Present, Keep::All] {
            let mut session = stopped(link);
            let mut opened = Session::<f32>::opened(&session.saved(keep)).unwrap().whole();
            // It stops again and again, each time after as long.
            for _ in 0..3 {
                let from = session.progress().epoch;
                let told = session.advance(1_000_000, || true).unwrap();
                assert_eq!(opened.advance(1_000_000, || true).unwrap(), told, "{link}, {keep:?}");
                assert!(told.stopped.is_some() && told.epoch >= from + f64::from(session.config().patience), "{link}");
                assert_eq!(opened.params(), session.params(), "{link}, {keep:?}");
            }
        }
    }
}

#[test]
fn a_link_left_in_the_moment_of_stopping_waits_as_long_again() {
    for link in STOPPING {
        for keep in [Keep::Present, Keep::All] {
            let mut session = stopped(link);
            let now = session.watch;
            let epoch = session.progress().stopped.unwrap() as u64;
            // Earlier versions kept the epoch of the lowest loss.
            session.watch = Watch::new(session.metrics().test.loss, epoch);
            assert_ne!(session.watch, now);
            let saved = session.saved(keep);
            session.watch = now;
            let mut opened = Session::<f32>::opened(&saved).unwrap().whole();
            let told = session.advance(1_000_000, || true).unwrap();
            assert_eq!(opened.advance(1_000_000, || true).unwrap(), told, "{link}, {keep:?}");
        }
    }
}

#[test]
fn a_setting_changed_after_early_stopping_has_as_long_to_help() {
    let mut session = stopped(STOPPING[0]);
    let (from, patience) = (session.progress().epoch, f64::from(session.config().patience));
    changed(&mut session, "lr", Value::Number(0.001));
    let told = session.advance(1_000_000, || true).unwrap();
    assert!(told.stopped.is_some() && told.epoch >= from + patience, "{told:?}");
}
