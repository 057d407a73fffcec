//! Adam that waits until it knows the size of gradients.

use super::adam::USES;
use super::{Hyper, Means, OptimizerOp, Profile, Scalar, State, power, two};

/// Adam without its division while the mean square rests on too few steps (`ρₜ ≤ 5`), and with a correction of its variance after that
/// (Liu et al. 2020); PyTorch's `RAdam`. The paper changes over at `ρₜ > 4`.
pub struct RAdam;

impl<T: Scalar> OptimizerOp<T> for RAdam {
    fn profile(&self) -> Profile {
        Profile { defaults: Hyper { lr: 0.001, ..Hyper::PLAIN }, uses: USES, slots: 2 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let (means, &Hyper { lr, beta1, beta2, .. }) = (Means::new(hyper), hyper);
        let t = state.step as f64;
        let (kept1, kept2) = (power(beta1, state.step), power(beta2, state.step));
        // The length of the mean square's memory: in the end, and now.
        let longest = 2.0 / (1.0 - beta2) - 1.0;
        let length = longest - 2.0 * t * kept2 / (1.0 - kept2);
        let rectified = length > 5.0;
        let variance = (length - 4.0) * (length - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * length);
        let step = T::from_f64(lr / (1.0 - kept1));
        let root = T::from_f64(if rectified { variance.sqrt() * (1.0 - kept2).sqrt() } else { 0.0 });
        let (ms, vs) = two(&mut state.slots, params.len());
        for (((p, &g), m), v) in params.iter_mut().zip(grads).zip(ms).zip(vs) {
            means.take_in(m, v, g);
            let scale = if rectified { root / (v.sqrt() + means.eps) } else { T::ONE };
            *p -= step * *m * scale;
        }
    }
}
