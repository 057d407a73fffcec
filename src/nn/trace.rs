//! Every number of one forward and backward pass.

use super::layer::{LayerSpec, Mode, NORM_EPS, ParamKind, ParamPlace};
use super::{Objective, Samples, kernels};
use serde::Serialize;

/// One sample's way through the network and back. `d` names derivatives of the sample's loss, without penalties.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Trace {
    /// Loss of the sample, reduced as if it were the whole batch.
    pub loss: f64,
    /// What the network is to answer, `[O]`, smoothed as training sees it.
    pub target: Vec<f64>,
    /// What the raw outputs stand for, `[O]`: probabilities where the loss knows any, else the raw
    /// outputs.
    pub prediction: Vec<f64>,
    /// The layers, first to last.
    pub layers: Vec<LayerTrace>,
}

/// One layer's part of a [`Trace`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerTrace {
    /// Which layer.
    pub layer: LayerSpec,
    /// What goes in, `[inputs]`.
    pub x: Vec<f64>,
    /// What comes out, `[outputs]`.
    pub y: Vec<f64>,
    /// dL/dx.
    pub dx: Vec<f64>,
    /// dL/dy.
    pub dy: Vec<f64>,
    /// dy/dx of each unit, for activations: `dx = dy · slope`. Empty for other layers.
    pub slopes: Vec<f64>,
    /// What a norm divides each unit by. Empty for other layers.
    pub deviations: Vec<f64>,
    /// The parameters, in the network's order.
    pub params: Vec<ParamTrace>,
}

/// One parameter's part of a [`Trace`]: `grad = upstream · factor`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ParamTrace {
    /// Place among the network's parameters.
    pub param: usize,
    /// What it is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"weight\" | \"bias\" | \"gain\" | \"shift\""))]
    pub kind: ParamKind,
    /// The layer's input that it multiplies; none for what is added.
    pub from: Option<usize>,
    /// The layer's output that it belongs to.
    pub to: usize,
    /// Its value.
    pub value: f64,
    /// dL/dy of that output.
    pub upstream: f64,
    /// dy/dθ of that output: the input it multiplies, or 1.
    pub factor: f64,
    /// dL/dθ, as backpropagation gives it.
    pub grad: f64,
    /// The derivative of the penalties, which training adds.
    pub penalty: f64,
}

/// Traces one sample: `x[F]`, `target[O]`. As for an answer: dropout leaves nothing out, batch norm takes its running statistics.
pub fn trace(objective: &mut Objective<f64>, x: &[f64], target: &[f64]) -> Trace {
    let mut samples = Samples::new(x.len(), target.len());
    samples.push(x, target);
    let batch = objective.load(&samples, &(0..1), 0, 1);
    let total = objective.count_loaded(batch);
    objective.start();
    let loss = objective.accumulate(batch, total, Mode::Eval, (0, 0));
    let Objective { network, workspace, grads, penalty, .. } = objective;
    network.backward_features(workspace, Mode::Eval, batch);
    let mut penalties = vec![0.0; grads.len()];
    penalty.add_gradient(network, &mut penalties);

    let column = |values: &[f64], width: usize| -> Vec<f64> { (0..width).map(|u| batch.row(values, u)[0]).collect() };
    let widths = network.widths();
    let mut layers = Vec::new();
    for (l, stage) in network.stages.iter().enumerate() {
        let (x, y) = (column(&workspace.values[l], widths[l]), column(&workspace.values[l + 1], widths[l + 1]));
        let dy = column(&workspace.deltas[l + 1], widths[l + 1]);
        let blocks = network.blocks().iter().filter(|block| stage.params.contains(&block.range.start));
        let params = blocks
            .flat_map(|block| block.range.clone().map(|param| (param, block.place(param))))
            .map(|(param, place)| {
                let ParamPlace { kind, from, to } = place;
                let factor = network.factor((l, place), workspace, Mode::Eval, batch, 0);
                let (value, grad, penalty) = (network.params()[param], grads[param], penalties[param]);
                ParamTrace { param, kind, from, to, value, upstream: dy[to], factor, grad, penalty }
            })
            .collect();
        let dx = column(&workspace.deltas[l], widths[l]);
        layers.push(LayerTrace {
            layer: network.specs()[l],
            slopes: network.specs()[l].slopes(&x, &y),
            deviations: network.specs()[l].deviations(network.layer_buffers(l), &x),
            x,
            y,
            dx,
            dy,
            params,
        });
    }
    let target = column(&workspace.target, network.outputs());
    objective.loss.op::<f64>().predict(workspace.out_mut(), network.outputs(), batch);
    let prediction = column(workspace.out(), network.outputs());
    Trace { loss, target, prediction, layers }
}

impl LayerSpec {
    /// The derivative of each unit, for activations; else nothing.
    pub(super) fn slopes<T: super::Scalar>(self, x: &[T], y: &[T]) -> Vec<T> {
        let LayerSpec::Activation(activation) = self else { return Vec::new() };
        let mut slopes = vec![T::ZERO; x.len()];
        activation.op::<T>().backward(x, y, &vec![T::ONE; x.len()], &mut slopes);
        slopes
    }

    /// √(variance + ε) of each unit in an answer's pass, for norms; else nothing.
    fn deviations(self, buffers: &[f64], x: &[f64]) -> Vec<f64> {
        let root = |variance: f64| (variance + NORM_EPS).sqrt();
        match self {
            LayerSpec::BatchNorm => buffers[x.len()..].iter().map(|&variance| root(variance)).collect(),
            LayerSpec::LayerNorm => {
                let mean = kernels::sum(x) / x.len() as f64;
                vec![root(kernels::squares(x, mean) / x.len() as f64); x.len()]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, Loss, Network, Penalty};

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
    }

    /// Every kind of layer: the numbers of one belong to those of the next, and each gradient is the product of its factors.
    #[test]
    fn numbers_hang_together() {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let layers = [
            dense(4),
            LayerSpec::BatchNorm,
            LayerSpec::Activation(Activation::Mish),
            LayerSpec::Dropout(0.5),
            dense(5),
            LayerSpec::LayerNorm,
            LayerSpec::Activation(Activation::Tanh),
            dense(3),
        ];
        let mut objective = Objective::new(Network::<f64>::new(2, &layers, 7), Loss::CrossEntropy, 1);
        objective.set_buffers(&[0.3, -0.2, 0.1, 0.5, 1.5, 0.7, 2.0, 1.1]);
        objective.penalty = Penalty { l1: 0.01, l2: 0.1 };
        objective.smoothing = 0.1;
        objective.class_weights = vec![1.0, 2.0, 0.5];
        let (x, target) = ([0.7, -1.3], [0.0, 1.0, 0.0]);
        let trace = trace(&mut objective, &x, &target);

        assert_eq!(trace.layers.len(), layers.len());
        assert_eq!(trace.layers[0].x, x);
        assert!(near(trace.prediction.iter().sum(), 1.0) && near(trace.target[1], 0.1 / 3.0 + 0.9));
        let mut params = 0;
        for (l, layer) in trace.layers.iter().enumerate() {
            if let Some(next) = trace.layers.get(l + 1) {
                assert_eq!((&layer.y, &layer.dy), (&next.x, &next.dx));
            }
            for (i, slope) in layer.slopes.iter().enumerate() {
                assert!(near(layer.dx[i], layer.dy[i] * slope));
            }
            for param in &layer.params {
                assert_eq!(param.param, params);
                assert!(near(param.grad, param.upstream * param.factor), "{:?}: {param:?}", layer.layer);
                assert_eq!(param.upstream, layer.dy[param.to]);
                if matches!(layer.layer, LayerSpec::Dense { .. }) {
                    assert_eq!(param.factor, param.from.map_or(1.0, |from| layer.x[from]));
                }
                let weight = param.kind == ParamKind::Weight;
                let penalty = if weight { 0.1 * param.value + 0.01 * param.value.signum() } else { 0.0 };
                assert!(near(param.penalty, penalty), "{param:?}");
                params += 1;
            }
            if let LayerSpec::Dense { outputs, .. } = layer.layer {
                // The product rule, written out: an input reaches the loss through every output.
                for i in 0..layer.x.len() {
                    let through = (0..outputs).map(|o| layer.dy[o] * layer.params[o * layer.x.len() + i].value);
                    assert!(near(layer.dx[i], through.sum()));
                }
            }
        }
        assert_eq!(params, objective.network().params().len());

        // The same as the engine's own gradient over the one sample, penalties included.
        let samples = Samples::from_rows(&[x], &[target]);
        let value = objective.gradient(&samples, Mode::Eval);
        for param in trace.layers.iter().flat_map(|layer| &layer.params) {
            assert!(near(objective.grads()[param.param], param.grad + param.penalty));
        }
        assert!(near(value, trace.loss + objective.penalty.value(objective.network())));
    }
}
