//! What there is to learn: data sets and the user's own, the features made of them, their split, the order of batches.

pub mod augment;
pub mod batches;
pub mod csv;
pub mod features;
pub mod own;
pub mod packed;
pub mod points;
pub mod scaling;
pub mod sets;
pub mod split;

pub use augment::{Augment, Mirror};
pub use batches::{Batches, Order, Place};
pub use features::{Feature, Formula, Inputs};
pub use own::{LARGEST, Table, Task};
pub use points::{MOST_COLUMNS, Points};
pub use scaling::{Affine, Scaling};
pub use sets::{DataSet, Problem};

/// The plane that is shown and sampled: both coordinates from −6 to 6.
pub const HALF_WIDTH: f64 = 6.0;

/// A labelled point of the plane. `target` is the number of its class, or any number for regression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where it lies.
    pub x: [f64; 2],
    /// What the network is to answer.
    pub target: f64,
}
