//! A selection as the points that are learned.

use super::choice::Selection;
use crate::data::{Points, Table};

impl Selection {
    /// The points in the order of the rows, none of them parted for training yet.
    pub fn table(&self) -> Table {
        let mut points = Points::new(self.names.len());
        for (x, &target) in self.x.chunks_exact(self.names.len()).zip(&self.targets) {
            points.push(x, target);
        }
        Table::read(self.names.clone(), self.target_name.clone(), self.classes.clone(), points)
    }
}
