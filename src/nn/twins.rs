//! Units that are alike: what symmetry the first weights left is never broken by gradients.

use super::layer::{LayerSpec, ParamKind};
use super::{Network, Scalar};

/// Largest difference of two weights that rounding may leave, as a part of the larger unit's size.
const ROUNDING: f64 = 1e-6;

/// Counts the units before the dense layer `next` that have a twin: the same weights, bias, gain and shift in their own
/// dense layer, and the same weights to each unit of the next one. 0 where `next` is no dense layer.
pub(super) fn count<T: Scalar>(network: &Network<T>, next: usize) -> usize {
    let dense = network.specs().iter().enumerate().filter(|(_, spec)| matches!(spec, LayerSpec::Dense { .. }));
    let Some(place) = dense.map(|(layer, _)| layer).position(|layer| layer == next).and_then(|p| p.checked_sub(1))
    else {
        return 0;
    };
    let [own, behind] = [place, place + 1].map(|place| network.dense_params().nth(place).unwrap_or_default());
    let units = network.widths()[next];
    let blocks =
        |of: std::ops::Range<usize>| network.blocks().iter().filter(move |(_, range)| of.contains(&range.start));
    let mut profiles = vec![Vec::new(); units];
    for (unit, profile) in profiles.iter_mut().enumerate() {
        for (_, range) in blocks(own.clone()) {
            let each = range.len() / units;
            profile.extend(network.params()[range.clone()][unit * each..][..each].iter().map(|p| p.to_f64()));
        }
        for (_, range) in blocks(behind.clone()).filter(|(kind, _)| *kind == ParamKind::Weight) {
            profile.extend(network.params()[range.clone()].iter().skip(unit).step_by(units).map(|p| p.to_f64()));
        }
    }
    let size = |profile: &[f64]| profile.iter().map(|p| p.abs()).fold(0.0, f64::max);
    let same = |a: &[f64], b: &[f64]| {
        let most = ROUNDING * size(a).max(size(b));
        a.iter().zip(b).all(|(a, b)| (a - b).abs() <= most)
    };
    let has_twin = |unit: usize| (0..units).any(|other| other != unit && same(&profiles[unit], &profiles[other]));
    (0..units).filter(|&unit| has_twin(unit)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Activation;

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
