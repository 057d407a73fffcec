//! Single precision against double over dense grids, by the measure of `golden.rs`: relative errors, with a floor for small numbers.

use chainrule::nn::loss::{Kind, Targets};
use chainrule::nn::{Activation, Batch, Choice, Loss, Scalar};

/// What README promises.
const PROMISED: f64 = 1e-5;

/// From −12 to 12 in steps of a thousandth, to 100 in coarser ones, and a few up to the largest, all of either sign.
fn grid() -> Vec<f32> {
    let near = (0..=12_000).map(|i| i as f32 * 1e-3);
    let far = (0..=1_000).map(|i| 12.0 + i as f32 * 0.088);
    let large = [3e2, 1e3, 1e4, 1e6, 1e9, 1e13, 1e19, 2e19, 1e30, 1.5e38, 3e38];
    near.chain(far).chain(large).flat_map(|x| [x, -x]).collect()
}

fn doubled(numbers: &[f32]) -> Vec<f64> {
    numbers.iter().copied().map(f64::from).collect()
}

/// Asserts that no number is further off than promised; `at` says where the `i`th one is.
fn close(what: &str, single: &[f32], double: &[f64], floor: f64, at: impl Fn(usize) -> f32) {
    for (i, (&got, &want)) in single.iter().zip(double).enumerate() {
        let off = (f64::from(got) - want).abs() / want.abs().max(floor);
        assert!(off <= PROMISED, "{what} at {}: {got:e} instead of {want:e}", at(i));
    }
}

#[test]
fn activations_and_their_slopes() {
    fn both<T: Scalar>(activation: Activation, x: &[T]) -> [Vec<T>; 2] {
        let (mut y, mut slopes) = (vec![T::ZERO; x.len()], vec![T::ZERO; x.len()]);
        activation.op::<T>().forward(x, &mut y);
        activation.op::<T>().backward(x, &y, &vec![T::ONE; x.len()], &mut slopes);
        [y, slopes]
    }
    let x = grid();
    for &activation in Activation::ALL {
        let (single, double) = (both(activation, &x), both(activation, &doubled(&x)));
        for (what, single, double) in [("value", &single[0], &double[0]), ("slope", &single[1], &double[1])] {
            close(&format!("{what} of {activation:?}"), single, double, 0.2, |i| x[i]);
        }
    }
}

/// Where tanh is all but ±1 its square has no digits left; the slope has: 1e-6 of itself, not of 1.
#[test]
fn the_slope_of_gelu_in_its_tanh_form_keeps_its_digits_in_the_tails() {
    let x: Vec<f32> = (0..8_000).map(|i| -1.0 - i as f32 * 5e-4).collect();
    let (mut single, mut double) = (vec![0f32; x.len()], vec![0f64; x.len()]);
    Activation::GeluTanh.op::<f32>().backward(&x, &x, &vec![1.0; x.len()], &mut single);
    Activation::GeluTanh.op::<f64>().backward(&doubled(&x), &doubled(&x), &vec![1.0; x.len()], &mut double);
    // What cancels is the rounding of 2u, a few times its own size of 15.
    close("slope", &single, &double, 1e-2, |i| x[i]);
    let last = (f64::from(single[7_999]) / double[7_999] - 1.0).abs();
    assert!(last < 1e-4 && double[7_999] > -2e-5, "{last:e} of {:e}", double[7_999]);
}

#[test]
fn gradients_of_losses() {
    fn gradient<T: Scalar>(loss: Loss, out: &[T], target: &[T], outputs: usize) -> Vec<T> {
        let n = out.len() / outputs;
        let targets = Targets { values: target, class_weights: None, outputs, batch: Batch { n, stride: n } };
        let mut d = vec![T::ZERO; out.len()];
        loss.op::<T>().run(out, targets, Some((&mut d, T::ONE)));
        d
    }
    // Twice the largest is no number of single precision, and a squared error's gradient is twice its error.
    let x: Vec<f32> = grid().into_iter().filter(|x| x.abs() < 1.6e38).collect();
    for &loss in Loss::ALL.iter().filter(|&&loss| loss != Loss::CrossEntropy) {
        for target in [0.0f32, 1.0, 0.05, 0.95, 0.3, -2.5, 40.0] {
            if loss.kind() == Kind::Logits && !(0.0..=1.0).contains(&target) {
                continue;
            }
            let targets = vec![target; x.len()];
            let (single, double) =
                (gradient(loss, &x, &targets, 1), gradient(loss, &doubled(&x), &doubled(&targets), 1));
            close(&format!("gradient of {loss:?} for {target}"), &single, &double, 1e-2, |i| x[i]);
        }
    }
    // Classes: logits on lines of several slopes, with and without smoothed targets.
    for classes in 2..=10 {
        for smoothing in [0.0f32, 0.1, 0.5] {
            for class in 0..classes {
                let lines = (0..classes).flat_map(|o| {
                    let slope = (o * o % 7) as f32 / 3.0 - 1.0;
                    x.iter().map(move |x| slope * x)
                });
                let logits: Vec<f32> = lines.collect();
                let target = |o| smoothing / classes as f32 + if o == class { 1.0 - smoothing } else { 0.0 };
                let targets: Vec<f32> = (0..classes).flat_map(|o| vec![target(o); x.len()]).collect();
                let (single, double) = (
                    gradient(Loss::CrossEntropy, &logits, &targets, classes),
                    gradient(Loss::CrossEntropy, &doubled(&logits), &doubled(&targets), classes),
                );
                let what = format!("softmax of {classes} classes, smoothed by {smoothing}");
                close(&what, &single, &double, 1e-2, |i| x[i % x.len()]);
            }
        }
    }
}
