//! The network's numbers, to read, replace and check.

use super::run::Session;
use crate::data::split;
use crate::error::{Error, Kind, Result};
use crate::nn::gradcheck::{self, Check};
use crate::nn::{Mode, Network, Optimizer, Scalar, Trainer};

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
        if !self.evaluate().0.loss.is_finite() {
            self.trainer.set_params(&before);
            let expected = "parameters whose training loss is finite";
            return Err(Error::new(Kind::NotFinite, "params", "a loss that is not finite", expected));
        }
        self.metrics = None;
        Ok(())
    }

    /// The gradient of the objective (loss and penalty) over all training samples, `[P]`.
    pub fn gradients(&mut self) -> Vec<f64> {
        self.trainer.gradient(&self.train, Mode::Eval);
        self.trainer.grads().iter().map(|g| g.to_f64()).collect()
    }

    /// Holds backpropagation against the definition of the derivative, in `f64`, for up to `most`
    /// parameters spread over the network, on up to 32 training samples.
    pub fn gradient_check(&self, most: usize, eps: f64) -> Vec<Check> {
        let network = self.config.network::<f64>();
        let mut trainer = Trainer::new(network, self.config.loss, Optimizer::Sgd, 32);
        trainer.penalty = self.penalty();
        trainer.set_params(&self.params());
        let (samples, _) = split::split::<f64>(&self.points[..self.train.len().min(32)], 1.0, self.config.outputs());
        let all = trainer.network().params().len();
        let which: Vec<usize> = (0..all).step_by(all.div_ceil(most.max(1))).collect();
        gradcheck::gradient_check(&mut trainer, &samples, &which, eps)
    }
}
