//! Networks learn what they should, through the session that the page uses.

use chainrule::nn::{LayerSpec, Loss, Network, Optimizer, Penalty, Samples, Trainer};
use chainrule::session::{Answers, Config, Session};

/// Link, epochs, and what must be reached: training loss, and training accuracy or R².
const ROWS: &[(&str, u64, f64, f64)] = &[
    ("", 200, 0.05, 0.97),
    ("data=xor&hidden=8-4", 300, 0.05, 0.97),
    ("data=gauss&hidden=none", 50, 0.05, 0.97),
    ("data=spiral&hidden=8-8-8&lr=0.1&seed=3", 1500, 0.05, 0.97),
    ("data=spiral&hidden=16-16&activation=relu&lr=0.1", 1500, 0.05, 0.97),
    ("data=circle&activation=sigmoid&hidden=8&lr=1", 400, 0.05, 0.97),
    ("data=circle&loss=mse&hidden=8", 300, 0.05, 0.97),
    ("data=plane&hidden=none&lr=0.01", 50, 0.001, 0.99),
    ("data=multi-gauss&hidden=16-8", 1500, 0.01, 0.9),
    ("data=moons&hidden=8", 300, 0.05, 0.97),
    ("data=checkerboard&hidden=16-16-16&optimizer=adam", 1500, 0.05, 0.97),
    ("data=spiral&classes=5&hidden=16-16&optimizer=adam", 600, 0.05, 0.97),
    ("data=saddle&hidden=8", 300, 0.005, 0.95),
    ("data=ripple&hidden=16-16&optimizer=adam", 1500, 0.03, 0.9),
];

#[test]
fn data_sets_are_learned() {
    for &(link, epochs, loss, quality) in ROWS {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        let mut reached = None;
        for epoch in 0..epochs {
            assert_eq!(session.epoch().unwrap().diverged, None, "{link}");
            let train = session.metrics().train;
            let figure = train.accuracy.or(train.r2).unwrap();
            if train.loss.unwrap() < loss && figure > quality {
                reached = Some(epoch);
                break;
            }
        }
        assert!(reached.is_some(), "{link}: {:?} after {epochs} epochs", session.metrics().train);
    }
}

#[test]
fn circle_is_learned_from_most_seeds() {
    let learned = (1..=20)
        .filter(|seed| {
            let mut session = Session::<f32>::new(Config::from_link(&format!("seed={seed}")).unwrap());
            (0..300).any(|_| {
                session.epoch().unwrap();
                session.metrics().train.loss.unwrap() < 0.05
            })
        })
        .count();
    assert!(learned >= 17, "{learned} of 20");
}

/// The last, smaller batch of an epoch counts its own samples only.
#[test]
fn a_smaller_last_batch_leaves_nothing_behind() {
    let samples = Samples::<f64>::from_rows(&[[1.0], [2.0], [3.0], [4.0], [5.0]], &[[1.0], [0.0], [1.0], [0.0], [1.0]]);
    let make = |room| {
        let network = Network::new(1, &[LayerSpec::Dense { outputs: 1, bias: true }], 3);
        Trainer::new(network, Loss::Bce, Optimizer::Sgd, room)
    };
    let (mut roomy, mut tight) = (make(4), make(1));
    roomy.step(&samples, 0..4).unwrap();
    tight.set_params(roomy.network().params());
    assert_eq!(roomy.step(&samples, 4..5).unwrap(), tight.step(&samples, 4..5).unwrap());
    assert_eq!(roomy.grads(), tight.grads());
    assert_eq!(roomy.network().params(), tight.network().params());
}

/// A large batch is worked through in portions; what happens between them changes nothing, and the gradient is that of the batch.
#[test]
fn portions_of_a_step_add_up() {
    let link = "samples=2000&train_share=90&batch_size=1500&hidden=6&dropout=20&jitter=0.1&class_weights=balanced&label_smoothing=0.1";
    let config = Config::from_link(link).unwrap();
    let (mut whole, mut split) = (Session::<f32>::new(config.clone()), Session::<f32>::new(config));
    whole.advance(4, || true).unwrap();
    let (mut calls, mut steps) = (0, 0.0);
    while steps < 4.0 {
        // The first portion is taken without asking.
        let progress = split.advance(1, || false).unwrap();
        calls += 1;
        if calls % 4 == 0 {
            // Looking does not touch a step under way.
            split.metrics();
            split.grid(8, &mut Answers::default());
        }
        if progress.step == 1.0 && steps == 0.0 {
            // Another gradient ends it: the step starts again.
            split.advance(1, || false).unwrap();
            split.gradients();
        }
        steps = progress.step;
    }
    assert_eq!(calls, 2 * (6 + 2), "two batches of 1,500 and two of 300, in portions of 256");
    assert_eq!(whole.params(), split.params());

    let config = Config::from_link("samples=1000&train_share=90&batch_size=900&hidden=6&l2=0.01&order=fixed").unwrap();
    let mut session = Session::<f64>::new(config);
    let (before, wanted) = (session.params(), session.gradients());
    session.advance(1, || true).unwrap();
    for ((before, after), g) in before.iter().zip(session.params()).zip(wanted) {
        assert!((before - 0.1 * g - after).abs() < 1e-14, "{before} became {after}, by gradient {g}");
    }
}

/// A weight that the penalty has brought to 0 leaves it when the data ask for it.
#[test]
fn l1_does_not_kill_weights() {
    let samples = Samples::<f64>::from_rows(&[[1.0], [-1.0]], &[[2.0], [-2.0]]);
    let network = Network::new(1, &[LayerSpec::Dense { outputs: 1, bias: false }], 3);
    let mut trainer = Trainer::new(network, Loss::Mse, Optimizer::Sgd, 2);
    trainer.set_params(&[0.0]);
    trainer.hyper.lr = 0.1;
    trainer.objective.penalty = Penalty { l1: 0.1, l2: 0.0 };
    for _ in 0..200 {
        trainer.step(&samples, 0..2).unwrap();
    }
    // d/dw of (w − 2)² + 0.1 w is 0 at 1.95.
    assert!((trainer.network().params()[0] - 1.95).abs() < 1e-9);
}

#[test]
fn l2_shrinks_weights() {
    let size = |link: &str| {
        let mut session = Session::<f64>::new(Config::from_link(link).unwrap());
        (0..30).for_each(|_| {
            session.epoch().unwrap();
        });
        session.params().iter().map(|p| p * p).sum::<f64>()
    };
    assert!(size("l2=0.1") < 0.5 * size(""));
}

#[test]
fn f32_and_f64_start_alike() {
    for link in ["", "seed=2", "hidden=32-1-7&seed=3", "hidden=none"] {
        let config = Config::from_link(link).unwrap();
        let (single, double) = (Session::<f32>::new(config.clone()), Session::<f64>::new(config));
        for (a, b) in single.params().iter().zip(double.params()) {
            assert!((a - b).abs() < 1e-7);
        }
    }
}

/// Whatever diverges ends with finite parameters, a finite training loss, and counters that fit them.
#[test]
fn divergence_always_ends_finite() {
    let mut diverged = 0;
    for seed in 0..60 {
        for data in ["circle", "gauss", "plane", "multi-gauss"] {
            for (activation, lr, batch) in [("linear", 0.5, 5), ("relu", 3.0, 1), ("linear", 100.0, 5000)] {
                let link = format!(
                    "data={data}&loss=half-sse&hidden=3&activation={activation}&lr={lr}&batch_size={batch}&seed={seed}&samples=60"
                );
                let mut session = Session::<f32>::new(Config::from_link(&link).unwrap());
                for _ in 0..5 {
                    session.advance(70, || true).unwrap();
                    assert!(session.metrics().train.loss.is_some(), "{link}");
                    let progress = session.progress();
                    let (trained, whole) = (30.0, f64::from(batch.min(30)));
                    assert_eq!(progress.samples_seen, progress.step * whole, "{link}");
                    assert_eq!(progress.epoch, (progress.samples_seen / trained).floor(), "{link}");
                    diverged += u32::from(progress.diverged.is_some());
                }
                assert!(session.params().iter().all(|p| p.is_finite()), "{link}");
            }
        }
    }
    assert!(diverged > 500, "{diverged} divergences were seen");
}

/// Class weights count in the wrong rule as in the right one: its loss is theirs.
#[test]
fn the_wrong_rule_weighs_classes_too() {
    let link = "data=blobs&classes=4&hidden=none&class_weights=balanced&batch_size=5&order=fixed&samples=43";
    let first =
        |link: &str| Session::<f64>::new(Config::from_link(link).unwrap()).advance(1, || true).unwrap().batch_loss;
    assert_eq!(first(link), first(&format!("{link}&in_place=true")));
    assert_ne!(first(link), first(&link.replace("balanced", "none")));
}
