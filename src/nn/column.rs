//! A network as its picture has it: columns of units, and where each parameter stands among them.

use super::layer::{LayerSpec, ParamBlock, ParamKind};
use super::{Network, Scalar};
use serde::Serialize;
use std::ops::Range;

/// A dense layer and what stands between it and the next: norm, activation, gate, dropout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Units of the column before.
    pub inputs: usize,
    /// Units.
    pub units: usize,
    /// Its layers: the values behind the last of them are what it puts out.
    pub layers: Range<usize>,
    /// Its parameters among all, those of a norm included.
    pub params: Range<usize>,
    /// The dense layer's weights, `[units][inputs]`.
    pub weights: ParamBlock,
    /// Its biases, `[units]`, where it has any.
    pub biases: Option<ParamBlock>,
}

/// A parameter and where it stands in the network's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct UnitParam {
    /// Its place among all parameters.
    pub param: usize,
    /// What it is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"weight\" | \"bias\" | \"gain\" | \"shift\""))]
    pub kind: ParamKind,
    /// The column of its unit, from 1: the features, which have no parameters, are column 0.
    pub column: usize,
    /// Its unit, from 0.
    pub unit: usize,
    /// The unit of the column before that a weight multiplies; `None` for biases, gains and shifts.
    pub from: Option<usize>,
}

impl<T: Scalar> Network<T> {
    /// The columns behind the features, first to last.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Counts the units of a column of the picture: 0 for the features, then [`Network::columns`].
    /// Beyond those, none.
    pub fn units(&self, column: usize) -> usize {
        match column.checked_sub(1) {
            None => self.inputs(),
            Some(place) => self.columns.get(place).map_or(0, |column| column.units),
        }
    }

    /// Lists where the values of each column of the picture stand, the features first: places among
    /// [`Network::widths`].
    pub fn ends(&self) -> impl Iterator<Item = usize> {
        [0].into_iter().chain(self.columns.iter().map(|column| column.layers.end))
    }

    /// Tells where a parameter stands. `None` where there is no such parameter.
    pub fn unit_of(&self, param: usize) -> Option<UnitParam> {
        let column = self.columns.iter().position(|column| column.params.contains(&param))? + 1;
        let block = self.blocks().iter().find(|block| block.range.contains(&param))?;
        let place = block.place(param);
        // A gain multiplies its own unit, not one of the column before.
        let from = place.from.filter(|_| place.kind == ParamKind::Weight);
        Some(UnitParam { param, kind: place.kind, column, unit: place.to, from })
    }

    /// Lists the parameters of a unit: a weight for each unit of the column before, then bias, gain
    /// and shift where it has them. Empty for features, and for a unit that does not exist.
    pub fn params_of(&self, column: usize, unit: usize) -> impl Iterator<Item = UnitParam> {
        let found = column.checked_sub(1).and_then(|place| self.columns.get(place));
        let params = found.filter(|column| unit < column.units).map_or(0..0, |column| column.params.clone());
        let blocks = self.blocks().iter().filter(move |block| params.contains(&block.range.start));
        blocks.flat_map(move |block| block.of_output(unit)).filter_map(|param| self.unit_of(param))
    }
}

/// Groups a network's layers: a column begins with each dense layer.
pub(super) fn columns<T: Scalar>(network: &Network<T>) -> Vec<Column> {
    let (specs, widths) = (network.specs(), network.widths());
    let dense = |l: &usize| matches!(specs[*l], LayerSpec::Dense { .. });
    let starts: Vec<usize> = (0..specs.len()).filter(dense).collect();
    let ends = starts.iter().skip(1).copied().chain([specs.len()]);
    let column = |(&start, end): (&usize, usize)| {
        let params = network.stages[start].params.start..network.stages[end - 1].params.end;
        let mut blocks = network.blocks().iter().filter(|block| params.contains(&block.range.start));
        let weights = blocks.next()?.clone();
        let biases = blocks.next().filter(|block| block.kind == ParamKind::Bias).cloned();
        Some(Column { inputs: widths[start], units: widths[end], layers: start..end, params, weights, biases })
    };
    starts.iter().zip(ends).filter_map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Activation;

    /// 2 features, 3 units with a norm, 1 output without a bias.
    fn network() -> Network<f32> {
        let dense = |outputs, bias| LayerSpec::Dense { outputs, bias };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        Network::new(2, &[dense(3, true), LayerSpec::LayerNorm, tanh, dense(1, false)], 1)
    }

    #[test]
    fn columns_are_dense_layers_with_what_stands_behind_them() {
        let network = network();
        let [hidden, output] = network.columns() else { panic!("two columns") };
        assert_eq!((hidden.inputs, hidden.units, hidden.layers.clone(), hidden.params.clone()), (2, 3, 0..3, 0..15));
        assert_eq!((hidden.weights.range.clone(), hidden.biases.clone().map(|block| block.range)), (0..6, Some(6..9)));
        assert_eq!((output.inputs, output.units, output.layers.clone(), output.params.clone()), (3, 1, 3..4, 15..18));
        assert_eq!(output.biases, None);
        assert_eq!(network.ends().collect::<Vec<_>>(), [0, 3, 4]);
        assert_eq!([0, 1, 2, 3].map(|column| network.units(column)), [2, 3, 1, 0]);
    }

    #[test]
    fn a_parameter_stands_at_its_unit_and_only_weights_come_from_the_column_before() {
        let network = network();
        let at = |param| network.unit_of(param).map(|of| (of.kind, of.column, of.unit, of.from));
        assert_eq!(at(3), Some((ParamKind::Weight, 1, 1, Some(1))));
        assert_eq!(at(8), Some((ParamKind::Bias, 1, 2, None)));
        assert_eq!(at(11), Some((ParamKind::Gain, 1, 2, None)), "its own unit is no unit of the column before");
        assert_eq!(at(12), Some((ParamKind::Shift, 1, 0, None)));
        assert_eq!(at(17), Some((ParamKind::Weight, 2, 0, Some(2))));
        assert_eq!(at(18), None);
        let of_unit: Vec<usize> = network.params_of(1, 2).map(|of| of.param).collect();
        assert_eq!(of_unit, [4, 5, 8, 11, 14]);
        for (column, unit) in [(0, 0), (1, 3), (3, 0)] {
            assert_eq!(network.params_of(column, unit).count(), 0, "column {column}, unit {unit}");
        }
    }
}
