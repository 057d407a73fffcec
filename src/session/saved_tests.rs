//! What is saved comes back, bit for bit; what was not saved is refused.

use super::Value;
use super::tests::trained_from;
use super::*;
use crate::data::{DataSet, Points, Table};
use crate::error::Kind;

fn bits(session: &Session<f32>) -> Vec<u64> {
    session.params().into_iter().map(f64::to_bits).collect()
}

fn trained(link: &str, steps: u64) -> Session<f32> {
    let mut session = Session::new(Config::from_link(link).unwrap());
    session.advance(steps, || true).unwrap();
    session
}

/// Links whose training remembers something.
const LINKS: &[&str] = &[
    "",
    "optimizer=adam&data=spiral&hidden=8-8&dropout=20&batch_size=13",
    "optimizer=nadam&norm=batch&data=rings&noise=20",
    "optimizer=momentum&schedule=plateau&schedule_every=1&noise=30",
    "schedule=cosine&l2=0.01&order=fixed&patience=3&noise=40",
    "data=sine&hidden=6&optimizer=rmsprop&standardise=true&features=x1",
    "jitter=0.3&rotation=20&batch_size=500&samples=3000&norm=layer",
    "data_seed=9&train_share=70&features=x1.x2.x1x2&formula=sin%28x1%29&data=blobs&classes=5",
];

#[test]
fn what_is_opened_goes_on_to_the_same_bits() {
    for link in LINKS {
        for keep in [Keep::Present, Keep::All] {
            let mut session = trained(link, 1003);
            let mut opened = Session::<f32>::opened(&session.saved(keep)).unwrap().whole();
            assert_eq!(opened.config(), session.config(), "{link}");
            assert_eq!((bits(&opened), opened.progress().step), (bits(&session), session.progress().step), "{link}");
            for _ in 0..3 {
                let told = session.advance(350, || true).unwrap();
                assert_eq!(opened.advance(350, || true).unwrap(), told, "{link}");
                assert_eq!(bits(&opened), bits(&session), "{link}");
            }
            assert_eq!(opened.metrics(), session.metrics(), "{link}");
        }
    }
}

#[test]
fn all_of_it_keeps_curve_marks_and_the_last_gradient() {
    let mut session = trained("optimizer=adam&noise=20", 500);
    let changed = session.config().with([("lr", Value::Number(0.003))]).unwrap();
    session.configure(changed);
    session.advance(333, || true).unwrap();
    let mut opened = Session::<f32>::opened(&session.saved(Keep::All)).unwrap().whole();
    assert_eq!(opened.curve().collect::<Vec<_>>(), session.curve().collect::<Vec<_>>());
    assert_eq!((opened.events(), opened.events().len()), (session.events(), 1));
    assert_eq!(opened.progress(), session.progress());
    assert_eq!(opened.trainer.grads(), session.trainer.grads());
    assert_eq!(opened.trainer.params_before(), session.trainer.params_before());
    let shorter = session.saved(Keep::Present);
    assert!(shorter.len() * 4 < session.saved(Keep::All).len());
    assert_eq!(Session::<f32>::opened(&shorter).unwrap().whole().curve().count(), 1);
}

#[test]
fn a_divergence_goes_back_to_the_same_place() {
    let mut session = trained("data=plane&lr=1&hidden=8", 30);
    let mut opened = Session::<f32>::opened(&session.saved(Keep::All)).unwrap().whole();
    for _ in 0..2 {
        let told = session.advance(2000, || true).unwrap();
        assert!(told.diverged.is_some());
        assert_eq!(opened.advance(2000, || true).unwrap(), told);
        assert_eq!(bits(&opened), bits(&session));
    }
    let again = Session::<f32>::opened(&session.saved(Keep::All)).unwrap().whole();
    assert_eq!(again.progress(), session.progress());
}

/// A batch whose loss overflows (dropout, batch norm) goes back behind the record of the epoch that has just ended.
#[test]
fn a_run_that_went_back_behind_its_last_record_is_saved_whole() {
    let mut session = trained("samples=20&batch_size=10", 30);
    assert_eq!(session.history.records().last().map(|last| last.epoch), Some(30.0), "a step is an epoch");
    session.trainer.undo();
    session.went_back(crate::nn::Divergence::Loss, session.before_last);
    for steps in [0, 1, 5] {
        session.advance(steps, || true).unwrap();
        Session::<f32>::opened(&session.saved(Keep::All)).unwrap().whole();
    }
    let epochs = session.history.records().iter().map(|record| record.epoch);
    assert!(epochs.eq((0..=35).map(f64::from)), "{:?}", session.progress());
}

#[test]
fn edited_weights_and_painted_points_come_along() {
    let mut session = trained_from("noise=10&data_seed=7");
    for i in 0..200 {
        let at = [f64::from(i) / 211.0, libm::fabs(libm::sin(f64::from(i)))];
        let config = session.painted(at, f64::from(i % 2)).unwrap();
        session.configure(config);
    }
    let config = session.erased([0.5, 0.5], 0.1).unwrap();
    session.configure(config);
    session.set_param(3, 0.25).unwrap();
    session.advance(1000, || true).unwrap();
    let bytes = session.saved(Keep::Present);
    assert!(bytes.len() < 3200, "{} bytes", bytes.len());
    let mut opened = Session::<f32>::opened(&bytes).unwrap().whole();
    assert_eq!(opened.config(), session.config());
    assert_eq!(opened.points().0, session.points().0);
    session.advance(1000, || true).unwrap();
    opened.advance(1000, || true).unwrap();
    assert_eq!(bits(&opened), bits(&session));
    // Nothing but points: a new split, another share.
    for change in [("data_seed", 3.0), ("train_share", 80.0)] {
        let config = session.config().with([(change.0, Value::Number(change.1))]).unwrap();
        session.configure(config);
        let opened = Session::<f32>::opened(&session.saved(Keep::Present)).unwrap().whole();
        assert_eq!((opened.config(), opened.points().0), (session.config(), session.points().0));
    }
}

#[test]
fn tables_come_along_with_their_names() {
    let mut points = Points::new(3);
    (0..90).for_each(|i| points.push(&[f64::from(i) / 10.0, 300.5, f64::from(i % 7)], f64::from(i % 3)));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let table = Table::read(names(&["a", "b", "长度"]), "kind".to_owned(), names(&["x", "y", "z"]), points);
    let mut session = Session::<f32>::new(Config::default().reading(table, true).unwrap());
    session.advance(100, || true).unwrap();
    let opened = Session::<f32>::opened(&session.saved(Keep::Present)).unwrap().whole();
    assert_eq!((opened.config(), &opened.config().own.classes), (session.config(), &session.config().own.classes));
    assert_eq!(bits(&opened), bits(&session));
    // A table that is not on the picture is not forgotten.
    let config = session.config().with([("data", Value::Text("xor".to_owned()))]).unwrap();
    session.configure(config);
    let opened = Session::<f32>::opened(&session.saved(Keep::Present)).unwrap().whole();
    assert_eq!((opened.config(), opened.config().data), (session.config(), DataSet::Xor));
    assert_eq!(opened.config().own.points.len(), 90);
}

#[test]
fn what_has_not_begun_is_short() {
    let session = Session::<f32>::new(Config::from_link("data=spiral&hidden=32-32-32").unwrap());
    let bytes = session.saved(Keep::All);
    assert!(bytes.len() < 40, "{}", bytes.len());
    assert_eq!(bits(&Session::opened(&bytes).unwrap().whole()), bits(&session));
}

#[test]
fn what_was_not_saved_is_refused() {
    let session = trained("optimizer=adam&hidden=3&noise=10", 40);
    let bytes = session.saved(Keep::All);
    let kind = |bytes: &[u8]| Session::<f32>::opened(bytes).err().map(|error| (error.kind, error.field));
    let damaged = Some((Kind::Damaged, "saved".to_owned()));
    assert_eq!(kind(&[]), damaged);
    assert_eq!(kind(&[0]), damaged);
    assert_eq!(kind(&[&[3], &bytes[1..]].concat()), Some((Kind::Newer, "saved".to_owned())));
    assert_eq!(kind(&[&bytes[..], &[0]].concat()), damaged);
    assert_eq!(kind(&vec![1; (8 << 20) + 1]), Some((Kind::TooLong, "saved".to_owned())));
    for end in 0..bytes.len() {
        assert!(kind(&bytes[..end]).is_some(), "cut at {end}");
    }
    // Whatever one byte becomes: an error or a session, never a panic.
    let mut refused = 0;
    for place in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[place] ^= flip;
            match Session::<f32>::opened(&bytes) {
                Err(_) => refused += 1,
                Ok(opened) => drop({ opened }.session.advance(3, || true)),
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn without_test_points_it_comes_back_too() {
    let mut session = Session::<f32>::new(Config::default());
    session.configure(session.cleared().unwrap());
    for at in [[1.0, 1.0], [-2.0, 1.0], [0.5, -3.0]] {
        session.configure(session.painted(at, f64::from(at[0] > 0.0)).unwrap());
    }
    // The curve begins anew, with a moment that has no test loss.
    session.reset();
    session.advance(50, || true).unwrap();
    for keep in [Keep::Present, Keep::All] {
        let mut opened = Session::<f32>::opened(&session.saved(keep)).unwrap().whole();
        assert_eq!(bits(&opened), bits(&session));
        assert_eq!(opened.metrics(), session.metrics());
    }
}

/// The first weights that were given come along, and a reset goes back to them; what is cut or made longer is refused.
#[test]
fn first_weights_that_were_given_come_along() {
    let given = [0.5, -0.25, 0.125, 1.0, 0.75, -1.5, 0.0, 0.1, -0.3];
    for steps in [0, 70] {
        for keep in [Keep::Present, Keep::All] {
            let mut session = Session::<f32>::prepared("hidden=2&data=moons&patience=3", None, Some(&given)).unwrap();
            session.advance(steps, || true).unwrap();
            let bytes = session.saved(keep);
            let mut opened = Session::<f32>::opened(&bytes).unwrap().whole();
            assert_eq!((bits(&opened), opened.progress().step), (bits(&session), steps as f64));
            assert_eq!(opened.saved(keep), bytes);
            session.reset();
            opened.reset();
            assert_eq!(opened.params(), given.map(|p| f64::from(p as f32)));
            assert_eq!(opened.advance(90, || true).unwrap(), session.advance(90, || true).unwrap());
            assert_eq!(bits(&opened), bits(&session));
            let refused = |bytes: &[u8]| Session::<f32>::opened(bytes).err().map(|error| error.kind);
            for end in 0..bytes.len() {
                assert_eq!(refused(&bytes[..end]), Some(Kind::Damaged), "cut at {end}");
            }
            assert_eq!(refused(&[&bytes[..], &[0]].concat()), Some(Kind::Damaged));
        }
    }
    // Where other weights are drawn, those are the first ones.
    let mut session = Session::<f32>::prepared("hidden=2&data=moons", None, Some(&given)).unwrap();
    session.configure(session.config().with([("seed", Value::Number(5.0))]).unwrap());
    assert_eq!(session.saved(Keep::All), Session::<f32>::new(session.config().clone()).saved(Keep::All));
}
