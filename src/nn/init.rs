//! First values of parameters, drawn from a seeded generator.

use super::{Rng, Scalar};
use rand::RngExt;

/// Uniform in ±√(6 / (inputs + outputs)): Glorot and Bengio 2010, PyTorch's `xavier_uniform_`.
/// Drawn in `f64`, so that `f32` and `f64` networks of one seed start alike.
pub fn xavier_uniform<T: Scalar>(w: &mut [T], inputs: usize, outputs: usize, rng: &mut Rng) {
    let limit = (6.0 / (inputs + outputs) as f64).sqrt();
    for w in w {
        *w = T::from_f64((rng.random::<f64>() * 2.0 - 1.0) * limit);
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

    #[test]
    fn xavier_keeps_its_limit_and_fills_it() {
        let mut w = vec![0.0f64; 10_000];
        xavier_uniform(&mut w, 20, 40, &mut crate::nn::rng(1, 0));
        let limit = 0.1f64.sqrt();
        let largest = w.iter().fold(0.0f64, |m, w| m.max(w.abs()));
        assert!(largest <= limit && largest > 0.99 * limit);
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
