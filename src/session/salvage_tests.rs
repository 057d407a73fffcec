//! What is whole of a saved session comes back although its training state is bad.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::opened::{Opened, Part};
use super::saved::{Saved, SavedCurve, SavedPast, Training};
use super::tests::trained_from;
use super::*;
use crate::data::{Points, Table};
use proptest::prelude::*;

type Whole = Training<f32>;

/// Saved bytes with their training state changed.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Whole)) -> Vec<u8> {
    let (mut saved, rest) = postcard::take_from_bytes::<Saved<f32>>(&bytes[1..]).unwrap();
    change(saved.training.as_mut().unwrap());
    [&bytes[..1], &postcard::to_allocvec(&saved).unwrap(), rest].concat()
}

fn past(training: &mut Whole) -> &mut SavedPast<f32> {
    training.past.as_mut().unwrap()
}

fn open(bytes: &[u8]) -> Opened<f32> {
    Session::opened(bytes).unwrap()
}

/// Points by hand: settings with points of the user's own.
fn painted() -> Session<f32> {
    let mut session = trained_from("noise=10&data_seed=7&optimizer=adam&norm=batch&hidden=3&patience=50");
    for i in 0..9 {
        session.configure(session.painted([0.1 * f64::from(i), 0.3], f64::from(i % 2)).unwrap());
    }
    session.advance(300, || true).unwrap();
    session
}

/// A table with names.
fn table() -> Session<f32> {
    let mut points = Points::new(3);
    (0..60).for_each(|i| points.push(&[f64::from(i) / 10.0, 300.5, f64::from(i % 7)], f64::from(i % 3)));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let table = Table::read(names(&["a", "b", "长度"]), "kind".to_owned(), names(&["x", "y", "z"]), points);
    let config = Config::default().reading(table, true).unwrap();
    let more = [("optimizer", "nadam"), ("norm", "batch"), ("schedule", "plateau")];
    let more = more.map(|(key, id)| (key, Value::Text(id.to_owned())));
    let mut session = Session::new(config.with(more).unwrap());
    session.advance(200, || true).unwrap();
    session
}

/// One bad training state: its name, and what makes it bad.
type Bad = (&'static str, fn(&mut Whole));

/// States that no network can be in.
const BAD: &[Bad] = &[
    ("a parameter that is no number", |training| training.now.params[2] = f32::NAN),
    ("an infinite parameter", |training| training.now.params[0] = f32::NEG_INFINITY),
    ("parameters whose loss overflows", |training| training.now.params.fill(f32::MAX)),
    ("an infinite running variance", |training| *training.now.buffers.last_mut().unwrap() = f32::INFINITY),
    ("an optimiser's memory that is no number", |training| training.now.state.slots[1] = f32::NAN),
    ("an infinite product of momenta", |training| training.now.state.product = f64::INFINITY),
    ("a parameter too few", |training| training.now.params.truncate(5)),
    ("a parameter too many", |training| training.now.params.push(0.5)),
    ("no running statistics", |training| training.now.buffers.clear()),
    ("no memory of the optimiser", |training| training.now.state.slots.clear()),
    ("more steps than can be counted", |training| training.now.steps = u64::MAX),
    ("a place behind the last sample", |training| training.seen.place.cursor = usize::MAX >> 12),
    ("more epochs than can be counted", |training| training.seen.place.epoch = 1 << 60),
];

#[test]
fn settings_points_and_curve_outlive_a_bad_training_state() {
    for (session, data) in [(painted(), "painted"), (table(), "a table")] {
        let fresh = Session::<f32>::new(session.config().clone());
        for &(what, change) in BAD {
            for keep in [Keep::Present, Keep::All] {
                let case = format!("{data}, {keep:?}, {what}");
                let Opened { session: mut opened, left_out, curve } = open(&changed(&session.saved(keep), change));
                assert_eq!(left_out, [Part::Training], "{case}");
                assert_eq!((opened.config(), opened.points().0), (session.config(), session.points().0), "{case}");
                assert_eq!(opened.config().own.classes, session.config().own.classes, "{case}");
                assert_eq!(opened.params(), fresh.params(), "{case}: the first weights");
                let progress = opened.progress();
                assert_eq!((progress.step, progress.epoch, progress.diverged), (0.0, 0.0, None), "{case}");
                assert_eq!(opened.curve().count(), 1, "{case}: a new curve");
                let records = curve.map(|curve| (curve.records, curve.loss, curve.problem));
                let config = session.config();
                let expected = (session.history.records().to_vec(), config.loss, config.problem());
                assert_eq!(records, (keep == Keep::All).then_some(expected), "{case}");
                // It is a session like any other.
                assert_eq!(opened.advance(20, || true).unwrap().step, 20.0, "{case}");
                assert_eq!(open(&opened.saved(Keep::All)).whole().params(), opened.params(), "{case}");
            }
        }
    }
}

/// What only matters once training goes back is no reason to lose the network.
#[test]
fn bad_moments_to_go_back_to_are_left_out_alone() {
    let changes: &[Bad] = &[
        ("the step before", |training| past(training).trainer.previous.params[0] = f32::NAN),
        ("the mark", |training| past(training).trainer.marked.buffers[0] = f32::INFINITY),
        ("the last gradient", |training| past(training).trainer.grads[3] = f32::NAN),
        ("too few gradients", |training| past(training).trainer.grads.truncate(5)),
        ("the place before", |training| past(training).before_last.samples = u64::MAX),
        ("the best weights", |training| training.best.as_mut().unwrap().state.slots[0] = f32::NAN),
        ("the lowest loss", |training| training.watch = bad_watch()),
    ];
    let mut session = painted();
    for &(what, change) in changes {
        let Opened { session: mut opened, left_out, curve } = open(&changed(&session.saved(Keep::All), change));
        assert_eq!((left_out, curve.is_none()), (vec![Part::Past], true), "{what}");
        assert_eq!((opened.params(), opened.progress()), (session.params(), session.progress()), "{what}");
        assert_eq!(opened.curve().collect::<Vec<_>>(), session.curve().collect::<Vec<_>>(), "{what}");
        assert!(opened.trainer.best().params.iter().all(|p| p.is_finite()), "{what}");
        opened.advance(500, || true).unwrap();
        assert_eq!(open(&opened.saved(Keep::All)).whole().params(), opened.params(), "{what}");
    }
}

fn bad_watch() -> super::watch::Watch {
    super::watch::Watch::new(Some(f64::NAN), 0)
}

#[test]
fn a_bad_curve_is_left_out_alone() {
    let changes: &[Bad] = &[
        ("no loss of the last batch", |training| past(training).curve.batch_loss = Some(f64::NAN)),
        ("an event at no time", |training| past(training).curve.events[0].0 = f64::INFINITY),
        ("a curve out of order", |training| {
            let record = past(training).curve.history.records()[0];
            past(training).curve.history.append(record);
        }),
    ];
    let mut session = painted();
    let lr = session.config().with([("lr", Value::Number(0.02))]).unwrap();
    session.configure(lr);
    session.advance(100, || true).unwrap();
    for &(what, change) in changes {
        let Opened { session: mut opened, left_out, .. } = open(&changed(&session.saved(Keep::All), change));
        assert_eq!(left_out, [Part::Curve], "{what}");
        assert_eq!((opened.params(), opened.curve().count()), (session.params(), 1), "{what}");
        let (told, expected) = (opened.advance(200, || true).unwrap(), session.progress().step + 200.0);
        assert_eq!(told.step, expected, "{what}");
    }
    // Neither the network nor its curve.
    let both = changed(&session.saved(Keep::All), |training| {
        training.now.params[0] = f32::NAN;
        past(training).curve.history = History::new(Record { lr: f64::NAN, ..session.history.records()[0] });
    });
    let opened = open(&both);
    assert_eq!((opened.left_out, opened.curve.is_none()), (vec![Part::Training, Part::Curve], true));
}

#[test]
fn bad_first_weights_give_way_to_those_of_the_settings() {
    let given = [0.5, -0.25, 0.125, 1.0, 0.75, -1.5, 0.0, 0.1, -0.3];
    let mut session = Session::<f32>::prepared("hidden=2&data=moons", None, Some(&given)).unwrap();
    session.advance(70, || true).unwrap();
    let bytes = session.saved(Keep::Present);
    // The last number is the last first weight.
    let mut bad = bytes.clone();
    let at = bad.len() - 4;
    bad[at..].copy_from_slice(&f32::NAN.to_le_bytes());
    let Opened { session: mut opened, left_out, .. } = open(&bad);
    assert_eq!((left_out, opened.params()), (vec![Part::FirstWeights], session.params()));
    opened.reset();
    assert_eq!(opened.params(), Session::<f32>::new(session.config().clone()).params());
    // A training state that is bad begins anew with those that were given.
    let opened = open(&changed(&bytes, |training| training.now.params[1] = f32::NAN));
    let first = given.map(|p| f64::from(p as f32)).to_vec();
    assert_eq!((opened.left_out, opened.session.params()), (vec![Part::Training], first));
}

/// Sessions to be damaged, and where the training state begins in their bytes.
fn damageable() -> Vec<(Vec<u8>, usize)> {
    let sessions = [painted(), table(), trained_from("samples=30&optimizer=adam&hidden=2&dropout=20")];
    let saved = sessions.iter().flat_map(|session| [session.saved(Keep::Present), session.saved(Keep::All)]);
    saved
        .map(|bytes| {
            let saved = postcard::take_from_bytes::<Saved<f32>>(&bytes[1..]).unwrap().0;
            let training = postcard::to_allocvec(&saved.training).unwrap().len();
            let start = bytes.len() - training;
            (bytes, start)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever bytes of the training state become: opened, salvaged or refused; never a panic, and never other settings or points.
    #[test]
    fn damage_of_the_training_state_keeps_settings_and_points(
        which in 0usize..6,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        thread_local!(static SAVED: Vec<(Vec<u8>, usize)> = damageable());
        let (mut bytes, start) = SAVED.with(|saved| saved[which].clone());
        let whole = Session::<f32>::opened(&bytes).unwrap().whole();
        for (at, byte) in damage {
            let at = start + at.index(bytes.len() - start);
            bytes[at] = byte;
        }
        if let Ok(Opened { session: mut opened, left_out, curve }) = Session::<f32>::opened(&bytes) {
            prop_assert_eq!((opened.config(), opened.points()), (whole.config(), whole.points()));
            prop_assert!(opened.params().iter().all(|p| p.is_finite()));
            prop_assert!(curve.is_none() || left_out.contains(&Part::Training));
            prop_assert!(curve.iter().flat_map(|curve| &curve.records).all(Record::is_finite));
            opened.advance(3, || true).unwrap();
            opened.metrics();
            Session::<f32>::opened(&opened.saved(Keep::All)).unwrap().whole();
        }
    }
}

/// Version 1 wrote the curve's fields beside those of the past: a part of its own has no frame, so the bytes are the same.
#[test]
fn the_form_of_what_is_saved_is_that_of_version_1() {
    let bytes = painted().saved(Keep::All);
    let saved = postcard::take_from_bytes::<Saved<f32>>(&bytes[1..]).unwrap().0;
    let SavedPast { trainer, before_last, at_mark, curve } = saved.training.unwrap().past.unwrap();
    let SavedCurve { batch_loss, diverged, stopped, history, events } = curve;
    let flat = (trainer, before_last, at_mark, batch_loss, diverged, stopped, history, events);
    assert!(bytes.ends_with(&postcard::to_allocvec(&flat).unwrap()));
}
