//! What is saved can be opened, however wild training was.

use super::*;

/// Links of networks that batch statistics, steep losses or far too large rates drive beyond single precision.
const WILD: &[&str] = &[
    "data=polynomial&hidden=6&norm=batch&seed=157&loss=half-sse&optimizer=momentum&lr=0.1",
    "data=ripple&hidden=7-6&activation=selu&norm=batch&seed=486&loss=mae&lr=100",
    "data=plane&hidden=5&norm=batch&activation=relu&loss=half-sse&lr=30&seed=3",
    "data=saddle&hidden=8-8&norm=batch&activation=linear&optimizer=nesterov&lr=10",
    "data=plane&hidden=6&activation=relu&loss=half-sse&optimizer=adam&lr=100",
    "data=sine&hidden=9&activation=relu&loss=half-sse&optimizer=rmsprop&lr=100&norm=batch",
    "data=polynomial&hidden=none&loss=half-sse&optimizer=adagrad&lr=100&features=x1.x1-squared",
    "data=spiral&hidden=8&norm=layer&activation=elu&optimizer=radam&lr=100&clip_value=0",
];

fn finite(numbers: &[f64]) -> bool {
    numbers.iter().all(|number| number.is_finite())
}

#[test]
fn what_is_saved_opens_at_any_moment_of_a_wild_run() {
    let mut diverged = 0;
    for link in WILD {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        for moment in 0..60 {
            let told = session.advance(7, || true).unwrap();
            session.metrics();
            diverged += usize::from(told.diverged.is_some() || session.progress().diverged.is_some());
            assert!(session.trainer.is_finite() && finite(&session.params()), "{link}, moment {moment}");
            for keep in [Keep::Present, Keep::All] {
                let mut opened = Session::<f32>::opened(&session.saved(keep))
                    .unwrap_or_else(|error| panic!("{link}, moment {moment}, {keep:?}: {error}"))
                    .whole();
                assert_eq!(opened.params(), session.params(), "{link}");
                assert_eq!(opened.metrics().train.loss, session.metrics().train.loss, "{link}");
            }
        }
    }
    assert!(diverged > 20, "{diverged} of these moments are behind a divergence");
}

/// A running variance that overflows shows in no batch's loss: the batch has statistics of its own.
#[test]
fn a_running_statistic_beyond_all_numbers_is_told_as_a_divergence() {
    let mut session = Session::<f32>::new(Config::from_link(WILD[0]).unwrap());
    let mut last = session.params();
    for _ in 0..400 {
        session.advance(1, || true).unwrap();
        session.metrics();
        assert!(session.trainer.is_finite());
        if session.progress().diverged.is_some() {
            assert!(finite(&session.params()) && finite(&last));
            return;
        }
        last = session.params();
    }
    panic!("it does not diverge");
}
