//! One unit and its parameters: what they are, what the last step did to each, and a value of the user's own.

use super::events::What;
use super::run::Session;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::{Scalar, UnitParam};

impl<T: Scalar> Session<T> {
    /// Units of a column of the picture: the features, each hidden layer, the outputs. Beyond those, none.
    pub fn units(&self, column: usize) -> usize {
        self.network().units(column)
    }

    /// The parameters of a unit: a weight for each unit of the column before, then bias, gain and shift where it has them. A feature has none,
    /// and neither has a unit that there is not.
    pub fn parts(&self, column: usize, unit: usize) -> Vec<UnitParam> {
        self.network().params_of(column, unit).collect()
    }

    /// A parameter's value, the gradient that the last step took, and how far it moved; neither before the first step. Nothing where there is no
    /// such parameter.
    pub fn param(&self, param: usize) -> Option<(f64, Option<[f64; 2]>)> {
        let trainer = &self.trainer;
        let value = trainer.network().params().get(param)?.to_f64();
        let step = [trainer.grads()[param].to_f64(), value - trainer.params_before()[param].to_f64()];
        Some((value, Some(step).filter(|_| trainer.steps() > 0)))
    }

    /// Sets one parameter. All others, what the optimiser remembers and the counters stay; a step that is not whole starts again. Refuses what
    /// makes the training loss infinite or no number.
    pub fn set_param(&mut self, param: usize, value: f64) -> Result<()> {
        let all = self.network().params().len();
        if param >= all {
            let limits = Limits { min: 0.0, max: (all - 1) as f64, whole: true, most: None };
            return Err(Error::new(Kind::OutOfRange, "param", param, limits.to_string()).within(Some(limits)));
        }
        let number = T::from_f64(value);
        if !number.is_finite() {
            return Err(Error::new(Kind::NotFinite, "value", value, "a finite number"));
        }
        let before = self.trainer.swap_param(param, [number; 2]);
        if !self.loss_is_finite() && !self.train.is_empty() {
            self.trainer.swap_param(param, before);
            return Err(Error::new(Kind::NotFinite, "value", value, "a value whose training loss is finite"));
        }
        (self.diverged, self.stopped) = (None, None);
        self.losses_start_again();
        self.note(What::Weights);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn session(link: &str) -> Session<f32> {
        let mut session = Session::new(Config::from_link(link).unwrap());
        session.advance(30, || true).unwrap();
        session
    }

    #[test]
    fn the_units_have_all_parameters_between_them() {
        for link in [
            "",
            "hidden=none",
            "hidden=5-3&norm=batch&features=x1.x2.x1x2&formula=x1",
            "bias=false&norm=layer&off=102&dropout=10",
        ] {
            let session = session(link);
            let columns = session.config().hidden.len() + 2;
            assert_eq!((session.units(columns), session.parts(0, 0).len(), session.parts(columns, 0).len()), (0, 0, 0));
            let mut params = Vec::new();
            for column in 1..columns {
                assert!(session.parts(column, session.units(column)).is_empty(), "no such unit");
                for unit in 0..session.units(column) {
                    let parts = session.parts(column, unit);
                    let from: Vec<_> = parts.iter().filter_map(|part| part.from).collect();
                    assert_eq!(from, (0..session.units(column - 1)).collect::<Vec<_>>(), "{link}");
                    params.extend(parts.iter().map(|part| part.param));
                }
            }
            params.sort_unstable();
            assert_eq!(params, (0..session.params().len()).collect::<Vec<_>>(), "{link}");
        }
    }

    /// Plain steps move a parameter by −lr times its gradient; what looks at other gradients in between changes neither.
    #[test]
    fn gradient_and_update_are_those_of_the_last_step() {
        for link in ["", "l2=0.1&clip_norm=0.01", "samples=2000&train_share=90&batch_size=1000&lr=0.5", "in_place=true"]
        {
            let mut session = Session::<f64>::new(Config::from_link(link).unwrap());
            assert_eq!(session.param(3).unwrap().1, None, "no step yet");
            session.advance(40, || true).unwrap();
            let before = session.params();
            session.advance(1, || true).unwrap();
            let after = session.params();
            let told: Vec<_> = (0..after.len()).map(|p| session.param(p).unwrap()).collect();
            for (param, &(value, step)) in told.iter().enumerate() {
                let [gradient, update] = step.unwrap();
                assert_eq!((value, update), (after[param], after[param] - before[param]), "{link}");
                assert!((update + session.config().lr * gradient).abs() < 1e-15, "{link}: {update} by {gradient}");
            }
            session.gradients();
            session.health(&mut Default::default());
            // A portion of a large batch: the gradient to come is not whole.
            let mut portions = 0;
            session.advance(1, || std::mem::replace(&mut portions, 1) > 0).unwrap();
            if session.params() == after {
                assert_eq!((0..after.len()).map(|p| session.param(p).unwrap()).collect::<Vec<_>>(), told, "{link}");
            }
            assert_eq!(session.param(after.len()), None);
        }
    }

    #[test]
    fn one_parameter_is_set_and_nothing_else() {
        for link in [
            "optimizer=adam",
            "data=rings&norm=batch&optimizer=momentum",
            "samples=2000&train_share=90&batch_size=1000",
        ] {
            let (mut session, mut other) = (session(link), session(link));
            let (params, steps) = (session.params(), session.progress().step);
            let (told, kept) = (session.param(4).unwrap().1, session.param(2).unwrap().0);
            session.set_param(2, -0.75).unwrap();
            let mut want = params.clone();
            want[2] = -0.75;
            assert_eq!((session.params(), session.progress().step), (want, steps), "{link}");
            assert_eq!(session.param(4).unwrap().1, told, "{link}");
            // Set back, training goes on with what the optimiser knew: the same bits as if nothing had been.
            session.set_param(2, kept).unwrap();
            session.advance(50, || true).unwrap();
            other.advance(50, || true).unwrap();
            assert_eq!(session.params(), other.params(), "{link}");
        }
    }

    #[test]
    fn what_is_not_finite_is_refused_and_changes_nothing() {
        let mut session = session("data=plane&activation=linear&lr=0.001");
        let (params, told) = (session.params(), session.param(0));
        for (param, value, kind, field) in [
            (25, 0.0, Kind::OutOfRange, "param"),
            (0, f64::NAN, Kind::NotFinite, "value"),
            (0, f64::INFINITY, Kind::NotFinite, "value"),
            (0, 1e39, Kind::NotFinite, "value"),
            (0, 1e30, Kind::NotFinite, "value"),
        ] {
            let error = session.set_param(param, value).unwrap_err();
            assert_eq!((error.kind, error.field.as_str()), (kind, field), "{error}");
            assert_eq!((session.params(), session.param(0)), (params.clone(), told), "{error}");
        }
    }

    /// A divergence after an edit goes back to the edited network, not behind the edit.
    #[test]
    fn an_edit_outlives_a_divergence() {
        let mut session = session("data=plane&activation=linear&lr=0.001");
        session.set_param(0, 1e9).unwrap();
        let lr = super::super::Value::Number(100.0);
        let config = session.config().with([("lr", lr)]).unwrap();
        session.configure(config);
        assert!(session.advance(500, || true).unwrap().diverged.is_some());
        assert!(session.metrics().train.loss.is_some());
        assert_eq!(session.param(0).unwrap().0, 1e9);
    }
}
