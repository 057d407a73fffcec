//! Backward passes that are wrong on purpose, for a gradient check to find. Nothing learns by them: they are known to the check alone.

use super::objective::chosen;
use super::registry::choices;
use super::{Batch, LayerSpec, Mode, Network, Objective, Samples, Scalar, Workspace};

/// How far each layer is updated within the pass of [`Bug::InPlace`], per gradient.
const IN_PLACE_RATE: f64 = 0.1;

choices! {
    /// A mistake that people make when they write backpropagation, or its check, by hand.
    Bug {
        /// Each layer's weights are updated before the gradient goes on through them.
        InPlace "in-place",
        /// The layers are visited from first to last: each takes a gradient that nobody has computed yet.
        Order "order",
        /// What a weight multiplies is left out of its gradient: dw = dy instead of dy · x.
        Factor "factor",
        /// The definition with a plus: (L(θ + ε) + L(θ − ε)) / 2ε. The backward pass is right.
        Plus "plus",
        /// The gradient goes through activations as if their derivative were 1.
        Slope "slope",
    }
}

impl Bug {
    /// The gradient that a program with this mistake would find, `[P]`, in training mode. The objective's network is as before
    /// afterwards; its last gradient is the wrong one.
    pub fn gradient<T: Scalar>(self, objective: &mut Objective<T>, samples: &Samples<T>) -> Vec<T> {
        objective.start();
        objective.over_all(samples, |objective, batch, total| self.accumulate(objective, batch, total));
        objective.penalty.add_gradient(&objective.network, &mut objective.grads);
        objective.grads.clone()
    }

    /// [`Objective::accumulate`], with the mistake.
    fn accumulate<T: Scalar>(self, objective: &mut Objective<T>, batch: Batch, total: T) -> T {
        objective.forward(batch, Mode::Train, (0, 0));
        let loss = objective.loss.op::<T>();
        let scale = loss.scale(total);
        let Objective { network, workspace, grads, class_weights, .. } = objective;
        let weights = chosen(class_weights);
        let sum = match self {
            Bug::InPlace => {
                let params = network.params.clone();
                let rates = (scale, T::from_f64(IN_PLACE_RATE));
                let sum = network.backward_in_place(workspace, loss, weights, rates, grads, &[], Mode::Train, batch);
                network.params = params;
                sum
            }
            Bug::Plus => network.backward(workspace, loss, weights, scale, grads, Mode::Train, batch),
            Bug::Order | Bug::Factor | Bug::Slope => {
                let sum = network.backward_loss(workspace, loss, weights, scale, batch);
                match self {
                    Bug::Order => network.first_to_last(workspace, grads, batch),
                    _ => network.without(self, workspace, grads, batch),
                }
                sum
            }
        };
        sum * scale
    }
}

/// The slope between two values of the objective, ε to either side, as a check with this mistake computes it.
pub fn quotient<T: Scalar>(bug: Option<Bug>, [above, below]: [T; 2], eps: T) -> T {
    let between = if bug == Some(Bug::Plus) { above + below } else { above - below };
    between / (eps + eps)
}

impl<T: Scalar> Network<T> {
    /// Columns from first to last, each backwards. Gradients between them are still 0 when they are
    /// asked for.
    fn first_to_last(&self, workspace: &mut Workspace<T>, grads: &mut [T], batch: Batch) {
        let last = self.specs().len();
        for deltas in &mut workspace.deltas[..last] {
            deltas.fill(T::ZERO);
        }
        for l in self.columns().iter().flat_map(|column| column.layers.clone().rev()) {
            self.backward_layer(l, workspace, grads, l > 0, Mode::Train, batch);
        }
    }

    /// From last to first as it should be, but for the input that weights multiply, or for the derivative of activations.
    fn without(&self, bug: Bug, workspace: &mut Workspace<T>, grads: &mut [T], batch: Batch) {
        for (l, spec) in self.specs().iter().enumerate().rev() {
            match spec {
                LayerSpec::Activation(_) if bug == Bug::Slope => {
                    let (before, after) = workspace.deltas.split_at_mut(l + 1);
                    before[l].copy_from_slice(&after[0]);
                }
                LayerSpec::Dense { .. } if bug == Bug::Factor => {
                    let x = workspace.values[l].clone();
                    for unit in 0..self.widths()[l] {
                        batch.row_mut(&mut workspace.values[l], unit).fill(T::ONE);
                    }
                    self.backward_layer(l, workspace, grads, l > 0, Mode::Train, batch);
                    workspace.values[l] = x;
                }
                _ => self.backward_layer(l, workspace, grads, l > 0, Mode::Train, batch),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::gradcheck::{Definition, TOLERANCE};
    use super::*;
    use crate::nn::{Activation, Choice, Loss};

    /// Two hidden layers of two, one output: 9 + 6 + 3 parameters in three layers.
    fn objective() -> (Objective<f64>, Samples<f64>) {
        let dense = |outputs| LayerSpec::Dense { outputs, bias: true };
        let tanh = LayerSpec::Activation(Activation::Tanh);
        let network = Network::<f64>::new(2, &[dense(2), tanh, dense(2), tanh, dense(1)], 4);
        let samples = Samples::from_rows(&[[0.5, -1.0], [-0.3, 0.8], [0.9, 0.4]], &[[1.0], [-1.0], [0.5]]);
        (Objective::new(network, Loss::Mse, 4), samples)
    }

    /// Which parameters' gradients a mistake makes wrong.
    fn wrong(bug: Bug) -> Vec<usize> {
        let (mut objective, samples) = objective();
        let definition = Definition::new(&mut objective, &samples);
        let before = objective.network.params.clone();
        let gradient = bug.gradient(&mut objective, &samples);
        assert_eq!(objective.network.params, before, "{bug:?} leaves the parameters as they are");
        let right = definition.analytic();
        (0..right.len()).filter(|&param| (gradient[param] - right[param]).abs() > TOLERANCE).collect()
    }

    #[test]
    fn each_mistake_has_its_marks() {
        let before_the_last: Vec<usize> = (0..12).collect();
        assert_eq!(wrong(Bug::InPlace), before_the_last, "all but the last layer");
        assert_eq!(wrong(Bug::Order), before_the_last);
        assert_eq!(wrong(Bug::Slope), before_the_last);
        assert_eq!(wrong(Bug::Factor), [0, 1, 2, 3, 6, 7, 8, 9, 12, 13], "weights, not biases");
        assert!(wrong(Bug::Plus).is_empty(), "the mistake is in the definition");
        let (mut objective, samples) = objective();
        assert!(Bug::Order.gradient(&mut objective, &samples)[..12].iter().all(|g| *g == 0.0));
    }

    #[test]
    fn a_plus_measures_the_objective_and_no_slope() {
        assert_eq!(quotient(None, [3.0, 2.0], 0.25), 2.0);
        assert_eq!(quotient(Some(Bug::Slope), [3.0, 2.0], 0.25), 2.0);
        assert_eq!(quotient(Some(Bug::Plus), [3.0, 2.0], 0.25), 10.0);
        assert_eq!(Bug::ALL.len(), 5);
    }
}
