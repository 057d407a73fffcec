//! Native times of what training is made of: products, activations, an update, whole steps.

use chainrule::nn::optim::State;
use chainrule::nn::products::{self, Size};
use chainrule::nn::{Activation, Batch, Optimizer};
use chainrule_bench::workloads;
use divan::Bencher;
use divan::counter::ItemsCount;
use std::fmt;
use std::hint::black_box;

fn main() {
    divan::main();
}

/// A dense layer and its batch.
#[derive(Clone, Copy)]
struct Dense {
    size: Size,
    n: usize,
}

const DENSE: [Dense; 3] = [dense(8, 8, 10), dense(64, 64, 32), dense(784, 128, 32)];

const fn dense(inputs: usize, outputs: usize, n: usize) -> Dense {
    Dense { size: Size { inputs, outputs }, n }
}

impl fmt::Display for Dense {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}×{} batch {}", self.size.inputs, self.size.outputs, self.n)
    }
}

impl Dense {
    fn batch(self) -> Batch {
        Batch::of(self.n)
    }

    /// `[outputs][inputs]`.
    fn weights(self) -> Vec<f32> {
        numbers(self.size.inputs * self.size.outputs)
    }

    /// `[width][stride]`.
    fn rows(self, width: usize) -> Vec<f32> {
        numbers(width * self.batch().stride)
    }

    /// Each weight meets each sample once.
    fn items(self) -> ItemsCount {
        ItemsCount::new(self.size.inputs * self.size.outputs * self.n)
    }
}

/// Numbers from −1 to 1, none of them 0.
fn numbers(n: usize) -> Vec<f32> {
    (0..n).map(|i| (i * 37 % 101) as f32 / 50.5 - 0.995).collect()
}

#[divan::bench(args = DENSE)]
fn forward(bencher: Bencher, layer: Dense) {
    let (w, b, x) = (layer.weights(), numbers(layer.size.outputs), layer.rows(layer.size.inputs));
    let mut y = layer.rows(layer.size.outputs);
    bencher.counter(layer.items()).bench_local(|| {
        products::forward(layer.size, black_box(&w), Some(&b), black_box(&x), black_box(&mut y), layer.batch());
    });
}

#[divan::bench(args = DENSE)]
fn backward_inputs(bencher: Bencher, layer: Dense) {
    let (w, dy) = (layer.weights(), layer.rows(layer.size.outputs));
    let mut dx = layer.rows(layer.size.inputs);
    bencher.counter(layer.items()).bench_local(|| {
        products::backward_inputs(layer.size, black_box(&w), black_box(&dy), black_box(&mut dx), layer.batch());
    });
}

#[divan::bench(args = DENSE)]
fn backward_weights(bencher: Bencher, layer: Dense) {
    let (dy, x) = (layer.rows(layer.size.outputs), layer.rows(layer.size.inputs));
    let (mut dw, mut db) = (layer.weights(), numbers(layer.size.outputs));
    bencher.counter(layer.items()).bench_local(|| {
        let (dw, db) = (black_box(&mut dw), Some(black_box(&mut db[..])));
        products::backward_weights(layer.size, black_box(&dy), black_box(&x), dw, db, layer.batch());
    });
}

const ACTIVATIONS: [Activation; 3] = [Activation::Tanh, Activation::Relu, Activation::Gelu];

/// Numbers that an activation is applied to.
const UNITS: usize = 1_000;

#[divan::bench(args = ACTIVATIONS)]
fn activation_forward(bencher: Bencher, activation: Activation) {
    let (x, mut y) = (numbers(UNITS), numbers(UNITS));
    let op = activation.op::<f32>();
    bencher.counter(ItemsCount::new(UNITS)).bench_local(|| op.forward(black_box(&x), black_box(&mut y)));
}

#[divan::bench(args = ACTIVATIONS)]
fn activation_backward(bencher: Bencher, activation: Activation) {
    let (x, mut y, dy, mut dx) = (numbers(UNITS), numbers(UNITS), numbers(UNITS), numbers(UNITS));
    let op = activation.op::<f32>();
    op.forward(&x, &mut y);
    bencher.counter(ItemsCount::new(UNITS)).bench_local(|| {
        op.backward(black_box(&x), black_box(&y), black_box(&dy), black_box(&mut dx));
    });
}

#[divan::bench(args = ["W1", "W2", "W3"])]
fn step(bencher: Bencher, name: &str) {
    let workload = workloads::workload(name).expect("a workload");
    let mut engine = workloads::engine(name).expect("a workload");
    bencher.counter(ItemsCount::new(workload.batch)).bench_local(|| engine.steps(1));
}

/// As many parameters as W3 has, and W4.
#[divan::bench(args = [4_417, 101_770])]
fn adam_update(bencher: Bencher, params: usize) {
    let adam = Optimizer::Adam;
    let (mut values, grads, mut state) = (numbers(params), numbers(params), State::new(adam, params));
    let (op, hyper) = (adam.op::<f32>(), adam.defaults());
    bencher.counter(ItemsCount::new(params)).bench_local(|| {
        state.step += 1;
        op.update(black_box(&hyper), black_box(&mut values), black_box(&grads), &mut state);
    });
}
