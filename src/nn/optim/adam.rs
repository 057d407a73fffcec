//! Mean gradients over the root of mean squared ones.

use super::{Hyper, Means, Name, OptimizerOp, Profile, Scalar, State, power, two};

pub(super) const USES: &[Name] = &[Name::Beta1, Name::Beta2, Name::Eps];

const DEFAULTS: Hyper = Hyper { lr: 0.001, ..Hyper::PLAIN };

/// Adam, with or without the weight decay that comes with it.
pub struct Adam {
    profile: Profile,
}

/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `θ ← θ − lr · m̂ / (√v̂ + ε)` with `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`
/// (Kingma and Ba 2015, algorithm 1); PyTorch's `Adam`. TensorFlow's `ε` is another: it is added before `v` is corrected.
pub static ADAM: Adam = Adam { profile: Profile { defaults: DEFAULTS, uses: USES, slots: 2 } };

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): weights shrink by `lr · λ` of themselves, beside the
/// gradient and not through it. PyTorch's `AdamW` decays every parameter; here biases and norms are left alone.
pub static ADAMW: Adam =
    Adam { profile: Profile { defaults: Hyper { weight_decay: 0.01, ..DEFAULTS }, uses: USES, slots: 2 } };

impl<T: Scalar> OptimizerOp<T> for Adam {
    fn profile(&self) -> Profile {
        self.profile
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let means = Means::new(hyper);
        let (step, root) = corrections(hyper, state.step);
        let (ms, vs) = two(&mut state.slots, params.len());
        for (((p, &g), m), v) in params.iter_mut().zip(grads).zip(ms).zip(vs) {
            means.take_in(m, v, g);
            *p -= step * (*m / (v.sqrt() / root + means.eps));
        }
    }
}

/// Adam with the largest `v` so far in place of `v` (Reddi, Kale and Kumar 2018): steps never grow again. PyTorch's
/// `Adam(amsgrad=True)`, which corrects the largest `v` as if it were the last one; the paper corrects nothing.
pub struct AmsGrad;

impl<T: Scalar> OptimizerOp<T> for AmsGrad {
    fn profile(&self) -> Profile {
        Profile { defaults: DEFAULTS, uses: USES, slots: 3 }
    }

    fn update(&self, hyper: &Hyper, params: &mut [T], grads: &[T], state: &mut State<T>) {
        let means = Means::new(hyper);
        let (step, root) = corrections(hyper, state.step);
        let (ms, rest) = state.slots.split_at_mut(params.len());
        let (vs, largest) = two(rest, params.len());
        for ((((p, &g), m), v), l) in params.iter_mut().zip(grads).zip(ms).zip(vs).zip(largest) {
            means.take_in(m, v, g);
            *l = l.at_least(*v);
            *p -= step * (*m / (l.sqrt() / root + means.eps));
        }
    }
}

/// `lr / (1 − β₁ᵗ)` and `√(1 − β₂ᵗ)`: both means start at 0, which these make up for.
fn corrections<T: Scalar>(hyper: &Hyper, t: u64) -> (T, T) {
    let step = hyper.lr / (1.0 - power(hyper.beta1, t));
    (T::from_f64(step), T::from_f64((1.0 - power(hyper.beta2, t)).sqrt()))
}
