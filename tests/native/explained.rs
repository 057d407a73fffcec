//! Every call that explains a network, for every parameter and every unit of random networks: none
//! fails, all agree on where a parameter stands, and the microscope's last line is the value that
//! the next step gives.

use super::allocation::colors;
use chainrule::data::{Points, Table};
use chainrule::nn::{Activation, Choice, Initializer, Loss, Optimizer, Scalar};
use chainrule::plot::{self, Ground, Links, Marks, Spot, Still, Svg};
use chainrule::session::{Answers, Config, LineKind, Place, Reach, Session, Stage};
use proptest::prelude::*;
use proptest::sample::select;
use std::iter::once;

/// Parameters of a network that are looked at one by one; of more, every second, third … is.
const MOST: usize = 200;

/// Units of a layer: most often few, so that all parameters of most networks are looked at.
fn width() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 1u32..=7, 2 => 8u32..=16, 1 => 17u32..=32]
}

fn ids<C: Choice>(fits: impl Fn(&C) -> bool) -> Vec<&'static str> {
    C::ALL.iter().filter(|choice| fits(choice)).map(|choice| choice.id()).collect()
}

/// A data set and how many classes it has; a table of so many columns.
fn task() -> impl Strategy<Value = (String, u32, usize)> {
    prop_oneof![
        3 => (2u32..=10).prop_map(|classes| (format!("data=blobs&classes={classes}"), classes, 0)),
        2 => (0u32..=1).prop_map(|set| (["data=plane", "data=sine"][set as usize].to_owned(), 0, 0)),
        1 => (2u32..=10, 1usize..=12).prop_map(|(classes, columns)| (String::new(), classes, columns)),
        1 => (1usize..=12).prop_map(|columns| (String::new(), 0, columns)),
    ]
}

/// Points of any number of columns.
fn table(columns: usize, classes: u32) -> Table {
    let mut points = Points::new(columns);
    for row in 0..23 {
        let x: Vec<f64> = (0..columns).map(|column| libm::sin(f64::from(row) * (0.7 + column as f64))).collect();
        points.push(&x, if classes > 0 { f64::from(row % classes) } else { 2.0 * x[0] - 1.0 });
    }
    let names = (0..classes).map(|class| format!("kind {class}")).collect();
    Table::read((0..columns).map(|column| format!("c{column}")).collect(), "t".to_owned(), names, points)
}

/// Settings of any network, and the columns of its table where it has one.
fn networks() -> impl Strategy<Value = (String, Option<(usize, u32)>)> {
    let layers = proptest::collection::vec(width(), 0..=6);
    let some = (any::<[bool; 8]>(), any::<[u8; 6]>());
    (task(), layers, some).prop_flat_map(|((data, classes, columns), layers, (flags, numbers))| {
        let losses =
            ids(|loss: &Loss| classes > 0 || Config::from_link(&format!("data=plane&loss={}", loss.id())).is_ok());
        let features = ["x1.x2", "x1.x2.x1x2.x1-squared.x2-squared.sin-x1", "sin-x2", "x1.cos-x1"];
        let activations = ids(|_: &Activation| true);
        let choices = (
            select(losses),
            select(activations),
            select(ids(|_: &Optimizer| true)),
            select(ids(|_: &Initializer| true)),
            select(vec!["none", "layer", "batch"]),
            select(features.to_vec()),
        );
        choices.prop_map(move |(loss, activation, optimizer, initializer, norm, features)| {
            let hidden: Vec<String> = layers.iter().map(u32::to_string).collect();
            let hidden = if hidden.is_empty() { "none".to_owned() } else { hidden.join("-") };
            let mut link = format!("{data}&hidden={hidden}&loss={loss}&optimizer={optimizer}&lr=0.01&samples=40");
            let mut add = |part: String| link += &format!("&{part}");
            // Batch norm takes no batch of one.
            let least = if norm == "batch" { 2 } else { 1 };
            add(format!("batch_size={}&seed={}", least + numbers[0] % 13, numbers[1]));
            if flags[0] {
                add("bias=false".to_owned());
            }
            if columns == 0 && !data.contains("sine") {
                add(format!("features={features}"));
            }
            if !layers.is_empty() {
                add(format!("activation={activation}&norm={norm}&initializer={initializer}"));
                let layer = 1 + usize::from(numbers[2]) % layers.len();
                if flags[1] {
                    add(format!("off={}", 100 * layer + 1 + usize::from(numbers[3]) % layers[layer - 1] as usize));
                }
                if flags[2] {
                    add("dropout=30".to_owned());
                }
                if flags[3] {
                    add(format!("frozen={layer}"));
                }
            }
            if flags[4] {
                add("l1=0.001&l2=0.01&clip_norm=0.5&weight_decay=0.1".to_owned());
            }
            if flags[5] && classes > 0 {
                add("label_smoothing=0.1&class_weights=balanced".to_owned());
            }
            if flags[6] {
                add("standardise=true".to_owned());
            }
            if flags[7] && optimizer == "sgd" && !flags[4] {
                add("in_place=true".to_owned());
            }
            (link, (columns > 0).then_some((columns, classes)))
        })
    })
}

fn session<T: Scalar>(link: &str, table_of: Option<(usize, u32)>) -> Session<T> {
    let table = table_of.map(|(columns, classes)| table(columns, classes));
    Session::prepared(link, table, None).unwrap_or_else(|error| panic!("{link}: {error}"))
}

/// The parameters that are looked at.
fn looked_at(all: usize) -> impl Iterator<Item = usize> {
    (0..all).step_by(all.div_ceil(MOST)).chain(once(all - 1))
}

/// The next step is what the microscope tells of each parameter, seen from that sample or from the
/// batch's first.
fn the_step_is_told(link: &str, session: &mut Session<f64>, sample: Option<usize>) {
    let network = session.network();
    let all = network.params().len();
    let mut told = Vec::new();
    for param in looked_at(all) {
        let of = network.unit_of(param).unwrap_or_else(|| panic!("{link}: parameter {param} has no unit"));
        let at = format!("{link}: {of:?}");
        assert!(session.parts(of.column, of.unit).contains(&of), "{at}");
        let seen = session.microscope(sample, param).unwrap_or_else(|error| panic!("{at}: {error}"));
        assert_eq!(seen.place, Place { column: of.column, unit: of.unit, param: Some(param) }, "{at}");
        let gradient = seen.lines.iter().find(|line| line.kind == LineKind::Gradient).expect("a gradient");
        assert_eq!(gradient.place, Some(seen.place), "{at}");
        let line = seen.lines.last().expect("lines");
        assert_eq!(line.stage == Stage::Update, session.config().can_train().is_ok() && !seen.diverges, "{at}");
        told.push((param, (line.stage == Stage::Update).then_some(line.value), seen.diverges));
    }
    let Ok(progress) = session.advance(1, || true) else { return };
    let params = session.params();
    for (param, value, diverges) in told {
        assert!(!diverges || progress.diverged.is_some(), "{link}: the step breaks off");
        if let Some(value) = value.filter(|_| progress.diverged.is_none()) {
            assert_eq!(value, params[param], "{link}: the new value of parameter {param}");
        }
    }
}

/// Every unit and every parameter can be traced, lit, edited, checked and drawn.
fn all_is_explained<T: Scalar>(link: &str, session: &mut Session<T>) {
    let all = session.network().params().len();
    let columns = session.config().hidden.len() + 2;
    let units: Vec<(usize, usize)> =
        (0..columns).flat_map(|column| (0..session.units(column)).map(move |unit| (column, unit))).collect();
    let mut params: Vec<usize> = Vec::new();
    for &(column, unit) in &units {
        let parts = session.parts(column, unit);
        let places = parts.iter().map(|part| Some(part.param)).chain(once(None));
        for (param, reach) in
            places.flat_map(|param| [Reach::Here, Reach::Onward, Reach::Back].map(|reach| (param, reach)))
        {
            if param.is_none_or(|param| param % all.div_ceil(MOST) == 0) {
                for place in session.reuse(Place { column, unit, param }, reach) {
                    assert!(place.unit < session.units(place.column), "{link}: {place:?}");
                    let known = |param| session.parts(place.column, place.unit).iter().any(|part| part.param == param);
                    assert!(place.param.is_none_or(known), "{link}: {place:?}");
                }
            }
        }
        let mut map = Vec::new();
        session.unit_map(column, unit, 3, &mut map);
        assert!(map.len() == 9 && map.iter().all(|value| !value.is_nan()), "{link}: unit {unit} of column {column}");
        params.extend(parts.iter().map(|part| part.param));
    }
    params.sort_unstable();
    assert!(params.iter().copied().eq(0..all), "{link}: each parameter belongs to one unit");
    assert_eq!((session.units(columns), session.parts(columns, 0).len()), (0, 0), "{link}");
    for param in looked_at(all).step_by(7) {
        let (value, _) = session.param(param).expect("a parameter");
        assert!(session.set_param(param, value).is_ok(), "{link}: parameter {param}");
    }
    let samples = session.points().0.len();
    for sample in [0, samples / 2, samples - 1] {
        let trace = session.trace(sample).unwrap_or_else(|error| panic!("{link}: {error}"));
        let traced = trace.layers.iter().flat_map(|layer| &layer.params);
        assert!(traced.map(|param| param.param).eq(0..all), "{link}: sample {sample}");
    }
    let every: Vec<usize> = looked_at(all).step_by(7).collect();
    assert_eq!(session.gradient_check(Some(&every), 1e-5).expect("a check").len(), every.len(), "{link}");
    for layer in once(None).chain((1..columns).map(Some)) {
        let mut check =
            session.examine(layer, None).unwrap_or_else(|error| panic!("{link}: {error}")).expect("samples");
        (0..3).for_each(|_| _ = check.advance(|| false));
        assert_eq!(check.findings(true).checked, 3.min(check.findings(true).of), "{link}");
    }
    session.health(&mut Default::default());
    session.report();
    session.roc();
    for at in [[0.1, 0.9], [0.5, 0.5], [0.99, 0.01]] {
        let probe = session.probe(at).unwrap_or_else(|error| panic!("{link}: {error}"));
        assert_eq!(probe.layers.iter().map(Vec::len).sum::<usize>(), units.len(), "{link}");
    }
}

/// Pictures with each unit and each parameter marked.
fn all_is_drawn(link: &str, session: &mut Session<f32>) {
    let colors = colors();
    let mut paper = Svg::new(300, 200, 1.0);
    let still = Still { frozen: &session.config().frozen, off: &session.config().off };
    plot::draw_network(&mut paper, &colors, plot::links(session.network()), &still).expect("a picture");
    for param in looked_at(session.network().params().len()) {
        let of = session.network().unit_of(param).expect("a unit");
        let selected = Spot { column: of.column, unit: of.unit, param: Some(param) };
        let beside = [Spot { column: of.column - 1, unit: of.from.unwrap_or(0), param: None }];
        let marks = Marks { selected: Some(selected), lit: &[selected], used: &beside };
        plot::draw_marks(&mut paper, &colors, plot::links(session.network()), &marks).expect("a picture");
    }
    for (x, y) in (0..=20).flat_map(|x| (0..=20).map(move |y| (f64::from(15 * x), f64::from(10 * y)))) {
        let Some(spot) = plot::hit((300, 200), 1.0, plot::links(session.network()), (x, y), 4.0) else { continue };
        let of = spot.param.map(|param| session.network().unit_of(param).expect("a unit"));
        assert!(of.is_none_or(|of| (of.column, of.unit) == (spot.column, spot.unit)), "{link}: {spot:?}");
        assert!(spot.unit < session.units(spot.column), "{link}: {spot:?}");
    }
    let widths: Vec<usize> = plot::links(session.network()).map(|Links { outputs, .. }| outputs).collect();
    assert_eq!(widths, (1..).map_while(|c| Some(session.units(c)).filter(|n| *n > 0)).collect::<Vec<_>>(), "{link}");
    let (mut answers, mut rgba, ground) = (Answers::default(), Vec::new(), Ground::of(session));
    session.grid(9, &mut answers);
    for hard in [false, true] {
        plot::paint_answers(&answers, ground, hard, &colors, &mut rgba);
        assert_eq!(rgba.len(), 4 * 81, "{link}");
    }
    plot::draw_contours(&mut paper, &colors, &answers, ground).expect("a picture");
    plot::draw_relief(&mut paper, &colors, session.view(), &answers, ground, ["a", "b"]).expect("a picture");
    session.line(9, &mut answers);
    assert_eq!(answers.values.len(), 9, "{link}: one curve");
}

fn explain(link: &str, table: Option<(usize, u32)>) {
    let mut double = session::<f64>(link, table);
    the_step_is_told(link, &mut double, None);
    // Now with what the optimiser remembers.
    let last = double.points().0.len() - 1;
    the_step_is_told(link, &mut double, Some(last));
    let mut single = session::<f32>(link, table);
    all_is_explained(link, &mut single);
    all_is_drawn(link, &mut single);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_network_explains_every_parameter_and_unit((link, table) in networks()) {
        explain(&link, table);
    }
}

/// A norm over more units than the column before has, and the other way round; the widest and the
/// deepest.
#[test]
fn norms_explain_themselves_whatever_stands_before_them() {
    for norm in ["layer", "batch"] {
        for hidden in ["6-12", "1-32-1", "7", "5-4-8-3-9-2"] {
            for features in ["x1", "x1.x2.x1x2.x1-squared.x2-squared.sin-x1"] {
                explain(&format!("hidden={hidden}&norm={norm}&features={features}&samples=30"), None);
            }
        }
        explain(&format!("hidden=32-32&norm={norm}&samples=30"), Some((11, 10)));
    }
}
