//! Answers of the network: for given inputs, and over what the pictures show.

use super::run::{PORTION, Session};
use super::view::View;
use crate::data::Points;
use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use crate::nn::{Batch, Network, Scalar, Workspace};
use std::ops::Range;

/// Some samples that went through the network.
struct Portion<'a, T: 'static> {
    /// The place of its first sample.
    first: usize,
    network: &'a Network<T>,
    /// Its values; the last ones are predictions where those were asked for.
    workspace: &'a Workspace<T>,
    batch: Batch,
    /// The class that each sample's raw outputs mean, `[n]`; 0 where answers are numbers.
    classes: &'a [u8],
}

impl<'a, T: Scalar> Portion<'a, T> {
    /// Gives a row for each output.
    fn rows<R>(&self, give: impl FnOnce(&[&'a [T]]) -> R) -> R {
        let mut rows: [&[T]; MOST_CLASSES] = [&[]; MOST_CLASSES];
        let rows = &mut rows[..self.network.outputs()];
        for (output, row) in rows.iter_mut().enumerate() {
            *row = self.batch.row(self.workspace.out(), output);
        }
        give(rows)
    }
}

/// The network's answers over places of a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// As the network puts them out, `[answers][places]`: probabilities or scores of classes, or
    /// numbers.
    pub values: Vec<f32>,
    /// The class of each place, `[places]`; empty where answers are numbers.
    pub classes: Vec<u8>,
}

impl<T: Scalar> Session<T> {
    /// Numbers in an answer: one for two classes (that of class 1) and for numbers, else one for each class.
    pub fn answers(&self) -> usize {
        if self.config.classes() > 2 { self.config.outputs() } else { 1 }
    }

    /// Returns predictions for `inputs[sample][columns]`, `[sample][answers]`: probabilities where
    /// the loss knows any, else the raw outputs, which are scores of classes or numbers.
    /// [`Session::classes`] says which class they mean.
    ///
    /// # Errors
    /// Where `inputs` is not whole samples of finite numbers.
    pub fn predict(&mut self, inputs: &[f64]) -> Result<Vec<f64>> {
        let samples = self.samples_of(inputs)?;
        let numbers = self.config.classes() == 0;
        let answers = if numbers { self.config.outputs() } else { self.answers() };
        let mut predictions = vec![0.0; samples * answers];
        let scaling = self.scaling.clone();
        self.portions(samples, &self.reader(inputs), true, &mut |portion| {
            portion.rows(|rows| {
                for (answer, row) in rows[rows.len() - answers..].iter().enumerate() {
                    for (s, y) in row.iter().enumerate() {
                        let y = y.to_f64();
                        let at = (portion.first + s) * answers + answer;
                        predictions[at] = if numbers { scaling.target(answer).to_people(y) } else { y };
                    }
                }
            });
        });
        Ok(predictions)
    }

    /// Returns the classes that the network says for `inputs[sample][columns]`, `[sample]`: by its
    /// raw outputs, as in all figures. Empty where answers are numbers.
    ///
    /// # Errors
    /// Where `inputs` is not whole samples of finite numbers.
    pub fn classes(&mut self, inputs: &[f64]) -> Result<Vec<usize>> {
        let samples = self.samples_of(inputs)?;
        let mut classes = Vec::new();
        if self.config.classes() > 0 {
            self.portions(samples, &self.reader(inputs), false, &mut |portion| {
                classes.extend(portion.classes.iter().map(|&class| usize::from(class)));
            });
        }
        Ok(classes)
    }

    /// Counts the samples of `inputs[sample][columns]`.
    fn samples_of(&self, inputs: &[f64]) -> Result<usize> {
        let columns = self.config.columns();
        if !inputs.len().is_multiple_of(columns) {
            let expected = format!("so many numbers per sample: {columns}");
            return Err(Error::new(Kind::WrongLength, "inputs", inputs.len(), expected));
        }
        if let Some(place) = inputs.iter().position(|x| !T::from_f64(*x).is_finite()) {
            let expected = format!("a finite number at place {place}");
            return Err(Error::new(Kind::NotFinite, "inputs", inputs[place], expected));
        }
        Ok(inputs.len() / columns)
    }

    /// Returns what writes the coordinates of a sample of `inputs[sample][columns]`.
    fn reader<'a>(&self, inputs: &'a [f64]) -> impl Fn(usize, &mut [f64]) + use<'a, T> {
        let columns = self.config.columns();
        move |s, x| x.copy_from_slice(&inputs[s * columns..][..columns])
    }

    /// Writes answers at the centres of `cells × cells` parts of the window, row by row from the
    /// top left.
    pub fn grid(&mut self, cells: usize, out: &mut Answers) {
        let view = std::mem::take(&mut self.view);
        self.plane(cells * cells, &places(&view, cells), out);
        self.view = view;
    }

    /// Writes heights of the fitted curve at `cells` places from one end of the horizontal axis to
    /// the other, `[cells]`: numbers in the units of the target, of two classes how far the answer
    /// is from class 0 to class 1, of more the class.
    pub fn line(&mut self, cells: usize, out: &mut Answers) {
        let view = std::mem::take(&mut self.view);
        let last = (cells.max(2) - 1) as f64;
        self.plane(cells, &|place, x| view.place([place as f64 / last, 0.5], x), out);
        self.view = view;
        let (target, [low, high]) = (self.scaling.target(0), self.answer_ends());
        match self.config.classes() {
            0 => out.values.iter_mut().for_each(|y| *y = target.to_people(f64::from(*y)) as f32),
            2 => out.values.iter_mut().for_each(|y| *y = ((f64::from(*y) - low) / (high - low)) as f32),
            _ => {
                out.values.clear();
                out.values.extend(out.classes.iter().map(|&class| f32::from(class)));
            }
        }
    }

    fn plane(&mut self, all: usize, at: &dyn Fn(usize, &mut [f64]), Answers { values, classes }: &mut Answers) {
        let (answers, numbers) = (self.answers(), self.config.classes() == 0);
        values.clear();
        values.resize(all * answers, 0.0);
        classes.clear();
        self.portions(all, at, true, &mut |portion| {
            if !numbers {
                classes.extend_from_slice(portion.classes);
            }
            portion.rows(|rows| {
                // Of several numbers the first is shown, of two classes' chances the second's.
                let shown = if numbers { &rows[..1] } else { &rows[rows.len() - answers..] };
                for (answer, row) in shown.iter().enumerate() {
                    let out = &mut values[answer * all + portion.first..][..row.len()];
                    out.iter_mut().zip(*row).for_each(|(out, y)| *out = y.to_f64() as f32);
                }
            });
        });
    }

    /// What each unit of the picture gives at the same places, `[unit][cells²]`: the features, each hidden layer as the next one sees it, and
    /// the predictions of all outputs.
    pub fn maps(&mut self, cells: usize, out: &mut Vec<f32>) {
        let view = std::mem::take(&mut self.view);
        let all = cells * cells;
        let units = self.network().ends().map(|place| self.network().widths()[place]).sum::<usize>();
        out.clear();
        out.resize(all * units, 0.0);
        self.portions(all, &places(&view, cells), true, &mut |Portion { first, network, workspace, batch, .. }| {
            let mut maps = out.chunks_mut(all);
            for place in network.ends() {
                let values = workspace.values(place);
                for (unit, map) in maps.by_ref().take(network.widths()[place]).enumerate() {
                    let row = batch.row(values, unit);
                    map[first..first + row.len()].iter_mut().zip(row).for_each(|(to, v)| *to = v.to_f64() as f32);
                }
            }
        });
        self.view = view;
    }

    /// What each unit of the picture gives for one point, `[layer][unit]`, as in [`Session::maps`];
    /// and the class that the network says there, 0 where answers are numbers.
    pub(super) fn values_at(&mut self, x: &[f64]) -> (Vec<Vec<f64>>, usize) {
        let (mut layers, mut class) = (Vec::new(), 0);
        self.portions(1, &|_, to| to.copy_from_slice(x), true, &mut |portion| {
            let Portion { network, workspace, batch, classes, .. } = portion;
            layers.extend(network.ends().map(|place| {
                let unit = |unit| batch.row(workspace.values(place), unit)[0].to_f64();
                (0..network.widths()[place]).map(unit).collect()
            }));
            class = usize::from(classes[0]);
        });
        (layers, class)
    }

    /// One of those: unit `unit` of column `column` at the same places, `[cells²]`. Nothing where there is no such unit.
    pub fn unit_map(&mut self, column: usize, unit: usize, cells: usize, out: &mut Vec<f32>) {
        out.clear();
        let network = self.trainer.network();
        let Some(place) = network.ends().nth(column).filter(|&place| unit < network.widths()[place]) else { return };
        let (view, all) = (std::mem::take(&mut self.view), cells * cells);
        out.resize(all, 0.0);
        self.portions(all, &places(&view, cells), true, &mut |Portion { first, workspace, batch, .. }| {
            let row = batch.row(workspace.values(place), unit);
            out[first..first + row.len()].iter_mut().zip(row).for_each(|(to, v)| *to = v.to_f64() as f32);
        });
        self.view = view;
    }

    /// Passes some of the session's points through the network: gives the points, the place of a
    /// portion's first one, a row for each raw output, and the class that each sample's mean.
    pub(super) fn points_through(&mut self, part: Range<usize>, mut give: impl FnMut(&Points, usize, &[&[T]], &[u8])) {
        let points = std::mem::replace(&mut self.points, Points::new(1));
        let at = |s: usize, x: &mut [f64]| x.copy_from_slice(points.x(part.start + s));
        self.portions(part.len(), &at, false, &mut |portion| {
            portion.rows(|rows| give(&points, part.start + portion.first, rows, portion.classes));
        });
        self.points = points;
    }

    /// Passes `samples` inputs through the network, portion by portion; turns what comes out into
    /// predictions where that is wanted. Not generic: each use would have its own copy of the
    /// features and their functions in the file that is sent.
    fn portions(
        &mut self,
        samples: usize,
        x: &dyn Fn(usize, &mut [f64]),
        predict: bool,
        give: &mut dyn FnMut(Portion<'_, T>),
    ) {
        let (network, workspace, loss) = (self.trainer.network(), &mut self.portion, self.config.loss);
        let inputs = self.config.inputs(&self.scaling.columns);
        let (room, outputs) = (workspace.stride(), network.outputs());
        let mut classes = [0; PORTION];
        for first in (0..samples).step_by(room) {
            let batch = Batch::of(room.min(samples - first));
            inputs.write(|s, to| x(first + s, to), batch, workspace.features_mut());
            network.forward(workspace, batch);
            if self.config.classes() > 0 {
                for (s, class) in classes[..batch.n].iter_mut().enumerate() {
                    *class = loss.class_of(workspace.out(), outputs, batch, s) as u8;
                }
            }
            if predict {
                loss.op::<T>().predict(workspace.out_mut(), outputs, batch);
            }
            give(Portion { first, network, workspace, batch, classes: &classes[..batch.n] });
        }
    }
}

/// The centres of `cells × cells` parts of a window, row by row from the top left.
fn places(view: &View, cells: usize) -> impl Fn(usize, &mut [f64]) + '_ {
    let part = move |place: usize| (place as f64 + 0.5) / cells as f64;
    move |place, x| view.place([part(place % cells), part(place / cells)], x)
}
