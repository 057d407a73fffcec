//! The traced network with a name for every number, and which units are shown.

use super::line::{Named, Place, Reach};
use crate::nn::layer::{ParamBlock, ParamKind};
use crate::nn::trace::{LayerTrace, ParamTrace, Trace};
use crate::nn::{Column, LayerSpec, UnitParam};
use crate::order;

/// Terms of a sum, at most: of more, the others are one number.
pub(super) const MOST: usize = 4;

/// Units of a wide column that have lines of their own.
const NEIGHBOURS: usize = 3;

/// A trace seen from one parameter.
pub(super) struct Scene<'a> {
    pub(super) trace: &'a Trace,
    /// The columns behind the features.
    columns: &'a [Column],
    /// The parameter, where it stands, and the layer that has it.
    pub(super) param: ParamTrace,
    pub(super) of: UnitParam,
    pub(super) layer: usize,
    /// Units with lines of their own, of each column from 0 on; first those that matter most.
    shown: Vec<Vec<usize>>,
}

impl<'a> Scene<'a> {
    /// `None` where the trace has no such parameter.
    pub(super) fn new(trace: &'a Trace, columns: &'a [Column], of: UnitParam) -> Option<Self> {
        let found = |(l, layer): (usize, &LayerTrace)| {
            layer.params.iter().find(|each| each.param == of.param).map(|param| (l, *param))
        };
        let (layer, param) = trace.layers.iter().enumerate().find_map(found)?;
        let mut scene = Scene { trace, columns, param, of, layer, shown: Vec::new() };
        scene.shown = (0..=scene.columns()).map(|column| scene.choose(column)).collect();
        Some(scene)
    }

    /// Columns behind the features.
    pub(super) fn columns(&self) -> usize {
        self.columns.len()
    }

    /// The layers of a column: a dense one and what belongs to it.
    pub(super) fn layers(&self, column: usize) -> std::ops::Range<usize> {
        self.columns[column - 1].layers.clone()
    }

    /// The column that the values behind so many layers belong to.
    pub(super) fn column_of(&self, values: usize) -> usize {
        self.columns.iter().take_while(|column| column.layers.start < values).count()
    }

    /// The values that a column hands on, as a place among all.
    pub(super) fn end(&self, column: usize) -> usize {
        column.checked_sub(1).map_or(0, |place| self.columns[place].layers.end)
    }

    pub(super) fn width(&self, column: usize) -> usize {
        self.values(self.end(column)).0.len()
    }

    pub(super) fn shown(&self, column: usize) -> &[usize] {
        &self.shown[column]
    }

    /// Values and derivatives behind so many layers.
    fn values(&self, place: usize) -> (&[f64], &[f64]) {
        match place.checked_sub(1).and_then(|l| self.trace.layers.get(l)) {
            Some(layer) => (&layer.y, &layer.dy),
            None => (&self.trace.layers[0].x, &self.trace.layers[0].dx),
        }
    }

    /// All units of a narrow column; of a wide one the parameter's own, or those with the largest values (before it) or derivatives (behind it).
    fn choose(&self, column: usize) -> Vec<usize> {
        let home = self.of.column;
        let width = self.width(column);
        if width <= MOST {
            return (0..width).collect();
        }
        let (values, deltas) = self.values(self.end(column));
        let own = if column == home { Some(self.of.unit) } else { self.of.from.filter(|_| column + 1 == home) };
        let size = |unit: usize| if column < home { values[unit].abs() } else { deltas[unit].abs() };
        let mut order: Vec<usize> = (0..width).filter(|unit| Some(*unit) != own).collect();
        order::sort(&mut order, &|a, b| size(b).total_cmp(&size(a)));
        let most = if column == home {
            1
        } else if column + 1 < home {
            NEIGHBOURS - 1
        } else {
            NEIGHBOURS
        };
        own.into_iter().chain(order).take(most).collect()
    }

    /// Which terms of a sum over a column are shown, in order, and how many are left.
    pub(super) fn terms(&self, column: usize, size: impl Fn(usize) -> f64) -> (Vec<usize>, Vec<usize>) {
        let width = self.width(column);
        if width <= MOST + 1 {
            return ((0..width).collect(), Vec::new());
        }
        let shown = self.shown(column);
        let mut rest: Vec<usize> = (0..width).filter(|unit| !shown.contains(unit)).collect();
        order::sort(&mut rest, &|a, b| size(b).total_cmp(&size(a)));
        let fill = MOST.saturating_sub(shown.len());
        let mut terms = [shown, &rest[..fill]].concat();
        order::sort(&mut terms, &|a, b| a.cmp(&b));
        (terms, rest[fill..].to_vec())
    }

    /// Behind dropout, which leaves an answer as it is, stands what stood before it.
    pub(super) fn settled(&self, mut place: usize) -> usize {
        while place > 0 && matches!(self.trace.layers[place - 1].layer, LayerSpec::Dropout(_)) {
            place -= 1;
        }
        place
    }

    /// A unit's value behind so many layers.
    pub(super) fn value(&self, place: usize, unit: usize) -> Named {
        let place = self.settled(place);
        let (name, column) = (self.symbol(place, unit), self.column_of(place));
        let handed_on = place == self.settled(self.end(column)) && column < self.columns();
        Named::plain(format!("v{place}.{unit}"), name, self.values(place).0[unit])
            .at(self.unit(place, unit))
            .reaching(if handed_on { Reach::Onward } else { Reach::Here })
    }

    /// dL/d of that.
    pub(super) fn delta(&self, place: usize, unit: usize) -> Named {
        let settled = self.settled(place);
        let name = format!("\\frac{{\\partial L}}{{\\partial {}}}", self.symbol(settled, unit));
        let value = self.values(settled).1[unit];
        Named::plain(format!("d{settled}.{unit}"), name, value).at(self.unit(settled, unit)).reaching(Reach::Back)
    }

    /// The local derivative of layer `l`.
    pub(super) fn slope(&self, l: usize, unit: usize, value: f64) -> Named {
        let (y, x) = (self.symbol(l + 1, unit), self.symbol(self.settled(l), unit));
        let name = format!("\\frac{{\\partial {y}}}{{\\partial {x}}}");
        Named::plain(format!("s{l}.{unit}"), name, value).at(self.unit(l + 1, unit)).reaching(Reach::Back)
    }

    /// A parameter.
    pub(super) fn parameter(&self, l: usize, param: &ParamTrace) -> Named {
        let (column, to) = (self.column_of(l + 1), param.to + 1);
        let name = match (param.kind, param.from) {
            (ParamKind::Weight, Some(from)) => format!("w^{{({column})}}_{{{to},{}}}", from + 1),
            (ParamKind::Gain, _) => format!("\\gamma^{{({column})}}_{{{to}}}"),
            (ParamKind::Shift, _) => format!("\\beta^{{({column})}}_{{{to}}}"),
            _ => format!("b^{{({column})}}_{{{to}}}"),
        };
        let place = Place { column, unit: param.to, param: Some(param.param) };
        Named::plain(format!("p{}", param.param), name, param.value).at(Some(place))
    }

    /// A parameter's gradient from this sample.
    pub(super) fn gradient(&self, l: usize, param: &ParamTrace) -> Named {
        let of = self.parameter(l, param);
        let name = format!("\\frac{{\\partial L}}{{\\partial {}}}", of.name);
        Named::plain(format!("g{}", param.param), name, param.grad).at(of.place)
    }

    /// The weight of a dense layer from one unit to another, with its name.
    pub(super) fn weight(&self, l: usize, to: usize, from: usize) -> Named {
        self.parameter(l, self.weight_of(l, to, from))
    }

    /// The weight of a dense layer from one unit to another, as it was traced.
    pub(super) fn weight_of(&self, l: usize, to: usize, from: usize) -> &'a ParamTrace {
        self.traced(l, &self.columns[self.column_of(l + 1) - 1].weights, to, from)
    }

    /// The bias of a unit of a dense layer, where there is one.
    pub(super) fn bias(&self, l: usize, to: usize) -> Option<Named> {
        let biases = self.columns[self.column_of(l + 1) - 1].biases.as_ref()?;
        Some(self.parameter(l, self.traced(l, biases, to, 0)))
    }

    /// The `i`-th parameter of an output of layer `l`, of one of that layer's blocks.
    fn traced(&self, l: usize, block: &ParamBlock, output: usize, i: usize) -> &'a ParamTrace {
        let params = &self.trace.layers[l].params;
        &params[block.of_output(output).start + i - params[0].param]
    }

    /// The gain and the shift of a unit of a norm.
    pub(super) fn gain_and_shift(&self, l: usize, unit: usize) -> [&'a ParamTrace; 2] {
        let params = &self.trace.layers[l].params;
        let of = |kind| params.iter().position(|param| param.kind == kind && param.to == unit);
        [ParamKind::Gain, ParamKind::Shift].map(|kind| &params[of(kind).unwrap_or_default()])
    }

    fn unit(&self, place: usize, unit: usize) -> Option<Place> {
        Some(Place { column: self.column_of(place), unit, param: None })
    }

    /// `x` of the features, `z` of a sum, `n` behind a norm, `a` before a switch; `h` is what a hidden column hands on, `o` an output.
    fn symbol(&self, place: usize, unit: usize) -> String {
        let (column, number) = (self.column_of(place), unit + 1);
        if column == 0 {
            return format!("x_{{{number}}}");
        }
        if self.settled(self.end(column)) == place {
            let last = column == self.columns();
            return if last { format!("o_{{{number}}}") } else { format!("h^{{({column})}}_{{{number}}}") };
        }
        let letter = match self.trace.layers[place - 1].layer {
            LayerSpec::Dense { .. } => 'z',
            LayerSpec::Activation(_) => 'a',
            _ => 'n',
        };
        format!("{letter}^{{({column})}}_{{{number}}}")
    }
}
