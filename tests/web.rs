//! The bindings in a real browser. Run by `wasm-pack test --headless --chrome`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "common/parity.rs"]
mod parity;

use chainrule::web::{Playground, catalog, config_from_link};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn number(object: &JsValue, key: &str) -> f64 {
    get(object, key).as_f64().unwrap_or_else(|| panic!("{key} is no number"))
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_else(|| panic!("{key} is no text"))
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &(*key).into(), value).unwrap();
    }
    object
}

fn playground(entries: &[(&str, JsValue)]) -> Playground {
    Playground::new(Some(object(entries).unchecked_into())).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refused(entries: &[(&str, JsValue)]) -> JsValue {
    Playground::new(Some(object(entries).unchecked_into())).err().expect("a refusal")
}

fn floats(values: &[f64]) -> JsValue {
    js_sys::Float64Array::from(values).into()
}

/// A value as JavaScript gives it.
fn given<T: JsCast>(value: impl Into<JsValue>) -> T {
    value.into().unchecked_into()
}

fn canvas(width: u32, height: u32) -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    canvas
}

/// How many pixels have a colour, near enough.
fn pixels(canvas: &HtmlCanvasElement, rgb: [u8; 3]) -> usize {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let data = context.get_image_data(0.0, 0.0, width, height).unwrap().data();
    let near = |pixel: &[u8]| pixel[3] > 200 && (0..3).all(|i| pixel[i].abs_diff(rgb[i]) < 24);
    data.chunks(4).filter(|pixel| near(pixel)).count()
}

const CLASSES: [&str; 10] =
    ["#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff", "#800000", "#008000", "#000080", "#808000"];

fn with_look(playground: &mut Playground) {
    let colors = [
        ("background", "#ffffff"),
        ("text", "#111111"),
        ("grid", "#dddddd"),
        ("train", "#0000ff"),
        ("test", "#00aa00"),
        ("wrong", "#cc0044"),
        ("low", "#ff8000"),
        ("middle", "#eeeeee"),
        ("high", "#0060ff"),
    ];
    let look = object(&colors.map(|(key, color)| (key, color.into())));
    Reflect::set(&look, &"scale".into(), &2.0.into()).unwrap();
    let classes: Array = CLASSES.iter().map(|color| JsValue::from(*color)).collect();
    Reflect::set(&look, &"classes".into(), &classes).unwrap();
    playground.set_look(tsify::Ts::new_unchecked(look.into())).expect("a valid look");
}

#[wasm_bindgen_test]
fn same_bits_as_native() {
    parity::check();
}

#[wasm_bindgen_test]
fn trains_within_its_budget() {
    let mut playground = playground(&[]);
    let before = playground.loss().unwrap();
    let progress = playground.step().unwrap().js_value();
    assert_eq!((number(&progress, "step"), number(&progress, "samples_seen")), (1.0, 10.0));
    assert!(number(&progress, "batch_loss") > 0.0);
    assert!(get(&progress, "diverged").is_null());
    let progress = playground.epoch().unwrap().js_value();
    assert_eq!((number(&progress, "epoch"), number(&progress, "step")), (1.0, 25.0));
    let progress = playground.train(given(1e9), Some(given(75.0))).unwrap().js_value();
    assert_eq!(number(&progress, "step"), 100.0);
    let progress = playground.train(given(50.0), None).unwrap().js_value();
    assert!(number(&progress, "step") > 200.0);
    assert!(playground.loss().unwrap() < before);
    let metrics = playground.metrics().unwrap().js_value();
    assert_eq!(number(&get(&metrics, "train"), "loss"), playground.loss().unwrap());
    assert_eq!(number(&get(&metrics, "test"), "samples"), 250.0);
    let at_least_one = playground.train(given(-5.0), None).unwrap().js_value();
    assert_eq!(number(&at_least_one, "step"), number(&progress, "step") + 1.0);
}

#[wasm_bindgen_test]
fn memory_does_not_grow_while_training_and_drawing() {
    let size = || {
        let buffer = get(&wasm_bindgen::memory(), "buffer");
        number(&buffer, "byteLength")
    };
    let mut playground = playground(&[("hidden", [8.0, 8.0].map(JsValue::from).into_iter().collect::<Array>().into())]);
    with_look(&mut playground);
    let (picture, maps) = (canvas(400, 300), canvas(24, 24));
    let run = |playground: &mut Playground| {
        for _ in 0..100 {
            playground.train(given(1e9), Some(given(1_000.0))).unwrap();
            playground.metrics().unwrap();
            playground.draw_boundary(&given(maps.clone()), given(100)).unwrap();
            playground.draw_network(&given(picture.clone()), &given(maps.clone())).unwrap();
            playground.draw_marks(&given(picture.clone())).unwrap();
            playground.draw_loss(&given(picture.clone())).unwrap();
            playground.draw_points(&given(picture.clone())).unwrap();
        }
    };
    run(&mut playground);
    let before = size();
    run(&mut playground);
    assert!(before > 65_536.0, "{before} bytes");
    assert_eq!(size(), before, "bytes after 100,000 steps more");
}

#[wasm_bindgen_test]
fn errors_say_kind_and_field() {
    let list = |numbers: &[f64]| -> JsValue { numbers.iter().map(|&n| JsValue::from(n)).collect::<Array>().into() };
    let rows: [(&str, JsValue, &str); 7] = [
        ("lr", f64::NAN.into(), "not-finite"),
        ("lr", "fast".into(), "wrong-type"),
        ("lr", Object::new().into(), "wrong-type"),
        ("noise", 80.0.into(), "out-of-range"),
        ("data", "moon".into(), "not-a-choice"),
        ("hidden", list(&[4.0, 0.0]), "out-of-range"),
        ("colour", "red".into(), "unknown-setting"),
    ];
    for (field, value, kind) in rows {
        let error = refused(&[(field, value)]);
        assert!(error.is_instance_of::<js_sys::Error>());
        assert_eq!(
            (text(&error, "name"), text(&error, "kind"), text(&error, "field")),
            ("ChainruleError".into(), kind.into(), field.into())
        );
        assert!(text(&error, "message").contains(field));
        assert!(!text(&error, "expected").is_empty());
    }
    let wrong = refused(&[("formula", "x1 x2".into())]);
    assert_eq!((text(&wrong, "kind"), number(&wrong, "place")), ("syntax".into(), 4.0));
    let limits = get(&refused(&[("noise", 80.0.into())]), "limits");
    assert_eq!((number(&limits, "min"), number(&limits, "max")), (0.0, 50.0));

    let mut playground = playground(&[]);
    let params = playground.params();
    for error in [
        playground.predict(given(floats(&[1.0]))).err(),
        playground.predict(given(floats(&[f64::INFINITY, 0.0]))).err(),
        playground.set_params(given(floats(&[1.0]))).err(),
        playground.train(given(f64::NAN), None).err(),
        playground.draw_loss(&given(canvas(600, 300))).err(), // no look yet
        playground.draw_boundary(&given(canvas(600, 300)), given(0)).err(),
        config_from_link(given("lr=-1")).err(),
        Playground::new(Some(JsValue::from("text").unchecked_into())).err(),
        playground.trace(given(500.0)).err(),
        playground.trace(given(0.5)).err(),
        playground.gradient_check(Some(given(floats(&[99.0]))), None).err(),
        playground.gradient_check(None, Some(given(0.0))).err(),
        playground.gradient_check(Some(given(floats(&[f64::NAN]))), None).err(),
        playground.gradient_check(Some(given(5.0)), None).err(),
        playground.trace(given(JsValue::NULL)).err(),
        playground.predict(given(JsValue::UNDEFINED)).err(),
        playground.predict(given(object(&[("length", 1e9.into())]))).err(),
        config_from_link(given(5.0)).err(),
    ] {
        assert_eq!(text(&error.expect("a refusal"), "name"), "ChainruleError");
    }
    assert_eq!(playground.params(), params, "a refusal changes nothing");
}

#[wasm_bindgen_test]
fn configures_links_and_predicts() {
    let mut first = playground(&[("data", "spiral".into()), ("hidden", Array::of2(&8.into(), &8.into()).into())]);
    let effect = first.configure(object(&[("lr", 0.3.into())]).unchecked_into()).unwrap().js_value();
    assert_eq!(get(&effect, "reset"), JsValue::FALSE);
    assert_eq!(first.link(), "data=spiral&hidden=8-8&lr=0.3");
    first.train(given(1e9), Some(given(300.0))).unwrap();

    let config = config_from_link(given(first.link())).unwrap().js_value();
    let mut second = Playground::new(Some(config.unchecked_into())).unwrap();
    second.set_params(given(floats(&first.params()))).unwrap();
    let inputs = [0.5, -0.5, 3.0, 1.0];
    assert_eq!(first.predict(given(floats(&inputs))).unwrap(), second.predict(given(floats(&inputs))).unwrap());
    assert_eq!(first.gradients().len(), first.params().len());
    assert!(number(&first.gradient_check(None, None).unwrap().js_value(), "worst") < 1e-7);

    let effect = first.configure(object(&[("hidden", Array::of1(&3.into()).into())]).unchecked_into()).unwrap();
    assert_eq!(get(&effect.js_value(), "reset"), JsValue::TRUE);
    first.reset(None).unwrap();
    assert_eq!(number(&first.progress().unwrap().js_value(), "step"), 0.0);
}

#[wasm_bindgen_test]
fn divergence_is_told_and_mended() {
    let mut playground = playground(&[("data", "plane".into()), ("activation", "relu".into()), ("lr", 100.0.into())]);
    let progress = playground.train(given(1e9), Some(given(10_000.0))).unwrap().js_value();
    let diverged = get(&progress, "diverged");
    assert_eq!(number(&diverged, "step"), number(&progress, "step"));
    assert!(["loss", "params"].contains(&text(&diverged, "what").as_str()));
    assert!(playground.params().iter().all(|p| p.is_finite()));
    assert!(playground.loss().unwrap().is_finite());
}

#[wasm_bindgen_test]
fn draws_on_real_canvases() {
    let mut playground = playground(&[("show_test", true.into())]);
    with_look(&mut playground);
    playground.train(given(1e9), Some(given(5_000.0))).unwrap();

    let curve = canvas(800, 300);
    playground.draw_loss(&given(curve.clone())).unwrap();
    assert!(pixels(&curve, [0, 0, 255]) > 200, "the training loss");
    assert!(pixels(&curve, [0, 170, 0]) > 50, "the test loss");
    assert!(pixels(&curve, [17, 17, 17]) > 50, "numbers");

    let heat = canvas(1, 1);
    playground.draw_boundary(&given(heat.clone()), given(100)).unwrap();
    assert_eq!((heat.width(), heat.height()), (100, 100));
    let context: CanvasRenderingContext2d = heat.get_context("2d").unwrap().unwrap().unchecked_into();
    let at = |x: f64, y: f64| context.get_image_data(x, y, 1.0, 1.0).unwrap().data();
    let (middle, corner) = (at(50.0, 50.0), at(2.0, 2.0));
    assert!(
        middle[2] > middle[0] && corner[0] > corner[2],
        "blue inside, orange outside: {:?} {:?}",
        &middle[..],
        &corner[..]
    );

    let points = canvas(700, 700);
    let area = playground.draw_points(&given(points.clone())).unwrap().js_value();
    assert!(number(&area, "width") > 500.0);
    assert!(pixels(&points, [0, 96, 255]) > 500 && pixels(&points, [255, 128, 0]) > 500, "both classes");

    let diagram = canvas(900, 500);
    playground.draw_network(&given(diagram.clone()), &given(canvas(1, 1))).unwrap();
    assert!(pixels(&diagram, [0, 96, 255]) > 100 && pixels(&diagram, [255, 128, 0]) > 100, "both signs");

    let marks = canvas(900, 500);
    assert!(!playground.draw_marks(&given(marks.clone())).unwrap(), "nothing is marked");
    playground.select(Some(given(1)), Some(given(0)), Some(given(0))).unwrap();
    assert!(playground.draw_marks(&given(marks.clone())).unwrap());
    let ring = pixels(&marks, [0, 0, 255]);
    assert!(ring > 100, "a ring: {ring}");

    let mut three =
        self::playground(&[("data", "blobs".into()), ("bias", false.into()), ("loss", "cross-entropy".into())]);
    with_look(&mut three);
    three.train(given(1e9), Some(given(2_000.0))).unwrap();
    three.draw_boundary(&given(heat.clone()), given(100)).unwrap();
    let points = canvas(700, 700);
    three.draw_points(&given(points.clone())).unwrap();
    for rgb in [[255, 0, 0], [0, 255, 0], [0, 0, 255]] {
        assert!(pixels(&points, rgb) > 500, "the points of each class");
        let pale = rgb.map(|part: u8| (0.45 * 238.0 + 0.55 * f64::from(part)) as u8);
        assert!(pixels(&heat, pale) > 500, "the place of each class");
    }
    three.draw_network(&given(diagram), &given(canvas(1, 1))).unwrap();

    let glance = canvas(1, 1);
    playground.draw_data_set(&given(glance.clone()), given("moons"), given(84)).unwrap();
    assert_eq!((glance.width(), glance.height()), (84, 84));
    assert!(pixels(&glance, [0, 96, 255]) > 100 && pixels(&glance, [255, 128, 0]) > 100, "both classes");
    let error = playground.draw_data_set(&given(glance.clone()), given("moon"), given(84)).unwrap_err();
    assert_eq!((text(&error, "kind"), text(&error, "field")), ("not-a-choice".into(), "data".into()));

    let error = playground.draw_loss(&given(canvas(20, 20))).unwrap_err();
    assert_eq!(text(&error, "kind"), "canvas");
}

#[wasm_bindgen_test]
fn curves_are_read_kept_and_written() {
    let mut playground = playground(&[]);
    let read = |playground: &Playground, what: &str, at: f64, after: f64| {
        let reading = playground.read_loss(given(what), given(at), given(after)).unwrap();
        reading.map(|reading| reading.js_value())
    };
    assert!(read(&playground, "epoch", 0.0, 0.0).is_none(), "nothing is drawn yet");
    with_look(&mut playground);
    (0..5).for_each(|_| drop(playground.epoch().unwrap()));
    playground.draw_loss(&given(canvas(800, 300))).unwrap();
    let epoch = |reading: Option<JsValue>| number(&get(&reading.unwrap(), "present"), "epoch");
    assert_eq!(epoch(read(&playground, "epoch", 3.2, 0.0)), 3.0);
    assert_eq!(epoch(read(&playground, "epoch", 3.0, f64::INFINITY)), 5.0);
    assert_eq!(epoch(read(&playground, "pixel", 60.0, 0.0)), 0.0);
    assert_eq!(epoch(read(&playground, "pixel", 9e9, -1.0)), 4.0);
    let overlay = canvas(800, 300);
    playground.draw_reading(&given(overlay.clone()), Some(given(3.0))).unwrap();
    assert!(pixels(&overlay, [0, 0, 255]) > 20, "a dot on the line that lies on top");
    playground.draw_reading(&given(overlay.clone()), None).unwrap();
    assert_eq!(pixels(&overlay, [0, 0, 255]), 0);

    assert!(playground.pinned().unwrap().is_none());
    playground.pin(given(true)).unwrap();
    let pinned = playground.pinned().unwrap().unwrap().js_value();
    assert_eq!((number(&get(&pinned, "last"), "epoch"), text(&pinned, "loss")), (5.0, "bce".into()));
    playground.reset(None).unwrap();
    playground.epoch().unwrap();
    assert_eq!(playground.loss_csv().lines().count(), 1 + 2 + 6);
    let letters = |count: usize| -> JsValue {
        ["a", "b", "c", "d", "e", "f", "g"].into_iter().take(count).map(JsValue::from).collect::<Array>().into()
    };
    let words = letters(7);
    assert!(playground.loss_svg(given(800), given(400), given(words.clone())).unwrap().contains(">e</text>"));
    let picture = canvas(800, 400);
    playground.draw_figure(&given(picture.clone()), given(words.clone())).unwrap();
    assert!(pixels(&picture, [0, 0, 255]) > 100);
    playground.pin(given(false)).unwrap();
    assert!(playground.pinned().unwrap().is_none());
    assert!(playground.draw_roc(&given(canvas(300, 300))).unwrap());
    for error in [
        playground.read_loss(given("pixel"), given(JsValue::NULL), given(0)).err(),
        playground.read_loss(given(JsValue::NULL), given(0), given(0)).err(),
        playground.draw_figure(&given(canvas(800, 400)), given(letters(3))).err(),
        playground.loss_svg(given(20), given(20), given(words)).err(),
        playground.draw_roc(&given(canvas(20, 20))).err(),
    ] {
        assert_eq!(text(&error.expect("a refusal"), "name"), "ChainruleError");
    }
}

#[wasm_bindgen_test]
fn catalog_lists_everything() {
    let catalog = catalog().unwrap().js_value();
    let settings: Array = get(&catalog, "settings").unchecked_into();
    let defaults = get(&catalog, "defaults");
    assert!(settings.length() > 10);
    for setting in settings.iter() {
        assert!(!get(&defaults, &text(&setting, "key")).is_undefined());
        assert!(!text(&get(&setting, "shape"), "type").is_empty());
    }
    let sets = <chainrule::data::DataSet as chainrule::nn::Choice>::ALL;
    assert_eq!(get(&catalog, "data_sets").unchecked_into::<Array>().length() as usize, sets.len());
}

#[wasm_bindgen_test]
fn explains_as_plain_objects() {
    let list = |object: &JsValue, key: &str| get(object, key).unchecked_into::<Array>();
    let hidden: Array = [6.0, 4.0].into_iter().map(JsValue::from).collect();
    let settings = [("data", "blobs"), ("loss", "cross-entropy"), ("norm", "layer")].map(|(key, id)| (key, id.into()));
    let mut playground = playground(&[&settings[..], &[("hidden", hidden.into())]].concat());
    playground.train(given(1e9), Some(given(500.0))).unwrap();

    let trace = playground.trace(given(3.0)).unwrap().js_value();
    let layers = list(&trace, "layers");
    let kinds: Vec<String> = layers.iter().map(|layer| text(&get(&layer, "layer"), "type")).collect();
    assert_eq!(kinds, ["dense", "layer-norm", "activation", "dense", "layer-norm", "activation", "dense"]);
    let (mut params, mut checked) = (0, 0);
    for param in layers.iter().flat_map(|layer| list(&layer, "params").to_vec()) {
        assert_eq!(number(&param, "param"), f64::from(params));
        let product = number(&param, "upstream") * number(&param, "factor");
        assert!((product - number(&param, "grad")).abs() < 1e-12);
        checked += u32::from(product != 0.0);
        params += 1;
    }
    assert_eq!((params as usize, checked > 10), (playground.param_count(), true));

    let health = playground.health().unwrap().js_value();
    let column = list(&health, "columns").get(0);
    assert!(number(&column, "update_ratio") > 0.0 && get(&column, "dead").as_f64().is_some());
    assert_eq!(list(&get(&health, "trend"), "steps").length(), 125, "of 500 steps every fourth");
    let histogram = list(&get(&column, "weights"), "histogram");
    assert_eq!(histogram.iter().map(|n| n.as_f64().unwrap()).sum::<f64>(), 12.0);

    let report = get(&playground.report().unwrap().js_value(), "train");
    assert_eq!((list(&report, "confusion").length(), list(&report, "classes").length()), (3, 3));
    assert!(number(&report, "balanced_accuracy") > 0.8 && get(&report, "auc").is_null());

    let some = playground.gradient_check(Some(given(floats(&[1.0, 7.0]))), Some(given(1e-5))).unwrap().js_value();
    assert_eq!((list(&some, "param").length(), number(&some, "worst") < 1e-7), (2, true));
}

#[wasm_bindgen_test]
fn what_cannot_be_trained_says_so() {
    let mut playground = playground(&[("activation", "step".into())]);
    let error = playground.step().expect_err("a refusal");
    assert_eq!((text(&error, "kind"), text(&error, "field")), ("cannot-train".into(), "activation".into()));
    assert_eq!(playground.predict(given(floats(&[0.0, 0.0]))).unwrap().len(), 1);
}
