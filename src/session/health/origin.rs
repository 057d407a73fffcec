//! Units that are dead or flat now, beside what they were at the first weights.

use super::causes::{Case, Start};
use super::signs::{DEAD, FLAT, Sign, SignId};
use crate::nn::Scalar;
use crate::session::config::Config;
use crate::session::run::Session;

/// What the first weights tell of units that are dead or flat later, under these settings.
pub(in crate::session) struct Origin {
    config: Config,
    /// Whether steps overshoot from the start.
    overshoot: Option<Sign>,
    curvature: Option<f64>,
    /// Share of each column's units that are dead there, and of its places that are flat.
    dead: Vec<f64>,
    flat: Vec<f64>,
}

impl<T: Scalar> Session<T> {
    /// Dead units with what the first weights tell of them: they were dead there already; or steps that overshoot have thrown them where they are, and they do not
    /// come back by themselves.
    pub(super) fn explained_dead(&mut self, mut dead: Sign) -> Sign {
        let origin = self.origin();
        let before = origin.dead[dead.column - 1];
        if before >= DEAD.min(dead.shown["share"]) {
            // A curvature beyond all numbers is not shown, and without it neither is what it explains.
            dead.shown.extend(
                origin.curvature.into_iter().flat_map(|curvature| [("start", before), ("curvature", curvature)]),
            );
        } else if let Some(overshoot) = origin.overshoot.clone() {
            dead.shown.extend(overshoot.shown);
            return Sign { id: SignId::Killed, shown: dead.shown, column: dead.column, ..overshoot };
        }
        dead
    }

    /// Whether a column was as flat at the first weights: training has not made it so.
    pub(super) fn began_flat(&mut self, column: usize) -> bool {
        self.origin().flat[column - 1] >= FLAT
    }

    fn origin(&mut self) -> &Origin {
        // Costly, and the same for the same settings.
        let known = self.origin.take().filter(|origin| origin.config == self.config);
        let origin = known.unwrap_or_else(|| Case::of(self).origin());
        self.origin.insert(origin)
    }
}

impl<T: Scalar> Case<'_, T> {
    fn origin(&self) -> Origin {
        let (config, overshoot) = (self.session.config.clone(), self.overshoot());
        let Start { curvature, dead, flat, .. } = &self.start;
        Origin { config, overshoot, curvature: *curvature, dead: dead.clone(), flat: flat.clone() }
    }
}
