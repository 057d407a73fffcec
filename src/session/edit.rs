//! How points are changed: each change is another configuration, which is taken as any other.

use super::config::Config;
use super::points::finite;
use super::run::Session;
use super::view::View;
use crate::data::{MOST_COLUMNS, Problem};
use crate::error::{Error, Kind, Result};
use crate::nn::Scalar;
use crate::nn::metrics::MOST_CLASSES;

impl<T: Scalar> Session<T> {
    /// The configuration with one more point to train on, at a place of the window. Over one coordinate the height is the target.
    pub fn painted(&self, at: [f64; 2], target: f64) -> Result<Config> {
        finite("paint", &[at[0], at[1], target])?;
        let mut table = self.config.as_table();
        let mut x = [0.0; MOST_COLUMNS];
        let x = &mut x[..self.points.columns()];
        self.view.place(at, x);
        let target = if self.view.curve { self.view.height(at[1]) } else { target };
        if table.problem == Problem::Classification && !(0.0..MOST_CLASSES as f64).contains(&target) {
            return Err(Error::new(Kind::OutOfRange, "paint", target, format!("a class below {MOST_CLASSES}")));
        }
        table.add(x, if table.problem == Problem::Classification { target.trunc() } else { target });
        self.config.edited(table)
    }

    /// The configuration without the points within a part of the window's width around a place of it.
    pub fn erased(&self, at: [f64; 2], within: f64) -> Result<Config> {
        finite("erase", &[at[0], at[1], within])?;
        let mut table = self.config.as_table();
        let points = table.points.clone();
        let distance = |place| self.view.distance_squared(points.x(place), points.target(place), at);
        table.remove(|place| distance(place) <= within * within);
        self.config.edited(table)
    }

    /// The configuration with a point moved to a place of the window. Its coordinates that are on no axis stay.
    pub fn moved(&self, point: usize, at: [f64; 2]) -> Result<Config> {
        finite("move", &at)?;
        let mut table = self.config.as_table();
        if point >= table.points.len() {
            return Err(Error::new(Kind::OutOfRange, "point", point, format!("below {}", table.points.len())));
        }
        let view = View { held: table.points.x(point).to_vec(), ..self.view.clone() };
        view.place(at, table.points.x_mut(point));
        if view.curve {
            *table.points.target_mut(point) = view.height(at[1]);
        }
        self.config.edited(table)
    }

    /// The configuration without any point.
    pub fn cleared(&self) -> Result<Config> {
        let mut table = self.config.as_table();
        table.remove(|_| true);
        self.config.edited(table)
    }
}
