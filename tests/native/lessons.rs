//! The systems of five tutorials as the page's lessons set them up: in single precision, under a link's settings, on the rows of a table. Figures computed in double precision
//! with NumPy and PyTorch; what is printed with four digits must come out with four.

use super::articles::close;
use chainrule::data::csv::{MOST_ROWS, Sheet};
use chainrule::error::Kind;
use chainrule::session::Session;

/// A lesson's setup: link, table, how many of its last columns are answered, whether as classes, first parameters.
fn lesson(link: &str, table: &str, targets: usize, classes: bool, params: &[f64]) -> Session<f32> {
    let table = Sheet::read(table).and_then(|sheet| sheet.table_of_all(targets, classes));
    Session::prepared(link, Some(table.expect("a table")), Some(params)).expect("settings that fit")
}

fn train_to(session: &mut Session<f32>, epoch: u64) {
    let steps = session.steps_to(epoch);
    let _ = session.advance(steps, || true);
    assert_eq!(session.progress().epoch, epoch as f64);
}

const CHAIN: &str = "hidden=1-1&activation=linear&bias=false&loss=half-sse&lr=0.05&batch_size=1&order=fixed";

fn chain(link: &str) -> Session<f32> {
    lesson(&format!("{CHAIN}{link}"), "x,t\n1,-1\n-1,1\n", 1, false, &[0.2333, -0.233, -0.52133])
}

#[test]
fn three_weight_chain() {
    let mut session = chain("");
    let traced = session.trace(0).unwrap();
    close("loss", &[traced.loss], &[0.5287404726816282], 1e-6);
    let grads: Vec<f64> = traced.layers.iter().flat_map(|layer| layer.params.iter().map(|p| p.grad)).collect();
    close("gradients", &grads, &[0.1249122161434036, -0.12507304732298738, -0.05589937280850146], 1e-6);
    for (epoch, product, within) in
        [(160, -0.038612483512720945, 1e-4), (200, -0.9982016523791666, 1e-4), (250, -1.0, 1e-5)]
    {
        train_to(&mut session, epoch);
        close("product", &session.predict(&[1.0]).unwrap(), &[product], within);
    }
    close("weights", &session.params(), &[0.966424587752841, 0.9663659968783211, -1.0707556852814748], 1e-4);
}

#[test]
fn three_weight_chain_in_place() {
    let mut session = chain("&in_place=true");
    for (epoch, params) in [
        (100, [0.18827426653794657, 0.18201208966971785, -0.49933906336617884]),
        (160, [0.9752700681132106, 0.9641798308982554, -1.0634229821037362]),
    ] {
        train_to(&mut session, epoch);
        close("weights", &session.params(), &params, 1e-4);
    }
    // The tutorial's own check: the gradient that update 156 took beside the definition at the weights which that update left.
    let mut session = chain("&in_place=true");
    session.advance(156, || true).unwrap();
    let [taken, _] = session.param(2).unwrap().1.unwrap();
    let defined = session.gradient_check(Some(&[2]), 1e-4).unwrap()[0].numeric / 2.0;
    close("backpropagation and definition", &[taken, defined], &[0.003970, 0.004164], 1e-6);
}

#[test]
fn two_two_two() {
    let params = [0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60];
    let link = "hidden=2&activation=sigmoid&output_activation=sigmoid&loss=half-sse&lr=0.5&batch_size=1&order=fixed";
    let mut session = lesson(link, "i1,i2,t1,t2\n0.05,0.10,0.01,0.99\n", 2, false, &params);
    close("loss", &[session.metrics().train.loss.unwrap()], &[0.2983711087600027], 1e-6);
    close("output", &session.predict(&[0.05, 0.10]).unwrap(), &[0.7513650695523157, 0.7729284653214625], 1e-6);
    let traced = session.trace(0).unwrap();
    let grads: Vec<f64> = traced.layers.iter().flat_map(|layer| layer.params.iter().map(|p| p.grad)).collect();
    let want = [
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
    close("gradients", &grads, &want, 1e-7);
    session.advance(1, || true).unwrap();
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
    close("one step", &session.params(), &after, 1e-6);
    train_to(&mut session, 10_000);
    close("outputs", &session.predict(&[0.05, 0.10]).unwrap(), &[0.011587527390870093, 0.9884589350256716], 1e-5);
    close("loss", &[session.metrics().train.loss.unwrap()], &[2.4475622359322627e-06], 1e-8);
}

const SIGMOIDS: &str = "activation=sigmoid&output_activation=sigmoid&order=fixed";

#[test]
fn two_two_one() {
    let people = "weight,height,gender\n-2,-1,1\n25,6,0\n17,4,0\n-15,-6,1\n";
    let params = [-0.7506, 1.3164, 1.2461, -1.6049, 1.8588, 0.0876, -1.4681, -1.7151, -0.0523];
    let link = format!("{SIGMOIDS}&hidden=2&loss=mse&lr=0.1&batch_size=1");
    let mut session = lesson(&link, people, 1, true, &params);
    train_to(&mut session, 1);
    close("loss", &[session.metrics().train.loss.unwrap()], &[0.357762328289456], 1e-5);
    train_to(&mut session, 1000);
    close("loss", &[session.metrics().train.loss.unwrap()], &[0.0022682366522110194], 1e-5);
    let new = session.predict(&[-7.0, -3.0, 20.0, 2.0]).unwrap();
    close("Emily and Frank", &new, &[0.9510893386302565, 0.03909441370582143], 1e-4);

    let session = lesson(&link, people, 1, true, &[1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0]);
    let traced = session.trace(0).unwrap();
    close("h", &[traced.layers[1].y[0]], &[0.04742587317756678], 1e-9);
    close("o1", &traced.prediction, &[0.5236951740839997], 1e-9);
    close("dL/dw1", &[traced.layers[0].params[0].grad], &[0.021469535265811107], 1e-9);
}

#[test]
fn single_neuron() {
    let rows = "x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
    let link = format!("{SIGMOIDS}&hidden=none&bias=false&loss=half-sse&lr=1&batch_size=4");
    let link = link.replace("activation=sigmoid&output", "output");
    let mut session = lesson(&link, rows, 1, true, &[-0.165955990594852, 0.4406489868843162, -0.9997712503653102]);
    train_to(&mut session, 10_000);
    close("weights", &session.params(), &[9.672993027736892, -0.20784349926631968, -4.62963668773159], 1e-3);
    close("(1, 0, 0)", &session.predict(&[1.0, 0.0, 0.0]).unwrap(), &[0.9999370428352157], 1e-5);
}

#[test]
fn xor_three_four_one() {
    let rows = "x1,x2,x3,y\n0,0,1,0\n0,1,1,1\n1,0,1,1\n1,1,1,0\n";
    let by_input = [
        [-0.165955990594852, 0.4406489868843162, -0.9997712503653102, -0.39533485473632046],
        [-0.7064882183657739, -0.8153228104624044, -0.6274795772446582, -0.3088785459139045],
        [-0.20646505153866013, 0.07763346800671389, -0.1616109711934104, 0.370439000793519],
    ];
    let mut params: Vec<f64> = (0..4).flat_map(|unit| by_input.map(|row| row[unit])).collect();
    params.extend([-0.5910955005369651, 0.7562348727818908, -0.9452248136041477, 0.34093502035680445]);
    let link = format!("{SIGMOIDS}&hidden=4&bias=false&loss=half-sse&lr=1&batch_size=4");
    let mut session = lesson(&link, rows, 1, true, &params);
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
        train_to(&mut session, until);
        let all = [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
        close("outputs", &session.predict(&all).unwrap(), &answers, 1e-4);
        close("(1, 0, 0)", &session.predict(&[1.0, 0.0, 0.0]).unwrap(), &[unseen], 1e-3);
    }
}

#[test]
fn three_four_one_sticks() {
    let by_input = [
        [0.017640523459676642, 0.004001572083672233, 0.009787379841057393, 0.022408931992014578],
        [0.018675579901499675, -0.00977277879876411, 0.009500884175255894, -0.001513572082976979],
        [-0.0010321885179355784, 0.004105985019383723, 0.0014404357116087798, 0.014542735069629751],
    ];
    let mut params: Vec<f64> = (0..4).flat_map(|unit| by_input.map(|row| row[unit])).collect();
    params.extend([0.0; 4]);
    params.extend([0.007610377251469934, 0.001216750164928284, 0.004438632327454257, 0.0033367432737426684, 0.0]);
    let link = format!("{SIGMOIDS}&hidden=4&loss=half-sse&lr=0.1&batch_size=3");
    let mut session = lesson(&link, "x1,x2,x3,y\n0.1,0.2,0.3,0\n0.4,0.5,0.6,1\n0.7,0.8,0.9,0\n", 1, true, &params);
    // The tutorial prints the mean of the squares: two thirds of half their sum over three rows.
    let mean = |session: &mut Session<f32>| session.metrics().train.loss.unwrap() * 2.0 / 3.0;
    close("loss", &[mean(&mut session)], &[0.25070066873494], 1e-6);
    train_to(&mut session, 1000);
    close("loss", &[mean(&mut session)], &[0.22222236773115298], 1e-6);
    train_to(&mut session, 10_000);
    close("loss", &[mean(&mut session)], &[0.2222223039484252], 1e-6);
    let all = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    let answers = [0.33360797293190797, 0.33333427467870275, 0.3330607195743255];
    close("outputs", &session.predict(&all).unwrap(), &answers, 1e-4);
}

#[test]
fn a_row_that_is_not_whole_refuses_the_table() {
    let refused = |table: &str| {
        let error = Sheet::read(table).and_then(|sheet| sheet.table_of_all(1, false)).expect_err(table);
        (error.kind, error.found, error.expected)
    };
    let rows = [
        ("a,t\n1,0\n2,\n3,1\n", "2", "3 whole rows"),
        ("a,t\n1,0\n2\n3,1\n4,1\n", "3", "4 whole rows"),
        ("a,b,t\n1,2,3\n4,5,6,7\n1,2,3\n1,1,1\n2,2\n", "3", "5 whole rows"),
        ("a,t\n1,0\n2,x\n3,1\n5\n", "2", "4 whole rows"),
    ];
    for (table, found, expected) in rows {
        assert_eq!(refused(table), (Kind::TooFewRows, found.to_owned(), expected.to_owned()), "{table:?}");
    }
    let long: String = (0..MOST_ROWS + 5).map(|row| format!("{row},1\n")).collect();
    assert_eq!(refused(&long).0, Kind::TooLong);
    // Blank lines and comments are no rows.
    assert!(Sheet::read("# of a class\na,t\n\n1,0\n2,1\n").unwrap().table_of_all(1, false).is_ok());
}
