//! No number that training keeps in single precision is subnormal: on some processors a step would cost the more the longer training goes on.

use super::trainer::Trainer;
use super::*;

/// Two features, of which the second is always 0, and targets of 0 and 1 by the first one's sign.
fn samples(size: f64) -> Samples<f32> {
    let mut samples = Samples::new(2, 1);
    for s in 0..16 {
        let x = (f64::from(s) - 7.5) / 8.0 * size;
        samples.push(&[x, 0.0], &[f64::from(u8::from(x > 0.0))]);
    }
    samples
}

fn network(hidden: &[LayerSpec]) -> Network<f32> {
    let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
    let layers: Vec<_> = [&[dense(4)], hidden, &[dense(4)], hidden, &[dense(1)]].concat();
    Network::new(2, &layers, 3)
}

/// Parameters where the first hidden unit is dead under ReLU: its bias is far below what its weights can reach.
fn with_a_dead_unit(trainer: &Trainer<f32>) -> Vec<f32> {
    let mut params = trainer.network().params().to_vec();
    params[8] = -100.0;
    params
}

/// Takes steps and looks at every number that is kept after each of them; gives how many parameters, moments and deltas are 0 in the end.
fn train(name: &str, trainer: &mut Trainer<f32>, samples: &Samples<f32>, steps: usize) -> [usize; 3] {
    for _ in 0..steps {
        trainer.step(samples, 0..samples.len()).unwrap_or_else(|divergence| panic!("{name}: {divergence:?}"));
        let deltas = trainer.objective.workspace.deltas[1..].iter().flatten();
        let buffers = trainer.network().buffers().iter();
        let kept = trainer.network().params().iter().chain(&trainer.state.slots).chain(&trainer.grads);
        let found = kept.chain(deltas).chain(buffers).find(|number| number.is_subnormal());
        assert_eq!(found, None, "{name} after {} steps", trainer.steps());
    }
    let zeros = |numbers: &[f32]| numbers.iter().filter(|&&number| number == 0.0).count();
    let deltas: Vec<f32> = trainer.objective.workspace.deltas[1..].concat();
    [zeros(trainer.network().params()), zeros(&trainer.state.slots), zeros(&deltas)]
}

/// Without gradients they fall by a tenth in each step; rounding would stop them at a subnormal number.
#[test]
fn moments_of_dead_units_fall_to_0() {
    for &optimizer in Optimizer::ALL {
        let mut trainer = Trainer::new(network(&[LayerSpec::Activation(Activation::Relu)]), Loss::Mse, optimizer, 16);
        let hyper = &mut trainer.hyper;
        (hyper.beta2, hyper.rho, hyper.momentum) = (0.9, 0.9, 0.9);
        let alive = train(optimizer.id(), &mut trainer, &samples(1.0), 20)[1];
        trainer.set_params(&with_a_dead_unit(&trainer));
        let dead = train(optimizer.id(), &mut trainer, &samples(1.0), 1_500)[1];
        let falls = !matches!(optimizer, Optimizer::Sgd | Optimizer::Adagrad);
        assert_eq!(dead > alive, falls, "{}: {dead} moments are 0, {alive} were before", optimizer.id());
    }
}

#[test]
fn weights_that_only_a_penalty_or_decay_moves_fall_to_0() {
    for (name, optimizer, l2, decay) in
        [("L2", Optimizer::Sgd, 0.5, 0.0), ("decay", Optimizer::Sgd, 0.0, 0.5), ("AdamW", Optimizer::AdamW, 0.0, 0.5)]
    {
        let mut trainer = Trainer::new(network(&[LayerSpec::Activation(Activation::Relu)]), Loss::Mse, optimizer, 16);
        (trainer.hyper.lr, trainer.decay, trainer.objective.penalty.l2) = (0.1, decay, l2);
        trainer.set_params(&with_a_dead_unit(&trainer));
        train(name, &mut trainer, &samples(1.0), 2_500);
        let params = trainer.network().params();
        // The dead unit's two weights; the second is that of the feature that is 0, as in every unit.
        assert_eq!([params[0], params[1], params[3], params[5], params[7]], [0.0; 5], "{name}");
    }
}

/// Slopes and probabilities of every size down to nothing, through two layers of each activation, under every loss.
#[test]
fn deltas_behind_saturated_units_are_normal_or_0() {
    for &activation in Activation::ALL.iter().filter(|activation| activation.trains()) {
        for &loss in Loss::ALL {
            for size in [1.0, 60.0, 400.0] {
                let name = format!("{} and {}, inputs up to {size}", activation.id(), loss.id());
                let mut trainer =
                    Trainer::new(network(&[LayerSpec::Activation(activation)]), loss, Optimizer::Adam, 16);
                train(&name, &mut trainer, &samples(size), 60);
            }
        }
    }
}

/// Logits from 0 to far beyond where e^−z is a number of single precision.
#[test]
fn deltas_of_sure_predictions_are_normal_or_0() {
    for loss in [Loss::Bce, Loss::CrossEntropy] {
        let outputs = loss.outputs(2);
        let mut all = Samples::new(1, outputs);
        for s in 0..240 {
            all.push(&[f64::from(s) / 200.0], &[[1.0, 0.0], [0.0, 1.0]][s as usize % 2][..outputs]);
        }
        for class_weights in [vec![], vec![1e-3, 1.0]] {
            let dense = LayerSpec::Dense { outputs, bias: true };
            let mut trainer = Trainer::new(Network::new(1, &[dense], 1), loss, Optimizer::Sgd, 240);
            trainer.objective.class_weights = class_weights;
            trainer.hyper.lr = 1e-9;
            trainer.set_params(&[[-100.0, 0.0, 0.0, 0.0], [100.0, -60.0, 0.0, 0.0]][outputs - 1][..2 * outputs]);
            let [_, _, zeros] = train(loss.id(), &mut trainer, &all, 2);
            assert!(zeros > 20 && zeros < 240 * outputs, "{loss:?}: {zeros} deltas are 0");
        }
    }
}

#[test]
fn running_statistics_of_a_column_without_values_fall_to_0() {
    for norm in [LayerSpec::BatchNorm, LayerSpec::LayerNorm] {
        let layers = [norm, LayerSpec::Activation(Activation::Tanh), LayerSpec::Dropout(0.5)];
        let mut trainer = Trainer::new(network(&layers), Loss::Mse, Optimizer::Sgd, 16);
        train("norm", &mut trainer, &samples(1.0), 20);
        let zeros = vec![0.0; trainer.network().params().len()];
        trainer.set_params(&zeros);
        train("norm without weights", &mut trainer, &samples(1.0), 1_500);
        assert!(trainer.network().buffers().iter().all(|&statistic| statistic == 0.0));
    }
}

#[test]
fn frozen_parameters_stay_as_they_are_bit_for_bit() {
    for in_place in [false, true] {
        let mut trainer =
            Trainer::new(network(&[LayerSpec::Activation(Activation::Tanh)]), Loss::Mse, Optimizer::Adam, 16);
        trainer.in_place = in_place;
        trainer.frozen.push(0..12);
        let mut params = trainer.network().params().to_vec();
        params[..12].fill(1e-40);
        params[12] = 1e-40;
        trainer.set_params(&params);
        trainer.step(&samples(1.0), 0..16).unwrap();
        assert_eq!(trainer.network().params()[..12], [1e-40; 12]);
        // The second layer's inputs are subnormal, and so would be its weight and the weight's gradient.
        assert_eq!([trainer.network().params()[12], trainer.grads()[12]], [0.0, 0.0], "in place: {in_place}");
    }
}
