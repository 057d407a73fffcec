//! Units that are alike: what symmetry the first weights left is never broken by gradients.

use super::{Network, Scalar};

/// Largest difference of two weights that rounding may leave, as a part of the larger unit's size.
const ROUNDING: f64 = 1e-6;

/// Counts the units before the dense layer `next` that have a twin: the same weights, bias, gain and shift in their own
/// dense layer, and the same weights to each unit of the next one. 0 where `next` is no dense layer.
pub(super) fn count<T: Scalar>(network: &Network<T>, next: usize) -> usize {
    let Some(pair) = network.columns().windows(2).find(|pair| pair[0].layers.end == next) else { return 0 };
    let [own, behind] = pair else { return 0 };
    let mut profiles = vec![Vec::new(); own.units];
    let to = network.blocks().iter().filter(|block| own.params.contains(&block.range.start));
    let params = network.params();
    for (unit, profile) in profiles.iter_mut().enumerate() {
        profile.extend(to.clone().flat_map(|block| block.of_output(unit)).map(|place| params[place].to_f64()));
        let from = params[behind.weights.range.clone()].iter().skip(unit).step_by(own.units);
        profile.extend(from.map(|p| p.to_f64()));
    }
    let size = |profile: &[f64]| profile.iter().map(|p| p.abs()).fold(0.0, f64::max);
    let same = |a: &[f64], b: &[f64]| {
        let most = ROUNDING * size(a).max(size(b));
        a.iter().zip(b).all(|(a, b)| (a - b).abs() <= most)
    };
    let has_twin = |unit: usize| (0..own.units).any(|other| other != unit && same(&profiles[unit], &profiles[other]));
    (0..own.units).filter(|&unit| has_twin(unit)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Activation, LayerSpec};

    fn network(norm: Option<LayerSpec>, params: &[f64]) -> Network<f64> {
        let mut layers = vec![LayerSpec::Dense { outputs: 3, bias: true }];
        layers.extend(norm);
        layers.extend([LayerSpec::Activation(Activation::Tanh), LayerSpec::Dense { outputs: 2, bias: true }]);
        let mut network = Network::new(2, &layers, 1);
        network.params.copy_from_slice(params);
        network
    }

    #[test]
    fn twins_have_the_same_weights_to_them_and_from_them() {
        // Units 1 and 3 of three: weights [3][2], biases [3]; then weights [2][3], biases [2].
        let twins = [0.5, -1.0, 0.2, 0.3, 0.5, -1.0, 0.1, 0.0, 0.1, 2.0, 1.0, 2.0, -1.0, 0.0, -1.0, 0.0, 0.0];
        let end = 2;
        assert_eq!(count(&network(None, &twins), end), 2);
        assert_eq!(count(&network(None, &twins), 3), 0, "outputs go nowhere");
        for place in [0, 5, 6, 9, 14] {
            let mut params = twins;
            params[place] += 0.01;
            assert_eq!(count(&network(None, &params), end), 0, "parameter {place} tells them apart");
        }
        let mut rounded = twins;
        rounded[4] += 1e-7;
        assert_eq!(count(&network(None, &rounded), end), 2);
        assert_eq!(count(&network(None, &[0.0; 17]), end), 3);
    }

    #[test]
    fn a_norm_s_gain_and_shift_count() {
        let mut params = vec![0.5; 23];
        assert_eq!(count(&network(Some(LayerSpec::LayerNorm), &params), 3), 3);
        // Behind 6 weights and 3 biases.
        params[9] = 2.0;
        assert_eq!(count(&network(Some(LayerSpec::LayerNorm), &params), 3), 2);
    }
}
