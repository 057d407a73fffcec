//! Worked examples of five tutorials on backpropagation, against figures computed in double precision
//! with NumPy and PyTorch.

use chainrule::nn::{Activation, LayerSpec, Loss, Mode, Network, Optimizer, Samples, Trainer};

const SIGMOID: LayerSpec = LayerSpec::Activation(Activation::Sigmoid);

fn dense(outputs: usize, bias: bool) -> LayerSpec {
    LayerSpec::Dense { outputs, bias }
}

fn trainer(inputs: usize, layers: &[LayerSpec], loss: Loss, lr: f64, params: &[f64]) -> Trainer<f64> {
    let mut trainer = Trainer::new(Network::new(inputs, layers, 0), loss, Optimizer::Sgd, 4);
    trainer.hyper.lr = lr;
    trainer.set_params(params);
    trainer
}

fn outputs(trainer: &Trainer<f64>, samples: &Samples<f64>) -> Vec<f64> {
    let mut workspace = chainrule::nn::Workspace::for_forward(trainer.network(), samples.len());
    let batch = workspace.load(samples, &(0..samples.len()));
    trainer.network().forward(&mut workspace, batch);
    (0..trainer.network().outputs()).flat_map(|o| batch.row(workspace.out(), o).to_vec()).collect()
}

pub(super) fn close(what: &str, got: &[f64], want: &[f64], within: f64) {
    assert_eq!(got.len(), want.len(), "{what}");
    for (got, want) in got.iter().zip(want) {
        assert!((got - want).abs() < within, "{what}: {got} instead of {want}");
    }
}

/// 2-2-2 sigmoid, ½ sum of squares, lr 0.5.
#[test]
fn two_two_two() {
    let layers = [dense(2, true), SIGMOID, dense(2, true), SIGMOID];
    let params = [0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60];
    let samples = Samples::from_rows(&[[0.05, 0.10]], &[[0.01, 0.99]]);
    let mut trainer = trainer(2, &layers, Loss::HalfSse, 0.5, &params);
    close("output", &outputs(&trainer, &samples), &[0.7513650695523157, 0.7729284653214625], 1e-9);

    let loss = trainer.step(&samples, 0..1).unwrap();
    close("loss", &[loss], &[0.2983711087600027], 1e-9);
    let grads = [
        0.0004385677344743467,
        0.0008771354689486934,
        0.0004977127352608599,
        0.0009954254705217198,
        0.008771354689486933,
        0.009954254705217198,
        0.08216704056423077,
        0.08266762784753325,
        -0.022602540477475067,
        -0.02274024221597822,
        0.13849856162855695,
        -0.03809823651655623,
    ];
    close("gradients", trainer.grads(), &grads, 1e-9);
    let after = [
        0.1497807161327628,
        0.19956143226552567,
        0.24975114363236958,
        0.29950228726473915,
        0.3456143226552565,
        0.3450228726473914,
        0.35891647971788465,
        0.4086661860762334,
        0.5113012702387375,
        0.5613701211079891,
        0.5307507191857215,
        0.6190491182582781,
    ];
    close("one step", trainer.network().params(), &after, 1e-9);

    for _ in 1..10_000 {
        trainer.step(&samples, 0..1).unwrap();
    }
    close("output after 10,000", &outputs(&trainer, &samples), &[0.011587527390870093, 0.9884589350256716], 1e-9);
    close("loss after 10,000", &[trainer.objective.gradient(&samples, Mode::Train)], &[2.4475622359322627e-06], 1e-9);
}

/// 2-2-1 sigmoid, squared error, batch 1 in fixed order, lr 0.1, 1,000 epochs.
#[test]
fn two_two_one() {
    let layers = [dense(2, true), SIGMOID, dense(1, true), SIGMOID];
    let params = [-0.7506, 1.3164, 1.2461, -1.6049, 1.8588, 0.0876, -1.4681, -1.7151, -0.0523];
    let people =
        Samples::from_rows(&[[-2.0, -1.0], [25.0, 6.0], [17.0, 4.0], [-15.0, -6.0]], &[[1.0], [0.0], [0.0], [1.0]]);
    let mut trainer = trainer(2, &layers, Loss::Mse, 0.1, &params);
    let mut losses = Vec::new();
    for epoch in 0..1000 {
        for person in 0..4 {
            trainer.step(&people, person..person + 1).unwrap();
        }
        if epoch % 10 == 0 {
            losses.push(trainer.objective.gradient(&people, Mode::Train));
        }
    }
    let first = [0.357762328289456, 0.16276715536548458, 0.09473500060070211, 0.07255531759815786, 0.06096528409558372];
    close("losses", &losses[..5], &first, 1e-6);
    close("loss", &[trainer.objective.gradient(&people, Mode::Train)], &[0.0022682366522110194], 1e-6);
    let new = Samples::from_rows(&[[-7.0, -3.0], [20.0, 2.0]], &[[1.0], [0.0]]);
    close("Emily and Frank", &outputs(&trainer, &new), &[0.9510893386302565, 0.03909441370582143], 1e-6);
    let after = [
        0.922264083418136,
        2.0990482200689686,
        2.268380564232222,
        -1.0937849381463511,
        1.2079023866506835,
        -0.4234310698766073,
        -2.305989428856188,
        -3.863550631950427,
        2.9676434866433694,
    ];
    close("parameters", trainer.network().params(), &after, 1e-6);
}

/// The worked example of the same tutorial: all weights 1, all biases 0.
#[test]
fn two_two_one_by_hand() {
    let layers = [dense(2, true), SIGMOID, dense(1, true), SIGMOID];
    let mut trainer = trainer(2, &layers, Loss::Mse, 0.1, &[1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0]);
    let alice = Samples::from_rows(&[[-2.0, -1.0]], &[[1.0]]);
    close("output", &outputs(&trainer, &alice), &[0.5236951740839997], 1e-12);
    trainer.objective.gradient(&alice, Mode::Train);
    close("dL/dw1", &trainer.objective.grads()[..1], &[0.021469535265811107], 1e-12);
}

const INPUTS: [[f64; 3]; 4] = [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]];

/// One sigmoid neuron without bias, all four rows at once, lr 1, 10,000 epochs.
#[test]
fn single_neuron() {
    let layers = [dense(1, false), SIGMOID];
    let samples = Samples::from_rows(&INPUTS, &[[0.0], [1.0], [1.0], [0.0]]);
    let params = [-0.165955990594852, 0.4406489868843162, -0.9997712503653102];
    let mut trainer = trainer(3, &layers, Loss::HalfSse, 1.0, &params);
    for _ in 0..10_000 {
        trainer.step(&samples, 0..4).unwrap();
    }
    let after = [9.672993027736892, -0.20784349926631968, -4.62963668773159];
    close("weights", trainer.network().params(), &after, 1e-6);
    let new = Samples::from_rows(&[[1.0, 0.0, 0.0]], &[[1.0]]);
    close("(1, 0, 0)", &outputs(&trainer, &new), &[0.9999370428352157], 1e-6);
}

/// XOR with 3-4-1 sigmoid without bias, all four rows at once, lr 1, 100,000 epochs.
#[test]
fn xor_three_four_one() {
    let layers = [dense(4, false), SIGMOID, dense(1, false), SIGMOID];
    let rows = [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]];
    let samples = Samples::from_rows(&rows, &[[0.0], [1.0], [1.0], [0.0]]);
    // The source writes one row per input; here one row per unit.
    let by_input = [
        [-0.165955990594852, 0.4406489868843162, -0.9997712503653102, -0.39533485473632046],
        [-0.7064882183657739, -0.8153228104624044, -0.6274795772446582, -0.3088785459139045],
        [-0.20646505153866013, 0.07763346800671389, -0.1616109711934104, 0.370439000793519],
    ];
    let mut params: Vec<f64> = (0..4).flat_map(|unit| by_input.map(|row| row[unit])).collect();
    params.extend([-0.5910955005369651, 0.7562348727818908, -0.9452248136041477, 0.34093502035680445]);
    let mut trainer = trainer(3, &layers, Loss::HalfSse, 1.0, &params);
    let new = Samples::from_rows(&[[1.0, 0.0, 0.0]], &[[1.0]]);
    let mut epoch = 0;
    for (until, answers, unseen) in [
        (1_000, [0.03504842745345002, 0.9546740402912753, 0.9619905516302956, 0.05355475571102575], 0.7016488435025562),
        (
            10_000,
            [0.007021724442763236, 0.991010054367377, 0.9921520686408756, 0.010478501178477952],
            0.6096126962545101,
        ),
        (
            100_000,
            [0.0019909301542718775, 0.9975145894794893, 0.9977109962361479, 0.002944159908396054],
            0.5444387218244383,
        ),
    ] {
        while epoch < until {
            trainer.step(&samples, 0..4).unwrap();
            epoch += 1;
        }
        close("outputs", &outputs(&trainer, &samples), &answers, 1e-6);
        close("(1, 0, 0)", &outputs(&trainer, &new), &[unseen], 1e-6);
    }
}

/// 3-4-1 sigmoid, weights of 0.01, no biases to start with, three points on a line, the middle one of which is to be told from the
/// others.
fn three_four_one(loss: Loss) -> (Trainer<f64>, Samples<f64>) {
    let layers = [dense(4, true), SIGMOID, dense(1, true), SIGMOID];
    let by_input = [
        [0.017640523459676642, 0.004001572083672233, 0.009787379841057393, 0.022408931992014578],
        [0.018675579901499675, -0.00977277879876411, 0.009500884175255894, -0.001513572082976979],
        [-0.0010321885179355784, 0.004105985019383723, 0.0014404357116087798, 0.014542735069629751],
    ];
    let mut params: Vec<f64> = (0..4).flat_map(|unit| by_input.map(|row| row[unit])).collect();
    params.extend([0.0; 4]);
    params.extend([0.007610377251469934, 0.001216750164928284, 0.004438632327454257, 0.0033367432737426684, 0.0]);
    let samples = Samples::from_rows(&[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]], &[[0.0], [1.0], [0.0]]);
    (trainer(3, &layers, loss, 0.1, &params), samples)
}

/// As the article runs it, this never learns: all hidden units stay the same.
#[test]
fn three_four_one_sticks() {
    let (mut trainer, samples) = three_four_one(Loss::HalfSse);
    let mean = |trainer: &Trainer<f64>| {
        let (y, t) = (outputs(trainer, &samples), [0.0, 1.0, 0.0]);
        y.iter().zip(t).map(|(y, t)| (y - t) * (y - t)).sum::<f64>() / 3.0
    };
    let losses = [0.25070066873494, 0.22222236773115298, 0.222222358602833, 0.22222235007126837, 0.22222234209515188];
    for (thousand, loss) in losses.into_iter().enumerate() {
        close("loss", &[mean(&trainer)], &[loss], 1e-6);
        for _ in 0..if thousand == 4 { 6_000 } else { 1_000 } {
            trainer.step(&samples, 0..3).unwrap();
        }
    }
    assert_eq!(trainer.steps(), 10_000);
    close("loss", &[mean(&trainer)], &[0.2222223039484252], 1e-6);
    let answers = [0.33360797293190797, 0.33333427467870275, 0.3330607195743255];
    close("outputs", &outputs(&trainer, &samples), &answers, 1e-6);
}

/// Xavier's first weights with Adam, with momentum, or with a larger rate: each mends it, from every seed.
#[test]
fn three_four_one_mended() {
    for (optimizer, lr) in [(Optimizer::Adam, 0.1), (Optimizer::Momentum, 0.5), (Optimizer::Sgd, 1.0)] {
        for seed in 0..10 {
            let (mut trainer, samples) = three_four_one(Loss::HalfSse);
            trainer.restart(seed);
            trainer.set_optimizer(optimizer);
            (trainer.hyper.lr, trainer.hyper.momentum) = (lr, 0.9);
            for _ in 0..10_000 {
                trainer.step(&samples, 0..3).unwrap();
            }
            let loss = trainer.objective.value(&samples, Mode::Eval);
            assert!(loss < 1e-3, "{optimizer:?}, seed {seed}: {loss}");
        }
    }
}
