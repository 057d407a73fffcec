//! Losses, optimisers, schedules and norms against PyTorch, by the files of `tests/parity`.

use chainrule::nn::layer::{BatchNorm, Keep, Layer, LayerNorm, Pass};
use chainrule::nn::loss::Targets;
use chainrule::nn::schedule::{Scheduler, Shape};
use chainrule::nn::trainer::Clip;
use chainrule::nn::{
    Activation, Batch, Choice, LayerSpec, Loss, Mode, Network, Optimizer, Penalty, Samples, Scalar, Schedule, Trainer,
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
            let (out, target) = (by_unit::<T>(&row["out"], outputs), by_unit::<T>(&row["target"], outputs));
            let targets = Targets { values: &target, class_weights: None, outputs, batch: Batch { n, stride: n } };
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
        let params: Vec<T> = numbers(&given["params"]).into_iter().map(T::from_f64).collect();
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
                let want: Vec<T> = numbers(after).into_iter().map(T::from_f64).collect();
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
    check::<f32>(1e-3, 0.1);
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
                scheduler.epoch_ended(loss);
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
            let params: Vec<T> = numbers(&row["params"]).into_iter().map(T::from_f64).collect();
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
            let list = |key: &str| numbers(&row[key]).into_iter().map(T::from_f64).collect::<Vec<T>>();
            close("grads", &grads, &list("grads"), relative, floor);
            if batch_norm {
                close("running statistics", &buffers, &list("running"), relative, floor);
            }
        }
    }
    check::<f64>(1e-10, 1e-4);
    check::<f32>(1e-5, 0.1);
}
