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

/// What is said of layers and units follows them as long as there are any.
#[test]
fn frozen_layers_and_units_that_are_off_go_with_what_there_is() {
    let config = Config::from_link("hidden=4-3-2&frozen=4-2-2&off=303-203-101").err().map(|error| error.field);
    assert_eq!(config.as_deref(), Some("off"), "the third layer has two units");
    let start = Config::from_link("hidden=4-3-2&frozen=4-2-2&off=302-203-101-203").unwrap();
    assert_eq!((&start.frozen[..], &start.off[..]), (&[2, 4][..], &[101, 203, 302][..]), "in order, each once");
    let shaped = |config: &Config, hidden: &[f64]| config.with([("hidden", Value::List(hidden.to_vec()))]).unwrap();
    for (hidden, frozen, off) in [
        (&[4.0, 2.0, 2.0][..], &[2, 4][..], &[101, 302][..]),
        (&[4.0, 3.0], &[2, 3], &[101, 203]),
        (&[4.0, 3.0, 2.0, 5.0], &[2, 5], &[101, 203, 302]),
        (&[4.0], &[2], &[101]),
        (&[], &[1], &[]),
    ] {
        let config = shaped(&start, hidden);
        assert_eq!((&config.frozen[..], &config.off[..]), (frozen, off), "{hidden:?}");
    }
    let named = start.with([("hidden", Value::List(vec![4.0])), ("frozen", Value::List(vec![4.0]))]);
    assert_eq!(named.map_err(|error| (error.kind, error.field)), Err((Kind::DoesNotFit, "frozen".to_owned())));
}

/// A unit that is off gives nothing in answers and maps, and is learned around; nothing else of the run changes.
#[test]
fn a_unit_that_is_off_is_a_network_without_it() {
    for rest in
        ["", "&norm=batch&batch_size=50", "&dropout=40&optimizer=adam", "&norm=layer&activation=gaussian&l2=0.01"]
    {
        let mut session = Session::<f32>::new(Config::from_link(&format!("hidden=4-3{rest}")).unwrap());
        session.advance(200, || true).unwrap();
        let (steps, params) = (session.progress().step, session.params());
        let on = session.predict(&[1.0, -2.0, 3.0, 0.5]).unwrap();
        assert!(!changed(&mut session, "off", Value::List(vec![102.0, 203.0])).reset);
        assert_eq!((session.progress().step, session.params()), (steps, params), "{rest}");
        assert_ne!(session.predict(&[1.0, -2.0, 3.0, 0.5]).unwrap(), on, "{rest}");
        session.advance(200, || true).unwrap();
        let mut maps = Vec::new();
        session.maps(8, &mut maps);
        // Two features, four units, three, one output.
        let silent: Vec<usize> = (0..10).filter(|unit| maps[unit * 64..][..64].iter().all(|v| *v == 0.0)).collect();
        assert_eq!(silent, [3, 8], "{rest}");
        let trace = session.trace(0).unwrap();
        let gated = trace.layers.iter().filter(|layer| matches!(layer.layer, crate::nn::LayerSpec::Gate(_)));
        assert_eq!(
            gated.map(|layer| layer.y.iter().filter(|y| **y == 0.0).count()).collect::<Vec<_>>(),
            [1, 1],
            "{rest}"
        );
        assert!(
            session.gradient_check(None, 1e-5).unwrap().iter().all(|c| !c.smooth || c.relative_error() < 1e-6),
            "{rest}"
        );
        changed(&mut session, "off", Value::List(Vec::new()));
        assert!(session.network().specs().iter().all(|spec| !matches!(spec, crate::nn::LayerSpec::Gate(_))), "{rest}");
    }
}

/// Whatever the update rule is and remembers, a frozen layer's parameters keep their bits, its norm's too; the others learn.
#[test]
fn frozen_layers_keep_their_bits() {
    for rest in [
        "lr=0.1",
        "optimizer=momentum&weight_decay=0.01&norm=batch",
        "optimizer=adam&l1=0.001&l2=0.01&norm=layer&clip_norm=0.5",
        "optimizer=adamw&weight_decay=0.3&dropout=20",
        "in_place=true",
        "optimizer=lion&batch_size=250&samples=1000&train_share=90",
    ] {
        let mut session = Session::<f32>::new(Config::from_link(&format!("hidden=4-3&{rest}")).unwrap());
        session.advance(100, || true).unwrap();
        let layers: Vec<_> = session.network().columns().iter().map(|column| column.params.clone()).collect();
        for frozen in [vec![2.0], vec![1.0, 3.0], vec![1.0, 2.0, 3.0]] {
            let before = session.params();
            let steps = session.progress().step;
            assert!(!changed(&mut session, "frozen", Value::List(frozen.clone())).reset);
            session.advance(100, || true).unwrap();
            assert_eq!(session.progress().step, steps + 100.0, "{rest}");
            let after = session.params();
            for (layer, range) in (1..).zip(&layers) {
                let same =
                    before[range.clone()].iter().zip(&after[range.clone()]).all(|(a, b)| a.to_bits() == b.to_bits());
                assert_eq!(same, frozen.contains(&f64::from(layer)), "layer {layer}, frozen {frozen:?}, {rest}");
                let still = session.network().params().len() == before.len()
                    && range.clone().all(|p| {
                        session.param(p).is_some_and(|(_, step)| {
                            step.is_some_and(|[gradient, update]| gradient == 0.0 && update == 0.0)
                        })
                    });
                assert_eq!(
                    still,
                    frozen.contains(&f64::from(layer)),
                    "gradients of layer {layer}, frozen {frozen:?}, {rest}"
                );
            }
        }
        let frozen = session.params();
        changed(&mut session, "frozen", Value::List(Vec::new()));
        session.advance(1, || true).unwrap();
        assert_ne!(session.params(), frozen, "{rest}");
    }
}
