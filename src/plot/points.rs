//! The points of a data set on the axes of the plane, on a transparent ground.

use super::Colors;
use super::axes::{Axis, draw_axes, round_ticks};
use super::heat::{Range, between};
use super::surface::{Surface, refused};
use crate::data::Points;
use crate::error::Result;
use crate::nn::Scalar;
use crate::nn::metrics::MOST_CLASSES;
use crate::session::{Session, View};
use plotters_backend::{BackendColor, BackendCoord, DrawingErrorKind};
use serde::Serialize;

/// Where the plane lies on the canvas, in canvas pixels: the place for the heat map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlotArea {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What targets are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Targets {
    /// Numbers, or two classes: low ones are triangles, high ones circles.
    Numbers(Range),
    /// More than two classes, each with a colour and a shape.
    Classes,
}

impl Targets {
    /// Those of a session's points.
    pub fn of<T: Scalar>(session: &Session<T>) -> Targets {
        Targets::new(session.config().classes(), session.target_range())
    }

    /// Of so many classes, 0 for numbers, of which these have the end colours.
    pub fn new(classes: usize, range: [f64; 2]) -> Targets {
        match classes {
            0 => Targets::Numbers(range.into()),
            2 => Targets::Numbers(Range::Unit),
            _ => Targets::Classes,
        }
    }

    /// The colour and the number of the shape that a target has.
    pub(super) fn mark(self, target: f64, colors: &Colors) -> (BackendColor, usize) {
        match self {
            Targets::Numbers(range) => {
                let place = range.place(target);
                (between(colors, place, 1.0), usize::from(place >= 0.5))
            }
            Targets::Classes => {
                let class = (target as usize).min(colors.classes.len() - 1);
                (colors.classes[class], class)
            }
        }
    }
}

/// What is drawn of a data set.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The window.
    pub view: &'a View,
    /// The points; those that are trained on come first.
    pub points: &'a Points,
    /// How many are trained on.
    pub train: usize,
    /// Whether the others are drawn too.
    pub test: bool,
    /// What targets are.
    pub targets: Targets,
}

/// Of more points than these only so many are drawn, at equal distances in their order, which is random.
const MOST_DRAWN: usize = 3000;

impl<'a> Scene<'a> {
    /// What a session has to show.
    pub fn of<T: Scalar>(session: &'a Session<T>) -> Scene<'a> {
        let (points, train) = session.points();
        let test = session.config().show_test;
        Scene { view: session.view(), points, train, test, targets: Targets::of(session) }
    }
}

impl Scene<'_> {
    /// How many points are shown, of all in their order.
    pub fn shown(&self) -> usize {
        if self.test { self.points.len() } else { self.train }
    }

    /// The points that are drawn: those to test with first, so that the others lie on top of them.
    pub fn drawn(&self) -> impl Iterator<Item = usize> {
        let all = self.shown();
        let every = all.div_ceil(MOST_DRAWN).max(1);
        (self.train..all).chain(0..self.train).filter(move |place| place.is_multiple_of(every))
    }

    /// Whether a point lies in the window.
    fn shows(&self, place: usize) -> bool {
        let part = self.view.part(self.points.x(place), self.points.target(place));
        part.iter().all(|part| (-0.001..=1.001).contains(part))
    }
}

/// Draws axes and points; those that are trained on are filled, the others hollow.
pub fn draw_points<B: Surface>(surface: &mut B, colors: &Colors, scene: &Scene<'_>) -> Result<PlotArea> {
    let axis = |[from, to]: [f64; 2], room| {
        // The ends are left to the names of the axes.
        let near = 0.03 * (to - from);
        let ticks = round_ticks(&(from..to), 6.0);
        let inside = ticks.as_slice().iter().copied().filter(|tick| (from + near..to - near).contains(tick));
        Axis { range: from..to, ticks: inside.collect(), label: Some, room }
    };
    let chart = draw_axes(surface, colors, axis(scene.view.x, 28.0), axis(scene.view.y, 26.0), false)?;
    for place in scene.drawn().filter(|&place| scene.shows(place)) {
        let target = scene.points.target(place);
        let (color, shape) = scene.targets.mark(target, colors);
        let x = scene.points.x(place);
        let up = if scene.view.curve { target } else { x[scene.view.axes[1]] };
        let at = chart.at(x[scene.view.axes[0]], up);
        // From the outside in: a rim that stands out from any ground, the colour, a hole. Each
        // smaller shape leaves a ring of the one under it.
        let rings = [(4.0, colors.text), (3.0, color), (1.7, colors.background)];
        let rings = if place < scene.train { &rings[..2] } else { &rings[..] };
        for &(size, color) in rings {
            mark(surface, at, shape, colors.px(size), color).map_err(refused)?;
        }
    }
    Ok(chart.area)
}

/// Corners, the distance of every second one from the middle (as a part of the others'), and the angle of the first one in turns.
/// The second shape is a circle. Of equal look in size.
const SHAPES: [(usize, f64, f64, f64); MOST_CLASSES] = [
    (3, 1.25, 0.5, 0.25),   // triangle
    (0, 1.0, 1.0, 0.0),     // circle
    (4, 1.2, FLAT, 0.125),  // square
    (4, 1.3, FLAT, 0.0),    // diamond
    (4, 1.5, 0.4, 0.0),     // star of four
    (3, 1.25, 0.5, 0.75),   // triangle on its head
    (5, 1.15, 0.809, 0.25), // pentagon
    (4, 1.5, 0.4, 0.125),   // cross
    (5, 1.45, 0.45, 0.25),  // star of five
    (6, 1.1, 0.866, 0.0),   // hexagon
];

/// Of a square: its sides' middles.
const FLAT: f64 = std::f64::consts::FRAC_1_SQRT_2;

fn mark<B: Surface>(
    surface: &mut B,
    (x, y): BackendCoord,
    shape: usize,
    size: u32,
    color: BackendColor,
) -> std::result::Result<(), DrawingErrorKind<B::ErrorType>> {
    let (corners, large, inner, turn) = SHAPES[shape];
    if corners == 0 {
        return surface.draw_circle((x, y), size, &color, true);
    }
    let outline = (0..2 * corners).map(|corner| {
        let radius = f64::from(size) * large * if corner % 2 == 0 { 1.0 } else { inner };
        let angle = (turn + corner as f64 / (2 * corners) as f64) * std::f64::consts::TAU;
        (x + (radius * libm::cos(angle)).round() as i32, y - (radius * libm::sin(angle)).round() as i32)
    });
    surface.fill_polygon(outline, &color)
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn count(notes: &Notes, like: fn(&Mark) -> bool) -> usize {
        notes.marks.iter().filter(|mark| like(mark)).count()
    }

    fn window() -> View {
        View { axes: [0, 1], x: [-6.0, 6.0], y: [-6.0, 6.0], held: vec![0.0; 2], curve: false, turn: 0.0, tilt: 0.0 }
    }

    fn notes(points: &[(f64, f64)], train: usize, targets: Targets) -> (Notes, PlotArea) {
        let mut all = Points::new(2);
        points.iter().for_each(|&(x, target)| all.push(&[x, x], target));
        let mut notes = Notes::new(600, 600);
        let scene = Scene { view: &window(), points: &all, train, test: true, targets };
        let area = draw_points(&mut notes, &super::super::look::sample(), &scene).unwrap();
        (notes, area)
    }

    #[test]
    fn classes_differ_in_shape_and_sets_in_filling() {
        let points = [(1.0, 1.0), (2.0, 1.0), (-1.0, 0.0), (3.0, 0.0)];
        let (notes, area) = notes(&points, 3, Targets::Numbers(Range::Unit));
        let circles = |mark: &Mark| matches!(mark, Mark::Circle { .. });
        let polygons = |mark: &Mark| matches!(mark, Mark::Polygon { .. });
        assert_eq!(count(&notes, circles), 4, "two points of class 1, each with a rim");
        assert_eq!(count(&notes, polygons), 5, "two points of class 0, one with a hole");
        let low = |mark: &Mark| matches!(mark, Mark::Polygon { rgb: (0xe8, 0x71, 0x0a), .. });
        let high = |mark: &Mark| matches!(mark, Mark::Circle { rgb: (0x1a, 0x73, 0xe8), .. });
        assert_eq!((count(&notes, low), count(&notes, high)), (2, 2));
        assert!(area.width > 500 && area.width < 600 && area.height > 500 && area.x > 0 && area.y > 0);
        assert_eq!(notes.texts().iter().filter(|text| **text == "2").count(), 2, "numbers on both axes");
    }

    #[test]
    fn what_lies_outside_the_window_is_left_out() {
        let circles = |mark: &Mark| matches!(mark, Mark::Circle { .. });
        let (notes, _) = notes(&[(5.9, 1.0), (6.1, 1.0), (-100.0, 1.0)], 3, Targets::Numbers(Range::Unit));
        assert_eq!(count(&notes, circles), 2);
    }

    #[test]
    fn of_very_many_points_some_are_drawn() {
        let points: Vec<(f64, f64)> = (0..20_000).map(|_| (0.0, 1.0)).collect();
        let (notes, _) = notes(&points, 10_000, Targets::Numbers(Range::Unit));
        let circles = count(&notes, |mark| matches!(mark, Mark::Circle { .. }));
        assert!((5 * 2000..=5 * MOST_DRAWN).contains(&(2 * circles)), "{circles}");
    }

    #[test]
    fn ten_classes_differ_in_colour_and_shape() {
        let colors = super::super::look::sample();
        let mut drawn: Vec<String> = Vec::new();
        for class in 0..MOST_CLASSES {
            let (notes, _) = notes(&[(1.0, class as f64)], 1, Targets::Classes);
            let [rim, inside] = &notes.marks[notes.marks.len() - 2..] else { panic!("a rim and the colour") };
            let (Mark::Polygon { rgb, .. } | Mark::Circle { rgb, .. }) = inside else { panic!("{inside:?}") };
            assert_eq!(*rgb, colors.classes[class].rgb, "class {class}");
            drawn.push(format!("{rim:?} {:?}", SHAPES[class]));
        }
        for (class, shape) in drawn.iter().enumerate() {
            assert!(!drawn[..class].contains(shape), "class {class}");
        }
    }
}
