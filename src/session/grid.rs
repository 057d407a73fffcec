//! Answers of the network: for given inputs, and over the whole plane.

use super::run::Session;
use crate::data::HALF_WIDTH;
use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use crate::nn::{Batch, LayerSpec, Network, Scalar, Workspace};

impl<T: Scalar> Session<T> {
    /// Numbers in an answer: one for two classes (that of class 1) and for numbers, else one for each class.
    pub fn answers(&self) -> usize {
        if self.config.classes() > 2 { self.config.outputs() } else { 1 }
    }

    /// Predictions for `inputs[sample][2]`, `[sample][answers]`: probabilities, or numbers.
    pub fn predict(&mut self, inputs: &[f64]) -> Result<Vec<f64>> {
        if !inputs.len().is_multiple_of(2) {
            return Err(Error::new(Kind::WrongLength, "inputs", inputs.len(), "two numbers per sample"));
        }
        if let Some(place) = inputs.iter().position(|x| !T::from_f64(*x).is_finite()) {
            let expected = format!("a finite number at place {place}");
            return Err(Error::new(Kind::NotFinite, "inputs", inputs[place], expected));
        }
        let (samples, answers) = (inputs.len() / 2, self.answers());
        let mut predictions = vec![0.0; samples * answers];
        self.answer(
            samples,
            |s| [inputs[2 * s], inputs[2 * s + 1]],
            |first, rows| {
                for (answer, row) in rows.iter().enumerate() {
                    for (s, y) in row.iter().enumerate() {
                        predictions[(first + s) * answers + answer] = y.to_f64();
                    }
                }
            },
        );
        Ok(predictions)
    }

    /// Predictions at the centres of `cells × cells` squares of the plane, row by row from the top left: `[answers][cells²]`.
    pub fn grid(&mut self, cells: usize, out: &mut Vec<f32>) {
        let all = cells * cells;
        out.clear();
        out.resize(all * self.answers(), 0.0);
        self.answer(all, places(cells), |first, rows| {
            for (answer, row) in rows.iter().enumerate() {
                let out = &mut out[answer * all + first..][..row.len()];
                out.iter_mut().zip(*row).for_each(|(out, y)| *out = y.to_f64() as f32);
            }
        });
    }

    /// What each unit of the picture gives at the same places, `[unit][cells²]`: the features, each hidden layer as the next one sees it, and
    /// the predictions of all outputs.
    pub fn maps(&mut self, cells: usize, out: &mut Vec<f32>) {
        let all = cells * cells;
        let network = self.trainer.network();
        let units = columns(network).map(|column| network.widths()[column]).sum::<usize>();
        out.clear();
        out.resize(all * units, 0.0);
        let at = places(cells);
        self.portions(all, at, true, |first, network, workspace, batch| {
            let mut maps = out.chunks_mut(all);
            for column in columns(network) {
                let values = workspace.values(column);
                for (unit, map) in maps.by_ref().take(network.widths()[column]).enumerate() {
                    let row = batch.row(values, unit);
                    map[first..first + row.len()].iter_mut().zip(row).for_each(|(to, v)| *to = v.to_f64() as f32);
                }
            }
        });
    }

    /// Gives the answers to `samples` inputs in portions: the number of a portion's first sample, and a row for each of the answers.
    fn answer(&mut self, samples: usize, x: impl Fn(usize) -> [f64; 2], mut give: impl FnMut(usize, &[&[T]])) {
        let answers = self.answers();
        self.outputs(samples, x, true, |first, rows| give(first, &rows[rows.len() - answers..]));
    }

    /// The same, with a row for each output as the network puts it out.
    pub(super) fn raw_outputs(
        &mut self,
        samples: usize,
        x: impl Fn(usize) -> [f64; 2],
        give: impl FnMut(usize, &[&[T]]),
    ) {
        self.outputs(samples, x, false, give);
    }

    fn outputs(
        &mut self,
        samples: usize,
        x: impl Fn(usize) -> [f64; 2],
        predict: bool,
        mut give: impl FnMut(usize, &[&[T]]),
    ) {
        self.portions(samples, x, predict, |first, network, workspace, batch| {
            let mut rows: [&[T]; MOST_CLASSES] = [&[]; MOST_CLASSES];
            let rows = &mut rows[..network.outputs()];
            for (output, row) in rows.iter_mut().enumerate() {
                *row = batch.row(workspace.out(), output);
            }
            give(first, rows);
        });
    }

    /// Passes `samples` inputs through the network, portion by portion; turns what comes out into predictions where that is wanted.
    fn portions(
        &mut self,
        samples: usize,
        x: impl Fn(usize) -> [f64; 2],
        predict: bool,
        mut give: impl FnMut(usize, &Network<T>, &Workspace<T>, Batch),
    ) {
        let (network, workspace) = (self.trainer.network(), &mut self.portion);
        let (room, outputs) = (workspace.stride(), network.outputs());
        for start in (0..samples).step_by(room) {
            let batch = Batch::of(room.min(samples - start));
            self.config.inputs().write(|s| x(start + s), batch, workspace.features_mut());
            network.forward(workspace, batch);
            if predict {
                self.config.loss.op::<T>().predict(workspace.out_mut(), outputs, batch);
            }
            give(start, network, workspace, batch);
        }
    }
}

/// The centres of `cells × cells` squares of the plane, row by row from the top left.
fn places(cells: usize) -> impl Fn(usize) -> [f64; 2] {
    let at = move |place: usize| ((place as f64 + 0.5) / cells as f64 * 2.0 - 1.0) * HALF_WIDTH;
    move |place| [at(place % cells), -at(place / cells)]
}

/// Where the units of the picture stand among a network's values: before each dense layer, and at the end.
fn columns<T: Scalar>(network: &Network<T>) -> impl Iterator<Item = usize> {
    let dense = |(layer, spec): (usize, &LayerSpec)| matches!(spec, LayerSpec::Dense { .. }).then_some(layer);
    network.specs().iter().enumerate().filter_map(dense).chain([network.specs().len()])
}
