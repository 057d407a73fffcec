//! Answers of the network: for given inputs, and over what the pictures show.

use super::run::Session;
use super::view::View;
use crate::data::Points;
use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use crate::nn::{Batch, LayerSpec, Network, Scalar, Workspace};
use std::ops::Range;

/// Is told the place of a portion's first sample, and where its values are.
type Give<'a, T> = dyn FnMut(usize, &Network<T>, &Workspace<T>, Batch) + 'a;

impl<T: Scalar> Session<T> {
    /// Numbers in an answer: one for two classes (that of class 1) and for numbers, else one for each class.
    pub fn answers(&self) -> usize {
        if self.config.classes() > 2 { self.config.outputs() } else { 1 }
    }

    /// Predictions for `inputs[sample][columns]`, `[sample][answers]`: probabilities, or the numbers of all outputs.
    pub fn predict(&mut self, inputs: &[f64]) -> Result<Vec<f64>> {
        let columns = self.config.columns();
        if !inputs.len().is_multiple_of(columns) {
            let expected = format!("so many numbers per sample: {columns}");
            return Err(Error::new(Kind::WrongLength, "inputs", inputs.len(), expected));
        }
        if let Some(place) = inputs.iter().position(|x| !T::from_f64(*x).is_finite()) {
            let expected = format!("a finite number at place {place}");
            return Err(Error::new(Kind::NotFinite, "inputs", inputs[place], expected));
        }
        let numbers = self.config.classes() == 0;
        let answers = if numbers { self.config.outputs() } else { self.answers() };
        let samples = inputs.len() / columns;
        let mut predictions = vec![0.0; samples * answers];
        let scaling = self.scaling.clone();
        let at = |s: usize, x: &mut [f64]| x.copy_from_slice(&inputs[s * columns..][..columns]);
        self.outputs(samples, &at, true, &mut |first, rows| {
            for (answer, row) in rows[rows.len() - answers..].iter().enumerate() {
                for (s, y) in row.iter().enumerate() {
                    let y = y.to_f64();
                    predictions[(first + s) * answers + answer] =
                        if numbers { scaling.target(answer).to_people(y) } else { y };
                }
            }
        });
        Ok(predictions)
    }

    /// Predictions at the centres of `cells × cells` parts of the window, row by row from the top left, as the network puts them out:
    /// `[answers][cells²]`.
    pub fn grid(&mut self, cells: usize, out: &mut Vec<f32>) {
        let view = std::mem::take(&mut self.view);
        self.plane(cells * cells, &places(&view, cells), out);
        self.view = view;
    }

    /// The same along the horizontal axis, at `cells` places from its one end to the other: `[answers][cells]`.
    pub fn line(&mut self, cells: usize, out: &mut Vec<f32>) {
        let view = std::mem::take(&mut self.view);
        let last = (cells.max(2) - 1) as f64;
        self.plane(cells, &|place, x| view.place([place as f64 / last, 0.5], x), out);
        self.view = view;
    }

    fn plane(&mut self, all: usize, at: &dyn Fn(usize, &mut [f64]), out: &mut Vec<f32>) {
        out.clear();
        out.resize(all * self.answers(), 0.0);
        self.answer(all, at, &mut |first, rows| {
            for (answer, row) in rows.iter().enumerate() {
                let out = &mut out[answer * all + first..][..row.len()];
                out.iter_mut().zip(*row).for_each(|(out, y)| *out = y.to_f64() as f32);
            }
        });
    }

    /// What each unit of the picture gives at the same places, `[unit][cells²]`: the features, each hidden layer as the next one sees it, and
    /// the predictions of all outputs.
    pub fn maps(&mut self, cells: usize, out: &mut Vec<f32>) {
        let view = std::mem::take(&mut self.view);
        let all = cells * cells;
        let network = self.trainer.network();
        let units = columns(network).map(|column| network.widths()[column]).sum::<usize>();
        out.clear();
        out.resize(all * units, 0.0);
        self.portions(all, &places(&view, cells), true, &mut |first, network, workspace, batch| {
            let mut maps = out.chunks_mut(all);
            for column in columns(network) {
                let values = workspace.values(column);
                for (unit, map) in maps.by_ref().take(network.widths()[column]).enumerate() {
                    let row = batch.row(values, unit);
                    map[first..first + row.len()].iter_mut().zip(row).for_each(|(to, v)| *to = v.to_f64() as f32);
                }
            }
        });
        self.view = view;
    }

    /// What each unit of the picture gives for one point, `[layer][unit]`: as in [`Session::maps`].
    pub(super) fn values_at(&mut self, x: &[f64]) -> Vec<Vec<f64>> {
        let mut layers = Vec::new();
        self.portions(1, &|_, to| to.copy_from_slice(x), true, &mut |_, network, workspace, batch| {
            layers.extend(columns(network).map(|column| {
                let unit = |unit| batch.row(workspace.values(column), unit)[0].to_f64();
                (0..network.widths()[column]).map(unit).collect()
            }));
        });
        layers
    }

    /// One of those: unit `unit` of column `column` at the same places, `[cells²]`. Nothing where there is no such unit.
    pub fn unit_map(&mut self, column: usize, unit: usize, cells: usize, out: &mut Vec<f32>) {
        out.clear();
        let network = self.trainer.network();
        let Some(place) = columns(network).nth(column).filter(|&place| unit < network.widths()[place]) else { return };
        let (view, all) = (std::mem::take(&mut self.view), cells * cells);
        out.resize(all, 0.0);
        self.portions(all, &places(&view, cells), true, &mut |first, _, workspace, batch| {
            let row = batch.row(workspace.values(place), unit);
            out[first..first + row.len()].iter_mut().zip(row).for_each(|(to, v)| *to = v.to_f64() as f32);
        });
        self.view = view;
    }

    /// Gives the answers to `samples` inputs in portions: the number of a portion's first sample, and a row for each of the answers.
    fn answer(&mut self, samples: usize, x: &dyn Fn(usize, &mut [f64]), give: &mut dyn FnMut(usize, &[&[T]])) {
        let (answers, numbers) = (self.answers(), self.config.classes() == 0);
        // Of several numbers the first is shown, of two classes' chances the second's.
        let shown = |all: usize| if numbers { 0..1 } else { all - answers..all };
        self.outputs(samples, x, true, &mut |first, rows| give(first, &rows[shown(rows.len())]));
    }

    /// Passes some of the session's points through the network: gives the points, the place of a portion's first one, and a row for each output,
    /// as predictions or as the network puts it out.
    pub(super) fn points_through(
        &mut self,
        part: Range<usize>,
        predict: bool,
        mut give: impl FnMut(&Points, usize, &[&[T]]),
    ) {
        let points = std::mem::replace(&mut self.points, Points::new(1));
        let at = |s: usize, x: &mut [f64]| x.copy_from_slice(points.x(part.start + s));
        self.outputs(part.len(), &at, predict, &mut |first, rows| give(&points, part.start + first, rows));
        self.points = points;
    }

    fn outputs(
        &mut self,
        samples: usize,
        x: &dyn Fn(usize, &mut [f64]),
        predict: bool,
        give: &mut dyn FnMut(usize, &[&[T]]),
    ) {
        self.portions(samples, x, predict, &mut |first, network, workspace, batch| {
            let mut rows: [&[T]; MOST_CLASSES] = [&[]; MOST_CLASSES];
            let rows = &mut rows[..network.outputs()];
            for (output, row) in rows.iter_mut().enumerate() {
                *row = batch.row(workspace.out(), output);
            }
            give(first, rows);
        });
    }

    /// Passes `samples` inputs through the network, portion by portion; turns what comes out into predictions where that is wanted. Not generic: each
    /// use would have its own copy of the features and their functions in the file that is sent.
    fn portions(&mut self, samples: usize, x: &dyn Fn(usize, &mut [f64]), predict: bool, give: &mut Give<'_, T>) {
        let (network, workspace) = (self.trainer.network(), &mut self.portion);
        let inputs = self.config.inputs(&self.scaling.columns);
        let (room, outputs) = (workspace.stride(), network.outputs());
        for start in (0..samples).step_by(room) {
            let batch = Batch::of(room.min(samples - start));
            inputs.write(|s, to| x(start + s, to), batch, workspace.features_mut());
            network.forward(workspace, batch);
            if predict {
                self.config.loss.op::<T>().predict(workspace.out_mut(), outputs, batch);
            }
            give(start, network, workspace, batch);
        }
    }
}

/// The centres of `cells × cells` parts of a window, row by row from the top left.
fn places(view: &View, cells: usize) -> impl Fn(usize, &mut [f64]) + '_ {
    let part = move |place: usize| (place as f64 + 0.5) / cells as f64;
    move |place, x| view.place([part(place % cells), part(place / cells)], x)
}

/// Where the units of the picture stand among a network's values: before each dense layer, and at the end.
pub(super) fn columns<T: Scalar>(network: &Network<T>) -> impl Iterator<Item = usize> {
    let dense = |(layer, spec): (usize, &LayerSpec)| matches!(spec, LayerSpec::Dense { .. }).then_some(layer);
    network.specs().iter().enumerate().filter_map(dense).chain([network.specs().len()])
}
