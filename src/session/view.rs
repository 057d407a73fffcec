//! Which part of which plane the pictures show.

use super::about::extent;
use super::config::Config;
use super::points::finite;
use super::run::Session;
use crate::data::{DataSet, HALF_WIDTH, MOST_COLUMNS, Points, Task};
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::Scalar;
use serde::Serialize;

/// A window on the points: two of their coordinates lie on its axes, the others are held. Over one coordinate the vertical axis is the answer's.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// The coordinates on the horizontal and the vertical axis.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number]"))]
    pub axes: [usize; 2],
    /// From left to right.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number]"))]
    pub x: [f64; 2],
    /// From bottom to top.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number]"))]
    pub y: [f64; 2],
    /// What all coordinates are where the axes do not say: `[columns]`.
    pub held: Vec<f64>,
    /// Whether points have one coordinate.
    pub curve: bool,
    /// Where the landscape is looked at from: the angle around the vertical, and above the plane, both in radians.
    pub turn: f64,
    /// See [`View::turn`].
    pub tilt: f64,
}

/// How many times narrower and wider than the home window a window may be. Numbers on axes have three digits.
const NEAREST: f64 = 200.0;
const FARTHEST: f64 = 20.0;

/// What is left free beside the outermost points, as a part of their width.
const MARGIN: f64 = 0.08;

impl View {
    /// All of the plane, or all points of a table.
    pub(super) fn home(config: &Config, points: &Points, train: usize) -> View {
        let mut view = View {
            axes: [0, usize::from(points.columns() > 1)],
            x: [-HALF_WIDTH, HALF_WIDTH],
            y: [-HALF_WIDTH, HALF_WIDTH],
            held: vec![0.0; points.columns()],
            curve: points.columns() == 1,
            turn: 0.5,
            tilt: 0.6,
        };
        let drawn = matches!(config.task(), Task::Set(set, _) if set != DataSet::Own);
        if !drawn && !points.is_empty() {
            for (column, held) in view.held.iter_mut().enumerate() {
                let part = 0..train.max(1);
                let count = part.len() as f64;
                *held = part.map(|place| points.x(place)[column] / count).sum();
            }
        }
        view.lie_home(drawn, points);
        view
    }

    /// Shows all points, on the axes as they are.
    pub(super) fn lie_home(&mut self, drawn: bool, points: &Points) {
        let place = |place: usize, axis: usize| points.x(place)[self.axes[axis]];
        if !drawn && !points.is_empty() {
            self.x = around((0..points.len()).map(|p| place(p, 0)));
            self.y = around((0..points.len()).map(|p| place(p, 1)));
        } else {
            (self.x, self.y) = ([-HALF_WIDTH, HALF_WIDTH], [-HALF_WIDTH, HALF_WIDTH]);
        }
        if self.curve {
            // As high as drawn curves without noise at least.
            let least = if drawn { &[-1.2, 1.2][..] } else { &[] };
            self.y = around(points.targets().iter().chain(least).copied());
        }
    }

    /// Coordinates of the place at these parts of the window's width and height, from the left and from the top.
    pub fn place(&self, [right, down]: [f64; 2], to: &mut [f64]) {
        to.copy_from_slice(&self.held);
        to[self.axes[0]] = self.x[0] + right * (self.x[1] - self.x[0]);
        if !self.curve {
            to[self.axes[1]] = self.y[1] - down * (self.y[1] - self.y[0]);
        }
    }

    /// The height of the place, in units of the vertical axis.
    pub fn height(&self, down: f64) -> f64 {
        self.y[1] - down * (self.y[1] - self.y[0])
    }

    /// Where a point lies in the window: parts of its width and height, from the left and from the top.
    pub fn part(&self, x: &[f64], target: f64) -> [f64; 2] {
        let up = if self.curve { target } else { x[self.axes[1]] };
        let part = |value: f64, [from, to]: [f64; 2]| (value - from) / (to - from);
        [part(x[self.axes[0]], self.x), 1.0 - part(up, self.y)]
    }

    /// How far a point lies from a place, both in parts of the window: the distance's square.
    pub(super) fn distance_squared(&self, x: &[f64], target: f64, at: [f64; 2]) -> f64 {
        let [right, down] = self.part(x, target);
        (right - at[0]) * (right - at[0]) + (down - at[1]) * (down - at[1])
    }

    /// Shows `factor` times less of the plane, the place at these parts staying where it is.
    pub(super) fn zoom(&mut self, factor: f64, [right, down]: [f64; 2], home: &View) {
        let narrowed = |[from, to]: [f64; 2], part: f64, [first, last]: [f64; 2]| {
            let (wide, most) = (to - from, (last - first) * FARTHEST);
            let width = (wide / factor).clamp((last - first) / NEAREST, most);
            let fixed = from + part * wide;
            [fixed - part * width, fixed + (1.0 - part) * width]
        };
        self.x = narrowed(self.x, right, home.x);
        self.y = narrowed(self.y, 1.0 - down, home.y);
    }

    /// Moves the window by parts of its width and height; the pictures move the other way.
    pub(super) fn pan(&mut self, [right, down]: [f64; 2], home: &View) {
        let moved = |[from, to]: [f64; 2], part: f64, [first, last]: [f64; 2]| {
            let (width, far) = (to - from, (last - first) * FARTHEST);
            let start = (from + part * width).clamp(first - far, last + far);
            [start, start + width]
        };
        self.x = moved(self.x, right, home.x);
        self.y = moved(self.y, -down, home.y);
    }

    /// Looks at the landscape from elsewhere.
    fn walk(&mut self, around: f64, up: f64) {
        let whole = std::f64::consts::TAU;
        self.turn = libm::fmod(self.turn + around, whole);
        self.tilt = (self.tilt + up).clamp(0.1, 1.5);
    }

    /// Puts other coordinates on the axes.
    fn lay(&mut self, axes: [usize; 2]) -> Result<()> {
        let columns = self.held.len();
        for axis in axes {
            if axis >= columns {
                let limits = Limits { min: 0.0, max: (columns - 1) as f64, whole: true, most: None };
                return Err(Error::new(Kind::OutOfRange, "axes", axis, limits.to_string()).within(Some(limits)));
            }
        }
        self.axes = axes;
        Ok(())
    }

    /// Holds a coordinate at a value.
    pub(super) fn hold(&mut self, column: usize, value: f64) -> Result<()> {
        if !value.is_finite() {
            return Err(Error::new(Kind::NotFinite, "held", value, "a finite number"));
        }
        match self.held.get_mut(column) {
            Some(held) => *held = value,
            None => return Err(Error::new(Kind::OutOfRange, "held", column, format!("below {MOST_COLUMNS}"))),
        }
        Ok(())
    }
}

/// The range of numbers and a little more.
fn around(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] = extent(numbers);
    let width = high - low;
    if width > 0.0 && width.is_finite() {
        [low - MARGIN * width, high + MARGIN * width]
    } else {
        [low - 1.0, low + 1.0]
    }
}

impl<T: Scalar> Session<T> {
    /// Which part of which plane the pictures show.
    pub fn view(&self) -> &View {
        &self.view
    }

    fn home(&self) -> View {
        let mut home = View::home(&self.config, &self.points, self.train.len());
        home.axes = self.view.axes;
        home.lie_home(self.shows_plane(), &self.points);
        home
    }

    fn shows_plane(&self) -> bool {
        matches!(self.config.task(), Task::Set(..))
    }

    /// Shows all of it again.
    pub fn view_home(&mut self) {
        self.view = View { held: self.view.held.clone(), ..self.home() };
    }

    /// Whether the window is another than at home.
    pub fn zoomed(&self) -> bool {
        let home = self.home();
        (self.view.x, self.view.y) != (home.x, home.y)
    }

    /// Shows `factor` times less of the plane, the place at these parts of the window staying where it is.
    pub fn zoom(&mut self, factor: f64, at: [f64; 2]) -> Result<()> {
        finite("zoom", &[factor, at[0], at[1]])?;
        let home = self.home();
        self.view.zoom(factor.clamp(1e-3, 1e3), at, &home);
        Ok(())
    }

    /// Moves the window by parts of its width and height.
    pub fn pan(&mut self, by: [f64; 2]) -> Result<()> {
        finite("pan", &by)?;
        let home = self.home();
        self.view.pan(by, &home);
        Ok(())
    }

    /// Looks at the landscape from elsewhere: so far around it and so much from higher up, in radians.
    pub fn walk(&mut self, around: f64, up: f64) -> Result<()> {
        finite("walk", &[around, up])?;
        self.view.walk(around, up);
        Ok(())
    }

    /// Puts other coordinates on the axes, and shows all points.
    pub fn turn(&mut self, axes: [usize; 2]) -> Result<()> {
        self.view.lay(axes)?;
        self.view_home();
        Ok(())
    }

    /// Holds a coordinate that is on no axis at a value.
    pub fn hold(&mut self, column: usize, value: f64) -> Result<()> {
        self.view.hold(column, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(link: &str) -> View {
        Session::<f32>::new(Config::from_link(link).unwrap()).view().clone()
    }

    #[test]
    fn home_shows_the_plane_or_the_curve() {
        let plane = view("data=spiral");
        assert_eq!((plane.axes, plane.x, plane.y, plane.curve), ([0, 1], [-6.0, 6.0], [-6.0, 6.0], false));
        let curve = view("data=sine&noise=40");
        assert!(curve.curve && curve.x == [-6.0, 6.0] && curve.y[0] < -1.2 && curve.y[1] > 1.2, "{curve:?}");
    }

    #[test]
    fn places_and_parts_are_each_others_inverse() {
        let mut view = view("");
        view.zoom(3.0, [0.25, 0.75], &view.clone());
        let mut x = [0.0; 2];
        view.place([0.25, 0.75], &mut x);
        assert_eq!(x, [-3.0, -3.0], "the place that was zoomed into has not moved");
        assert!((view.x[1] - view.x[0] - 4.0).abs() < 1e-12);
        let [right, down] = view.part(&x, 0.0);
        assert!((right - 0.25).abs() < 1e-12 && (down - 0.75).abs() < 1e-12);
        let home = view.clone();
        view.pan([0.5, -0.25], &home);
        view.place([0.25, 0.75], &mut x);
        assert!((x[0] - -1.0).abs() < 1e-12 && (x[1] - -2.0).abs() < 1e-12, "{x:?}");
    }

    #[test]
    fn windows_stay_within_reach() {
        let home = view("");
        let mut view = home.clone();
        (0..1000).for_each(|_| view.zoom(2.0, [0.5, 0.5], &home));
        let narrow = view.x[1] - view.x[0];
        assert!((0.05..0.1).contains(&narrow), "{narrow}");
        (0..1000).for_each(|_| view.zoom(0.5, [0.1, 0.9], &home));
        (0..1000).for_each(|_| view.pan([0.9, 0.9], &home));
        assert!(view.x.iter().chain(&view.y).all(|x| x.is_finite() && x.abs() < 1e3), "{view:?}");
    }

    #[test]
    fn around_is_a_little_more_than_all() {
        assert_eq!(around([1.0, 3.0, 2.0].into_iter()), [0.84, 3.16]);
        assert_eq!(around([5.0, 5.0].into_iter()), [4.0, 6.0]);
    }

    #[test]
    fn the_landscape_is_walked_around_and_never_from_below() {
        let mut session = Session::<f32>::new(Config::default());
        let first = session.view().turn;
        session.walk(1.0, 9.0).unwrap();
        assert!((session.view().turn - first - 1.0).abs() < 1e-12 && session.view().tilt == 1.5);
        session.walk(100.0, -9.0).unwrap();
        assert!(session.view().turn.abs() < 7.0 && session.view().tilt == 0.1);
        assert!(session.walk(f64::NAN, 0.0).is_err());
    }
}
