//! Schedules: how the learning rate changes from epoch to epoch.
//!
//! Each is PyTorch's of the same name with `scheduler.step()` at the end of every epoch, in its closed form: the rate of an epoch follows
//! from its number, so that settings can change while training goes on. Only the plateau has a memory.

pub mod curves;
pub mod plateau;

use crate::nn::registry::registry;
pub use plateau::Plateau;

registry! {
    /// The schedules. A new one is a static of `curves.rs` and a line here.
    Schedule, dyn ScheduleOp {
        Constant "constant" => curves::CONSTANT,
        Step "step" => curves::STEP,
        Exponential "exponential" => curves::EXPONENTIAL,
        Cosine "cosine" => curves::COSINE,
        Restarts "cosine-restarts" => curves::RESTARTS,
        WarmUp "warm-up" => curves::WARM_UP,
        OneCycle "one-cycle" => curves::ONE_CYCLE,
        Plateau "plateau" => curves::PLATEAU,
    }
}

/// What shapes a schedule; each reads what it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Epochs of a stair, a half-wave, a warm-up, a cycle, or of patience.
    pub every: u32,
    /// What the rate is multiplied by, or starts from as a part of the base rate.
    pub gamma: f64,
    /// How many times longer each wave is than the one before.
    pub mult: u32,
    /// The rate that a schedule does not fall below. Where the base rate is lower, that one stays.
    pub low: f64,
}

/// A part of [`Shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`Shape::every`].
    Every,
    /// [`Shape::gamma`].
    Gamma,
    /// [`Shape::mult`].
    Mult,
    /// [`Shape::low`].
    Low,
}

/// A learning rate as a function of time.
pub trait ScheduleOp: Sync {
    /// What it starts from when nothing else is said: PyTorch's defaults, and lengths that fit a page.
    fn defaults(&self) -> Shape;

    /// What it reads.
    fn uses(&self) -> &'static [Part];

    /// The rate of an epoch, counted from 0. `lr` is the base rate.
    fn lr(&self, lr: f64, epoch: u64, shape: &Shape) -> f64;
}

/// A schedule under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scheduler {
    /// Which one.
    pub schedule: Schedule,
    /// Its shape.
    pub shape: Shape,
    /// Epochs since it began.
    pub epoch: u64,
    /// What the plateau remembers.
    pub plateau: Plateau,
}

impl Scheduler {
    /// At its beginning.
    pub fn new(schedule: Schedule, shape: Shape) -> Self {
        Scheduler { schedule, shape, epoch: 0, plateau: Plateau::default() }
    }

    /// The rate of the epoch under way.
    pub fn lr(&self, base: f64) -> f64 {
        // Where PyTorch's `CosineAnnealingLR` climbs to an `eta_min` above the base rate, this one stays at the base
        // rate: a lowest rate is a limit, as the plateau's is there too.
        let shape = Shape { low: self.shape.low.min(base), ..self.shape };
        match self.schedule {
            Schedule::Plateau => (base * self.plateau.factor).max(shape.low),
            other => other.op().lr(base, self.epoch, &shape),
        }
    }

    /// Whether [`Scheduler::epoch_ended`] wants to know the loss.
    pub fn wants_loss(&self) -> bool {
        self.schedule == Schedule::Plateau
    }

    /// Counts an epoch that ended with this loss; `base` is its base rate.
    pub fn epoch_ended(&mut self, base: f64, loss: f64) {
        let lr = self.lr(base);
        self.epoch += 1;
        if self.wants_loss() {
            self.plateau.watch(loss, lr, &self.shape);
        }
    }
}
