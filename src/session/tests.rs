//! What a change of configuration keeps and what it does not.

use super::*;
use crate::data::Problem;
use crate::error::Kind;
use crate::nn::Choice;

pub(super) fn changed(session: &mut Session<f32>, key: &str, value: Value) -> Effect {
    let config = session.config().with([(key, value)]).unwrap();
    session.configure(config)
}

fn trained() -> Session<f32> {
    trained_from("")
}

pub(super) fn trained_from(link: &str) -> Session<f32> {
    let mut session = Session::new(Config::from_link(link).unwrap());
    session.advance(500, || true).unwrap();
    session
}

/// Another valid value of a setting.
pub(super) fn other(setting: &Setting, config: &Config) -> Value {
    match (setting.shape(), setting.get(config)) {
        (Shape::Number { min, max, .. }, Value::Number(now)) => Value::Number(if now == max { min } else { max }),
        (Shape::Choice { ids }, now) => {
            Value::Text(ids.iter().find(|id| Value::Text((**id).to_owned()) != now).expect("two choices").to_string())
        }
        (Shape::Choices { .. }, _) => Value::Texts(vec!["relu".to_owned()]),
        (Shape::Set { ids }, _) => Value::Texts(ids[1..].iter().map(|id| (*id).to_owned()).collect()),
        (Shape::Formula { .. }, _) => Value::Text("x1 * x2".to_owned()),
        (Shape::List { min, .. }, _) => Value::List(vec![min.max(3.0)]),
        (Shape::Flag, Value::Flag(now)) => Value::Flag(!now),
        (shape, now) => panic!("{now:?} in {shape:?}"),
    }
}

/// What makes other parameters, or first ones.
const RESETS: &[&str] = &[
    "data",
    "features",
    "formula",
    "hidden",
    "norm",
    "initializer",
    "init_scale",
    "bias",
    "bias_initializer",
    "bias_scale",
    "seed",
];

#[test]
fn only_another_network_or_task_resets() {
    for setting in SETTINGS {
        // Under this loss each choice fits, and these initialisers have scales.
        let mut session = trained_from("loss=mse&initializer=uniform&bias_initializer=uniform");
        let value = other(setting, session.config());
        let before = session.params();
        let effect = changed(&mut session, setting.key, value.clone());
        let resets = RESETS.contains(&setting.key);
        assert_eq!(effect.reset, resets, "{}", setting.key);
        assert_eq!(session.progress().step == 0.0, resets, "{}", setting.key);
        if !resets {
            assert_eq!(session.params(), before, "{}", setting.key);
        }
        assert_eq!(setting.get(session.config()), value, "{}", setting.key);
        let progress = session.advance(20, || true).unwrap();
        assert!(progress.step > 0.0 && session.metrics().train.loss.is_some(), "{} trains on", setting.key);
    }
}

#[test]
fn config_and_table_have_the_same_keys() {
    let object = serde_json::to_value(Config::default()).unwrap();
    let keys: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let mut table: Vec<_> = SETTINGS.iter().map(|s| s.key).collect();
    table.sort_unstable();
    assert_eq!(keys, table);
    for setting in SETTINGS {
        let value: Value = serde_json::from_value(object[setting.key].clone()).unwrap();
        assert_eq!(value, setting.get(&Config::default()), "{}", setting.key);
    }
}

#[test]
fn every_setting_refuses_every_wrong_value() {
    let base = Config::default();
    for setting in SETTINGS {
        let mut wrong = vec![
            (Value::Flag(true), Kind::WrongType),
            (Value::Number(1e12), Kind::OutOfRange),
            (Value::Text("nothing".into()), Kind::NotAChoice),
            (Value::List(vec![1e12]), Kind::OutOfRange),
        ];
        let own = match setting.shape() {
            Shape::Flag => 0,
            Shape::Number { .. } => 1,
            Shape::Choice { .. } => 2,
            // One id is a list of one.
            Shape::Choices { .. } | Shape::Set { .. } | Shape::Formula { .. } => 2,
            Shape::List { .. } => 3,
        };
        if let Shape::Formula { .. } = setting.shape() {
            wrong[2].1 = Kind::Syntax;
        }
        for (place, (_, kind)) in wrong.iter_mut().enumerate() {
            if place != own {
                *kind = Kind::WrongType;
            }
        }
        if own == 0 {
            wrong.remove(0);
        }
        if own == 1 {
            wrong.push((Value::Number(f64::NAN), Kind::NotFinite));
            wrong.push((Value::Number(-3.0), Kind::OutOfRange));
        }
        for (value, kind) in wrong {
            let error = base.with([(setting.key, value)]).unwrap_err();
            assert_eq!((error.kind, error.field.as_str()), (kind, setting.key), "{error}");
        }
    }
}

#[test]
fn a_data_set_of_the_other_problem_brings_its_loss() {
    let with = |config: &Config, key, id: &str| config.with([(key, Value::Text(id.to_owned()))]);
    let plane = with(&Config::default(), "data", "plane").unwrap();
    assert_eq!((plane.problem(), plane.loss.id()), (Problem::Regression, "mse"));
    assert_eq!(with(&plane, "data", "xor").unwrap().loss.id(), "bce");
    let half = with(&Config::default(), "loss", "half-sse").unwrap();
    assert_eq!(with(&half, "data", "xor").unwrap().loss.id(), "half-sse", "the same problem keeps the loss");
    assert_eq!(with(&plane, "loss", "bce").unwrap_err().kind, Kind::DoesNotFit);
}

#[test]
fn reset_and_another_seed() {
    let mut session = trained();
    let learned = session.params();
    session.reset();
    let first = session.params();
    assert_ne!(first, learned);
    session.advance(500, || true).unwrap();
    assert_eq!(session.params(), learned, "the same run again");
    changed(&mut session, "seed", Value::Number(2.0));
    assert_ne!(session.params(), first);
}

/// A unit's map at any size is its part of all maps.
#[test]
fn a_unit_has_its_map() {
    let mut session = trained_from("data=rings&hidden=3-2&off=202&norm=batch");
    let (mut maps, mut map) = (Vec::new(), Vec::new());
    session.maps(9, &mut maps);
    let mut rest = &maps[..];
    for (column, units) in [2, 3, 2, 3].into_iter().enumerate() {
        assert_eq!(session.units(column), units);
        for unit in 0..units {
            session.unit_map(column, unit, 9, &mut map);
            let (of_all, after) = rest.split_at(81);
            assert_eq!(map, of_all, "unit {unit} of column {column}");
            rest = after;
        }
        session.unit_map(column, units, 9, &mut map);
        assert!(map.is_empty());
    }
    assert!(rest.is_empty());
}

#[test]
fn predictions_and_parameters_from_outside() {
    let mut session = trained();
    let inputs = [0.1, -0.2, 4.0, 4.0];
    let before = session.predict(&inputs).unwrap();
    let params = session.params();
    session.reset();
    assert_ne!(session.predict(&inputs).unwrap(), before);
    session.set_params(&params).unwrap();
    assert_eq!(session.predict(&inputs).unwrap(), before);

    assert_eq!(session.predict(&[1.0]).unwrap_err().kind, Kind::WrongLength);
    assert_eq!(session.predict(&[1.0, f64::NAN]).unwrap_err().kind, Kind::NotFinite);
    assert_eq!(session.set_params(&params[1..]).unwrap_err().kind, Kind::WrongLength);
    let mut bad = params.clone();
    bad[3] = 1e300; // infinite in f32
    assert_eq!(session.set_params(&bad).unwrap_err().kind, Kind::NotFinite);
    assert_eq!(session.params(), params, "a refusal changes nothing");

    let mut session = Session::<f32>::new(Config::from_link("data=plane").unwrap());
    let params = session.params();
    // Finite in f32, but their loss is not.
    assert_eq!(session.set_params(&vec![1e38; params.len()]).unwrap_err().kind, Kind::NotFinite);
    assert_eq!(session.params(), params);
}

#[test]
fn full_batches_diverge_with_counters_that_fit() {
    let link = "data=plane&hidden=8&activation=relu&lr=100&batch_size=5000";
    let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
    let mut last = session.progress();
    for _ in 0..20 {
        last = session.advance(1, || true).unwrap();
        assert_eq!(last.epoch, last.step, "a step is an epoch");
        assert_eq!(last.samples_seen, 250.0 * last.step);
    }
    assert!(last.diverged.is_some());
}

#[test]
fn the_curve_ends_with_the_present() {
    let mut session = trained();
    session.epoch().unwrap();
    changed(&mut session, "noise", Value::Number(40.0));
    let train = session.metrics().train.loss;
    let last = session.curve().last().unwrap();
    assert_eq!((Some(last.train), last.epoch), (train, session.progress().epoch));
}

#[test]
fn grid_is_predictions_from_the_top_left() {
    let mut session = trained();
    let mut answers = Answers::default();
    session.grid(30, &mut answers);
    let Answers { values: grid, classes } = answers;
    assert_eq!((grid.len(), classes.len()), (900, 900));
    let corners = session.predict(&[-5.8, 5.8, 5.8, 5.8, -5.8, -5.8]).unwrap();
    assert_eq!([grid[0], grid[29], grid[870]].map(f64::from), corners[..]);
}

/// What is told at once is what is told later, also where batches of one were finite up to a step whose loss over all samples is not.
#[test]
fn a_divergence_is_told_of_the_parameters_that_are_kept() {
    for link in ["data=plane&hidden=none&lr=0.1&batch_size=1", "data=plane&hidden=8&activation=relu&lr=100"] {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        let told = session.advance(10_000, || true).unwrap();
        assert_eq!(told.diverged.expect("far too large a rate").step, told.step, "{link}");
        assert!(session.metrics().train.loss.is_some(), "{link}");
        assert_eq!(session.progress(), told, "{link}");
    }
}

#[test]
fn divergence_stops_at_the_last_finite_step() {
    let link = "data=plane&hidden=8&activation=relu&lr=100";
    let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
    let progress = session.advance(10_000, || true).unwrap();
    let diverged = progress.diverged.expect("a learning rate of 100 diverges");
    assert_eq!(progress.step, diverged.step);
    assert!(session.params().iter().all(|p| p.is_finite()));
    assert!(session.metrics().train.loss.is_some(), "the loss there is finite");
    let again = session.advance(10_000, || true).unwrap();
    assert!(again.diverged.is_some(), "and again, until something is changed");

    let seen = (progress.epoch, progress.step, progress.samples_seen);
    assert_eq!(
        (again.epoch, again.step, again.samples_seen),
        seen,
        "the counters belong to the parameters that are kept"
    );

    session.reset();
    changed(&mut session, "lr", Value::Number(0.01));
    assert_eq!(session.advance(200, || true).unwrap().diverged, None);
}

#[test]
fn an_epoch_is_every_sample_once() {
    let mut session = Session::<f64>::new(Config::from_link("samples=46&batch_size=10").unwrap());
    let progress = session.epoch().unwrap();
    assert_eq!((progress.epoch, progress.step, progress.samples_seen), (1.0, 3.0, 23.0));
    session.advance(1, || true).unwrap();
    let progress = session.epoch().unwrap();
    assert_eq!((progress.epoch, progress.step), (2.0, 6.0));
    assert_eq!(session.curve().count(), 3, "before training and after each epoch");
    session.advance(1, || true).unwrap();
    assert_eq!(session.curve().count(), 4, "and the moment between epochs");
}

/// The sum over ten times as many test points overflows where that over the training points does not.
#[test]
fn training_goes_on_when_only_the_test_loss_is_infinite() {
    let link = "data=plane&hidden=none&loss=half-sse&samples=100&train_share=10&lr=0.00001";
    let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
    session.set_params(&[1.2e18, 1.2e18, 0.0]).unwrap();
    let Metrics { train, test, .. } = session.metrics();
    assert!(train.loss.is_some() && test.loss.is_none());
    let progress = session.advance(100, || true).unwrap();
    assert_eq!((progress.step, progress.diverged, progress.stopped), (100.0, None, None));
    assert_eq!(session.curve().count(), 101, "the training loss has its curve");
}

/// A step that is taken back after the samples have changed leads to the beginning of an epoch, not to a place that is no more.
#[test]
fn divergence_after_fewer_samples_goes_back_to_a_place_that_exists() {
    let link = "data=plane&samples=500&train_share=90&hidden=1&activation=linear&lr=0.001";
    let fewer = || {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        session.advance(20, || true).unwrap();
        changed(&mut session, "samples", Value::Number(10.0));
        session
    };
    // The largest weight whose loss can be told: its gradient, twice the loss, cannot.
    let (mut size, mut probe) = (1e18f32, fewer());
    let params = |size: f32| [size, size, 0.0, 1.0, 0.0];
    while probe.set_params(&params(size).map(f64::from)).is_ok() {
        size *= 1.01;
    }
    let mut session = fewer();
    // As if training had led there.
    session.trainer.objective.set_params(&params(size / 1.01));
    let progress = session.advance(1, || true).unwrap();
    assert_eq!(progress.diverged.map(|diverged| diverged.what), Some(crate::nn::Divergence::Loss));
    assert_eq!((progress.epoch, progress.step), (0.0, 20.0), "nothing before the change is gone back to");
    session.advance(20, || true).unwrap();
}
