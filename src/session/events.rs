//! What a person changed in the midst of training, and when: marks on the curve.

use super::run::Session;
use crate::nn::Scalar;
use serde::Serialize;

/// Most events that are kept: the last ones.
const MOST: usize = 64;

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", content = "key", rename_all = "kebab-case")]
pub enum What {
    /// The setting of this name.
    Setting(&'static str),
    /// Weights, by hand.
    Weights,
    /// Points.
    Data,
}

/// A change and when it was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Epochs trained by then, with the part of the one under way.
    pub epoch: f64,
    /// What was changed.
    pub what: What,
}

/// The last events, oldest first.
#[derive(Clone, Debug)]
pub(super) struct Events(Vec<Event>);

impl Events {
    /// None yet, and room for all that are to come.
    pub(super) fn new() -> Self {
        Events(Vec::with_capacity(MOST))
    }

    /// Notes a change. What was noted of a later moment has been taken back with the training that led there.
    fn note(&mut self, event: Event) {
        self.0.retain(|known| known.epoch <= event.epoch);
        if self.0.contains(&event) {
            return;
        }
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(event);
    }

    /// Takes in an event that was saved, behind the others.
    pub(super) fn put(&mut self, event: Event) {
        if self.0.len() < MOST && self.0.last().is_none_or(|last| last.epoch <= event.epoch) {
            self.0.push(event);
        }
    }

    /// Those up to an epoch.
    fn until(&self, epoch: f64) -> &[Event] {
        &self.0[..self.0.partition_point(|event| event.epoch <= epoch)]
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T: Scalar> Session<T> {
    /// Marks the present moment on the curve. The same change at the same moment is one event, however often it is made.
    pub fn note(&mut self, what: What) {
        let epoch = self.batches.epochs();
        self.events.note(Event { epoch, what });
    }

    /// What was changed up to now, oldest first.
    pub fn events(&self) -> &[Event] {
        self.events.until(self.batches.epochs())
    }

    /// Marks changed settings, or points that were changed by hand, once there is training that they change.
    pub(super) fn note_settings(&mut self, keys: &[&'static str], points: bool) {
        if self.trainer.steps() == 0 {
            return;
        }
        if points {
            self.note(What::Data);
            return;
        }
        keys.iter().for_each(|key| self.note(What::Setting(key)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Config, Value};

    fn set(session: &mut Session<f32>, key: &str, value: Value) {
        session.configure(session.config().with([(key, value)]).unwrap());
    }

    #[test]
    fn changes_are_marked_where_they_are_made() {
        let mut session = Session::<f32>::new(Config::default());
        set(&mut session, "lr", Value::Number(0.3));
        assert_eq!(session.events(), [], "before training there is nothing to mark");
        session.epoch().unwrap();
        for lr in [0.1, 0.2, 0.05] {
            set(&mut session, "lr", Value::Number(lr));
        }
        set(&mut session, "log_loss", Value::Flag(true));
        session.epoch().unwrap();
        set(&mut session, "noise", Value::Number(20.0));
        session.note(What::Weights);
        session.note(What::Weights);
        let event = |epoch, what| Event { epoch, what };
        let (lr, noise) = (event(1.0, What::Setting("lr")), event(2.0, What::Setting("noise")));
        assert_eq!(session.events(), [lr, noise, event(2.0, What::Weights)]);

        set(&mut session, "loss", Value::Text("mse".to_owned()));
        assert_eq!(session.events(), [event(2.0, What::Setting("loss"))], "the curve begins here");
        session.reset();
        assert_eq!(session.events(), []);
    }

    #[test]
    fn edited_parameters_are_marked() {
        let mut session = Session::<f32>::new(Config::default());
        session.epoch().unwrap();
        let params = session.params();
        session.set_params(&params).unwrap();
        assert_eq!(session.events(), [Event { epoch: 1.0, what: What::Weights }]);
    }

    #[test]
    fn painted_points_are_marked_as_points() {
        let mut session = Session::<f32>::new(Config::default());
        session.epoch().unwrap();
        let painted = session.painted([0.5, 0.5], 0.0).unwrap();
        assert!(!session.configure(painted).reset);
        assert_eq!(session.events(), [Event { epoch: 1.0, what: What::Data }]);
    }

    #[test]
    fn the_last_ones_are_kept() {
        let mut events = Events::new();
        for epoch in 0..1000 {
            events.note(Event { epoch: f64::from(epoch), what: What::Data });
        }
        assert_eq!((events.0.len(), events.0[0].epoch), (MOST, 936.0));
        assert_eq!(events.until(940.5).len(), 5);
        events.note(Event { epoch: 937.0, what: What::Weights });
        assert_eq!(events.0.len(), 3, "what was taken back is forgotten");
    }
}
