//! y = x · m / (1 − p), where m is 0 for the share p of units and samples, else 1.

use super::{Batch, Keep, Layer, Mode, Pass};
use crate::nn::Scalar;
use rand::RngExt;

/// Inverted dropout (Srivastava et al. 2014): what is left is scaled up, so that answers need no scaling. PyTorch's `Dropout`. Each sample and
/// unit has its own chance; an answer leaves nothing out.
pub struct Dropout {
    width: usize,
    share: f64,
}

impl Dropout {
    /// Leaves out `share` (0 to below 1) of `width` units.
    pub fn new(width: usize, share: f64) -> Self {
        assert!((0.0..1.0).contains(&share), "a share of units to leave out");
        Dropout { width, share }
    }
}

impl<T: Scalar> Layer<T> for Dropout {
    fn outputs(&self) -> usize {
        self.width
    }

    fn scratch(&self, stride: usize) -> usize {
        self.width * stride
    }

    fn forward(&self, _params: &[T], _buffers: &[T], x: &[T], y: &mut [T], batch: Batch) {
        for unit in 0..self.width {
            batch.row_mut(y, unit).copy_from_slice(batch.row(x, unit));
        }
    }

    fn forward_train(&self, _params: &[T], keep: Keep<'_, T>, x: &[T], y: &mut [T], batch: Batch) {
        // Of 2³², the draws that leave a unit out.
        let below = (self.share * 4_294_967_296.0) as u32;
        let kept = T::from_f64(1.0 / (1.0 - self.share));
        let key = keep.rng.random();
        for unit in 0..self.width {
            let (x, y, mask) = (batch.row(x, unit), batch.row_mut(y, unit), batch.row_mut(keep.scratch, unit));
            let first = (unit * batch.n) as u32;
            for s in 0..batch.n {
                mask[s] = if mixed(first.wrapping_add(s as u32), key) < below { T::ZERO } else { kept };
                y[s] = x[s] * mask[s];
            }
        }
    }

    fn backward(&self, pass: Pass<'_, T>, dy: &[T], _grads: &mut [T], dx: Option<&mut [T]>) {
        let (Some(dx), Pass { mode, scratch, batch, .. }) = (dx, pass) else { return };
        for unit in 0..self.width {
            let (dy, dx) = (batch.row(dy, unit), batch.row_mut(dx, unit));
            if mode == Mode::Eval {
                dx.copy_from_slice(dy);
                continue;
            }
            for ((dx, &dy), &mask) in dx.iter_mut().zip(dy).zip(batch.row(scratch, unit)) {
                *dx = dy * mask;
            }
        }
    }
}

/// A random number for each counter, four at once where the machine can: a Weyl sequence from `key`, mixed by Wellons' `lowbias32`
/// (nullprogram.com/blog/2018/07/31). A generator that goes from number to number would take as long as the layers beside it.
#[inline(always)]
fn mixed(counter: u32, key: u32) -> u32 {
    let mut x = counter.wrapping_mul(0x9e37_79b9) ^ key;
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neighbouring units, samples and steps are left out independently of each other.
    #[test]
    fn chances_do_not_hang_together() {
        let out = |counter: u32, key: u32| mixed(counter, key) < 1 << 31;
        let n = 100_000;
        for (what, other) in [
            ("the next sample", &(|i: u32| out(i + 1, 77)) as &dyn Fn(u32) -> bool),
            ("the next unit", &|i: u32| out(i + 32, 77)),
            ("the next step", &|i: u32| out(i, 78)),
            ("a step of another high bit", &|i: u32| out(i, 77 ^ (1 << 31))),
        ] {
            let both = (0..n).filter(|&i| out(i, 77) && other(i)).count() as f64 / f64::from(n);
            assert!((both - 0.25).abs() < 0.006, "{what}: {both}");
        }
    }

    #[test]
    fn leaves_out_its_share_and_keeps_the_mean() {
        let batch = Batch { n: 1000, stride: 1000 };
        for share in [0.0, 0.1, 0.5, 0.9] {
            let layer = Dropout::new(100, share);
            let (x, mut y, mut scratch) = (vec![1.0f64; 100_000], vec![0.0; 100_000], vec![0.0; 100_000]);
            let keep = Keep { buffers: &mut [], scratch: &mut scratch, rng: &mut crate::nn::rng(5, 0) };
            layer.forward_train(&[], keep, &x, &mut y, batch);
            let out = y.iter().filter(|&&y| y == 0.0).count() as f64 / 1e5;
            let mean = y.iter().sum::<f64>() / 1e5;
            // Four standard deviations of 100,000 draws.
            let chance = 4.0 * (share * (1.0 - share) / 1e5f64).sqrt();
            assert!((out - share).abs() <= chance, "{out} of {share}");
            assert!((mean - 1.0).abs() <= chance / (1.0 - share) + 1e-12, "mean {mean}");

            layer.forward(&[], &[], &x, &mut y, batch);
            assert_eq!(x, y, "an answer leaves nothing out");
        }
    }
}
