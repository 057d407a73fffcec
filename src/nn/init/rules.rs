//! Initialisers that draw each parameter by itself.

use super::{Fans, InitOp, Rng, standard_normal};
use rand::RngExt;

/// Each parameter by itself, of a size that follows from fans and scale.
pub struct Rule {
    uses_scale: bool,
    size: fn(Fans, f64) -> f64,
    draw: fn(&mut Rng) -> f64,
}

impl InitOp for Rule {
    fn uses_scale(&self) -> bool {
        self.uses_scale
    }

    fn fill(&self, w: &mut [f64], fans: Fans, scale: f64, rng: &mut Rng) {
        let size = (self.size)(fans, scale);
        for w in w {
            *w = (self.draw)(rng) * size;
        }
    }
}

fn between(rng: &mut Rng) -> f64 {
    rng.random::<f64>() * 2.0 - 1.0
}

const fn by_fans(size: fn(Fans, f64) -> f64, draw: fn(&mut Rng) -> f64) -> Rule {
    Rule { uses_scale: false, size, draw }
}

const fn by_scale(draw: fn(&mut Rng) -> f64) -> Rule {
    Rule { uses_scale: true, size: |_, scale| scale, draw }
}

/// Uniform in ±√(6 / (inputs + outputs)): Glorot and Bengio 2010; PyTorch's `xavier_uniform_`.
pub static XAVIER_UNIFORM: Rule = by_fans(|f, _| (6.0 / (f.inputs + f.outputs) as f64).sqrt(), between);
/// Normal with variance 2 / (inputs + outputs); PyTorch's `xavier_normal_`.
pub static XAVIER_NORMAL: Rule = by_fans(|f, _| (2.0 / (f.inputs + f.outputs) as f64).sqrt(), standard_normal);
/// Uniform in ±√(6 / inputs): He et al. 2015, for ReLU; PyTorch's `kaiming_uniform_`.
pub static HE_UNIFORM: Rule = by_fans(|f, _| (6.0 / f.inputs as f64).sqrt(), between);
/// Normal with variance 2 / inputs; PyTorch's `kaiming_normal_`.
pub static HE_NORMAL: Rule = by_fans(|f, _| (2.0 / f.inputs as f64).sqrt(), standard_normal);
/// Normal with variance 1 / inputs: LeCun et al. 1998; what SELU asks for.
pub static LECUN_NORMAL: Rule = by_fans(|f, _| (1.0 / f.inputs as f64).sqrt(), standard_normal);
/// Uniform in ±1 / √inputs, weights and biases: what PyTorch's `Linear` starts with.
pub static PYTORCH: Rule = by_fans(|f, _| (1.0 / f.inputs as f64).sqrt(), between);
/// Uniform in ±s.
pub static UNIFORM: Rule = by_scale(between);
/// Normal with standard deviation s.
pub static NORMAL: Rule = by_scale(standard_normal);
/// Always s.
pub static CONSTANT: Rule = by_scale(|_| 1.0);
/// Always 0. Units that start alike stay alike: a layer of zero weights does not learn to differ.
pub static ZEROS: Rule = by_fans(|_, _| 0.0, |_| 0.0);
