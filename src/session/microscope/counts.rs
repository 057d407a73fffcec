//! How many multiplications the gradient takes: with and without using again what is there already.

use crate::nn::{Activation, LayerSpec};
use serde::Serialize;

/// Multiplications for the gradients of all parameters from one sample.
///
/// Counted are the products of derivatives; the forward pass and the loss' own derivative are the same in both. Let the dense layers lead from `n₀` features over
/// `n₁ …` units to `n_L` outputs, and let `s_l` be 1 for each function of a unit behind layer `l` (activation, norm, switch).
/// - Backpropagation: `n_l · s_l` to bring derivatives to the sums, `n_l · n_{l−1}` for the gradients of the weights (a bias' is there already), and as many again
///   to hand them on to the layer before (not to the features).
/// - Every path for itself: a unit of layer `l` reaches the loss by `n_{l+1} · … · n_L` paths, each a product of the loss' derivative, the slopes
///   `s_l + … + s_L` and `L − l` weights; a weight's has its input besides. `k` factors are `k − 1` multiplications.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Count {
    /// Hidden layers.
    pub layers: usize,
    /// By backpropagation.
    pub reused: f64,
    /// With every path for itself.
    pub paths: f64,
}

/// A dense layer and the functions behind it.
#[derive(Clone, Copy)]
pub(super) struct Width {
    inputs: usize,
    pub(super) outputs: usize,
    slopes: usize,
    bias: bool,
}

/// The dense layers of a network on so many features.
pub(super) fn widths(inputs: usize, specs: &[LayerSpec]) -> Vec<Width> {
    let mut all: Vec<Width> = Vec::new();
    for spec in specs {
        match (*spec, all.last_mut()) {
            (LayerSpec::Dense { outputs, bias }, last) => {
                let inputs = last.map_or(inputs, |last| last.outputs);
                all.push(Width { inputs, outputs, slopes: 0, bias });
            }
            // A slope of 1 is no factor.
            (LayerSpec::Dropout(_) | LayerSpec::Activation(Activation::Linear), _) | (_, None) => {}
            (_, Some(last)) => last.slopes += 1,
        }
    }
    all
}

/// See [`Count`].
pub(super) fn count(widths: &[Width]) -> Count {
    let (mut reused, mut paths) = (0.0, 0.0);
    // Of a unit of the layer at hand: how many ways lead from it to the loss, and how many factors each has.
    let (mut ways, mut factors) = (1.0, 1);
    for (place, width) in widths.iter().enumerate().rev() {
        let [inputs, outputs, slopes] = [width.inputs, width.outputs, width.slopes].map(|n| n as f64);
        reused += outputs * slopes + outputs * inputs * if place > 0 { 2.0 } else { 1.0 };
        factors += width.slopes;
        paths += ways * outputs * (inputs * factors as f64 + if width.bias { factors as f64 - 1.0 } else { 0.0 });
        (ways, factors) = (ways * outputs, factors + 1);
    }
    Count { layers: widths.len().saturating_sub(1), reused, paths }
}

/// The same of networks with one to eight hidden layers as wide as the first one here.
pub(super) fn table(widths: &[Width]) -> Vec<Count> {
    let (Some(&first), Some(&last)) = (widths.first(), widths.last()) else { return Vec::new() };
    let hidden = if widths.len() > 1 { first } else { Width { outputs: 4, slopes: 1, ..first } };
    let row = |layers: usize| {
        let inner = (1..layers).map(|_| Width { inputs: hidden.outputs, ..hidden });
        let end = Width { inputs: hidden.outputs, ..last };
        count(&[hidden].into_iter().chain(inner).chain([end]).collect::<Vec<_>>())
    };
    (1..=8).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks every path and multiplies as one would by hand.
    fn walked(widths: &[Width]) -> f64 {
        fn from(widths: &[Width], factors: usize, products: &mut f64) {
            let Some((here, rest)) = widths.split_first() else {
                // The derivative of the loss is one more factor.
                *products += factors as f64;
                return;
            };
            for _ in 0..here.outputs {
                from(rest, factors + 1 + here.slopes, products);
            }
        }
        let mut products = 0.0;
        for (place, width) in widths.iter().enumerate() {
            for _ in 0..width.outputs {
                for _ in 0..width.inputs {
                    from(&widths[place + 1..], width.slopes + 1, &mut products);
                }
                if width.bias {
                    from(&widths[place + 1..], width.slopes, &mut products);
                }
            }
        }
        products
    }

    /// Does what backpropagation does, and counts.
    fn propagated(widths: &[Width]) -> f64 {
        let mut products = 0.0;
        for (place, width) in widths.iter().enumerate().rev() {
            for _ in 0..width.outputs {
                (0..width.slopes).for_each(|_| products += 1.0);
                for _ in 0..width.inputs {
                    products += 1.0;
                    if place > 0 {
                        products += 1.0;
                    }
                }
            }
        }
        products
    }

    #[test]
    fn counts_are_those_of_walking_every_path() {
        let dense = |outputs, bias| LayerSpec::Dense { outputs, bias };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        for (inputs, specs) in [
            (2, vec![dense(1, true)]),
            (2, vec![dense(2, true), tanh, dense(2, true), tanh]),
            (
                3,
                vec![
                    dense(4, false),
                    LayerSpec::LayerNorm,
                    tanh,
                    LayerSpec::Dropout(0.5),
                    dense(3, false),
                    tanh,
                    dense(1, false),
                ],
            ),
            (1, vec![dense(3, true), tanh, dense(2, true), LayerSpec::Gate(1), dense(4, true), tanh, dense(2, true)]),
        ] {
            let widths = widths(inputs, &specs);
            let told = count(&widths);
            assert_eq!((told.reused, told.paths), (propagated(&widths), walked(&widths)), "{specs:?}");
        }
        let two = count(&widths(2, &[dense(2, true), tanh, dense(2, true), tanh]));
        assert_eq!((two.layers, two.reused, two.paths), (1, 16.0, 54.0), "of the 2-2-2 network, by hand");
        let chain = [dense(1, false), LayerSpec::Activation(Activation::Linear)];
        let chain = count(&widths(1, &[chain, chain, chain].concat()));
        assert_eq!((chain.reused, chain.paths), (5.0, 6.0), "of three weights in a row, by hand");
    }

    #[test]
    fn the_table_has_this_networks_row() {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        let widths = widths(2, &[dense(3), tanh, dense(3), tanh, dense(1)]);
        let table = table(&widths);
        assert_eq!(table.len(), 8);
        assert_eq!(table[1], count(&widths));
        assert!(table.windows(2).all(|two| two[1].paths > 2.5 * two[0].paths && two[1].reused < 2.5 * two[0].reused));
    }
}
