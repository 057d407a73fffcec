//! Networks that have what is named, and such that have nothing.

use super::*;
use crate::data::{Points, Table};
use crate::session::{Config, Value};

fn health(session: &mut Session<f32>) -> Health {
    session.health(&mut Survey::default())
}

fn trained(link: &str, steps: u64) -> Session<f32> {
    let mut session = Session::new(Config::from_link(link).unwrap());
    session.advance(steps, || true).unwrap();
    session
}

/// What is named in a network after some steps, its column, and the settings to change. The change takes it away: at once, or where that is `false`,
/// when training starts afresh with it.
#[test]
fn what_is_wrong_is_named_and_the_fix_takes_it_away() {
    let relu: &[_] = &["activation", "initializer"];
    for (id, column, fix, afresh, link, steps) in [
        (SignId::Vanishing, 1, relu, false, "hidden=4-4-4-4-4-4&activation=sigmoid", 0),
        (SignId::Equal, 1, &["initializer"], false, "hidden=4-2&initializer=constant", 0),
        (
            SignId::Alike,
            1,
            &["initializer"],
            false,
            "hidden=4&activation=sigmoid&initializer=normal&init_scale=0.01",
            0,
        ),
        (
            SignId::Alike,
            2,
            &["initializer"],
            false,
            "hidden=8-8-8&activation=linear&initializer=normal&init_scale=0.01",
            0,
        ),
        (
            SignId::Exploding,
            1,
            &["initializer"],
            false,
            "hidden=8-8-8-8-8-8&activation=sine&initializer=normal&init_scale=5",
            0,
        ),
        (
            SignId::Saturated,
            1,
            &["initializer"],
            false,
            "hidden=4-4&activation=tanh&initializer=normal&init_scale=10",
            0,
        ),
        (SignId::Dead, 2, &["activation"], false, "hidden=8-8&activation=relu&optimizer=adam&lr=3", 500),
        (SignId::Large, 1, &["lr"], true, "lr=3", 10),
        (SignId::Small, 1, &["lr"], true, "lr=0.0001", 10),
    ] {
        let mut session = trained(link, steps);
        let signs = health(&mut session).signs;
        let sign = signs.iter().find(|sign| sign.id == id).unwrap_or_else(|| panic!("{id:?} in {link}: {signs:?}"));
        assert_eq!((sign.column, sign.restart), (column, false), "{link}");
        assert!(sign.fix.changes().map(|(key, _)| key).eq(fix.iter().copied()), "{link}: {:?}", sign.fix);
        session.configure(session.config().with(sign.fix.changes()).unwrap());
        if afresh {
            session.reset();
            session.advance(steps, || true).unwrap();
        }
        let left = health(&mut session).signs;
        assert!(left.iter().all(|sign| sign.id != id), "{link}: {left:?}");
    }
}

/// Where the rate has killed units, a lower one from new first weights on is what helps, not another activation on weights that are broken.
#[test]
fn units_that_the_rate_has_killed_are_told_so() {
    let mut session = trained("data=xor&hidden=8-8&activation=relu&lr=10", 500);
    let signs = health(&mut session).signs;
    let killed = &signs[0];
    assert_eq!((killed.id, killed.restart), (SignId::Killed, true), "{signs:?}");
    assert!(killed.shown["share"] >= 0.5 && killed.shown["product"] > killed.shown["limit"], "{killed:?}");
    assert!(killed.fix.changes().map(|(key, _)| key).eq(["lr"]), "{:?}", killed.fix);
    assert!(signs.iter().all(|sign| sign.id != SignId::Dead), "{signs:?}");
    assert_eq!(health(&mut session).signs, signs, "again, as kept");
    session.configure(session.config().with(killed.fix.changes()).unwrap());
    session.reset();
    session.advance(2_000, || true).unwrap();
    let left = health(&mut session).signs;
    assert!(left.iter().all(|sign| !matches!(sign.id, SignId::Killed | SignId::Dead)), "{left:?}");
    assert!(session.metrics().train.accuracy.unwrap() > 0.9);
}

#[test]
fn healthy_networks_have_no_sign() {
    for link in [
        "",
        "data=xor&hidden=4",
        "data=spiral&hidden=8-8-8&activation=relu&optimizer=adam&lr=0.01",
        "data=plane&hidden=8&activation=relu&lr=0.01",
        "data=rings&classes=4&loss=cross-entropy&norm=batch&dropout=10",
        "hidden=none&lr=0.01",
        "features=x1-squared.x2-squared&lr=0.003",
    ] {
        for steps in [0, 10, 400] {
            let mut session = trained(link, steps);
            let found = health(&mut session);
            assert_eq!(found.signs, [], "{link} after {steps} steps");
            assert_eq!((found.columns.len(), found.samples), (session.config().hidden.len() + 1, 250));
        }
    }
}

/// Whatever is learned by whatever rule, early and late: a network that does as well as it can is not said to be stuck, alike, out of scale or held back by its
/// outputs. (A step of one batch may be long, and a layer may saturate while it learns well.)
#[test]
fn networks_that_do_well_have_no_sign_of_a_bad_task_or_start() {
    let start =
        |id| matches!(id, SignId::Stuck | SignId::Equal | SignId::Unscaled | SignId::Unreachable | SignId::Dead);
    let sets = ["circle", "xor", "gauss", "moons", "rings", "blobs&classes=5", "plane", "saddle", "circle&noise=50"];
    let rules = ["", "&optimizer=momentum&lr=0.01", "&optimizer=adam&lr=0.01", "&optimizer=rmsprop&lr=0.003"];
    let nets = [
        "&hidden=8-4",
        "&hidden=8&activation=gelu&seed=4",
        "&hidden=8-8&norm=layer",
        "&hidden=8&output_activation=tanh&loss=mse",
        "&hidden=12&initializer=orthogonal&batch_size=50",
    ];
    for (set, rule) in sets.into_iter().flat_map(|set| rules.map(|rule| (set, rule))) {
        for net in nets {
            let link = format!("data={set}{rule}{net}");
            let mut session = trained(&link, 0);
            let outputs = session.config().hidden.len() + 1;
            for steps in [0, 10, 390, 2_600] {
                session.advance(steps, || true).unwrap();
                let signs = health(&mut session).signs;
                let told =
                    signs.iter().find(|sign| start(sign.id) || sign.column == outputs && sign.id == SignId::Saturated);
                assert_eq!(told, None, "{link} at {:?}", session.progress());
            }
        }
    }
}

/// A run that diverges is explained by what was measured; from the first weights with the fix it does not diverge any more.
#[test]
fn causes_of_a_divergence_are_told_apart() {
    for (id, keys, link) in [
        (SignId::Overshoot, &["lr"][..], "data=plane&lr=100"),
        (SignId::Overshoot, &["lr"], "data=plane&hidden=8&activation=relu&lr=100&batch_size=5000"),
        (SignId::Overshoot, &["lr"], "data=plane&hidden=none&lr=0.1&batch_size=1"),
        (SignId::Overshoot, &["lr"], "data=plane&hidden=none&loss=half-sse&lr=0.03"),
        (SignId::Overshoot, &["lr"], "data=saddle&hidden=8&norm=batch&activation=relu&optimizer=momentum&lr=100"),
        (SignId::Decay, &["l2", "lr"], "data=circle&lr=3&l2=1"),
        (SignId::Decay, &["weight_decay"], "data=plane&optimizer=adamw&lr=3&weight_decay=1"),
        (SignId::Decay, &["lr", "weight_decay"], "data=plane&hidden=none&lr=3&weight_decay=1"),
        (
            SignId::Depth,
            &["initializer"],
            "data=plane&hidden=8-8-8-8-8-8&activation=relu&initializer=normal&init_scale=3&lr=0.01",
        ),
        (
            SignId::Scale,
            &["standardise"],
            "data=plane&hidden=4&activation=linear&lr=0.03&features=x1-squared.x2-squared",
        ),
        (SignId::Stride, &["lr"], "data=plane&hidden=8-8-8-8&activation=linear&optimizer=lion&lr=100"),
        (SignId::Explosion, &["clip_norm"], "data=plane&hidden=none&optimizer=momentum&lr=0.1"),
        // Its first steps are gradients as they are, and have no limit of their own.
        (SignId::Growth, &["clip_norm"], "data=plane&hidden=4&activation=linear&optimizer=radam&lr=0.3"),
    ] {
        let mut session = trained(link, 3_000);
        assert!(session.progress().diverged.is_some(), "{link}");
        let signs = health(&mut session).signs;
        let sign = &signs[0];
        assert_eq!((sign.id, sign.restart, sign.column), (id, true, 0), "{link}: {signs:?}");
        assert!(sign.fix.changes().map(|(key, _)| key).eq(keys.iter().copied()), "{link}: {:?}", sign.fix);
        let shown = |key| sign.shown[key];
        match id {
            SignId::Decay => assert!(shown("product") > 2.0 && shown("factor") == 1.0 - shown("product")),
            SignId::Overshoot => {
                assert!(shown("product") > shown("limit"), "{link}: {sign:?}");
                assert!((shown("lr") * shown("curvature") / shown("product") - 1.0).abs() < 1e-12, "{link}: {sign:?}");
            }
            SignId::Scale => assert!(shown("inputs").max(shown("targets")) > 10.0),
            SignId::Depth => assert!(shown("last") > 100.0 * shown("first") && shown("gradient") > 1e3),
            SignId::Stride => assert!(shown("ratio") > 1.0),
            SignId::Growth => assert!(shown("last") > 1e6 * shown("first") && !sign.shown.contains_key("limit")),
            _ => assert!(shown("last") > 1e6 * shown("first") && shown("product") < shown("limit"), "{link}: {sign:?}"),
        }
        assert!(session.causes.is_some(), "{link}: what was measured is kept");
        assert_eq!(health(&mut session).signs, signs, "{link}: again");
        let mut again = Session::<f32>::new(session.config().with(sign.fix.changes()).unwrap());
        assert_eq!(again.advance(3_000, || true).unwrap().diverged, None, "{link} with {:?}", sign.fix);
        // Whatever changes training is another story.
        session.configure(session.config().with([("lr", Value::Number(0.001))]).unwrap());
        assert!(health(&mut session).signs.iter().all(|sign| !sign.restart), "{link}");
    }
}

/// A table as people have them: numbers of hundreds, and what is asked for in thousands.
#[test]
fn a_table_that_is_not_standardised_is_the_cause() {
    let mut points = Points::new(2);
    for i in 0..80 {
        let [a, b] = [f64::from(i % 9) * 40.0 + 100.0, f64::from(i % 7) * 30.0];
        points.push(&[a, b], 20.0 * a - 3.0 * b + 500.0);
    }
    let names = ["area", "age"].map(str::to_owned).to_vec();
    let table = Table::read(names, "price".to_owned(), Vec::new(), points);
    let mut session = Session::<f32>::new(
        Config::from_link("hidden=4&activation=relu&lr=0.03").unwrap().reading(table, false).unwrap(),
    );
    assert!(session.advance(2_000, || true).unwrap().diverged.is_some());
    let signs = health(&mut session).signs;
    assert_eq!(signs[0].id, SignId::Scale, "{signs:?}");
    assert!(signs[0].shown["targets"] > 1_000.0 && signs[0].shown["inputs"] > 100.0);
    let mut again = Session::<f32>::new(session.config().with(signs[0].fix.changes()).unwrap());
    assert_eq!(again.advance(2_000, || true).unwrap().diverged, None);
    assert!(again.metrics().train.r2.unwrap() > 0.9);
}

/// The trend has the column's sizes; it is there whether or not anybody looks, and a reset clears it.
#[test]
fn sizes_are_told_over_the_steps_since_the_start() {
    let mut session = trained("", 1_000);
    let found = health(&mut session);
    let (trend, last) = (&found.trend, found.columns.len() - 1);
    assert_eq!((trend.steps.len(), trend.steps.first(), trend.steps.last()), (125, Some(&8.0), Some(&1000.0)));
    let now = trend.columns[last].weights.last().unwrap().unwrap();
    assert!((libm::pow(10.0, now) / found.columns[last].weights.rms() - 1.0).abs() < 1e-6);
    let all = trend.columns.iter().flat_map(|each| [&each.weights, &each.outputs, &each.grads]).flatten().flatten();
    assert!(all.clone().count() == 3 * 3 * 125 && all.clone().all(|&p| (trend.low..=trend.high).contains(&p)));
    // Health asks for nothing that training has begun: a step in portions goes on.
    let mut large = trained("samples=3000&train_share=90&batch_size=2500", 0);
    let mut room = Survey::default();
    for _ in 0..10 {
        large.advance(1, || false).unwrap();
        large.health(&mut room);
    }
    assert_eq!(large.progress().step, 1.0);
    session.reset();
    assert!(health(&mut session).trend.steps.is_empty());
    // A unit that is 0 for all samples has no logarithm.
    let trend = health(&mut trained("hidden=2&off=101-102", 3)).trend;
    assert_eq!(trend.columns[0].outputs, [None; 3]);
}

/// What a divergence takes back is not shown as the last that there was.
#[test]
fn sizes_end_with_the_step_that_is_kept() {
    let mut session = trained("data=plane&hidden=none&optimizer=momentum&lr=0.1", 3_000);
    let kept = session.progress().step;
    assert!(session.progress().diverged.is_some());
    let trend = health(&mut session).trend;
    assert!(trend.steps.last().is_some_and(|&last| last <= kept), "{:?} beyond {kept}", trend.steps);
    assert!(trend.columns.iter().all(|column| column.weights.len() == trend.steps.len()));
}

/// A rate far too small is told where there is still something to learn, and not where all is learned.
#[test]
fn short_steps_of_a_network_that_has_learned_are_no_sign() {
    let mut session = trained("data=gauss&lr=1", 2_000);
    session.configure(session.config().with([("lr", Value::Number(1e-5))]).unwrap());
    session.advance(10, || true).unwrap();
    assert!(session.metrics().train.accuracy.unwrap() > LEARNED);
    let found = health(&mut session);
    assert!(found.columns.iter().all(|column| column.update_ratio.unwrap() < BAND.low / 10.0));
    assert_eq!(found.signs, []);
}
