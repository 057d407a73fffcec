//! A gradient check in portions, as a panel shows it: every parameter's two gradients, the verdict, and the error over many ε. It has a network of its own: nothing in it reaches the session.

use super::run::Session;
use super::weights::CHECKED_SAMPLES;
use crate::data::split;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::gradcheck::{Check, Definition, FLOOR, TOLERANCE, around};
use crate::nn::layer::ParamKind;
use crate::nn::planted::{Bug, quotient};
use crate::nn::statistics::Survey;
use crate::nn::sweep::{PLACES, Quotients, Sweep};
use crate::nn::{Choice, LayerSpec, Network, Objective, Samples, Scalar, UnitParam};
use crate::order;
use serde::Serialize;

/// Distance of the quotient's points.
const EPS: f64 = 1e-5;

/// Parameters that are looked at for every ε, spread evenly over those that are checked.
const SWEPT: usize = 16;

/// Parameters that are listed: the worst.
const LISTED: usize = 50;

/// One parameter, where it is, and its two gradients.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Examined {
    /// Its place among the network's parameters.
    pub param: usize,
    /// Its layer, from 1; the output is the last.
    pub layer: usize,
    /// What it is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"weight\" | \"bias\" | \"gain\" | \"shift\""))]
    pub kind: ParamKind,
    /// The unit of the layer before that a weight multiplies.
    pub from: Option<usize>,
    /// The unit that it belongs to.
    pub to: usize,
    /// Its gradient by backpropagation.
    pub analytic: f64,
    /// Its gradient by the definition.
    pub numeric: f64,
    /// Their relative error.
    pub error: f64,
    /// Whether there is a derivative to compare with.
    pub smooth: bool,
}

/// Why all gradients are exactly 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Flat {
    /// All units of a layer are where a bounded activation is level.
    Saturated,
    /// All units of a layer are where an unbounded activation is level, as ReLU is below 0.
    Dead,
    /// No layer blocks them: answers are right, or weights behind are 0.
    Zero,
}

/// A check of gradients that are all exactly 0: nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Nothing {
    /// Why.
    pub why: Flat,
    /// The layer that blocks them, from 1; that of the first parameter where none does.
    pub layer: usize,
}

/// What a check has found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Findings {
    /// The worst parameters, worst first or in their order in the network.
    pub rows: Vec<Examined>,
    /// Parameters that have been checked.
    pub checked: usize,
    /// Parameters that were to be checked.
    pub of: usize,
    /// Whether no error is above the tolerance, kinks left aside.
    pub passed: bool,
    /// Set when all parameters have been checked and both gradients of each are 0.
    pub nothing: Option<Nothing>,
    /// The parameter with the largest error, kinks left aside; none where there is nothing but kinks.
    pub worst: Option<Examined>,
    /// Parameters whose error is above the tolerance, kinks left aside.
    pub failed: usize,
    /// Parameters at a kink.
    pub kinks: usize,
    /// Largest relative error that passes.
    pub tolerance: f64,
    /// Distance of the quotient's points.
    pub eps: f64,
    /// Gradients below this part of the objective count as that much.
    pub floor: f64,
    /// Samples that it was made on.
    pub samples: usize,
    /// Mistakes that can be told by their errors in this network.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub shown: Vec<Bug>,
    /// The error over ε; none before all is done.
    pub sweep: Option<Sweep>,
}

/// A check that is going on, or has come to its end.
pub struct Examination {
    objective: Objective<f64>,
    samples: Samples<f64>,
    definition: Definition,
    bug: Option<Bug>,
    shown: Vec<Bug>,
    /// Gradients by backpropagation, with the mistake where there is one, `[P]`.
    analytic: Vec<f64>,
    which: Vec<usize>,
    checks: Vec<Check>,
    /// Parameters of the sweep, and how many pairs of parameter and ε have been looked at.
    swept: Vec<usize>,
    pairs: usize,
    double: Quotients<f64>,
    single: Quotients<f32>,
}

impl<T: Scalar> Session<T> {
    /// Begins a check of all parameters, or of those of one layer (from 1), with a mistake where one is named. Nothing where there is no
    /// training sample.
    pub fn examine(&self, layer: Option<usize>, bug: Option<Bug>) -> Result<Option<Examination>> {
        let layers = self.network().columns();
        let which: Vec<usize> = match layer {
            None => (0..self.network().params().len()).collect(),
            Some(layer) => match layer.checked_sub(1).and_then(|place| layers.get(place)) {
                Some(column) => column.params.clone().collect(),
                None => {
                    let limits = Limits { min: 1.0, max: layers.len() as f64, whole: true, most: None };
                    return Err(Error::new(Kind::OutOfRange, "layer", layer, limits.to_string()).within(Some(limits)));
                }
            },
        };
        if self.train.is_empty() {
            return Ok(None);
        }
        Ok(Some(Examination::new(
            [self.explained(CHECKED_SAMPLES), self.explained(CHECKED_SAMPLES)],
            self.explained(CHECKED_SAMPLES),
            (self.checked_samples(), self.checked_samples(), self.checked_samples()),
            which,
            bug,
        )))
    }

    /// The first training samples.
    pub(super) fn checked_samples<U: Scalar>(&self) -> Samples<U> {
        let part = 0..self.train.len().min(CHECKED_SAMPLES);
        split::samples(&self.points, part, self.inputs(), self.config.outputs(), &self.scaling)
    }
}

impl Examination {
    fn new(
        [mut objective, double]: [Objective<f64>; 2],
        single: Objective<f32>,
        (samples, of_double, of_single): (Samples<f64>, Samples<f64>, Samples<f32>),
        which: Vec<usize>,
        bug: Option<Bug>,
    ) -> Self {
        let definition = Definition::new(&mut objective, &samples);
        let right = definition.analytic();
        let mut shown = Vec::new();
        let mut analytic = right.to_vec();
        for &each in Bug::ALL {
            let gradient = each.gradient(&mut objective, &samples);
            let wrong = |param: &usize| {
                let check = Check { analytic: gradient[*param], ..definition.as_it_should_be(*param) };
                check.relative_error() > TOLERANCE
            };
            if each == Bug::Plus || which.iter().any(wrong) {
                shown.push(each);
            }
            if bug == Some(each) {
                analytic = gradient;
            }
        }
        // A gradient of exactly 0 has no relative error.
        let comparable: Vec<usize> =
            which.iter().copied().filter(|&param| bug.is_some() || definition.analytic()[param] != 0.0).collect();
        let count = comparable.len().min(SWEPT);
        let swept = (0..count).map(|i| comparable[i * comparable.len() / count]).collect();
        Examination {
            double: Quotients::new(double, of_double),
            single: Quotients::new(single, of_single),
            checks: Vec::with_capacity(which.len()),
            pairs: 0,
            objective,
            samples,
            definition,
            bug,
            shown,
            analytic,
            which,
            swept,
        }
    }

    /// Goes on while there is time, by one portion at least. Whether all is done.
    pub fn advance(&mut self, mut in_time: impl FnMut() -> bool) -> bool {
        while self.portion() {
            if !in_time() {
                break;
            }
        }
        self.done()
    }

    fn done(&self) -> bool {
        self.checks.len() == self.which.len() && self.pairs == self.swept.len() * PLACES
    }

    /// A parameter, or one place of ε for a parameter. Whether there was one left.
    fn portion(&mut self) -> bool {
        if let Some(&param) = self.which.get(self.checks.len()) {
            let check = self.check(param);
            self.checks.push(check);
            return true;
        }
        if self.done() {
            return false;
        }
        let (param, place) = (self.swept[self.pairs / PLACES], self.pairs % PLACES);
        self.double.add(param, place, self.analytic[param], self.bug);
        self.single.add(param, place, self.analytic[param], self.bug);
        self.pairs += 1;
        true
    }

    fn check(&mut self, param: usize) -> Check {
        // Whether there is a kink is told without the mistake.
        let mut check = self.definition.check(&mut self.objective, &self.samples, param, EPS);
        check.analytic = self.analytic[param];
        if self.bug == Some(Bug::Plus) {
            let at = self.objective.network().params()[param];
            let values = around(&mut self.objective, &self.samples, (param, at), EPS);
            check.numeric = quotient(self.bug, values, EPS);
            self.definition.put_back(&mut self.objective);
        }
        check
    }

    /// What has been found up to now.
    pub fn findings(&self, by_place: bool) -> Findings {
        let checks = &self.checks;
        let mut places = order::sorted(checks.len(), &|a, b| {
            let (a, b) = (&checks[a], &checks[b]);
            b.smooth.cmp(&a.smooth).then(b.relative_error().total_cmp(&a.relative_error()))
        });
        let mut ranked: Vec<&Check> = places.iter().map(|&place| &checks[place]).collect();
        let smooth = ranked.iter().filter(|check| check.smooth).count();
        // What is no number passes nothing.
        let failed = smooth - ranked.iter().filter(|check| check.smooth && check.relative_error() <= TOLERANCE).count();
        let row = |check: &&Check| examined(self.objective.network(), check);
        let worst = ranked.first().filter(|check| check.smooth).and_then(row);
        ranked.truncate(LISTED);
        if by_place {
            places.truncate(LISTED);
            order::sort(&mut places, &|a, b| checks[a].param.cmp(&checks[b].param));
            ranked = places.iter().map(|&place| &checks[place]).collect();
        }
        let square = self.swept.iter().map(|&param| self.analytic[param] * self.analytic[param]).sum();
        Findings {
            rows: ranked.iter().filter_map(row).collect(),
            checked: self.checks.len(),
            of: self.which.len(),
            passed: failed == 0,
            nothing: self.nothing(),
            worst,
            failed,
            kinks: self.checks.iter().filter(|check| !check.smooth).count(),
            tolerance: TOLERANCE,
            eps: EPS,
            floor: FLOOR,
            samples: self.samples.len(),
            shown: self.shown.clone(),
            sweep: self.done().then(|| Sweep::of(&self.double, &self.single, square, self.swept.len())),
        }
    }
}

impl Examination {
    /// Why there is nothing to compare, where that is so.
    fn nothing(&self) -> Option<Nothing> {
        let zero = |check: &Check| check.analytic == 0.0 && check.relative_error() <= TOLERANCE && check.smooth;
        let first = *self.which.first()?;
        if self.checks.len() < self.which.len() || !self.checks.iter().all(zero) || self.bug == Some(Bug::Plus) {
            return None;
        }
        let network = self.objective.network();
        let layer = network.unit_of(first)?.column;
        let (_, columns) = Survey::default().columns(&self.objective, &self.samples, network.params());
        let blocks = |column: &usize| columns[*column].dead == Some(1.0);
        let Some(column) = (layer - 1..columns.len()).find(blocks) else {
            return Some(Nothing { why: Flat::Zero, layer });
        };
        let bounded = |spec: &LayerSpec| match spec {
            LayerSpec::Activation(activation) => activation.op::<f64>().range().iter().all(|end| end.is_finite()),
            _ => false,
        };
        let layers = network.columns().get(column).map_or(0..0, |column| column.layers.clone());
        let why = if network.specs()[layers].iter().any(bounded) { Flat::Saturated } else { Flat::Dead };
        Some(Nothing { why, layer: column + 1 })
    }
}

/// A check with the place of its parameter in the network.
fn examined(network: &Network<f64>, check: &Check) -> Option<Examined> {
    let UnitParam { param, kind, column, unit, from } = network.unit_of(check.param)?;
    let Check { analytic, numeric, smooth, .. } = *check;
    let error = check.relative_error();
    Some(Examined { param, layer: column, kind, from, to: unit, analytic, numeric, error, smooth })
}

#[cfg(test)]
mod tests;
