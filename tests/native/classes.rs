//! One rule says which class an output means: the largest raw output, or the boundary of one.
//! Everything that tells of classes goes by it, also where predictions are the same to the bit.

use super::allocation::colors;
use chainrule::data::{Points, Table};
use chainrule::nn::{Choice, Loss, Scalar};
use chainrule::plot::{self, Ground};
use chainrule::session::{AnswerKind, Answers, Config, Session};

/// Samples at −2, −1 … 4 of as many classes as there are outputs, in turn; the network is one
/// neuron per class.
fn line(loss: &str, params: &[f64]) -> Session<f32> {
    let classes = params.len() / 2;
    let mut points = Points::new(1);
    (0..7).for_each(|row| points.push(&[f64::from(row) - 2.0], f64::from(row % classes as i32)));
    let names = (0..classes).map(|class| format!("kind {class}")).collect();
    let table = Table::read(vec!["x".to_owned()], "t".to_owned(), names, points);
    Session::prepared(&format!("hidden=none&loss={loss}"), Some(table), Some(params)).expect("a network")
}

/// Compares everything that tells of classes with what each sample's raw outputs mean. Gives how
/// many are right.
fn agrees<T: Scalar>(session: &mut Session<T>, said: impl Fn(&[f64]) -> usize) -> usize {
    let (points, train) = session.points();
    let points = points.clone();
    let classes: Vec<usize> = (0..points.len())
        .map(|place| said(&session.trace(place).expect("a point").layers.last().expect("layers").y))
        .collect();
    let right =
        |part: std::ops::Range<usize>| part.filter(|&place| points.target(place) == classes[place] as f64).count();
    let (of_train, of_test) = (right(0..train), right(train..points.len()));

    let metrics = session.metrics();
    let share = |right: usize, all: usize| (all > 0).then(|| right as f64 / all as f64);
    assert_eq!(metrics.train.accuracy, share(of_train, train));
    assert_eq!(metrics.test.accuracy, share(of_test, points.len() - train));
    let report = session.report();
    let mut confusion = vec![vec![0.0; report.train.confusion.len()]; report.train.confusion.len()];
    (0..train).for_each(|place| confusion[points.target(place) as usize][classes[place]] += 1.0);
    assert_eq!(report.train.confusion, confusion);
    let mut wrong = Vec::new();
    session.wrong(0..points.len(), |place| wrong.push(place));
    let want: Vec<usize> = (0..points.len()).filter(|&place| points.target(place) != classes[place] as f64).collect();
    assert_eq!(wrong, want, "the rings");
    let all: Vec<f64> = (0..points.len()).flat_map(|place| points.x(place).to_vec()).collect();
    assert_eq!(session.classes(&all).expect("finite numbers"), classes);
    for (place, &class) in classes.iter().enumerate().step_by(classes.len().div_ceil(20)) {
        let at = session.view().part(points.x(place), points.target(place));
        let probe = session.probe(at).expect("a place");
        assert_eq!(session.classes(&probe.x).expect("finite numbers"), [probe.class.expect("a class") as usize]);
        assert!(probe.point != Some(place as f64) || probe.class == Some(class as f64), "the probe at {place}");
    }
    of_train + of_test
}

fn largest(raw: &[f64]) -> usize {
    (0..raw.len()).fold(0, |best, class| if raw[class] > raw[best] { class } else { best })
}

/// Below −1 all margins used to count alike, beyond 17 all logits.
#[test]
fn the_largest_raw_output_is_the_class_however_far_out_it_lies() {
    for loss in ["hinge", "bce", "cross-entropy", "mse", "half-sse", "mae", "huber"] {
        // Far against all classes, the last one least; far for all, the middle one most.
        let mut against = line(loss, &[0.0, 0.0, 0.0, 0.0, -41.0, -33.5, -30.25, -28.0]);
        assert_eq!(agrees(&mut against, largest), 1, "{loss}");
        assert_eq!(against.classes(&[-2.0, 9.0]).expect("numbers"), [3, 3], "{loss}");
        let mut far = line(loss, &[0.0, 0.0, 0.0, 19.0, 31.5, 24.0]);
        assert_eq!(agrees(&mut far, largest), 2, "{loss}");
        // Each output leads somewhere.
        let mut crossing = line(loss, &[-2.0, 0.0, 2.0, 50.0, 50.5, 49.0]);
        agrees(&mut crossing, largest);
        let said = crossing.classes(&[-2.0, 0.1, 3.0]).expect("numbers");
        assert_eq!(said, [0, 1, 2], "{loss}");
    }
}

#[test]
fn one_output_means_class_1_from_its_boundary_on() {
    for &loss in Loss::ALL {
        if loss == Loss::CrossEntropy {
            continue;
        }
        let boundary = match loss {
            Loss::Bce | Loss::Hinge => 0.0,
            _ => 0.5,
        };
        // Raw outputs x / 2³⁰ + boundary: as predictions in single precision most would be the
        // boundary itself.
        let tiny = 1.0 / f64::from(1u32 << 30);
        let mut points = Points::new(1);
        (0..8).for_each(|row| points.push(&[f64::from(row) - 4.0], f64::from(row / 4)));
        let table = Table::read(vec!["x".to_owned()], "t".to_owned(), vec!["a".to_owned(), "b".to_owned()], points);
        let link = format!("hidden=none&loss={}", loss.id());
        let mut session = Session::<f64>::prepared(&link, Some(table), Some(&[tiny, boundary])).expect("a network");
        assert_eq!(agrees(&mut session, |raw| usize::from(raw[0] >= boundary)), 8, "{loss:?}");
    }
}

/// Weights that are blown up make most predictions alike.
#[test]
fn networks_that_are_very_sure_are_told_right() {
    for (link, times) in [
        ("data=blobs&classes=4&loss=hinge&noise=45&hidden=3", 1.0),
        ("data=rings&classes=5&loss=hinge&noise=25&hidden=6&activation=relu", 30.0),
        ("data=blobs&classes=7&loss=bce&noise=40&hidden=5", 400.0),
        ("data=spiral&classes=3&loss=mse&hidden=4&output_activation=tanh", 1.0),
        ("data=rings&classes=10&loss=cross-entropy&noise=30&hidden=5", 90.0),
        ("data=moons&loss=hinge&noise=30&hidden=4", 50.0),
    ] {
        let mut session = Session::<f64>::new(Config::from_link(link).expect("a link"));
        session.advance(300, || true).expect("steps");
        let params: Vec<f64> = session.params().iter().map(|param| param * times).collect();
        session.set_params(&params).expect("finite parameters");
        let boundary = if link.contains("hinge") { 0.0 } else { 0.5 };
        agrees(&mut session, |raw| if raw.len() == 1 { usize::from(raw[0] >= boundary) } else { largest(raw) });
    }
}

/// The colour of each place is that of the class that is said there, and lines part what is said.
#[test]
fn pictures_show_the_class_that_is_said() {
    let colors = colors();
    for loss in ["hinge", "bce"] {
        let link = format!("data=blobs&classes=3&hidden=none&loss={loss}");
        let mut session = Session::<f32>::new(Config::from_link(&link).expect("a link"));
        // All three are sure of themselves everywhere; the third is surer to the right, the second
        // to the left.
        session.set_params(&[0.0, 0.0, -1.0, 0.0, 1.0, 0.0, 25.0, 40.0, 40.0]).expect("parameters");
        let mut answers = Answers::default();
        session.grid(10, &mut answers);
        assert!(answers.classes.chunks(10).all(|row| row == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]), "{loss}");
        let mut rgba = Vec::new();
        plot::paint_answers(&answers, Ground::of(&session), true, &colors, &mut rgba);
        let kinds: Vec<&[u8]> = rgba.chunks(4).collect();
        assert!(kinds[0] == kinds[4] && kinds[5] == kinds[9], "{loss}");
        let mut paper = plot::Svg::new(300, 300, 1.0);
        plot::draw_contours(&mut paper, &colors, &answers, Ground::of(&session)).expect("a picture");
        let picture = paper.finish();
        let lines = picture.matches("<polyline").count();
        assert_eq!(lines, 2 * 9, "{loss}: one boundary, from either side: {picture}");
    }
}

/// Losses without probabilities give raw outputs, which are no percents.
#[test]
fn what_is_no_probability_is_a_score() {
    for &loss in Loss::ALL {
        let params: &[f64] = if loss == Loss::CrossEntropy { &[0.0, 3.0, 0.0, 5.5] } else { &[3.0, 0.25] };
        let mut session = line_of_two(loss, params);
        let kind = session.about().answers;
        let probable = matches!(loss, Loss::Bce | Loss::CrossEntropy);
        assert_eq!(kind, if probable { AnswerKind::Probabilities } else { AnswerKind::Scores }, "{loss:?}");
        let probe = session.probe([0.9, 0.5]).expect("a place");
        if probable {
            assert!(probe.answers.len() == 2 && (probe.answers.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{loss:?}");
            assert_eq!(probe.boundary, None, "{loss:?}");
        } else {
            let raw = 3.0 * probe.x[0] + 0.25;
            assert!((probe.answers[0] - raw).abs() < 1e-4 && raw > 1.0, "{loss:?}: {:?}", probe.answers);
            assert_eq!(session.predict(&probe.x).expect("numbers"), probe.answers, "{loss:?}");
            assert_eq!(probe.boundary, Some(if loss == Loss::Hinge { 0.0 } else { 0.5 }), "{loss:?}");
        }
    }
    let numbers = Session::<f32>::new(Config::from_link("data=plane").expect("a link"));
    assert_eq!((numbers.about().answers, numbers.about().ends), (AnswerKind::Numbers, [-1.0, 1.0]));
}

fn line_of_two(loss: Loss, params: &[f64]) -> Session<f32> {
    let mut points = Points::new(1);
    (0..4).for_each(|row| points.push(&[f64::from(row) - 1.5], f64::from(row / 2)));
    let table = Table::read(vec!["x".to_owned()], "t".to_owned(), vec!["a".to_owned(), "b".to_owned()], points);
    Session::prepared(&format!("hidden=none&loss={}", loss.id()), Some(table), Some(params)).expect("a network")
}

/// Over one coordinate the curve is the class where there are more than two, else on the targets'
/// scale.
#[test]
fn the_fitted_curve_of_classes_stands_on_the_scale_of_targets() {
    let mut answers = Answers::default();
    let mut three = line("hinge", &[-2.0, 0.0, 2.0, 50.0, 50.5, 49.0]);
    three.line(40, &mut answers);
    assert_eq!((answers.values[0], answers.values[39], answers.values.len()), (0.0, 2.0, 40));
    let mut margin = line_of_two(Loss::Hinge, &[1.0, 0.0]);
    margin.line(3, &mut answers);
    assert!(
        (answers.values[1] - 0.5).abs() < 1e-6 && answers.values[0] < 0.0 && answers.values[2] > 1.0,
        "{answers:?}"
    );
}

#[test]
fn classes_are_refused_for_what_is_no_sample_and_empty_for_numbers() {
    let mut session = Session::<f32>::new(Config::from_link("").expect("a link"));
    assert_eq!(session.classes(&[1.0]).unwrap_err().field, "inputs");
    assert_eq!(session.classes(&[1.0, f64::NAN]).unwrap_err().field, "inputs");
    assert!(session.classes(&[]).expect("no sample").is_empty());
    let mut numbers = Session::<f32>::new(Config::from_link("data=plane").expect("a link"));
    assert!(numbers.classes(&[1.0, 2.0]).expect("numbers").is_empty());
}
