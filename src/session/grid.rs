//! Answers of the network: for given inputs, and over the whole plane.

use super::run::Session;
use crate::data::HALF_WIDTH;
use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use crate::nn::{Batch, Scalar};

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
        let at = |place: usize| ((place as f64 + 0.5) / cells as f64 * 2.0 - 1.0) * HALF_WIDTH;
        self.answer(
            all,
            |s| [at(s % cells), -at(s / cells)],
            |first, rows| {
                for (answer, row) in rows.iter().enumerate() {
                    let out = &mut out[answer * all + first..][..row.len()];
                    out.iter_mut().zip(*row).for_each(|(out, y)| *out = y.to_f64() as f32);
                }
            },
        );
    }

    /// Gives the answers to `samples` inputs in portions: the number of a portion's first sample, and a row for each of the answers.
    fn answer(&mut self, samples: usize, x: impl Fn(usize) -> [f64; 2], mut give: impl FnMut(usize, &[&[T]])) {
        let answers = self.answers();
        self.portions(samples, x, true, |first, rows| give(first, &rows[rows.len() - answers..]));
    }

    /// The same, with a row for each output as the network puts it out.
    pub(super) fn raw_outputs(
        &mut self,
        samples: usize,
        x: impl Fn(usize) -> [f64; 2],
        give: impl FnMut(usize, &[&[T]]),
    ) {
        self.portions(samples, x, false, give);
    }

    fn portions(
        &mut self,
        samples: usize,
        x: impl Fn(usize) -> [f64; 2],
        predict: bool,
        mut give: impl FnMut(usize, &[&[T]]),
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
            let mut rows: [&[T]; MOST_CLASSES] = [&[]; MOST_CLASSES];
            for (output, row) in rows[..outputs].iter_mut().enumerate() {
                *row = batch.row(workspace.out(), output);
            }
            give(start, &rows[..outputs]);
        }
    }
}
