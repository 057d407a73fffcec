//! What a change of settings ends, and what it leaves alone.

use super::tests::{changed, trained_from};
use super::*;
use crate::error::Kind;
use crate::nn::Choice;

/// What came before a change of data, of the loss or of the function is not compared with what comes after.
#[test]
fn comparisons_start_again_with_what_they_compare() {
    // The rate of a plateau halves when the loss stands still, not when it is another loss.
    let mut session =
        Session::<f32>::new(Config::from_link("data=plane&schedule=plateau&schedule_every=5&lr=0.05").unwrap());
    for _ in 0..20 {
        session.epoch().unwrap();
    }
    let lr = session.progress().lr;
    changed(&mut session, "loss", Value::Text("mae".into()));
    for _ in 0..5 {
        assert_eq!(session.epoch().unwrap().lr, lr);
    }

    // Early stopping gives back the best of what was trained since, not what was learned under another activation.
    let mut session = Session::<f32>::new(Config::from_link("patience=20&hidden=8").unwrap());
    for _ in 0..60 {
        session.epoch().unwrap();
    }
    changed(&mut session, "activation", Value::Text("linear".into()));
    let mut lowest = session.metrics().test.loss.unwrap();
    let stopped = (0..400).find_map(|_| {
        let progress = session.epoch().unwrap();
        lowest = lowest.min(session.metrics().test.loss.unwrap());
        progress.stopped
    });
    assert!(stopped.is_some_and(|epoch| epoch >= 60.0), "{stopped:?}");
    assert_eq!(session.metrics().test.loss, Some(lowest));
}

/// Another schedule is in force after a divergence too.
#[test]
fn a_divergence_does_not_undo_settings() {
    let mut session = Session::<f32>::new(Config::from_link("data=plane&hidden=8&activation=relu&lr=100").unwrap());
    session.advance(3, || true).unwrap();
    changed(&mut session, "schedule", Value::Text("exponential".into()));
    let progress = session.advance(1000, || true).unwrap();
    assert!(progress.diverged.is_some());
    assert_eq!(session.scheduler.schedule.id(), "exponential");
}

/// Raw outputs rank samples whose probabilities are all 1.
#[test]
fn sure_answers_are_ranked() {
    for loss in ["hinge", "bce", "cross-entropy"] {
        let link = format!("data=gauss&hidden=none&loss={loss}");
        let mut session = Session::<f32>::new(Config::from_link(&link).unwrap());
        let params: Vec<f64> = if loss == "cross-entropy" {
            vec![-300.0, -300.0, 300.0, 300.0, 0.0, 0.0]
        } else {
            vec![300.0, 300.0, 0.0]
        };
        session.set_params(&params).unwrap();
        let auc = session.report().test.auc.unwrap();
        let mut ranked: Vec<(f64, bool)> = {
            let (points, train) = session.points();
            let of = |place: usize| (points.x(place).iter().sum(), points.target(place) == 1.0);
            (train..points.len()).map(of).collect()
        };
        assert_eq!(Some(auc), crate::nn::metrics::roc_auc(&mut ranked), "{loss}");
    }
}

#[test]
fn settings_without_effect_reset_nothing() {
    for (link, key, value) in [
        ("", "init_scale", Value::Number(0.7)),
        ("bias=false", "bias_initializer", Value::Text("normal".into())),
        ("", "classes", Value::Number(7.0)),
    ] {
        let mut session = trained_from(link);
        let effect = changed(&mut session, key, value);
        assert_eq!(effect, Effect::default(), "{key}");
    }
}

#[test]
fn another_kind_of_answer_brings_its_loss_and_a_chosen_decay_stays() {
    let loss = |link: &str| Config::from_link(link).unwrap().loss.id();
    assert_eq!([loss("data=blobs"), loss("data=blobs&classes=2"), loss("data=plane")], ["cross-entropy", "bce", "mse"]);
    assert_eq!(loss("data=rings&loss=hinge"), "hinge");
    let classes = |link: &str| Config::from_link(link).unwrap().classes();
    assert_eq!([classes("data=spiral"), classes("data=blobs"), classes("data=spiral&classes=5")], [2, 3, 5]);
    let five =
        Config::from_link("data=rings&classes=5").unwrap().with([("data", Value::Text("spiral".into()))]).unwrap();
    assert_eq!((five.classes(), five.loss.id()), (5, "cross-entropy"), "as many classes as were chosen stay");
    let decayed = Config::from_link("weight_decay=0.02").unwrap();
    let adam = decayed.with([("optimizer", Value::Text("adam".into()))]).unwrap();
    assert_eq!((adam.weight_decay, adam.lr), (0.02, Config::from_link("optimizer=adam").unwrap().lr));
    assert!(
        !Config::from_link("in_place=true")
            .unwrap()
            .with([("optimizer", Value::Text("adam".into()))])
            .unwrap()
            .in_place
    );
    assert_eq!(Config::from_link("in_place=true&optimizer=adam").unwrap_err().kind, Kind::DoesNotFit);
}
