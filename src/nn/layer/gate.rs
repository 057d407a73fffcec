//! y = x, or 0 for the units that are switched off.

use super::{Batch, Layer, Pass};
use crate::nn::Scalar;

/// Units that say nothing to the next layer, in training as in answers. Stands only where some unit is off.
pub struct Gate {
    width: usize,
    off: u32,
}

impl Gate {
    /// Of `width` units, those whose bit is set in `off` are off; beyond the 32nd none can be.
    pub fn new(width: usize, off: u32) -> Self {
        Gate { width, off }
    }

    /// The same numbers, or 0 for a unit that is off, whatever it had.
    fn pass<T: Scalar>(&self, from: &[T], to: &mut [T], batch: Batch) {
        for unit in 0..self.width {
            let to = batch.row_mut(to, unit);
            if unit < 32 && self.off >> unit & 1 == 1 {
                to.fill(T::ZERO);
            } else {
                to.copy_from_slice(batch.row(from, unit));
            }
        }
    }
}

impl<T: Scalar> Layer<T> for Gate {
    fn outputs(&self) -> usize {
        self.width
    }

    fn forward(&self, _params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        self.pass(x, y, batch);
    }

    fn backward(&self, pass: Pass<'_, T>, dy: &[T], _grads: &mut [T], dx: Option<&mut [T]>) {
        if let Some(dx) = dx {
            self.pass(dy, dx, pass.batch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Mode;

    #[test]
    fn units_that_are_off_give_and_learn_nothing() {
        let batch = Batch { n: 2, stride: 4 };
        let gate = Gate::new(40, 1 << 1 | 1 << 31);
        let (mut x, mut y, mut dx) = (vec![3.0f64; 160], vec![7.0; 160], vec![7.0; 160]);
        x[4] = f64::INFINITY;
        gate.forward(&[], &[], &x, &mut y, batch);
        let pass = Pass { mode: Mode::Train, params: &[], buffers: &[], scratch: &[], x: &x, y: &y, batch };
        gate.backward(pass, &x, &mut [], Some(&mut dx));
        for unit in 0..40 {
            let want = if [1, 31].contains(&unit) { 0.0 } else { 3.0 };
            assert_eq!([batch.row(&y, unit), batch.row(&dx, unit)], [[want; 2]; 2], "unit {unit}");
        }
    }
}
