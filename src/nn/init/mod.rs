//! First values of parameters, drawn from a seeded generator.
//!
//! Symbols: `inputs` and `outputs` of the layer (fan-in and fan-out), `s` the scale that the person sets. All are drawn in `f64`, so
//! that `f32` and `f64` networks of one seed start alike.

pub mod orthogonal;
pub mod rules;

use super::{Rng, Scalar};
use crate::nn::registry::registry;
use rand::RngExt;

registry! {
    /// The initialisers. A new one is a static of `rules.rs` and a line here.
    Initializer, dyn InitOp {
        XavierUniform "xavier-uniform" => rules::XAVIER_UNIFORM,
        XavierNormal "xavier-normal" => rules::XAVIER_NORMAL,
        HeUniform "he-uniform" => rules::HE_UNIFORM,
        HeNormal "he-normal" => rules::HE_NORMAL,
        LecunNormal "lecun-normal" => rules::LECUN_NORMAL,
        Pytorch "pytorch" => rules::PYTORCH,
        Orthogonal "orthogonal" => orthogonal::Orthogonal,
        Uniform "uniform" => rules::UNIFORM,
        Normal "normal" => rules::NORMAL,
        Constant "constant" => rules::CONSTANT,
        Zeros "zeros" => rules::ZEROS,
    }
}

/// Size of the layer whose parameters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fans {
    /// Units on the input side.
    pub inputs: usize,
    /// Units of the layer.
    pub outputs: usize,
}

/// Draws the parameters of one block.
pub trait InitOp: Sync {
    /// Whether `s` has an effect.
    fn uses_scale(&self) -> bool;

    /// Fills `w`: `[outputs][inputs]` for weights, `[outputs]` for biases.
    fn fill(&self, w: &mut [f64], fans: Fans, scale: f64, rng: &mut Rng);
}

/// How a network's parameters start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Of weights.
    pub weights: Initializer,
    /// `s` of the weights' initialiser.
    pub weight_scale: f64,
    /// Of biases. Those that go by the layer's size take the same fans as the weights; orthogonal ones would be a unit vector.
    pub biases: Initializer,
    /// `s` of the biases' initialiser.
    pub bias_scale: f64,
}

impl Default for Start {
    /// Xavier's uniform weights, no bias.
    fn default() -> Self {
        Start { weights: Initializer::XavierUniform, weight_scale: 0.5, biases: Initializer::Zeros, bias_scale: 0.1 }
    }
}

impl Start {
    /// Draws the weights and biases of a dense layer.
    pub fn fill<T: Scalar>(&self, weights: &mut [T], biases: &mut [T], fans: Fans, rng: &mut Rng) {
        for (rule, scale, params) in
            [(self.weights, self.weight_scale, weights), (self.biases, self.bias_scale, biases)]
        {
            let mut drawn = vec![0.0; params.len()];
            rule.op().fill(&mut drawn, fans, scale, rng);
            for (p, d) in params.iter_mut().zip(drawn) {
                *p = T::from_f64(d);
            }
        }
    }
}

/// One draw of the standard normal distribution, by Marsaglia's polar method: `rand_distr`'s own
/// reaches the platform's `exp` and `ln`, whose last bits differ between machines.
pub fn standard_normal(rng: &mut Rng) -> f64 {
    loop {
        let (u, v) = (rng.random::<f64>() * 2.0 - 1.0, rng.random::<f64>() * 2.0 - 1.0);
        let square = u * u + v * v;
        if square > 0.0 && square < 1.0 {
            return u * (-2.0 * libm::log(square) / square).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    /// Mean, standard deviation and largest size of the draws for one layer.
    fn drawn(rule: Initializer, fans: Fans) -> (f64, f64, f64) {
        let mut w = vec![0.0; fans.inputs * fans.outputs];
        rule.op().fill(&mut w, fans, 0.3, &mut crate::nn::rng(1, 0));
        let n = w.len() as f64;
        let mean = w.iter().sum::<f64>() / n;
        let deviation = (w.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / n).sqrt();
        (mean, deviation, w.iter().fold(0.0, |m: f64, w| m.max(w.abs())))
    }

    /// Standard deviation and limit that theory gives, for 300 inputs and 100 outputs.
    #[test]
    fn spread_and_limit_are_those_of_the_formula() {
        let fans = Fans { inputs: 300, outputs: 100 };
        let rows: &[(Initializer, f64, Option<f64>)] = &[
            (Initializer::XavierUniform, (2.0f64 / 400.0).sqrt(), Some((6.0f64 / 400.0).sqrt())),
            (Initializer::XavierNormal, (2.0f64 / 400.0).sqrt(), None),
            (Initializer::HeUniform, (2.0f64 / 300.0).sqrt(), Some((6.0f64 / 300.0).sqrt())),
            (Initializer::HeNormal, (2.0f64 / 300.0).sqrt(), None),
            (Initializer::LecunNormal, (1.0f64 / 300.0).sqrt(), None),
            (Initializer::Pytorch, (1.0f64 / 900.0).sqrt(), Some((1.0f64 / 300.0).sqrt())),
            (Initializer::Orthogonal, (1.0f64 / 300.0).sqrt(), None),
            (Initializer::Uniform, 0.3 / 3.0f64.sqrt(), Some(0.3)),
            (Initializer::Normal, 0.3, None),
        ];
        assert_eq!(rows.len() + 2, Initializer::ALL.len(), "every initialiser but the constants has its row");
        for &(rule, deviation, limit) in rows {
            let (mean, got, largest) = drawn(rule, fans);
            assert!(mean.abs() < 4.0 * deviation / 30_000f64.sqrt(), "{rule:?}: mean {mean}");
            assert!((got / deviation - 1.0).abs() < 0.02, "{rule:?}: {got} instead of {deviation}");
            match limit {
                Some(limit) => assert!(largest <= limit && largest > 0.99 * limit, "{rule:?}: {largest}"),
                None => assert!(largest > 2.5 * deviation, "{rule:?} has no tails"),
            }
        }
        assert_eq!(drawn(Initializer::Zeros, fans), (0.0, 0.0, 0.0));
        let (mean, deviation, _) = drawn(Initializer::Constant, fans);
        assert!((mean - 0.3).abs() < 1e-12 && deviation < 1e-12);
    }

    #[test]
    fn scale_has_an_effect_where_it_says_so() {
        for &rule in Initializer::ALL {
            let draw = |scale| {
                let mut w = [0.0; 12];
                rule.op().fill(&mut w, Fans { inputs: 4, outputs: 3 }, scale, &mut crate::nn::rng(1, 0));
                w
            };
            assert_eq!(draw(0.5) != draw(1.0), rule.op().uses_scale(), "{rule:?}");
        }
    }

    #[test]
    fn normal_has_mean_0_and_variance_1() {
        let mut rng = crate::nn::rng(2, 0);
        let draws: Vec<f64> = (0..100_000).map(|_| standard_normal(&mut rng)).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|d| d * d).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.015 && (variance - 1.0).abs() < 0.02, "mean {mean}, variance {variance}");
    }
}
