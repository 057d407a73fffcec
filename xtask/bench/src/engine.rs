//! A trainer over samples of any width, and every neuron's answer to all of them.

use chainrule::nn::{Activation, LayerSpec, Loss, Network, Optimizer, Penalty, Samples, Trainer, Workspace};

/// Points of a grid that are answered at once.
const PORTION: usize = 32;

/// A network and how it is trained.
#[derive(Clone, Debug)]
pub struct Workload {
    /// Units from the features to the outputs.
    pub widths: Vec<usize>,
    /// Of all hidden layers.
    pub activation: Activation,
    /// Of the outputs.
    pub loss: Loss,
    /// The update rule.
    pub optimizer: Optimizer,
    /// Learning rate.
    pub lr: f64,
    /// Samples of a step.
    pub batch: usize,
    /// Share of hidden units that are left out; 0 for no such layer.
    pub dropout: f64,
    /// Strength of the penalty on squared weights.
    pub l2: f32,
    /// Strength of decoupled weight decay.
    pub decay: f64,
}

/// A trainer and its samples, visited in order, batch after batch.
pub struct Engine {
    trainer: Trainer<f32>,
    samples: Samples<f32>,
    batch: usize,
    next: usize,
    portion: Workspace<f32>,
    maps: Vec<f32>,
}

impl Engine {
    /// The network with first weights of seed 1; `x[sample][feature]`, `y[sample][output]`.
    pub fn new(workload: &Workload, x: &[f64], y: &[f64]) -> Engine {
        let Workload { widths, activation, loss, optimizer, lr, batch, dropout, l2, decay } = workload;
        let (inputs, outputs) = (widths[0], widths[widths.len() - 1]);
        let mut layers = Vec::new();
        for &outputs in &widths[1..] {
            layers.push(LayerSpec::Dense { outputs, bias: true });
            layers.push(LayerSpec::Activation(*activation));
            if *dropout > 0.0 {
                layers.push(LayerSpec::Dropout(*dropout));
            }
        }
        // The last units are the answer.
        layers.truncate(layers.len() - if *dropout > 0.0 { 2 } else { 1 });
        let mut samples = Samples::new(inputs, outputs);
        for (x, y) in x.chunks(inputs).zip(y.chunks(outputs)) {
            samples.push(x, y);
        }
        let network = Network::new(inputs, &layers, 1);
        let portion = Workspace::for_forward(&network, PORTION);
        let mut trainer = Trainer::new(network, *loss, *optimizer, *batch);
        (trainer.hyper.lr, trainer.decay) = (*lr, *decay);
        trainer.objective.penalty = Penalty { l1: 0.0, l2: *l2 };
        Engine { trainer, samples, batch: *batch, next: 0, portion, maps: Vec::new() }
    }

    /// Takes steps.
    pub fn steps(&mut self, steps: usize) {
        for _ in 0..steps {
            let end = self.next + self.batch;
            self.trainer.step(&self.samples, self.next..end).expect("finite numbers");
            self.next = if end + self.batch > self.samples.len() { 0 } else { end };
        }
    }

    /// Answers all samples and keeps every neuron's value, `[neuron][sample]`; gives how many numbers those are.
    pub fn grid(&mut self) -> usize {
        let network = self.trainer.network();
        let (all, neurons) = (self.samples.len(), network.widths()[1..].iter().step_by(2).sum::<usize>());
        self.maps.resize(all * neurons, 0.0);
        for start in (0..all).step_by(PORTION) {
            let batch = self.portion.load(&self.samples, &(start..all.min(start + PORTION)));
            network.forward(&mut self.portion, batch);
            let mut neuron = 0;
            for (layer, &width) in network.widths().iter().enumerate().skip(1) {
                // After the activation, where there is one.
                if layer % 2 == 0 || layer + 1 == network.widths().len() {
                    for unit in 0..width {
                        let row = batch.row(self.portion.values(layer), unit);
                        self.maps[neuron * all + start..][..row.len()].copy_from_slice(row);
                        neuron += 1;
                    }
                }
            }
        }
        self.maps.len()
    }

    /// All parameters: layer after layer, weights as one row for each unit, then biases.
    pub fn params(&self) -> Vec<f32> {
        self.trainer.network().params().to_vec()
    }
}
