//! Every number of one forward and backward pass.

use super::layer::{LayerSpec, Mode, ParamKind};
use super::{Batch, Objective, Samples};
use serde::Serialize;

/// One sample's way through the network and back. `d` names derivatives of the sample's loss, without penalties.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Trace {
    /// Loss of the sample, reduced as if it were the whole batch.
    pub loss: f64,
    /// What the network is to answer, `[O]`, smoothed as training sees it.
    pub target: Vec<f64>,
    /// What the raw outputs stand for, `[O]`: probabilities where there are classes.
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
    let batch = objective.load(&samples, 0..1);
    let total = objective.count_loaded(batch);
    objective.start();
    let loss = objective.accumulate(batch, total, Mode::Eval, 0);
    let Objective { network, workspace, grads, penalty, .. } = objective;
    network.backward_features(workspace, Mode::Eval, batch);
    let mut penalties = vec![0.0; grads.len()];
    penalty.add_gradient(network, &mut penalties);

    let column = |values: &[f64], width: usize| -> Vec<f64> { (0..width).map(|u| batch.row(values, u)[0]).collect() };
    let widths = network.widths();
    let mut layers = Vec::new();
    for (l, (layer, range)) in network.layers().enumerate() {
        let (x, y) = (column(&workspace.values[l], widths[l]), column(&workspace.values[l + 1], widths[l + 1]));
        let dy = column(&workspace.deltas[l + 1], widths[l + 1]);
        let one = Batch { n: 1, stride: 1 };
        let factors = layer.factors(network.layer_buffers(l), &x, one);
        let kinds = layer.params().into_iter().flat_map(|(kind, of)| of.map(move |_| kind));
        let params = range
            .zip(kinds)
            .zip(factors)
            .map(|((param, kind), factor)| ParamTrace {
                param,
                kind,
                from: factor.from,
                to: factor.to,
                value: network.params()[param],
                upstream: dy[factor.to],
                factor: factor.value,
                grad: grads[param],
                penalty: penalties[param],
            })
            .collect();
        let dx = column(&workspace.deltas[l], widths[l]);
        layers.push(LayerTrace {
            layer: network.specs()[l],
            slopes: network.specs()[l].slopes(&x, &y),
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
}
