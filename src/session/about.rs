//! What the data are: names, ranges, and how they look at a glance.

use super::config::Config;
use super::run::Session;
use super::view::View;
use crate::data::{DataSet, Feature, HALF_WIDTH, Point, Points, Problem, Table, Task};
use crate::nn::loss::Kind;
use crate::nn::{Choice, Scalar};
use serde::Serialize;

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
    /// The network's answers.
    pub answers: AnswerKind,
    /// The answers of the network that have the end colours: those of a sure network, where they
    /// are about classes.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number]"))]
    pub ends: [f64; 2],
    /// From the smallest to the largest value of each coordinate.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number][]"))]
    pub spans: Vec<[f64; 2]>,
}

/// Kinds of answers that a network gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum AnswerKind {
    /// A probability of each class.
    Probabilities,
    /// Raw outputs that stand for classes: the larger, the surer. Their loss knows no
    /// probabilities.
    Scores,
    /// Numbers in the units of the target.
    Numbers,
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

impl<T: Scalar> Session<T> {
    /// What the data are.
    pub fn about(&self) -> About {
        let table = (self.config.data == DataSet::Own).then_some(&self.config.own);
        let columns = self.points.columns();
        let span = |column: usize| span((0..self.points.len()).map(|place| self.points.x(place)[column]));
        About {
            problem: self.config.problem(),
            columns: table.map_or_else(|| Table::names(columns), |table| table.columns.clone()),
            offered: Feature::ALL.iter().copied().filter(|feature| feature.made_of(columns)).collect(),
            features: self.inputs().features().collect(),
            target: table.map_or_else(|| "y".to_owned(), |table| table.target.clone()),
            classes: table.map(|table| table.classes.clone()).unwrap_or_default(),
            range: self.target_range(),
            answers: self.answer_kind(),
            ends: self.answer_ends(),
            spans: (0..columns).map(span).collect(),
        }
    }

    /// The names of the window's axes; those of the plane are x₁ and x₂.
    pub fn axes(&self) -> [&str; 2] {
        let own = self.config.data == DataSet::Own;
        self.view.axes.map(|axis| if own { self.config.own.columns[axis].as_str() } else { ["x₁", "x₂"][axis] })
    }

    /// Which numbers have the end colours: −1 and 1 over the plane, the smallest and the largest of a table.
    pub fn target_range(&self) -> [f64; 2] {
        span_of(&self.config, &self.points)
    }

    /// Returns the kind of the network's answers.
    pub fn answer_kind(&self) -> AnswerKind {
        match (self.config.classes(), self.config.loss.kind()) {
            (0, _) => AnswerKind::Numbers,
            (_, Kind::Logits) => AnswerKind::Probabilities,
            (_, Kind::Margins | Kind::Numbers) => AnswerKind::Scores,
        }
    }

    /// Returns the answers that have the end colours, in the units of the target.
    pub fn answer_ends(&self) -> [f64; 2] {
        if self.config.classes() == 0 { self.target_range() } else { self.config.loss.kind().ends() }
    }

    /// Returns the scale of the first answer, which is the one that pictures show.
    pub fn target_scale(&self) -> crate::data::Affine {
        self.scaling.target(0)
    }
}

fn span_of(config: &Config, points: &Points) -> [f64; 2] {
    match config.task() {
        Task::Read(_) if config.classes() == 0 => span(points.targets().iter().copied()),
        _ => [-1.0, 1.0],
    }
}

/// The smallest and the largest; infinite where there is none.
pub(super) fn extent(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    numbers.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| [low.min(x), high.max(x)])
}

/// From the smallest to the largest; around it where they are alike.
fn span(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] = extent(numbers);
    match (high > low, low.is_finite()) {
        (true, _) => [low, high],
        (false, true) => [low - 1.0, low + 1.0],
        _ => [-1.0, 1.0],
    }
}
