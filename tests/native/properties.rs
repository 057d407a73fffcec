//! What holds for every configuration, valid or not.

use chainrule::data::{Batches, Order, Scaling, split};
use chainrule::error::Kind;
use chainrule::nn::{Scalar, loss};
use chainrule::session::{Config, SETTINGS, Session, Setting, Shape, Value};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

/// Any value that a setting takes by itself, kept to sizes that train in no time.
fn value(setting: &Setting) -> BoxedStrategy<Value> {
    let one_of = |ids: &[&'static str]| select(ids.to_vec()).prop_map(str::to_owned);
    match setting.shape() {
        Shape::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Shape::Choice { ids } => one_of(&ids).prop_map(Value::Text).boxed(),
        Shape::Choices { ids, most } => {
            proptest::collection::vec(one_of(&ids), 1..=most).prop_map(Value::Texts).boxed()
        }
        Shape::Set { ids } => {
            let every = ids.len();
            subsequence(ids, 1..=every)
                .prop_map(|ids| Value::Texts(ids.iter().map(|id| id.to_string()).collect()))
                .boxed()
        }
        Shape::Formula { .. } => select(vec!["", "x1*x2", "sin(2*x1) - x2/3", "(x1 > 0) + x2^2/40", "1/(1 + x1^2)"])
            .prop_map(|text| Value::Text(text.to_owned()))
            .boxed(),
        Shape::List { min, most, .. } if min > 100.0 => {
            // Units that there may be: whether there are is for the whole configuration to say.
            let units = (1u32..=2, 1u32..=2).prop_map(|(layer, unit)| f64::from(100 * layer + unit));
            proptest::collection::vec(units, 0..=most.min(3)).prop_map(Value::List).boxed()
        }
        Shape::List { most, .. } => {
            let units = (1u32..=6).prop_map(f64::from);
            proptest::collection::vec(units, 0..=most.min(4)).prop_map(Value::List).boxed()
        }
        Shape::Number { min, max, whole: true, .. } => {
            let max = if setting.key == "samples" { 120.0 } else { max };
            prop_oneof![Just(min), Just(max), (min..=max).prop_map(f64::round)].prop_map(Value::Number).boxed()
        }
        Shape::Number { min, max, .. } => prop_oneof![
            Just(min),
            Just(max),
            min..=max,
            (0.0..=1.0f64).prop_map(move |p| min + (max - min) * p * p * p)
        ]
        .prop_map(Value::Number)
        .boxed(),
    }
}

/// A few settings, each with a value of its own.
fn changes() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let every: Vec<usize> = (0..SETTINGS.len()).collect();
    subsequence(every, 0..=14)
        .prop_flat_map(|some| {
            some.into_iter().map(|s| (Just(SETTINGS[s].key), value(&SETTINGS[s]))).collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn train<T: Scalar>(config: &Config) -> Result<Vec<u64>, TestCaseError> {
    let mut session = Session::<T>::new(config.clone());
    match session.advance(50, || true) {
        Err(error) => {
            prop_assert_eq!(error.kind, Kind::CannotTrain, "{}", error);
            prop_assert!(config.can_train().is_err());
        }
        Ok(progress) => {
            let ended = progress.diverged.is_some() || progress.stopped.is_some();
            prop_assert!(ended || progress.step == 50.0, "{:?}", progress);
            prop_assert!(progress.lr.is_finite() && progress.lr >= 0.0, "{:?}", progress);
        }
    }
    prop_assert!(session.metrics().train.loss.is_some(), "a finite training loss");
    let params = session.params();
    prop_assert!(params.iter().all(|p| p.is_finite()));
    // Nothing that explains panics either.
    session.report();
    session.health(&mut Default::default());
    prop_assert!(session.trace(0).is_ok() && session.predict(&[0.5, -0.5]).is_ok());
    Ok(params.iter().map(|p| p.to_bits()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_valid_configuration_trains_and_the_same_one_gives_the_same_bits(changes in changes()) {
        let named: Vec<&str> = changes.iter().map(|(key, _)| *key).collect();
        match Config::default().with(changes) {
            Err(error) => {
                // Each value is right by itself; together they may not fit. The error names one that was given, or one that is
                // in its way.
                prop_assert_eq!(error.kind, Kind::DoesNotFit, "{}", error);
                prop_assert!(named.contains(&error.field.as_str()) || error.field == "batch_size", "{}", error);
            }
            Ok(config) => {
                let again = Config::from_link(&config.to_link());
                // Own points are not in a link.
                let linked = Config { own: Config::default().own, ..config.clone() };
                prop_assert_eq!(again.as_ref(), Ok(&linked), "{}", config.to_link());
                prop_assert_eq!(train::<f32>(&config)?, train::<f32>(&config)?);
                prop_assert_eq!(train::<f64>(&config)?, train::<f64>(&config)?);
            }
        }
    }

    #[test]
    fn any_value_is_taken_or_refused_by_name(
        key in any::<Index>(),
        value in prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            any::<f64>().prop_map(Value::Number),
            (-10.0..=10.0f64).prop_map(Value::Number),
            ".{0,20}".prop_map(Value::Text),
            proptest::collection::vec(any::<f64>(), 0..12).prop_map(Value::List),
            proptest::collection::vec("[a-z-]{0,12}", 0..12).prop_map(Value::Texts),
        ],
    ) {
        let setting = &SETTINGS[key.index(SETTINGS.len())];
        match Config::default().with([(setting.key, value.clone())]) {
            Ok(config) => prop_assert_eq!(Config::from_link(&config.to_link()), Ok(config)),
            Err(error) => {
                prop_assert_eq!(&error.field, setting.key, "{}", error);
                prop_assert!(!error.expected.is_empty() && error.to_string().len() < 400);
            }
        }
    }

    #[test]
    fn any_link_is_read_or_refused(link in "([a-z_0-9]{0,12}[=&%+-]?){0,12}") {
        if let Err(error) = Config::from_link(&link) {
            prop_assert!(!error.field.is_empty() || link.contains('='), "{}", error);
        }
    }

    #[test]
    fn splits_lose_and_double_nothing(samples in 10u32..300, share in 10.0..90.0f64, seed in any::<u32>()) {
        let link = format!("data=rings&classes=4&loss=cross-entropy&samples={samples}&data_seed={seed}&train_share={share}");
        let session = Session::<f64>::new(Config::from_link(&link).unwrap());
        let (points, train) = session.points();
        prop_assert!(points.len() == samples as usize && train > 0 && train < points.len());
        prop_assert_eq!(train, split::train_count(points.len(), share / 100.0));
        let samples = |part| split::samples::<f64>(points, part, session.inputs(), 4, &Scaling::NONE);
        let (a, b) = (samples(0..train), samples(train..points.len()));
        prop_assert_eq!((a.len(), b.len()), (train, points.len() - train));
        for place in 0..points.len() {
            let x = if place < train { a.x(place) } else { b.x(place - train) };
            prop_assert_eq!(x, points.x(place));
        }
        // Another share of the same seed has the same points.
        let other = Session::<f64>::new(Config::from_link(&link).unwrap().with([("train_share", Value::Number(50.0))]).unwrap());
        prop_assert_eq!(other.points().0, points);
    }

    #[test]
    fn epochs_visit_each_sample_once(n in 1usize..200, size in 1usize..250, seed in any::<u64>(), fixed in any::<bool>(), drop_last in any::<bool>()) {
        let mut batches = Batches::new(n, seed);
        batches.kind = if fixed { Order::Fixed } else { Order::Shuffled };
        batches.drop_last = drop_last;
        for _ in 0..3 {
            let mut seen = Vec::new();
            loop {
                let (batch, ends) = batches.next(size);
                prop_assert!(!batch.is_empty() && batch.len() <= size);
                seen.extend_from_slice(batch);
                if ends {
                    break;
                }
            }
            let left = n - seen.len();
            prop_assert!(left == 0 || (drop_last && left < size && left == n % size));
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), n - left);
        }
    }

    /// Smoothing keeps what targets of a sample add up to.
    #[test]
    fn smoothed_targets_are_still_shares(classes in 2usize..10, class in any::<Index>(), amount in 0.0..0.5f64) {
        let class = class.index(classes);
        let mut targets: Vec<f64> = (0..classes).map(|c| f64::from(u8::from(c == class))).collect();
        loss::smooth(&mut targets, classes, amount, chainrule::nn::Batch { n: 1, stride: 1 });
        prop_assert!((targets.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(targets.iter().all(|t| *t >= 0.0 && *t <= targets[class]));
    }
}
