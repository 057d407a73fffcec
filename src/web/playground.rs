//! The handle: one session, what can be taken back, its look, and buffers that are used again for every frame.

use super::convert::{JsResult, thrown, to_ts};
use super::curves::Kept;
use super::given::{self, changes, now, number, numbers};
use super::saved::LeftOut;
use crate::error::{Error, Kind};
use crate::nn::statistics::Survey;
use crate::plot::{Colors, Spot};
use crate::session::{Answers, Config, Effect, Examination, Metrics, Progress, SETTINGS, Session, Undo, Value};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Longest time, in milliseconds, that steps without a number are taken: nothing can end them before.
const LONGEST: f64 = 60_000.0;

/// A neural network, its data and its history. Trains in `f32`; numbers cross as `f64`.
#[wasm_bindgen]
pub struct Playground {
    pub(super) session: Session<f32>,
    pub(super) undo: Undo<f32>,
    pub(super) colors: Option<Colors>,
    /// What is marked in the network's picture.
    pub(super) selected: Option<Spot>,
    /// What shines there, and where that is used.
    pub(super) lit: [Vec<Spot>; 2],
    pub(super) grid: Vec<f32>,
    /// Answers over the window, as its pictures have them.
    pub(super) ground: Answers,
    pub(super) places: Vec<usize>,
    pub(super) rgba: Vec<u8>,
    pub(super) curve: Kept,
    /// Room to look at the network's health.
    pub(super) survey: Survey<f32>,
    /// The gradient check that is going on or was made last.
    pub(super) check: Option<Box<Examination>>,
    /// Of the saved session that was opened last.
    pub(super) left_out: LeftOut,
}

#[wasm_bindgen]
impl Playground {
    /// Creates a playground with the default configuration, changed by `config`.
    ///
    /// # Errors
    /// An unknown setting, a value of the wrong type or outside its limits, or a choice that the
    /// other settings do not allow.
    #[wasm_bindgen(constructor)]
    pub fn new(config: Option<given::Changes>) -> JsResult<Playground> {
        let (config, _) = with(&Config::default(), config)?;
        Ok(Playground::of(Session::new(config)))
    }

    /// Returns the whole configuration.
    pub fn config(&self) -> JsResult<Ts<Config>> {
        to_ts(self.session.config())
    }

    /// Changes settings: all of them, or none where one is wrong. Starts training afresh only where
    /// it must; the returned [`Effect`] says so.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn configure(&mut self, config: given::Changes) -> JsResult<Ts<Effect>> {
        let (config, named) = with(self.session.config(), Some(config))?;
        to_ts(&self.undo.configure(&mut self.session, config, &named, now()?))
    }

    /// Returns the configuration as the readable part of a link. Settings at their default are left
    /// out.
    pub fn link(&self) -> String {
        self.session.config().to_link()
    }

    /// Restores the first weights, or draws those of other settings where `config` names some.
    /// First weights that `prepare` was given stay the first ones until the network, the task or a
    /// setting that decides the draw (seed, initialisers, features) changes.
    ///
    /// # Errors
    /// As for the constructor.
    pub fn reset(&mut self, config: Option<given::Changes>) -> JsResult<Ts<Effect>> {
        let (config, named) = with(self.session.config(), config)?;
        to_ts(&self.undo.restart(&mut self.session, config, &named, now()?))
    }

    /// Takes one training step: one batch, one update.
    ///
    /// # Errors
    /// The network cannot be trained (an activation without slope), or there is no training point.
    pub fn step(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.advance(1, || true).map_err(thrown)?)
    }

    /// Takes steps to the end of the epoch.
    ///
    /// # Errors
    /// As for `step`.
    pub fn epoch(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.epoch().map_err(thrown)?)
    }

    /// Takes steps for `budget_ms` milliseconds, and at most `max_steps` of them. Takes at least
    /// one step (of a batch above 256 samples at least the next 256), unless `max_steps` is below
    /// 1. Without `max_steps` the budget is at most 60,000 ms, because nothing could end the call
    /// before.
    ///
    /// # Errors
    /// As for `step`; a budget that is no number, or too long; a clock that gives no time.
    pub fn train(&mut self, budget_ms: given::Number, max_steps: Option<given::Number>) -> JsResult<Ts<Progress>> {
        let budget = number("budget_ms", &budget_ms)?;
        let max_steps = max_steps.map(|steps| number("max_steps", &steps)).transpose()?;
        for (field, number) in [("budget_ms", budget), ("max_steps", max_steps.unwrap_or(0.0))] {
            if number.is_nan() {
                return Err(thrown(Error::new(Kind::NotFinite, field, "NaN", "a number")));
            }
        }
        if max_steps.is_none() && budget > LONGEST {
            let expected = format!("at most {LONGEST} where max_steps is not given");
            return Err(thrown(Error::new(Kind::OutOfRange, "budget_ms", budget, expected)));
        }
        let start = now()?;
        let deadline = start + budget;
        // The clock costs as much as a small step: it is read again after as many steps as took about
        // a quarter of a millisecond.
        let (mut stride, mut left, mut read) = (1u32, 1u32, start);
        let in_time = || {
            left -= 1;
            if left > 0 {
                return true;
            }
            // A clock that has stopped ends the portion: the next one tells of it.
            let Ok(time) = now() else { return false };
            if time - read < 0.25 {
                stride = (stride * 2).min(4096);
            } else if time - read > 0.5 {
                stride = (stride / 2).max(1);
            }
            (read, left) = (time, stride);
            time < deadline
        };
        let steps = max_steps.map_or(u64::MAX, |steps| steps as u64);
        to_ts(&self.session.advance(steps, in_time).map_err(thrown)?)
    }

    /// Predicts for `inputs`, one point after the other, each with as many numbers as points have
    /// coordinates. Returns numbers for regression, the probability of class 1 for two classes, one
    /// probability per class for more. Losses without probabilities (hinge, squared and absolute
    /// errors) give raw scores. Under binary cross-entropy with more than two classes each class
    /// has its own probability; they need not add up to 1. Certain predictions can round to the
    /// same probability: [`Playground::classes`] says which class is meant.
    ///
    /// # Errors
    /// `inputs` of another length, or with a number that is not finite.
    pub fn predict(&mut self, inputs: given::Numbers) -> JsResult<Vec<f64>> {
        self.session.predict(&numbers("inputs", &inputs)?).map_err(thrown)
    }

    /// Predicts classes for `inputs`, one per point, counted from 0. They are decided by the raw
    /// outputs, as in every figure and picture: with one output by the loss's decision boundary,
    /// with several by the first of the largest. Empty for regression.
    ///
    /// # Errors
    /// As for `predict`.
    pub fn classes(&mut self, inputs: given::Numbers) -> JsResult<Vec<u32>> {
        let classes = self.session.classes(&numbers("inputs", &inputs)?).map_err(thrown)?;
        Ok(classes.into_iter().map(|class| class as u32).collect())
    }

    /// Returns the number of the network's outputs: one, or one per class.
    pub fn outputs(&self) -> usize {
        self.session.config().outputs()
    }

    /// Returns the number of parameters.
    pub fn param_count(&self) -> usize {
        self.session.network().params().len()
    }

    /// Returns all parameters. Each layer has its weights, one row per unit, then its biases, then
    /// a norm's gains and shifts.
    pub fn params(&self) -> Vec<f64> {
        self.session.params()
    }

    /// Replaces all parameters, in the order of `params`.
    ///
    /// # Errors
    /// Another number of parameters, or a value that is not finite or makes the training loss so.
    pub fn set_params(&mut self, params: given::Numbers) -> JsResult<()> {
        let params = numbers("params", &params)?;
        self.undo.params(&mut self.session, now()?, |session| session.set_params(&params)).map_err(thrown)
    }

    /// Returns the gradient of the training objective (the loss with label smoothing and class
    /// weights, plus penalties) over all training samples, in the order of `params`. Runs as for a
    /// prediction: without dropout, and with batch norm's running statistics.
    pub fn gradients(&mut self) -> Vec<f64> {
        self.session.gradients()
    }

    /// Returns the mean loss over all training samples, without penalties, label smoothing and
    /// class weights; nothing without training samples. Like `metrics` and `report` it evaluates
    /// all samples: where the loss is not finite although every batch's was, training rolls back.
    pub fn loss(&mut self) -> Option<f64> {
        self.session.metrics().train.loss
    }

    /// Returns where training stands: epoch, step, samples seen, learning rate, divergence.
    pub fn progress(&self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.progress())
    }

    /// Returns loss and accuracy (or R² and absolute error) on training and test samples.
    pub fn metrics(&mut self) -> JsResult<Ts<Metrics>> {
        to_ts(&self.session.metrics())
    }
}

impl Playground {
    /// Nothing has been done to the session yet.
    pub(super) fn of(session: Session<f32>) -> Self {
        Playground {
            session,
            undo: Undo::default(),
            colors: None,
            selected: None,
            lit: [Vec::new(), Vec::new()],
            grid: Vec::new(),
            ground: Answers::default(),
            places: Vec::new(),
            rgba: Vec::new(),
            curve: Kept::default(),
            survey: Survey::default(),
            check: None,
            left_out: LeftOut::default(),
        }
    }
}

/// A configuration with changes, and which settings those name.
fn with(config: &Config, object: Option<given::Changes>) -> JsResult<(Config, Vec<&'static str>)> {
    let changes: Vec<(String, Value)> = changes(&object.map(JsValue::from).unwrap_or_default())?;
    let config = config.with(changes.iter().map(|(key, value)| (key.as_str(), value.clone()))).map_err(thrown)?;
    let named = |key: &'static str| changes.iter().any(|(name, _)| name == key);
    Ok((config, SETTINGS.iter().map(|setting| setting.key).filter(|key| named(key)).collect()))
}
