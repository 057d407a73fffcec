//! How points are changed: each change is another configuration, which is taken as any other.

use super::config::Config;
use super::points::{finite, learnable};
use super::run::Session;
use super::view::View;
use crate::data::{MOST_COLUMNS, Problem};
use crate::error::{Error, Kind, Result};
use crate::nn::Scalar;
use crate::nn::metrics::MOST_CLASSES;

/// A number of the window's axis as a hand means it: no finer than a ten-thousandth of the axis, and written shortly.
fn rounded(x: f64, [low, high]: [f64; 2]) -> f64 {
    let span = (high - low).abs();
    let mut scale = 1.0;
    while span * scale < 1e4 && scale < 1e12 {
        scale *= 10.0;
    }
    if span > 0.0 { (x * scale).round() / scale } else { x }
}

impl View {
    /// The coordinates of a place of the window; those on no axis stay as they are in `x`.
    fn place_by_hand(&self, at: [f64; 2], x: &mut [f64]) {
        let ends = [[0.0, 0.0], [1.0, 1.0]].map(|corner| {
            let mut end = x.to_vec();
            self.place(corner, &mut end);
            end
        });
        self.place(at, x);
        for (column, x) in x.iter_mut().enumerate() {
            *x = rounded(*x, [ends[0][column], ends[1][column]]);
        }
    }

    /// The same of a height.
    fn height_by_hand(&self, at: f64) -> f64 {
        rounded(self.height(at), [self.height(0.0), self.height(1.0)])
    }
}

impl<T: Scalar> Session<T> {
    /// The configuration with one more point to train on, at a place of the window. Over one coordinate the height is the target.
    pub fn painted(&self, at: [f64; 2], target: f64) -> Result<Config> {
        finite("paint", &[at[0], at[1], target])?;
        let mut table = self.config.as_table();
        let mut x = [0.0; MOST_COLUMNS];
        let x = &mut x[..self.points.columns()];
        self.view.place_by_hand(at, x);
        let target = if self.view.curve { self.view.height_by_hand(at[1]) } else { target };
        if table.problem == Problem::Classification && !(0.0..MOST_CLASSES as f64).contains(&target) {
            return Err(Error::new(Kind::OutOfRange, "paint", target, format!("a class below {MOST_CLASSES}")));
        }
        learnable("paint", x, target)?;
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
        view.place_by_hand(at, table.points.x_mut(point));
        if view.curve {
            *table.points.target_mut(point) = view.height_by_hand(at[1]);
        }
        learnable("move", table.points.x(point), table.points.target(point))?;
        self.config.edited(table)
    }

    /// The configuration without any point.
    pub fn cleared(&self) -> Result<Config> {
        let mut table = self.config.as_table();
        table.remove(|_| true);
        self.config.edited(table)
    }
}
