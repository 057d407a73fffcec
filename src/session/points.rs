//! The points: what is shown of them, what is asked about a place among them, and how they are changed.

use super::config::Config;
use super::run::Session;
use super::view::View;
use crate::data::{DataSet, Feature, HALF_WIDTH, MOST_COLUMNS, Point, Points, Problem, Task};
use crate::error::{Error, Kind, Result};
use crate::nn::metrics::MOST_CLASSES;
use crate::nn::{Choice, Scalar};
use serde::Serialize;
use std::ops::Range;

/// What the data are: for controls, legends and axes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct About {
    /// Classes or numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"classification\" | \"regression\""))]
    pub problem: Problem,
    /// Names of the coordinates. `x1` and so on where they are those of the plane.
    pub columns: Vec<String>,
    /// The features that can be made of these coordinates; none where all of them are inputs as they are.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub offered: Vec<Feature>,
    /// Those of them that are inputs.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub features: Vec<Feature>,
    /// Name of what is answered.
    pub target: String,
    /// Names of the classes, as far as they have any but their numbers.
    pub classes: Vec<String>,
    /// Which numbers have the end colours, where answers are numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number]"))]
    pub range: [f64; 2],
    /// From the smallest to the largest value of each coordinate.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number][]"))]
    pub spans: Vec<[f64; 2]>,
}

/// What the network says of one place, and how.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Probe {
    /// Its coordinates.
    pub x: Vec<f64>,
    /// A probability for each class, or the number.
    pub answers: Vec<f64>,
    /// The likeliest class.
    pub class: Option<f64>,
    /// What each unit gives, column by column of the network's picture: inputs, hidden layers, outputs.
    pub layers: Vec<Vec<f64>>,
    /// The point that lies nearest, if one lies near: its number.
    pub point: Option<f64>,
    /// What that point's answer should be.
    pub target: Option<f64>,
}

/// A data set at a glance: points of the plane as it is drawn, without noise and with as many classes as it usually has; the user's own as they are.
pub fn glance(set: DataSet, config: &Config) -> Glance {
    let on_plane = |view: &View, points: &Points, place: usize| {
        let target = points.target(place);
        let [right, down] = view.part(points.x(place), target);
        Point { x: [(2.0 * right - 1.0) * HALF_WIDTH, (1.0 - 2.0 * down) * HALF_WIDTH], target }
    };
    let config = if set == DataSet::Own {
        Config { data: set, classes: config.own.classes_in_use(), own: config.own.clone(), ..Config::default() }
    } else {
        Config { data: set, classes: set.usual_classes(), noise: 0.0, samples: GLANCE, ..Config::default() }
    };
    let (points, train) = config.points();
    let view = View::home(&config, &points, train);
    let every = points.len().div_ceil(GLANCE as usize).max(1);
    let all = (0..points.len()).step_by(every).map(|place| on_plane(&view, &points, place)).collect();
    Glance { points: all, classes: config.classes(), range: span_of(&config, &points) }
}

/// What is seen of a data set at a glance.
pub struct Glance {
    /// Its points, on the plane.
    pub points: Vec<Point>,
    /// Classes; 0 where answers are numbers.
    pub classes: usize,
    /// Which numbers have the end colours, where answers are numbers.
    pub range: [f64; 2],
}

/// Points of a data set at a glance.
const GLANCE: u32 = 400;

/// How near a point must lie to be meant, as a part of the window's width.
const NEAR: f64 = 0.025;

impl<T: Scalar> Session<T> {
    /// What the data are.
    pub fn about(&self) -> About {
        let table = (self.config.data == DataSet::Own).then_some(&self.config.own);
        let columns = self.points.columns();
        let span = |column: usize| span((0..self.points.len()).map(|place| self.points.x(place)[column]));
        About {
            problem: self.config.problem(),
            columns: table.map_or_else(|| crate::data::Table::names(columns), |table| table.columns.clone()),
            offered: Feature::ALL.iter().copied().filter(|feature| feature.made_of(columns)).collect(),
            features: self.inputs().features().collect(),
            target: table.map_or_else(|| "y".to_owned(), |table| table.target.clone()),
            classes: table.map(|table| table.classes.clone()).unwrap_or_default(),
            range: self.target_range(),
            spans: (0..columns).map(span).collect(),
        }
    }

    /// Which numbers have the end colours: −1 and 1 over the plane, the smallest and the largest of a table.
    pub fn target_range(&self) -> [f64; 2] {
        span_of(&self.config, &self.points)
    }

    /// How targets that are numbers reach the network.
    pub fn target_scale(&self) -> crate::data::Affine {
        self.scaling.target
    }

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

    /// Puts other coordinates on the axes, and shows all points.
    pub fn turn(&mut self, axes: [usize; 2]) -> Result<()> {
        self.view.turn(axes)?;
        self.view_home();
        Ok(())
    }

    /// Holds a coordinate that is on no axis at a value.
    pub fn hold(&mut self, column: usize, value: f64) -> Result<()> {
        self.view.hold(column, value)
    }

    /// What the network says of the place at these parts of the window.
    pub fn probe(&mut self, at: [f64; 2]) -> Result<Probe> {
        finite("probe", &at)?;
        let mut x = vec![0.0; self.points.columns()];
        self.view.place(at, &mut x);
        let point = self.nearest(at, NEAR);
        if let Some(point) = point {
            x.copy_from_slice(self.points.x(point));
        }
        let layers = self.values_at(&x);
        let outputs = layers.last().map(Vec::as_slice).unwrap_or_default();
        let answers = match (self.config.classes(), outputs) {
            (0, all) => all.iter().map(|&y| self.scaling.target.to_people(y)).collect(),
            (2, &[p]) => vec![1.0 - p, p],
            (_, all) => all.to_vec(),
        };
        let class = (self.config.classes() > 0).then(|| likeliest(&answers) as f64);
        let target = point.map(|point| self.points.target(point));
        Ok(Probe { x, answers, class, layers, point: point.map(|point| point as f64), target })
    }

    /// The point that lies nearest to a place of the window, if any lies within this part of its width.
    pub fn nearest(&self, at: [f64; 2], within: f64) -> Option<usize> {
        let distance = |place: usize| {
            let [right, down] = self.view.part(self.points.x(place), self.points.target(place));
            (right - at[0]) * (right - at[0]) + (down - at[1]) * (down - at[1])
        };
        let near = (0..self.points.len()).map(|place| (place, distance(place)));
        near.filter(|(_, distance)| *distance <= within * within).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(p, _)| p)
    }

    /// Names the points among these that are answered with another class than theirs.
    pub fn wrong(&mut self, points: Range<usize>, mut give: impl FnMut(usize)) {
        self.points_through(points, true, |points, first, rows| {
            for s in 0..rows[0].len() {
                let class = match rows {
                    [p] => usize::from(p[s] >= T::from_f64(0.5)),
                    rows => (1..rows.len()).fold(0, |best, of| if rows[of][s] > rows[best][s] { of } else { best }),
                };
                if points.target(first + s) != class as f64 {
                    give(first + s);
                }
            }
        });
    }

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
        table.remove(|place| {
            let [right, down] = self.view.part(points.x(place), points.target(place));
            (right - at[0]) * (right - at[0]) + (down - at[1]) * (down - at[1]) <= within * within
        });
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

fn span_of(config: &Config, points: &Points) -> [f64; 2] {
    match config.task() {
        Task::Read(_) if config.classes() == 0 => span(points.targets().iter().copied()),
        _ => [-1.0, 1.0],
    }
}

/// The place of the largest number.
fn likeliest(answers: &[f64]) -> usize {
    (0..answers.len()).max_by(|&a, &b| answers[a].total_cmp(&answers[b]).then(b.cmp(&a))).unwrap_or(0)
}

/// From the smallest to the largest; around it where they are alike.
fn span(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    match (high > low, low.is_finite()) {
        (true, _) => [low, high],
        (false, true) => [low - 1.0, low + 1.0],
        _ => [-1.0, 1.0],
    }
}

fn finite(field: &str, numbers: &[f64]) -> Result<()> {
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(number) => Err(Error::new(Kind::NotFinite, field, number, "finite numbers")),
        None => Ok(()),
    }
}
