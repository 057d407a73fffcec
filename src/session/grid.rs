//! Answers of the network: for given inputs, and over the whole plane.

use super::run::Session;
use crate::data::HALF_WIDTH;
use crate::error::{Error, Kind, Result};
use crate::nn::{Batch, Scalar};

impl<T: Scalar> Session<T> {
    /// Predictions for `inputs[sample][2]`: probabilities of class 1, or numbers.
    pub fn predict(&mut self, inputs: &[f64]) -> Result<Vec<f64>> {
        if !inputs.len().is_multiple_of(2) {
            return Err(Error::new(Kind::WrongLength, "inputs", inputs.len(), "two numbers per sample"));
        }
        if let Some(place) = inputs.iter().position(|x| !T::from_f64(*x).is_finite()) {
            let expected = format!("a finite number at place {place}");
            return Err(Error::new(Kind::NotFinite, "inputs", inputs[place], expected));
        }
        let mut predictions = Vec::with_capacity(inputs.len() / 2);
        self.answer(inputs.len() / 2, |s| [inputs[2 * s], inputs[2 * s + 1]], |y| predictions.push(y.to_f64()));
        Ok(predictions)
    }

    /// Predictions at the centres of `cells × cells` squares of the plane, row by row from the top left.
    pub fn grid(&mut self, cells: usize, out: &mut Vec<f32>) {
        out.clear();
        out.reserve(cells * cells);
        let at = |place: usize| ((place as f64 + 0.5) / cells as f64 * 2.0 - 1.0) * HALF_WIDTH;
        self.answer(cells * cells, |s| [at(s % cells), -at(s / cells)], |y| out.push(y.to_f64() as f32));
    }

    fn answer(&mut self, samples: usize, x: impl Fn(usize) -> [f64; 2], mut give: impl FnMut(T)) {
        let (network, workspace) = (self.trainer.network(), &mut self.portion);
        let (stride, outputs) = (workspace.stride(), network.outputs());
        for start in (0..samples).step_by(stride) {
            let batch = Batch { n: stride.min(samples - start), stride };
            let features = workspace.features_mut();
            for s in 0..batch.n {
                let [x1, x2] = x(start + s);
                features[s] = T::from_f64(x1);
                features[stride + s] = T::from_f64(x2);
            }
            network.forward(workspace, batch);
            self.config.loss.op::<T>().predict(workspace.out_mut(), outputs, batch);
            // Of two outputs the second is that of class 1.
            batch.row(workspace.out(), outputs - 1).iter().for_each(|&y| give(y));
        }
    }
}
