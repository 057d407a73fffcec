//! The network's answer as a landscape: seen from above and from a side.

use super::heat::{between, mixed};
use super::surface::{Stroke, Surface, Writing, refused};
use super::{Colors, Ground};
use crate::error::Result;
use crate::session::{Answers, View};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord};

/// How high the end of the range lies, where half the plane's width is 1.
const HEIGHT: f64 = 0.9;

/// Room around it, as a part of the surface's smaller side.
const MARGIN: f64 = 0.34;

/// How far its colours are from the middle.
const DEPTH: f64 = 0.8;

/// Where a point of the landscape is seen: across, upwards (both in units of half the plane's width).
struct Eye {
    turn: (f64, f64),
    tilt: (f64, f64),
    middle: (f64, f64),
    unit: f64,
}

impl Eye {
    fn new(view: &View, size: (u32, u32)) -> Eye {
        let of = |angle: f64| (libm::sin(angle), libm::cos(angle));
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        Eye {
            turn: of(view.turn),
            tilt: of(view.tilt),
            middle: (width / 2.0, height * 0.58),
            unit: width.min(height) * MARGIN,
        }
    }

    /// `x` and `y` from −1 to 1, `z` from 0 to 1.
    fn pixel(&self, [x, y, z]: [f64; 3]) -> BackendCoord {
        let (across, away) = (x * self.turn.1 - y * self.turn.0, x * self.turn.0 + y * self.turn.1);
        let up = away * self.tilt.0 + z * HEIGHT * self.tilt.1;
        let at = (self.middle.0 + across * self.unit, self.middle.1 - up * self.unit);
        (at.0.round() as i32, at.1.round() as i32)
    }
}

/// Draws answers at `cells²` places, row by row from the plane's upper left corner, and the axes'
/// names. Numbers and answers about two classes rise from the low end of their range to the high
/// one; of more classes the answer of the one that is said is the height, and the colour its own.
pub fn draw_relief<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    view: &View,
    answers: &Answers,
    ground: Ground,
    names: [&str; 2],
) -> Result<()> {
    let Answers { values, classes } = answers;
    let all = if classes.is_empty() { values.len() } else { classes.len() };
    let cells = (all as f64).sqrt().round() as usize;
    if cells < 2 {
        return Ok(());
    }
    let eye = Eye::new(view, surface.get_size());
    // Of several classes the one that is said; its answers come behind those of the classes before
    // it.
    let many = matches!(ground, Ground::Classes(_));
    let said = |at: usize| if many { usize::from(classes[at]) } else { 0 };
    let height = |row: usize, column: usize| {
        let at = row * cells + column;
        ground.range().place(f64::from(values[said(at) * all + at]))
    };
    let color = |row: usize, column: usize| -> BackendColor {
        let corners = [(0, 0), (0, 1), (1, 1), (1, 0)].map(|(down, right)| height(row + down, column + right));
        let mean = corners.iter().sum::<f64>() / 4.0;
        if many {
            mixed(colors.middle, colors.classes[said(row * cells + column)], mean * DEPTH)
        } else {
            between(colors, mean, DEPTH)
        }
    };
    let last = (cells - 1) as f64;
    let flat = |row: usize, column: usize| (2.0 * column as f64 / last - 1.0, 1.0 - 2.0 * row as f64 / last);
    let corner = |row: usize, column: usize| {
        let (x, y) = flat(row, column);
        eye.pixel([x, y, height(row, column)])
    };
    frame(surface, colors, &eye, names)?;
    // From far to near: the order along each axis depends on where it is looked from.
    let order = |step: usize, backwards: bool| if backwards { cells - 2 - step } else { step };
    let mesh = Stroke { color: colors.background.mix(0.35), width: colors.px(0.5) };
    for i in 0..cells - 1 {
        for j in 0..cells - 1 {
            let (row, column) = (order(i, eye.turn.1 < 0.0), order(j, eye.turn.0 >= 0.0));
            let quad =
                [corner(row, column), corner(row, column + 1), corner(row + 1, column + 1), corner(row + 1, column)];
            surface.fill_polygon(quad, &color(row, column)).map_err(refused)?;
            surface.draw_path([quad[0], quad[1], quad[2]], &mesh).map_err(refused)?;
        }
    }
    Ok(())
}

/// The plane's edges at the low end, and its axes' names.
fn frame<B: Surface>(surface: &mut B, colors: &Colors, eye: &Eye, names: [&str; 2]) -> Result<()> {
    let line = Stroke { color: colors.text, width: colors.px(1.0) };
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
    surface.draw_path(corners.map(|(x, y)| eye.pixel([x, y, 0.0])), &line).map_err(refused)?;
    let middle = Writing::new(colors, Pos::new(HPos::Center, VPos::Center));
    for (name, [x, y]) in names.into_iter().zip([[0.0, -1.22], [-1.22, 0.0]]) {
        // At the edge that is nearer.
        let near = |sign: f64| eye.pixel([x * sign, y * sign, 0.0]);
        let (one, other) = (near(1.0), near(-1.0));
        surface.draw_text(name, &middle, if one.1 >= other.1 { one } else { other }).map_err(refused)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Range;
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn view(turn: f64) -> View {
        View { axes: [0, 1], x: [-6.0, 6.0], y: [-6.0, 6.0], held: vec![0.0; 2], curve: false, turn, tilt: 0.6 }
    }

    fn notes(values: &[f32], classes: &[u8], ground: Ground, turn: f64) -> Notes {
        let mut notes = Notes::new(400, 400);
        let colors = super::super::look::sample();
        let answers = Answers { values: values.to_vec(), classes: classes.to_vec() };
        draw_relief(&mut notes, &colors, &view(turn), &answers, ground, ["x1", "x2"]).unwrap();
        notes
    }

    #[test]
    fn every_cell_is_a_tile_with_its_colour() {
        let values: Vec<f32> = (0..100).map(|place| (place / 10) as f32 / 9.0).collect();
        for turn in [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0] {
            let notes = notes(&values, &[0; 100], Ground::TwoClasses(Range::Unit), turn);
            let tiles = notes.marks.iter().filter(|mark| matches!(mark, Mark::Polygon { corners: 4, .. })).count();
            assert_eq!(tiles, 81);
            assert_eq!(notes.texts(), ["x1", "x2"]);
        }
        // Seen from the front, what is far is drawn first: the upper rows.
        let notes = notes(&values, &[], Ground::Number(Range::Unit), 0.0);
        let colors: Vec<_> = notes
            .marks
            .iter()
            .filter_map(|m| if let Mark::Polygon { rgb, .. } = m { Some(*rgb) } else { None })
            .collect();
        let sample = super::super::look::sample();
        assert_eq!(colors[0], between(&sample, 0.5 / 9.0, DEPTH).rgb, "the first rows have the lowest values");
        assert!(colors[0] != colors[80]);
    }

    #[test]
    fn classes_have_their_colours() {
        let sample = super::super::look::sample();
        let mut values = vec![0.1f32; 300];
        values[200..].fill(0.9);
        let notes = notes(&values, &[2; 100], Ground::Classes(Range::Unit), 0.4);
        let third = mixed(sample.middle, sample.classes[2], f64::from(0.9f32) * DEPTH).rgb;
        assert!(notes.marks.iter().all(|mark| !matches!(mark, Mark::Polygon { rgb, .. } if *rgb != third)));
    }

    #[test]
    fn heights_go_up() {
        let eye = Eye::new(&view(0.7), (400, 400));
        let (low, high) = (eye.pixel([0.3, 0.2, 0.0]), eye.pixel([0.3, 0.2, 1.0]));
        assert!(low.0 == high.0 && high.1 < low.1 - 50, "{low:?} {high:?}");
    }
}
