//! A tutorial's chain of weights, `y = w₃ w₂ w₁ x`, which is to learn `y = −x`: its true course, its author's mistake, and the same
//! chain at every depth. Figures computed in double precision with NumPy and PyTorch.

use super::articles::close;
use chainrule::nn::gradcheck::gradient_check;
use chainrule::nn::init::Start;
use chainrule::nn::{Initializer, LayerSpec, Loss, Mode, Network, Optimizer, Samples, Trainer};

/// ½ (y − t)², one sample a step in fixed order, lr 0.05.
fn chain(params: &[f64]) -> (Trainer<f64>, Samples<f64>) {
    let layers = vec![LayerSpec::Dense { outputs: 1, bias: false }; params.len()];
    let mut trainer = Trainer::new(Network::new(1, &layers, 0), Loss::HalfSse, Optimizer::Sgd, 1);
    trainer.hyper.lr = 0.05;
    trainer.set_params(params);
    (trainer, Samples::from_rows(&[[1.0], [-1.0]], &[[-1.0], [1.0]]))
}

const FIRST: [f64; 3] = [0.2333, -0.233, -0.52133];

/// Trains on, up to `epochs` in all.
fn train(trainer: &mut Trainer<f64>, samples: &Samples<f64>, epochs: u64) {
    while trainer.steps() < 2 * epochs {
        let sample = (trainer.steps() % 2) as usize;
        trainer.step(samples, sample..sample + 1).expect("finite numbers");
    }
}

#[test]
fn three_weights() {
    let (mut trainer, samples) = chain(&FIRST);
    let loss = trainer.step(&samples, 0..1).unwrap();
    close("loss", &[loss], &[0.5287404726816282], 1e-9);
    close("gradients", trainer.grads(), &[0.1249122161434036, -0.12507304732298738, -0.05589937280850146], 1e-9);
    for (epochs, params) in [
        (160, [0.26834251180335367, 0.2681246232434451, -0.5366628787432715]),
        (200, [0.965806755589941, 0.965748127230274, -1.0701980885120073]),
        (250, [0.966424587752841, 0.9663659968783211, -1.0707556852814748]),
        (300, [0.9664245878027998, 0.9663659969282828, -1.0707556853265654]),
    ] {
        train(&mut trainer, &samples, epochs);
        close("weights", trainer.network().params(), &params, 1e-9);
    }
}

/// The mistake: each weight is changed before the ones before it get their gradients, which then are those of no weights that ever
/// were together.
#[test]
fn three_weights_in_place() {
    let (mut trainer, samples) = chain(&FIRST);
    trainer.in_place = true;
    for (epochs, params) in [
        (100, [0.18827426653794657, 0.18201208966971785, -0.49933906336617884]),
        (160, [0.9752700681132106, 0.9641798308982554, -1.0634229821037362]),
    ] {
        train(&mut trainer, &samples, epochs);
        close("weights", trainer.network().params(), &params, 1e-9);
    }
}

/// The check that the tutorial makes after every update; with the true rule it holds every time.
#[test]
fn three_weights_checked_after_every_update() {
    let (mut trainer, samples) = chain(&FIRST);
    for step in 0..320 {
        let sample = step % 2;
        trainer.step(&samples, sample..sample + 1).unwrap();
        for check in gradient_check(&mut trainer.objective, &samples, &[0, 1, 2], 1e-4) {
            assert!(check.smooth && check.relative_error() < 1e-7, "step {step}: {check:?}");
        }
    }
    // What the mistake uses as gradients is another matter: after a step of it, they are not those of the weights before it.
    let (mut right, mut wrong) = (chain(&FIRST).0, chain(&FIRST).0);
    wrong.in_place = true;
    right.step(&samples, 0..1).unwrap();
    wrong.step(&samples, 0..1).unwrap();
    assert_eq!(right.grads()[2], wrong.grads()[2], "the last weight comes first");
    assert!((right.grads()[0] - wrong.grads()[0]).abs() > 1e-3);
}

/// A chain of any depth learns, from uniform first weights of ±½. Plain steps stand still where ten small weights make a gradient of
/// 1e-4 or less, so that Adam takes them: its steps do not depend on the gradient's size.
#[test]
fn one_to_ten_weights() {
    for depth in 1..=10 {
        for seed in 0..10 {
            let layers = vec![LayerSpec::Dense { outputs: 1, bias: false }; depth];
            let start = Start { weights: Initializer::Uniform, weight_scale: 0.5, ..Start::default() };
            let network = Network::<f64>::starting(1, &layers, start, seed);
            assert!(network.params().iter().all(|w| w.abs() <= 0.5));
            let (mut trainer, samples) = chain(network.params());
            let first = trainer.objective.value(&samples, Mode::Eval);
            train(&mut trainer, &samples, 100);
            let later = trainer.objective.value(&samples, Mode::Eval);
            assert!(later < first, "depth {depth}, seed {seed}: plain steps lower the loss");

            trainer.set_optimizer(Optimizer::Adam);
            trainer.hyper.lr = 0.01;
            train(&mut trainer, &samples, 3_000);
            let product: f64 = trainer.network().params().iter().product();
            assert!((product + 1.0).abs() < 1e-3, "depth {depth}, seed {seed}: {product}");
        }
    }
}
