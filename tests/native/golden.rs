//! Activations, losses, optimisers, schedules and norms against PyTorch, metrics against scikit-learn, by the files of
//! `tests/parity`.

use chainrule::nn::layer::{BatchNorm, Keep, Layer, LayerNorm, Pass};
use chainrule::nn::loss::{Targets, smooth};
use chainrule::nn::metrics::{evaluate, roc_auc};
use chainrule::nn::schedule::{Scheduler, Shape};
use chainrule::nn::trainer::Clip;
use chainrule::nn::{
    Activation, Batch, Choice, LayerSpec, Loss, Mode, Network, Objective, Optimizer, Penalty, Samples, Scalar,
    Schedule, Trainer, Workspace,
};
use serde_json::Value;

fn rows(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/parity/golden/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("golden values as JSON")
}

/// A list of numbers, or of such lists, as one list.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64().expect("a number")],
    }
}

fn list<T: Scalar>(value: &Value) -> Vec<T> {
    numbers(value).into_iter().map(T::from_f64).collect()
}

/// `[sample][unit]` as `[unit][sample]`.
fn by_unit<T: Scalar>(value: &Value, units: usize) -> Vec<T> {
    let rows = numbers(value);
    let n = rows.len() / units;
    (0..rows.len()).map(|place| T::from_f64(rows[place % n * units + place / n])).collect()
}

/// Relative errors; those of numbers below `floor` count as errors of `floor`.
fn close<T: Scalar>(what: &str, got: &[T], want: &[T], relative: f64, floor: f64) {
    assert_eq!(got.len(), want.len(), "{what}");
    for (got, want) in got.iter().zip(want) {
        let (got, want) = (got.to_f64(), want.to_f64());
        let off = (got - want).abs() / want.abs().max(floor);
        assert!(off <= relative, "{what}: {got} instead of {want}");
    }
}

#[test]
fn activations() {
    fn check<T: Scalar>(relative: f64, floor: f64) {
        let rows = rows("activations");
        let (given, rows) = rows.split_first().unwrap();
        let x = list::<T>(&given["x"]);
        assert_eq!((x.len(), x[0].to_f64(), x[199].to_f64()), (200, -100.0, 100.0));
        assert_eq!(rows.len(), Activation::ALL.len());
        for &activation in Activation::ALL {
            let row = rows.iter().find(|row| row["activation"] == activation.id()).expect("a row of its own");
            let (mut y, mut slopes) = (vec![T::ZERO; 200], vec![T::ZERO; 200]);
            activation.op::<T>().forward(&x, &mut y);
            activation.op::<T>().backward(&x, &y, &[T::ONE; 200], &mut slopes);
            close(&format!("{activation:?}"), &y, &list(&row["y"]), relative, floor);
            close(&format!("slope of {activation:?}"), &slopes, &list(&row["slope"]), relative, floor);
        }
    }
    // PyTorch's own tails of GELU are what is left of 1 − erf.
    check::<f64>(1e-10, 1e-4);
    // In single precision 1 + tanh has seven digits behind the point, however small it is.
    check::<f32>(1e-5, 0.2);
}

#[test]
fn losses() {
    fn check<T: Scalar>(relative: f64, floor: f64) {
        let rows = rows("losses");
        for &loss in Loss::ALL {
            assert!(rows.iter().any(|row| row["loss"] == loss.id()), "{loss:?} has its row");
        }
        for row in &rows {
            let loss = Loss::from_id(row["loss"].as_str().unwrap()).unwrap();
            let outputs = row["out"][0].as_array().unwrap().len();
            let n = row["out"].as_array().unwrap().len();
            let (out, mut target) = (by_unit::<T>(&row["out"], outputs), by_unit::<T>(&row["target"], outputs));
            let (batch, smoothing) = (Batch { n, stride: n }, T::from_f64(row["smoothing"].as_f64().unwrap()));
            smooth(&mut target, outputs, smoothing, batch);
            let weights: Option<Vec<T>> = row["weights"].as_array().map(|_| list(&row["weights"]));
            let targets = Targets { values: &target, class_weights: weights.as_deref(), outputs, batch };
            let op = loss.op::<T>();
            let scale = op.scale(op.count(targets));
            let mut d_out = vec![T::ZERO; out.len()];
            let value = op.run(&out, targets, Some((&mut d_out, scale))) * scale;
            close(&format!("{loss:?}"), &[value], &[T::from_f64(row["value"].as_f64().unwrap())], relative, floor);
            close(&format!("gradient of {loss:?}"), &d_out, &by_unit(&row["grad"], outputs), relative, floor);
        }
    }
    check::<f64>(1e-10, 1e-4);
    // In single precision 1 − σ(z) has seven digits behind the point, however small it is.
    check::<f32>(1e-5, 1e-2);
}

#[test]
fn optimizers() {
    fn check<T: Scalar>(relative: f64, floor: f64) {
        let rows = rows("optimizers");
        let (given, rows) = rows.split_first().unwrap();
        for &optimizer in Optimizer::ALL {
            assert!(rows.iter().any(|row| row["optimizer"] == optimizer.id()), "{optimizer:?} has its row");
        }
        let (x, y) = (numbers(&given["x"]), numbers(&given["y"]));
        let mut samples = Samples::<T>::new(2, 1);
        for s in 0..16 {
            samples.push(&x[2 * s..2 * s + 2], &y[s..=s]);
        }
        let tanh = LayerSpec::Activation(Activation::Tanh);
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let layers = [dense(5), tanh, dense(4), tanh, dense(1)];
        let params: Vec<T> = list(&given["params"]);
        for row in rows {
            let optimizer = Optimizer::from_id(row["optimizer"].as_str().unwrap()).unwrap();
            let number = |key: &str| row[key].as_f64().unwrap();
            let mut trainer = Trainer::new(Network::new(2, &layers, 1), Loss::Bce, optimizer, 16);
            trainer.set_params(&params);
            trainer.hyper.lr = number("lr");
            trainer.decay = number("decay");
            trainer.clip = Clip { norm: number("clip_norm"), value: number("clip_value") };
            trainer.objective.penalty = Penalty { l1: T::ZERO, l2: T::from_f64(number("l2")) };
            for after in row["after"].as_array().unwrap() {
                for _ in 0..10 {
                    trainer.step(&samples, 0..16).unwrap();
                }
                let want: Vec<T> = list(after);
                close(
                    &format!("{optimizer:?} after {}", trainer.steps()),
                    trainer.network().params(),
                    &want,
                    relative,
                    floor,
                );
            }
        }
    }
    // PyTorch adds in another order; fifty steps make more of the last digit.
    check::<f64>(1e-10, 0.1);
    check::<f32>(1e-5, 0.1);
}

#[test]
fn schedules() {
    let rows = rows("schedules");
    let (given, rows) = rows.split_first().unwrap();
    let losses = numbers(&given["losses"]);
    for &schedule in Schedule::ALL {
        assert!(rows.iter().any(|row| row["schedule"] == schedule.id()), "{schedule:?} has its row");
    }
    for row in rows {
        let schedule = Schedule::from_id(row["schedule"].as_str().unwrap()).unwrap();
        let number = |key: &str| row[key].as_f64().unwrap();
        let shape = Shape {
            every: number("every") as u32,
            gamma: number("gamma"),
            mult: number("mult") as u32,
            low: number("low"),
        };
        let mut scheduler = Scheduler::new(schedule, shape);
        let rates: Vec<f64> = losses
            .iter()
            .map(|&loss| {
                let lr = scheduler.lr(0.1);
                scheduler.epoch_ended(0.1, loss);
                lr
            })
            .collect();
        close(&format!("{schedule:?}"), &rates, &numbers(&row["values"]), 1e-10, 1e-12);
    }
}

#[test]
fn norms() {
    fn check<T: Scalar>(relative: f64, floor: f64) {
        let mut buffers: Vec<T> = Layer::<T>::buffers(&BatchNorm::new(4));
        for row in rows("norms") {
            let batch_norm = row["norm"] == "batch";
            let layer: Box<dyn Layer<T>> =
                if batch_norm { Box::new(BatchNorm::new(4)) } else { Box::new(LayerNorm::new(4)) };
            let n = row["x"].as_array().unwrap().len();
            let batch = Batch { n, stride: n };
            let (x, dy) = (by_unit::<T>(&row["x"], 4), by_unit::<T>(&row["dy"], 4));
            let params: Vec<T> = list(&row["params"]);
            let mut scratch = vec![T::ZERO; layer.scratch(n)];
            let (mut y, mut dx, mut grads) = (vec![T::ZERO; 4 * n], vec![T::ZERO; 4 * n], vec![T::ZERO; 8]);
            let mode = if row["training"] == true {
                let keep = Keep { buffers: &mut buffers, scratch: &mut scratch, rng: &mut chainrule::nn::rng(0, 0) };
                layer.forward_train(&params, keep, &x, &mut y, batch);
                Mode::Train
            } else {
                layer.forward(&params, &buffers, &x, &mut y, batch);
                Mode::Eval
            };
            let pass = Pass { mode, params: &params, buffers: &buffers, scratch: &scratch, x: &x, y: &y, batch };
            layer.backward(pass, &dy, &mut grads, Some(&mut dx));
            close("y", &y, &by_unit(&row["y"], 4), relative, floor);
            close("dx", &dx, &by_unit(&row["dx"], 4), relative, floor);
            close("grads", &grads, &list(&row["grads"]), relative, floor);
            if batch_norm {
                close("running statistics", &buffers, &list(&row["running"]), relative, floor);
            }
        }
    }
    check::<f64>(1e-10, 1e-4);
    check::<f32>(1e-5, 0.1);
}

/// A network that passes its inputs on answers with the scores of each class.
#[test]
fn metrics() {
    for row in rows("metrics") {
        let classes = row["classes"].as_u64().unwrap() as usize;
        let (given, wanted) = if classes > 0 { (&row["scores"], &row["truth"]) } else { (&row["y"], &row["t"]) };
        let outputs = given[0].as_array().unwrap().len();
        let mut identity =
            Objective::new(Network::<f64>::new(outputs, &[LayerSpec::Dense { outputs, bias: false }], 1), Loss::Mse, 1);
        let params: Vec<f64> = (0..outputs * outputs).map(|p| f64::from(u8::from(p % (outputs + 1) == 0))).collect();
        identity.set_params(&params);
        let (y, t) = (numbers(given), numbers(wanted));
        let mut samples = Samples::new(outputs, outputs);
        for (s, y) in y.chunks(outputs).enumerate() {
            let one_hot: Vec<f64> =
                (0..outputs).map(|o| f64::from(u8::from(classes > 0 && t[s] == o as f64))).collect();
            samples.push(y, if classes > 0 { &one_hot } else { &t[s * outputs..][..outputs] });
        }
        let mut workspace = Workspace::for_forward(identity.network(), 7);
        let loss = if classes > 0 { Loss::CrossEntropy } else { Loss::Mse };
        let got = evaluate(identity.network(), &mut workspace, loss, classes, &samples).unwrap();
        let number = |key: &str| row[key].as_f64().unwrap();
        let same = |key: &str, got: &[f64], want: &[f64]| close(key, got, want, 1e-10, 1e-12);
        if classes == 0 {
            same("r2", &[got.r2], &[number("r2")]);
            same("mae", &[got.mae(|_| 1.0)], &[number("mae")]);
            same("mse", &[got.loss], &[number("mse")]);
            continue;
        }
        let confusion = got.confusion;
        let counts = confusion.counts[..classes].iter().flat_map(|row| &row[..classes]);
        same("confusion", &counts.map(|&n| f64::from(n)).collect::<Vec<_>>(), &numbers(&row["confusion"]));
        same("accuracy", &[confusion.accuracy()], &[number("accuracy")]);
        same("balanced", &[confusion.balanced_accuracy()], &[number("balanced")]);
        let each: Vec<_> = (0..classes).map(|class| confusion.scores(class)).collect();
        same("precision", &each.iter().map(|s| s.precision).collect::<Vec<_>>(), &numbers(&row["precision"]));
        same("recall", &each.iter().map(|s| s.recall).collect::<Vec<_>>(), &numbers(&row["recall"]));
        same("f1", &each.iter().map(|s| s.f1).collect::<Vec<_>>(), &numbers(&row["f1"]));
        let mean = confusion.macro_scores();
        same("macro", &[mean.precision, mean.recall, mean.f1], &numbers(&row["macro"]));
        if classes == 2 {
            let mut ranked: Vec<(f64, bool)> = y.chunks(2).zip(&t).map(|(y, &t)| (y[1] - y[0], t == 1.0)).collect();
            same("auc", &[roc_auc(&mut ranked).unwrap()], &[number("auc")]);
        }
    }
}
