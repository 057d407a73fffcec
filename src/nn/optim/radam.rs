//! Adam that waits until it knows the size of gradients.

use super::{Hyper, Name, OptimizerOp, Scalar, State, mean, mean_square, power, two};

/// Adam without its division while the mean square rests on too few steps (`ρₜ ≤ 5`), and with a correction of its variance after that
/// (Liu et al. 2020); PyTorch's `RAdam`. The paper changes over at `ρₜ > 4`.
pub struct RAdam;

impl<T: Scalar> OptimizerOp<T> for RAdam {
    fn defaults(&self) -> Hyper {
        Hyper { lr: 0.001, ..Hyper::PLAIN }
    }

    fn uses(&self) -> &'static [Name] {
        &[Name::Beta1, Name::Beta2, Name::Eps]
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let &Hyper { lr, beta1, beta2, eps, .. } = hyper;
        let t = state.step as f64;
        let (kept1, kept2) = (power(beta1, state.step), power(beta2, state.step));
        // The length of the mean square's memory: in the end, and now.
        let longest = 2.0 / (1.0 - beta2) - 1.0;
        let length = longest - 2.0 * t * kept2 / (1.0 - kept2);
        let rectified = length > 5.0;
        let variance = (length - 4.0) * (length - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * length);
        let step = T::from_f64(lr / (1.0 - kept1));
        let root = T::from_f64(if rectified { variance.sqrt() * (1.0 - kept2).sqrt() } else { 0.0 });
        let (rest1, rest2) = (T::from_f64(1.0 - beta1), T::from_f64(1.0 - beta2));
        let (beta2, eps) = (T::from_f64(beta2), T::from_f64(eps));
        let (means, squares) = two(&mut state.slots, params.len());
        for (((p, &g), m), v) in params.iter_mut().zip(grads).zip(means).zip(squares) {
            mean(m, g, rest1);
            mean_square(v, g, beta2, rest2);
            let scale = if rectified { root / (v.sqrt() + eps) } else { T::ONE };
            *p -= step * *m * scale;
        }
    }
}
