//! Where in the network a number is used again: what backpropagation keeps it for.

use super::line::{Place, Reach};
use crate::nn::Scalar;
use crate::session::Session;

impl<T: Scalar> Session<T> {
    /// The places of the picture where a number of a place is a factor, beside its own; see [`Reach`]. None for what there is not.
    pub fn reuse(&self, place: Place, reach: Reach) -> Vec<Place> {
        let Place { column, unit, param } = place;
        if unit >= self.units(column) {
            return Vec::new();
        }
        let at = |column, unit, param| Place { column, unit, param };
        let params = |column, unit| self.parts(column, unit).into_iter();
        match (reach, param) {
            (Reach::Here, None) => Vec::new(),
            (Reach::Here, Some(param)) => {
                let from = params(column, unit).find(|part| part.param == param).and_then(|part| part.from);
                let before = from.map(|from| at(column - 1, from, None));
                before.into_iter().chain([at(column, unit, None)]).collect()
            }
            (Reach::Onward, _) => {
                let behind = 0..self.units(column + 1);
                let weight = |to| params(column + 1, to).find(|part| part.from == Some(unit));
                behind
                    .flat_map(|to| {
                        weight(to).map(|part| [at(column + 1, to, Some(part.param)), at(column + 1, to, None)])
                    })
                    .flatten()
                    .collect()
            }
            (Reach::Back, _) => {
                let own = params(column, unit).map(|part| at(column, unit, Some(part.param)));
                // Nothing is handed on to the features.
                let before = if column > 1 { self.units(column - 1) } else { 0 };
                own.chain((0..before).map(|from| at(column - 1, from, None))).collect()
            }
        }
    }
}
