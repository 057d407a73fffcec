//! Layers: what turns the values of one row of units into those of the next, and gradients back.

mod activate;
mod batch_norm;
mod dense;
mod dropout;
mod gate;
mod layer_norm;

pub use activate::Activate;
pub use batch_norm::BatchNorm;
pub(super) use batch_norm::EPS as NORM_EPS;
pub use dense::Dense;
pub use dropout::Dropout;
pub use gate::Gate;
pub use layer_norm::LayerNorm;

use super::init::Start;
use super::registry::choices;
use super::{Activation, Batch, Rng, Scalar};
use serde::Serialize;
use std::ops::Range;

/// A layer as asked for; the width of its input comes from the layer before it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "of", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum LayerSpec {
    /// Every output from every input.
    Dense {
        /// Units.
        outputs: usize,
        /// Whether each unit has a bias.
        bias: bool,
    },
    /// A function of each unit.
    Activation(#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))] Activation),
    /// Each unit's mean 0 and variance 1 again, over the batch.
    BatchNorm,
    /// Each sample's mean 0 and variance 1 again, over the units.
    LayerNorm,
    /// Units left out at random while training: the share of them, 0 to below 1.
    Dropout(f64),
    /// Units switched off: a bit for each, the first unit lowest.
    Gate(u32),
}

choices! {
    /// Normalisations, which stand between a dense layer and its activation.
    Norm {
        /// None.
        None "none",
        /// Each unit over the batch.
        Batch "batch",
        /// Each sample over the units.
        Layer "layer",
    }
}

impl Norm {
    /// The layer that does it.
    pub fn layer(self) -> Option<LayerSpec> {
        match self {
            Norm::None => None,
            Norm::Batch => Some(LayerSpec::BatchNorm),
            Norm::Layer => Some(LayerSpec::LayerNorm),
        }
    }
}

/// What a range of parameters is; penalties treat the kinds differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParamKind {
    /// Multiplies an input.
    Weight,
    /// Is added.
    Bias,
    /// Multiplies a normalised unit (`γ`).
    Gain,
    /// Is added to a normalised unit (`β`).
    Shift,
}

/// Whether a pass is for learning or for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Dropout drops, batch norm takes the batch's own statistics.
    Train,
    /// Nothing is random; batch norm takes its running statistics.
    Eval,
}

/// What a layer writes to while training, beside its output.
pub struct Keep<'a, T> {
    /// Numbers that belong to the network but are not learned: `[Layer::buffers]`.
    pub buffers: &'a mut [T],
    /// Numbers for the backward pass: `[Layer::scratch]`.
    pub scratch: &'a mut [T],
    /// What chance there is.
    pub rng: &'a mut Rng,
}

/// What a backward pass reads: everything of the forward pass.
#[derive(Clone, Copy)]
pub struct Pass<'a, T> {
    /// How the forward pass was made.
    pub mode: Mode,
    /// The layer's parameters, those of the forward pass.
    pub params: &'a [T],
    /// See [`Keep::buffers`].
    pub buffers: &'a [T],
    /// See [`Keep::scratch`]; of no use after [`Mode::Eval`].
    pub scratch: &'a [T],
    /// Input, `[inputs][stride]`.
    pub x: &'a [T],
    /// Output, `[outputs][stride]`.
    pub y: &'a [T],
    /// Samples in use.
    pub batch: Batch,
}

/// A layer's parameters of one kind, `[outputs][each]`: those of an output lie side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamBlock {
    /// The kind of all of them.
    pub kind: ParamKind,
    /// Their places: within the layer's parameters, or among all of the network's.
    pub range: Range<usize>,
    /// Parameters of each output: one for each input, or one.
    pub each: usize,
}

/// The place of a parameter in its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamPlace {
    /// Its kind.
    pub kind: ParamKind,
    /// The layer's input that it multiplies; `None` for what is added.
    pub from: Option<usize>,
    /// The layer's output that it reaches.
    pub to: usize,
}

impl ParamBlock {
    /// Lists the places of an output's parameters.
    pub fn of_output(&self, output: usize) -> Range<usize> {
        let start = self.range.start + output * self.each;
        start..start + self.each
    }

    /// Tells where a parameter of the block stands. No other code divides a parameter's place by a
    /// width.
    pub fn place(&self, param: usize) -> ParamPlace {
        let at = param - self.range.start;
        let (to, input) = (at / self.each, at % self.each);
        let from = match self.kind {
            ParamKind::Weight => Some(input),
            // A norm has a gain for each unit and joins none of them.
            ParamKind::Gain => Some(to),
            ParamKind::Bias | ParamKind::Shift => None,
        };
        ParamPlace { kind: self.kind, from, to }
    }

    /// Moves the places behind `first` other parameters.
    pub(super) fn behind(self, first: usize) -> ParamBlock {
        ParamBlock { range: first + self.range.start..first + self.range.end, ..self }
    }
}

/// One layer. `params` and `grads` are the layer's own part of the flat buffers; `x` and `dx` are
/// `[inputs][stride]`, `y` and `dy` are `[outputs][stride]`.
pub trait Layer<T>: Send {
    /// Units that it gives.
    fn outputs(&self) -> usize;

    /// Its parameters in order, by their places within `params`.
    fn params(&self) -> Vec<ParamBlock> {
        Vec::new()
    }

    /// Draws first values for `params`.
    fn init(&self, _params: &mut [T], _start: &Start, _rng: &mut Rng) {}

    /// First values of what belongs to it and is not learned.
    fn buffers(&self) -> Vec<T> {
        Vec::new()
    }

    /// Numbers that it keeps between forward and backward pass, for batches of up to `stride`.
    fn scratch(&self, _stride: usize) -> usize {
        0
    }

    /// Writes `y`, for an answer.
    fn forward(&self, params: &[T], buffers: &[T], x: &[T], y: &mut [T], batch: Batch);

    /// Writes `y`, to learn from.
    fn forward_train(&self, params: &[T], keep: Keep<'_, T>, x: &[T], y: &mut [T], batch: Batch) {
        self.forward(params, keep.buffers, x, y, batch);
    }

    /// Returns dy/dθ of a parameter for sample `s` of a forward pass: the input that it multiplies,
    /// or 1 for what is added. Norms, whose gains multiply what they make of their input, say
    /// otherwise.
    fn factor(&self, pass: Pass<'_, T>, of: ParamPlace, s: usize) -> T
    where
        T: Scalar,
    {
        of.from.map_or(T::ONE, |from| pass.batch.row(pass.x, from)[s])
    }

    /// Adds to `grads`; writes `dx` where it is wanted.
    fn backward(&self, pass: Pass<'_, T>, dy: &[T], grads: &mut [T], dx: Option<&mut [T]>);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::stage::Stage;

    /// Whatever an earlier batch has left there: see [`crate::nn::rows`].
    #[test]
    fn columns_beyond_the_batch_hold_numbers() {
        let specs = [
            LayerSpec::Dense { outputs: 3, bias: true },
            LayerSpec::Activation(crate::nn::Activation::Tanh),
            LayerSpec::BatchNorm,
            LayerSpec::LayerNorm,
            LayerSpec::Dropout(0.5),
            LayerSpec::Gate(2),
        ];
        let batch = Batch::of(5);
        for spec in specs {
            let stage = Stage::<f32>::new(spec, 3, 0, 0);
            let mut params = vec![0.0; stage.params.len()];
            stage.layer().init(&mut params, &Start::default(), &mut crate::nn::rng(1, 0));
            let (mut buffers, mut scratch) = (stage.layer().buffers(), vec![0.0; stage.layer().scratch(batch.stride)]);
            let x: Vec<f32> = (0..3 * batch.stride).map(|i| i as f32).collect();
            let [mut y, mut learned] = [(); 2].map(|()| vec![f32::NAN; 3 * batch.stride]);
            stage.forward(&params, &buffers, &x, &mut y, batch);
            let keep = Keep { buffers: &mut buffers, scratch: &mut scratch, rng: &mut crate::nn::rng(1, 1) };
            stage.forward_train(&params, keep, &x, &mut learned, batch);
            assert!(y.iter().chain(&learned).all(|y| y.is_finite()), "{spec:?}: {y:?}, {learned:?}");
        }
    }
}
