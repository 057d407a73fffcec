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
    /// A playground under the default configuration but for the settings given. Throws where one is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(config: Option<given::Changes>) -> JsResult<Playground> {
        let (config, _) = with(&Config::default(), config)?;
        Ok(Playground::of(Session::new(config)))
    }

    /// The configuration, whole.
    pub fn config(&self) -> JsResult<Ts<Config>> {
        to_ts(self.session.config())
    }

    /// Changes the settings given, all or none. Resets the network only where it must.
    pub fn configure(&mut self, config: given::Changes) -> JsResult<Ts<Effect>> {
        let (config, named) = with(self.session.config(), Some(config))?;
        to_ts(&self.undo.configure(&mut self.session, config, &named, now()?))
    }

    /// The configuration as the readable part of a link, defaults left out.
    pub fn link(&self) -> String {
        self.session.config().to_link()
    }

    /// Back to the first weights, the same ones again; or to those of other settings, where some are given. First weights that `prepare` was given stay the first ones
    /// while the network, the task and what decides the draw (seed, initialisers, features) stay, and are not named here.
    pub fn reset(&mut self, config: Option<given::Changes>) -> JsResult<Ts<Effect>> {
        let (config, named) = with(self.session.config(), config)?;
        to_ts(&self.undo.restart(&mut self.session, config, &named, now()?))
    }

    /// Takes one step: one batch, one update.
    pub fn step(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.advance(1, || true).map_err(thrown)?)
    }

    /// Takes steps to the end of the epoch.
    pub fn epoch(&mut self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.epoch().map_err(thrown)?)
    }

    /// Takes steps for so many milliseconds, at most `max_steps`; without `max_steps` for a minute at most. Takes one, or the next 256 samples of one whose batch is larger, however little
    /// time there is, unless `max_steps` is below 1.
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

    /// Predictions for `inputs`, so many numbers per sample as points have coordinates. Numbers as
    /// they are; of two classes the probability of class 1; of more classes a probability for each,
    /// sample after sample. Under losses that know no probabilities (hinge, squared and absolute
    /// errors) they are the raw outputs, the classes' scores; probabilities of binary cross-entropy
    /// on more than two classes are each class's own, and need not add up to 1. Sure answers round
    /// to the same probability: [`Playground::classes`] says which class is meant.
    pub fn predict(&mut self, inputs: given::Numbers) -> JsResult<Vec<f64>> {
        self.session.predict(&numbers("inputs", &inputs)?).map_err(thrown)
    }

    /// Returns the classes that the network says for `inputs`, one per sample, from 0: by its raw
    /// outputs, as in all figures and pictures. With one output class 1 from the loss's boundary
    /// on, with several the first of the largest. Empty where answers are numbers.
    pub fn classes(&mut self, inputs: given::Numbers) -> JsResult<Vec<u32>> {
        let classes = self.session.classes(&numbers("inputs", &inputs)?).map_err(thrown)?;
        Ok(classes.into_iter().map(|class| class as u32).collect())
    }

    /// Outputs of the network: one, or one for each class.
    pub fn outputs(&self) -> usize {
        self.session.config().outputs()
    }

    /// How many parameters there are.
    pub fn param_count(&self) -> usize {
        self.session.network().params().len()
    }

    /// All parameters: for each layer its weights, one row per unit, then its biases; gains and shifts of a norm
    /// after those.
    pub fn params(&self) -> Vec<f64> {
        self.session.params()
    }

    /// Replaces all parameters.
    pub fn set_params(&mut self, params: given::Numbers) -> JsResult<()> {
        let params = numbers("params", &params)?;
        self.undo.params(&mut self.session, now()?, |session| session.set_params(&params)).map_err(thrown)
    }

    /// The gradient of what training lowers (the loss with smoothed labels and class weights, and penalties) over all training
    /// samples, in the order of `params()`. As for an answer: nothing is dropped, batch norm takes its running statistics.
    pub fn gradients(&mut self) -> Vec<f64> {
        self.session.gradients()
    }

    /// The loss over all training samples, without penalty, smoothing and class weights. Like `metrics` and `report` it looks at all
    /// samples: where that loss is not finite although every batch's was, training goes back to where it was.
    pub fn loss(&mut self) -> Option<f64> {
        self.session.metrics().train.loss
    }

    /// Where training stands.
    pub fn progress(&self) -> JsResult<Ts<Progress>> {
        to_ts(&self.session.progress())
    }

    /// Loss and how good the answers are, on training and test samples.
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
