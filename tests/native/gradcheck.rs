//! Backpropagation against the definition of the derivative, for every combination that exists.

use chainrule::nn::gradcheck::gradient_check;
use chainrule::nn::{Activation, Choice, LayerSpec, Loss, Network, Norm, Optimizer, Penalty, Samples, Trainer};
use chainrule::session::{Config, Session};
use rand::RngExt;

const PENALTIES: [Penalty<f64>; 4] = [
    Penalty { l1: 0.0, l2: 0.0 },
    Penalty { l1: 0.01, l2: 0.0 },
    Penalty { l1: 0.0, l2: 0.02 },
    Penalty { l1: 0.01, l2: 0.02 },
];

/// Seven samples of three features and two targets of 0 or 1.
fn samples() -> Samples<f64> {
    let mut rng = chainrule::nn::rng(11, 0);
    let mut samples = Samples::new(3, 2);
    for _ in 0..7 {
        let mut x = || rng.random::<f64>() * 2.0 - 1.0;
        let x = [x(), x(), x()];
        samples.push(&x, &[f64::from(u8::from(x[0] > 0.0)), f64::from(u8::from(x[1] > x[2]))]);
    }
    samples
}

#[test]
fn every_activation_loss_penalty_depth_and_bias() {
    let samples = samples();
    let (mut checked, mut learnable, mut with_bite, mut kinks) = (0, 0, 0, 0);
    for &activation in Activation::ALL {
        for &on_output in Activation::ALL {
            for &loss in Loss::ALL {
                for penalty in PENALTIES {
                    for depth in 0..4 {
                        for bias in [true, false] {
                            let mut layers = Vec::new();
                            for _ in 0..depth {
                                layers.push(LayerSpec::Dense { outputs: 4, bias });
                                layers.push(LayerSpec::Activation(activation));
                            }
                            layers.push(LayerSpec::Dense { outputs: 2, bias });
                            layers.push(LayerSpec::Activation(on_output));
                            // Room for four: the seven samples take two portions.
                            let mut trainer = Trainer::new(Network::new(3, &layers, 5), loss, Optimizer::Sgd, 4);
                            trainer.objective.penalty = penalty;
                            // First biases are 0, where a layer of dead ReLUs feeds the next one its kink.
                            let params: Vec<f64> = trainer.network().params().iter().map(|p| p + 0.05).collect();
                            trainer.set_params(&params);
                            let all: Vec<usize> = (0..trainer.network().params().len()).collect();
                            for check in gradient_check(&mut trainer.objective, &samples, &all, 1e-5) {
                                let error = check.relative_error();
                                kinks += usize::from(!check.smooth);
                                assert!(
                                    !check.smooth || error < 1e-7,
                                    "{activation:?}, {on_output:?}, {loss:?}, {penalty:?}, depth {depth}, bias {bias}: {check:?}, error {error}"
                                );
                                checked += 1;
                                // Nothing is learned through a step.
                                let learns = activation.trains() && on_output.trains();
                                learnable += usize::from(learns);
                                with_bite += usize::from(learns && check.analytic.abs() > check.floor);
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(kinks * 1000 < checked, "{kinks} kinks in {checked} checks");
    assert!(
        checked > 40_000 && with_bite * 10 > learnable * 7,
        "{with_bite} of {learnable} gradients that can be learned are of ordinary size"
    );
}

/// Norms in training mode and a fixed choice of what dropout leaves out, in every order with activations.
#[test]
fn every_norm_and_dropout() {
    let samples = samples();
    let mut checked = 0;
    for &norm in Norm::ALL {
        for &activation in Activation::ALL {
            for &loss in Loss::ALL {
                for dropout in [None, Some(0.3)] {
                    for twice in [false, true] {
                        let mut layers = Vec::new();
                        for _ in 0..2 {
                            layers.push(LayerSpec::Dense { outputs: 5, bias: true });
                            layers.extend(norm.layer());
                            layers.push(LayerSpec::Activation(activation));
                            layers.extend(dropout.map(LayerSpec::Dropout));
                        }
                        if twice {
                            layers.extend(norm.layer());
                        }
                        layers.push(LayerSpec::Dense { outputs: 2, bias: true });
                        let mut trainer = Trainer::new(Network::new(3, &layers, 5), loss, Optimizer::Sgd, 7);
                        trainer.objective.seed = 3;
                        let params: Vec<f64> = trainer.network().params().iter().map(|p| p + 0.05).collect();
                        trainer.set_params(&params);
                        let all: Vec<usize> = (0..params.len()).collect();
                        for check in gradient_check(&mut trainer.objective, &samples, &all, 1e-5) {
                            let error = check.relative_error();
                            assert!(
                                !check.smooth || error < 1e-7,
                                "{norm:?}, {activation:?}, {loss:?}, {dropout:?}: {check:?}, error {error}"
                            );
                            checked += usize::from(check.smooth && check.analytic.abs() > check.floor);
                        }
                    }
                }
            }
        }
    }
    assert!(checked > 10_000, "{checked} gradients of ordinary size");
}

/// Units that are switched off, alone and beside dropout: what they had learned from gets no gradient, the rest the right one.
#[test]
fn every_activation_with_units_off() {
    let samples = samples();
    let mut checked = 0;
    for &norm in Norm::ALL {
        for &activation in Activation::ALL {
            for dropout in [None, Some(0.3)] {
                for off in [0b00010, 0b10101, 0b11111] {
                    let mut layers = Vec::new();
                    for _ in 0..2 {
                        layers.push(LayerSpec::Dense { outputs: 5, bias: true });
                        layers.extend(norm.layer());
                        layers.push(LayerSpec::Activation(activation));
                        layers.push(LayerSpec::Gate(off));
                        layers.extend(dropout.map(LayerSpec::Dropout));
                    }
                    layers.push(LayerSpec::Dense { outputs: 2, bias: true });
                    let mut trainer = Trainer::new(Network::new(3, &layers, 5), Loss::Mse, Optimizer::Sgd, 7);
                    let params: Vec<f64> = trainer.network().params().iter().map(|p| p + 0.05).collect();
                    trainer.set_params(&params);
                    let all: Vec<usize> = (0..params.len()).collect();
                    for check in gradient_check(&mut trainer.objective, &samples, &all, 1e-5) {
                        let error = check.relative_error();
                        let what = format!("{norm:?}, {activation:?}, {dropout:?}, {off:b}: {check:?}");
                        assert!(!check.smooth || error < 1e-7, "{what}, error {error}");
                        // The first layer's weights, three for each unit.
                        let dead = check.param < 15 && off >> (check.param / 3) & 1 == 1 && norm != Norm::Layer;
                        assert!(!dead || check.analytic == 0.0, "{what}");
                        checked += usize::from(check.smooth && check.analytic.abs() > check.floor);
                    }
                }
            }
        }
    }
    assert!(checked > 1_000, "{checked} gradients of ordinary size");
}

/// First biases are 0, so a first layer of dead ReLUs puts the second exactly on its kink.
#[test]
fn tells_kinks_from_errors() {
    let (mut kinks, mut checked) = (0, 0);
    for seed in 0..200 {
        let session = Session::<f32>::new(Config::from_link(&format!("activation=relu&seed={seed}")).unwrap());
        for check in session.gradient_check(None, 1e-5).unwrap() {
            assert!(!check.smooth || check.relative_error() < 1e-6, "seed {seed}: {check:?}");
            kinks += usize::from(!check.smooth);
            checked += 1;
        }
    }
    assert!(kinks > 0 && kinks * 20 < checked, "{kinks} of {checked}");
}

#[test]
fn of_a_session_in_f32() {
    for link in ["", "activation=relu&seed=5", "data=plane&l1=0.01&hidden=8-8", "hidden=none&loss=half-sse&lr=0.0001"] {
        let mut session = Session::<f32>::new(Config::from_link(link).unwrap());
        session.advance(300, || true).unwrap();
        let before = session.params();
        let checks = session.gradient_check(None, 1e-5).unwrap();
        assert_eq!(checks.len(), before.len());
        assert!(checks.iter().all(|c| !c.smooth || c.relative_error() < 1e-7), "{checks:?}");
        assert_eq!(session.params(), before);
    }
}

/// Where all functions are smooth, an error is an error, however coarse the quotient.
#[test]
fn smooth_functions_have_no_kinks() {
    let session = Session::<f32>::new(Config::default());
    for eps in [1e-1, 1e-3, 1e-5, 1e-9, 1e-12] {
        assert!(session.gradient_check(None, eps).unwrap().iter().all(|check| check.smooth), "at {eps}");
    }
    let coarse = session.gradient_check(None, 1e-12).unwrap();
    assert!(coarse.iter().any(|check| check.relative_error() > 1e-6), "rounding shows at so small a distance");
}
