//! Layers: what turns the values of one row of units into those of the next, and gradients back.

mod activate;
mod dense;

pub use activate::Activate;
pub use dense::Dense;

use super::{Activation, Batch, Rng, Scalar};
use std::ops::Range;

/// A layer as asked for; the width of its input comes from the layer before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerSpec {
    /// Every output from every input.
    Dense {
        /// Units.
        outputs: usize,
        /// Whether each unit has a bias.
        bias: bool,
    },
    /// A function of each unit.
    Activation(Activation),
}

impl LayerSpec {
    pub(crate) fn build<T: Scalar>(self, inputs: usize) -> Box<dyn Layer<T>> {
        match self {
            LayerSpec::Dense { outputs, bias } => Box::new(Dense::new(inputs, outputs, bias)),
            LayerSpec::Activation(activation) => Box::new(Activate::new(inputs, activation)),
        }
    }
}

/// What a range of parameters is; penalties treat the kinds differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Multiplies an input.
    Weight,
    /// Is added.
    Bias,
}

/// One layer. `params` and `grads` are the layer's own part of the flat buffers; `x` and `dx` are
/// `[inputs][stride]`, `y` and `dy` are `[outputs][stride]`.
pub trait Layer<T>: Send {
    /// Units that it gives.
    fn outputs(&self) -> usize;

    /// Its parameters in order: kind and range within `params`.
    fn params(&self) -> Vec<(ParamKind, Range<usize>)> {
        Vec::new()
    }

    /// Draws first values for `params`.
    fn init(&self, _params: &mut [T], _rng: &mut Rng) {}

    /// Writes `y`.
    fn forward(&self, params: &[T], x: &[T], y: &mut [T], batch: Batch);

    /// Adds to `grads`; writes `dx` where it is wanted.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one buffer of the step, and none can be derived from another"
    )]
    fn backward(&self, params: &[T], grads: &mut [T], x: &[T], y: &[T], dy: &[T], dx: Option<&mut [T]>, batch: Batch);
}
