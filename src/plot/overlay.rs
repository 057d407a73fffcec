//! What lies between the ground and the points: lines of equal answers, rings around wrongly answered points, the fitted curve.

use super::heat::ahead;
use super::surface::{Stroke, Surface, refused};
use super::{Colors, Ground, Scene};
use crate::error::Result;
use crate::session::Answers;
use plotters_backend::BackendCoord;

/// A lead that shows which class is said where there is none to see.
const TINY: f32 = f32::MIN_POSITIVE;

/// Parts of the way from one class to the other that have a line; the boundary is among them.
const LEVELS: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];

/// Parts of the way between a range's ends that have a line, for numbers.
const STEPS: usize = 9;

/// Draws lines of equal answers, the surface being the window and nothing else. Of two classes
/// lines at equal parts of the way from one to the other, the boundary stronger than the others; of
/// more, the boundaries; of numbers, equal steps.
pub fn draw_contours<B: Surface>(surface: &mut B, colors: &Colors, answers: &Answers, ground: Ground) -> Result<()> {
    let Answers { values, classes } = answers;
    let all = if classes.is_empty() { values.len() } else { classes.len() };
    let cells = (all as f64).sqrt().round() as usize;
    let (thin, thick) = (stroke(colors, 0.9), stroke(colors, 1.8));
    match ground {
        Ground::Classes(_) => {
            for of in 0..values.len() / all.max(1) {
                // What is said decides, also where two answers are the same.
                let lead = |place: usize| {
                    let lead = ahead(values, all, of as u8, place);
                    let lead = if usize::from(classes[place]) == of { lead.max(TINY) } else { lead.min(-TINY) };
                    f64::from(lead)
                };
                contour(surface, cells, &lead, 0.0, &thick)?;
            }
        }
        Ground::TwoClasses(range) => {
            let part = |place: usize| range.part(f64::from(values[place]));
            for level in LEVELS {
                contour(surface, cells, &part, level, if level == 0.5 { &thick } else { &thin })?;
            }
        }
        Ground::Number(range) => {
            // Beyond the ends there are no lines.
            let place = |place: usize| range.place(f64::from(values[place]));
            for step in 1..STEPS {
                contour(surface, cells, &place, step as f64 / STEPS as f64, &thin)?;
            }
        }
    }
    Ok(())
}

fn stroke(colors: &Colors, width: f64) -> Stroke {
    Stroke { color: colors.text, width: colors.px(width) }
}

/// One level by marching squares: between the middles of four cells the line is straight.
fn contour<B: Surface>(
    surface: &mut B,
    cells: usize,
    value: &dyn Fn(usize) -> f64,
    level: f64,
    stroke: &Stroke,
) -> Result<()> {
    let (width, height) = surface.get_size();
    let pixel = |(x, y): (f64, f64)| -> BackendCoord {
        let at = |middle: f64, length: u32| ((middle + 0.5) / cells as f64 * f64::from(length)).round() as i32;
        (at(x, width), at(y, height))
    };
    for row in 0..cells.saturating_sub(1) {
        for column in 0..cells - 1 {
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(right, down)| {
                let (x, y) = (column + right, row + down);
                (x as f64, y as f64, value(y * cells + x) - level)
            });
            let above = corners.iter().filter(|corner| corner.2 >= 0.0).count();
            if above == 0 || above == 4 {
                continue;
            }
            // Where the line crosses the square's sides, in order; four times at a saddle.
            let mut crossings = [(0.0, 0.0); 4];
            let mut count = 0;
            for side in 0..4 {
                let (a, b) = (corners[side], corners[(side + 1) % 4]);
                if (a.2 >= 0.0) != (b.2 >= 0.0) {
                    let part = a.2 / (a.2 - b.2);
                    crossings[count] = (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1));
                    count += 1;
                }
            }
            for pair in crossings[..count].chunks_exact(2) {
                surface.draw_path([pixel(pair[0]), pixel(pair[1])], stroke).map_err(refused)?;
            }
        }
    }
    Ok(())
}

/// Draws a ring around a point of the scene, the surface being the window.
pub fn draw_ring<B: Surface>(surface: &mut B, colors: &Colors, scene: &Scene<'_>, place: usize) -> Result<()> {
    let [right, down] = scene.view.part(scene.points.x(place), scene.points.target(place));
    let (width, height) = surface.get_size();
    let at = |part: f64, length: u32| (part * f64::from(length)).clamp(-1e6, 1e6).round() as i32;
    let ring = Stroke { color: colors.wrong, width: colors.px(2.0) };
    surface.draw_circle((at(right, width), at(down, height)), colors.px(7.5), &ring, false).map_err(refused)
}

/// Draws answers from the left edge of the window to the right one as a curve, the surface being the window.
pub fn draw_fit<B: Surface>(surface: &mut B, colors: &Colors, window: [f64; 2], heights: &[f32]) -> Result<()> {
    let (width, height) = surface.get_size();
    let last = heights.len().saturating_sub(1).max(1) as f64;
    let points = heights.iter().enumerate().map(|(place, &up)| {
        let part = (f64::from(up) - window[0]) / (window[1] - window[0]);
        let y = ((1.0 - part) * f64::from(height)).clamp(-1e6, 1e6);
        ((place as f64 / last * f64::from(width)).round() as i32, y.round() as i32)
    });
    let line = Stroke { color: colors.train, width: colors.px(2.5) };
    surface.draw_path(points, &line).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::super::Range;
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn lines(values: &[f32], classes: &[u8], ground: Ground) -> usize {
        let mut notes = Notes::new(400, 400);
        let answers = Answers { values: values.to_vec(), classes: classes.to_vec() };
        draw_contours(&mut notes, &super::super::look::sample(), &answers, ground).unwrap();
        notes.marks.iter().filter(|mark| matches!(mark, Mark::Path { points: 2, .. })).count()
    }

    const UNIT: Ground = Ground::TwoClasses(Range::Unit);

    #[test]
    fn a_slope_has_a_line_for_each_level() {
        let slope: Vec<f32> = (0..100).map(|place| (place % 10) as f32 / 9.0).collect();
        assert_eq!(lines(&slope, &[0; 100], UNIT), 5 * 9);
        let margins: Vec<f32> = slope.iter().map(|part| 2.0 * part - 1.0).collect();
        assert_eq!(lines(&margins, &[0; 100], Ground::TwoClasses(Range::Signed)), 5 * 9);
        assert_eq!(lines(&slope, &[], Ground::Number(Range::Between(0.0, 1.0))), 8 * 9);
        assert_eq!(lines(&[0.4; 100], &[0; 100], UNIT), 0, "a plain has none");
        assert_eq!(lines(&[f32::NAN; 100], &[0; 100], UNIT), 0);
    }

    #[test]
    fn classes_have_their_boundaries() {
        // Left half the first class, right half the second; the third nowhere.
        let of =
            |class: usize| (0..100).map(move |place| f32::from(u8::from((place % 10 >= 5) == (class == 1)))).collect();
        let both: Vec<Vec<f32>> = vec![of(0), of(1), vec![0.1; 100]];
        let said: Vec<u8> = (0..100).map(|place| u8::from(place % 10 >= 5)).collect();
        assert_eq!(lines(&both.concat(), &said, Ground::Classes(Range::Unit)), 2 * 9, "from either side");
        // Answers that have rounded to the same probability have the boundary of what is said.
        assert_eq!(lines(&[1.0; 300], &said, Ground::Classes(Range::Unit)), 2 * 9, "of a tie everywhere");
        assert_eq!(lines(&[1.0; 300], &[2; 100], Ground::Classes(Range::Unit)), 0, "one class everywhere");
    }

    #[test]
    fn a_saddle_has_two_lines_in_its_square() {
        assert_eq!(lines(&[1.0, 0.0, 0.0, 1.0], &[0; 4], UNIT), 5 * 2);
    }

    #[test]
    fn the_fit_goes_from_edge_to_edge() {
        let mut notes = Notes::new(400, 200);
        draw_fit(&mut notes, &super::super::look::sample(), [-1.0, 1.0], &[0.0, 1.0, f32::MAX, -1.0]).unwrap();
        assert_eq!(notes.marks.len(), 1);
        assert!(matches!(notes.marks[0], Mark::Path { points: 4, .. }));
    }
}
