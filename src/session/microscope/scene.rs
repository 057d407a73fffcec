//! The traced network with a name for every number, and which units are shown.

use super::line::{Named, Place, Reach};
use crate::nn::LayerSpec;
use crate::nn::layer::ParamKind;
use crate::nn::trace::{LayerTrace, ParamTrace, Trace};
use crate::order;

/// Terms of a sum, at most: of more, the others are one number.
pub(super) const MOST: usize = 4;

/// Units of a wide column that have lines of their own.
const NEIGHBOURS: usize = 3;

/// A trace seen from one parameter.
pub(super) struct Scene<'a> {
    pub(super) trace: &'a Trace,
    /// Where the dense layer of each column stands, from column 1 on; behind the last one the number of layers.
    pub(super) dense: Vec<usize>,
    /// The parameter, and the layer that has it.
    pub(super) param: ParamTrace,
    pub(super) layer: usize,
    /// Units with lines of their own, of each column from 0 on; first those that matter most.
    shown: Vec<Vec<usize>>,
}

impl<'a> Scene<'a> {
    /// Nothing where there is no such parameter.
    pub(super) fn new(trace: &'a Trace, param: usize) -> Option<Self> {
        let layers = || trace.layers.iter().enumerate();
        let found = |(l, layer): (usize, &LayerTrace)| {
            layer.params.iter().find(|each| each.param == param).map(|param| (l, *param))
        };
        let (layer, param) = layers().find_map(found)?;
        let is_dense = |(l, layer): (usize, &LayerTrace)| matches!(layer.layer, LayerSpec::Dense { .. }).then_some(l);
        let dense = layers().filter_map(is_dense).chain([trace.layers.len()]).collect();
        let mut scene = Scene { trace, dense, param, layer, shown: Vec::new() };
        let home = scene.column_of(layer + 1);
        scene.shown = (0..=scene.columns()).map(|column| scene.choose(column, home)).collect();
        Some(scene)
    }

    /// Columns behind the features.
    pub(super) fn columns(&self) -> usize {
        self.dense.len() - 1
    }

    /// The layers of a column: a dense one and what belongs to it.
    pub(super) fn layers(&self, column: usize) -> std::ops::Range<usize> {
        self.dense[column - 1]..self.dense[column]
    }

    /// The column that the values behind so many layers belong to.
    pub(super) fn column_of(&self, values: usize) -> usize {
        self.dense.iter().take_while(|&&dense| dense < values).count()
    }

    /// The values that a column hands on, as a place among all.
    pub(super) fn end(&self, column: usize) -> usize {
        self.dense[column]
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
    fn choose(&self, column: usize, home: usize) -> Vec<usize> {
        let width = self.width(column);
        if width <= MOST {
            return (0..width).collect();
        }
        let (values, deltas) = self.values(self.end(column));
        let own = if column == home { Some(self.param.to) } else { self.param.from.filter(|_| column + 1 == home) };
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

    /// The weight of a dense layer from one unit to another.
    pub(super) fn weight(&self, l: usize, to: usize, from: usize) -> Named {
        let layer = &self.trace.layers[l];
        self.parameter(l, &layer.params[to * layer.x.len() + from])
    }

    /// The bias of a unit of a dense layer, where there is one.
    pub(super) fn bias(&self, l: usize, to: usize) -> Option<Named> {
        let layer = &self.trace.layers[l];
        layer.params.get(layer.x.len() * layer.y.len() + to).map(|param| self.parameter(l, param))
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
