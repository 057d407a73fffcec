//! y = f(x) for every unit.

use super::{Batch, Layer, Pass};
use crate::nn::Scalar;
use crate::nn::activation::{Activation, ActivationOp};

/// An activation as a layer of its own, so that the values before and after it are both kept.
pub struct Activate<T: 'static> {
    width: usize,
    op: &'static dyn ActivationOp<T>,
}

impl<T: Scalar> Activate<T> {
    /// The activation on `width` units.
    pub fn new(width: usize, activation: Activation) -> Self {
        Activate { width, op: activation.op() }
    }
}

impl<T: Scalar> Layer<T> for Activate<T> {
    fn outputs(&self) -> usize {
        self.width
    }

    #[inline(always)]
    fn forward(&self, _params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        self.op.forward(batch.rows(x, self.width), batch.rows_mut(y, self.width));
    }

    #[inline(always)]
    fn backward(&self, pass: Pass<'_, T>, dy: &[T], _grads: &mut [T], dx: Option<&mut [T]>) {
        let (Some(dx), Pass { x, y, batch, .. }) = (dx, pass) else { return };
        let [x, y, dy] = [x, y, dy].map(|rows| batch.rows(rows, self.width));
        self.op.backward(x, y, dy, batch.rows_mut(dx, self.width));
    }
}
