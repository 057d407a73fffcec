//! The network's numbers: to read, replace, check and explain.

use super::events::What;
use super::run::Session;
use crate::data::split;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::gradcheck::{self, Check};
use crate::nn::trace::{self, Trace};
use crate::nn::{Mode, Network, Objective, Scalar};

/// Samples that a gradient check looks at.
pub(super) const CHECKED_SAMPLES: usize = 32;

impl<T: Scalar> Session<T> {
    /// The network as it is now.
    pub fn network(&self) -> &Network<T> {
        self.trainer.network()
    }

    /// All parameters, `[P]`.
    pub fn params(&self) -> Vec<f64> {
        self.trainer.network().params().iter().map(|p| p.to_f64()).collect()
    }

    /// Replaces all parameters.
    pub fn set_params(&mut self, params: &[f64]) -> Result<()> {
        let want = self.trainer.network().params().len();
        if params.len() != want {
            return Err(Error::new(Kind::WrongLength, "params", params.len(), format!("{want} numbers")));
        }
        let converted: Vec<T> = params.iter().map(|&p| T::from_f64(p)).collect();
        if let Some(place) = converted.iter().position(|p| !p.is_finite()) {
            return Err(Error::new(
                Kind::NotFinite,
                "params",
                params[place],
                format!("a finite number at place {place}"),
            ));
        }
        let before = self.trainer.network().params().to_vec();
        self.trainer.set_params(&converted);
        if !self.loss_is_finite() && !self.train.is_empty() {
            self.trainer.set_params(&before);
            let expected = "parameters whose training loss is finite";
            return Err(Error::new(Kind::NotFinite, "params", "a loss that is not finite", expected));
        }
        self.start_comparing_again();
        self.note(What::Weights);
        Ok(())
    }

    /// Returns the gradient of the objective (loss and penalty) over all training samples, `[P]`. As for an answer: nothing is
    /// left out, and batch norm takes its running statistics. Where it is not finite, [`Session::progress`] tells a divergence.
    pub fn gradients(&mut self) -> Vec<f64> {
        if self.train.is_empty() {
            return vec![0.0; self.network().params().len()];
        }
        // Where training stands may be found out only now.
        self.metrics();
        self.trainer.objective.gradient(&self.train, Mode::Eval);
        let grads: Vec<f64> = self.trainer.objective.grads().iter().map(|g| g.to_f64()).collect();
        self.tell_gradient(grads.iter().all(|g| g.is_finite()));
        grads
    }

    /// Holds backpropagation against the definition of the derivative, in `f64` whatever the precision of training, on up to 32
    /// training samples (no result where there is none): for the named parameters, or all. `eps` is the distance of the difference quotient's points.
    pub fn gradient_check(&self, params: Option<&[usize]>, eps: f64) -> Result<Vec<Check>> {
        let all = self.trainer.network().params().len();
        let limits = |min, max, whole| Some(Limits { min, max, whole, most: None });
        if !(1e-12..=0.1).contains(&eps) {
            let error = Error::new(Kind::OutOfRange, "eps", eps, "a number from 1e-12 to 0.1");
            return Err(error.within(limits(1e-12, 0.1, false)));
        }
        if let Some(place) = params.unwrap_or_default().iter().find(|&&param| param >= all) {
            let error = Error::new(Kind::OutOfRange, "params", place, format!("places from 0 to {}", all - 1));
            return Err(error.within(limits(0.0, (all - 1) as f64, true)));
        }
        if self.train.is_empty() {
            return Ok(Vec::new());
        }
        let mut objective = self.explained(CHECKED_SAMPLES);
        let samples = self.checked_samples();
        let every: Vec<usize> = (0..all).collect();
        Ok(gradcheck::gradient_check(&mut objective, &samples, params.unwrap_or(&every), eps))
    }

    /// Every number of one forward and backward pass of a sample, in `f64`: training samples come first, then those of the test.
    pub fn trace(&self, sample: usize) -> Result<Trace> {
        if self.points.is_empty() {
            return Err(Error::new(Kind::NoPoints, "sample", sample, "a point to look at"));
        }
        if sample >= self.points.len() {
            let most = self.points.len() - 1;
            let error = Error::new(Kind::OutOfRange, "sample", sample, format!("a whole number from 0 to {most}"));
            return Err(error.within(Some(Limits { min: 0.0, max: most as f64, whole: true, most: None })));
        }
        let targets = split::targets(&self.points, sample, self.config.outputs(), &self.scaling);
        Ok(trace::trace(&mut self.explained(1), &self.inputs().of(self.points.x(sample)), &targets))
    }

    /// The objective with the present parameters, in another precision.
    pub(super) fn explained<U: Scalar>(&self, batch: usize) -> Objective<U> {
        let mut objective = Objective::new(self.config.network(), self.config.loss, batch);
        self.config.set_objective(&mut objective, &self.points.targets()[..self.train.len()]);
        let converted = |numbers: &[T]| numbers.iter().map(|x| U::from_f64(x.to_f64())).collect::<Vec<U>>();
        objective.set_params(&converted(self.trainer.network().params()));
        objective.set_buffers(&converted(self.trainer.network().buffers()));
        objective
    }
}
